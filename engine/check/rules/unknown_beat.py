"""A scene retells a beat that its report does not have.

Bad:

    scenes:
      door:
        invented: false
        beats: [1]

Good:

    scenes:
      door:
        invented: true
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW106", "unknown-beat", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every `beats`."""
    scenario = subject.scenario
    file = subject.pack.report(scenario.report) if scenario.report else None
    if scenario.report and (file is None or file.model is None):
        return
    count = len(file.model.beats) if file and file.model else 0
    for name, scene in scenario.scenes.items():
        for number, beat in enumerate(scene.beats):
            path = ("scenes", name, "beats", number)
            if scenario.report is None:
                yield subject.finding(RULE, "the scenario has no report whose beats could be retold", path,
                                      mend="write `invented: true`, or name the report")  # fmt: skip
            elif beat > count:
                yield subject.finding(RULE, f"the report has no beat {beat}; it has {count}", path)
