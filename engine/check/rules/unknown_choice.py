"""A condition or a claim speaks of a choice that does not exist.

Bad:

    scenes:
      calm:
        also:
          - {when: chose('door.weight'), text: You waited.}

Good:

    scenes:
      calm:
        also:
          - {when: chose('door.wait'), text: You waited.}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.causes import one_for_each
from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity, did_you_mean
from engine.pack.variables import History

RULE = Rule("HW115", "unknown-choice", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every `chose(...)` and every claim's `after`."""
    yield from one_for_each(_unknown(subject))


def _unknown(subject: ScenarioSubject) -> Iterator[tuple[str, Finding]]:
    scenario = subject.scenario
    known = {f"{scene}.{choice}" for _, scene, choice, _ in references.choices(scenario)}
    # What is named elsewhere as a scene and is none is told by HW101.
    wrong = subject.missing_scenes
    for read, name, choice in subject.history(History.CHOSE):
        if choice not in known and choice.split(".")[0] not in wrong:
            yield choice, subject.finding(RULE, f"there is no choice `{choice}`", read.path, mend=did_you_mean(choice, known),
                                          place=subject.within(read.path, name.column, name.length))  # fmt: skip
    for number, claim in enumerate(scenario.claims):
        after = claim.after
        if after is not None and after not in known and after.split(".")[0] not in wrong:
            yield after, subject.finding(RULE, f"there is no choice `{after}`", ("claims", number, "after"),
                                         mend=did_you_mean(after, known))  # fmt: skip
