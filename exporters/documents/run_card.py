"""The run card: one sheet to lead a class from, and on its back one page of answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from engine.play.bundle import Bundle
from engine.play.phases import HOT_WASH_QUESTIONS
from exporters.content.document import Block, Columns, Document, PageBreak, Table, Text, TextBlock, Together, join, plain, rows
from exporters.documents.parts import PERMISSION, SPOKE_UP, facts, heading, line, named
from exporters.scenario.branching import condition
from exporters.scenario.odds import Odds, odds_of
from exporters.scenario.outline import DecisionPoint, LetteredChoice, Outline, inject_name
from exporters.scenario.timing import Plan, clock, plan

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“A-Z])")
_ON_A_LINE = 50
"""Characters of a line of the answers."""
_CUE = 46
"""Characters of a scene by which it is known: a line."""
_WHY = 110
"""Characters of a reason: two lines."""
_BEST, _SOMETIMES, _POORER, _DANGER = "+", "~", "-", "!"
LEGEND = (
    f"{_BEST} is best, {_SOMETIMES} is best in some situations (see the guide), {_POORER} has a better one beside it, "
    f"{_DANGER} is a life-safety error."
)


def run_card(bundle: Bundle) -> Document:
    """The card. It shows the answers."""
    odds = odds_of(bundle)
    time = plan(odds)
    return Document(
        name=f"{bundle.scenario.id}-run-card",
        title=bundle.scenario.title,
        subtitle="Run card. Not for participants: the answers stand on it",
        blocks=(*_front(odds, time), PageBreak(), *_back(odds)),
        facts=facts(bundle)[:1],
        footer=f"{bundle.scenario.title} · run card · version {bundle.scenario.version}",
        small=True,
    )


def _front(odds: Odds, time: Plan) -> Iterator[Block]:
    outline = odds.outline
    best = " → ".join(f"{stage.point.number} {stage.letter}" for stage in odds.line)
    yield TextBlock(named("The best line", best))
    yield Table(rows(("At", "No.", "Decision", "Best", "Why"))[0], tuple(_lines(odds, time)), widths=(3, 3, 19, 4, 22))
    yield from _injects(outline)
    yield TextBlock(named("Say at the start", plain(PERMISSION, italic=True)))
    yield TextBlock(named("Ask in the hot wash", " ".join((*HOT_WASH_QUESTIONS.values(), *SPOKE_UP))))
    late = "Late? Leave out a discussion, never a decision and never the hot wash. A number in brackets lies off the best line."
    yield TextBlock(plain(late), "quiet")


def _lines(odds: Odds, time: Plan) -> Iterator[tuple[Text, ...]]:
    yield _row("0:00", "", "Welcome, content notes, the way out, permission to speak up", "", "")
    for slot in time.slots:
        point = slot.point
        number = str(point.number) if slot.usual else f"({point.number})"
        yield _row(clock(slot.start), number, _cue(odds.outline, point), _best(odds, point), _why(odds, point))
    yield _row(
        clock(time.wash), "", "Hot wash, wherever the story stands", "", "Ask before you tell. Grade nothing by how it ended."
    )
    yield _row(clock(Fraction(time.total)), "", "End: who does what by when", "", "")


def _cue(outline: Outline, point: DecisionPoint) -> Text:
    """The words by which the decision is known when it comes, and its question."""
    begins = line(_short(first_sentence(outline.scenes[point.scene].text), _CUE))
    return join(
        tuple(s._replace(italic=True) for s in begins),
        "\n",
        line(first_sentence(point.decision.prompt, last=True)),
    )


def _row(*cells: str | Text) -> tuple[Text, ...]:
    return rows(cells)[0]


def _injects(outline: Outline) -> Iterator[Block]:
    injects = outline.bundle.scenario.injects
    if not injects:
        return
    found: list[tuple[str | Text, ...]] = []
    for id_, inject in injects.items():
        numbers = ", ".join(str(point.number) for point in outline.points if point.scene in inject.at)
        when = f", only if {condition(outline, inject.when)}" if inject.when is not None else ""
        found.append((inject_name(id_).capitalize(), f"{numbers}{when}", line(first_sentence(inject.text))))
    head = rows(("Inject", "At decision", "Read aloud (the whole stands in the guide)"))[0]
    yield Table(head, rows(*found), "Injects: each once, before the team decides", (4, 5, 18))


def _back(odds: Odds) -> Iterator[Block]:
    yield heading("Answers")
    yield TextBlock(plain(LEGEND), "quiet")
    yield Columns(tuple(_answers(odds, point) for point in odds.outline.points), even=True)


def _answers(odds: Odds, point: DecisionPoint) -> Together:
    question = line(_short(first_sentence(point.decision.prompt, last=True), _ON_A_LINE))
    found = [(_mark(odds, point, o), o.letter, line(_short(o.choice.text, _ON_A_LINE))) for o in point.options]
    return Together((Table(rows(("", str(point.number), question))[0], rows(*found), widths=(2, 2, 26)),))


def _mark(odds: Odds, point: DecisionPoint, option: LetteredChoice) -> str:
    if option.choice.critical:
        return _DANGER
    if not point.decision.tests:
        return ""
    share = odds.answers[point.scene][option.id]
    return _BEST if share == 1 else _SOMETIMES if share else _POORER


def best_options(odds: Odds, point: DecisionPoint) -> tuple[LetteredChoice, ...]:
    """The choices that are best whatever came before; where there is none, those that are in some situations."""
    shares = odds.answers[point.scene]
    best = tuple(o for o in point.options if shares[o.id] == 1)
    return best or tuple(o for o in point.options if shares[o.id])


def _best(odds: Odds, point: DecisionPoint) -> str:
    if not point.decision.tests:
        return "any"
    return " or ".join(option.letter for option in best_options(odds, point))


def _why(odds: Odds, point: DecisionPoint) -> Text:
    if not point.decision.tests:
        return plain("Nothing is graded here.")
    best = best_options(odds, point)
    return (
        line(_short(first_sentence(best[0].choice.why or best[0].choice.text), _WHY)) if best else plain("No class comes here.")
    )


def first_sentence(text: str, *, last: bool = False) -> str:
    """The first sentence of a text, or its last: of a prompt the question."""
    parts = _SENTENCE.split(" ".join(text.split()))
    return parts[-1 if last else 0]


def _short(text: str, most: int) -> str:
    """So many characters of a text, to its last whole word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rpartition(" ")[0].rstrip(",;:") + "\u00a0…"
