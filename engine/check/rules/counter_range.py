"""A counter that can leave its range.

Nothing is clamped: what the author thought impossible would change the story silently.

Bad:

    facts: {minutes: {range: [0, 4], start: 3}}
    scenes:
      calm: {also: [{when: minutes > 2, text: It took a while.}]}
      door:
        decision:
          choices:
            wait: {add: {minutes: 2}}

Good:

    facts: {minutes: {range: [0, 5], start: 3}}
    scenes:
      calm: {also: [{when: minutes > 2, text: It took a while.}]}
      door:
        decision:
          choices:
            wait: {add: {minutes: 2}}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ExploredSubject, Rule
from engine.pack.diagnostics import Finding, Path, Severity
from engine.states.step import Action, ActionKind, Fault, FaultKind

RULE = Rule("HW206", "counter-range", Severity.ERROR, ExploredSubject)


def check(subject: ExploredSubject) -> Iterator[Finding]:
    """Every `add`, once."""
    graph = subject.graph
    seen: set[Path] = set()
    for node, edges in enumerate(graph.edges):
        for number, edge in enumerate(edges):
            fault = edge.fault
            if fault is None or fault.kind is not FaultKind.COUNTER:
                continue
            path = _path(subject, edge.action, fault)
            if path in seen:
                continue
            seen.add(path)
            play = [*graph.play_to(node), graph.step(node, number, 0)]
            domain = subject.domains[fault.fact]
            yield subject.finding(RULE, f"`{fault.fact}` is {domain}, and leaves that range here", path, key=True,
                                  related=((("facts", fault.fact), "declared here"),), play=play,
                                  mend="widen the range, or guard the way here with a condition")  # fmt: skip


def _path(subject: ExploredSubject, action: Action, fault: Fault) -> Path:
    scene = subject.program.scenes[action.scene]
    if action.kind is ActionKind.INJECT:
        return ("injects", action.id, "add", fault.fact)
    if fault.route is None:
        return ("scenes", scene, "decision", "choices", action.id, "add", fault.fact)
    return (*subject.onward(action), fault.route, "add", fault.fact)
