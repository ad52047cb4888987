"""How hard a text is to read: words, sentences, syllables, and the grade that follows from them.

The grade is that of Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas for Navy enlisted
personnel, Research Branch Report 8-75. It was made for English.

Syllables are counted by rules of spelling. Hyphenation patterns were tried for it: they never part a single letter from its
word (`a-bout`, `i-de-a`), so they count too few, and reading them takes longer than a whole check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:/]\d+)*"
_BLOCK = r"^[ ]{0,3}(?:#{1,6}|>|[-*+]|\d{1,2}[.)])[ ]+"
"""The mark of a heading, a quotation or an item of a list."""
_MARKS = r"\]\([^)\s]*\)|[*_`~\[\]]"
"""Addresses of links, emphasis, code."""
_STOP = r"[.!?…]+[\"'”’)]*(?=\s+[\"'“‘(]*[^a-z\s\"'“‘(])|\n\s*\n"
"""The end of a sentence. One in quotes after which small letters go on (`"Gone?" she says`) has not ended."""
_TITLE = r"\b(?:Mrs?|Ms|Dr|Sgt|Lt|Capt)\.(?=\s)"
"""Points that end no sentence, where a capital letter follows."""

_APART = (
    r"(?<=[aeiou])(?=ing$|ings$)"  # go-ing
    r"|(?<=[aeiou])y(?=[aeiou])(?!es?$)|(?<=[^aeiouy])y(?=i)|(?<=[fdr])y(?=er)"  # lay-er, car-ry-ing, fly-er
    r"|(?<![ctsg])i(?=a(?!ge|[nr](?<=[aeil]li..)))|(?<=[ct])i(?=at)"  # ra-di-al, ne-go-ti-ate; so-cial, ci-vil-ian stay
    r"|(?<![ctsgx])(?<!sh)(?<!ll)i(?=o)(?!on?(?<=nion)|or(?<=[nv]ior))"  # ra-di-o; na-tion, un-ion, sen-ior stay
    r"|i(?=u)|i(?=et)|(?<![ct])i(?=en[ct])|(?<=^sc)i(?=en)|(?<=al)i(?=en)"  # qui-et, cli-ent, a-li-en; pa-tient stays
    r"|(?<=[aeiouy][^aeiouy])i(?=e(?:rs?|st)$)|(?<=[aeiouy][^aeiouy]{2})i(?=e(?:rs?|st)$)"  # eas-i-er; pier stays
    r"|(?<=[aeiouy][^aeiouy])e(?=as?$)|(?<=cr)e(?=at(?!ur))|(?<=^r)e(?=a(?:ct|l[it]|ss|pp))|(?<=^id)e(?=al)|(?<=th)e(?=at)"
    r"|(?<![gh])(?<!^p)(?<!^l)(?<!^j)e(?=o)|(?<=^g)e(?=o)|e(?=um$)"  # vid-e-o, mu-se-um; peo-ple, sur-geon stay
    r"|(?<![qg])u(?=a)|(?<![qg])u(?=e(?:n[ct]|ls?$))|(?<![qg])u(?=i(?:ds?$|n|ci|t[iy]))|u(?=ou)"  # u-su-al, flu-ent, ru-in
    r"|o(?=e[tm])|o(?=ic$)|(?<=^c)o(?=o(?:pera|rd))|a(?=o)"  # po-et, co-or-di-nate, cha-os
)
"""Two vowels side by side, each with a beat of its own."""
_SILENT = (
    r"(?<=[^aeiouy])e$(?<![^aeiouylr]le)(?<![bct]re)"  # mak(e); ta-ble, a-cre stay
    r"|(?<=[^aeiouysxzcg])es$(?<!ches)(?<!shes)(?<![^aeiouylr]les)"  # tim(e)s; pla-ces, ta-bles stay
    r"|(?<=[^aeiouytd])ed$(?<![^aeiouylr]led)"  # ask(e)d; want-ed, han-dled stay
    r"|(?<=[aeiouy][bcdfgklmnprstvz])e(?=(?:ly|ments?|less|ful|ness|things?|times?|where|ways|lines?|m[ae]n|made|fore|self|books?)$)"
    r"|(?<=[aeiou][lr]s)e(?=where$)"
    r"|(?<=[aeioun]g)ue$|(?<=q)ue$"  # leag(ue)
)
"""A vowel that is written and not spoken."""
_HUM = r"(?<=[aeiouy])sm$|thms?$"
"""A beat without a vowel: pris-m, rhyth-m."""
_VOWELS = r"[aeiouyáéíóúäöüèêàâôîûï]+"

_ODD = {
    "anyone": 3, "business": 2, "cafe": 2, "cashier": 2, "catastrophe": 4, "clothes": 1, "colonel": 2, "evening": 2,
    "everyone": 3, "element": 3, "hundred": 2, "karate": 3, "maybe": 2, "naked": 2, "one": 1, "ones": 1, "persuade": 2,
    "ratio": 3, "recipe": 3, "sacred": 2, "safety": 2, "soldier": 2, "someone": 2, "sometimes": 2, "somebody": 3,
    "truly": 2, "wicked": 2, "wounded": 2,
}  # fmt: skip
"""Common words that the rules get wrong."""


class Counts(NamedTuple):
    """What a text is made of."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0

    @property
    def grade(self) -> float:
        """Years of school in the United States that the text asks for; 0 of an empty one."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / max(1, self.sentences) + 11.8 * self.syllables / self.words - 15.59


def count(texts: Iterable[str]) -> Counts:
    """What several pieces of Markdown are made of together; the end of a piece ends a sentence."""
    pieces = [_counted(text) for text in texts]
    return Counts(sum(p.words for p in pieces), sum(p.sentences for p in pieces), sum(p.syllables for p in pieces))


@lru_cache(maxsize=4096)
def _counted(text: str) -> Counts:
    plain = _plain(_compiled(_TITLE).sub(lambda m: m[0][:-1], text))
    sentences = [inside for sentence in _compiled(_STOP).split(plain) if (inside := _compiled(_WORD).findall(sentence))]
    words_ = [word for inside in sentences for word in inside]
    return Counts(len(words_), len(sentences), sum(map(syllables, words_)))


def words(text: str) -> list[str]:
    """The words and numbers of a piece of Markdown. Parts of a hyphenated word count each."""
    return _compiled(_WORD).findall(_plain(text))


def _plain(text: str) -> str:
    """Markdown without its marks; a heading or an item becomes a paragraph, and so a sentence, of its own."""
    return _compiled(_MARKS).sub("", _compiled(_BLOCK).sub("\n\n", text))


@cache
def syllables(word: str) -> int:
    """Beats of a word as it is spoken; of a number one for each digit."""
    if word[0].isdigit():
        return sum(c.isdigit() for c in word)
    stem, _, ending = word.lower().replace("’", "'").partition("'")
    if stem.endswith("n") and ending == "t":
        stem = stem[:-1]
        return _beats(stem) + (stem not in {"do", "ca", "wo", "sha", "are", "were", "ai"})
    return _beats(stem) + _ending(stem, ending)


def _ending(stem: str, ending: str) -> bool:
    """Whether what follows an apostrophe has a beat of its own: `boss's`, `it'll`, `would've`."""
    if ending == "s":
        return _compiled(r"(?:[sxz]|[cs]h|[cgsz]e)$").search(stem) is not None
    if ending in {"ll", "ve"}:
        return stem[-1] not in "aeiouy"
    return False


def _beats(stem: str) -> int:
    known = _ODD.get(stem)
    if known is not None:
        return known
    if stem.startswith("every"):
        return 2 + (_beats(stem[5:]) if stem[5:] else 0)
    spoken = stem[1:] if stem[:1] == "y" and stem[1:2] in tuple("aeiou") else stem
    groups = _compiled(_VOWELS).findall(spoken)
    hum = _compiled(_HUM).search(spoken) is not None
    if len(groups) == 1 and len(groups[0]) == 1:
        return 1 + hum
    apart, silent = (len(_compiled(p).findall(spoken)) for p in (_APART, _SILENT))
    return max(1, len(groups) + apart - silent + hum)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: most commands never ask for a grade."""
    return re.compile(pattern, re.MULTILINE)
