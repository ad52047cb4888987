"""The fonts of a PDF, and which letters of a document none of them has.

Typst brings three. What else a text needs comes from the fonts of the computer: those that Debian, Windows and macOS have are
asked for by name, so that a script is set in a font that was made for it, and after them whatever there is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from exporters.content.document import (
    Block,
    Callout,
    Columns,
    Document,
    Figure,
    Heading,
    Items,
    PageBreak,
    Rules,
    Table,
    TextBlock,
    Together,
    spoken,
)

EMBEDDED = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
"""Fonts that come with Typst."""
_HAN = {
    "zh-hant": ("Noto Serif CJK TC", "Noto Sans CJK TC", "Microsoft JhengHei", "PingFang TC"),
    "zh": ("Noto Serif CJK SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"),
    "ja": ("Noto Serif CJK JP", "Noto Sans CJK JP", "Yu Mincho", "Yu Gothic", "Hiragino Sans"),
    "ko": ("Noto Serif CJK KR", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo"),
}
"""Language -> fonts that draw the signs that several languages share as that one does."""
COMPUTER = (
    # Debian: fonts-noto-core, fonts-dejavu, fonts-liberation, fonts-freefont-ttf
    "Noto Serif", "Noto Sans", "Noto Naskh Arabic", "Noto Sans Arabic", "Noto Serif Hebrew", "Noto Sans Hebrew",
    "Noto Serif Devanagari", "Noto Sans Devanagari", "Noto Serif Bengali", "Noto Serif Thai", "Noto Serif Armenian",
    "Noto Serif Georgian", "Noto Serif Ethiopic", "DejaVu Serif", "DejaVu Sans", "Liberation Serif", "FreeSerif",
    # Windows
    "Times New Roman", "Segoe UI", "Nirmala UI", "Leelawadee UI", "Ebrima", "Gadugi", "Arial",
    # macOS
    "Times", "Arial Unicode MS", "Kohinoor Devanagari", "Thonburi",
    # Signs
    "Noto Sans Symbols", "Noto Sans Symbols 2", "Segoe UI Symbol", "Apple Symbols", "Noto Color Emoji", "Segoe UI Emoji",
    "Apple Color Emoji",
)  # fmt: skip
BOX = "\u25a1"
"""Stands for a letter that no font has; one of Typst's own has it."""
MOST = 24
"""Letters without a font that are looked for."""
_NAMED = 6
"""Letters that a message names."""
_CONTEXT = 24
"""Characters of a text that a message shows on either side."""
_COVERED = 0x0530
"""Below, the embedded fonts have every letter: Latin, Greek and Cyrillic."""
_BEYOND = re.compile(f"[^\\0-{chr(_COVERED - 1)}\u2000-\u25ff]")
_TEST = b"""
#set document(title: "x")
#let d = json(bytes(sys.inputs.letters))
#set text(font: d.fonts, lang: d.language, fallback: true)
#for letter in d.letters { par(text(letter)) }
"""


class Lost(NamedTuple):
    """A letter that no font has, and where it first stands."""

    letter: str
    heading: str
    """Of the part of the document; its title where none stands before."""
    text: str
    """What stands around it."""

    def __str__(self) -> str:
        """As a message names it: `U+16A0 RUNIC LETTER FEHU, in “Decision 3”: “...”`."""
        name = unicodedata.name(self.letter, "")
        shown = f"`{self.letter}` " if self.letter.isprintable() and unicodedata.category(self.letter)[0] != "C" else ""
        return f"{shown}U+{ord(self.letter):04X}{f' {name}' if name else ''}, in “{self.heading}”: “{self.text}”"


def is_embedded(text: str) -> bool:
    """Whether the fonts that come with Typst surely have every letter."""
    return _BEYOND.search(text) is None


def fonts(language: str) -> tuple[str, ...]:
    """The fonts for a document in a language, the first that has a letter counts."""
    tag = language.lower()
    own = next((names for prefix, names in _HAN.items() if tag == prefix or tag.startswith(f"{prefix}-")), ())
    others = (name for prefix in ("zh", "ja", "ko") for name in _HAN[prefix])
    # The last of Typst's own has letters of many scripts, all of them as wide as in a program.
    *fine, wide = EMBEDDED
    return tuple(dict.fromkeys((*fine, *own, *COMPUTER, *others, wide)))


def lost(document: Document, set_: Callable[[bytes, dict[str, str]], bool]) -> list[Lost]:
    """The letters of a document that no font has, in the order in which they come; at most `MOST` are looked for.

    Args:
        document: what is to be set.
        set_: sets a Typst source with these inputs, and answers whether every letter of it has a font.
    """
    places: dict[str, Lost] = {}
    for heading, text in _texts(document):
        for at, letter in enumerate(text):
            if letter not in places and not is_embedded(letter) and not letter.isspace():
                around = text[max(0, at - _CONTEXT) : at + _CONTEXT].replace("\n", " ")
                places[letter] = Lost(letter, heading, around)
    language = document.language.partition("-")[0].lower()

    def sets(letters: Sequence[str]) -> bool:
        # A mark stands on a letter.
        alone = [f"o{letter}" if unicodedata.category(letter) in ("Mn", "Me", "Mc") else letter for letter in letters]
        given = {"letters": alone, "fonts": fonts(document.language), "language": language}
        return set_(_TEST, {"letters": json.dumps(given, ensure_ascii=False)})

    return [places[letter] for letter in _failing(list(places), sets)]


def message(name: str, found: Sequence[Lost]) -> str:
    """What is said of the letters that no font has."""
    shown = "".join(f"\n  {each}" for each in found[:_NAMED])
    more = f"\n  and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return (
        f"{name}: no font on this computer has these letters, so {BOX} stands for them:{shown}{more}\n"
        "  install a font that has them (on Debian fonts-noto or fonts-noto-cjk), or export as html or docx"
    )


def _failing(letters: list[str], sets: Callable[[Sequence[str]], bool]) -> Iterator[str]:
    """The letters that cannot be set, found by halves."""
    count, queue = 0, [letters]
    while queue and count < MOST:
        some = queue.pop()
        if not some or sets(some):
            continue
        if len(some) == 1:
            count += 1
            yield some[0]
        else:
            half = len(some) // 2
            queue += [some[half:], some[:half]]


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """(heading above it, text) of every text of a document."""
    title = document.title or document.name
    for text in (title, document.subtitle, *(part for fact in document.facts for part in fact), document.footer):
        yield title, text
    heading = title

    def of(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
        nonlocal heading
        for block in blocks:
            match block:
                case Heading():
                    heading = spoken(block.text) or heading
                    yield heading, spoken(block.text)
                case TextBlock():
                    yield heading, spoken(block.text)
                case Items():
                    for item in block.items:
                        yield from of(item)
                case Table():
                    yield heading, block.caption
                    for row in (block.header, *block.rows):
                        yield from ((heading, spoken(cell)) for cell in row)
                case Callout():
                    yield heading, block.title
                    yield from of(block.blocks)
                case Figure():
                    yield heading, block.caption
                case Rules():
                    yield from ((heading, label) for label in block.labels)
                case Columns() | Together():
                    yield from of(block.blocks)
                case PageBreak():
                    pass

    yield from of(document.blocks)
