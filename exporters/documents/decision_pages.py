"""Pages of the facilitator's guide on one decision or one passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from engine.pack.scenario import Scene
from exporters.content.document import Block, Callout, Items, Text, TextBlock, bullets, join, plain, prose
from exporters.documents.local_changes import CHANGED, is_changed
from exporters.documents.parts import heading, line, named
from exporters.play.decision_line import MARKS
from exporters.scenario.branching import condition, effects, ways
from exporters.scenario.odds import Odds, say
from exporters.scenario.outline import DecisionPoint, LetteredChoice, Outline, for_all, for_some, inject_name
from exporters.scenario.timing import Slot

BEST = "best"
SOMETIMES = "best in some situations"


def decision_page(odds: Odds, slot: Slot, reported: str | None) -> Iterator[Block]:
    """Everything on a decision."""
    outline, point = odds.outline, slot.point
    decision = point.decision
    yield heading(f"Decision {point.number}", 2)
    yield TextBlock(plain(_aside(odds, slot)), "quiet")
    yield from scene_text(outline, point.scene)
    marker = (" ", plain(f"[{CHANGED}]", italic=True)) if is_changed(outline, f"scene.{point.scene}.prompt") else ()
    yield TextBlock(join(_bold(line(decision.prompt)), *marker), "lead")
    yield Items(tuple(tuple(_option(odds, point, o, reported)) for o in point.options), "letter")
    if decision.discuss:
        yield TextBlock(plain("To ask the room:", bold=True))
        yield bullets([line(q) for q in decision.discuss])
    cards = [inject_name(id_) for id_, _ in outline.injects(point.scene)]
    if cards:
        yield TextBlock(named("Inject cards playable here", "; ".join(cards)))


def passage_page(outline: Outline, name: str) -> Iterator[Block]:
    """Everything on a scene that passes on by itself."""
    next_ = outline.scenes[name].next
    assert next_ is not None
    yield heading(f"{outline.label(name).capitalize()} (nothing is decided)", 2)
    yield from scene_text(outline, name)
    yield _leads(ways(outline, name, next_))


def scene_text(outline: Outline, name: str) -> Iterator[Block]:
    """The text of a scene, what some read, and the notes."""
    scene = outline.scenes[name]
    for text in for_all(scene):
        yield from prose(text)
    yield from _further(outline, scene)
    if any(is_changed(outline, f"scene.{name}.{part}") for part in ("text", "also")):
        yield TextBlock(plain(f"[{CHANGED}]", italic=True), "quiet")
    if scene.notes:
        yield Callout("note", "For you", prose(scene.notes))


def _further(outline: Outline, scene: Scene) -> Iterator[Block]:
    for paragraph in for_some(scene):
        seat = outline.seat(paragraph.seat)
        when = f"if {condition(outline, paragraph.when)}" if paragraph.when is not None else ""
        if seat:
            yield Callout("seat", f"{seat} alone reads{f', {when}' if when else ''}", prose(paragraph.text))
        else:
            how = "Read in place of the text" if paragraph.instead else "Read aloud too"
            yield Callout("note", f"{how}, {when}", prose(paragraph.text))


def _aside(odds: Odds, slot: Slot) -> str:
    outline, decision = odds.outline, slot.point.decision
    seat = outline.seat(decision.seat)
    parts = [
        f"About minute {int(slot.start)}, {round(slot.length)} minutes",
        f"{seat} decides" if seat else "the team decides",
        f"suggested limit {decision.seconds} s" if decision.seconds else "",
        f"{say(odds.blind[slot.point.scene])} when guessing, {say(odds.best[slot.point.scene])} on the best line"
        if odds.known
        else "",
        f"tests: {'; '.join(outline.lesson(id_) for id_ in decision.tests)}" if decision.tests else "not graded",
    ]
    return " · ".join(part for part in parts if part)


def _option(odds: Odds, point: DecisionPoint, option: LetteredChoice, reported: str | None) -> Iterator[Block]:
    outline, choice = odds.outline, option.choice
    verdict = _verdict(odds.answers[point.scene][option.id]) if point.decision.tests else ""
    by_policy = bool(outline.bundle.local.cited(point.scene, option.id))
    here = CHANGED if by_policy or is_changed(outline, f"scene.{point.scene}.choice.{option.id}") else ""
    found = [part for part in (verdict, "as in the report" if option.id == reported else "", here) if part]
    yield TextBlock(join(_bold(line(choice.text)), *((" ", plain(f"[{', '.join(found)}]", italic=True)) if found else ())))
    if choice.critical:
        yield TextBlock(named("Life-safety error", line(choice.critical)))
    if choice.why:
        yield TextBlock(line(choice.why))
    if choice.marks:
        yield TextBlock(plain(_marks(outline, point, option)), "quiet")
    if choice.result:
        yield TextBlock(named("Then read", line(choice.result)))
    next_ = choice.next if choice.next is not None else point.decision.next
    assert next_ is not None
    yield _leads(ways(outline, point.scene, next_), _small_print(outline, option))


def _verdict(share: Fraction) -> str:
    if share == 1:
        return BEST
    return SOMETIMES if share else ""


def _marks(outline: Outline, point: DecisionPoint, option: LetteredChoice) -> str:
    """The lessons that it upholds, partly or not, in words, and by which policy of the agency."""
    policies = outline.bundle.local.cited(point.scene, option.id)
    found: dict[str, list[str]] = {}
    for mark in option.choice.marks:
        policy = policies.get(mark[1:])
        lesson = outline.lesson(mark[1:]) + (f" ({policy.cited})" if policy else "")
        found.setdefault(MARKS[mark[0]], []).append(lesson)
    return " ".join(f"{word.capitalize()}: {'; '.join(lessons)}." for word, lessons in found.items())


def _small_print(outline: Outline, option: LetteredChoice) -> Iterator[str]:
    choice = option.choice
    written = effects(outline, choice.set, choice.add)
    if written:
        yield f"On paper: {'; '.join(written)}."
    if choice.when is not None:
        yield f"To be had only if {condition(outline, choice.when)}."
    if choice.once:
        yield "Can be taken once."


def _leads(found: tuple[str, ...], more: Iterable[str] = ()) -> TextBlock:
    return TextBlock(named("Leads to", " ".join((f"{'; '.join(found)}.", *more))))


def _bold(text: Text) -> Text:
    return tuple(span._replace(bold=True) for span in text)
