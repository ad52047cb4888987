"""A scene is named that does not exist, or an inject is put where nothing is decided.

Bad:

    start: dor

Good:

    start: door
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity, did_you_mean

RULE = Rule("HW101", "unknown-scene", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every place that names a scene."""
    scenario = subject.scenario
    for path, scene in references.scene_names(scenario):
        if scene not in scenario.scenes:
            yield subject.finding(RULE, f"there is no scene `{scene}`", path, mend=did_you_mean(scene, scenario.scenes))
        elif path[0] == "injects" and scenario.scenes[scene].decision is None:
            yield subject.finding(RULE, f"`{scene}` has no decision, so no inject can be played there", path,
                                  related=((("scenes", scene), "the scene"),))  # fmt: skip
    for read, name, scene in subject.history("visited"):
        if scene not in scenario.scenes:
            yield subject.finding(RULE, f"there is no scene `{scene}`", read.path, mend=did_you_mean(scene, scenario.scenes),
                                  place=subject.within(read.path, name.column, name.length))  # fmt: skip
