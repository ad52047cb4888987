"""A choice is called critical, though another choice of its decision has a higher loss.

A life-safety error is listed whatever the score. The marks have to agree that nothing at that decision is worse.

Bad:

    scenes:
      door:
        decision:
          choices:
            wait: {critical: Nobody covers you}

Good:

    scenes:
      door:
        decision:
          choices:
            go-in: {critical: Nobody covers you}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity
from engine.states.values import mark_loss

RULE = Rule("HW305", "critical-not-worst", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every choice with `critical`."""
    scenario = subject.scenario
    for path, _, decision in references.decisions(scenario):
        if not any(choice.critical for choice in decision.choices.values()):
            continue
        losses = {c: mark_loss(decision, choice) for c, choice in decision.choices.items()}
        worst = max(losses, key=lambda c: losses[c])
        for choice_id, choice in decision.choices.items():
            if choice.critical and losses[choice_id] < losses[worst]:
                yield subject.finding(
                    RULE, f"`{choice_id}` is critical and loses {losses[choice_id]}, but `{worst}` loses {losses[worst]}",
                    (*path, "choices", choice_id, "critical"), key=True,
                    related=(((*path, "choices", worst), "the higher loss"),),
                    mend="mark it as the worst of its decision, or take `critical` away")  # fmt: skip
