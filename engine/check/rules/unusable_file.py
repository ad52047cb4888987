"""What has the name of a file of the pack is none that can be read.

A pipe, a device, a folder called `x.yaml`, a link that leads nowhere or to itself, a file that you may not read. What it was to
say is missing from the pack, so a check that went on without a word would be worth less than it looks. The other files are
checked all the same. Hidden files and what editors leave behind (`.#x.yaml`, `x.yaml~`) are no files of a pack.

Mend: put a file in its place, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW021", "unusable-file", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("unusable_file", RULE)
