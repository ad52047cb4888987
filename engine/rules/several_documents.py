"""A second document in the same file.

Whatever comes after the first `---` would be left out without a word.

Mend: one scenario, one file.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Finding, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW006", "several-documents", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("several_documents", RULE)
