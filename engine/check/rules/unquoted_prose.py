"""Unquoted text with a space in a `[...]`.

The first comma that somebody adds to the sentence cuts it in two, silently.

Bad:

    discuss: [What do you know, and what were you told?]

Good:

    discuss:
      - What do you know, and what were you told?
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW011", "unquoted-prose", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("unquoted_prose", RULE)
