"""How a decision is named: by its number in the scenario, the same on every screen and paper.

How many were made is said in words, so that nobody takes it for the number of a decision.
"""

from __future__ import annotations

from exporters.wording.addressee import Addressee
from exporters.wording.numbers import ordinal

_WHOSE = {Addressee.YOU: "your", Addressee.TEAM: "the team's", Addressee.LEARNER: "your"}


def decision_name(number: int, visit: int = 1) -> str:
    """`decision 6`; where the story came back to it, `decision 6, second time`."""
    return f"decision {number}{_again(visit, ', {} time')}"


def question_asked(prompt: str, visit: int) -> str:
    """The question, and the how-manieth time it was asked where that was not the first."""
    return f"{prompt}{_again(visit, ' ({} time)')}"


def progress(done: int, addressee: Addressee) -> str:
    """The how-manieth decision is being made, after `done` others: `your third`."""
    return f"{_WHOSE[addressee]} {ordinal(done + 1)}"


def _again(visit: int, words: str) -> str:
    return words.format(ordinal(visit)) if visit > 1 else ""
