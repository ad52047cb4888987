"""What is due, in the words that every surface says it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.wording.days import coming
from exporters.wording.numbers import many

if TYPE_CHECKING:
    from engine.learner.due import DueList

NO_LUCK = "Nothing is drawn after it: a drill ends with the decision, and luck has no part in it."
"""Said of a decision that stands by itself."""
NOTHING_MET = "nothing due yet: play an exercise to its end"


def drilled_line(decided: int, sound: int) -> str:
    """What came of some drills: `3 decisions, 2 of them the best there was.`."""
    return f"{many(decided, 'decision')}, {sound} of them the best there was." if decided else "Nothing was decided."


def due_line(due: DueList, *, begun: bool) -> str:
    """What today is: `2 due, 6 minutes`, `nothing due until Thursday`.

    Args:
        due: what is due.
        begun: whether anything was ever practised.
    """
    if due.lessons:
        return f"{len(due.lessons)} due, {many(due.minutes, 'minute')}"
    if due.next_on is not None:
        return f"nothing due until {coming(due.next_on, due.today)}"
    return "nothing due" if begun else NOTHING_MET
