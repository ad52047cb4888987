"""A promise that comes back, in words."""

from __future__ import annotations

from engine.learner.promises import ShiftPromise, day

DID_YOU = "Did you?"
NEVER_SCORED = "Your answer is kept with that play. It is never scored, and it is for you alone."


def recalled(promise: ShiftPromise) -> str:
    """What was written, and when."""
    return f"On {_date(promise)} you wrote: next shift I will: {_line(promise)}"


def promise_line(promise: ShiftPromise) -> str:
    """A promise in a list: `2026-11-20  say where I go (did you? yes, 2026-11-28)`."""
    return f"{_date(promise)}  {_line(promise)} ({DID_YOU[0].lower()}{DID_YOU[1:]} {promise.told or 'not asked yet'})"


def _date(promise: ShiftPromise) -> str:
    return day(promise.at).date().isoformat()


def _line(promise: ShiftPromise) -> str:
    return " ".join(promise.text.split())
