"""A YAML tag.

Tags make programs build objects. A scenario is data.

Bad:

    title: !!str Example

Good:

    title: Example
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Finding, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW005", "tag", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("tag", RULE)
