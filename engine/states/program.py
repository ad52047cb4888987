"""A scenario, compiled once, so that it can be run. See docs/semantics.md, section 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from engine.pack import conditions, references, story
from engine.pack.expressions import Counter, Domain, Flag, Value
from engine.pack.scenario import Route, Scenario
from engine.pack.variables import History, happened
from engine.states.guard import ALWAYS, Guard, _compile, _unless, _unless_any, parse
from engine.states.layout import Field, _size, domain_of
from engine.states.step import NOTHING, Action, ActionKind, Effect, State, Way


class Program:
    """A scenario, compiled. It needs one in which the checker found no error of HW0 and HW1.

    Attributes:
        scenes: scene ids, in file order; a state's `scene` is an index into it.
        fields: variable -> where it lies in the bits.
        actions: of each scene, what can be done there: choices or `next`, then injects.
        also: of each scene, the guard of each of its `also` paragraphs.
        text: of each scene, the guard of its `text`: it is told unless a paragraph stands in its place.
        start: the state as the first scene begins.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.scenes = tuple(scenario.scenes)
        self.number = {name: i for i, name in enumerate(self.scenes)}
        self.fields = self._lay_out()
        self._visited = {
            self.number[known.name]: field.bits
            for variable, field in self.fields.items()
            if (known := happened(variable)) and known.what is History.VISITED
        }
        self.actions = tuple(tuple(self._actions(i)) for i in range(len(self.scenes)))
        self.also = tuple(tuple(self.guard(p.when) for p in scenario.scenes[name].also) for name in self.scenes)
        self.text = tuple(
            _unless_any([guard for p, guard in zip(scenario.scenes[name].also, guards, strict=True) if p.instead])
            for name, guards in zip(self.scenes, self.also, strict=True)
        )
        bits = 0
        for field in self.fields.values():
            bits |= field.pack(field.domain.start)
        first = self.number[scenario.start]
        self.start = State(first, bits | self._visited.get(first, 0))

    def _lay_out(self) -> dict[str, Field]:
        domains: dict[str, Domain] = {name: domain_of(fact) for name, fact in self.scenario.facts.items()}
        for variable in sorted(self._history()):
            domains[variable] = Flag()
        for name, scene in self.scenario.scenes.items():
            for choice_id, choice in scene.decision.choices.items() if scene.decision else ():
                if choice.once:
                    domains[History.TAKEN.of(f"{name}.{choice_id}")] = Flag()
        for inject in self.scenario.injects:
            domains[History.PLAYED.of(inject)] = Flag()
        fields: dict[str, Field] = {}
        shift = 0
        for variable, domain in domains.items():
            size = _size(domain)
            fields[variable] = Field(shift, (1 << size) - 1, domain)
            shift += size
        return fields

    def _history(self) -> set[str]:
        found: set[str] = set()
        for _, text in references.conditions(self.scenario):
            found |= {v for v in conditions.variables(parse(text)) if happened(v)}
        return found

    def guard(self, when: str | None) -> Guard:
        """The condition `when`, compiled."""
        if when is None:
            return ALWAYS
        expr = parse(when)
        reads = 0
        for variable in conditions.variables(expr):
            reads |= self.fields[variable].bits
        return Guard(_compile(expr, self.fields), reads, expr)

    def _effect(self, set_: Mapping[str, Value], add: Mapping[str, int], leaves: Iterable[str]) -> Effect:
        keep, put = -1, 0
        for fact, value in set_.items():
            field = self.fields[fact]
            keep &= ~field.bits
            put |= field.pack(value)
        for variable in leaves:
            if variable in self.fields:
                keep &= ~self.fields[variable].bits
                put |= self.fields[variable].bits
        adds = []
        for fact, delta in add.items():
            field = self.fields[fact]
            assert isinstance(field.domain, Counter)
            adds.append((field.shift, field.mask, delta, field.domain.high - field.domain.low, fact))
        return Effect(keep, put, tuple(adds))

    def _ways(self, next_: str | tuple[Route, ...]) -> tuple[Way, ...]:
        if isinstance(next_, str):
            return (Way(ALWAYS, self._effect({}, {}, (History.VISITED.of(next_),)), self.number[next_], 1),)
        return tuple(
            Way(self.guard(r.when), self._effect(r.set, r.add, (History.VISITED.of(r.to),)), self.number[r.to], r.odds or 1)
            for r in next_
        )

    def _actions(self, number: int) -> Iterator[Action]:
        name = self.scenes[number]
        scene = self.scenario.scenes[name]
        if scene.next is not None:
            yield Action(ActionKind.NEXT, "", 0, number, ALWAYS, NOTHING, self._ways(scene.next), _is_draw(scene.next))
        if scene.decision is None:
            return
        for index, (choice_id, choice) in enumerate(scene.decision.choices.items()):
            path = f"{name}.{choice_id}"
            guard = self.guard(choice.when)
            leaves = [History.CHOSE.of(path)]
            if choice.once:
                spent = History.TAKEN.of(path)
                guard = _unless(guard, self.fields[spent].bits, spent)
                leaves.append(spent)
            next_ = choice.next if choice.next is not None else scene.decision.next
            assert next_ is not None
            effect = self._effect(choice.set, choice.add, leaves)
            yield Action(ActionKind.CHOICE, choice_id, index, number, guard, effect, self._ways(next_), _is_draw(next_))
        for inject_id, inject in self.scenario.injects.items():
            if name in inject.at:
                played = History.PLAYED.of(inject_id)
                guard = _unless(self.guard(inject.when), self.fields[played].bits, played)
                yield Action(ActionKind.INJECT, inject_id, 0, number, guard, self._effect(inject.set, inject.add, (played,)), (),
                             False)  # fmt: skip

    @cached_property
    def decision_numbers(self) -> dict[str, int]:
        """Scene -> the number of its decision on every screen and paper."""
        return story.decision_numbers(self.scenario)

    def choices(self, state: State) -> list[Action]:
        """The choices available in `state`, in file order; empty where nothing is to be decided."""
        return [a for a in self.actions[state.scene] if a.kind is ActionKind.CHOICE and a.available(state.bits)]

    def injects(self, state: State) -> list[Action]:
        """The injects that can be played in `state`."""
        return [a for a in self.actions[state.scene] if a.kind is ActionKind.INJECT and a.available(state.bits)]

    def value(self, state: State, variable: str) -> Value:
        """The value of a fact, or of `chose:scene.choice` and the like where a condition reads it."""
        return self.fields[variable].unpack(state.bits)

    def shows(self, scene: int, number: int) -> Guard:
        """Whether a paragraph of a scene is shown as it begins: the number of one of its `also`, or `story.TEXT`."""
        return self.text[scene] if number == story.TEXT else self.also[scene][number]

    def paragraphs(self, state: State) -> list[int]:
        """Indexes of the scene's `also` paragraphs that are shown as it begins."""
        return [i for i, guard in enumerate(self.also[state.scene]) if guard.test(state.bits)]


def _is_draw(next_: str | tuple[Route, ...]) -> bool:
    return not isinstance(next_, str) and next_[0].odds is not None
