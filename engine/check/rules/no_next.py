"""A choice that leads nowhere: neither it nor its decision names a `next`.

Bad:

    scenes:
      porch:
        invented: true
        text: You stand on the porch.
        decision:
          prompt: What now?
          choices:
            knock: {text: Knock., why: It is polite.}
            leave: {text: Leave., why: It is late., next: calm}
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
            knock: {text: Knock., why: It is polite.}
            leave: {text: Leave., why: It is late.}
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

RULE = Rule("HW117", "no-next", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every choice."""
    scenario = subject.scenario
    for path, _, decision in references.decisions(scenario):
        for choice_id, choice in decision.choices.items():
            if choice.next is None and decision.next is None:
                yield subject.finding(RULE, f"`{choice_id}` leads nowhere", (*path, "choices", choice_id), key=True,
                                      mend="give the choice or its decision a `next`")  # fmt: skip
