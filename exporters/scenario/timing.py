"""A plan of the time for a class, from the scenario's `minutes.class`."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import NamedTuple

from engine.play.phases import HOT_WASH_SHARE, WELCOME_SHARE
from exporters.scenario.odds import Odds
from exporters.scenario.outline import DecisionPoint, for_all

ALOUD = 150
"""Words a minute when read aloud to a room."""
MOST_READING = Fraction(2, 5)
"""Of a decision's time: what reading may take of it in the plan."""
VOTE = Fraction(1, 8)
DECIDE = Fraction(1, 8)


class Slot(NamedTuple):
    """The time of a decision. In minutes."""

    point: DecisionPoint
    start: Fraction
    """After the beginning of the class."""
    read: Fraction
    vote: Fraction
    discuss: Fraction
    decide: Fraction
    usual: bool
    """Whether it lies on the best line; the others take the place of one that does."""

    @property
    def length(self) -> Fraction:
        """The whole of it."""
        return self.read + self.vote + self.discuss + self.decide


class Plan(NamedTuple):
    """The time of a class. In minutes."""

    total: int
    welcome: Fraction
    slots: tuple[Slot, ...]
    """By start, then in story order."""
    wash: Fraction
    """When the hot wash begins."""

    def start(self, scene: str) -> Fraction:
        """When a decision comes."""
        return next(slot.start for slot in self.slots if slot.point.scene == scene)


def plan(odds: Odds) -> Plan:
    """The plan: each decision of the best line gets the same time; one off it stands where it would come at the earliest.

    A decision that the best line comes back to gets the time of each of its rounds at once.
    """
    outline = odds.outline
    total = outline.bundle.scenario.minutes.class_
    welcome, wash = total * WELCOME_SHARE, total * (1 - HOT_WASH_SHARE)
    rounds = Counter(stage.point.scene for stage in odds.line)
    each = (wash - welcome) / max(1, len(odds.line))
    slots = []
    for point in outline.points:
        told = [t for name in (*outline.told_before(point), point.scene) for t in for_all(outline.scenes[name])]
        words = sum(len(t.split()) for t in (*told, point.decision.prompt, *(o.choice.text for o in point.options)))
        whole = each * max(1, rounds[point.scene])
        read = min(Fraction(words, ALOUD), each * MOST_READING)
        start = min(welcome + each * odds.depth.get(point.scene, 0), wash - whole)
        talk = whole * (1 - VOTE - DECIDE) - read
        slots.append(Slot(point, start, read, whole * VOTE, talk, whole * DECIDE, point.scene in rounds))
    return Plan(total, welcome, tuple(sorted(slots, key=lambda s: (s.start, s.point.number))), wash)


def clock(minutes: Fraction) -> str:
    """Hours and minutes after the beginning: `0:25`."""
    whole = int(minutes + Fraction(1, 2))
    return f"{whole // 60}:{whole % 60:02}"


def length(minutes: Fraction) -> str:
    """Minutes and seconds, to a quarter of a minute: `2:15`."""
    quarters = int(minutes * 4 + Fraction(1, 2))
    return f"{quarters // 4}:{quarters % 4 * 15:02}"
