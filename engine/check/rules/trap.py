"""A choice without regret that is not the one with the best marks.

Looking ahead, it pays to violate a lesson now so as to be spared a worse decision later. A learner who follows the
lessons walks into a trap, and the debrief would have to call the better deed the mistake.

Bad:

    scenes:
      door:
        decision:
          choices:
            call-out: {next: porch}
      porch:
        invented: true
        text: Nobody answers you.
        decision:
          prompt: What now?
          tests: [wait-for-backup]
          choices:
            creep: {text: Creep in by the side door., marks: [-wait-for-backup], why: Nobody sees you., next: calm}
            hold: {text: Stay where you are., marks: [+wait-for-backup], why: Help is on its way., next: stairs}
      stairs:
        invented: true
        text: A window breaks.
        decision:
          prompt: What now?
          tests: [wait-for-backup]
          weight: 3
          next: calm
          choices:
            run: {text: Run in., marks: [-wait-for-backup], why: Somebody may be hurt.}
            look: {text: Look in., marks: [~wait-for-backup], why: You see a little.}

Good:

    scenes:
      door:
        decision:
          choices:
            call-out: {next: porch}
      porch:
        invented: true
        text: Nobody answers you.
        decision:
          prompt: What now?
          tests: [wait-for-backup]
          choices:
            creep: {text: Creep in by the side door., marks: [-wait-for-backup], why: Nobody sees you., next: calm}
            hold: {text: Stay where you are., marks: [+wait-for-backup], why: Help is on its way., next: calm}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ValuedSubject
from engine.pack.diagnostics import Finding, Severity
from engine.states.step import ActionKind

RULE = Rule("HW304", "trap", Severity.ERROR, ValuedSubject)


def check(subject: ValuedSubject) -> Iterator[Finding]:
    """Every state that a play without injects reaches; once for each decision."""
    valuation, graph = subject.valuation, subject.solo
    seen: set[int] = set()
    for node, state in enumerate(graph.nodes):
        edges = graph.edges[node]
        if state.scene in seen or not edges or edges[0].action.kind is not ActionKind.CHOICE:
            continue
        least = min(valuation.loss(e.action.scene, e.action.id) for e in edges)
        for edge in valuation.best(node):
            loss = valuation.loss(edge.action.scene, edge.action.id)
            if loss > least:
                seen.add(state.scene)
                better = [e.action.id for e in edges if valuation.loss(e.action.scene, e.action.id) == least]
                scene = graph.scene(node)
                path = ("scenes", scene, "decision", "choices")
                yield subject.finding(
                    RULE, f"looking ahead, `{edge.action.id}` is best here, though `{better[0]}` has the better marks",
                    (*path, edge.action.id), key=True, related=(((*path, better[0]), "the better marks"),),
                    play=graph.play_to(node),
                    mend="do not spare whoever decides badly a decision that awaits whoever decides well")  # fmt: skip
                break
