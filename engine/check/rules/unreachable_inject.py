"""An inject that can never be played.

Bad:

    facts: {radio: true}
    injects:
      silence: {text: Your radio dies., at: [door], when: not radio, set: {radio: false}}

Good:

    facts: {radio: true}
    injects:
      silence: {text: Your radio dies., at: [door], when: radio, set: {radio: false}}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW209", "unreachable-inject", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every inject."""
    for name, playable in subject.slices.playable.items():
        if playable is False:
            mend = "no play stands at its `at` with its `when` true"
            for scene in subject.scenario.injects[name].at:
                mend = subject.mend_at(scene, mend)
            yield subject.finding(RULE, f"the inject `{name}` can never be played", ("injects", name), key=True,
                                  mend=mend)  # fmt: skip
