"""A value that different YAML programs read differently.

`yes` is text to some and true to others; `010` is ten or eight. Norway's `NO` is the famous victim.

Bad:

    invented: yes

Good:

    invented: true
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW010", "ambiguous-value", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("ambiguous_value", RULE)
