"""A source is named that stands in no `sources.yaml`.

Bad:

    sources: [no-such-source]

Good:

    sources: []
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.causes import broken_catalogue, one_for_each
from engine.check.subject import ContentSubject, Rule
from engine.pack.diagnostics import Finding, Path, Severity, did_you_mean
from engine.pack.report import Report

RULE = Rule("HW116", "unknown-source", Severity.ERROR, ContentSubject)


def check(subject: ContentSubject) -> Iterator[Finding]:
    """The sources of a scenario or a report."""
    content = subject.content
    if isinstance(content, Report):
        named: list[tuple[Path, str]] = [(("source", "cite", n), s) for n, s in enumerate(content.source.cite)]
    else:
        named = [(("sources", n), s) for n, s in enumerate(content.sources)]
    if broken_catalogue(subject.pack, "sources.yaml"):
        return
    known = subject.pack.sources if named else {}
    yield from one_for_each(
        (source, subject.finding(RULE, f"there is no source `{source}`", path, mend=did_you_mean(source, known)))
        for path, source in named if source not in known)  # fmt: skip
