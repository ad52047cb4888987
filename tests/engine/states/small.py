"""Scenarios of a few lines, small enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.pack.expressions import Value
from engine.pack.scenario import Scenario
from engine.states.program import Program
from engine.states.step import Action
from tests.strategies import heading

FACTS = {
    "a": False, "b": True, "n": {"range": [2, 5], "start": 3}, "m": {"range": [0, 9], "start": 0},
    "w": {"one_of": ["near", "mid", "far"], "start": "mid"},
}  # fmt: skip
"""Two flags, a bit each; then `n` in two bits from bit 2, `m` in four from bit 4, `w` in two from bit 8."""


def ending(outcome: str = "safe") -> dict[str, Any]:
    return {"text": "Over.", "ending": {"outcome": outcome, "title": "Over"}}


def passage(next_: object, **more: object) -> dict[str, Any]:
    return {"text": "It goes on.", "next": next_, **more}


def decision(next_: object = None, **choices: object) -> dict[str, Any]:
    """Each choice as its fields, or as where it leads."""
    options = {
        name: {"text": "Do it.", **(fields if isinstance(fields, dict) else {"next": fields})} for name, fields in choices.items()
    }
    return {"text": "A moment.", "decision": {"prompt": "What now?", "choices": options} | ({"next": next_} if next_ else {})}


def inject(*at: str, **more: object) -> dict[str, Any]:
    return {"text": "It rings.", "at": at, **more}


def program(scenes: Mapping[str, object], **more: object) -> Program:
    """The first scene is the start."""
    return Program(Scenario.model_validate(heading() | {"start": next(iter(scenes)), "scenes": scenes, **more}))


def values(of: Program, **facts: Value) -> int:
    """The bits of a state with these values; the other variables are as at the start."""
    bits = of.start.bits
    for variable, value in facts.items():
        field = of.fields[variable]
        bits = bits & ~field.bits | field.pack(value)
    return bits


def action(of: Program, scene: str, id_: str = "") -> Action:
    """The choice or inject of this id, or what leads on from a scene that decides nothing."""
    return next(a for a in of.actions[of.number[scene]] if a.id == id_)
