"""Parts that several documents share."""

from __future__ import annotations

from collections.abc import Iterator

from engine.play.bundle import Bundle
from exporters.content.document import (
    Block,
    Callout,
    Heading,
    Items,
    Table,
    Text,
    TextBlock,
    Together,
    bullets,
    inline,
    join,
    plain,
    prose,
    rows,
)
from exporters.scenario.care import contains, resources
from exporters.scenario.outline import DecisionPoint, LetteredChoice, Outline, for_all
from exporters.wording.numbers import many

TO_FILL = "to be filled in"
GROUND_RULES = (
    "Everyone may speak up, whatever the rank. Who sees something unsafe says so.",
    "Vote in silence before anybody talks. Your own letter counts, not your neighbor's.",
    "We judge decisions by what was known then, never by how it ended. Luck is shown apart.",
    "Nothing here is punitive. What is said here is for learning, and stays here.",
    "Every choice is one that a reasonable officer has made. Ask why, not who.",
)
WAY_OUT = "You can step out at any time. Nobody asks why, and you can come back when you like."
PERMISSION = (
    "“Everyone in this room may speak up, whatever the rank. If you see me or anybody else about to do something unsafe, "
    "here or on shift, say so. I ask you to, and I will thank you for it. May we say the same to you?”"
)
"""Permission to speak up (PALS), as the facilitator may put it."""
SPOKE_UP = ("Who spoke up?", "What helped them to?", "What would have helped?")


def heading(text: str, level: int = 1) -> Heading:
    """A heading in which no character means anything."""
    return Heading(1 if level == 1 else 2 if level == 2 else 3, plain(text))


def named(name: str, text: str | Text) -> Text:
    """`Name: text`, the name in bold."""
    return join(plain(f"{name}:", bold=True), " ", plain(text) if isinstance(text, str) else text)


def line(markdown: str) -> Text:
    """A text of the format on one line."""
    return inline(markdown)


def facts(bundle: Bundle) -> tuple[tuple[str, str], ...]:
    """What stands on every cover."""
    texts = len(bundle.local.texts)
    changed = (("Local words", f"{many(texts, 'line')} changed by your agency"),) if texts else ()
    return (("Scenario", f"{bundle.name}, version {bundle.scenario.version}"), ("Reviewed", reviewed(bundle)), *changed)


def reviewed(bundle: Bundle) -> str:
    """Who has read this version; said plainly where nobody has."""
    roles = sorted({r.role for r in bundle.scenario.reviews if r.version == bundle.scenario.version})
    return f"by {', '.join(roles)}" if roles else "not yet: a draft"


def overview(items: tuple[tuple[str, str | Text], ...], caption: str = "") -> Table:
    """A table of names and values."""
    return Table(rows(("Item", "What"))[0], rows(*items), caption, widths=(1, 3), head_column=True)


def who_and_where(bundle: Bundle) -> Iterator[Block]:
    """Who the players are, and where."""
    scenario = bundle.scenario
    yield TextBlock(named("You are", line(scenario.you)))
    yield TextBlock(named("Where", line(scenario.setting)))
    if scenario.seats:
        yield TextBlock(named("Seats", "; ".join(scenario.seats.values())))


def care(bundle: Bundle) -> Iterator[Block]:
    """What it contains, the way out, who helps."""
    notes = contains(bundle.scenario)
    parts: list[Block] = []
    if notes:
        parts.append(TextBlock(named("It contains", notes)))
    parts.append(TextBlock(plain(WAY_OUT)))
    helpers = resources(bundle)
    if helpers:
        parts += [TextBlock(plain("Who helps, before, during and after:", bold=True)), bullets(helpers)]
    yield Callout("warning" if notes else "note", "Before you begin" if notes else "The way out", tuple(parts))


def story_before(outline: Outline, point: DecisionPoint) -> Iterator[Block]:
    """What everybody reads before a decision."""
    for name in (*outline.told_before(point), point.scene):
        for text in for_all(outline.scenes[name]):
            yield from prose(text)


def question(outline: Outline, point: DecisionPoint) -> Iterator[Block]:
    """The prompt and the choices, all on one page, and who decides; nothing of what they are worth."""
    prompt = TextBlock(tuple(s._replace(bold=True) for s in line(point.decision.prompt)), "lead")
    items = [(TextBlock(join(line(o.choice.text), *_offered(o))),) for o in point.options]
    yield Together((prompt, Items(tuple(items), "letter")))
    seat = outline.seat(point.decision.seat)
    if seat:
        yield TextBlock(plain(f"Everybody votes. {seat} decides for the team, and says why."), "quiet")


def _offered(option: LetteredChoice) -> tuple[Text | str, ...]:
    """Says of a choice with a condition that it may be missing, and not why."""
    return (" ", plain("(not always on offer)", italic=True)) if option.choice.when is not None else ()
