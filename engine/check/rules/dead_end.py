"""A decision at which, in some play, no choice is available.

The class would stand there with nothing to do. All conditions of its choices can be false at once.

Bad:

    facts: {keys: false}
    scenes:
      porch:
        invented: true
        text: You stand on the porch.
        decision:
          prompt: What now?
          next: calm
          choices:
            unlock: {text: Unlock the door., when: keys, why: You have the keys.}
      door:
        decision:
          choices:
            wait: {set: {keys: true}, next: porch}
            go-in: {next: [{odds: 1, to: porch}, {odds: 1, to: hurt}]}

Good:

    facts: {keys: false}
    scenes:
      porch:
        invented: true
        text: You stand on the porch.
        decision:
          prompt: What now?
          next: calm
          choices:
            unlock: {text: Unlock the door., when: keys, why: You have the keys.}
            ring: {text: Ring the bell., why: It costs nothing.}
      door:
        decision:
          choices:
            wait: {set: {keys: true}, next: porch}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ExploredSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.states.step import ActionKind

RULE = Rule("HW203", "dead-end", Severity.ERROR, ExploredSubject)


def check(subject: ExploredSubject) -> Iterator[Finding]:
    """Every reached decision, once for each scene."""
    graph, scenario = subject.graph, subject.scenario
    found: dict[int, list[int]] = {}
    for node, (state, edges) in enumerate(zip(graph.nodes, graph.edges, strict=True)):
        if (node < graph.explored and scenario.scenes[subject.program.scenes[state.scene]].decision
                and not any(e.action.kind is ActionKind.CHOICE for e in edges)):  # fmt: skip
            found.setdefault(state.scene, []).append(node)
    for scene, nodes in found.items():
        name = subject.program.scenes[scene]
        states = "one state" if len(nodes) == 1 else f"{len(nodes)} states"
        yield subject.finding(RULE, f"at `{name}` no choice is available in {states}", ("scenes", name, "decision"), key=True,
                              mend="add a choice without `when`, or one for this case", play=graph.play_to(nodes[0]))  # fmt: skip
