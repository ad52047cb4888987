"""The semantics a second time, naively: docs/semantics.md, sections 1 and 3, and nothing of the engine but its format.

A state is kept whole (every fact, everything that was ever chosen, visited, taken, played), conditions are
run by Python itself, and nothing is merged, packed or made fast. The law tests hold the engine against this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache, partial
from graphlib import CycleError, TopologicalSorter
from types import CodeType
from typing import Any, NamedTuple, TypeAlias

from engine.pack.scenario import Choice, Claim, Decision, Inject, OneOf, Range, Route, Scenario

Place: TypeAlias = tuple[str, str | None, int]
"""A route: scene, choice (None where the route is the scene's or the decision's own), index."""

DANGER = {"safe": Fraction(0), "near-miss": Fraction(1, 3), "setback": Fraction(2, 3), "harm": Fraction(1)}
MARK_LOSS = {"+": Fraction(0), "~": Fraction(1, 2), "-": Fraction(1)}


class Moment(NamedTuple):
    """A full state."""

    scene: str
    facts: tuple[tuple[str, bool | int | str], ...]
    chose: frozenset[str] = frozenset()
    visited: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    played: frozenset[str] = frozenset()


class FaultError(Exception):
    """The step cannot be finished: `counter` or `routes`."""


@dataclass(frozen=True)
class Landing:
    """One way in which a step turns out."""

    odds: int
    route: Place | None
    moment: Moment


@dataclass(frozen=True)
class Step:
    """Something that can be done in a state."""

    kind: str
    """`choice`, `inject` or `next`."""
    id: str
    landings: tuple[Landing, ...] = ()
    """Empty where there is a fault."""
    fault: str | None = None

    def expect(self, values: Mapping[Moment, Fraction]) -> Fraction:
        """The mean of `values` over the landings."""
        total = sum(landing.odds for landing in self.landings)
        return sum((Fraction(x.odds, total) * values[x.moment] for x in self.landings), Fraction(0))


# -- Section 1: a state, a step


@lru_cache(maxsize=4096)
def compiled(when: str) -> CodeType:
    """The condition as Python code: its grammar is a part of Python's."""
    return compile(" ".join(when.split()), "<when>", "eval")


def holds(when: str | None, moment: Moment) -> bool:
    """Whether a condition holds; an absent one always does."""
    if when is None:
        return True
    names: dict[str, Any] = dict(moment.facts)
    names |= {"true": True, "false": False}
    names |= {"chose": moment.chose.__contains__, "visited": moment.visited.__contains__}
    return bool(eval(compiled(when), {"__builtins__": {}}, names))


def begin(scenario: Scenario) -> Moment:
    """The state as the start scene begins."""
    facts = {name: fact.start if isinstance(fact, OneOf | Range) else fact for name, fact in scenario.facts.items()}
    return Moment(scenario.start, tuple(facts.items()), visited=frozenset({scenario.start}))


def affect(scenario: Scenario, moment: Moment, source: Choice | Route | Inject) -> Moment:
    """The state after `set`, then `add`."""
    facts: dict[str, Any] = {**dict(moment.facts), **source.set}
    for name, delta in source.add.items():
        facts[name] += delta
        counter = scenario.facts[name]
        assert isinstance(counter, Range)
        low, high = counter.range
        if not low <= facts[name] <= high:
            raise FaultError("counter")
    return moment._replace(facts=tuple(facts.items()))


def enter(moment: Moment, scene: str) -> Moment:
    """The state as `scene` begins."""
    return moment._replace(scene=scene, visited=moment.visited | {scene})


def follow(scenario: Scenario, moment: Moment, route: Route) -> Moment:
    """The state after a route."""
    return enter(affect(scenario, moment, route), route.to)


