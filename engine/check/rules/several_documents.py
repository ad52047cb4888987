"""A second document in the same file.

Whatever comes after the first `---` would be left out without a word.

Mend: one scenario, one file.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, Subject
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW006", "several-documents", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("several_documents", RULE)
