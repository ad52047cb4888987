"""Characters that deceive: invisible ones, and letters and signs that look like others.

The pairs follow Unicode's confusables (https://www.unicode.org/reports/tr39/), for what keyboards, word processors and web pages
put in: letters of Cyrillic and Greek that look like Latin ones, dashes, full-width signs, spaces that are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_CYRILLIC = dict(zip("аеорсухіјѕԁԛԝһАВЕКМНОРСТХІЈЅ", "aeopcyxijsdqwhABEKMHOPCTXIJS", strict=True))
_GREEK = dict(zip("ονρυτικαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovputikaABEZHIKMNOPTYX", strict=True))
LETTERS = _CYRILLIC | _GREEK
"""Letter of another script -> the Latin letter that it looks like."""
_FULL = {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)}
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63", "-")
_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u2032\u02bc", "'") | dict.fromkeys("\u201c\u201d\u201e\u2033\u00ab\u00bb", '"')
_SPACES = dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
_NOTHING = dict.fromkeys(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u2800\u3164\ufeff\uffa0", ""
) | {chr(n): "" for n in (*range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0))}
"""Characters that show nothing; the last ones, tags and selectors of variants, can carry a whole text that nobody sees."""
_SIGNS = {"\u223c": "~", "\u02dc": "~", "\ufe62": "+", "\u2795": "+", "\u2236": ":", "\ua789": ":", "\u2215": "/", "\u00d7": "x"}
_PLAIN = {**LETTERS, **_FULL, **_DASHES, **_QUOTES, **_SPACES, **_NOTHING, **_SIGNS}
_NAMES = {
    "\u00a0": "no-break space", "\u00ad": "soft hyphen", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner", "\u2060": "word joiner", "\ufeff": "byte order mark", "\u2013": "en dash", "\u2014": "em dash",
    "\u2212": "minus sign",
}  # fmt: skip
_HIDDEN = f"[{''.join(_NOTHING)}]"


# Compiled when first asked for: that takes as long as a small file, and most files have nothing of the kind.


@cache
def _odd() -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, _PLAIN)) + "]")


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile("[" + "".join({**_SPACES, **_NOTHING}) + "]")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"{_HIDDEN}*[^\W_]+(?:{_HIDDEN}+[^\W_]+)*{_HIDDEN}*")


@cache
def _joiners() -> re.Pattern[str]:
    return re.compile(_HIDDEN)


class Deception(NamedTuple):
    """A stretch of a text that is not what it looks like."""

    start: int
    end: int
    char: str
    """The first character that deceives."""
    plain: str
    """The stretch as it looks."""


def name_of(char: str) -> str:
    """The character by its name and code point: `no-break space (U+00A0)`."""
    name = _NAMES.get(char) or unicodedata.name(char, "character").lower()
    name = re.sub(r"^(?:cyrillic|greek|latin|hangul|arabic|mongolian|khmer|ogham)\b", lambda script: script[0].capitalize(), name)
    return f"{name} (U+{ord(char):04X})"


def a_name_of(char: str) -> str:
    """The character by its name and code point, with the article: `an em dash (U+2014)`."""
    name = name_of(char)
    return f"{'an' if name[0].lower() in 'aeio' else 'a'} {name}"


def first_odd(text: str) -> re.Match[str] | None:
    """The first character that looks like another one, or like nothing."""
    return None if text.isascii() else _odd().search(text)


def plain(text: str) -> str:
    """The text in the characters that it looks to be made of."""
    return _odd().sub(lambda match: _PLAIN[match[0]], text)


def without_invisible(text: str) -> str:
    """The text with plain spaces alone, and nothing that cannot be seen."""
    return _invisible().sub(lambda match: _PLAIN[match[0]], text)


def deceptions(text: str) -> Iterator[Deception]:
    """Words in prose that hold what cannot be seen, or mix look-alike letters of two scripts."""
    if text.isascii():
        return
    for match in _word().finditer(text):
        word = match[0]
        if word.isascii():
            continue
        char = _hidden(word) or _foreign(word)
        if char:
            yield Deception(match.start(), match.end(), char, plain(word))


def _hidden(word: str) -> str | None:
    """What cannot be seen in a word of Latin letters or digits, or at its ends; other scripts need joiners."""
    joint = _joiners().search(word)
    if joint is None or not all(_script(c) in {"LATIN", "CYRILLIC", "GREEK", "DIGIT"} for c in word if not _joiners().match(c)):
        return None
    return joint[0]


def _foreign(word: str) -> str | None:
    """A letter that looks Latin in a word that has Latin letters too, where every foreign one does."""
    letters = [c for c in word if c.isalpha() and not _joiners().match(c)]
    foreign = [c for c in letters if not c.isascii() and _script(c) != "LATIN"]
    if not foreign or len(foreign) == len(letters) or not all(c in LETTERS for c in foreign):
        return None
    return foreign[0]


def _script(char: str) -> str:
    return unicodedata.name(char, " ").split()[0]
