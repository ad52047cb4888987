"""A play without a mistake, and without bad luck, does not end safe.

The world may be cruel to whoever guesses. It may not be cruel to the decision that the scenario itself calls right.

Bad:

    scenes:
      door:
        decision:
          choices:
            wait: {next: calm}
            step-back: {text: Step back and wait for help., marks: [+wait-for-backup], why: It buys time., next: hurt}

Good:

    scenes:
      door:
        decision:
          choices:
            wait: {next: calm}
            step-back: {text: Step back and wait for help., marks: [+wait-for-backup], why: It buys time., next: calm}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ValuedSubject
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW302", "right-play-punished", Severity.ERROR, ValuedSubject)


def check(subject: ValuedSubject) -> Iterator[Finding]:
    """Plays without a mistake in which no roll is worse than its mean."""
    valuation, graph = subject.valuation, subject.solo
    if valuation.unsafe(0) == 1:
        return
    parents: dict[int, tuple[int, int, int] | None] = {0: None}
    queue = [0]
    for node in queue:
        if not graph.edges[node] and valuation.unsafe(node) == 1:
            yield _finding(subject, node, parents)
            return
        least = valuation.least_loss(node)
        for number, edge in enumerate(graph.edges[node]):
            if valuation.q(edge) != least:
                continue
            mean = valuation.expect(edge, valuation.unsafe)
            for landing, target in enumerate(edge.targets):
                if target not in parents and valuation.unsafe(target) <= mean:
                    parents[target] = (node, number, landing)
                    queue.append(target)


def _finding(subject: ValuedSubject, node: int, parents: dict[int, tuple[int, int, int] | None]) -> Finding:
    graph = subject.solo
    steps = []
    parent = parents[node]
    while parent is not None:
        steps.append(graph.step(*parent))
        parent = parents[parent[0]]
    scene = graph.scene(node)
    return subject.finding(RULE, f"a play without a mistake or bad luck ends at `{scene}`, which is not safe",
                           ("scenes", scene, "ending"), key=True, play=steps[::-1],
                           mend="lead the right decisions to a safe ending, or mark what was wrong with them")  # fmt: skip
