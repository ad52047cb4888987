"""Keys that exclude or need one another.

A scene has exactly one of `decision`, `next`, `ending`; routes all have odds or none; a claim says `never` or `reachable`;
a scenario has a `report` or `invented: true`; a paragraph that is `noticed` has a `seat`,
one with `instead` has a `when` and no `seat`.

Bad:

    scenes:
      calm:
        next: door

Good:

    scenes:
      calm:
        text: It stays quiet.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW018", "shape", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("shape", RULE)
