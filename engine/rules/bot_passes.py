"""Somebody who does not read can pass.

A bot that guesses, or always takes the longest, the shortest or the first choice shown, scores above 70. Then a pass says
nothing about judgment. (With a single graded decision one of them nearly always does, so two are needed for this rule.)

Mend: write choices of even length, offer three or four of them, and spread the best one's place. Raising `version` changes
the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from engine.diagnostics import Finding, Severity
from engine.graph import Edge
from engine.play import class_key
from engine.subject import Rule, Subject
from engine.value import Number

RULE = Rule("HW311", "bot-passes", Severity.ERROR)


PASS = 70
"""A bot score above this passes."""


def check(subject: Subject) -> Iterator[Finding]:
    """The four bots."""
    scenario, program, valuation = subject.scenario, subject.program, subject.valuation
    if scenario is None or sum(bool(s.decision and s.decision.tests) for s in scenario.scenes.values()) < 2:
        return

    def length(edge: Edge) -> int:
        decision = scenario.scenes[program.scenes[edge.action.scene]].decision
        assert decision is not None
        return len(" ".join(decision.choices[edge.action.id].text.split()))

    def shown(edge: Edge) -> int:
        return class_key(program, program.scenes[edge.action.scene], edge.action.id)

    bots = {
        "guesses": lambda _, edges: _evenly(edges),
        "takes the longest choice": lambda _, edges: _evenly([e for e in edges if length(e) == max(map(length, edges))]),
        "takes the shortest choice": lambda _, edges: _evenly([e for e in edges if length(e) == min(map(length, edges))]),
        "takes the choice shown first": lambda _, edges: _evenly([min(edges, key=shown)]),
    }
    for name, bot in bots.items():
        score = valuation.bot_score(name, bot)
        if score is not None and score > PASS:
            yield subject.finding(RULE, f"a bot that {name} scores {float(score):.0f}", ("scenes",), key=True,
                                  mend="make the choices harder to tell apart without reading")  # fmt: skip


def _evenly(edges: tuple[Edge, ...] | list[Edge]) -> Mapping[str, Number]:
    return {e.action.id: Fraction(1, len(edges)) for e in edges}
