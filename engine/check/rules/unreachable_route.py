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
from engine.pack.diagnostics import Finding, Path, Severity
from engine.states.step import Action, ActionKind

RULE = Rule("HW207", "unreachable-route", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every route of a list that some step follows to its end."""
    followed, unknown = _lists(subject)
    for path, route in references.routes(subject.scenario):
        *list_, number = path
        numbers = followed.get(tuple(list_), set())
        if numbers and number not in numbers and tuple(list_) not in unknown:
            why = "the condition never holds here, or" if route.when else ""
            yield subject.finding(RULE, f"no play takes this route to `{route.to}`", path,
                                  mend=f"{why} a route before it always holds".strip())  # fmt: skip


def _lists(subject: ProvedSubject) -> tuple[dict[Path, set[int]], set[Path]]:
    """List of routes -> the numbers of those taken; and the lists of which a step with a fault might have taken others.

    Several choices may share a list, and a step that one of them takes elsewhere counts for all.
    """
    followed: dict[Action, set[int]] = {}
    faulty: set[Action] = set()
    for edges in subject.graph.edges:
        for edge in edges:
            if edge.action.kind is ActionKind.INJECT:
                continue
            if edge.fault is not None:
                faulty.add(edge.action)
            else:
                followed.setdefault(edge.action, set()).update(edge.routes)
    taken: dict[Path, set[int]] = {}
    for action, numbers in followed.items():
        taken.setdefault(subject.onward(action), set()).update(numbers)
    return taken, {subject.onward(action) for action in faulty}
