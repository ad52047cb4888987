"""The behavior digest: what a scenario does, whatever its parts are called.

Two scenarios have the same digest where everybody who plays them reads the same texts, is offered the same choices with the
same marks, odds and cards, and comes to the same endings. The states are explored with injects, each is named by what there is
to read and to do in it and by the names of the states that follow, and the name of the start is the digest. So ids of scenes,
choices, facts and injects do not count, nor does the order of scenes, choices or facts in the file, nor a condition that is
written in another way. What is not part of a play does not count either: title, summary, topics, minutes, reviews, claims.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from engine.pack import story
from engine.pack.scenario import Choice, Decision, Inject, Reported, Scenario, Scene
from engine.states.exploration import explore
from engine.states.graph import Graph, Transition
from engine.states.guard import ALWAYS
from engine.states.program import Program
from engine.states.step import Action, ActionKind

METHOD = 1
"""Of the digest; raised when the same scenario gets another one."""
MOST = 100_000
"""States of which a digest is made; beyond them there is none."""


def digest(program: Program) -> str | None:
    """The behavior digest of a scenario without a broken branch, 32 hexadecimal digits; None where it has too many states.

    Which paragraphs are shown together is told of each scene. Whether those of different scenes are shown in the same play is
    told where one exploration holds them all, and else not: an exploration for each scene is made then.
    """
    scenes = [number for number, guards in enumerate(program.also) if any(guard is not ALWAYS for guard in guards)]
    graph = _explored(program, scenes)
    if graph.complete:
        return _name(["whole", _Behavior(graph, set(scenes)).start()])
    parts = []
    for some in [[], *([scene] for scene in scenes)]:
        graph = _explored(program, some)
        if not graph.complete:
            return None
        parts.append(_Behavior(graph, set(some)).start())
    return _name(["parts", sorted(parts)])


def content(scenario: Scenario) -> str:
    """A digest of all that the scenario's file says: the same content behaves the same."""
    return hashlib.sha256(scenario.model_dump_json(exclude_defaults=True).encode()).hexdigest()[:32]


def _explored(program: Program, scenes: Iterable[int]) -> Graph:
    """The states with injects; the paragraphs of these scenes, and the conditions of all cards, keep them apart."""
    shown = [(scene, guard) for scene in scenes for guard in program.also[scene] if guard.reads]
    cards = [
        (program.number[scene], program.guard(inject.when))
        for inject in program.scenario.injects.values() for scene in inject.at if inject.when is not None
    ]  # fmt: skip
    return explore(program, injects=True, budget=MOST, observed=(*shown, *cards))


class _Behavior:
    """The states of a scenario, named by what they do."""

    def __init__(self, graph: Graph, told: set[int]) -> None:
        self._graph = graph
        self._scenario = graph.program.scenario
        self._told = told
        """Scenes whose conditional paragraphs are told; the graph keeps apart what those read."""
        # The same few texts stand in all states, so each gets a short name once.
        program = graph.program
        self._here = [_name(_scene(self._scenario, name)) for name in program.scenes]
        self._does = {action: _name(self._action(action)) for at in program.actions for action in at}
        self._reads = [
            [*(_name(_paragraph(self._scenario, name, n)) for n in range(len(guards))), _name(_text(self._scenario, name))]
            for name, guards in zip(program.scenes, program.also, strict=True)
        ]  # fmt: skip
        self._names: dict[int, str] = {}
        """Node -> what it does, from the moment at which its text has been read."""

    def start(self) -> str:
        """The name of the start."""
        for node in self._graph.backwards(0):
            self._names[node] = self._node(node)
        return _name([_opening(self._scenario), self._begun(0)])

    def _node(self, node: int) -> str:
        edges = self._graph.edges[node]
        ways = sorted([self._does[edge.action], *self._landings(edge)] for edge in edges)
        return _name([self._here[self._graph.nodes[node].scene], ways, sorted(self._idle(node))])

    def _landings(self, edge: Transition) -> list[str]:
        """Chance and what follows, of each way in which it can turn out; two that do the same are one."""
        inject = edge.action.kind is ActionKind.INJECT
        if len(edge.targets) == 1:
            return [self._names[edge.targets[0]] if inject else self._begun(edge.targets[0])]
        chances: dict[str, Fraction] = {}
        for odds, target in zip(edge.odds, edge.targets, strict=True):
            name = self._begun(target)
            chances[name] = chances.get(name, Fraction(0)) + Fraction(odds, sum(edge.odds))
        return sorted(name if chance == 1 else f"{chance} {name}" for name, chance in chances.items())

    def _begun(self, node: int) -> str:
        """A state as its scene begins: with its paragraphs."""
        state = self._graph.nodes[node]
        told = state.scene in self._told
        numbers = [
            number for number, guard in enumerate(self._graph.program.also[state.scene])
            if guard is ALWAYS or (told and guard.test(state.bits))
        ]  # fmt: skip
        reads = self._reads[state.scene]
        scene = self._scenario.scenes[self._graph.program.scenes[state.scene]]
        # A text in whose place another may stand is told of as paragraphs are, every other one with its scene.
        left_out = told and _has_instead(scene)
        shown = [reads[n] for n in story.told(scene, numbers) if n != story.TEXT or left_out]
        return _name([shown, self._names[node]]) if shown else self._names[node]

    def _action(self, action: Action) -> Any:
        match action.kind:
            case ActionKind.CHOICE:
                scene = self._graph.program.scenes[action.scene]
                decision = self._scenario.scenes[scene].decision
                assert decision is not None
                return _choice(self._scenario, scene, decision, action.id)
            case ActionKind.INJECT:
                return _inject(self._scenario.injects[action.id])
            case _:
                return "goes on"

    def _idle(self, node: int) -> list[str]:
        """The cards that can be played here and change nothing."""
        graph, state = self._graph, self._graph.nodes[node]
        acting = {edge.action.id for edge in graph.edges[node] if edge.action.kind is ActionKind.INJECT}
        return [
            self._does[action] for action in graph.program.actions[state.scene]
            if action.kind is ActionKind.INJECT and action.id not in acting
            and action.id in graph.idle and action.available(state.bits)
        ]  # fmt: skip


