"""What people wrote during a play, and what in it might identify somebody: to be looked at before it leaves the program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from engine.language.identifying import Match, scan, vocabulary
from engine.pack.prose import of_scenario
from engine.play import phases
from engine.play.events import AnyEvent, Chose, Event, Flagged, Joined, Noted, Overrode, Wished
from exporters.play.listed_names import ListedNames
from exporters.play.play_record import PlayRecord
from exporters.wording.decisions import decision_name

_WORD = re.compile(r"[^\W\d_]+")
WHO = "name of who took part"
"""Place of a name under which somebody joined."""
ON_THE_LIST = "say what was done, not who did it: this name is on the list of the class"
"""Mend of such a name in another text."""
_TABLE = re.compile(r"Table \d+")
"""What tables are called that nobody has named."""
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATES = ("start", "due")
"""Details of a corrective action that are dates to come, which tell nothing of the past."""


class Written(NamedTuple):
    """A text that somebody typed."""

    place: str
    """Where it stands, in words: `reason for decision 2, at 12:20`."""
    text: str
    seq: int = -1
    """Number of the event that holds it; -1 where none does."""


class Found(NamedTuple):
    """A stretch of such a text that might identify a person, a place or an event."""

    place: str
    text: str
    """The stretch itself."""
    kind: str
    """What sort of detail, e.g. `name`."""
    mend: str
    """What to write instead."""
    seq: int = -1
    """Number of the event that holds the text."""


def written(record: PlayRecord, *, only: type[Event] = Event) -> tuple[Written, ...]:
    """Every text that was typed during a play, in order; or those of one kind of event alone."""
    texts: list[Written] = []
    for event in record.play.events:
        if isinstance(event, only):
            texts += (w for w in _of(event, record) if w.text.strip())
    return tuple(texts)


def identifying(record: PlayRecord, *, only: type[Event] = Event, beside: tuple[Written, ...] = ()) -> tuple[Found, ...]:
    """What in these texts might identify somebody: each stretch once a place. A prompt for a person, never proof.

    A single word that may be a name is passed over where the scenario has it: it is about somebody invented.
    """
    words = vocabulary(record.bundle.pack)
    told = _told(record)
    listed = _listed(record)
    stretches: list[Found] = []
    for place, text, seq in (*written(record, only=only), *beside):
        matches = [
            match
            for match in scan(text, words)
            if not (match.alone and place != WHO and _first_word(text[match.start :]) in told)
        ]
        names = [] if place == WHO else _apart(listed.stretches(text), matches)
        stretches += (Found(place, text[start:end], "name", ON_THE_LIST, seq) for start, end in names)
        stretches += (
            Found(place, text[match.start : match.end], match.kind, match.mend, seq)
            for match in matches
            if not any(start <= match.start and match.end <= end for start, end in names)
        )
    return tuple(dict.fromkeys(stretches))


def _listed(record: PlayRecord) -> ListedNames:
    """The names under which people vote, and those that came to a list of tables."""
    voters = record.play.started.voters if record.play.started else "none"
    joined = (e for e in record.play.events if isinstance(e, Joined) and e.who and not e.seat)
    return ListedNames(e.who for e in joined if voters == "people" or (voters == "tables" and not _TABLE.fullmatch(e.who)))


def _apart(names: Iterable[tuple[int, int]], matches: Sequence[Match]) -> list[tuple[int, int]]:
    """Those that are not a part of a longer stretch which is found anyway: `Sgt. Miller`. A quotation is no such stretch."""
    longer = [(m.start, m.end) for m in matches if m.kind != "quote"]
    return [(a, b) for a, b in names if not any(s <= a and b <= e and (s, e) != (a, b) for s, e in longer)]


def _told(record: PlayRecord) -> frozenset[str]:
    """The words of the scenario, in small letters: a single name among them is that of an invented person."""
    return frozenset(word for text in of_scenario(record.bundle.scenario) for word in _WORD.findall(text.text.lower()))


def _first_word(text: str) -> str:
    found = _WORD.match(text.lower())
    return found[0] if found else ""


def _of(event: AnyEvent, record: PlayRecord) -> Iterator[Written]:
    at = f", at {record.minute(event.seq)}"
    seq = event.seq
    match event:
        case Joined():
            yield Written(WHO, event.who, seq)
        case Chose():
            number = record.play.program.decision_numbers[event.scene]
            yield Written(f"reason for {decision_name(number)}{at}", event.reason, seq)
        case Overrode():
            yield Written(f"reason for an override{at}", event.reason, seq)
        case Wished():
            where = decision_name(record.play.program.decision_numbers[event.scene])
            yield Written(f"something else that was wanted at {where}{at}", event.text, seq)
        case Flagged():
            yield Written(f"flag{at}", event.note, seq)
        case Noted(topic=phases.PROMISE):
            return
        case Noted():
            yield Written(f"note on `{event.topic}`{at}", event.text, seq)
            for name, text in event.details.items():
                if name not in _DATES or not _ISO_DATE.fullmatch(text):
                    yield Written(f"{name} of the note on `{event.topic}`{at}", text, seq)
        case _:
            return
