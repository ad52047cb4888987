"""A graded decision whose choices all have the same marks.

Nothing can be decided well or badly there, so it tests nothing.

Bad:

    scenes:
      porch:
        invented: true
        text: You stand on the porch.
        decision:
          prompt: What now?
          tests: [wait-for-backup]
          next: calm
          choices:
            leave: {text: Step back to the car., marks: [+wait-for-backup], why: It gives you room.}
            both: {text: Go up both together., marks: [+wait-for-backup], why: Two see more than one.}
      door:
        decision:
          choices:
            wait: {next: porch}

Good:

    scenes:
      porch:
        invented: true
        text: You stand on the porch.
        decision:
          prompt: What now?
          next: calm
          choices:
            leave: {text: Step back to the car., why: It gives you room.}
            both: {text: Go up both together., why: Two see more than one.}
      door:
        decision:
          choices:
            wait: {next: porch}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity
from engine.states.values import tested_marks

RULE = Rule("HW306", "marks-alike", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every decision that tests something."""
    scenario = subject.scenario
    for path, name, decision in references.decisions(scenario):
        marks = [tested_marks(decision, choice) for choice in decision.choices.values()]
        if decision.tests and all(m == marks[0] for m in marks):
            yield subject.finding(RULE, f"all choices at `{name}` have the same marks", path, key=True,
                                  mend="let the choices differ in what is tested, or take `tests` away")  # fmt: skip
