"""A fact that no condition reads.

Setting it changes nothing.

Bad:

    facts: {lights: false}
    scenes:
      door:
        decision:
          choices:
            wait: {set: {lights: true}}

Good:

    facts: {lights: false}
    scenes:
      calm:
        also:
          - {when: lights, text: The lights are on.}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import conditions
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW210", "fact-never-read", Severity.WARNING, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every fact."""
    scenario = subject.scenario
    read = {v for c in subject.conditions if c.expr for v in conditions.variables(c.expr)}
    for fact in scenario.facts:
        if fact not in read:
            yield subject.finding(RULE, f"nothing reads `{fact}`", ("facts", fact), key=True,
                                  mend="use it in a `when`, or take it out")  # fmt: skip
