"""A lesson is named that stands in no catalogue.

Bad:

    objectives:
      - {text: Wait for backup, lessons: [wait-for-bakup]}

Good:

    objectives:
      - {text: Wait for backup, lessons: [wait-for-backup]}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, Subject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity, did_you_mean

RULE = Rule("HW102", "unknown-lesson", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """Every place that names a lesson."""
    known = subject.pack.lessons
    if subject.scenario is not None:
        named = list(references.lesson_names(subject.scenario))
    elif subject.report is not None:
        named = [(("lessons", n), lesson) for n, lesson in enumerate(subject.report.lessons)]
    else:
        return
    for path, lesson in named:
        if lesson not in known:
            yield subject.finding(RULE, f"there is no lesson `{lesson}`", path, mend=did_you_mean(lesson, known))
