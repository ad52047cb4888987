"""What a class is promised before its first vote: what is kept of whom, who is told of it, and what can fail somebody."""

from __future__ import annotations

from typing import Literal, TypeAlias

Purpose: TypeAlias = Literal["practice", "record"]
Voting: TypeAlias = Literal["none", "hands", "tables", "seats", "people"]

PASS = 80
"""Least decision score that passes, of 100, unless a training office says otherwise."""
VOTED = 80
"""Least share of the decisions at which somebody has to vote, in percent, unless a training office says otherwise."""
NAMES = {"practice": "For practice", "record": "For the record"}
KEPT: dict[Voting, str] = {
    "none": "nobody votes; what the team decides is kept, and nobody's name",
    "hands": "how many hands each letter had is kept, and nobody's name",
    "tables": "the vote of each table is kept, and nobody's name",
    "seats": "the vote of each seat is kept, and nobody's name; whoever sits alone at a seat can be told by it",
    "people": "each vote is kept under the name that its voter chose, and told on that person's own sheet alone",
}
"""Who votes -> what is kept."""
COUNTS = "The report has counts, and breaks no group under five down."
NOBODY_FAILS = "Nobody can pass or fail."
CAN_FAIL = (
    f"People can pass or fail (completion record): passing takes a decision score of {PASS} from one's first votes, no "
    f"life-safety error, and a vote at {VOTED} % of the decisions, unless the instructor says otherwise."
)


def promise(purpose: Purpose, voters: Voting) -> tuple[str, ...]:
    """What a class is told on its first screen, a sentence or two each."""
    return f"{NAMES[purpose]}: {KEPT[voters]}.", COUNTS, CAN_FAIL if voters == "people" else NOBODY_FAILS


HANDOUT = (
    "Practice, or for the record? The first screen says so. For practice no name is kept, and nobody can pass or fail.",
    f"For the record, where people vote under a name: {KEPT['people']}. {COUNTS}",
    CAN_FAIL,
)
"""What everybody reads of it before the first vote, whichever it will be."""
