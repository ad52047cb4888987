"""A fact that is read, but that nothing ever changes.

Its conditions are always true or always false.

Bad:

    facts: {lights: true}
    scenes:
      calm:
        also:
          - {when: lights, text: The lights are on.}

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
from engine.pack import conditions, references
from engine.pack.diagnostics import Finding, Path, Severity

RULE = Rule("HW211", "fact-never-set", Severity.WARNING, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every fact that some condition reads."""
    scenario = subject.scenario
    changed = {fact for _, fact, _ in [*references.sets(scenario), *references.adds(scenario)]}
    readers: dict[str, Path] = {}
    for read in subject.conditions:
        for variable in conditions.variables(read.expr) if read.expr else ():
            readers.setdefault(variable, read.path)
    for fact in scenario.facts:
        if fact in readers and fact not in changed:
            yield subject.finding(RULE, f"nothing ever changes `{fact}`", ("facts", fact), key=True,
                                  related=((readers[fact], "read here"),),
                                  mend="`set` or `add` it somewhere, or take it out")  # fmt: skip
