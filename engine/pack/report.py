"""A near-miss report as immutable models."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    Field,
    Strict,
)

from engine.pack.scalars import Flag, Identifier, Model, Outcome, Positive, Prose, Slug, Text

CHECKS = ("names", "places", "dates", "numbers", "unique_detail", "open_case")
"""What a report is searched for before it is shared. `checks` may name more."""


class ReportSource(Model):
    """Where a report comes from."""

    type: Literal["published", "submitted", "composed"]
    """published: retold from public text; submitted: given to us; composed: made of several."""
    cite: tuple[Slug, ...] = ()
    """Ids from `sources.yaml`."""
    firsthand: Flag | Literal["unknown"] = "unknown"
    """Whether the one who tells it was there."""
    note: Prose | None = None
    """E.g. on wording and licence."""


class ReportSetting(Model):
    """Circumstances, generalized. `unknown` and `removed` are values, and differ."""

    call_type: Prose = "unknown"
    """What the job was."""
    duty: Literal["on-duty", "off-duty", "detail", "training", "unknown", "removed"] = "unknown"
    """In which capacity."""
    place: Prose = "unknown"
    """Type of place."""
    area: Literal["urban", "suburban", "rural", "highway", "facility", "unknown", "removed"] = "unknown"
    """Type of area."""
    light: Prose = "unknown"
    """Light."""
    weather: Prose = "unknown"
    """Weather."""
    time_band: Literal["00-06", "06-12", "12-18", "18-24", "unknown", "removed"] = "unknown"
    """Six hours."""
    season: Literal["spring", "summer", "autumn", "winter", "unknown", "removed"] = "unknown"
    """Season."""
    year_band: Text = "unknown"
    """A decade, `recent`, `unknown` or `removed`."""


class ReportPeople(Model):
    """Who was there, in bands."""

    officers_present: Positive | Literal["unknown", "removed"] = "unknown"
    """How many officers."""
    roles: tuple[Slug, ...] = ()
    """Their roles."""
    experience_band: Literal["0-2", "3-9", "10-19", "20+", "unknown", "removed"] = "unknown"
    """The reporter's years of service."""
    others: Annotated[int, Strict(), Field(ge=0, le=10_000)] | Literal["unknown", "removed"] = "unknown"
    """How many others."""
    weapon_class: Literal["none", "handgun", "long-gun", "edged", "vehicle", "other", "unknown", "removed"] = "unknown"
    """Class of weapon, never make or model."""


class ReportReview(Model):
    """How far a report is from being shared."""

    status: Literal["draft", "publishable", "withdrawn"]
    """`publishable` needs two different reviewers."""
    reviewers: tuple[Text, ...] = ()
    """Who has checked it. Never invented."""
    removed: tuple[Prose, ...] = ()
    """What was taken out."""
    checks: dict[Identifier, Literal["pass", "fail", "unknown"]] = {}
    """What was looked for. `publishable` needs `pass` at `names`, `places`, `dates`, `numbers`, `unique_detail`, `open_case`."""


class Report(Model):
    """A de-identified near-miss report."""

    hotwash: Literal[1]
    """Format version."""
    id: Slug
    """The file's name without `.yaml`."""
    kind: Literal["near-miss", "good-catch", "hazard"]
    """What is reported."""
    title: Prose
    """A few words."""
    outcome: Outcome | Literal["unknown"]
    """How it ended."""
    source: ReportSource
    """Where it comes from."""
    setting: ReportSetting
    """Circumstances."""
    people: ReportPeople
    """Who was there."""
    beats: tuple[Prose, ...] = Field(min_length=1)
    """The narrative in order, a sentence or two each, in our own words. Beat 1 is the first."""
    what_nearly_happened: Prose
    """What it could have come to."""
    severity_potential: Literal["minor", "serious", "fatal", "unknown"]
    """How bad that would have been."""
    factors: dict[Slug, tuple[Slug, ...]] = {}
    """Layer -> codes from `factors.yaml`."""
    primary_factor: Slug
    """The one that mattered most, or `unknown`."""
    what_went_right: tuple[Slug, ...] = ()
    """Codes of the layer `recovery`; `luck` is one."""
    lessons: tuple[Slug, ...] = ()
    """Lessons of the catalogue."""
    advice: Prose | None = None
    """The reporter's advice, retold."""
    discuss: tuple[Prose, ...] = ()
    """Questions."""
    review: ReportReview
    """How far it is from being shared."""
    content_notes: tuple[Slug, ...] = ()
    """What a reader may want to know beforehand."""
