"""The report that the scenario retells is missing, or cannot be read.

Bad:

    report: no-such-report
    invented: false

Good:

    invented: true
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity, did_you_mean

RULE = Rule("HW105", "unknown-report", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """The scenario's `report`."""
    scenario = subject.scenario
    if scenario.report is None:
        return
    file = subject.pack.report(scenario.report)
    if file is None:
        known = [p.stem for p in subject.pack.report_paths]
        mend = did_you_mean(scenario.report, known, otherwise="write it, or say `invented: true`")
        yield subject.finding(RULE, f"there is no report `reports/{scenario.report}.yaml`", ("report",), mend=mend)
