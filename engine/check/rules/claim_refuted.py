"""A claim that is not true.

`never` is proved over every play, with any injects; `reachable` asks for one play without injects. The play shown refutes it.

Bad:

    claims:
      - {never: [harm], because: Nobody can be hurt here}

Good:

    claims:
      - {never: [harm], after: door.wait, because: Waiting keeps you out of the dark}
      - {reachable: [harm]}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW310", "claim-refuted", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every claim, each in a slice of its own."""
    scenario = subject.scenario
    for number, claim in enumerate(scenario.claims):
        graph, holds = subject.slices.of_claim(claim)
        path = ("claims", number, "never" if claim.never else "reachable")
        if not graph.complete:
            yield subject.finding(RULE, f"undetermined: more than {subject.slices.max_states:,} states", path, key=True,
                                  mend="let fewer facts be remembered at once, or raise --max-states")  # fmt: skip
            continue
        met = {outcome: node for node, outcome in reversed(list(graph.endings())) if holds(node)}
        reason = f", although “{claim.because}”" if claim.because else ""
        for outcome in claim.never:
            if outcome in met:
                scene = graph.scene(met[outcome])
                yield subject.finding(RULE, f"a play does end in {outcome}, at `{scene}`{reason}", path, key=True,
                                      related=((("scenes", scene, "ending"), "it ends here"),), play=graph.play_to(met[outcome]),
                                      mend="guard the way there, or say less")  # fmt: skip
        for outcome in claim.reachable:
            if outcome not in met:
                yield subject.finding(RULE, f"no play without injects ends in {outcome} under this claim{reason}", path, key=True,
                                      mend="open a way there, or take the claim back")  # fmt: skip
