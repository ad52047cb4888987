"""A key that must be there is missing.

Bad:

    minutes: {solo: 5}

Good:

    minutes: {solo: 5, class: 20}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW016", "missing-key", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("missing_key", RULE)
