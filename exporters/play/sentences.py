"""What several documents about a play share: names in bold, first sentences, and the letters of its choices."""

from __future__ import annotations

import re

from engine.states.order import class_letters
from exporters.content.document import Text, join, plain
from exporters.play.play_record import PlayRecord


def named(name: str, *texts: Text) -> Text:
    """`Name: text`, the name in bold."""
    parts = [part for text in texts if text for part in (" ", text)]
    return join(plain(f"{name}:", bold=True), *parts)


def opening(text: str) -> str:
    """The first sentence of a text."""
    flat = " ".join(text.split())
    return re.split(r"(?<=[.!?])\s", flat, maxsplit=1)[0]


def letter(record: PlayRecord, scene: str, choice: str) -> str:
    """The letter of a choice as on the printed cards and `. `; empty for a play alone, which shuffles its choices."""
    return f"{class_letters(record.play.program, scene)[choice]}. " if record.in_class else ""
