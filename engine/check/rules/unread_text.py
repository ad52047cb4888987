"""A scene's text that no play reads: a paragraph stands in its place each time.

`instead: true` says that a paragraph of `also` is told in the place of the scene's `text`, as where the story comes back to a
scene. Where one of them holds whenever the scene begins, the text is lost, and with it perhaps what the decision rests on.

Bad:

    scenes:
      calm:
        also:
          - {when: visited('door'), instead: true, text: It is as quiet as before.}

Good:

    scenes:
      calm:
        also:
          - {when: chose('door.wait'), instead: true, text: It is as quiet as before.}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.story import TEXT

RULE = Rule("HW215", "unread-text", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """The text of every reached scene in whose place another paragraph may stand."""
    for scene, number, shown in subject.slices.paragraphs:
        if shown is False and number == TEXT:
            also = subject.scenario.scenes[scene].also
            first = next(n for n, paragraph in enumerate(also) if paragraph.instead)
            yield subject.finding(
                RULE, f"no play reads the text of `{scene}`: a paragraph with `instead` stands in its place each time",
                ("scenes", scene, "text"), related=((("scenes", scene, "also", first), "in its place"),),
                mend="leave out `instead`, or let its condition be false at first")  # fmt: skip
