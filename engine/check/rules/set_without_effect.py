"""A `set` that changes nothing that any play can show.

Either the fact has that value already on every way there, or nothing reads it any more before it is set anew. Perhaps another
fact was meant, or a condition that should read it is missing. Noted alone: it may stand there for the reader, or for a scene
to come. Facts that nothing reads at all are left to HW210.

Bad:

    facts: {lights: false}
    scenes:
      calm: {also: [{when: lights, text: It is bright.}]}
      door:
        decision:
          choices:
            call-out: {set: {lights: false}}
            wait: {set: {lights: true}}

Good:

    facts: {lights: false}
    scenes:
      calm: {also: [{when: lights, text: It is bright.}]}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.check.subject import ProvedSubject, Rule
from engine.pack import conditions
from engine.pack.diagnostics import Finding, Path, Severity
from engine.pack.scenario import Choice, Inject, Route
from engine.states.guard import ALWAYS
from engine.states.liveness import live
from engine.states.possible import Bits
from engine.states.program import Program
from engine.states.step import Action, ActionKind

RULE = Rule("HW214", "set-without-effect", Severity.INFO, ProvedSubject)


class _Assignment(NamedTuple):
    """A `set` where a step carries it out."""

    path: Path
    effects: Choice | Route | Inject
    before: Bits
    """What the variables can be as it is carried out."""
    readable: int
    """The bits that something can still read after it, before they are set anew."""


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every `set` of a step that some play takes."""
    fields = subject.program.fields
    read = {v for c in subject.conditions if c.expr for v in conditions.variables(c.expr)}
    # (path of the `set`, fact) -> whether it has that value already, and whether nothing reads it, each time.
    effects: dict[tuple[Path, str], tuple[bool, bool]] = {}
    for at in _assignments(subject):
        for fact, value in at.effects.set.items():
            if fact in read:
                field = fields[fact]
                same, unread = effects.get((at.path, fact), (True, True))
                same = same and at.before.fixed(field.bits, field.pack(value))
                effects[at.path, fact] = same, unread and fact not in at.effects.add and not field.bits & at.readable
    for (path, fact), (same, unread) in effects.items():
        if same or unread:
            why = "has this value already on every way here" if same else "is not read after this, before it is set anew"
            yield subject.finding(RULE, f"`{fact}` {why}", (*path, "set", fact), key=True,
                                  mend="take it out, or let a condition read it")  # fmt: skip


def _assignments(subject: ProvedSubject) -> Iterator[_Assignment]:
    program, scenario = subject.program, subject.scenario
    reached, alive = subject.possible, _readable(program)
    for action in subject.taken:
        if action.scene not in reached:
            continue
        before = reached[action.scene]
        if action.kind is ActionKind.INJECT:
            yield _Assignment(("injects", action.id), scenario.injects[action.id], before, alive[action.scene])
            continue
        after = before.after(action.effect)
        scene = program.scenes[action.scene]
        decision = scenario.scenes[scene].decision
        if decision is not None:
            path = ("scenes", scene, "decision", "choices", action.id)
            yield _Assignment(path, decision.choices[action.id], before, _read_on(action, alive))
        onward = subject.onward(action)
        routes = _routes(subject, action)
        for number, way in enumerate(action.ways):
            if routes:
                yield _Assignment((*onward, number), routes[number], after, alive[way.scene])


def _routes(subject: ProvedSubject, action: Action) -> tuple[Route, ...]:
    """The routes that an action may follow; none where it leads to one scene."""
    scene = subject.scenario.scenes[subject.program.scenes[action.scene]]
    onward = scene.next
    if scene.decision is not None:
        onward = scene.decision.choices[action.id].next or scene.decision.next
    return () if onward is None or isinstance(onward, str) else onward


def _readable(program: Program) -> list[int]:
    """For each scene, the bits that can be read from its beginning on, by paragraphs and claims, too."""
    observed = [(scene, guard) for scene, guards in enumerate(program.also) for guard in guards if guard is not ALWAYS]
    for claim in program.scenario.claims:
        guard = program.guard(claim.when)
        observed += [(program.number[name], guard) for name, scene in program.scenario.scenes.items() if scene.ending]
    return live(program, injects=bool(program.scenario.injects), observed=tuple(observed))


def _read_on(action: Action, alive: list[int]) -> int:
    """The bits that can be read between the effect of an action and the next time that they are set."""
    found = 0
    for way in action.ways:
        found |= way.guard.reads | way.effect.reads | (alive[way.scene] & ~way.effect.kills)
    return found
