"""A condition, `set` or `add` treats a fact as another kind than it is.

A flag is true or false, a word is compared with words in quotes, only a counter can be ordered and counted.

Bad:

    facts: {partner_here: false}
    scenes:
      door:
        decision:
          choices:
            wait: {set: {partner_here: true}}
      calm:
        also:
          - {when: partner_here > 1, text: Your partner is with you.}

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

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.condition_types import Misfit, faults
from engine.pack.diagnostics import Finding, Severity
from engine.pack.expressions import Counter, Flag, Words

RULE = Rule("HW111", "mixed-types", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every condition, `set` and `add`."""
    scenario = subject.scenario
    for read in subject.conditions:
        for fault in faults(read.expr, subject.domains) if read.expr else ():
            if fault.kind is Misfit.MIXED_TYPES:
                mend = subject.rewritten(read.path, fault.column, fault.length, fault.new) or fault.mend
                yield subject.finding(RULE, fault.message, read.path, mend=mend,
                                      place=subject.within(read.path, fault.column, fault.length))  # fmt: skip
    kinds = {Flag: bool, Words: str, Counter: int}
    for path, fact, value in references.sets(scenario):
        domain = subject.domains.get(fact)
        if domain is not None and type(value) is not kinds[type(domain)]:
            yield subject.finding(RULE, f"`{fact}` is {domain}", path, related=((("facts", fact), "declared here"),))
    for path, fact, _ in references.adds(scenario):
        domain = subject.domains.get(fact)
        if domain is not None and not isinstance(domain, Counter):
            yield subject.finding(RULE, f"`{fact}` is {domain}, and only a counter can count", path, key=True,
                                  related=((("facts", fact), "declared here"),))  # fmt: skip
