"""Whoever makes no mistake ends safe only if a draw falls well.

Draws belong behind poor decisions, so that luck can be talked about. The best line must not need it.

Bad:

    scenes:
      door:
        decision:
          choices:
            wait: {next: [{odds: 5, to: calm}, {odds: 1, to: hurt}]}

Good:

    scenes:
      door:
        decision:
          choices:
            wait: {next: calm}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ValuedSubject
from engine.pack.diagnostics import Finding, Path, Severity
from engine.states.graph import WitnessStep

RULE = Rule("HW303", "safe-only-by-luck", Severity.ERROR, ValuedSubject)


def check(subject: ValuedSubject) -> Iterator[Finding]:
    """The least chance of not ending safe, over plays without a mistake."""
    chance = subject.valuation.unsafe(0)
    if not 0 < chance < 1:
        return
    play, at = _to_the_draw(subject)
    yield subject.finding(RULE, f"the best play ends safe only by luck: it fails with a chance of {chance}", at, key=True,
                          mend="take the draw off the best line, or let each of its results end safe", play=play)  # fmt: skip


def _to_the_draw(subject: ValuedSubject) -> tuple[list[WitnessStep], Path]:
    """The mistake-free play that is likeliest safe, as far as its first draw that matters."""
    valuation, graph = subject.valuation, subject.solo
    node, steps = 0, []
    while True:
        edge = min(valuation.best(node), key=lambda e: valuation.expect(e, valuation.unsafe))
        number = graph.edges[node].index(edge)
        landing = max(range(len(edge.targets)), key=lambda i: valuation.unsafe(edge.targets[i]))
        steps.append(graph.step(node, number, landing))
        values = {valuation.unsafe(t) for t in edge.targets}
        if len(values) > 1:
            return steps, subject.onward(edge.action)
        node = edge.targets[landing]
