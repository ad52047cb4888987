"""A play that need not end: it can come back to the very same state.

A scene may come back; a whole state may not. Let something change on the way: a fact, a counter, a `once` choice.

Bad:

    scenes:
      door:
        decision:
          choices:
            look: {text: Look through the window again., marks: [~wait-for-backup], why: It may help., next: door}

Good:

    scenes:
      door:
        decision:
          choices:
            look: {text: Look through the window again., once: true, marks: [~wait-for-backup], why: It may help., next: door}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ExploredSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.states.step import ActionKind

RULE = Rule("HW205", "cycle", Severity.ERROR, ExploredSubject)


def check(subject: ExploredSubject) -> Iterator[Finding]:
    """The state graph."""
    graph = subject.graph
    loop = graph.cycle()
    if loop is None:
        return
    node, edge, _ = loop[0]
    scene = graph.scene(node)
    steps = [graph.step(*s) for s in loop]
    action = graph.edges[node][edge].action
    path = ("scenes", scene, "decision", "choices", action.id) if action.kind is ActionKind.CHOICE else ("scenes", scene)
    way = " -> ".join([*(s.scene for s in steps), scene])
    yield subject.finding(RULE, f"a play can go round for ever: {way}", path, key=True,
                          mend="let something change on the way: a fact, a counter, or `once: true`",
                          play=[*graph.play_to(node), *steps])  # fmt: skip
