"""Numbers that look random and are the same on every machine: for orders of choices and for rolls."""

from __future__ import annotations

import hashlib

from engine.states.program import Program

_LETTERS = 26


def stable(text: str) -> int:
    """A number below 2**64: the first 8 bytes of the text's SHA-256."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def class_key(program: Program, scene: str, choice: str) -> int:
    """Sorts choices into the order that class and paper use, fixed by the scenario's version."""
    return stable(f"{program.scenario.id}:{program.scenario.version}:{scene}:{choice}")


def letter(place: int) -> str:
    """The letter of a choice by its place, from 0: `A` to `Z`, then `AA`, as columns of a spreadsheet are called."""
    before, last = divmod(place, _LETTERS)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def class_letters(program: Program, scene: str) -> dict[str, str]:
    """Choice -> its letter in class and on paper, in the order in which they stand there; empty where nothing is decided."""
    decision = program.scenario.scenes[scene].decision
    ids = sorted(decision.choices, key=lambda choice: class_key(program, scene, choice)) if decision else ()
    return {choice: letter(place) for place, choice in enumerate(ids)}