# -- What there is to read and to do, without a name that nobody sees


def _opening(scenario: Scenario) -> Any:
    return [_words(scenario.you), _words(scenario.setting)]


def _scene(scenario: Scenario, name: str) -> Any:
    scene: Scene = scenario.scenes[name]
    ending = [scene.ending.outcome, _words(scene.ending.title)] if scene.ending else None
    text = "" if _has_instead(scene) else _words(scene.text)
    return [text, _words(scene.notes), _decision(scenario, name, scene.decision), ending]


def _decision(scenario: Scenario, scene: str, decision: Decision | None) -> Any:
    if decision is None:
        return None
    tests = {lesson: str(decision.weights.get(lesson, Fraction(1))) for lesson in decision.tests}
    return [
        _words(decision.prompt), sorted(tests.items()), str(decision.weight), _seat(scenario, decision.seat), decision.seconds,
        [_words(question) for question in decision.discuss], scenario.reported.get(scene) == "unknown",
    ]  # fmt: skip


def _paragraph(scenario: Scenario, scene: str, number: int) -> Any:
    paragraph = scenario.scenes[scene].also[number]
    return [_words(paragraph.text), _seat(scenario, paragraph.seat), *(["noticed"] if paragraph.noticed else [])]


def _text(scenario: Scenario, scene: str) -> Any:
    return [_words(scenario.scenes[scene].text), ""]


def _has_instead(scene: Scene) -> bool:
    return any(paragraph.instead for paragraph in scene.also)


def _choice(scenario: Scenario, scene: str, decision: Decision, id_: str) -> Any:
    choice: Choice = decision.choices[id_]
    reported = scenario.reported.get(scene)
    then = ""
    if isinstance(reported, Reported):
        then = _words(scenario.scenes[reported.then].text) if reported.then in scenario.scenes else ""
        reported = reported.chose
    texts = [_words(text) for text in (choice.text, choice.why, choice.result, choice.critical)]
    return [texts, sorted(choice.marks), [reported == id_, then if reported == id_ else ""]]


def _inject(inject: Inject) -> Any:
    return ["card", _words(inject.text), _words(inject.notes), [_words(question) for question in inject.discuss]]


def _seat(scenario: Scenario, seat: str | None) -> str:
    return _words(scenario.seats.get(seat, seat)) if seat is not None else ""


def _words(text: str | None) -> str:
    """The text, where the lines of a paragraph may be broken anew."""
    return "\n\n".join(" ".join(part.split()) for part in (text or "").split("\n\n"))


def _plain(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _name(data: Any) -> str:
    return hashlib.sha256(_plain(data).encode()).hexdigest()[:32]