def resolve(scenario: Scenario, moment: Moment, next_: str | tuple[Route, ...], choice: str | None) -> tuple[Landing, ...]:
    """Every way in which a `next` can go on."""
    if isinstance(next_, str):
        return (Landing(1, None, enter(moment, next_)),)
    places = [(moment.scene, choice, index) for index in range(len(next_))]
    if next_[0].odds is not None:
        return tuple(Landing(r.odds or 0, p, follow(scenario, moment, r)) for r, p in zip(next_, places, strict=True))
    for route, place in zip(next_, places, strict=True):
        if holds(route.when, moment):
            return (Landing(1, place, follow(scenario, moment, route)),)
    raise FaultError("routes")


def commit(scenario: Scenario, moment: Moment, decision: Decision, choice_id: str) -> tuple[Landing, ...]:
    """Every way in which a choice can turn out."""
    choice = decision.choices[choice_id]
    path = f"{moment.scene}.{choice_id}"
    after = moment._replace(chose=moment.chose | {path})
    if choice.once:
        after = after._replace(taken=after.taken | {path})
    after = affect(scenario, after, choice)
    if choice.next is not None:
        return resolve(scenario, after, choice.next, choice_id)
    assert decision.next is not None
    return resolve(scenario, after, decision.next, None)


def play_inject(scenario: Scenario, moment: Moment, inject_id: str) -> tuple[Landing, ...]:
    """The state after an inject."""
    after = moment._replace(played=moment.played | {inject_id})
    return (Landing(1, None, affect(scenario, after, scenario.injects[inject_id])),)


def choices(scenario: Scenario, moment: Moment) -> list[str]:
    """The choices available."""
    decision = scenario.scenes[moment.scene].decision
    if decision is None:
        return []
    return [
        id_ for id_, choice in decision.choices.items()
        if holds(choice.when, moment) and not (choice.once and f"{moment.scene}.{id_}" in moment.taken)
    ]  # fmt: skip


def injects(scenario: Scenario, moment: Moment) -> list[str]:
    """The injects that may be played."""
    if scenario.scenes[moment.scene].decision is None:
        return []
    return [
        id_ for id_, inject in scenario.injects.items()
        if moment.scene in inject.at and id_ not in moment.played and holds(inject.when, moment)
    ]  # fmt: skip


def paragraphs(scenario: Scenario, moment: Moment) -> set[int]:
    """The `also` paragraphs shown, where the scene begins in this state."""
    return {i for i, paragraph in enumerate(scenario.scenes[moment.scene].also) if holds(paragraph.when, moment)}


def text_told(scenario: Scenario, moment: Moment) -> bool:
    """Whether the scene's `text` is told, where it begins in this state."""
    return not any(p.instead and holds(p.when, moment) for p in scenario.scenes[moment.scene].also)


def steps(scenario: Scenario, moment: Moment, with_injects: bool) -> list[Step]:
    """Everything that can be done in a state."""
    scene = scenario.scenes[moment.scene]
    todo: list[tuple[str, str, Callable[[], tuple[Landing, ...]]]] = []
    if scene.next is not None:
        todo.append(("next", "", partial(resolve, scenario, moment, scene.next, None)))
    if scene.decision is not None:
        able = choices(scenario, moment)
        todo += [("choice", id_, partial(commit, scenario, moment, scene.decision, id_)) for id_ in able]
    if with_injects:
        todo += [("inject", id_, partial(play_inject, scenario, moment, id_)) for id_ in injects(scenario, moment)]
    found = []
    for kind, id_, turn in todo:
        try:
            found.append(Step(kind, id_, turn()))
        except FaultError as fault:
            found.append(Step(kind, id_, fault=str(fault)))
    return found


# -- Section 5: everything that a play can reach


