"""A value that its fact can never have.

Bad:

    facts:
      distance: {one_of: [near, far], start: close}
    scenes:
      door:
        decision:
          choices:
            wait: {set: {distance: far}}
      calm:
        also:
          - {when: distance == 'far', text: You are across the street.}

Good:

    facts:
      distance: {one_of: [near, far], start: near}
    scenes:
      door:
        decision:
          choices:
            wait: {set: {distance: far}}
      calm:
        also:
          - {when: distance == 'far', text: You are across the street.}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.condition_types import Misfit, faults
from engine.pack.diagnostics import Finding, Severity, did_you_mean
from engine.pack.expressions import Counter, Flag, Words

RULE = Rule("HW112", "outside-domain", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Starts, conditions and `set`."""
    scenario = subject.scenario
    for fact, domain in subject.domains.items():
        if isinstance(domain, Words | Counter) and not domain.holds(domain.start):
            yield subject.finding(RULE, f"`{fact}` is {domain}; it cannot start as `{domain.start}`", ("facts", fact, "start"),
                                  mend=_mend(domain, domain.start))  # fmt: skip
    for read in subject.conditions:
        for fault in faults(read.expr, subject.domains) if read.expr else ():
            if fault.kind is Misfit.OUTSIDE_DOMAIN:
                mend = subject.rewritten(read.path, fault.column, fault.length, fault.new) or fault.mend
                yield subject.finding(RULE, fault.message, read.path, mend=mend,
                                      place=subject.within(read.path, fault.column, fault.length))  # fmt: skip
    kinds = {Flag: bool, Words: str, Counter: int}
    for path, fact, value in references.sets(scenario):
        known = subject.domains.get(fact)
        if known is not None and type(value) is kinds[type(known)] and not known.holds(value):
            yield subject.finding(RULE, f"`{fact}` is {known}; it cannot be `{value}`", path, mend=_mend(known, value),
                                  related=((("facts", fact), "declared here"),))  # fmt: skip


def _mend(domain: Words | Counter | Flag, value: object) -> str:
    return did_you_mean(str(value), domain.words) if isinstance(domain, Words) else ""
