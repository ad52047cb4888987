"""Master scenario events list: what is told, decided and thrown in, by whom and when. For paper and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from engine.play.bundle import Bundle
from engine.play.phases import HOT_WASH_QUESTIONS
from exporters.content.columns import renamed
from exporters.content.document import Block, Document, Items, Table, Text, TextBlock, bullets, clean, plain, prose, rows
from exporters.content.sheet import Cell, Sheet, hours_and_minutes
from exporters.documents.parts import facts, heading, line
from exporters.scenario.branching import condition
from exporters.scenario.odds import Odds, odds_of, say
from exporters.scenario.outline import DecisionPoint, Outline, for_all, for_some, inject_name, outline_of
from exporters.scenario.timing import Plan, plan

COLUMNS = (
    "Event number", "Planned time", "Actual time", "Status", "Event type", "Inject mode", "From", "To", "Controller",
    "Description", "Expected outcome", "Objective", "Notes",
)  # fmt: skip
"""Our names; a mapping file gives them others."""
STATUSES = ("Planned", "Played", "Changed", "Skipped")
_WIDTHS = (8, 8, 8, 9, 13, 12, 11, 12, 11, 56, 31, 17, 29)
_ACTUAL, _STATUS, _CONTROLLER = COLUMNS.index("Actual time"), COLUMNS.index("Status"), COLUMNS.index("Controller")
_PAPER = (3, 4, 5, 5, 5, 5, 5, 32, 19, 4, 18)
"""Widths on paper, which leaves out who controls an event and its status: they are for a list that is kept while it runs."""
OPTION = "columns"
SPREADSHEETS = ("csv", "xlsx")
EVERYBODY, FACILITATOR = "All", "Facilitator"


class MselEvent(NamedTuple):
    """A line of the list, without its number."""

    time: timedelta
    """After the start of the class."""
    kind: str
    """`scenario`, `decision`, `inject` or `administrative`."""
    mode: str
    sender: str
    to: str
    description: str
    outcome: str = ""
    objectives: tuple[int, ...] = ()
    """Numbers of those that it serves."""
    when: str = ""
    """When, and how often, it comes at all."""
    notes: str = ""
    """The author's, for the facilitator."""
    whole: str = ""
    """All that is told; empty where the description is all."""


def msel(bundle: Bundle, format_: str, options: Mapping[str, str]) -> Document | Sheet:
    """The list: a table for a spreadsheet, and else a document.

    Raises:
        ExportError: the mapping file cannot be read or names a column that there is not.
    """
    columns = renamed(COLUMNS, options.get(OPTION, ""))
    events = tuple(_events(bundle))
    return _sheet(bundle, columns, events) if format_ in SPREADSHEETS else _document(bundle, columns, events)


def _document(bundle: Bundle, columns: tuple[str, ...], events: Sequence[MselEvent]) -> Document:
    """On paper objectives are numbers, and whole texts and the author's notes stand in the guide, so that there is room."""
    lines = [
        (str(n), hours_and_minutes(e.time), "", e.kind, e.mode, e.sender, e.to, e.description, e.outcome,
         ", ".join(map(str, e.objectives)), e.when)
        for n, e in enumerate(events, 1)
    ]  # fmt: skip
    names = tuple(name for at, name in enumerate(columns) if at not in (_STATUS, _CONTROLLER))
    intro = (
        "Planned times are hours and minutes after the start, from the timing plan; write beside them when it was. Injects are "
        "optional. Events that not every class comes to say so in their notes. The whole texts, with columns for the controller "
        "and the status, stand in the spreadsheet: hotwash export msel --format xlsx."
    )
    objectives = bullets([line(o.text) for o in bundle.scenario.objectives], "number")
    return Document(
        name=f"{bundle.scenario.id}-msel",
        title=bundle.scenario.title,
        subtitle="Master scenario events list. Not for players",
        blocks=(
            TextBlock(plain(intro)),
            heading("Objectives", 2),
            objectives,
            heading("Events", 2),
            Table(rows(names)[0], rows(*lines), widths=_PAPER),
        ),
        facts=facts(bundle),
        landscape=True,
        small=True,
        footer=f"{bundle.scenario.title} · MSEL · version {bundle.scenario.version}",
    )


