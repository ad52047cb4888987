"""A scenario as documents tell it: scenes in story order, decisions numbered, choices under the letters of class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from engine.pack import story
from engine.pack.diagnostics import Path
from engine.pack.scenario import Choice, Decision, Ending, Inject, Paragraph, Route, Scene
from engine.play.bundle import Bundle
from engine.states.order import class_letters
from engine.states.program import Program
from engine.states.values import Valuation
from exporters.scenario.aims import aims
from exporters.scenario.notebook import ChangePlace, Notebook


class LetteredChoice(NamedTuple):
    """A choice under its letter."""

    letter: str
    """The one on the screen in class and on the cards: fixed by the scenario's version."""
    id: str
    choice: Choice


class DecisionPoint(NamedTuple):
    """A decision in its place."""

    number: int
    """Its number on every screen and paper: `engine.pack.story.decision_numbers`."""
    scene: str
    decision: Decision
    options: tuple[LetteredChoice, ...]
    """By letter."""

    def letter(self, choice: str) -> str:
        """The letter of a choice."""
        return next(o.letter for o in self.options if o.id == choice)


@dataclass(frozen=True)
class Outline:
    """A scenario, read once for all documents."""

    bundle: Bundle

    @property
    def program(self) -> Program:
        """The scenario, compiled."""
        return self.bundle.program

    @property
    def valuation(self) -> Valuation:
        """Values of its states."""
        return self.bundle.valuation

    @property
    def scenes(self) -> dict[str, Scene]:
        """The scenes by id."""
        return self.bundle.scenario.scenes

    @cached_property
    def follow(self) -> dict[str, tuple[str, ...]]:
        """Scene -> the scenes that may come next, each once."""
        return story.follow(self.bundle.scenario)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The scenes in story order."""
        return story.story_order(self.bundle.scenario)

    @cached_property
    def points(self) -> tuple[DecisionPoint, ...]:
        """The decisions in story order."""
        decided = [(name, decision) for name in self.order if (decision := self.scenes[name].decision) is not None]
        numbers = self.program.decision_numbers
        return tuple(DecisionPoint(numbers[name], name, decision, self._options(name, decision)) for name, decision in decided)

    def _options(self, scene: str, decision: Decision) -> tuple[LetteredChoice, ...]:
        letters = class_letters(self.program, scene)
        return tuple(LetteredChoice(letter, id_, decision.choices[id_]) for id_, letter in letters.items())

    @cached_property
    def point(self) -> dict[str, DecisionPoint]:
        """Scene -> its decision."""
        return {point.scene: point for point in self.points}

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """Scenes that pass on by themselves, in story order."""
        return tuple(name for name in self.order if self.scenes[name].next is not None)

    @cached_property
    def endings(self) -> tuple[tuple[str, Ending], ...]:
        """(scene, ending) in story order."""
        return tuple((name, ending) for name in self.order if (ending := self.scenes[name].ending) is not None)

    def label(self, scene: str) -> str:
        """What a document calls a scene: `decision 3`, `passage 1`, `the ending “He stood still” (near-miss)`."""
        if scene in self.point:
            return f"decision {self.point[scene].number}"
        ending = self.scenes[scene].ending
        if ending is not None:
            return f"the ending “{ending.title}” ({ending.outcome})"
        return f"passage {self.passages.index(scene) + 1}"

    @cached_property
    def notebook(self) -> Notebook:
        """What the story remembers."""
        return Notebook(self.bundle.scenario, self.change_place, self._later)

    def change_place(self, path: Path) -> ChangePlace:
        """The place of an effect: `2 B`, `2 B (on to decision 4)`, `passage 1`, `inject “radio dies”`."""
        if path[0] == "injects":
            inject = str(path[1])
            return ChangePlace(f"inject “{inject_name(inject)}”", True, frozenset(self.bundle.scenario.injects[inject].at))
        scene = str(path[1])
        choice = str(path[path.index("choices") + 1]) if "choices" in path else ""
        point, here = self.point.get(scene), frozenset({scene})
        where = f"{point.number} {point.letter(choice)}" if point and choice else self.label(scene)
        routes = self._routes(scene, choice) if "next" in path else ()
        if len(routes) < 2:
            return ChangePlace(where, True, here)
        route = routes[int(path[path.index("next") + 1])]
        alone = all(other.to != route.to or (other.set, other.add) == (route.set, route.add) for other in routes)
        return ChangePlace(f"{where} ({f'on to {self.label(route.to)}' if alone else 'one of its ways'})", alone, here)

    def _later(self, scene: str) -> frozenset[str]:
        """The scenes that may come after one."""
        return self._reached[scene]

    @cached_property
    def _reached(self) -> dict[str, frozenset[str]]:
        return {name: self._reached_from(name) for name in self.scenes}

    def _reached_from(self, scene: str) -> frozenset[str]:
        queue = list(self.follow.get(scene, ()))
        seen = set(queue)
        for name in queue:
            fresh = [target for target in self.follow.get(name, ()) if target not in seen]
            seen.update(fresh)
            queue += fresh
        return frozenset(seen)

    def _routes(self, scene: str, choice: str) -> tuple[Route, ...]:
        """The routes of a choice, or of a scene's or a decision's own `next`."""
        decision = self.scenes[scene].decision
        next_ = decision.choices[choice].next if decision and choice else decision.next if decision else self.scenes[scene].next
        assert isinstance(next_, tuple)
        return next_

    def injects(self, scene: str) -> Iterator[tuple[str, Inject]]:
        """(id, inject) of those that can be played at a decision."""
        return ((id_, inject) for id_, inject in self.bundle.scenario.injects.items() if scene in inject.at)

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """Passages that every play tells before its first decision."""
        found: list[str] = []
        name = self.bundle.scenario.start
        while name not in found and isinstance(next_ := self.scenes[name].next, str):
            found.append(name)
            name = next_
        return tuple(found)

    def told_before(self, point: DecisionPoint) -> tuple[str, ...]:
        """Passages before a decision that every play tells, so that they say nothing of what was decided."""
        if not self.points or point is not self.points[0]:
            return tuple(name for name in self._shared if self.scenes[name].next == point.scene)
        return tuple(dict.fromkeys((*self.opening, *(n for n in self._shared if self.scenes[n].next == point.scene))))

    @cached_property
    def _shared(self) -> tuple[str, ...]:
        """Passages without which no play comes to an end."""
        return tuple(name for name in self.passages if name != self.bundle.scenario.start and not self._ends_without(name))

    def _ends_without(self, left_out: str) -> bool:
        queue = [self.bundle.scenario.start]
        seen = {left_out, *queue}
        for name in queue:
            if self.scenes[name].ending is not None:
                return True
            fresh = [target for target in self.follow[name] if target not in seen]
            seen.update(fresh)
            queue += fresh
        return False

    def leading(self, scene: str) -> tuple[DecisionPoint, ...]:
        """The decisions after which a scene may come, with nothing but passages between."""
        queue = [name for name, targets in self.follow.items() if scene in targets]
        seen = set(queue)
        for name in queue:
            if name not in self.point:
                fresh = [n for n, targets in self.follow.items() if name in targets and n not in seen]
                seen.update(fresh)
                queue += fresh
        return tuple(point for point in self.points if point.scene in seen)

    def seat(self, id_: str | None) -> str:
        """The name of a seat; empty for none."""
        return self.bundle.scenario.seats.get(id_ or "", "")

    def lesson(self, id_: str) -> str:
        """The title of a lesson, or its id where the catalogue has none."""
        lesson = self.bundle.lessons.get(id_)
        return lesson.title if lesson else id_

    def objectives(self, point: DecisionPoint) -> tuple[int, ...]:
        """Numbers, from 1, of the objectives that are rated at a decision."""
        return tuple(aim.number for aim in aims(self.bundle.scenario) if aim.tasks(point.decision))


def outline_of(bundle: Bundle) -> Outline:
    """The outline of a scenario, read once for all that is made of the bundle."""
    return bundle.kept(Outline)


def for_all(scene: Scene) -> tuple[str, ...]:
    """What everybody reads in a scene, whatever came before."""
    return (scene.text, *(p.text for p in scene.also if p.when is None and p.seat is None))


def for_some(scene: Scene) -> tuple[Paragraph, ...]:
    """The paragraphs that not everybody, or not every play, reads."""
    return tuple(p for p in scene.also if p.when is not None or p.seat is not None)


def inject_name(id_: str) -> str:
    """What a document calls an inject."""
    return id_.replace("-", " ")
