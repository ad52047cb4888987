"""What gives the right answer away to somebody who has not read the story.

A cue is counted over the decisions of a scenario that have a best choice, and judged against chance: `likely` says how
often an author who gave no thought to it would come out with so many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from engine.pack import references
from engine.pack.diagnostics import Path
from engine.pack.scenario import Decision, Scenario
from engine.states.values import mark_loss

FEWEST = 3
"""A cue seen less often than this is none."""
RARE = Fraction(1, 20)
"""What comes by chance less often than this is more than chance."""
_MARGIN = 1e-8
_TRIFLE = 1e-18


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


def rarer(times: int, chances: Sequence[Fraction], than: Fraction) -> bool:
    """Whether at least `times` of several events, which do not depend on each other, come together less often than `than`.

    Args:
        times: how many, at least.
        chances: the chance of each event.
        than: the chance to compare with.
    """
    mean = sum((chance * often for chance, often in Counter(chances).items()), Fraction(0))
    # The median lies within one of the mean (Jogdeo and Samuels 1968).
    if times <= floor(mean) and than <= Fraction(1, 2):
        return False
    near = _roughly(times, chances)
    # Whole numbers of as many digits as there are events take their time, and matter only where it is close.
    if abs(near - than) > _MARGIN:
        return near < than
    return likely(times, chances) < than


def likely(times: int, chances: Iterable[Fraction]) -> Fraction:
    """How likely at least `times` of several events are, which do not depend on each other; arguments as for `rarer`."""
    # Over the product of the denominators everything is a whole number, which is much the faster.
    spread, whole = [1], 1
    for chance in chances:
        hit, of = chance.numerator, chance.denominator
        spread = [m * (of - hit) + h * hit for m, h in zip([*spread, 0], [0, *spread], strict=True)]
        whole *= of
    return Fraction(sum(spread[times:]), whole)


def _roughly(times: int, chances: Iterable[Fraction]) -> float:
    """The same in floating point, off by less than `_MARGIN` for up to a million events.

    What is left out at both ends is below `_TRIFLE` each time, and each step adds a relative error of at most 2**-51.
    """
    spread, first = [1.0], 0
    for chance in chances:
        hit = chance.numerator / chance.denominator
        miss = 1.0 - hit
        spread = [m * miss + h * hit for m, h in zip([*spread, 0.0], [0.0, *spread], strict=True)]
        while spread[-1] < _TRIFLE:
            spread.pop()
        lost = next(n for n, share in enumerate(spread) if share >= _TRIFLE)
        first += lost
        del spread[:lost]
    return sum(spread[max(0, times - first) :])


def usual(times: int, decisions: list[Keyed]) -> bool:
    """Whether a cue that blind writing puts on one choice in each decision marks the best one suspiciously often.

    That is at least three times, in more than half of the decisions, and so often by chance in less than one scenario of
    twenty.
    """
    chances = [Fraction(1, len(d.decision.choices)) for d in decisions]
    return times >= FEWEST and 2 * times > len(decisions) and rarer(times, chances, RARE)


def expected(decisions: list[Keyed]) -> str:
    """How many best choices a cue would hit by chance, in words."""
    number = round(sum(Fraction(1, len(d.decision.choices)) for d in decisions))
    return f"about {max(1, number)}"
