"""What was written in a play, line by line, so that each can be put right or taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.play import phases
from engine.play.events import Chose, Flagged, Joined, Noted, Overrode, Wished
from exporters.play.play_record import PlayRecord
from exporters.wording.decisions import decision_name

LONGEST_NAME = 40
"""Characters of a name on a class's list."""
_UNWRITTEN = (phases.SCREENS, phases.PALS_GIVEN, phases.PROMISE)
"""Topics of notes that the program writes by itself."""
_TOPICS = {
    **phases.HOT_WASH_QUESTIONS,
    phases.STRENGTH: "Strength",
    phases.AREA: "Area for improvement",
    phases.ACTION: "Corrective action",
    phases.PALS_USED: "Who spoke up, and what helped?",
}


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line that somebody wrote, or had room for."""

    seq: int
    """Number of the event that holds it."""
    place: str
    """Where it stands, in words."""
    text: str
    """As it stands; empty where nothing was written."""
    details: dict[str, str] = field(default_factory=dict)
    """Of a corrective action."""
    stands_empty: bool = False
    """Whether what it belongs to stays where nothing is written: a decision stands without its reason, too."""
    name: bool = False
    """Whether it is the name of somebody who votes."""


def written_lines(record: PlayRecord) -> tuple[WrittenLine, ...]:
    """Every line of a play, in the order in which they were written."""
    return tuple(_lines(record))


def _lines(record: PlayRecord) -> Iterator[WrittenLine]:
    known: set[str] = set()
    for event in record.play.events:
        match event:
            case Joined() if event.who and not event.seat and event.who not in known:
                known.add(event.who)
                yield WrittenLine(event.seq, "Name on the list", event.who, name=True)
            case Chose() if event.reason or record.in_class:
                yield WrittenLine(event.seq, f"Reason for {_named(record, event.scene)}", event.reason, stands_empty=True)
            case Overrode():
                yield WrittenLine(event.seq, "Reason for the override", event.reason, stands_empty=True)
            case Flagged():
                yield WrittenLine(event.seq, "Flag", event.note)
            case Wished():
                yield WrittenLine(event.seq, f"Something else that was wanted at {_named(record, event.scene)}", event.text)
            case Noted() if event.topic not in _UNWRITTEN:
                yield WrittenLine(event.seq, _TOPICS.get(event.topic, event.topic.capitalize()), event.text, event.details)
            case _:
                pass


def _named(record: PlayRecord, scene: str) -> str:
    return decision_name(record.play.program.decision_numbers[scene])
