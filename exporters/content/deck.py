"""Slides as data: what stands on each, what the speaker alone sees, and which links lead where."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.content.document import Block, Text
from exporters.content.paper import Paper

BACK = "*back"
"""A link's target: the slide that was shown before."""


@dataclass(frozen=True, slots=True)
class Card:
    """Something large to click on: a choice under its letter."""

    letter: str
    text: Text
    to: str
    """Key of the slide that it leads to."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something small to click on."""

    text: str
    to: str
    """Key of a slide, or `BACK`."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What stands on a slide. The format may spread it over several, one after the other."""

    key: str
    """Unique in the deck."""
    title: str
    over: str = ""
    """A few words above the title."""
    blocks: tuple[Block, ...] = ()
    """Headings, paragraphs and lists."""
    cards: tuple[Card, ...] = ()
    buttons: tuple[Link, ...] = ()
    """Where it goes on: stand out, on the last slide of several."""
    links: tuple[Link, ...] = ()
    """At the foot."""
    notes: str = ""
    """For the speaker alone."""
    hidden: bool = False
    """Whether it is passed over unless a link leads to it."""
    cover: bool = False


@dataclass(frozen=True, slots=True)
class Deck:
    """A whole presentation."""

    name: str
    """What its file is called, without the ending."""
    title: str
    subtitle: str
    slides: tuple[Slide, ...]
    paper: Paper = Paper.LETTER
    """Of printed notes."""
    language: str = "en"
    """Of its text: a tag of BCP 47."""
