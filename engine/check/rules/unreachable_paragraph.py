"""A conditional paragraph that no play shows.

Bad:

    facts: {lights: false}
    scenes:
      door:
        also:
          - {when: lights, text: The lights are on.}
        decision:
          choices:
            wait: {set: {lights: true}}

Good:

    facts: {lights: false}
    scenes:
      calm:
        also:
          - {when: lights, text: The lights are on.}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.story import TEXT

RULE = Rule("HW208", "unreachable-paragraph", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every conditional paragraph of a reached scene."""
    for scene, number, shown in subject.slices.paragraphs:
        if shown is False and number != TEXT:
            yield subject.finding(RULE, f"no play shows this paragraph of `{scene}`", ("scenes", scene, "also", number, "when"),
                                  mend=subject.mend_at(scene, "its condition never holds as the scene begins"))  # fmt: skip
