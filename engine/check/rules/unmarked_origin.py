"""A scene of a retold report says neither which beats it retells nor that it is invented.

Whoever learns from it must be able to tell what really happened.

Mend: give the scene `beats: [1, 2]`, or `invented: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW309", "unmarked-origin", Severity.WARNING, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every scene of a scenario that retells a report."""
    scenario = subject.scenario
    if scenario.report is None:
        return
    for name, scene in scenario.scenes.items():
        if not scene.beats and not scene.invented:
            message = f"`{name}` is neither told by the report nor marked as invented"
            yield subject.finding(RULE, message, ("scenes", name), key=True,
                                  mend="add `beats`, or `invented: true`")  # fmt: skip