@dataclass
class Found:
    """What plays reach."""

    start: Moment
    distance: dict[Moment, int] = field(default_factory=dict)
    """Each reached state: the least number of steps to it. A pass through, a commit, an inject is one each."""
    steps: dict[Moment, list[Step]] = field(default_factory=dict)
    """Each reached state: what can be done there."""
    scenes: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    """Choices ('scene.choice') that are available somewhere, whether or not the commit has a fault."""
    routes: set[Place] = field(default_factory=set)
    """Routes that are followed."""
    paragraphs: set[tuple[str, int]] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    """Scenes whose `text` is told."""
    injects: set[str] = field(default_factory=set)
    """Injects that may be played somewhere."""
    dead_ends: set[Moment] = field(default_factory=set)
    """States at a decision without an available choice."""
    counter_faults: set[Moment] = field(default_factory=set)
    """States in which some step takes a counter out of its range."""
    routes_faults: set[Moment] = field(default_factory=set)
    """States in which some step finds no route that holds."""
    outcomes: set[str] = field(default_factory=set)
    cyclic: bool = False
    complete: bool = True
    """False where the limit was met: nothing else is then to be relied upon."""

    def nearest(self, scene: str) -> int:
        """Steps to the nearest state in `scene`."""
        return min(d for moment, d in self.distance.items() if moment.scene == scene)


def explore(scenario: Scenario, injects: bool, limit: int = 20_000) -> Found:
    """Go everywhere, breadth first."""
    start = begin(scenario)
    found = Found(start, distance={start: 0})
    found.paragraphs |= {(start.scene, index) for index in paragraphs(scenario, start)}
    found.texts |= {start.scene} if text_told(scenario, start) else set()
    waiting = [start]
    for moment in waiting:
        if len(waiting) > limit:
            found.complete = False
            return found
        for landing in _visit(scenario, found, moment, injects):
            if landing.moment not in found.distance:
                found.distance[landing.moment] = found.distance[moment] + 1
                waiting.append(landing.moment)
    found.cyclic = _cyclic(found)
    return found


def _visit(scenario: Scenario, found: Found, moment: Moment, with_injects: bool) -> Iterator[Landing]:
    """Note what is seen in a state, and yield what it leads to."""
    scene = scenario.scenes[moment.scene]
    found.scenes.add(moment.scene)
    if scene.ending is not None:
        found.outcomes.add(scene.ending.outcome)
    if scene.decision is not None and not choices(scenario, moment):
        found.dead_ends.add(moment)
    found.steps[moment] = steps(scenario, moment, with_injects)
    for step in found.steps[moment]:
        if step.kind == "choice":
            found.choices.add(f"{moment.scene}.{step.id}")
        elif step.kind == "inject":
            found.injects.add(step.id)
        if step.fault == "counter":
            found.counter_faults.add(moment)
        elif step.fault == "routes":
            found.routes_faults.add(moment)
        for landing in step.landings:
            if landing.route is not None:
                found.routes.add(landing.route)
            if step.kind != "inject":  # an inject does not begin the scene anew: nothing more is shown
                entered = landing.moment
                found.paragraphs |= {(entered.scene, index) for index in paragraphs(scenario, entered)}
                found.texts |= {entered.scene} if text_told(scenario, entered) else set()
            yield landing


def _cyclic(found: Found) -> bool:
    after = {moment: {x.moment for step in at for x in step.landings} for moment, at in found.steps.items()}
    try:
        TopologicalSorter(after).prepare()
    except CycleError:
        return True
    return False


# -- Section 3: values


