"""A scene is named that does not exist, or an inject is put where nothing is decided.

Bad:

    start: dor

Good:

    start: door
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.causes import one_for_each
from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity, did_you_mean
from engine.pack.variables import History

RULE = Rule("HW101", "unknown-scene", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every place that names a scene."""
    yield from one_for_each(_unknown(subject))
    scenario = subject.scenario
    for path, scene in references.scene_names(scenario):
        if path[0] == "injects" and scene in scenario.scenes and scenario.scenes[scene].decision is None:
            yield subject.finding(RULE, f"`{scene}` has no decision, so no inject can be played there", path,
                                  related=((("scenes", scene), "the scene"),))  # fmt: skip


def _unknown(subject: ScenarioSubject) -> Iterator[tuple[str, Finding]]:
    known = subject.scenario.scenes
    for path, scene in references.scene_names(subject.scenario):
        if scene not in known:
            yield scene, subject.finding(RULE, f"there is no scene `{scene}`", path, mend=did_you_mean(scene, known))
    for read, name, scene in subject.history(History.VISITED):
        if scene not in known:
            yield scene, subject.finding(RULE, f"there is no scene `{scene}`", read.path, mend=did_you_mean(scene, known),
                                         place=subject.within(read.path, name.column, name.length))  # fmt: skip
