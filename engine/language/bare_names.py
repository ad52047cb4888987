"""Words with a capital that can only be names, where nothing around them says so: `It was Ruiz who saw it`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from engine.language.lexicon import is_listed_name, is_word
from engine.language.patterns import DetailSpan
from engine.language.wordlists import CITIES, GIVEN_SMALL, HARMLESS, word_set

_WORDS = r"(?<![\w'@./&-])[A-Z][A-Za-z]*(?:['-][A-Za-z]+)*(?![\w@/]|\.\w)"
_LONG_ABBREVIATION = 5
"""Capitals from which on a word in capitals among others is taken for a name rather than an abbreviation."""
_THERE = word_set("in at near outside around toward towards through across downtown throughout beyond")
_MAYBE_THERE = frozenset(("to", "from"))
_AIMED = re.compile(
    "(?:look|star|glanc|shout|yell|point|aim|smil|nodd?|laugh|shoot|fir|wav|swung|swing|swore|thr[eo]w|angry|mad|peer|scream)"
)
"""What is done at people, not at places."""
_MOVED = word_set(
    "went go goes going gone drove drive drives driving came come comes coming flew fly flying moved transferred "
    "transported brought bound taken took take transfer left traveled walked rode ran sent en north south east west miles "
    "outside up down out departed inbound outbound engine ladder medic truck squad train bus flight arrived diverted "
    "routed route road trip way"
)
"""What says, a few words before `to` or `from`, that a place follows."""
_NOT_THERE = word_set("next close back report over")


def bare_names(text: str) -> Iterator[DetailSpan]:
    """Runs of such words in a respelled text."""
    run: list[re.Match[str]] = []
    for match in _compiled(_WORDS).finditer(text):
        if not _is_bare(match, text):
            continue
        if run and text[run[-1].end() : match.start()] != " ":
            yield _span(run, text)
            run = []
        run.append(match)
    if run:
        yield _span(run, text)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _is_bare(match: re.Match[str], text: str) -> bool:
    token = match[0]
    word = token.lower().removesuffix("'s")
    if len(word) < 3 or word in HARMLESS or word.endswith(("ese", "ish")):
        return False
    if token.removesuffix("'s").isupper() and len(word) < _LONG_ABBREVIATION:
        return word in GIVEN_SMALL and not is_word(word)
    if not is_word(word):
        return _compiled("[aeiouy]").search(word) is not None
    return is_listed_name(word) or (word in CITIES and _preposition(match, text) in _THERE)


def _preposition(match: re.Match[str], text: str) -> str:
    before = _compiled(r"([A-Za-z]+),? $").search(text[max(0, match.start() - 16) : match.start()])
    return before[1].lower() if before else ""


def _span(run: list[re.Match[str]], text: str) -> DetailSpan:
    before = re.split(r"[.!?:\n]", text[max(0, run[0].start() - 60) : run[0].start()])[-1]
    said = _compiled(r"[a-z]+").findall(before.lower())
    last = said[-1] if said else ""
    words = {m[0].lower().removesuffix("'s") for m in run}
    aimed = last == "at" and len(said) > 1 and _compiled(_AIMED).match(said[-2]) is not None
    there = (last in _THERE and not aimed) or (
        last in _MAYBE_THERE and _MOVED.intersection(said[-4:-1]) and not _NOT_THERE.intersection(said[-3:-1])
    )
    kind = "place" if words & CITIES or (there and not words & GIVEN_SMALL) else "name"
    return DetailSpan(kind, run[0].start(), run[-1].end())
