"""The format version is not one that this program knows.

A file of a newer version is not judged by older rules.

Bad:

    hotwash: 2

Good:

    hotwash: 1
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW017", "format-version", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("format_version", RULE)
