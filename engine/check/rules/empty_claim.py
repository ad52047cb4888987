"""A claim that speaks of no play at all.

Nothing satisfies its `when` and `after` at any ending, so it is true and says nothing.

Bad:

    facts: {lights: false}
    scenes:
      calm: {also: [{when: lights, text: It is bright.}]}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
    claims:
      - {never: [harm], when: lights, after: door.go-in}

Good:

    facts: {lights: false}
    scenes:
      calm: {also: [{when: lights, text: It is bright.}]}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
    claims:
      - {never: [harm], when: lights, after: door.wait}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW312", "empty-claim", Severity.WARNING, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every claim about all plays that has a condition."""
    for number, claim in enumerate(subject.scenario.claims):
        if claim.existential or (claim.when is None and claim.after is None):
            continue
        plays = subject.slices.of_claim(claim)
        if plays.graph.complete and not any(plays.arrivals()):
            yield subject.finding(RULE, "no play fits this claim, so it says nothing", ("claims", number),
                                  mend="look at its `when` and `after`")  # fmt: skip
