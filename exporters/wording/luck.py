"""What luck did in a play, in words, and how dangerous it was along it."""

from __future__ import annotations

from fractions import Fraction

from engine.play.bundle import Bundle
from engine.play.events import Chose
from engine.play.fold import Play
from engine.play.grades import Debrief, Luck


def luck_words(bundle: Bundle, play: Play, luck: Luck) -> str:
    """A draw, an inject or an override, and what it did to the danger."""
    scene = bundle.scenario.scenes[luck.scene]
    ended = f" It ended there: “{scene.ending.title}”." if scene.ending else ""
    if luck.kind == "inject":
        return f"The inject {_cause(play, luck.seq)} {_shift(luck.danger)}."
    if luck.kind == "override":
        return f"The facilitator chose another course {_cause(play, luck.seq)}, which {_shift(luck.danger)}.{ended}"
    chance = f"a {_percent(luck.chance)} chance"
    if luck.danger > 0:
        return f"Good luck {_cause(play, luck.seq)}: less dangerous than it could have turned out ({chance}).{ended}"
    if luck.danger < 0:
        return f"Bad luck {_cause(play, luck.seq)}: more dangerous than it could have turned out ({chance}).{ended}"
    return f"A draw {_cause(play, luck.seq)} made no difference to the danger ({chance}).{ended}"


def exposure(debrief: Debrief) -> tuple[tuple[str, float, float], ...]:
    """(label, least, blind) at the start, at each decision of the line, and where it stands; the last two from 0 to 1."""
    points = list(debrief.exposure)
    numbers = {d.seq: number for number, d in enumerate(debrief.decisions, 1)}
    labels = ["start"]
    remaining = iter(debrief.decisions)
    for scene, _, _ in points[1:]:
        match = next((d for d in remaining if d.scene == scene), None)
        labels.append(f"{numbers[match.seq]}" if match is not None else "end")
    return tuple((label, float(least), float(blind)) for label, (_, least, blind) in zip(labels, points, strict=True))


def _cause(play: Play, seq: int) -> str:
    """What a draw or a shift followed."""
    for event in reversed(play.events[: seq + 1]):
        if event.kind == "injected":
            return f"`{event.inject}`"
        if isinstance(event, Chose):
            number = next(n for n, commit in enumerate(play.ledger, 1) if commit.event.seq == event.seq)
            return f"after decision {number}"
    return "at the beginning"


def _shift(danger: Fraction) -> str:
    if danger > 0:
        return "made it less dangerous"
    return "made it more dangerous" if danger < 0 else "did not change the danger"


def _percent(value: Fraction) -> str:
    percent = value * 100
    return f"{percent.numerator} %" if percent.denominator == 1 else f"{float(percent):.0f} %"
