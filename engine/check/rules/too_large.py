"""The file is larger than 5 MB.

No scenario that people wrote is. The limit keeps a damaged file from taking the machine.

Mend: split it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, Subject
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW008", "too-large", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("too_large", RULE)
