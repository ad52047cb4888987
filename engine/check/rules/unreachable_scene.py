"""A scene that no play reaches.

Somebody wrote it for nothing, or a route that should lead there does not.

Bad:

    scenes:
      attic:
        invented: true
        text: Nobody comes here.
        ending: {outcome: safe, title: The attic}

Good:

    scenes:
      attic:
        invented: true
        text: You look from the attic.
        next: calm
      door:
        decision:
          choices:
            wait: {next: attic}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW201", "unreachable-scene", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every scene."""
    for number, name in enumerate(subject.program.scenes):
        if number not in subject.slices.scenes_reached:
            mend = subject.mend_at(name, "lead a route there, loosen the conditions on the way, or take it out")
            yield subject.finding(RULE, f"no play reaches `{name}`", ("scenes", name), key=True, mend=mend)
