"""A choice that is never available, in a scene that plays reach.

Bad:

    facts: {lights: false}
    scenes:
      calm: {also: [{when: lights, text: It is bright.}]}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
            knock: {text: Knock and say who you are., when: lights, marks: [~wait-for-backup], why: It is polite., next: calm}

Good:

    facts: {lights: false}
    scenes:
      calm: {also: [{when: lights, text: It is bright.}]}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
            knock: {text: Knock and say who you are., when: not lights, marks: [~wait-for-backup], why: It is polite., next: calm}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity
from engine.states.step import ActionKind

RULE = Rule("HW202", "unreachable-choice", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every choice of every reached scene."""
    graph, scenario = subject.graph, subject.scenario
    taken = {(e.action.scene, e.action.id) for edges in graph.edges for e in edges if e.action.kind is ActionKind.CHOICE}
    for path, scene, choice_id, choice in references.choices(scenario):
        number = subject.program.number[scene]
        if number in subject.slices.scenes_reached and (number, choice_id) not in taken:
            related = (((*path, "when"), "this never holds here"),) if choice.when else ()
            yield subject.finding(RULE, f"`{choice_id}` is never available", path, key=True, related=related,
                                  mend=subject.mend_at(scene, "loosen its condition, or take it out"))  # fmt: skip
