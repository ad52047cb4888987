"""The file is larger than 10 MB.

No scenario that people wrote is. The limit keeps a damaged file from taking the machine.

Mend: split it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW008", "too-large", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("too_large", RULE)
