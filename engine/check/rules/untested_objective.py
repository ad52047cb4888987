"""An objective names a lesson that no decision tests.

What is not tested cannot be shown to have been learnt.

Bad:

    objectives:
      - {text: Slow down, lessons: [slow-down]}

Good:

    objectives:
      - {text: Wait for backup, lessons: [wait-for-backup]}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW307", "untested-objective", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every lesson of every objective."""
    scenario = subject.scenario
    tested = {lesson for _, _, decision in references.decisions(scenario) for lesson in decision.tests}
    for number, objective in enumerate(scenario.objectives):
        for at, lesson in enumerate(objective.lessons):
            if lesson not in tested:
                yield subject.finding(RULE, f"no decision tests `{lesson}`", ("objectives", number, "lessons", at),
                                      mend="test it somewhere, or take it out of the objective")  # fmt: skip
