"""A list of routes none of which holds, in some play.

The story would have nowhere to go.

Bad:

    facts: {seen: false}
    scenes:
      porch:
        invented: true
        text: You stand on the porch.
        next: [{when: seen, to: calm}]
      door:
        decision:
          choices:
            wait: {set: {seen: true}, next: porch}
            go-in: {next: [{odds: 1, to: porch}, {odds: 1, to: hurt}]}

Good:

    facts: {seen: false}
    scenes:
      porch:
        invented: true
        text: You stand on the porch.
        next: [{when: seen, to: calm}, {to: calm}]
      door:
        decision:
          choices:
            wait: {set: {seen: true}, next: porch}
            go-in: {next: [{odds: 1, to: porch}, {odds: 1, to: hurt}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ExploredSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.states.step import FaultKind

RULE = Rule("HW204", "routes-false", Severity.ERROR, ExploredSubject)


def check(subject: ExploredSubject) -> Iterator[Finding]:
    """Every list of routes, once for each action that uses it."""
    graph = subject.graph
    seen: set[tuple[int, str]] = set()
    for node, edges in enumerate(graph.edges):
        for number, edge in enumerate(edges):
            key = (edge.action.scene, edge.action.id)
            if edge.fault is None or edge.fault.kind is not FaultKind.ROUTES or key in seen:
                continue
            seen.add(key)
            play = [*graph.play_to(node), graph.step(node, number, 0)]
            after = f" after `{edge.action.id}`" if edge.action.id else ""
            yield subject.finding(RULE, f"none of these routes holds{after}", subject.onward(edge.action), key=True,
                                  mend="end the list with a route without `when`", play=play)  # fmt: skip
