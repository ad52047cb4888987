"""A second document in the same file.

Whatever comes after the first `---` would be left out without a word.

Mend: one scenario, one file.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW006", "several-documents", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("several_documents", RULE)
