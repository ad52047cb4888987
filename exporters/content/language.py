"""Which way a language runs on the page."""

from __future__ import annotations

import unicodedata
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["ltr", "rtl"]
"""Which way text runs."""
_RIGHT_TO_LEFT = frozenset({
    "ar", "ara", "arc", "ckb", "dv", "fa", "fas", "glk", "he", "heb", "iw", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "pus", "sd",
    "skr", "syr", "ug", "uig", "ur", "urd", "yi", "yid",
})  # fmt: skip
"""Languages that are written in a script from right to left unless the tag names another."""
_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"})
"""Scripts from right to left (ISO 15924)."""
_SCRIPT_LENGTH = 4
_STRONG: dict[str, Side] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""Bidirectional class of a letter (Unicode, annex 9) -> the way in which it runs; other characters have none of their own."""


def direction(language: str) -> Side:
    """`rtl` where the language of a tag of BCP 47 is written from right to left."""
    first, *rest = language.lower().split("-")
    script = next((part for part in rest[:2] if len(part) == _SCRIPT_LENGTH and part.isalpha()), "")
    return "rtl" if script in _SCRIPTS or (not script and first in _RIGHT_TO_LEFT) else "ltr"


def turned(text: str, side: Side) -> Side | None:
    """The side of a text that runs the other way than what it stands in, by its first letter; None for every other text."""
    own = next((_STRONG[kind] for c in text if (kind := unicodedata.bidirectional(c)) in _STRONG), side)
    return None if own == side else own


def region(language: str) -> str:
    """The region of a tag of BCP 47, in capitals; empty where it names none."""
    return next((part.upper() for part in language.split("-")[1:] if len(part) == 2 and part.isalpha()), "")


def with_region(language: str) -> str:
    """The tag, with a region where office programs want one for English."""
    return "en-US" if language == "en" else language
