"""A route that is never taken, in a scene that plays reach.

Bad:

    scenes:
      door:
        decision:
          choices:
            wait: {next: [{to: calm}, {when: visited('door'), to: hurt}]}

Good:

    scenes:
      door:
        decision:
          choices:
            wait: {next: [{to: calm}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity
from engine.states.step import Action

RULE = Rule("HW207", "unreachable-route", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every route."""
    graph, scenario = subject.graph, subject.scenario
    followed: dict[Action, set[int]] = {}
    faulty: set[Action] = set()
    for edges in graph.edges:
        for edge in edges:
            if edge.fault is not None:
                faulty.add(edge.action)
            elif edge.action.kind != "inject":
                followed.setdefault(edge.action, set()).update(edge.routes)
    # What a step with a fault would have taken is not known.
    for action in faulty:
        followed.pop(action, None)
    used = {subject.onward(action): set[int]() for action in followed}
    for action, numbers in followed.items():
        used[subject.onward(action)] |= numbers
    taken = {(*path, number) for path, numbers in used.items() for number in numbers}
    for path, route in references.routes(scenario):
        if path[:-1] in used and path not in taken:
            why = "the condition never holds here, or" if route.when else ""
            yield subject.finding(RULE, f"no play takes this route to `{route.to}`", path,
                                  mend=f"{why} a route before it always holds".strip())  # fmt: skip
