"""English words, so that what is none of them can be seen: most names are not in a dictionary."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.language.wordlists import HARMLESS, JARGON

PATH = Path(__file__).with_name("words.txt")
"""The list, with its license on top: common words in small letters, then names and abbreviations."""
_ENDINGS = ("'s", "s'", "s", "es", "ed", "ing", "er", "ers", "ly", "ness", "less", "like", "wide", "wise", "able")
_BEGINNINGS = ("un", "re", "pre", "non", "over", "out", "under", "mis", "de", "dis", "inter", "co", "micro", "multi", "hand")
_SHORTEST = 4
"""Letters that must be left after a beginning is taken off."""


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Common words and abbreviations, and names, all in small letters. Read when first asked for: most texts never ask."""
    words = [w for w in PATH.read_text(encoding="ascii").split("\n") if w and w[0] != "#"]
    # Abbreviations name nobody.
    common = frozenset(w.lower() for w in words if w[0].islower() or w.isupper())
    return common, frozenset(w.lower() for w in words if w[0].isupper()) - common


@cache
def is_word(word: str) -> bool:
    """Whether a lower-case word is a common one, or made of common ones."""
    if word in JARGON or word in HARMLESS:
        return True
    common, _ = _lists()
    if word in common:
        return True
    if "-" in word:
        return all(len(part) < 3 or is_word(part) for part in word.split("-"))
    if "'" in word and is_word(word.partition("'")[0]):
        return True
    if any(word.endswith(e) and (word[: -len(e)] in common or word[: -len(e)] in JARGON) for e in _ENDINGS):
        return True
    begun = (word[len(b) :] for b in _BEGINNINGS if word.startswith(b))
    return any(len(rest) >= _SHORTEST and (rest in common or rest in JARGON) for rest in begun)


@cache
def is_listed_name(word: str) -> bool:
    """Whether a lower-case word is in the dictionary as a name alone."""
    return word in _lists()[1] and word not in HARMLESS and word not in JARGON
