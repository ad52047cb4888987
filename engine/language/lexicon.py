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
def _text() -> str:
    return PATH.read_text(encoding="ascii")


@cache
def _lists(letter: str) -> tuple[frozenset[str], frozenset[str]]:
    """Common words and abbreviations, and names, that begin with a small letter, all in small letters.

    Read letter by letter, when first asked for: most texts ask for a few words, and many for none.
    """
    words, capital = _beginning_with(letter), _beginning_with(letter.upper())
    # Abbreviations name nobody.
    common = frozenset(word.lower() for word in (*words, *(word for word in capital if word.isupper())))
    return common, frozenset(word.lower() for word in capital) - common


def _beginning_with(letter: str) -> list[str]:
    """The words of the list that begin with a letter, which stand one after the other."""
    first, last = _text().find(f"\n{letter}"), _text().rfind(f"\n{letter}")
    return _text()[first : _text().index("\n", last + 1)].split() if letter.isalpha() and first >= 0 else []


def _is_common(word: str) -> bool:
    return word in _lists(word[:1])[0]


@cache
def is_word(word: str) -> bool:
    """Whether a lower-case word is a common one, or made of common ones."""
    if word in JARGON or word in HARMLESS:
        return True
    if _is_common(word):
        return True
    if "-" in word:
        return all(len(part) < 3 or is_word(part) for part in word.split("-"))
    if "'" in word and is_word(word.partition("'")[0]):
        return True
    if any(word.endswith(e) and (_is_common(word[: -len(e)]) or word[: -len(e)] in JARGON) for e in _ENDINGS):
        return True
    begun = (word[len(b) :] for b in _BEGINNINGS if word.startswith(b))
    return any(len(rest) >= _SHORTEST and (_is_common(rest) or rest in JARGON) for rest in begun)


@cache
def is_listed_name(word: str) -> bool:
    """Whether a lower-case word is in the dictionary as a name alone."""
    return word in _lists(word[:1])[1] and word not in HARMLESS and word not in JARGON
