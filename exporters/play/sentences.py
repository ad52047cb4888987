"""Sentences that several documents about a play share."""

from __future__ import annotations

from fractions import Fraction
from textwrap import shorten

from engine.play.events import Chose, Injected
from engine.play.grades import Luck, Quadrant
from engine.states.order import class_key
from exporters.content.document import Text, inline, join, plain
from exporters.play.account import Account
from exporters.play.exercise import Exercise

TEAM_MEANINGS = {
    Quadrant.EARNED: "The team decided well and it ended well.",
    Quadrant.BAD_LUCK: "The team decided well and it ended badly all the same. That was bad luck; the decisions were right.",
    Quadrant.NEAR_MISS: "It ended well, and it need not have. What made it end well was luck more than judgment.",
    Quadrant.FORESEEABLE: "It ended as it could be expected to after decisions like these.",
}
SCORING = (
    "It compares each decision with the best and the worst that could be chosen at that moment. "
    "Luck and the ending do not enter it."
)


def named(name: str, *texts: Text) -> Text:
    """`Name: text`, the name in bold."""
    found = [part for text in texts if text for part in (" ", text)]
    return join(plain(f"{name}:", bold=True), *found)


def letter(exercise: Exercise, scene: str, choice: str) -> str:
    """The letter of a choice as on the printed cards and `. `; empty for a play alone, which shuffles its choices."""
    decision = exercise.bundle.scenario.scenes[scene].decision
    if not exercise.in_class or decision is None:
        return ""
    order = sorted(decision.choices, key=lambda c: class_key(exercise.play.program, scene, c))
    return f"{chr(ord('A') + order.index(choice))}. "


def ending_in_words(account: Account) -> str:
    """Title and kind of the ending, e.g. “He stood still (near miss: no harm, by luck)”."""
    return f"{account.ending} ({account.outcome})"


def luck_in_words(exercise: Exercise) -> tuple[Text, ...]:
    """What chance and the facilitator did, a sentence each; empty where nothing of the kind happened."""
    return tuple(_luck(exercise, luck) for luck in exercise.debrief.luck) if exercise.account.scored else ()


def _luck(exercise: Exercise, luck: Luck) -> Text:
    where, after = _scene(exercise, luck.scene), _cause(exercise, luck.seq)
    if luck.kind == "inject":
        return join("The inject “", after, f"” {_effect(luck.danger)}.")
    if luck.kind == "override":
        return join("The facilitator set aside the draw ", after, " and went on to ", where, f", which {_effect(luck.danger)}.")
    word = "Good luck" if luck.danger > 0 else "Bad luck" if luck.danger < 0 else "A draw that weighed nothing"
    return join(f"{word} ", after, " led to ", where, f", a chance of {_chance(luck.chance)}.")


def _scene(exercise: Exercise, scene: str) -> Text:
    """Where the play went: an ending by its title, a decision by its question, another scene by how it begins."""
    found = exercise.bundle.scenario.scenes[scene]
    if found.ending:
        return join("the ending “", inline(found.ending.title), "”")
    if found.decision:
        return join("“", inline(found.decision.prompt), "”")
    return plain(f"“{shorten(' '.join(found.text.split()), 60, placeholder=' …')}”")


def _cause(exercise: Exercise, seq: int) -> Text:
    for event in reversed(exercise.play.events[: seq + 1]):
        if isinstance(event, Injected) and event.seq == seq:
            return inline(exercise.bundle.scenario.injects[event.inject].text)
        if isinstance(event, Chose):
            number = next(line.number for line in exercise.account.decisions if line.graded.seq == event.seq)
            return plain(f"after decision {number}")
    return plain("at the beginning")


def _effect(danger: Fraction) -> str:
    if danger > 0:
        return "made it less dangerous"
    return "made it more dangerous" if danger < 0 else "did not change the danger"


def _chance(value: Fraction) -> str:
    return f"{value.numerator} in {value.denominator}"
