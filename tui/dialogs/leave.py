"""Before a screen is left: what is kept, and how to come back. Always asked, since a broken arrow key looks like Esc."""

from __future__ import annotations

from tui.dialogs.question import Answer, Question

STAY = Answer("stay", "Stay", "n")
LEAVE = Answer("leave", "Leave", "y")
HOME = Answer("home", "Library", "l")
CLOSE = Answer("leave", "Close Hotwash", "y")
BACK = Answer("leave", "Back to your debrief", "y")

_KEPT = "What you decided is kept. Go on at any time with\n\n    hotwash play --resume"
_NOT_KEPT = "Nothing of this play is kept, because it was started with --no-record."
_TRIED = "This is a second try. Nothing of it is kept; your own play stays as it was."
_DEBRIEF = "The play and your notes are kept. Progress, in the library, opens this debrief again."
_DEBRIEF_NOT_KEPT = "Nothing of this play is kept, so this debrief cannot be opened again. To keep it, stay and press s."


def leave_brief() -> Question:
    """Nothing has begun."""
    return Question("Leave without playing?", "Nothing has begun, and nothing is kept.", (STAY, LEAVE))


def leave_play(*, kept: bool, tried: bool) -> Question:
    """In the middle of a play."""
    if tried:
        return Question("Stop this try?", _TRIED, (STAY, BACK))
    return Question("Leave the exercise?", _KEPT if kept else _NOT_KEPT, (STAY, LEAVE))


def leave_debrief(*, kept: bool, tried: bool) -> Question:
    """After a play."""
    if tried:
        return Question("Leave this try?", _TRIED, (STAY, BACK))
    return Question("Leave the debrief?", _DEBRIEF if kept else _DEBRIEF_NOT_KEPT, (STAY, HOME, CLOSE))
