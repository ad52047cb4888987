"""Somebody who does not read can pass.

A bot that guesses, or always takes the longest, the shortest or the first choice shown, scores above 70. Then a pass says
nothing about judgment. Of the last three, one passes now and then by chance where decisions are few, so they count only where
chance would hit the best choices so often in less than one scenario of ten.

Mend: write choices of even length, offer three or four of them, and spread the best one's place. Raising `version` changes
the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.check import cues
from engine.check.subject import Rule, ValuedSubject
from engine.pack.diagnostics import Finding, Severity
from engine.states import bots

RULE = Rule("HW311", "bot-passes", Severity.ERROR, ValuedSubject)
RARE = Fraction(1, 10)


def check(subject: ValuedSubject) -> Iterator[Finding]:
    """The four bots."""
    scenario = subject.scenario
    decisions = list(cues.keyed(scenario))
    chances = [Fraction(len(d.best), len(d.decision.choices)) for d in decisions]
    for bot in bots.BOTS:
        hits = sum(bots.hits(subject.program, bot, d.scene, d.best) for d in decisions)
        if bot.name != "blind" and cues.likely(hits, chances) >= RARE:
            continue
        score = bots.passes(subject.valuation, bot)
        if score is not None:
            yield subject.finding(RULE, f"a bot that {bot.does} scores {float(score):.0f}", ("scenes",), key=True,
                                  mend="make the choices harder to tell apart without reading")  # fmt: skip
