"""The file is not YAML.

Nothing in it can be judged before it can be read.

Bad:

    title: Near: the curtain

Good:

    title: "Near: the curtain"
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW002", "syntax", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("syntax", RULE)
