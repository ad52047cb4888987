"""What happened in a play, event by event, in words."""

from __future__ import annotations

from typing import NamedTuple

from engine.play import phases
from engine.play.ballots import replaced
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
)
from exporters.play.moment import moment
from exporters.play.play_record import PlayRecord
from exporters.play.sentences import letter, opening
from exporters.wording.decisions import decision_name


class TimelineRow(NamedTuple):
    """A line of the timeline."""

    at: str
    """UTC, ISO 8601."""
    minute: str
    """After the beginning: `1:23`."""
    kind: str
    text: str


def timeline(record: PlayRecord) -> tuple[TimelineRow, ...]:
    """Every vote as it was last counted, decision, flag, inject, override, pause and step back, in order.

    Who voted how is told only where the class was for the record and no group is smaller than five.
    """
    rows = []
    last_phase = ""
    corrected = replaced(record.play)
    for event in record.play.events:
        if event.seq in corrected:
            continue
        if isinstance(event, Phase):
            if event.name == last_phase:
                continue
            last_phase = event.name
        told = _words(record, event)
        if told is not None:
            rows.append(TimelineRow(event.at, record.minute(event.seq), *told))
    return tuple(rows)


def _words(record: PlayRecord, event: AnyEvent) -> tuple[str, str] | None:
    bundle = record.bundle
    match event:
        case Noted(topic=phases.SCREENS):
            return None
        case Started():
            return "begin", f"{bundle.scenario.title}, version {event.version}, {_purpose(event)}"
        case Joined():
            many = f", {event.heads} people" if event.heads > 1 else ""
            told = record.for_record or event.heads != 1
            return "joined", f"{(event.who or 'the class') if told else 'somebody'}{many}"
        case Voted():
            return _vote(record, event)
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
    if event.mode == "solo":
        return "played alone"
    return "a class, for the record" if event.purpose == "record" else "a class, for practice"


def _vote(record: PlayRecord, event: Voted) -> tuple[str, str] | None:
    text = _choice(record, event.scene, event.choice)
    if event.who:
        return ("vote", f"{event.who}: {text}") if record.by_name else ("vote", "A vote was cast.")
    if not record.may_count_in(event):
        return "vote", "Hands were counted."
    return "vote", f"{event.heads} {'hand' if event.heads == 1 else 'hands'}: {text}"


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
