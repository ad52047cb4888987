"""A plan of the time for a class, from the scenario's `minutes.class`."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from engine.language import reading_speed
from engine.play.phases import HOT_WASH_SHARE, WELCOME_SHARE
from exporters.scenario.odds import Odds
from exporters.scenario.outline import DecisionPoint, for_all

OPEN_VOTE = Fraction(1, 4)
"""Minutes until all have made up their minds and the first letter is called, and to show the result."""
CALL = Fraction(1, 5)
"""Minutes a letter: it is called, hands go up, are counted, and the number is typed."""
DECIDE = Fraction(3, 4)
"""Minutes until a seat has said its letter and its reason, and both are typed."""
LEAST_TALK = Fraction(2)
"""Minutes below which a discussion is none."""


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
    hurried: tuple[int, ...]
    """Numbers of the decisions of the best line for whose discussion less than `LEAST_TALK` is left."""
    unhurried: int
    """So many minutes would leave that for each, and the hot wash its share."""

    def start(self, scene: str) -> Fraction:
        """When a decision comes."""
        return next(slot.start for slot in self.slots if slot.point.scene == scene)


def plan(odds: Odds) -> Plan:
    """The plan: each decision of the best line gets the same time; one off it stands where it would come at the earliest.

    What reading, calling, counting and typing take is reckoned, with raised hands; what is left of a decision's time is talk. A
    decision that the best line comes back to gets the time of each of its rounds at once.
    """
    outline = odds.outline
    total = outline.bundle.scenario.minutes.class_
    welcome, wash = total * WELCOME_SHARE, total * (1 - HOT_WASH_SHARE)
    rounds = Counter(stage.point.scene for stage in odds.line)
    each = (wash - welcome) / max(1, len(odds.line))
    slots, lacking = [], Fraction(0)
    for point in outline.points:
        told = [t for name in (*outline.told_before(point), point.scene) for t in for_all(outline.scenes[name])]
        whole = each * max(1, rounds[point.scene])
        turns = max(1, rounds[point.scene])
        vote, decide = (OPEN_VOTE + CALL * len(point.options)) * turns, DECIDE * turns
        read = reading_speed.minutes((*told, point.decision.prompt, *(o.choice.text for o in point.options)), reading_speed.ALOUD)
        talk = whole - read - vote - decide
        if point.scene in rounds:
            lacking += max(Fraction(0), LEAST_TALK * turns - talk)
        start = min(welcome + each * odds.depth.get(point.scene, 0), wash - whole)
        slots.append(Slot(point, start, *_fitted(whole, read, vote, decide), point.scene in rounds))
    hurried = tuple(sorted(s.point.number for s in slots if s.usual and s.discuss < LEAST_TALK * rounds[s.point.scene]))
    unhurried = ceil(total + lacking / (1 - WELCOME_SHARE - HOT_WASH_SHARE))
    return Plan(total, welcome, tuple(sorted(slots, key=lambda s: (s.start, s.point.number))), wash, hurried, unhurried)


def _fitted(whole: Fraction, read: Fraction, vote: Fraction, decide: Fraction) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Reading, vote, talk and decision within the time that there is: what does not fit is hurried, all of it alike."""
    needed = read + vote + decide
    if needed > whole:
        share = whole / needed
        return read * share, vote * share, Fraction(0), decide * share
    return read, vote, whole - needed, decide


def clock(minutes: Fraction) -> str:
    """Hours and minutes after the beginning: `0:25`."""
    whole = int(minutes + Fraction(1, 2))
    return f"{whole // 60}:{whole % 60:02}"


def length(minutes: Fraction) -> str:
    """Minutes and seconds, to a quarter of a minute: `2:15`."""
    quarters = int(minutes * 4 + Fraction(1, 2))
    return f"{quarters // 4}:{quarters % 4 * 15:02}"
