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

from engine.diagnostics import Finding, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW003", "duplicate-key", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("duplicate_key", RULE)
