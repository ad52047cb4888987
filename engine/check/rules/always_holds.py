"""A `when` that holds whenever it is read.

It looks as if something hung on it, and nothing does. Perhaps another condition was meant, or what it waits for comes too
early on every way there. Noted alone: a condition may stand there for the reader, or for a scene to come. The last route of a
list is left out, where the routes before it say the opposite, and so are facts that nothing ever changes (HW211).

Bad:

    scenes:
      calm:
        also:
          - {when: visited('door'), text: You came by the door.}

Good:

    scenes:
      calm:
        also:
          - {when: chose('door.wait'), text: You waited for it.}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.check.subject import ProvedSubject, Rule
from engine.pack import conditions, references
from engine.pack.diagnostics import Finding, Path, Severity
from engine.pack.variables import happened
from engine.states.guard import ALWAYS, Guard
from engine.states.possible import surely
from engine.states.step import Action, ActionKind

RULE = Rule("HW213", "always-holds", Severity.INFO, ProvedSubject)


class _Condition(NamedTuple):
    """A condition, and where it stands."""

    path: Path
    guard: Guard


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every condition but those of claims."""
    scenario = subject.scenario
    changed = {fact for _, fact, _ in (*references.sets(scenario), *references.adds(scenario))}
    always = {*_of_choices_and_routes(subject), *_of_paragraphs_and_injects(subject)}
    for read in subject.conditions:
        varies = read.expr is not None and any(v in changed or happened(v) for v in conditions.variables(read.expr))
        if varies and read.path in always:
            yield subject.finding(RULE, f"`{' '.join(read.text.split())}` holds whenever it is read", read.path,
                                  mend="leave it out, or write what was meant")  # fmt: skip


def _of_choices_and_routes(subject: ProvedSubject) -> set[Path]:
    """Those that hold in every state in which a play stands before them. The states keep apart what they read."""
    graph = subject.graph
    # What held so far, by scene and by action; what did not is not looked at again.
    choices, routes = _choices(subject), _routes(subject)
    read: set[Path] = set()
    failed: set[Path] = set()
    for node, edges in enumerate(graph.edges):
        scene, bits = graph.nodes[node].scene, graph.witnesses[node]
        if edges and choices[scene]:
            choices[scene] = _still(choices[scene], bits, read, failed)
        for edge in edges:
            open_ = routes.get(edge.action)
            if open_ and (after := edge.action.effect.apply(bits)) >= 0:
                routes[edge.action] = _still(open_, after, read, failed)
    return read - failed


def _still(open_: list[_Condition], bits: int, read: set[Path], failed: set[Path]) -> list[_Condition]:
    """The conditions that hold here, too."""
    read.update(condition.path for condition in open_)
    holding = [condition for condition in open_ if condition.guard.test(bits)]
    if len(holding) < len(open_):
        failed.update(condition.path for condition in open_ if condition not in holding)
    return holding


def _choices(subject: ProvedSubject) -> list[list[_Condition]]:
    """Of each scene, the authors' conditions of its choices, without what `once` adds."""
    found: list[list[_Condition]] = [[] for _ in subject.program.scenes]
    for path, scene, _, choice in references.choices(subject.scenario):
        if choice.when is not None:
            condition = _Condition((*path, "when"), subject.program.guard(choice.when))
            found[subject.program.number[scene]].append(condition)
    return found


def _routes(subject: ProvedSubject) -> dict[Action, list[_Condition]]:
    """Of each action, the conditions of the routes that it may follow. A list that several share has one path."""
    return {
        action: [_Condition((*subject.onward(action), n, "when"), way.guard) for n, way in enumerate(action.ways)
                 if way.guard is not ALWAYS]
        for at in subject.program.actions for action in at if action.kind is not ActionKind.INJECT and action.direct is None
    }  # fmt: skip


def _of_paragraphs_and_injects(subject: ProvedSubject) -> Iterator[Path]:
    """Those that hold in every state of their scene, or whatever its variables may be there."""
    program, graph = subject.program, subject.graph
    nodes: dict[int, list[int]] = {}
    for node, state in enumerate(graph.nodes):
        nodes.setdefault(state.scene, []).append(node)

    def always(scene: int, guard: Guard) -> bool:
        if graph.keeps(scene, guard.reads):
            return all(guard.test(graph.witnesses[node]) for node in nodes[scene])
        return surely(program, guard, subject.possible[scene])

    for scene in nodes:
        for number, guard in enumerate(program.also[scene]):
            if guard is not ALWAYS and always(scene, guard):
                yield ("scenes", program.scenes[scene], "also", number, "when")
    for name, inject in subject.scenario.injects.items():
        guard, scenes = program.guard(inject.when), {program.number[scene] for scene in inject.at} & nodes.keys()
        if guard is not ALWAYS and scenes and all(always(scene, guard) for scene in scenes):
            yield ("injects", name, "when")
