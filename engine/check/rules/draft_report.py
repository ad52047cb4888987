"""A report is still a draft.

It can be played and taught from, and has not been checked for what could identify somebody by two different people.

Mend: have it checked twice, write both into `reviewers`, and set `status: publishable`. Never invent a reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ReportSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW504", "draft-report", Severity.INFO, ReportSubject)


def check(subject: ReportSubject) -> Iterator[Finding]:
    """The review of a report."""
    if subject.report.review.status == "draft":
        yield subject.finding(RULE, "the report is a draft", ("review", "status"),
                              mend="before it is shared, have two different people check it")  # fmt: skip
