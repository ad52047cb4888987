"""No play is without a mistake and ends safe.

Either every line has to violate some tested lesson, or whoever does everything right still never ends safe. A learner
who decides perfectly must be able to see it.

Bad:

    scenes:
      door:
        decision:
          choices:
            wait: {marks: [~wait-for-backup]}

Good:

    scenes:
      door:
        decision:
          choices:
            wait: {marks: [+wait-for-backup]}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ValuedSubject
from engine.pack.diagnostics import Finding, Path, Severity
from engine.states.graph import WitnessStep
from engine.states.step import ActionKind

RULE = Rule("HW301", "no-perfect-line", Severity.ERROR, ValuedSubject)


def check(subject: ValuedSubject) -> Iterator[Finding]:
    """The values at the start."""
    valuation = subject.valuation
    least = valuation.least_loss(0)
    if least > 0:
        play, blame = _best_line(subject)
        yield subject.finding(RULE, f"the best play still loses {least}: no line upholds every tested lesson", blame, key=True,
                              mend="let some choice uphold all that is tested, in every decision on the best line",
                              play=play)  # fmt: skip
    if valuation.unsafe(0) == 1:
        play, _ = _best_line(subject)
        yield subject.finding(RULE, "a play without a mistake never ends safe", ("start",),
                              mend="let the right decisions lead to a safe ending", play=play)  # fmt: skip


def _best_line(subject: ValuedSubject) -> tuple[list[WitnessStep], Path]:
    """A play of least loss, taking the likeliest landing of each draw, and the first decision that costs it something."""
    valuation, graph = subject.valuation, subject.solo
    node, steps = 0, []
    blame: Path = ("start",)
    while graph.edges[node]:
        edges = graph.edges[node]
        number = min(range(len(edges)), key=lambda i: valuation.q(edges[i]))
        edge = edges[number]
        landing = max(range(len(edge.odds)), key=lambda i: edge.odds[i])
        steps.append(graph.step(node, number, landing))
        if blame == ("start",) and edge.action.kind is ActionKind.CHOICE and valuation.loss(edge.action.scene, edge.action.id):
            blame = ("scenes", graph.scene(node), "decision")
        node = edge.targets[landing]
    return steps, blame
