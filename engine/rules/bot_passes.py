"""Somebody who does not read can pass.

A bot that guesses, or always takes the longest, the shortest or the first choice shown, scores above 70. Then a pass says
nothing about judgment. (With a single graded decision one of them nearly always does, so two are needed for this rule.)

Mend: write choices of even length, offer three or four of them, and spread the best one's place. Raising `version` changes
the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import bots
from engine.diagnostics import Finding, Severity
from engine.subject import Rule, Subject

RULE = Rule("HW311", "bot-passes", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """The four bots."""
    scenario = subject.scenario
    if scenario is None or sum(bool(s.decision and s.decision.tests) for s in scenario.scenes.values()) < 2:
        return
    for bot in bots.BOTS:
        score = bots.passes(subject.valuation, bot)
        if score is not None:
            yield subject.finding(RULE, f"a bot that {bot.does} scores {float(score):.0f}", ("scenes",), key=True,
                                  mend="make the choices harder to tell apart without reading")  # fmt: skip
