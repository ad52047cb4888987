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

from engine.check.subject import ProvedSubject, Rule
from engine.pack import conditions, references
from engine.pack.diagnostics import Finding, Path, Severity
from engine.states.guard import ALWAYS, Guard
from engine.states.possible import possible, surely
from engine.states.step import Action

RULE = Rule("HW213", "always-holds", Severity.INFO, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every condition but those of claims."""
    scenario = subject.scenario
    changed = {fact for _, fact, _ in (*references.sets(scenario), *references.adds(scenario))}
    always = {*_of_choices_and_routes(subject), *_of_paragraphs_and_injects(subject)}
    for read in subject.conditions:
        varies = read.expr is not None and any(v in changed or ":" in v for v in conditions.variables(read.expr))
        if varies and read.path in always:
            yield subject.finding(RULE, f"`{' '.join(read.text.split())}` holds whenever it is read", read.path,
                                  mend="leave it out, or write what was meant")  # fmt: skip


def _of_choices_and_routes(subject: ProvedSubject) -> Iterator[Path]:
    """Those that hold in every state in which a play stands before them. The states keep apart what they read."""
    graph = subject.graph
    # Path -> whether it held each time.
    held: dict[Path, bool] = {}
    for node, edges in enumerate(graph.edges):
        scene, bits = graph.nodes[node].scene, graph.witnesses[node]
        for action in subject.program.actions[scene] if edges else ():
            if action.kind == "choice":
                path: Path = ("scenes", subject.program.scenes[scene], "decision", "choices", action.id, "when")
                if path not in held or held[path]:
                    held[path] = bool(_when(subject, action).test(bits))
        for edge in edges:
            after = edge.action.effect.apply(bits)
            for number, way in enumerate(edge.action.ways if after >= 0 and not edge.action.draw else ()):
                if way.guard is not ALWAYS:
                    path = (*subject.onward(edge.action), number, "when")
                    held[path] = held.get(path, True) and bool(way.guard.test(after))
    return (path for path, always in held.items() if always)


def _when(subject: ProvedSubject, action: Action) -> Guard:
    """The author's condition of a choice, without what `once` adds."""
    decision = subject.scenario.scenes[subject.program.scenes[action.scene]].decision
    assert decision is not None
    return subject.program.guard(decision.choices[action.id].when)


def _of_paragraphs_and_injects(subject: ProvedSubject) -> Iterator[Path]:
    """Those that hold in every state of their scene, or whatever its variables may be there."""
    program, graph = subject.program, subject.graph
    taken = {edge.action for edges in graph.edges for edge in edges}
    taken |= {action for at in program.actions for action in at if action.kind == "inject"}
    reached = possible(program, taken)
    nodes: dict[int, list[int]] = {}
    for node, state in enumerate(graph.nodes):
        nodes.setdefault(state.scene, []).append(node)

    def always(scene: int, guard: Guard) -> bool:
        if graph.keeps(scene, guard.reads):
            return all(guard.test(graph.witnesses[node]) for node in nodes[scene])
        return surely(program, guard, reached[scene])

    for scene in nodes:
        for number, guard in enumerate(program.also[scene]):
            if guard is not ALWAYS and always(scene, guard):
                yield ("scenes", program.scenes[scene], "also", number, "when")
    for name, inject in subject.scenario.injects.items():
        guard, scenes = program.guard(inject.when), {program.number[scene] for scene in inject.at} & nodes.keys()
        if guard is not ALWAYS and scenes and all(always(scene, guard) for scene in scenes):
            yield ("injects", name, "when")
