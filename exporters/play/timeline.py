"""What happened in a play, event by event, in words."""

from __future__ import annotations

from typing import NamedTuple

from engine.play import phases
from engine.play.events import (
    AnyEvent,
    Chose,
    Closed,
    Confided,
    Ended,
    Flagged,
    Injected,
    Joined,
    Mended,
    Noted,
    Overrode,
    Paused,
    Phase,
    Resumed,
    Rolled,
    Started,
    Voted,
    WentBack,
    Wished,
)
from exporters.play.moment import moment
from exporters.play.play_record import PlayRecord
from exporters.play.sentences import letter, opening
from exporters.play.tallies import VoteTally
from exporters.play.wishes import wishes
from exporters.wording.decisions import decision_name
from exporters.wording.numbers import many

LEFT_OUT = "The vote was left out; votes that had come in were taken back."


class TimelineRow(NamedTuple):
    """A line of the timeline."""

    at: str
    """UTC, ISO 8601."""
    minute: str
    """After the beginning: `1:23`."""
    kind: str
    text: str


def timeline(record: PlayRecord) -> tuple[TimelineRow, ...]:
    """Every round of votes, decision, flag, inject, override, pause and step back, in order.

    Of votes the counts are told, each round at its last vote; never who voted how.
    """
    rounds = {
        votes.events[-1]: (ballot.scene, tally)
        for ballot, tallied in zip(record.ballots, record.tallies, strict=True)
        for votes, tally in zip(ballot.rounds, tallied, strict=True)
    }
    rows = []
    last_phase = ""
    for event in record.play.events:
        if 0 < event.seq <= record.play.given:  # nobody did that
            continue
        if isinstance(event, Phase):
            if event.name == last_phase:
                continue
            last_phase = event.name
        row = ("vote", _votes(record, *rounds[event.seq])) if event.seq in rounds else _words(record, event)
        if row is not None:
            rows.append(TimelineRow(event.at, record.minute(event.seq), *row))
    return tuple(rows)


def _words(record: PlayRecord, event: AnyEvent) -> tuple[str, str] | None:
    bundle = record.bundle
    match event:
        case Noted(topic=phases.SCREENS) | Voted():
            return None
        case Started():
            return "begin", f"{bundle.scenario.title}, version {event.version}, {_purpose(event)}"
        case Joined():
            many = f", {event.heads} people" if event.heads > 1 else ""
            told = record.for_record or event.heads != 1
            return "joined", f"{(event.who or 'the class') if told else 'somebody'}{many}"
        case Chose():
            reason = f" Reason: {event.reason}" if event.reason else ""
            return "decision", f"{_named(record, event).capitalize()}: {_choice(record, event.scene, event.choice)}{reason}"
        case Confided():
            return "confidence", f"{event.percent} % sure"
        case Rolled():
            return "draw", "Chance decided what followed."
        case Overrode():
            return "override", f"Instead of what was drawn: {_course(record, event)}{_because(event.reason)}"
        case Injected():
            return "inject", " ".join(bundle.scenario.injects[event.inject].text.split())
        case WentBack():
            undone = record.play.events[event.to]
            assert isinstance(undone, Chose)
            return "back", f"The play went back to before {_named(record, undone)}."
        case Flagged():
            return "flag", f"{event.note or 'A moment to come back to'} ({moment(record, event.seq)})"
        case Noted():
            return "note", f"{event.topic}: {event.text}"
        case Mended():
            if event.of == event.seq:
                return None
            what = "taken out" if event.removed else "put right"
            return "mended", f"What was written at {record.minute(event.of)} was {what}."
        case Wished():
            return "wanted", next(wish.words for wish in wishes(record) if wish.seq == event.seq)
        case Phase(drops=True):
            return "vote", LEFT_OUT
        case Phase():
            return "phase", event.name
        case Paused():
            return "pause", "The clock was stopped."
        case Resumed():
            return "go on", "The clock goes on."
        case Ended():
            ending = bundle.scenario.scenes[event.scene].ending
            return "ending", f"{ending.title if ending else event.scene} ({event.outcome})"
        case Closed():
            return "close", "The exercise was closed."


def _named(record: PlayRecord, commit: Chose) -> str:
    """The decision of a commit: `decision 6`."""
    visit = next(c.visit for c in record.play.ledger if c.event.seq == commit.seq)
    return decision_name(record.play.program.decision_numbers[commit.scene], visit)


def _purpose(event: Started) -> str:
    if event.mode != "class":
        return "played alone" if event.mode == "solo" else "a decision by itself, alone"
    if event.drill:
        return "a decision by itself, with a class"
    return "a class, for the record" if event.purpose == "record" else "a class, for practice"


def _votes(record: PlayRecord, scene: str, tally: VoteTally) -> str:
    """The votes for each choice, by letter."""
    if tally.counts is None:
        return tally.withheld
    counts = sorted((letter(record, scene, choice).removesuffix(". "), count) for choice, count in tally.counts.items())
    return f"{many(sum(tally.counts.values()), 'vote')}: {', '.join(f'{key} {count}' for key, count in counts)}"


def _choice(record: PlayRecord, scene: str, choice: str) -> str:
    """The text of a choice, in class with its letter."""
    decision = record.bundle.scenario.scenes[scene].decision
    assert decision is not None
    return letter(record, scene, choice) + " ".join(decision.choices[choice].text.split())


def _course(record: PlayRecord, event: Overrode) -> str:
    """What an override led to, by its name; one that was taken back has none."""
    entry = next((e for e in record.play.line if e.event is event), None)
    if entry is None or not entry.shown_scenes:
        return "another course."
    scene = record.bundle.scenario.scenes[entry.shown_scenes[0].scene]
    return f"the ending “{scene.ending.title}”." if scene.ending else f"“{opening(scene.text)}”"


def _because(reason: str) -> str:
    return f" Reason: {reason}" if reason else ""
