r"""A control or bidirectional-override character.

It can hide text from a reviewer, or break a terminal.

Bad:

    title: "Exam\u202eple"

Good:

    title: Example
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Finding, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW007", "control-character", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("control_character", RULE)
