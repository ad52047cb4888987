"""Answer what became of a promise, or take it out: an event of the play in which it was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.learner.promises import ANSWER, OF
from engine.play import phases
from engine.play.events import AnyEvent, Mended, Noted
from sessions.run_clock import now

if TYPE_CHECKING:
    from engine.learner.promises import ShiftPromise
    from engine.records import Records


def answer(records: Records, promise: ShiftPromise, word: str, now: Callable[[], str] = now) -> None:
    """Keep an answer, one of `ANSWERS`.

    Raises:
        RecordsError: it cannot be kept.
    """
    details = {OF: str(promise.seq), ANSWER: word}
    _append(records, promise, lambda seq: Noted(seq=seq, at=now(), topic=phases.PROMISE, text=word, details=details))


def take_out(records: Records, promise: ShiftPromise, now: Callable[[], str] = now) -> None:
    """Take a promise out: it is told no more.

    Raises:
        RecordsError: that cannot be kept.
    """
    _append(records, promise, lambda seq: Mended(seq=seq, at=now(), of=promise.seq, removed=True))


def _append(records: Records, promise: ShiftPromise, event: Callable[[int], AnyEvent]) -> None:
    records.append(promise.play, event(len(records.events(promise.play))))
