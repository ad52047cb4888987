"""Names on a class's list, found in other texts however they are spelled there: small, without accents, the first name alone.

A name that is an everyday word as well (`Will`, `May`, `Grace`) counts where it stands as a name: with a capital, and at the
beginning of a sentence only where no word follows with which such a word goes on (`Will we wait?`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from engine.language.lexicon import is_listed_name, is_word
from engine.language.spelling import fold
from engine.language.wordlists import COMMON, GIVEN_SMALL, word_set

_PIECES = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""Letters from which on a part of a name is looked for alone."""
_JOINED = 5
"""Letters and digits from which on a name is found where its parts are written together, too."""
_NUMBER = re.compile(r"\d{1,2}|\w")
"""What stands in a text for other things far more often: a number, a letter of an answer."""
_ALSO_GIVEN = word_set("will may june dawn chase drew miles ray rich rob pat")
"""First names that are everyday words, beside those of the word lists."""
_GOES_ON = word_set(
    "a an the this that these those all any each every both some no not i me we us you he him she her they them it its my our "
    "your his their who what there everybody everyone somebody someone anybody anyone nobody be been being have has had is was "
    "are were do does did never also always only just still of for on in at to from with as up down out off"
)
"""What follows an everyday word at the beginning of a sentence where it is no name: `Mark the door`, `May have been late`."""
_BEGINS = re.compile(r"(?:^|[.!?:;\n]|[\"“(-])\s*$")


class _Term(NamedTuple):
    pattern: re.Pattern[str]
    """What is looked for in a folded text."""
    ordinary: bool
    """Whether it is an everyday word, too, so that it counts with a capital alone."""
    name: bool
    """Whether it is one of those that are names of people: then it counts at the beginning of a sentence."""


class ListedNames:
    """The names on a list."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(names))

    @cached_property
    def _terms(self) -> tuple[_Term, ...]:
        return tuple(dict.fromkeys(term for name in self._names for term in _terms(fold(name))))

    def stretches(self, text: str) -> tuple[tuple[int, int], ...]:
        """(start, end) of each stretch of a text that is such a name or a part of one; none lies in another."""
        folded = fold(text)
        spans = {match.span() for term in self._terms for match in term.pattern.finditer(folded) if _counts(term, match)}
        return tuple(sorted(span for span in spans if not any(_within(span, other) for other in spans if other != span)))


def _terms(name: str) -> Iterator[_Term]:
    """The whole name, and each part of it that can stand alone."""
    pieces = _PIECES.findall(name)
    if not pieces or _NUMBER.fullmatch(name.strip()):
        return
    whole = _term(pieces)
    yield whole if len(pieces) > 1 else whole._replace(ordinary=_is_everyday(pieces[0].lower()))
    words = [_PIECES.findall(word) for word in name.split()]
    hyphened = [[piece] for word in name.split() if "'" not in word for piece in _PIECES.findall(word)]
    for part in (*words, *hyphened) if len(pieces) > 1 else ():
        letters = "".join(part).lower()
        if part != pieces and len(letters) >= _SHORTEST and letters.isalpha():
            yield _term(part)._replace(ordinary=is_word(letters))


def _term(pieces: Sequence[str]) -> _Term:
    letters = "".join(pieces).lower()
    between = r"[\s'._-]*" if len(letters) >= _JOINED else r"[\s'._-]+"
    name = letters in GIVEN_SMALL or letters in _ALSO_GIVEN or not is_word(letters) or is_listed_name(letters)
    return _Term(re.compile(rf"(?<!\w){between.join(map(re.escape, pieces))}(?!\w)", re.IGNORECASE), ordinary=False, name=name)


def _is_everyday(word: str) -> bool:
    """Whether a name of one word is so common a word that small letters tell nothing."""
    return word in COMMON or word in _ALSO_GIVEN or (word in GIVEN_SMALL and is_word(word))


def _counts(term: _Term, match: re.Match[str]) -> bool:
    """Whether what was found stands there as a name."""
    if not term.ordinary:
        return True
    if not match[0][0].isupper() or (match[0].isupper() and match.string.isupper()):
        return False
    if not _BEGINS.search(match.string[: match.start()]):
        return True
    following = re.match(r"\W*([A-Za-z]+)", match.string[match.end() :])
    return term.name and following is not None and following[1].lower() not in _GOES_ON


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]
