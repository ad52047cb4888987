"""A content note that is not one of the controlled words.

Players and programs act on these words, so a private one would warn nobody.

Bad:

    content_notes: [weapons]

Good:

    content_notes: [weapon-present]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from engine.check.subject import ContentSubject, Rule
from engine.pack.diagnostics import Finding, Severity, did_you_mean
from engine.pack.scalars import ContentNote

RULE = Rule("HW108", "unknown-content-note", Severity.ERROR, ContentSubject)


def check(subject: ContentSubject) -> Iterator[Finding]:
    """The content notes of a scenario or a report."""
    known = get_args(ContentNote)
    for number, note in enumerate(subject.content.content_notes):
        if note not in known:
            yield subject.finding(RULE, f"there is no content note `{note}`", ("content_notes", number),
                                  mend=did_you_mean(note, known))  # fmt: skip
