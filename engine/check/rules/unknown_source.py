"""A source is named that stands in no `sources.yaml`.

Bad:

    sources: [no-such-source]

Good:

    sources: []
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, Subject
from engine.pack.diagnostics import Finding, Path, Severity, did_you_mean

RULE = Rule("HW116", "unknown-source", Severity.ERROR)


def check(subject: Subject) -> Iterator[Finding]:
    """The sources of a scenario or a report."""
    if subject.scenario is not None:
        named: list[tuple[Path, str]] = [(("sources", n), s) for n, s in enumerate(subject.scenario.sources)]
    elif subject.report is not None:
        named = [(("source", "cite", n), s) for n, s in enumerate(subject.report.source.cite)]
    else:
        return
    known = subject.pack.sources if named else {}
    for path, source in named:
        if source not in known:
            yield subject.finding(RULE, f"there is no source `{source}`", path, mend=did_you_mean(source, known))
