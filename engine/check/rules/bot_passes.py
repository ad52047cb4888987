"""Somebody who does not read can pass.

A bot that guesses, or always takes the longest, the shortest or the first choice shown, scores above 70. Then a pass says
nothing about judgment. Of the last three, one passes now and then by chance where decisions are few, so they count only where
chance would hit the best choices so often in less than one scenario of ten.

All bots that pass are told together, with the decisions that carry them and with what the others score, since what stops one
may let another pass: where the best choices were the longest, making them the shortest helps nobody.

Mend: write choices of even length, offer three or four of them, and spread the best one's place. Raising `version` changes
the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from engine.check import cues
from engine.check.cues import Keyed
from engine.check.subject import Rule, ValuedSubject
from engine.pack.diagnostics import Finding, Path, Severity
from engine.states import bots
from engine.states.bots import Bot

RULE = Rule("HW311", "bot-passes", Severity.ERROR, ValuedSubject)
RARE = Fraction(1, 10)
_SHOWN = 12
"""Decisions that are named, at most."""
_MENDS = {
    "blind": "offer more choices where few are poor",
    "longest": "write the choices of each decision within 15 % of each other's length",
    "shortest": "write the choices of each decision within 15 % of each other's length",
    "first-shown": "raise `version`, which draws the order anew",
}


class _Passing(NamedTuple):
    """A bot that passes."""

    bot: Bot
    score: Fraction
    right: list[Keyed]
    """The decisions in which it takes a best choice; for the one that guesses, those in which at least half are best."""


def check(subject: ValuedSubject) -> Iterator[Finding]:
    """The four bots, together."""
    decisions = subject.keyed
    passing = list(_passing(subject, decisions))
    if not passing:
        return
    told = ", and ".join(
        f"a bot that {p.bot.does} scores {float(p.score):.0f}" + (f" (right in {len(p.right)} of {len(decisions)} decisions)"
                                                                if p.right else "")
        for p in passing)  # fmt: skip
    rest = ", ".join(_score(subject, bot) for bot in bots.BOTS if bot not in [p.bot for p in passing])
    mends = dict.fromkeys(_MENDS[p.bot.name] for p in passing)
    yield subject.finding(RULE, told + (f"; the others: {rest}" if rest else ""), ("scenes",), key=True,
                          related=tuple(_carriers(passing)), mend="; ".join(mends))  # fmt: skip


def _passing(subject: ValuedSubject, decisions: Sequence[Keyed]) -> Iterator[_Passing]:
    chances = [Fraction(len(d.best), len(d.decision.choices)) for d in decisions]
    for bot in bots.BOTS:
        if bot.name == "blind":
            right = [d for d, chance in zip(decisions, chances, strict=True) if 2 * chance >= 1]
        else:
            right = [d for d in decisions if bots.hits(subject.program, bot, d.scene, d.best)]
            if not cues.rarer(len(right), chances, RARE):
                continue
        score = bots.passes(subject.valuation, bot)
        if score is not None:
            yield _Passing(bot, score, right)


def _score(subject: ValuedSubject, bot: Bot) -> str:
    score = bots.score(subject.valuation, bot)
    return f"{bot.name} {float(score or 0):.0f}"


def _carriers(passing: list[_Passing]) -> Iterator[tuple[Path, str]]:
    """The decisions that carry bots, each once, with the lengths of their choices."""
    carried: dict[str, tuple[Keyed, list[str]]] = {}
    for bot, _, right in passing:
        for key in right:
            carried.setdefault(key.scene, (key, []))[1].append(bot.name)
    for number, (key, names) in enumerate(carried.values()):
        if number == _SHOWN:
            return
        lengths = {c: len(" ".join(choice.text.split())) for c, choice in key.decision.choices.items()}
        best = " and ".join(str(lengths[c]) for c in key.best)
        others = ", ".join(str(length) for c, length in lengths.items() if c not in key.best)
        yield (
            key.choice(key.best[0]),
            (f"{' and '.join(names)} in `{key.scene}`: the best has {best} characters, the others {others}"),
        )
