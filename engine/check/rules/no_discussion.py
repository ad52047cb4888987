"""Nothing to discuss: no question for the hot wash, and graded decisions without one of their own.

The talk is what a tabletop is for; the play only gives it its matter. An instructor who may never have led one needs words
to open it with, at the latest in the hot wash. So a scenario has `discuss` itself, or each of its graded decisions has one.
Either will do; both are better.

Bad:

    discuss: []

Good:

    discuss: []
    scenes:
      door:
        decision:
          discuss:
            - What would you have to hear to go in alone?
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW408", "no-discussion", Severity.WARNING, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """The scenario, and its graded decisions."""
    scenario = subject.scenario
    if scenario.discuss:
        return
    graded = [(path, scene, decision) for path, scene, decision in references.decisions(scenario) if decision.tests]
    silent = [(path, scene) for path, scene, decision in graded if not decision.discuss]
    if silent or not graded:
        lacking = f", and {len(silent)} of {len(graded)} graded decisions have none" if graded else ""
        yield subject.finding(
            RULE, f"the scenario has no question for the hot wash{lacking}", ("scenes",), key=True,
            related=tuple((path, f"no `discuss` in `{scene}`") for path, scene in silent[:3]),
            mend="add `discuss` to the scenario: what one wants the room to talk about afterwards")  # fmt: skip