def _sheet(bundle: Bundle, columns: tuple[str, ...], events: Sequence[MselEvent]) -> Sheet:
    texts = [_flat(line(o.text)) for o in bundle.scenario.objectives]
    lines: list[tuple[Cell, ...]] = []
    for number, event in enumerate(events, 1):
        objective = "; ".join(f"{n}. {texts[n - 1]}" for n in event.objectives)
        words = (event.kind, event.mode, event.sender, event.to, "", event.whole or event.description, event.outcome, objective,
                 f"{event.when} {event.notes}")  # fmt: skip
        lines.append((number, event.time, "", STATUSES[0], *map(clean, words)))
    name = f"{bundle.scenario.id}-msel"
    picks = ((_STATUS, STATUSES),)
    return Sheet(name, f"MSEL {bundle.scenario.title}", columns, tuple(lines), _WIDTHS, times=(_ACTUAL,), picks=picks)


def _events(bundle: Bundle) -> Iterator[MselEvent]:
    outline, odds = outline_of(bundle), odds_of(bundle)
    time = plan(odds)
    welcome = "Welcome, content notes and the way out, ground rules. Permission to speak up (PALS), given and asked for aloud."
    yield MselEvent(
        timedelta(), "administrative", "Spoken", FACILITATOR, EVERYBODY, welcome, "Everybody knows that they may speak up."
    )
    told: set[str] = set()
    story = [event for slot in time.slots for event in _decision(odds, slot.point, _at(slot.start), told)]
    story += [event for name in outline.passages if name not in told for event in _passage(outline, time, name)]
    yield from sorted(story, key=lambda event: event.time)
    for name, ending in outline.endings:
        when = f"Outcome: {ending.outcome}. {_chance(odds, name)}"
        yield MselEvent(_at(time.wash), "scenario", "Read aloud", FACILITATOR, EVERYBODY, _first(outline, name),
                    f"The exercise ends: {ending.title}", (), when, "", _whole(outline, name))  # fmt: skip
    asked = " ".join((*HOT_WASH_QUESTIONS.values(), *bundle.scenario.discuss))
    yield MselEvent(_at(time.wash), "administrative", "Discussion", FACILITATOR, EVERYBODY, f"Hot wash. {asked}",
                "Strengths, areas for improvement, corrective actions with owner and date.")  # fmt: skip
    yield MselEvent(_at(Fraction(time.total)), "administrative", "Spoken", FACILITATOR, EVERYBODY, "End of the exercise.")


def _decision(odds: Odds, point: DecisionPoint, at: timedelta, told: set[str]) -> Iterator[MselEvent]:
    """What is told before a decision, the decision, and the injects that can be played first there."""
    outline, decision = odds.outline, point.decision
    serves = outline.objectives(point)
    before = [name for name in outline.told_before(point) if name not in told]
    told.update(before)
    for name in before:
        yield MselEvent(
            at,
            "scenario",
            "Read aloud",
            FACILITATOR,
            EVERYBODY,
            _first(outline, name),
            "",
            (),
            "",
            _notes(outline, name),
            _whole(outline, name),
        )
    yield MselEvent(at, "scenario", "Read aloud, on screen", FACILITATOR, EVERYBODY, _first(outline, point.scene),
                f"All know the situation of decision {point.number}.", serves,
                _chance(odds, point.scene), _notes(outline, point.scene), _whole(outline, point.scene))  # fmt: skip
    yield from _seats(outline, point.scene, at)
    for id_, inject in outline.injects(point.scene):
        first = min(outline.point[name].number for name in inject.at if name in outline.point)
        if first != point.number:
            continue
        others = [str(p.number) for p in outline.points if p.scene in inject.at]
        when = f" Only if {condition(outline, inject.when)}." if inject.when is not None else ""
        when = f"Optional; at decision {' or '.join(others)}, before the team decides.{when}"
        yield MselEvent(at, "inject", f"Card: {inject_name(id_)}", FACILITATOR, EVERYBODY, _said(inject.text),
                    " ".join(_flat(line(q)) for q in inject.discuss), serves, when, _said(inject.notes or ""))  # fmt: skip
    seat = outline.seat(decision.seat)
    options = " ".join(f"{o.letter}: {_flat(line(o.choice.text))}" for o in point.options)
    yield MselEvent(at, "decision", "Vote by letter, then one decision", EVERYBODY, seat or "Team",
                f"Decision {point.number}. {_flat(line(decision.prompt))} {options}", _best(odds, point), serves,
                f"Suggested limit: {decision.seconds} s." if decision.seconds else "")  # fmt: skip


