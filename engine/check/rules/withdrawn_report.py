"""A scenario retells a report that has been withdrawn.

Whoever gave a report may take it back, and one that turns out to be recognizable is taken back for them. What retells it
would go on telling it.

Mend: retell another report, or take the scenario out of the pack.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW505", "withdrawn-report", Severity.ERROR, ScenarioSubject, protects=True)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """The report of a scenario."""
    scenario = subject.scenario
    if scenario.report is None:
        return
    report = subject.pack.report(scenario.report)
    if report is not None and report.model is not None and report.model.review.status == "withdrawn":
        yield subject.finding(RULE, f"the report `{scenario.report}` has been withdrawn", ("report",),
                              mend="retell another report, or take the scenario out of the pack")  # fmt: skip
