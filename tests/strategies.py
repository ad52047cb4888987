"""Hypothesis strategies for scenarios.

`scenarios` are valid as files and names go, and may do anything else: fault, loop, strand the player.
`sound_scenarios` can do none of these, by construction. `planted` is sound but for one defect in a known place.

How soundness is constructed: scenes lead forward, the last one is an ending, and a way back always uses up
something that never comes back (a `once` choice, a choice or a scene not yet seen, a flag set for good, a
counter); every decision keeps a choice, and every route list a route, without a condition; an `add` stands
behind a condition that leaves room for it, or directly after a `set` of the same counter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from hypothesis import strategies as st

from engine.pack.scalars import OUTCOMES
from engine.pack.scenario import Scenario

Data: TypeAlias = dict[str, Any]
Draw: TypeAlias = st.DrawFn
T = TypeVar("T")

LESSONS = ("slow-down", "read-the-cues", "scan-and-tell", "sweep-the-scene")
WEIGHTS = (1, 2, 3, "1/2", 0.25)
WORDS = ("near", "mid", "far")

_PERCENT = st.integers(0, 99)
_BELOW = [st.integers(0, size - 1) for size in range(1, 21)]
"""Made once: they are drawn from some hundred times for each scenario."""


def heading() -> Data:
    """What every scenario has: everything but facts, start, scenes, injects."""
    return {
        "hotwash": 1, "id": "made-up", "version": 1, "title": "Made up", "summary": "Nothing of it happened.",
        "you": "An officer.", "setting": "Nowhere, at night.", "minutes": {"solo": 5, "class": 20},
        "topics": ["test"], "invented": True, "objectives": [{"text": "Decide well.", "lessons": [LESSONS[0]]}],
    }  # fmt: skip


# -- Scenarios of every kind


@st.composite
def scenario_data(draw: Draw, sound: bool = False, max_scenes: int = 7) -> Data:
    """A scenario as it would be read from a file."""
    return _Author(draw, sound).write(max_scenes)


@st.composite
def scenarios(draw: Draw, max_scenes: int = 7) -> Scenario:
    """A scenario that reads well and may play badly."""
    return Scenario.model_validate(draw(scenario_data(max_scenes=max_scenes)))


@st.composite
def sound_scenarios(draw: Draw, max_scenes: int = 7) -> Scenario:
    """A scenario without fault, dead end or cycle."""
    return Scenario.model_validate(draw(scenario_data(sound=True, max_scenes=max_scenes)))


@dataclass
class _Author:
    """Writes one scenario. First the scenes and their choices are named, so that conditions can speak of them."""

    draw: Draw
    sound: bool
    facts: Data = field(default_factory=dict)
    tokens: Data = field(default_factory=dict)
    """Flags and counters that ways back use up; nothing else sets them."""
    kinds: list[str] = field(default_factory=list)
    choices: list[list[str]] = field(default_factory=list)

    # Drawing. What comes first is what shrinks to.

    def chance(self, percent: int) -> bool:
        return self.draw(_PERCENT) >= 100 - percent

    def pick(self, options: Sequence[T]) -> T:
        return options[self.draw(_BELOW[len(options) - 1])]

    def number(self, low: int, high: int) -> int:
        return low + self.draw(_BELOW[high - low])

    def some(self, options: Iterable[T], least: int, most: int) -> list[T]:
        """Some of the options, in an order of their own."""
        rest = list(options)
        return [rest.pop(self.number(0, len(rest) - 1)) for _ in range(min(self.number(least, most), len(rest)))]

    # The whole

    def write(self, max_scenes: int) -> Data:
        count = max(self.number(2, max_scenes), self.number(2, max_scenes))
        self.kinds = [self.kind(index, count) for index in range(count)]
        self.choices = [
            [f"c{i}" for i in range(self.number(2, 3) if kind == "decision" else 0)] for kind in self.kinds
        ]  # fmt: skip
        self.facts = {f"f{i}": self.fact() for i in range(self.number(0, 4))}
        data = heading() | {"start": "s0", "scenes": {f"s{i}": self.scene(i) for i in range(count)}}
        injects = self.injects()
        data["facts"] = {**self.facts, **self.tokens}
        if injects:
            data["injects"] = injects
        return data

    def kind(self, index: int, count: int) -> str:
        if index == count - 1 or (index == count - 2 > 0 and self.chance(50)):
            return "ending"
        return self.pick(("decision", "decision", "decision", "next", "ending" if index else "decision"))

    def fact(self) -> Any:
        kind = self.pick(("flag", "counter", "words", "flag", "counter"))
        if kind == "flag":
            return self.chance(30)
        if kind == "words":
            words = list(WORDS[: self.number(2, 3)])
            return {"one_of": words, "start": self.pick(words)}
        low = self.number(-1, 1)
        high = low + self.number(1, 4)
        return {"range": [low, high], "start": self.pick((low, low, high))}

    def scene(self, index: int) -> Data:
        scene: Data = {"text": f"Scene {index}.", "invented": True}
        if self.chance(40):
            scene["also"] = [self.paragraph() for _ in range(self.number(1, 2))]
        match self.kinds[index]:
            case "ending":
                scene["ending"] = {"outcome": self.pick(("safe", *OUTCOMES[1:], "safe", "harm")), "title": "The end"}
            case "next":
                scene["next"] = self.next(index)
            case _:
                scene["decision"] = self.decision(index)
        return scene

    def paragraph(self) -> Data:
        return {"text": "More.", "when": self.condition()} if self.chance(90) else {"text": "More."}

    # Conditions

    def condition(self, depth: int = 2) -> str:
        kind = self.pick(("atom", "atom", "atom", "and", "or", "not")) if depth else "atom"
        match kind:
            case "and":
                return f"{self.part(depth)} and {self.part(depth)}"
            case "or":
                return f"{self.part(depth)} or {self.part(depth)}"
            case "not":
                return f"not {self.part(depth)}"
            case _:
                return self.atom()

    def part(self, depth: int) -> str:
        found = self.condition(depth - 1)
        return f"({found})" if " and " in found or " or " in found else found

    def atom(self) -> str:
        kind = self.number(0, 9)
        if kind < 6 and self.facts:
            return self.fact_atom(self.pick(list(self.facts)))
        if kind < 9:
            return self.history()
        return self.pick(("true", "false"))

    def history(self) -> str:
        """Of some scene or choice, mostly an early one."""
        index = min(self.number(0, len(self.kinds) - 1), self.number(0, len(self.kinds) - 1))
        if self.choices[index] and self.chance(65):
            return f"chose('s{index}.{self.pick(self.choices[index])}')"
        return f"visited('s{index}')"

    def fact_atom(self, name: str) -> str:
        fact = self.facts[name]
        if isinstance(fact, bool):
            return self.flag_atom(name)
        if "one_of" in fact:
            return self.words_atom(name, fact["one_of"])
        return self.counter_atom(name, *fact["range"])

    def flag_atom(self, name: str) -> str:
        twin = self.pick([n for n, f in self.facts.items() if isinstance(f, bool)])
        return self.pick((
            name, name, f"not {name}", f"{name} == true", f"{name} != true", f"{name} in [false]",
            f"{name} == {twin}", f"{name} != {self.history()}", f"{name} and not {twin}", f"not {twin} and {name}",
        ))  # fmt: skip

    def words_atom(self, name: str, words: list[str]) -> str:
        word, other = self.pick(words), self.pick(words)
        twin = self.pick([n for n, f in self.facts.items() if not isinstance(f, bool) and "one_of" in f])
        return self.pick((
            f"{name} == '{word}'", f"{name} != '{word}'", f"'{word}' == {name}", f"{name} in ['{word}', '{other}']",
            f"{name} not in ['{word}']", f"{name} == {twin}",
        ))  # fmt: skip

    def counter_atom(self, name: str, low: int, high: int) -> str:
        value = self.number(low, high)
        twin = self.pick([n for n, f in self.facts.items() if not isinstance(f, bool) and "range" in f])
        return self.pick((
            f"{name} >= {value}", f"{name} < {value}", f"{value} <= {name}", f"{name} == {value}", f"{name} != {value}",
            f"{low} < {name} <= {value}", f"{name} in [{value}, {high}]", f"{name} not in ({low}, {value})", f"{name} > {twin}",
        ))  # fmt: skip

    # Effects

    def affect(self, place: Data, percent: int, guardable: bool = True) -> None:
        """Perhaps give a choice, a route or an inject a `set` and an `add`."""
        if not self.chance(percent):
            return
        targets = self.some(self.facts, 1, 2)
        set_ = {name: self.value(self.facts[name]) for name in targets if self.chance(75) or not self.counts(name)}
        if set_:
            place["set"] = place.get("set", {}) | set_
        for name in filter(self.counts, targets):
            self.count(place, name, guardable)

    def counts(self, name: str) -> bool:
        return isinstance(self.facts[name], dict) and "range" in self.facts[name]

    def value(self, fact: Any) -> Any:
        if isinstance(fact, bool):
            return self.chance(60)
        if "one_of" in fact:
            return self.pick(fact["one_of"])
        return self.number(*fact["range"])

    def count(self, place: Data, name: str, guardable: bool) -> None:
        """Perhaps let `place` count."""
        low, high = self.facts[name]["range"]
        delta = self.pick((1, 1, -1, 2))
        if name in place.get("set", {}):
            fits = low <= place["set"][name] + delta <= high
            if fits and self.chance(50):
                place.setdefault("add", {})[name] = delta
        elif guardable and (self.sound or self.chance(50)):
            room = f"{name} <= {high - delta}" if delta > 0 else f"{name} >= {low - delta}"
            place["when"] = f"({place['when']}) and {room}" if "when" in place else room
            place.setdefault("add", {})[name] = delta
        elif not self.sound:
            place.setdefault("add", {})[name] = delta

    # Where it goes on

    def target(self, index: int) -> str:
        """A later scene; at times, where nothing promises an end, any scene."""
        if not self.sound and self.chance(4):
            return f"s{self.number(0, len(self.kinds) - 1)}"
        near = min(self.number(index + 1, len(self.kinds) - 1), self.number(index + 1, len(self.kinds) - 1))
        return f"s{near}"

    def next(self, index: int) -> Any:
        match self.pick(("scene", "draw", "scene", "routes", "draw")):
            case "scene":
                return self.target(index)
            case "routes":
                return self.routes(index)
            case _:
                return self.odds(index)

    def routes(self, index: int) -> list[Data]:
        found = []
        for _ in range(self.number(1, 2)):
            route: Data = {"to": self.target(index), "when": self.condition()}
            if self.chance(15):
                route = self.back_unseen()
            self.affect(route, 40)
            found.append(route)
        if self.sound or self.chance(85):
            last: Data = {"to": self.target(index)}
            self.affect(last, 40, guardable=False)
            found.append(last)
        return found

    def back_unseen(self) -> Data:
        """A way to any scene that has not been visited: it is used up by going there."""
        to = self.number(0, len(self.kinds) - 1)
        return {"to": f"s{to}", "when": f"not visited('s{to}')"}

    def odds(self, index: int) -> list[Data]:
        found = []
        for _ in range(self.number(2, 3)):
            route: Data = {"to": self.target(index), "odds": self.number(1, 4)}
            self.affect(route, 35, guardable=False)
            found.append(route)
        return found

    # Decisions

    def decision(self, index: int) -> Data:
        tests = self.some(LESSONS, 0, 3)
        decision: Data = {"prompt": "What now?"}
        if tests:
            decision["tests"] = tests
            if self.chance(30):
                decision["weight"] = self.pick(WEIGHTS)
            if self.chance(30):
                decision["weights"] = {tests[-1]: self.pick(WEIGHTS)}
        if self.chance(50):
            decision["next"] = self.next(index)
        keep = self.pick(self.choices[index]) if self.sound or self.chance(88) else ""
        free = ("on", "on", "on", "when", "when", "back") if keep else ("when", "when", "once", "back")
        for id_ in self.choices[index]:
            way = "on" if id_ == keep else self.pick(free)
            choice = self.choice(index, id_, tests, way, has_next="next" in decision)
            self.affect(choice, 60, guardable=id_ != keep)
            decision.setdefault("choices", {})[id_] = choice
        return decision

    def choice(self, index: int, id_: str, tests: list[str], way: str, has_next: bool) -> Data:
        """A choice: it leads `on`, or does so `when` something holds, or `once`, or leads `back`."""
        choice: Data = {"text": f"Do {id_}."}
        if tests:
            choice["marks"] = [self.pick("+~-") + lesson for lesson in tests]
            if self.chance(10):
                choice["marks"].append("+wear-armor")
        if way == "when":
            choice["when"] = self.condition()
        if way == "back":
            self.back(choice, index, id_)
        elif not (has_next and self.chance(60)):
            choice["next"] = self.next(index)
        if way == "once" or (way == "when" and self.chance(15)):
            choice["once"] = True
        return choice

    def back(self, choice: Data, index: int, id_: str) -> None:
        """Let a choice lead back, mostly using up something that never comes back."""
        to = self.pick((index, index, self.number(0, index)))
        choice["next"] = f"s{to}"
        if self.chance(25):
            choice["next"] = [{"to": f"s{to}", "odds": 1}, {"to": self.target(index), "odds": 2}]
        match self.pick(("once", "once", "once", "chose", "flag", "counter", "nothing")):
            case "chose":
                choice["when"] = f"not chose('s{index}.{id_}')"
            case "flag":
                name = f"used{len(self.tokens)}"
                self.tokens[name] = False
                choice |= {"when": f"not {name}", "set": {name: True}}
            case "counter":
                name = f"tries{len(self.tokens)}"
                self.tokens[name] = {"range": [0, 2], "start": 0}
                choice |= {"when": f"{name} < 2", "add": {name: 1}}
            case "nothing" if not self.sound:
                pass
            case _:
                choice["once"] = True

    # Injects

    def injects(self) -> Data:
        decisions = [f"s{i}" for i, kind in enumerate(self.kinds) if kind == "decision"]
        if not decisions:
            return {}
        found = {}
        for number in range(self.pick((0, 1, 1, 2))):
            inject: Data = {"text": "Something happens.", "at": self.some(decisions, 1, 2)}
            if self.chance(50):
                inject["when"] = self.condition()
            self.affect(inject, 80)
            found[f"i{number}"] = inject
        return found


# -- A sound scenario with one defect


@dataclass(frozen=True)
class Planted:
    """Where a defect was put."""

    defect: str
    path: tuple[str | int, ...]
    """Keys into the data: the node that is wrong."""
    scene: str = ""
    choice: str = ""
    inject: str = ""


def plain_data(decisions: int = 3) -> Data:
    """A sound scenario: decisions in a row, a draw behind the last poor choice, everything reached.

    `seen` is true or false at every decision but the first; `minutes` counts where nothing comes back.
    """
    good = {"text": "Wait and look.", "marks": ["+slow-down"], "why": "It costs nothing."}
    fair = {"text": "Walk in slowly.", "marks": ["~slow-down"], "why": "It gives some time away."}
    poor = {"text": "Rush in.", "marks": ["-slow-down"], "why": "It gives the time away."}
    scenes: Data = {}
    for index in range(decisions):
        choices = {"wait": good.copy(), "go": fair.copy(), "rush": poor.copy()}
        scenes[f"d{index}"] = {
            "text": f"Moment {index}.", "invented": True,
            "decision": {"prompt": "What now?", "tests": ["slow-down"], "next": f"d{index + 1}", "choices": choices},
        }  # fmt: skip
    scenes["d0"]["decision"]["choices"]["wait"]["set"] = {"seen": True}
    last = scenes[f"d{decisions - 1}"]
    last["also"] = [{"text": "You have seen it.", "when": "seen"}]
    last["decision"]["next"] = "later"
    last["decision"]["choices"]["rush"]["next"] = [{"to": "later", "odds": 2}, {"to": "hurt", "odds": 1}]
    scenes["later"] = {"text": "Later.", "invented": True, "next": [{"to": "home", "add": {"minutes": 1}}]}
    also = [{"text": "It was not quick.", "when": "minutes >= 1"}, {"text": "It was loud.", "when": "rattled"}]
    scenes["home"] = {"text": "Home.", "invented": True, "also": also, "ending": {"outcome": "safe", "title": "Home"}}
    scenes["hurt"] = {"text": "Hurt.", "invented": True, "ending": {"outcome": "harm", "title": "Hurt"}}
    facts = {"seen": False, "rattled": False, "minutes": {"range": [0, 3], "start": 0}}
    injects = {"noise": {"text": "A noise.", "at": ["d0"], "set": {"rattled": True}}}
    return heading() | {"facts": facts, "start": "d0", "scenes": scenes, "injects": injects}


DEFECTS = (
    "unknown_scene", "dead_end", "cycle", "counter", "routes_false",
    "unreachable_scene", "unreachable_choice", "unreachable_paragraph", "unreachable_inject",
)  # fmt: skip


@st.composite
def planted(draw: Draw, defect: str) -> tuple[Data, Planted]:
    """`plain_data` with exactly one defect, somewhere, and where it is."""
    count = draw(st.integers(2, 4))
    data = plain_data(count)
    index = draw(st.integers(1, count - 1))
    choice = draw(st.sampled_from(("wait", "go")))
    never = draw(st.sampled_from(("visited('home')", "false", "rattled and not rattled", f"chose('d{index}.wait')")))
    return data, _plant(data, defect, f"d{index}", choice, never, f"d{draw(st.integers(0, index))}")


def _plant(data: Data, defect: str, scene: str, choice: str, never: str, earlier: str) -> Planted:
    """Put the defect into `data`. `never` holds at no decision up to `scene`."""
    at = ("scenes", scene, "decision", "choices", choice)
    decision = data["scenes"][scene]["decision"]
    taken = decision["choices"][choice]
    match defect:
        case "unknown_scene":
            taken["next"] = "nowhere"
            return Planted(defect, (*at, "next"), scene, choice)
        case "dead_end":
            for each in decision["choices"].values():
                each["when"] = "seen"
            return Planted(defect, at[:3], scene)
        case "cycle":
            taken["next"] = earlier
            return Planted(defect, (*at, "next"), scene, choice)
        case "counter":
            taken["add"] = {"minutes": 4}
            return Planted(defect, (*at, "add", "minutes"), scene, choice)
        case "routes_false":
            taken["next"] = [{"to": "later", "when": "seen"}]
            return Planted(defect, (*at, "next"), scene, choice)
        case "unreachable_scene":
            data["scenes"]["island"] = {"text": "Apart.", "invented": True, "ending": {"outcome": "safe", "title": "Apart"}}
            return Planted(defect, ("scenes", "island"), "island")
        case "unreachable_choice":
            decision["choices"]["fly"] = {"text": "Fly away.", "marks": ["+slow-down"], "why": "Who would not?", "when": never}
            return Planted(defect, (*at[:4], "fly"), scene, "fly")
        case "unreachable_paragraph":
            data["scenes"][scene].setdefault("also", []).append({"text": "Never read.", "when": never})
            return Planted(defect, ("scenes", scene, "also", len(data["scenes"][scene]["also"]) - 1), scene)
        case "unreachable_inject":
            data["injects"]["never"] = {"text": "Never played.", "at": [scene], "when": never, "set": {"rattled": True}}
            return Planted(defect, ("injects", "never"), scene, inject="never")
    raise ValueError(defect)
