"""A key stands twice in the same mapping.

Most YAML programs silently keep the last one, and half of a scene is gone.

Bad:

    setting: Evening.
    setting: Night.

Good:

    setting: Evening.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW003", "duplicate-key", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("duplicate_key", RULE)
