"""A graded decision as the catalogue of a pack tells it: enough to choose one for a drill without its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from engine.language import reading_speed
from engine.pack.scenario import Decision, Scenario, Scene


@dataclass(frozen=True, slots=True)
class CataloguedDecision:
    """A decision that tests lessons."""

    scene: str
    """Its id."""
    seconds: int
    """What it takes by itself: to read what is told there, to decide, and to read what it was worth."""
    lessons: tuple[str, ...]

    def line(self) -> str:
        """All of it in a line, which `catalogued` reads. Ids hold no space."""
        return " ".join((self.scene, str(self.seconds), *self.lessons))


def catalogued(line: str) -> CataloguedDecision:
    """The decision that a line tells.

    Raises:
        ValueError: it is no such line.
    """
    scene, seconds, *lessons = line.split()
    return CataloguedDecision(scene, int(seconds), tuple(lessons))


def decisions_of(scenario: Scenario) -> Iterator[CataloguedDecision]:
    """The decisions of a scenario that test lessons, in the order of its file."""
    for name, scene in scenario.scenes.items():
        if scene.decision is not None and scene.decision.tests:
            minutes = reading_speed.A_DECISION + _story(scene) + _judgment(scene.decision)
            yield CataloguedDecision(name, ceil(60 * minutes), scene.decision.tests)


def _story(scene: Scene) -> float:
    """Minutes to read the scene, its question and its choices; of paragraphs that not every play shows, half."""
    decision = scene.decision
    assert decision is not None
    always = [scene.text, decision.prompt, *(choice.text for choice in decision.choices.values())]
    sometimes = [paragraph.text for paragraph in scene.also if paragraph.seat is None]
    return _read(always) + _read(sometimes) / 2


def _judgment(decision: Decision) -> float:
    """Minutes to read why a choice and the best one are worth what they are: two of the usual length."""
    choices = decision.choices.values()
    return 2 * _read(choice.why or "" for choice in choices) / len(choices)


def _read(texts: Iterable[str]) -> float:
    return float(reading_speed.minutes(texts, reading_speed.SILENT))
