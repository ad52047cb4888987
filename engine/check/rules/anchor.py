"""An anchor, an alias or a merge key.

They make text appear where a reader of the file does not see it, and a few lines of them can grow to gigabytes.

Bad:

    setting: &where Evening.
    you: *where

Good:

    setting: Evening.
    you: An officer.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW004", "anchor", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("anchor", RULE)
