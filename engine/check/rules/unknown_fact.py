"""A fact is named that is not declared under `facts`.

Bad:

    facts: {partner_here: false}
    scenes:
      door:
        decision:
          choices:
            wait: {set: {partner_hear: true}}
      calm:
        also:
          - {when: partner_here, text: Your partner is with you.}

Good:

    facts: {partner_here: false}
    scenes:
      door:
        decision:
          choices:
            wait: {set: {partner_here: true}}
      calm:
        also:
          - {when: partner_here, text: Your partner is with you.}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.causes import one_for_each
from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.condition_types import Misfit, faults
from engine.pack.diagnostics import Finding, Severity, did_you_mean, nearest
from engine.pack.expressions import Words

RULE = Rule("HW103", "unknown-fact", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every `set`, `add` and condition."""
    yield from one_for_each(_unknown(subject))


def _unknown(subject: ScenarioSubject) -> Iterator[tuple[str, Finding]]:
    scenario = subject.scenario
    known = scenario.facts
    for path, fact, _ in (*references.sets(scenario), *references.adds(scenario)):
        if fact not in known:
            yield fact, subject.finding(RULE, f"`{fact}` is not a fact", path, key=True, mend=did_you_mean(fact, known))
    for read in subject.conditions:
        for fault in faults(read.expr, subject.domains) if read.expr else ():
            if fault.kind is Misfit.UNKNOWN_NAME:
                mend = subject.rewritten(read.path, fault.column, fault.length, _meant(subject, fault.name))
                yield fault.name, subject.finding(RULE, fault.message, read.path, mend=mend or _mend(subject, fault.name),
                                                  place=subject.within(read.path, fault.column, fault.length))  # fmt: skip


def _mend(subject: ScenarioSubject, name: str) -> str:
    """A word that is a value of some fact only lacks its quotes."""
    if any(isinstance(d, Words) and name in d.words for d in subject.domains.values()):
        return f"a word stands in quotes: '{name}'"
    return did_you_mean(name, subject.domains)


def _meant(subject: ScenarioSubject, name: str) -> str:
    """What was meant by a name in a condition, as it is written; empty where that cannot be told."""
    if any(isinstance(d, Words) and name in d.words for d in subject.domains.values()):
        return f"'{name}'"
    literal = {"true": "true", "false": "false", "yes": "true", "no": "false"}.get(name.lower())
    return literal or nearest(name, subject.domains) or ""
