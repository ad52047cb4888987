"""A YAML tag.

Tags make programs build objects. A scenario is data.

Bad:

    title: !!str Example

Good:

    title: Example
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW005", "tag", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("tag", RULE)
