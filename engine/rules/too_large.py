"""The file is larger than 5 MB.

No scenario that people wrote is. The limit keeps a damaged file from taking the machine.

Mend: split it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Finding, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW008", "too-large", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("too_large", RULE)
