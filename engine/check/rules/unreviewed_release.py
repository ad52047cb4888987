"""A scenario is to be released, and nobody has reviewed its present version.

Asked for under `hotwash check --release` alone. Somebody who knows the work has to have read what others will be taught
from, and read this version of it: marks and texts change with each.

Mend: have it read, and add a review of this version to `reviews`. Never invent one.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW506", "unreviewed-release", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """The reviews of a scenario."""
    scenario = subject.scenario
    if not subject.release or any(r.version == scenario.version for r in scenario.reviews):
        return
    if scenario.reviews:
        newest = max(r.version for r in scenario.reviews)
        message = f"nobody has reviewed version {scenario.version}; the newest review is of version {newest}"
        yield subject.finding(RULE, message, ("reviews",), key=True, related=((("version",), "the version"),),
                              mend="have this version read, and add the review")  # fmt: skip
    else:
        at = "reviews" if subject.file.doc.has(("reviews",)) else "id"
        yield subject.finding(RULE, "nobody has reviewed this scenario", (at,), key=True,
                              mend="have somebody who knows the work read it, and add the review to `reviews`")  # fmt: skip
