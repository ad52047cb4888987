"""A seat is named that is not declared under `seats`.

Bad:

    seats: {cover: Cover officer}
    scenes:
      door:
        decision: {seat: contact}

Good:

    seats: {cover: Cover officer}
    scenes:
      door:
        decision: {seat: cover}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.causes import one_for_each
from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity, did_you_mean

RULE = Rule("HW104", "unknown-seat", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every place that names a seat."""
    scenario = subject.scenario
    yield from one_for_each(
        (seat, subject.finding(RULE, f"there is no seat `{seat}`", path,
                               mend=did_you_mean(seat, scenario.seats, otherwise="declare it under `seats`")))
        for path, seat in references.seat_names(scenario) if seat not in scenario.seats)  # fmt: skip
