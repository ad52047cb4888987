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

from engine import walk
from engine.diagnostics import Finding, Path, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW207", "unreachable-route", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """Every route."""
    graph, scenario = subject.graph, subject.scenario
    if not graph.complete or scenario is None:
        return
    taken: set[Path] = set()
    used: set[Path] = set()
    for edges in graph.edges:
        for edge in edges:
            if edge.action.kind != "inject":
                path = subject.onward(edge.action)
                used.add(path)
                taken.update((*path, r) for r in edge.routes)
    for path, route in walk.routes(scenario):
        if path[:-1] in used and path not in taken:
            why = "the condition never holds here, or" if route.when else ""
            yield subject.finding(RULE, f"no play takes this route to `{route.to}`", path,
                                  mend=f"{why} a route before it always holds".strip())  # fmt: skip
