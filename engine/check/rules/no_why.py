"""A choice of a graded decision without `why`.

The debrief then shows a mark and no reason. A learner who is told that it was poor, and not why, keeps the belief that led
there; feedback teaches by its explanation (Shute 2008, Focus on formative feedback). Say it for the good choices too: a
right guess needs it most.

Bad:

    scenes:
      door:
        decision:
          choices:
            wait: {why: null}

Good:

    scenes:
      door:
        decision:
          choices:
            wait: {why: Nobody is being hurt that you can hear.}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW406", "no-why", Severity.WARNING, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every choice of every graded decision."""
    scenario = subject.scenario
    for path, scene, decision in references.decisions(scenario):
        for name, choice in decision.choices.items() if decision.tests else ():
            if choice.why is None:
                yield subject.finding(RULE, f"`{name}` in `{scene}` has no `why`", (*path, "choices", name), key=True,
                                      mend="say what makes it good or poor in the situation as known then")  # fmt: skip
