"""Players who do not read: what they score says what a pass is worth.

A bot is a habit of choosing without judgment. Its score (docs/semantics.md, section 3) is exact, from the start of the scenario.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from engine.states.graph import Transition
from engine.states.order import class_key
from engine.states.program import Program
from engine.states.step import Action, ActionKind
from engine.states.values import Bot as Habit
from engine.states.values import Valuation

PASS = 70
"""A score above this passes."""

Measure = Callable[[Program, Action], int]
"""What a bot looks at in a choice instead of reading it."""


class Bot(NamedTuple):
    """A habit of choosing."""

    name: str
    does: str
    """What the bot does, after "a bot that"."""
    picks: Callable[[Program, Sequence[Transition]], Sequence[Transition]]
    """Which of the available choices it takes; each of them with the same chance."""


def score(valuation: Valuation, bot: Bot) -> Fraction | None:
    """The bot's score from the start, 100 at best; None where nothing is at stake."""
    return valuation.bot_score(_habit(valuation, bot))


def passes(valuation: Valuation, bot: Bot) -> Fraction | None:
    """The bot's score where it passes, else None."""
    near = valuation.rough_score(_habit(valuation, bot))
    # Exact fractions take their time, and matter only where it is close.
    if near is None or near < PASS - 0.001:
        return None
    found = score(valuation, bot)
    return found if found is not None and found > PASS else None


def hits(program: Program, bot: Bot, scene: str, best: Sequence[str]) -> bool:
    """Whether what the bot takes of all choices of a decision is among the best ones."""
    edges = [Transition(a, (), (), (), None) for a in program.actions[program.number[scene]] if a.kind is ActionKind.CHOICE]
    return all(e.action.id in best for e in bot.picks(program, edges))


def _habit(valuation: Valuation, bot: Bot) -> Habit:
    program = valuation.program

    def chances(_: int, edges: tuple[Transition, ...]) -> dict[str, Fraction]:
        picked = bot.picks(program, edges)
        return {e.action.id: Fraction(1, len(picked)) for e in picked}

    return chances


def _least(measure: Measure) -> Callable[[Program, Sequence[Transition]], Sequence[Transition]]:
    """Picks the choices that measure least."""

    def picks(program: Program, edges: Sequence[Transition]) -> Sequence[Transition]:
        sizes = [measure(program, e.action) for e in edges]
        least = min(sizes)
        return [e for e, size in zip(edges, sizes, strict=True) if size == least]

    return picks


_CHOICES = 1 << 16
"""Choices whose lengths and places are kept: more than the largest scenario has, which is asked for each several times."""


@lru_cache(maxsize=_CHOICES)
def _length(program: Program, action: Action) -> int:
    """Characters of a choice's text, with single spaces."""
    decision = program.scenario.scenes[program.scenes[action.scene]].decision
    assert decision is not None
    return len(" ".join(decision.choices[action.id].text.split()))


@lru_cache(maxsize=_CHOICES)
def _place(program: Program, action: Action) -> int:
    return class_key(program, program.scenes[action.scene], action.id)


BOTS: tuple[Bot, ...] = (
    Bot("blind", "guesses", lambda _, edges: edges),
    Bot("longest", "takes the longest choice", _least(lambda program, action: -_length(program, action))),
    Bot("shortest", "takes the shortest choice", _least(_length)),
    Bot("first-shown", "takes the choice shown first", _least(_place)),
)
