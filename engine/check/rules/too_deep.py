"""Nested deeper than 50 levels.

The format needs ten. The limit keeps a damaged file from taking the machine.

Mend: look for a bracket that is not closed.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW009", "too-deep", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("too_deep", RULE)
