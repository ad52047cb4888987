"""Phases of a class, their shares of its time, and topics of its notes: what all who show a class agree on."""

from __future__ import annotations

from fractions import Fraction

WELCOME = "welcome"
"""Content notes, the way out, permission to speak up."""
READ = "read"
VOTE = "vote"
BARS = "bars"
"""The distribution of the votes is shown."""
DISCUSS = "discuss"
COMMIT = "commit"
REVEAL = "reveal"
"""Why the last choice was good or poor is shown."""
HOT_WASH = "hot wash"
PALS_END = "pals"
"""Who spoke up, and what helped?"""

CLOCK = "clock"
"""Alone, where suggested times are shown: from here on that of the decision at hand runs."""

ROUND = (READ, VOTE, BARS, DISCUSS, COMMIT)
"""The phases of a decision, in order."""
SHOWN = (BARS, DISCUSS, COMMIT)
"""Those of them that follow on the vote: the class sees how it voted."""

WELCOME_SHARE = Fraction(1, 20)
"""Of the time for the class: welcome, set-up of the tables, permission to speak up."""
HOT_WASH_SHARE = Fraction(1, 4)
"""Of the time for the class: the hot wash. What is left is for the decisions."""

PALS_GIVEN = "pals start"
PALS_USED = "pals end"
EXPECTED = "expected"
HAPPENED = "happened"
WHY = "why"
LUCK = "luck"
CHANGE = "change"
NEXT_SHIFT = "next shift"
PROMISE = "promise"
"""What became of a "next shift I will": its details are `of`, the number of that note, and `answer`."""
STRENGTH = "strength"
AREA = "area"
"""An area for improvement."""
ACTION = "action"
"""A corrective action; its details are `area`, `element` (POETE), `owner`, `contact`, `start` and `due` (ISO dates)."""
SCREENS = "screens"
"""Whether the class sees the instructor's own screen, `one` or `two`: the program's own note, of no use in a report."""

HOT_WASH_QUESTIONS = {
    EXPECTED: "What did we expect?",
    HAPPENED: "What happened?",
    WHY: "Why was there a difference?",
    LUCK: "What was luck?",
    CHANGE: "What do we keep, and what do we change?",
    NEXT_SHIFT: "Next shift I will ...",
}
POETE = ("planning", "organization", "equipment", "training", "exercises")
"""Elements of a capability after HSEEP (Homeland Security Exercise and Evaluation Program, 2020)."""
