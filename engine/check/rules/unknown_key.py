"""A key that the format does not have.

It is mostly a slip of the pen, and what stands there would never be seen.

Bad:

    topicz: [example]
    topics: [example]

Good:

    topics: [example]
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW014", "unknown-key", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("unknown_key", RULE)
