"""How long a play has taken: a fold over the times of its events. Pauses do not count.

The times are those of computers' clocks, which are set, jump and go back. So only what lies between one event and the next
counts, and never less than nothing: whatever times were kept, no time of a play runs backwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.play.events import AnyEvent, Chose, Mended, Paused, Phase, Resumed, Started, WentBack
from engine.play.phases import HOT_WASH, PALS_END, ROUND

IDLE = 30 * 60.0
"""Seconds after which a gap that a resumed class leaves counts as a pause: the program was closed, or was killed.

Alone every such gap does: nobody else goes on meanwhile.
"""

SET_BACK = 60.0
"""Seconds by which a time has to lie before the last one to tell that the clock was set back, and time goes on from there. Where
it is less, two computers' clocks differ, and the later one is waited for."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of a play."""

    elapsed: float
    """Seconds since the first event, without pauses."""
    paused: bool
    """Whether the clock stands still now."""
    phase: str
    """Name of the phase that runs; empty before the first one."""
    in_phase: float
    """Seconds in this phase, without pauses."""
    remaining: float | None
    """Seconds left of the timer that was last set; below 0 when it has run out; None where none runs. It goes on through the
    phases of a decision or of the hot wash; one that has run out ends with its phase."""


def clock(events: Sequence[AnyEvent], now: str) -> Clock:
    """The clock at `now` (ISO 8601)."""
    elapsed = in_phase = 0.0
    paused, phase = False, ""
    timer: float | None = None
    last = parse(events[0].at) if events else parse(now)
    longest_gap = 0.0 if any(isinstance(e, Started) and e.mode != "class" for e in events[:1]) else IDLE
    for event in events:
        if isinstance(event, Mended):
            continue  # a line may be mended at any time, also long after the play
        at = parse(event.at)
        gap = 0.0 if paused else max(0.0, (at - last).total_seconds())
        if isinstance(event, Resumed) and not paused and gap > longest_gap:
            gap = 0.0
        last = _later(last, at)
        elapsed, in_phase = elapsed + gap, in_phase + gap
        timer = None if timer is None else timer - gap
        match event:
            case Paused():
                paused = True
            case Resumed():
                paused = False
            case Phase():
                if event.name != phase:
                    timer = timer if timer is not None and timer > 0 and _together(phase, event.name) else None
                    phase, in_phase = event.name, 0.0
                if event.seconds is not None:
                    timer = float(event.seconds) if event.seconds > 0 else None
            case Chose() | WentBack():
                timer = None
            case _:
                pass
    gap = 0.0 if paused else max(0.0, (parse(now) - last).total_seconds())
    return Clock(elapsed + gap, paused, phase, in_phase + gap, None if timer is None else timer - gap)


def _together(phase: str, other: str) -> bool:
    """Whether a timer goes on from one phase into another."""
    return any({phase, other} <= set(group) for group in (ROUND, (HOT_WASH, PALS_END)))


def offsets(events: Sequence[AnyEvent]) -> tuple[float, ...]:
    """Seconds of each event after the first one, pauses included. They never fall."""
    seconds: list[float] = []
    last = parse(events[0].at) if events else None
    for event in events:
        at = parse(event.at)
        assert last is not None
        seconds.append((seconds[-1] if seconds else 0.0) + max(0.0, (at - last).total_seconds()))
        last = _later(last, at)
    return tuple(seconds)


def set_back(last: str, at: str) -> bool:
    """Whether the clock was set back between these two times."""
    return (parse(last) - parse(at)).total_seconds() > SET_BACK


def _later(last: datetime, at: datetime) -> datetime:
    """From when on time is counted: the later one, but where the clock was set back."""
    return at if (last - at).total_seconds() > SET_BACK else max(last, at)


def parse(at: str) -> datetime:
    """An event's time. Times without a zone are UTC, as all of ours are."""
    return datetime.fromisoformat(at if at[-6:-5] in "+-" or at.endswith("Z") else f"{at}+00:00")
