r"""A control or bidirectional-override character.

It can hide text from a reviewer, or break a terminal. A separator of lines or paragraphs (U+2028, U+2029) or a next-line
character (U+0085) ends a line for one program and not for another.

Bad:

    title: "Exam\u202eple"

Good:

    title: Example
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW007", "control-character", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("control_character", RULE)
