"""Everything in a scenario that names something else, each with its path in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.pack.diagnostics import Path
from engine.pack.expressions import Value
from engine.pack.scenario import Choice, Decision, Route, Scenario


class Onward(NamedTuple):
    """A `next`, with the place that it belongs to."""

    path: Path
    """Path of the `next` itself."""
    scene: str
    choice: str | None
    """None for a scene's `next`, and for the decision's."""
    next: str | tuple[Route, ...]

    def targets(self) -> Iterator[tuple[Path, str]]:
        """(path, scene id) of everything that it leads to."""
        if isinstance(self.next, str):
            yield self.path, self.next
        else:
            for number, route in enumerate(self.next):
                yield (*self.path, number, "to"), route.to


def decisions(scenario: Scenario) -> Iterator[tuple[Path, str, Decision]]:
    """(path, scene id, decision)."""
    for name, scene in scenario.scenes.items():
        if scene.decision:
            yield ("scenes", name, "decision"), name, scene.decision


def choices(scenario: Scenario) -> Iterator[tuple[Path, str, str, Choice]]:
    """(path, scene id, choice id, choice)."""
    for path, name, decision in decisions(scenario):
        for choice_id, choice in decision.choices.items():
            yield (*path, "choices", choice_id), name, choice_id, choice


def onwards(scenario: Scenario) -> Iterator[Onward]:
    """Every `next`."""
    for name, scene in scenario.scenes.items():
        if scene.next is not None:
            yield Onward(("scenes", name, "next"), name, None, scene.next)
        if scene.decision is None:
            continue
        base = ("scenes", name, "decision")
        if scene.decision.next is not None:
            yield Onward((*base, "next"), name, None, scene.decision.next)
        for choice_id, choice in scene.decision.choices.items():
            if choice.next is not None:
                yield Onward((*base, "choices", choice_id, "next"), name, choice_id, choice.next)


def routes(scenario: Scenario) -> Iterator[tuple[Path, Route]]:
    """(path, route)."""
    for onward in onwards(scenario):
        if not isinstance(onward.next, str):
            for number, route in enumerate(onward.next):
                yield (*onward.path, number), route


def conditions(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """(path, text) of every `when`."""
    for name, scene in scenario.scenes.items():
        for number, paragraph in enumerate(scene.also):
            if paragraph.when is not None:
                yield ("scenes", name, "also", number, "when"), paragraph.when
    for path, _, _, choice in choices(scenario):
        if choice.when is not None:
            yield (*path, "when"), choice.when
    for path, route in routes(scenario):
        if route.when is not None:
            yield (*path, "when"), route.when
    for name, inject in scenario.injects.items():
        if inject.when is not None:
            yield ("injects", name, "when"), inject.when
    for number, claim in enumerate(scenario.claims):
        if claim.when is not None:
            yield ("claims", number, "when"), claim.when


def _effects(scenario: Scenario) -> Iterator[tuple[Path, dict[str, Value], dict[str, int]]]:
    for path, _, _, choice in choices(scenario):
        yield path, choice.set, choice.add
    for path, route in routes(scenario):
        yield path, route.set, route.add
    for name, inject in scenario.injects.items():
        yield ("injects", name), inject.set, inject.add


def sets(scenario: Scenario) -> Iterator[tuple[Path, str, Value]]:
    """(path, fact, value) of everything that is set."""
    for path, assigned, _ in _effects(scenario):
        for fact, value in assigned.items():
            yield (*path, "set", fact), fact, value


def adds(scenario: Scenario) -> Iterator[tuple[Path, str, int]]:
    """(path, fact, amount) of everything that counts."""
    for path, _, added in _effects(scenario):
        for fact, amount in added.items():
            yield (*path, "add", fact), fact, amount


def scene_names(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """(path, scene id) wherever a scene is named, conditions aside."""
    yield ("start",), scenario.start
    for onward in onwards(scenario):
        yield from onward.targets()
    for name, inject in scenario.injects.items():
        for number, scene in enumerate(inject.at):
            yield ("injects", name, "at", number), scene
    for number, claim in enumerate(scenario.claims):
        if claim.reaches is not None:
            yield ("claims", number, "reaches"), claim.reaches


def lesson_names(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """(path, lesson id) wherever a lesson is named."""
    for number, objective in enumerate(scenario.objectives):
        for at, lesson in enumerate(objective.lessons):
            yield ("objectives", number, "lessons", at), lesson
    for path, _, decision in decisions(scenario):
        for at, lesson in enumerate(decision.tests):
            yield (*path, "tests", at), lesson
    for path, _, _, choice in choices(scenario):
        for at, mark in enumerate(choice.marks):
            yield (*path, "marks", at), mark[1:]


def seat_names(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """(path, seat id) wherever a seat is named."""
    for name, scene in scenario.scenes.items():
        for number, paragraph in enumerate(scene.also):
            if paragraph.seat is not None:
                yield ("scenes", name, "also", number, "seat"), paragraph.seat
        if scene.decision and scene.decision.seat is not None:
            yield ("scenes", name, "decision", "seat"), scene.decision.seat
