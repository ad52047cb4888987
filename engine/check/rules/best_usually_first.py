"""The best choice is usually the first one that a class is shown.

Class and paper show choices in an order that is drawn from the scenario's `version`, the same for everybody. Sometimes the
draw puts most best choices on top. Then the hurried and the guessing take the first one and are right, and the facilitator
hears agreement where nobody has weighed anything; item writers vary the place of the key (Haladyna, Downing and Rodriguez
2002, guideline 20). A solo play shuffles by its own seed and is not concerned.

Counted are the graded decisions in which one choice alone has the least mark loss, with all their choices on show. It is
reported from three such decisions on, if they are more than half of those counted, and if a fair draw would come to so many
in less than one scenario of twenty.

Mend: raise `version`, which draws anew for every decision; the message names a version that deals well. To move choices
about in the file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check import cues
from engine.check.cues import Keyed
from engine.check.subject import ExploredSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.states.order import class_key
from engine.states.program import Program

RULE = Rule("HW402", "best-usually-first", Severity.WARNING, ExploredSubject)
_TRIES = 50
"""Versions to look ahead for one that deals well."""


def check(subject: ExploredSubject) -> Iterator[Finding]:
    """The decisions with one best choice."""
    counted = [k for k in subject.keyed if k.sole]
    if len(counted) < cues.FEWEST:
        return
    first = _first(subject.program, counted)
    if not cues.usual(len(first), counted):
        return
    shown = tuple((k.choice(k.best[0]), f"best in `{k.scene}`, and shown first") for k in first[:3])
    yield subject.finding(
        RULE, f"the best choice is shown first in {len(first)} of {len(counted)} decisions; "
        f"by chance it would be {cues.expected(counted)}", ("version",), related=shown, mend=_mend(subject, counted))  # fmt: skip


def _first(program: Program, counted: list[Keyed]) -> list[Keyed]:
    """Decisions whose best choice comes first in the class order."""
    return [k for k in counted
            if min(k.decision.choices, key=lambda c: class_key(program, k.scene, c)) == k.best[0]]  # fmt: skip


def _mend(subject: ExploredSubject, counted: list[Keyed]) -> str:
    scenario = subject.program.scenario
    chance = round(sum(1 / len(k.decision.choices) for k in counted))
    for version in range(scenario.version + 1, scenario.version + _TRIES):
        times = len(_first(Program(scenario.model_copy(update={"version": version})), counted))
        if times <= chance:
            return f"raise `version`: {version} shows it first in {times}; the order in the file changes nothing"
    return "raise `version`, which draws the order anew; the order in the file changes nothing"
