"""`reported` names a decision, a choice or a result that does not exist.

Bad:

    reported:
      door: kick-it-in

Good:

    reported: {}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Path, Severity, did_you_mean
from engine.pack.scenario import Reported, Scenario
from engine.pack.variables import History

RULE = Rule("HW114", "reported-choice", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every entry of `reported`."""
    scenario = subject.scenario
    asked = {choice for _, _, choice in subject.history(History.CHOSE)} | {claim.after for claim in scenario.claims}
    for name, reported in scenario.reported.items():
        if name in subject.missing_scenes:
            continue
        path: Path = ("reported", name)
        decision = scenario.scenes[name].decision if name in scenario.scenes else None
        if decision is None:
            decisions = [n for n, s in scenario.scenes.items() if s.decision]
            yield subject.finding(RULE, f"nothing is decided at `{name}`", path, key=True, mend=did_you_mean(name, decisions))
            continue
        choice = reported.chose if isinstance(reported, Reported) else reported
        if f"{name}.{choice}" in asked and choice not in decision.choices:
            continue
        if choice not in decision.choices and not (choice == "unknown" and not isinstance(reported, Reported)):
            yield subject.finding(RULE, f"`{name}` has no choice `{choice}`", path,
                                  mend=did_you_mean(choice, [*decision.choices, "unknown"]))  # fmt: skip
        elif (
            isinstance(reported, Reported) and reported.then is not None and reported.then not in _targets(scenario, name, choice)
        ):
            yield subject.finding(RULE, f"`{name}.{choice}` never leads to `{reported.then}`", (*path, "then"),
                                  mend=did_you_mean(reported.then, _targets(scenario, name, choice)))  # fmt: skip


def _targets(scenario: Scenario, scene: str, choice: str) -> list[str]:
    decision = scenario.scenes[scene].decision
    assert decision is not None
    onward = decision.choices[choice].next or decision.next
    if onward is None:
        return []
    return [onward] if isinstance(onward, str) else [route.to for route in onward]
