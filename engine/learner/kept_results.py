"""Results of plays as they are kept, so that a play is graded once.

A kept text counts only under its seal: the digest of the text and of all that it was worked out from. Whatever was changed since,
in the play or in the text, breaks the seal, and the play is graded anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from engine.play.grades import SCORING_VERSION, LessonStanding, Quadrant
from engine.play.kept_grades import KeptGrades, Sealed
from engine.version import VERSION

if TYPE_CHECKING:
    from engine.records import PlayRow

_FORMAT = "2"
"""Of the texts that are kept here."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What plays share that were played from the same files."""

    title: str
    """Of the scenario."""
    facilitated: bool
    """Meant for a group."""
    blind: Fraction | None
    """Where guessing lies."""
    titles: Mapping[str, str]
    """Lesson -> title."""
    prompts: Mapping[str, str]
    """Scene -> the question that is decided there."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a play."""

    ended: str
    """When the ending was noted, or the drill was put away; empty where that never was."""
    zone: int | None = None
    """In which zone; see `engine.play.events.Zone`."""
    score: Fraction | None = None
    """0 to 100; None where it is not graded."""
    quadrant: Quadrant | None = None
    outcome: str = ""
    lessons: Mapping[str, LessonStanding] = field(default_factory=dict)
    """Tested lesson -> how it fared."""
    stated: tuple[tuple[int, bool, str], ...] = ()
    """(per cent, whether without regret, scene) of every decision before which the player said how sure they were."""
    decided: tuple[tuple[str, bool], ...] = ()
    """(scene, whether without regret) of every graded decision, in order."""


def edition_id(digests: Mapping[str, str]) -> str:
    """What tells an edition: the files that its plays were played from, and the program that grades them."""
    return _digest(_FORMAT, VERSION, str(SCORING_VERSION), *(text for part in sorted(digests.items()) for text in part))


def sealed_edition(id_: str, edition: Edition) -> Sealed:
    """An edition as it is kept."""
    data = _json([edition.title, edition.facilitated, _text(edition.blind), dict(edition.titles), dict(edition.prompts)])
    return Sealed(_digest(id_, data), data)


def sealed_result(edition: str, row: PlayRow, result: Result) -> Sealed:
    """A result as it is kept, by the edition's id and the play."""
    lessons = {lesson: standing.counts() for lesson, standing in result.lessons.items()}
    score, decided = _text(result.score), " ".join(f"{'+' if sound else '-'}{scene}" for scene, sound in result.decided)
    data = _json([result.ended, result.zone, score, result.quadrant, result.outcome, lessons, result.stated, decided])
    return Sealed(_digest(edition, row.id, str(row.events), data), data)


def unsealed(kept: KeptGrades, rows: Iterable[PlayRow]) -> Iterator[tuple[PlayRow, Edition, Result]]:
    """The results of those of these plays whose seals hold, and their editions. Plays that fared alike share their standings."""
    editions = {id_: _edition(sealed.data) for id_, sealed in kept.editions.items() if sealed.seal == _digest(id_, sealed.data)}
    ids: dict[tuple[tuple[str, str], ...], str] = {}
    reader = _ResultReader()
    for row in rows:
        files = tuple(row.digests.items())
        id_ = ids.get(files) or ids.setdefault(files, edition_id(row.digests))
        edition, found = editions.get(id_), kept.plays.get(row.id)
        if edition is not None and found is not None and found[0] == id_:
            seal, data = found[1]
            if seal == _digest(id_, row.id, str(row.events), data):
                yield row, edition, reader.result(data)


class _ResultReader:
    """Reads results; what is equal is made once."""

    def __init__(self) -> None:
        self._fractions: dict[str | None, Fraction | None] = {None: None}
        self._standings: dict[tuple[Any, ...], LessonStanding] = {}
        self._decided: dict[str, tuple[tuple[str, bool], ...]] = {}

    def result(self, data: str) -> Result:
        """A result under its seal."""
        ended, zone, score, quadrant, outcome, lessons, stated, decided = json.loads(data)
        return Result(
            ended,
            zone,
            self._fraction(score),
            None if quadrant is None else Quadrant(quadrant),
            outcome,
            {lesson: self._standing(*counts) for lesson, counts in lessons.items()},
            tuple((percent, sound, scene) for percent, sound, scene in stated),
            self._decisions(decided),
        )

    def _decisions(self, text: str) -> tuple[tuple[str, bool], ...]:
        if text not in self._decided:
            self._decided[text] = tuple((one[1:], one[0] == "+") for one in text.split())
        return self._decided[text]

    def _fraction(self, text: str | None) -> Fraction | None:
        if text not in self._fractions:
            self._fractions[text] = _fraction(text)
        return self._fractions[text]

    def _standing(self, *counts: Any) -> LessonStanding:
        found = self._standings.get(counts)
        if found is None:
            found = self._standings[counts] = LessonStanding.of_counts(*counts)
        return found


def _edition(data: str) -> Edition:
    title, facilitated, blind, titles, prompts = json.loads(data)
    return Edition(title, facilitated, _fraction(blind), titles, prompts)


def _digest(*parts: object) -> str:  # a damaged row may hold anything
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _json(data: object) -> str:
    return json.dumps(data, separators=(",", ":"))


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
