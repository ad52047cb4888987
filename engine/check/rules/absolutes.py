"""Absolute words stand in poor choices and in no best one.

`Always`, `never` and `nobody` are seldom right, and test-wise readers strike out what contains them before they think.
Item writers avoid such "specific determiners" (Haladyna, Downing and Rodriguez 2002, guideline 28a; Millman, Bishop and Ebel
1965).

Looked for are: absolutely, all, always, at once, certainly, completely, definitely, entirely, every, everybody, everyone,
everything, everywhere, immediately, instantly, must, never, no matter, no one, nobody, none, nothing, nowhere, only,
totally. It is reported where at least three poor choices of graded decisions have one, no best choice has any, and chance
alone would have spared all best ones at most one time in four: three poor choices in decisions of two, five in decisions of
four. That is a milder proof than for length and place, since a word is so quickly mended.

In a pack with another `language` the rule is silent, and HW507 says so.

Mend: take the word out of poor choices, or use one in a best choice where it is true ("say nothing more").
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from math import comb
from re import Pattern

from engine.check import cues
from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Path, Severity

RULE = Rule("HW404", "absolutes", Severity.WARNING, ScenarioSubject)
_WORDS = (
    "absolutely|all|always|at once|certainly|completely|definitely|entirely|every(?:body|one|thing|where)?|immediately|instantly|"
    "must|never|no matter|no one|nobody|none|nothing|nowhere|only|totally"
)
_CHANCE = Fraction(1, 4)
"""At most this likely for best choices to be spared by chance."""


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """The graded decisions."""
    if not subject.pack.info.is_english:
        return
    poor: list[tuple[Path, str]] = []
    spared = Fraction(1)
    for key in subject.keyed:
        words = {c: hit[0].lower() for c, choice in key.decision.choices.items() if (hit := _absolute().search(choice.text))}
        if not words.keys().isdisjoint(key.best):
            return
        choices = len(key.decision.choices)
        # It only ever falls, so beyond the limit its many digits are of no use.
        if words and spared > _CHANCE:
            spared *= Fraction(comb(choices - len(key.best), len(words)), comb(choices, len(words)))
        poor += [((*key.choice(c), "text"), f"`{word}` in a poor choice") for c, word in words.items()]
    if len(poor) >= cues.FEWEST and spared <= _CHANCE:
        yield subject.finding(
            RULE, f"{len(poor)} poor choices have an absolute word, and no best choice has any", ("scenes",), key=True,
            related=tuple(poor[:3]), mend="say it without the word, or use one in a best choice where it is true")  # fmt: skip


@cache
def _absolute() -> Pattern[str]:
    import re  # noqa: PLC0415  # compiled when first needed

    return re.compile(rf"\b(?:{_WORDS})\b", re.IGNORECASE)