def _seats(outline: Outline, name: str, at: timedelta) -> Iterator[MselEvent]:
    for paragraph in outline.scenes[name].also:
        seat = outline.seat(paragraph.seat)
        if seat:
            when = f"Only if {condition(outline, paragraph.when)}." if paragraph.when is not None else ""
            yield MselEvent(at, "scenario", "Seat card", FACILITATOR, seat, _said(paragraph.text),
                        "The seat decides whether to tell the others.", (), when)  # fmt: skip


def _passage(outline: Outline, time: Plan, name: str) -> Iterator[MselEvent]:
    """A passage that not every class is told: it stands after the first decision that leads to it."""
    starts = [time.start(point.scene) for point in outline.leading(name)]
    at = _at(min(starts)) if starts else timedelta()
    numbers = " or ".join(str(point.number) for point in outline.leading(name))
    when = f"Only if a decision leads here (after decision {numbers})."
    yield MselEvent(at, "scenario", "Read aloud", FACILITATOR, EVERYBODY, _first(outline, name), "", (), when,
                _notes(outline, name), _whole(outline, name))  # fmt: skip
    yield from _seats(outline, name, at)


def _chance(odds: Odds, scene: str) -> str:
    """How many classes come here, where not all do."""
    if not odds.known or odds.blind[scene] == odds.best[scene] == 1:
        return ""
    return f"Classes that come here: {say(odds.blind[scene])} when guessing, {say(odds.best[scene])} on the best line."


def _best(odds: Odds, point: DecisionPoint) -> str:
    if not point.decision.tests:
        return "Not graded."
    shares = odds.answers[point.scene]
    best = [o for o in point.options if shares[o.id] == 1] or [o for o in point.options if shares[o.id]]
    return " ".join(f"Best is {o.letter}: {_flat(line(o.choice.why or o.choice.text))}" for o in best)


def _at(minutes: Fraction) -> timedelta:
    """To the whole minute."""
    return timedelta(minutes=int(minutes + Fraction(1, 2)))


def _first(outline: Outline, name: str) -> str:
    """The first paragraph of a scene: enough to know it by."""
    return next((_flat(block.text) for block in prose(outline.scenes[name].text) if isinstance(block, TextBlock)), "")


def _whole(outline: Outline, name: str) -> str:
    """All of a scene that is read to all, each part a paragraph, with the condition of what not every class is told."""
    scene = outline.scenes[name]
    parts = [part for text in for_all(scene) for part in _blocks(prose(text))]
    parts += [
        f"[If {condition(outline, p.when)}{', in place of the text' if p.instead else ''}:] {_said(p.text)}"
        for p in for_some(scene) if p.seat is None and p.when
    ]  # fmt: skip
    return "\n\n".join(parts)


def _notes(outline: Outline, name: str) -> str:
    return _said(outline.scenes[name].notes or "")


def _said(markdown: str) -> str:
    return " ".join(_blocks(prose(markdown)))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextBlock):
            yield _flat(block.text)
        elif isinstance(block, Items):
            for item in block.items:
                yield from _blocks(item)


def _flat(text: Text) -> str:
    return " ".join("".join(span.text for span in text).split())
