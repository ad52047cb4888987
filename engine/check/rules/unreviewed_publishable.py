"""A report is called publishable, but not two different people have reviewed it.

The one who took a report in knows what it says and reads over what gives it away. Generalize, then have it reviewed twice
is the rule of the systems that this format follows.

Mend: give `reviewers` two different people who have checked it, or put `status` back to `draft`. Never invent a reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ReportSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW502", "unreviewed-publishable", Severity.ERROR, ReportSubject)


def check(subject: ReportSubject) -> Iterator[Finding]:
    """The review of a report."""
    report = subject.report
    if report.review.status != "publishable":
        return
    different = {"".join(r.split()).casefold() for r in report.review.reviewers}
    if len(different) < 2:
        named = len(report.review.reviewers)
        found = "nobody" if not named else "only one person" if named == 1 else "only one person, named more than once,"
        yield subject.finding(RULE, f"the report is called publishable, but {found} has reviewed it", ("review", "status"),
                              related=((("review", "reviewers"), "the reviewers"),) if named else (),
                              mend="have two different people check it, or put it back to `draft`")  # fmt: skip
