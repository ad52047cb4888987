"""Find what might identify a person, a place or an event in a text.

Patterns and word lists, no more: what is found is a prompt for a person to look, never proof, and a text in which nothing
is found is not thereby anonymous. The kinds follow what near-miss systems generalize before they share (ASRS, LEO Near
Miss) and the HIPAA list of 18 identifiers, 45 CFR 164.514(b)(2).

Accents and capitals make no difference: `engine.language.spelling` respells a text before it is searched.
`tests/cases/sharing/` holds the labelled sentences on which precision and recall are measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from engine.language.bare_names import bare_names
from engine.language.patterns import DetailSpan, spans
from engine.language.spelling import as_written, fold
from engine.pack.settings import PackInfo


class Match(NamedTuple):
    """A stretch of a text that might identify somebody."""

    kind: str
    """A key of `MENDS`."""
    start: int
    end: int
    mend: str
    """What to write instead."""
    alone: bool = False
    """Whether it is a single word that is taken for a name because it is in no dictionary, or for a given name."""


class Vocabulary(NamedTuple):
    """What a pack says of its own words."""

    also: Mapping[str, tuple[str, ...]] = {}
    """Kind -> words that are to be found, too."""
    allow: tuple[str, ...] = ()
    """Words that identify nobody."""


MENDS = {
    "contact": "take it out, and mark the cut with [brackets]",
    "identifier": "take it out, and mark the cut with [brackets]",
    "date": "write a season, a decade or nothing",
    "time": "write the part of the day, or a band of six hours",
    "measure": "write a band or a round number",
    "unit": "take it out and write the role",
    "place": "write the type and size of the place alone",
    "make": "write the class alone, such as a handgun or a dark sedan",
    "name": "take it out and write the role",
    "unique": "write the role alone: whoever is the only one of a sort is known by it",
    "sensitive": "leave it out unless the lesson needs it; if it does, put the person first",
    "quote": "say it in your own words",
}
"""Kind -> what to do. Where two overlap, the one further up wins."""
PROMPT = "a prompt for a person to look, never proof"
_NO_WORDS = Vocabulary()
_REMEMBERED = 4096
"""Texts whose findings are kept: scenarios repeat sentences, and a report is searched by more than one rule."""


def vocabulary(pack: PackInfo) -> Vocabulary:
    """The words of a pack."""
    own = pack.identifying
    return Vocabulary({"unit": own.units, "place": own.places, "name": own.people}, own.allow)


def scan(text: str, words: Vocabulary = _NO_WORDS) -> list[Match]:
    """Everything in `text` that might identify, by where it starts; a quotation may hold other matches."""
    sure, bare = _without_vocabulary(text)
    if not (sure or bare or any(words.also.values())):
        return []
    folded = fold(text)
    taken = bytearray(len(text))
    found = [Match(*s, MENDS[s.kind]) for s in _apart([*_terms(folded, words.also), *sure], taken)]
    found += [Match(*s, MENDS[s.kind], _is_alone(folded, s)) for s in _apart(bare, taken)]
    allowed = [m.span() for m in _pattern(words.allow).finditer(folded)] if words.allow else []
    kept = (m for m in found if not any(start <= m.start and m.end <= end for start, end in allowed))
    return sorted(kept, key=lambda m: (m.start, -m.end))


@lru_cache(maxsize=_REMEMBERED)
def _without_vocabulary(text: str) -> tuple[tuple[DetailSpan, ...], tuple[DetailSpan, ...]]:
    """What the patterns find, and bare names: all that costs much and depends on the text alone. They may overlap."""
    written = as_written(text)
    return tuple(spans(written)), tuple(bare_names(written))


def _is_alone(folded: str, span: DetailSpan) -> bool:
    return " " not in folded[span.start : span.end] and span.kind == "name"


def _terms(folded: str, also: Mapping[str, tuple[str, ...]]) -> Iterator[DetailSpan]:
    for kind, terms in also.items():
        if terms:
            yield from (DetailSpan(kind, *m.span()) for m in _pattern(terms).finditer(folded))


@cache
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these terms as whole words, whatever their spelling, and with `'s`."""
    told = sorted((fold(t) for t in terms), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, told))})(?!\w)(?:'s)?", re.IGNORECASE)


def _apart(spans: Iterable[DetailSpan], taken: bytearray) -> list[DetailSpan]:
    """Without those that overlap a match of a kind further up, or an earlier one; quotations stay.

    Args:
        spans: stretches of a text.
        taken: for each character whether a stretch has it already; filled in.
    """
    rank = list(MENDS).index
    kept: list[DetailSpan] = []
    for span in sorted(spans, key=lambda s: (rank(s.kind), s.start, -s.end)):
        if span.kind != "quote":
            if any(taken[span.start : span.end]):
                continue
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
        kept.append(span)
    return kept
