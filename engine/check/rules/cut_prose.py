"""Prose that ends before ` #`.

YAML reads what follows as a comment, so the sentence loses its end.

Bad:

    setting: Outside door #4 of the hall

Good:

    setting: "Outside door #4 of the hall"
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW013", "cut-prose", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("cut_prose", RULE)
