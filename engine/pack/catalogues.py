"""The catalogues of a pack as immutable models: lessons, contributing factors, sources."""

from __future__ import annotations

from typing import Literal

from engine.pack.scalars import Model, Prose, Slug, Text


class Lesson(Model):
    """A lesson of the catalogue."""

    title: Prose
    """The lesson in a few words."""
    statement: Prose
    """The lesson in a sentence."""
    group: Slug
    """Where it belongs, e.g. `core`, `custody`, `roadway`."""
    origin: Literal["seed5", "seed", "field"] | None = None
    """seed5: one of the five common lessons; seed: from the founding documents; field: added."""
    sources: tuple[Slug, ...] = ()
    """Ids from `sources.yaml`."""


class Lessons(Model):
    """`lessons.yaml`: the lesson catalogue of a pack."""

    hotwash: Literal[1]
    """Format version."""
    lessons: dict[Slug, Lesson]
    """The lessons, by id."""


class Factors(Model):
    """`factors.yaml`: codes for what contributed to an event."""

    hotwash: Literal[1]
    """Format version."""
    factors: dict[Slug, dict[Slug, Prose]]
    """Layer -> code -> what it means."""


class Source(Model):
    """Where something was published."""

    title: Prose
    """Title and publisher."""
    locator: Text
    """An address, or where the text is kept."""
    read: Literal["whole", "excerpt", "headline", "abstract", "background"]
    """How much of it was read. `background` was not checked against a source."""


class Sources(Model):
    """`sources.yaml`: what scenarios and lessons rest on."""

    hotwash: Literal[1]
    """Format version."""
    sources: dict[Slug, Source]
    """The sources, by id."""
