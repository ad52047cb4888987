"""What gives the right answer away to somebody who has not read the story.

A cue is counted over the decisions of a scenario that have a best choice, and judged against chance: `likely` says how
often an author who gave no thought to it would come out with so many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from engine.pack import references
from engine.pack.diagnostics import Path
from engine.pack.scenario import Decision, Scenario
from engine.states.values import mark_loss

FEWEST = 3
"""A cue seen less often than this is none."""
RARE = Fraction(1, 20)
"""What comes by chance less often than this is more than chance."""


class Keyed(NamedTuple):
    """A graded decision, with the choices that its marks call best."""

    path: Path
    scene: str
    decision: Decision
    best: tuple[str, ...]
    """Choices of least mark loss, in the file's order; never all of them."""

    @property
    def sole(self) -> bool:
        """Whether one choice alone is best."""
        return len(self.best) == 1

    def choice(self, choice: str) -> Path:
        """Path of a choice."""
        return (*self.path, "choices", choice)


def keyed(scenario: Scenario) -> Iterator[Keyed]:
    """Decisions in which some choices are better than others."""
    for path, name, decision in references.decisions(scenario):
        losses = {c: mark_loss(decision, choice) for c, choice in decision.choices.items()}
        least = min(losses.values())
        best = tuple(c for c, loss in losses.items() if loss == least)
        if len(best) < len(losses):
            yield Keyed(path, name, decision, best)


def likely(times: int, chances: Iterable[Fraction]) -> Fraction:
    """How likely at least `times` of several events are, which do not depend on each other.

    Args:
        times: how many, at least.
        chances: the chance of each event.
    """
    # Over the product of the denominators everything is a whole number, which is much the faster.
    spread, whole = [1], 1
    for chance in chances:
        hit, of = chance.numerator, chance.denominator
        spread = [m * (of - hit) + h * hit for m, h in zip([*spread, 0], [0, *spread], strict=True)]
        whole *= of
    return Fraction(sum(spread[times:]), whole)


def usual(times: int, decisions: list[Keyed]) -> bool:
    """Whether a cue that blind writing puts on one choice in each decision marks the best one suspiciously often.

    That is at least three times, in more than half of the decisions, and so often by chance in less than one scenario of
    twenty.
    """
    chances = [Fraction(1, len(d.decision.choices)) for d in decisions]
    return times >= FEWEST and 2 * times > len(decisions) and likely(times, chances) < RARE


def expected(decisions: list[Keyed]) -> str:
    """How many best choices a cue would hit by chance, in words."""
    number = round(sum(Fraction(1, len(d.decision.choices)) for d in decisions))
    return f"about {max(1, number)}"