@dataclass
class Values:
    """The values of every state that can be reached without injects, as section 3 defines them."""

    scenario: Scenario
    danger: Mapping[str, Fraction]
    start: Moment
    V: dict[Moment, Fraction] = field(default_factory=dict)
    X: dict[Moment, Fraction] = field(default_factory=dict)
    R: dict[Moment, Fraction] = field(default_factory=dict)
    C: dict[Moment, Fraction] = field(default_factory=dict)
    Q: dict[tuple[Moment, str], Fraction] = field(default_factory=dict)
    """Of each state at a decision and each choice available there."""
    span: dict[Moment, Fraction] = field(default_factory=dict)
    """Of each state at a decision."""
    regret_blind: dict[Moment, Fraction] = field(default_factory=dict)
    """Expected sum of regret from here on, of the blind bot."""
    span_blind: dict[Moment, Fraction] = field(default_factory=dict)
    """Expected sum of spans from here on, of the blind bot."""

    def regret(self, moment: Moment, choice: str) -> Fraction:
        """How much more loss than necessary."""
        return self.Q[moment, choice] - self.V[moment]

    def blind_score(self) -> Fraction | None:
        """Bot score of the one who takes each choice with the same chance."""
        spans = self.span_blind[self.start]
        return 100 * (1 - self.regret_blind[self.start] / spans) if spans else None


def loss(decision: Decision, choice: Choice) -> Fraction:
    """The mark loss."""
    if not decision.tests:
        return Fraction(0)
    lost = whole = Fraction(0)
    for lesson in decision.tests:
        weight = decision.weights.get(lesson, Fraction(1))
        (mark,) = [m[0] for m in choice.marks if m[1:] == lesson]
        lost += weight * MARK_LOSS[mark]
        whole += weight
    return decision.weight * lost / whole


def values(scenario: Scenario, danger: Mapping[str, Fraction] | None = None) -> Values:
    """Values from the start on. The scenario must be sound."""
    found = Values(scenario, danger or DANGER, begin(scenario))
    value(found, found.start)
    return found


def blind_score(scenario: Scenario) -> Fraction | None:
    """Bot score of the blind bot."""
    return values(scenario).blind_score()


def value(found: Values, moment: Moment) -> None:
    """Note the values of `moment`, its successors' first."""
    if moment in found.V:
        return
    at = steps(found.scenario, moment, False)
    for step in at:
        for landing in step.landings:
            value(found, landing.moment)
    scene = found.scenario.scenes[moment.scene]
    if scene.ending is not None:
        _value_ending(found, moment, scene.ending.outcome)
    elif scene.decision is not None:
        _value_decision(found, moment, scene.decision, at)
    else:
        for column in (found.V, found.X, found.R, found.C, found.regret_blind, found.span_blind):
            column[moment] = at[0].expect(column)


def _value_ending(found: Values, moment: Moment, outcome: str) -> None:
    found.V[moment] = found.regret_blind[moment] = found.span_blind[moment] = Fraction(0)
    found.X[moment] = found.R[moment] = found.danger[outcome]
    found.C[moment] = Fraction(0 if outcome == "safe" else 1)


def _value_decision(found: Values, moment: Moment, decision: Decision, at: list[Step]) -> None:
    for step in at:
        found.Q[moment, step.id] = loss(decision, decision.choices[step.id]) + step.expect(found.V)
    here = {step.id: found.Q[moment, step.id] for step in at}
    found.V[moment] = min(here.values())
    found.X[moment] = min(step.expect(found.X) for step in at)
    found.R[moment] = _mean([step.expect(found.R) for step in at])
    found.C[moment] = min(step.expect(found.C) for step in at if here[step.id] == found.V[moment])
    regrets = [here[step.id] - found.V[moment] + step.expect(found.regret_blind) for step in at]
    found.regret_blind[moment] = _mean(regrets)
    found.span[moment] = max(here.values()) - found.V[moment]
    found.span_blind[moment] = found.span[moment] + _mean([step.expect(found.span_blind) for step in at])


