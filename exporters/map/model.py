"""What a decision map shows, before anybody draws it: stops, the ways between them, and the lines along these."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from engine.pack.scalars import Outcome

Line: TypeAlias = Literal["best", "reported", "played"]
LINES: dict[Line, str] = {"best": "best line", "reported": "what the report says was done", "played": "this play"}
OUTCOMES: dict[Outcome, str] = {"safe": "safe", "near-miss": "near miss", "setback": "setback", "harm": "harm"}


@dataclass(frozen=True, slots=True)
class ListedChoice:
    """A choice, as its decision lists it."""

    letter: str
    words: str
    """A few words for it."""
    text: str
    """All of it."""
    tags: tuple[str, ...]
    """`best`, `at times best`, `critical`, `report`, `played 2`."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A scene."""

    id: str
    kind: Literal["decision", "passage", "ending"]
    words: str
    """The question, the first sentence, or the ending's title."""
    number: int = 0
    """Of a decision, from 1."""
    answers: tuple[ListedChoice, ...] = ()
    outcome: Outcome | None = None
    first: bool = False
    injects: tuple[int, ...] = ()
    """Numbers of the injects that can be played here."""
    exposure: tuple[Fraction, Fraction] | None = None
    """Least and blind expected danger, from 0 to 1: means over the states in which a play can be here."""
    stays: str = ""
    """Ways that lead from here back to here: `B, C 1 in 2`."""
    ended: bool = False
    """Whether the play ended here."""


@dataclass(frozen=True, slots=True)
class MapWay:
    """How one gets from a stop to another."""

    letter: str
    """Of the choice; empty where the scene passes on by itself."""
    terms: str
    """`3 in 4`, `if armor`, `otherwise`; empty for always."""

    def __str__(self) -> str:
        return f"{self.letter} {self.terms}".strip()


@dataclass(frozen=True, slots=True)
class MapLink:
    """All ways from a stop to another."""

    source: str
    target: str
    ways: tuple[MapWay, ...]
    lines: tuple[Line, ...] = ()
    """Those that go along it."""
    answers: int = 0
    """How many answers its source has."""
    only: bool = False
    """Whether nothing else leads on from its source."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands beside it, a line each: `A C`, `B 3 in 4`; none where there is nothing to tell apart."""
        found = []
        for terms in dict.fromkeys(way.terms for way in self.ways):
            letters = [way.letter for way in self.ways if way.terms == terms]
            whole = len(letters) == self.answers > 1 and (terms or self.only)
            found.append((terms or "any answer") if whole else f"{' '.join(letters)} {terms}".strip())
        return tuple(label for label in found if label)


@dataclass(frozen=True, slots=True)
class Map:
    """A scenario as a map."""

    name: str
    """What its file is called, without the ending."""
    title: str
    subtitle: str
    stops: tuple[Stop, ...]
    """In story order."""
    links: tuple[MapLink, ...]
    """Those between two stops; ways back to the same stop stand in it."""
    injects: tuple[str, ...]
    lines: tuple[Line, ...]
    """Those that are drawn on it."""
    summary: str
    """The same in words, for whoever cannot see it."""

    @property
    def exposed(self) -> bool:
        """Whether exposure is shown."""
        return any(stop.exposure for stop in self.stops)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Outcomes of its endings, each once, the best first."""
        found = {stop.outcome for stop in self.stops}
        return tuple(outcome for outcome in OUTCOMES if outcome in found)
