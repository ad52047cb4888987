"""Lines that were written in a play and mended later: a fold over events.

A play keeps every event for ever, and so what somebody wrote by mistake, too: a name that should not stand there. What is told
of a play, on a screen or in a file, is each line as it was last mended; what was taken out is told nowhere. A step back in
the story leaves lines as they are: what was put right stays so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.errors import PlayError
from engine.play.events import AnyEvent, Chose, Flagged, Joined, Mended, Noted, Overrode, Voted, Wished


def told(events: Iterable[AnyEvent]) -> list[AnyEvent]:
    """The events of a play as they may leave it. Told again they are the same.

    Raises:
        PlayError: a line was mended that is not there.
    """
    found: list[AnyEvent] = []
    for event in events:
        found.append(event)
        if isinstance(event, Mended):
            for seq, changed in mends(found[:-1], event).items():
                found[seq] = changed
    return found


def mendable(event: AnyEvent) -> bool:
    """Whether an event holds a line that somebody wrote, or had room for one."""
    return isinstance(event, Chose | Overrode | Flagged | Noted | Wished) or (isinstance(event, Joined) and bool(event.who))


def line_of(event: AnyEvent) -> str:
    """The line in an event; empty where it has none."""
    match event:
        case Chose() | Overrode():
            return event.reason
        case Flagged():
            return event.note
        case Noted() | Wished():
            return event.text
        case Joined():
            return event.who
        case _:
            return ""


def mends(events: Sequence[AnyEvent], mended: Mended) -> dict[int, AnyEvent]:
    """Number -> event as it is told since, of all that a mending changes, and of itself where it is told otherwise.

    Args:
        events: all before it, as they are told.
        mended: it.

    Raises:
        PlayError: there is no such line.
    """
    if mended.of == mended.seq:
        if not mended.removed or mended.text or mended.details:
            raise PlayError(f"event {mended.seq} mends itself")
        return {}
    found = events[mended.of] if 0 <= mended.of < len(events) else None
    if isinstance(found, Mended) and found.of == found.seq and mended.removed:
        return _earlier(events, mended)
    if found is None or not mendable(found):
        raise PlayError(f"event {mended.of} is no line that could be mended")
    if isinstance(found, Joined):
        return _earlier(events, mended) | _renamed(events, found.who, mended)
    return _earlier(events, mended) | {found.seq: _mended(found, mended)}


def _earlier(events: Sequence[AnyEvent], mended: Mended) -> dict[int, AnyEvent]:
    """All mendings of a line tell what it says since, so that none tells what it said; of one that was taken out nothing."""
    same = [e for e in events if isinstance(e, Mended) and e.of == mended.of and e.seq != mended.of]
    words = {"text": "", "details": {}} if mended.removed else {"text": mended.text, "details": mended.details}
    return {e.seq: e.model_copy(update={**words, "removed": mended.removed}) for e in (*same, mended)}


def _mended(event: AnyEvent, mended: Mended) -> AnyEvent:
    """An event with its line as it stands since. A decision stands without a reason, too; a flag or a note is its line."""
    if isinstance(event, Chose | Overrode):
        return event.model_copy(update={"reason": "" if mended.removed else mended.text})
    if mended.removed:
        return _gone(event)
    if isinstance(event, Flagged):
        return event.model_copy(update={"note": mended.text})
    if isinstance(event, Wished):
        return event.model_copy(update={"text": mended.text})
    return event.model_copy(update={"text": mended.text, "details": mended.details})


def _renamed(events: Sequence[AnyEvent], who: str, mended: Mended) -> dict[int, AnyEvent]:
    """Everything under a name: under another one since, or gone with whoever is not on the list any more."""
    theirs = [e for e in events if isinstance(e, Joined | Voted) and e.who == who]
    if mended.removed:
        return {e.seq: _gone(e) for e in theirs}
    if not mended.text or (mended.text != who and any(isinstance(e, Joined) and e.who == mended.text for e in events)):
        raise PlayError(f"`{mended.text}` is on the list already" if mended.text else "a name cannot be empty")
    return {e.seq: e.model_copy(update={"who": mended.text}) for e in theirs}


def _gone(event: AnyEvent) -> Mended:
    """What stands in the place of an event that was taken out."""
    return Mended(seq=event.seq, at=event.at, of=event.seq, removed=True)
