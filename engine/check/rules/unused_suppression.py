"""A comment `# hotwash: ignore[...]` that takes nothing away.

What it excused has gone, or stands on another line. Left there, it would one day excuse something new.

Bad:

    title: Example   # hotwash: ignore[HW407] it is read aloud

Good:

    title: Example
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.suppression import Suppression

RULE = Rule("HW019", "unused-suppression", Severity.WARNING, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """Nothing here: the checker asks once every other rule has spoken, by `finding`."""
    del subject
    return iter(())


def finding(subject: FileSubject, comment: Suppression, idle: list[str]) -> Finding:
    """The finding for a comment of which these codes took nothing away."""
    codes = ", ".join(idle)
    return subject.finding(RULE, f"nothing to ignore here: {codes}", place=comment.place, mend="take the comment out")