def _mean(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def punished(found: Values) -> bool:
    """Whether a play without a mistake, in which no roll is worse than its mean, does not end safe."""
    waiting, seen = [found.start], {found.start}
    for moment in waiting:
        at = steps(found.scenario, moment, with_injects=False)
        if not at and found.C[moment] == 1:
            return True
        for step in at:
            if step.kind == "choice" and found.regret(moment, step.id) > 0:
                continue
            mean = step.expect(found.C)
            for landing in step.landings:
                if found.C[landing.moment] <= mean and landing.moment not in seen:
                    seen.add(landing.moment)
                    waiting.append(landing.moment)
    return False


def traps(found: Values) -> set[str]:
    """Decisions at which, somewhere, a choice without regret loses more here than another that is available."""
    traps_ = set()
    for moment in found.span:
        decision = found.scenario.scenes[moment.scene].decision
        assert decision is not None
        lost = {c: loss(decision, decision.choices[c]) for c in choices(found.scenario, moment)}
        if any(lost[c] > min(lost.values()) and not found.regret(moment, c) for c in lost):
            traps_.add(moment.scene)
    return traps_


def mild_critical(scenario: Scenario) -> set[tuple[str, str]]:
    """Critical choices, as (scene, choice), of whose decision another choice loses more."""
    decisions = {name: scene.decision for name, scene in scenario.scenes.items() if scene.decision}
    return {
        (name, id_) for name, decision in decisions.items() for id_, choice in decision.choices.items()
        if choice.critical and loss(decision, choice) < max(loss(decision, other) for other in decision.choices.values())
    }  # fmt: skip


# -- Section 5: claims


@dataclass(frozen=True)
class Past:
    """A state, and the paragraphs of `also` that were shown on the way to it, as `scene.n` from 1."""

    moment: Moment
    shown: frozenset[str]


def begun(scenario: Scenario, moment: Moment, shown: frozenset[str] = frozenset()) -> Past:
    """As a scene begins, its paragraphs are shown."""
    return Past(moment, shown | {f"{moment.scene}.{index + 1}" for index in paragraphs(scenario, moment)})


def follow_on(scenario: Scenario, past: Past, step: Step) -> Iterator[tuple[Landing, Past]]:
    """Every way in which a step turns out. An inject does not begin its scene anew."""
    for landing in step.landings:
        inject = step.kind == "inject"
        yield landing, Past(landing.moment, past.shown) if inject else begun(scenario, landing.moment, past.shown)


def ends(scenario: Scenario, with_injects: bool, limit: int = 20_000) -> list[Past] | None:
    """Every way in which a play can end; None beyond the limit."""
    start = begun(scenario, begin(scenario))
    seen, waiting = {start}, [start]
    for past in waiting:
        if len(waiting) > limit:
            return None
        for step in steps(scenario, past.moment, with_injects):
            for _, after in follow_on(scenario, past, step):
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
    return [past for past in waiting if scenario.scenes[past.moment.scene].ending is not None]


def speaks_of(claim: Claim, past: Past) -> bool:
    """Whether a claim speaks of a play that ended so."""
    return holds(claim.when, past.moment) and (claim.after is None or claim.after in past.moment.chose)


def passed(claim: Claim, past: Past) -> bool:
    """Whether a play that ended so came to the claim's scene, or was shown its paragraph."""
    return claim.reaches in past.moment.visited if claim.reaches is not None else claim.shows in past.shown


def refutes(scenario: Scenario, claim: Claim, past: Past) -> bool:
    """Whether a play that ended so refutes a claim about all plays."""
    if not speaks_of(claim, past):
        return False
    ending = scenario.scenes[past.moment.scene].ending
    assert ending is not None
    if claim.never:
        return ending.outcome in claim.never
    return passed(claim, past) == (claim.plays == "no")


def is_true(scenario: Scenario, claim: Claim, ended: list[Past]) -> bool:
    """Whether a claim is true of the plays that end in these ways: those with injects, or for a play that is promised without."""
    spoken = [past for past in ended if speaks_of(claim, past)]
    if claim.reachable:
        outcomes = {e.outcome for past in spoken if (e := scenario.scenes[past.moment.scene].ending)}
        return set(claim.reachable) <= outcomes
    if claim.plays == "some":
        return any(passed(claim, past) for past in spoken)
    return not any(refutes(scenario, claim, past) for past in spoken)
