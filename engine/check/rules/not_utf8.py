"""The file is not UTF-8.

Other encodings turn a dash or an accent into garbage on somebody else's machine.

Mend: save the file as UTF-8; every editor can.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW001", "not-utf8", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What the reader met."""
    return subject.problems("not_utf8", RULE)
