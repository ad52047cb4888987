"""What an agency wrote on its sheet of local words does not fit the scenario.

A sheet (`hotwash localize`) holds the scenario's own line under `here:` and the agency's under `yours:`. A line that has changed
since, a key that is none, a mark without a policy, a number in words: none of it is applied, and the scenario is not played until
somebody has looked, so that nobody hears a text, or is graded by a policy, that was meant for another line.

What was put aside by `hotwash localize`, since its line has changed or gone, is noted until it is taken out.

Mend: run `hotwash localize` for this scenario. It keeps what fits, puts the rest aside with the line that it was for, and
says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.local.fit import ASIDE_KIND

RULE = Rule("HW026", "local-words", Severity.ERROR, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """What comparing the sheet with the scenario met."""
    yield from subject.problems("local_words", RULE)
    for note in subject.problems(ASIDE_KIND, RULE):
        yield note._replace(severity=Severity.INFO)
