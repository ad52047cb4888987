"""A key without a value.

In a `{...}` it is nearly always the rest of a sentence that a comma cut off. On a line of its own something was begun and not
ended, or stands behind a `#`: as it is, the key counts for nothing.

Bad:

    objectives:
      - {text: Wait, then go, lessons: [wait-for-backup]}

Good:

    objectives:
      - {text: "Wait, then go", lessons: [wait-for-backup]}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW012", "key-without-value", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("key_without_value", RULE)
