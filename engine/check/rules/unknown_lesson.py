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

from engine.check.causes import broken_catalogue, one_for_each
from engine.check.subject import ContentSubject, Rule
from engine.pack import references
from engine.pack.diagnostics import Finding, Path, Severity, did_you_mean
from engine.pack.report import Report

RULE = Rule("HW102", "unknown-lesson", Severity.ERROR, ContentSubject)


def check(subject: ContentSubject) -> Iterator[Finding]:
    """Every place that names a lesson."""
    if broken_catalogue(subject.pack, "lessons.yaml"):
        return
    known = subject.pack.lessons
    content = subject.content
    if isinstance(content, Report):
        named: list[tuple[Path, str]] = [(("lessons", n), lesson) for n, lesson in enumerate(content.lessons)]
    else:
        named = list(references.lesson_names(content))
    yield from one_for_each(
        (lesson, subject.finding(RULE, f"there is no lesson `{lesson}`", path, mend=did_you_mean(lesson, known)))
        for path, lesson in named if lesson not in known)  # fmt: skip
