"""`pack.yaml` as immutable models: who a pack is, its helpers, its limits, its danger scale, what its check shows."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import (
    Field,
    Strict,
    StringConstraints,
)

from engine.pack.scalars import CODES, Flag, Language, Model, Positive, Prose, Share, Slug, Term, Weight


class Resource(Model):
    """Where help can be had."""

    name: Prose
    """Who answers."""
    contact: Prose
    """How to reach them."""
    note: Prose | None = None
    """For whom, when, at what cost."""


class Limits(Model):
    """Limits that a pack sets itself."""

    reading_grade: Weight = Fraction(9)
    """Highest Flesch-Kincaid grade of a scene."""
    max_states: Positive = 1_000_000
    """States explored before the verdict is `undetermined`."""


ENGLISH = "en"
Codes = Annotated[str, Strict(), StringConstraints(pattern=CODES)]


class CheckSettings(Model):
    """What `hotwash check` shows of this pack. Also `[tool.hotwash]` in a `pyproject.toml` above it."""

    select: tuple[Codes, ...] = ()
    """Codes, or beginnings of codes, that are shown; empty for all."""
    ignore: tuple[Codes, ...] = ()
    """Codes, or beginnings of codes, that are not shown."""
    severity: dict[Codes, Literal["error", "warning", "info", "off"]] = {}
    """Code, or beginning of codes -> how bad it is here; the longest that fits counts."""


class Danger(Model):
    """How dangerous an outcome counts, from 0 to 1."""

    safe: Share = Fraction(0)
    """Nobody was in danger."""
    near_miss: Share = Field(default=Fraction(1, 3), alias="near-miss")
    """No harm, by luck."""
    setback: Share = Fraction(2, 3)
    """Harm avoided late, or trust lost."""
    harm: Share = Fraction(1)
    """Somebody was hurt."""

    def of(self, outcome: str) -> Fraction:
        """Danger of an outcome, from 0 to 1."""
        value: Fraction = getattr(self, outcome.replace("-", "_"))
        return value


class Identifying(Model):
    """Words of a pack for the search for identifying detail. Capitals and accents make no difference."""

    units: tuple[Term, ...] = ()
    """Units, call signs, agencies that are to be found, too."""
    places: tuple[Term, ...] = ()
    """Places that are to be found, too."""
    people: tuple[Term, ...] = ()
    """Names of people that are to be found, too."""
    allow: tuple[Term, ...] = ()
    """Words that identify nobody here, such as names of invented people."""


class PackInfo(Model):
    """`pack.yaml`."""

    hotwash: Literal[1]
    """Format version."""
    name: Slug
    """What scenarios of this pack are called before the slash."""
    title: Prose
    """The pack in a few words."""
    version: Positive
    """Raised with every published change."""
    language: Language = ENGLISH
    """In which its texts are: a tag of BCP 47. Rules that rest on English words are silent in any other."""
    resources: tuple[Resource, ...] = ()
    """Peer support and hot lines. Shown before and after hard content."""
    resources_checked: Flag = False
    """False: ask the user to set up local resources before they are relied upon."""
    limits: Limits = Limits.model_construct(reading_grade=Fraction(9), max_states=1_000_000)
    """Limits for the checker."""
    check: CheckSettings = CheckSettings.model_construct(select=(), ignore=(), severity={})
    """What `hotwash check` shows."""
    identifying: Identifying = Identifying.model_construct(units=(), places=(), people=(), allow=())
    """Words for the search for identifying detail."""
    danger: Danger = Danger.model_construct(safe=Fraction(0), near_miss=Fraction(1, 3), setback=Fraction(2, 3), harm=Fraction(1))
    """The danger scale."""

    @property
    def is_english(self) -> bool:
        """Whether its texts are in English, of whatever country."""
        return self.language.partition("-")[0].lower() in {"en", "eng"}
