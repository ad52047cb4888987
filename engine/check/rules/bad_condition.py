"""A condition that cannot be read.

Conditions know `and or not == != < <= > >= in`, facts, whole numbers, words in quotes, `true`, `false`,
`chose('scene.choice')` and `visited('scene')`, and nothing else.

Bad:

    scenes:
      calm:
        also:
          - {when: visited('door') && true, text: You came by the door.}

Good:

    scenes:
      calm:
        also:
          - {when: visited('door') and true, text: You came by the door.}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity
from engine.pack.mends.condition_mends import rewritten

RULE = Rule("HW110", "bad-condition", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every condition."""
    for read in subject.conditions:
        if read.error is not None:
            error = read.error
            meant = rewritten(read.text) or ""
            mend = subject.rewritten(read.path, 0, len(read.text), meant) or (f"write `{meant}`" if meant else error.mend)
            yield subject.finding(RULE, str(error), read.path, mend=mend,
                                  place=subject.within(read.path, error.column, error.length))  # fmt: skip
