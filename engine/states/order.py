"""Numbers that look random and are the same on every machine: for orders of choices and for rolls."""

from __future__ import annotations

import hashlib

from engine.states.program import Program


def stable(text: str) -> int:
    """A number below 2**64: the first 8 bytes of the text's SHA-256."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def class_key(program: Program, scene: str, choice: str) -> int:
    """Sorts choices into the order that class and paper use, fixed by the scenario's version."""
    return stable(f"{program.scenario.id}:{program.scenario.version}:{scene}:{choice}")
