"""A value of another kind than the format expects there.

Bad:

    version: one

Good:

    version: 1
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Finding, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW015", "wrong-type", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("wrong_type", RULE)
