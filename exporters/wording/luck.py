"""What chance, and the facilitator, did in a play, in words. Luck is named only where something was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from textwrap import shorten
from typing import NamedTuple

from engine.pack.scenario import Scenario
from engine.play.grades import Debrief, Luck, LuckKind
from exporters.wording.decisions import decision_name

NOTHING_DRAWN = "Nothing was drawn: what happened followed from what was decided."
NOTHING_DECIDED = "Nothing was decided, and nothing was drawn."
NO_DRAW_STANDS = "On the way that stands nothing was drawn: what happened there followed from what was decided."
NOTHING_STANDS = "Nothing that was decided or drawn stands."


class Tilt(NamedTuple):
    """What decided how the first ending was reached, beside the decisions: danger taken away (above 0) or brought."""

    chance: Fraction
    """By draws that stood."""
    facilitator: Fraction
    """By injects, and by draws that were overridden, against what the draw would have come to on average."""
    draws: tuple[Luck, ...]
    """Those that stood."""
    overridden: Fraction
    """Of what the facilitator did, by the overrides alone."""

    @property
    def luckiest(self) -> Luck:
        """The draw that took the most danger away; there is one."""
        return max(self.draws, key=lambda luck: luck.danger)

    @property
    def unluckiest(self) -> Luck:
        """The draw that brought the most danger; there is one."""
        return min(self.draws, key=lambda luck: luck.danger)


def tilt(debrief: Debrief) -> Tilt:
    """What chance and the facilitator did on the way to the first ending."""
    way = debrief.luck_to_ending
    aside = _set_aside(way)
    stood = tuple(luck for number, luck in enumerate(way) if luck.kind is LuckKind.ROLL and number not in aside)
    chance = sum((luck.danger for luck in stood), Fraction(0))
    overridden = sum((luck.danger for luck in way if luck.kind is LuckKind.OVERRIDE), Fraction(0))
    return Tilt(chance, sum((luck.danger for luck in way), Fraction(0)) - chance, stood, overridden)


def luck_sentences(scenario: Scenario, debrief: Debrief) -> tuple[str, ...]:
    """What chance and the facilitator did, a sentence each in Markdown; empty where nothing of the kind stands.

    Of a draw that was set aside only that is told, and what was put in its place.
    """
    if not debrief.scored:
        return ()
    aside = _set_aside(debrief.luck)
    return tuple(luck_sentence(scenario, debrief, _whole(debrief.luck, n)) for n in range(len(debrief.luck)) if n not in aside)


def no_luck(debrief: Debrief) -> str:
    """What is true where there is no such sentence; empty where there is one, or nothing is scored."""
    if debrief.luck or not debrief.scored:
        return ""
    if not debrief.decisions:
        return NOTHING_DECIDED
    if not debrief.cut:
        return NOTHING_DRAWN
    return NO_DRAW_STANDS if any(point.at == "decision" for point in debrief.exposure) else NOTHING_STANDS


def _set_aside(way: Sequence[Luck]) -> frozenset[int]:
    """Places of what did not stand: on the line an override follows at once the draw, or the override, that it sets aside."""
    return frozenset(number - 1 for number, luck in enumerate(way) if luck.kind is LuckKind.OVERRIDE)


def _whole(way: Sequence[Luck], place: int) -> Luck:
    """What happened there; of an override with the shift of those that it set aside, so that it is one against the draw."""
    luck = way[place]
    danger = luck.danger
    while way[place].kind is LuckKind.OVERRIDE and way[place - 1].kind is LuckKind.OVERRIDE:
        place -= 1
        danger += way[place].danger
    return replace(luck, danger=danger)


def luck_sentence(scenario: Scenario, debrief: Debrief, luck: Luck) -> str:
    """A draw, an inject or an override: what it followed, what it led to, and what it did to the danger."""
    if luck.kind is LuckKind.INJECT:
        return f"The inject “{_line(scenario.injects[luck.inject].text)}” {_shift(luck.danger)}."
    after, where = _after(debrief, luck), _where(scenario, luck.scene)
    if luck.kind is LuckKind.OVERRIDE:
        return f"The facilitator set aside the draw {after} and went on to {where}, which {_shift(luck.danger)}."
    odds = f"a chance of {luck.chance.numerator} in {luck.chance.denominator}"
    led = f"{after} led to {where} ({odds})"
    if luck.danger > 0:
        return f"Good luck {led}: less dangerous than it could have turned out."
    if luck.danger < 0:
        return f"Bad luck {led}: more dangerous than it could have turned out."
    return f"A draw {led}: it made no difference to the danger."


def _after(debrief: Debrief, luck: Luck) -> str:
    """The decision that it followed."""
    last = next((graded for graded in debrief.decisions if graded.seq == luck.after), None)
    return "at the beginning" if last is None else f"after {decision_name(last.number, last.visit)}"


def _where(scenario: Scenario, scene: str) -> str:
    """Where the play went: an ending by its title, a decision by its question, another scene by how it begins."""
    there = scenario.scenes[scene]
    if there.ending:
        return f"the ending “{_line(there.ending.title)}”"
    if there.decision:
        return f"“{_line(there.decision.prompt)}”"
    return f"“{shorten(_line(there.text), 60, placeholder=' …')}”"


def _line(text: str) -> str:
    return " ".join(text.split())


def _shift(danger: Fraction) -> str:
    if danger > 0:
        return "made it less dangerous"
    return "made it more dangerous" if danger < 0 else "did not change the danger"
