"""What the objectives of a scenario are rated by: their own lessons, and the decisions that test one of these."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from engine.pack.scenario import Decision, Objective, Scenario


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective, and what is evidence of it."""

    number: int
    """Of the objective, from 1."""
    objective: Objective
    own: frozenset[str]
    """The lessons that it alone names; all of its lessons where it shares every one."""

    def tasks(self, decision: Decision) -> tuple[str, ...]:
        """The lessons that are rated for it at a decision; none where the decision tests none of its own.

        A lesson that two objectives name is so rated where each of them is at stake: what was done with a story at the door says
        nothing of how its teller was treated.
        """
        if self.own.isdisjoint(decision.tests):
            return ()
        return tuple(lesson for lesson in self.objective.lessons if lesson in decision.tests)


def aims(scenario: Scenario) -> tuple[Aim, ...]:
    """The objectives of a scenario, in order."""
    named = Counter(lesson for objective in scenario.objectives for lesson in set(objective.lessons))
    return tuple(
        Aim(number, objective, frozenset(o for o in objective.lessons if named[o] == 1) or frozenset(objective.lessons))
        for number, objective in enumerate(scenario.objectives, 1)
    )


def further(scenario: Scenario, decision: Decision) -> tuple[str, ...]:
    """The lessons that a decision tests for no objective."""
    rated = {lesson for aim in aims(scenario) for lesson in aim.tasks(decision)}
    return tuple(lesson for lesson in decision.tests if lesson not in rated)
