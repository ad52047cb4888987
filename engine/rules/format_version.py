"""The format version is not one that this program knows.

A file of a newer version is not judged by older rules.

Bad:

    hotwash: 2

Good:

    hotwash: 1
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Finding, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW017", "format-version", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("format_version", RULE)
