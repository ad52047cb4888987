"""Care in words: what a scenario contains, what taking part means, and who helps."""

from __future__ import annotations

from engine.pack.scenario import Scenario
from engine.play.bundle import Bundle

CONTAINS = {
    "violence-mention": "talk of violence",
    "weapon-present": "a weapon",
    "shots-fired": "shots fired",
    "officer-injury": "an injured colleague",
    "civilian-injury": "an injured civilian",
    "child-present": "a child close by",
    "domestic-abuse": "domestic abuse",
    "mental-health-crisis": "a mental-health crisis",
    "suicide-talk": "talk of suicide",
    "substance-use": "drugs or alcohol",
    "intimate-search": "an intimate search",
    "vehicle-crash": "a vehicle crash",
    "mass-violence": "violence against many people",
    "explosive-hazard": "an explosive hazard",
    "death-mention": "a death",
    "grief": "grief",
    "misconduct-allegation": "an allegation of misconduct",
}
"""Content note -> what it means to a reader."""
FOR_A_GROUP = "This one is meant for a group with a facilitator. Alone it is not scored or timed. You can go on, or leave."
_PRACTICE = (
    "This is practice, not a test. You read, you decide, and afterwards you see what each decision was worth. "
    "Luck is shown apart and never graded."
)
_UNSCORED = "You read, you decide, and afterwards you see what would have served better, and why. There is no score."
_KEPT = "What you decide, when, and what you write about it, {where}. `hotwash records` exports or erases it."
_UNKEPT = "Nothing. This play leaves no trace."
_NOBODY = "This pack names nobody to call. Think of somebody you could talk to before you go on."
_UNCHECKED = "These numbers have not been checked for your area."


def contains(scenario: Scenario) -> str:
    """The content notes in words; empty where there are none."""
    return ", ".join(map(meaning, scenario.content_notes))


def meaning(note: str) -> str:
    """What a content note means to a reader."""
    return CONTAINS.get(note, note.replace("-", " "))


def resources(bundle: Bundle) -> tuple[str, ...]:
    """Who helps: shown before and after content that has a note. Empty where there is none, or the pack names nobody."""
    if not bundle.scenario.content_notes:
        return ()
    found = [f"{r.name}: {r.contact}" + (f" ({r.note})" if r.note else "") for r in bundle.pack.resources]
    if not found:
        return (_NOBODY,) if bundle.scenario.facilitated else ()
    return (*found, *(() if bundle.pack.resources_checked else (_UNCHECKED,)))


def terms(bundle: Bundle, *, kept: bool, where: str, key: str) -> tuple[tuple[str, str], ...]:
    """What taking part alone means.

    Args:
        bundle: the scenario.
        kept: whether the play is recorded.
        where: where it is kept, e.g. `on this computer`.
        key: how one stops, e.g. `press q`.

    Returns:
        (heading, sentence) in order.
    """
    return (
        ("Taking part", _UNSCORED if bundle.scenario.facilitated else _PRACTICE),
        ("Kept", _KEPT.format(where=where) if kept else _UNKEPT),
        ("Stopping", f"You can stop at any time, no reason asked: {key}."),
    )
