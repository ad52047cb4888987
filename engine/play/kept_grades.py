"""Grades of plays as records keep them: texts, each under the seal that tells what it was worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Sealed(NamedTuple):
    """A text, and the digest that tells what it was worked out from."""

    seal: str
    data: str
    """JSON."""


@dataclass(frozen=True, slots=True)
class KeptGrades:
    """Grades of plays."""

    editions: Mapping[str, Sealed] = field(default_factory=dict)
    """What the plays of an edition share, by its id."""
    plays: Mapping[str, tuple[str, Sealed]] = field(default_factory=dict)
    """Play -> (edition, grades)."""
