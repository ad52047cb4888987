"""A tested lesson that a choice does not mark exactly once.

A forgotten mark would count as nothing, and the choice would look better than it is.

Bad:

    scenes:
      door:
        decision:
          choices:
            wait: {marks: []}

Good:

    scenes:
      door:
        decision:
          choices:
            wait: {marks: [+wait-for-backup]}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.catalogues import Lesson
from engine.pack.diagnostics import Finding, Path, Severity

RULE = Rule("HW113", "unmarked-lesson", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every choice of every decision that tests something."""
    scenario = subject.scenario
    known = subject.pack.lessons
    for path, _, decision in references.decisions(scenario):
        for lesson, times in Counter(decision.tests).items():
            if times > 1:
                yield subject.finding(RULE, f"`{lesson}` is tested twice in one decision", (*path, "tests"))
        for lesson in decision.weights:
            if lesson not in decision.tests and known.keys() >= set(decision.tests):
                yield subject.finding(RULE, f"`{lesson}` has a weight but is not tested here", (*path, "weights", lesson),
                                      key=True, mend="add it to `tests`, or take the weight out")  # fmt: skip
        for choice_id, choice in decision.choices.items():
            yield from _marks(subject, (*path, "choices", choice_id), decision.tests, choice.marks, known)


def _marks(
    subject: ScenarioSubject, path: Path, tests: tuple[str, ...], marks: tuple[str, ...], known: Mapping[str, Lesson]
) -> Iterator[Finding]:
    marked = Counter(mark[1:] for mark in marks)
    tested = ((*path[:3], "tests"), "tested here")
    # One that stands in no catalogue is told by HW102, and may be what the other was to be.
    for lesson in tests:
        if lesson not in marked and known.keys() >= {lesson, *marked}:
            yield subject.finding(RULE, f"`{path[-1]}` does not mark `{lesson}`, which the decision tests", path, key=True,
                                  related=(tested,), mend=f"add +{lesson}, ~{lesson} or -{lesson} to `marks`")  # fmt: skip
    for lesson, times in marked.items():
        if times > 1:
            yield subject.finding(RULE, f"`{path[-1]}` marks `{lesson}` {times} times", (*path, "marks"), related=(tested,))
