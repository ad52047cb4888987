"""What a learner wrote as "next shift I will", and what became of it. It is asked for, kept, and never scored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from engine.play import phases
from engine.play.events import Mended, Noted

if TYPE_CHECKING:
    from engine.records import Records
    from engine.records.rows import KeptEvent

YES, NO, NOT_YET = "yes", "no", "not yet"
ANSWERS = (YES, NO, NOT_YET)
AGAIN = timedelta(days=7)
"""After a `not yet` it is asked for again when so many days have passed."""
SHIFT = timedelta(hours=8)
"""Before so much time has passed no next shift can be over."""
OF, ANSWER = "of", "answer"
"""Details of the note that answers: `seq` of the promise, and the answer."""


class PromiseAnswer(NamedTuple):
    """What somebody answered."""

    word: str
    """One of `ANSWERS`."""
    at: datetime
    """When, UTC."""


@dataclass(frozen=True, slots=True)
class ShiftPromise:
    """A line that was written as "next shift I will"."""

    play: str
    """Id of the play in which it was written."""
    seq: int
    """Number of its event."""
    text: str
    at: datetime
    """When it was written, UTC."""
    answers: tuple[PromiseAnswer, ...] = ()
    """In the order in which they were given."""

    @property
    def told(self) -> str:
        """What became of it, with the day; empty where nobody has answered: `yes, 2026-11-28`."""
        return answer_told(self.answers[-1]) if self.answers else ""

    def asks(self, now: datetime) -> bool:
        """Whether it is time to ask: on another day, when a shift may be over; after a `not yet` a week later.

        A clock may have been set: what lies in the future counts as what lies as far in the past.
        """
        if not self.answers:
            return day(now) != day(self.at) and abs(now - self.at) >= SHIFT
        last = self.answers[-1]
        return last.word == NOT_YET and abs((day(now) - day(last.at)).days) >= AGAIN.days


def day(at: datetime) -> datetime:
    """The day by the local calendar, at midnight."""
    return at.astimezone().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)


def answer_told(answer: PromiseAnswer) -> str:
    """An answer with its day: `yes, 2026-11-28`."""
    return f"{answer.word}, {day(answer.at).date().isoformat()}"


def promises(records: Records) -> tuple[ShiftPromise, ...]:
    """Every promise of plays alone that stands, the oldest first.

    Raises:
        RecordsError: the records cannot be read.
    """
    plays: dict[str, list[Noted | Mended]] = {}
    for kept in records.solo_notes():
        event = _event(kept)
        if event is not None:
            plays.setdefault(kept.play, []).append(event)
    found = [promise for play, events in plays.items() for promise in of_events(play, events)]
    return tuple(sorted(found, key=lambda promise: (promise.at, promise.play, promise.seq)))


def of_events(play: str, events: Iterable[object]) -> Iterator[ShiftPromise]:
    """The promises among these events of a play, each as it was last mended, with what was answered."""
    lines: dict[int, ShiftPromise] = {}
    for event in events:
        match event:
            case Noted(topic=phases.NEXT_SHIFT):
                lines[event.seq] = ShiftPromise(play, event.seq, event.text, _moment(event.at))
            case Noted(topic=phases.PROMISE):
                number, word = event.details.get(OF, ""), event.details.get(ANSWER, "")
                line = lines.get(int(number)) if number.isdecimal() else None
                if line is not None and word in ANSWERS:
                    answers = (*line.answers, PromiseAnswer(word, _moment(event.at)))
                    lines[line.seq] = ShiftPromise(play, line.seq, line.text, line.at, answers)
            case Mended() if event.of in lines:
                line = lines.pop(event.of)
                if not event.removed:
                    lines[line.seq] = ShiftPromise(play, line.seq, event.text, line.at, line.answers)
    yield from (lines[seq] for seq in sorted(lines))


def _event(kept: KeptEvent) -> Noted | Mended | None:
    """A note or a mending as it was kept; None of what cannot be read, which is told where its play is."""
    try:
        fields = {**json.loads(kept.data), "seq": kept.seq, "at": kept.at}
        return Noted(**fields) if kept.kind == "noted" else Mended(**fields)
    except (ValueError, TypeError):
        return None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
