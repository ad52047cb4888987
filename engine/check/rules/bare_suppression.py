"""A comment `# hotwash: ignore` without codes, or without a reason. It takes nothing away.

Whoever reads it later must know what is excused, and why.

Bad:

    title: Example   # hotwash: ignore[HW407]

Good:

    title: Example
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.suppression import suppressions

RULE = Rule("HW020", "bare-suppression", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """Every such comment."""
    for comment in suppressions(subject.file.doc):
        if not comment.codes or not comment.reason:
            missing = "codes" if not comment.codes else "a reason"
            yield subject.finding(RULE, f"this comment names no {missing.removeprefix('a ')}", place=comment.place,
                                  mend="write `# hotwash: ignore[HW402] why this is fine here`")  # fmt: skip
