"""The id is not the file's name, or another file has it too.

A scenario is found by its file's name, and kept plays name it by its id.

Bad:

    id: another

Good:

    id: example
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ContentSubject, Rule
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW109", "duplicate-id", Severity.ERROR, ContentSubject)


def check(subject: ContentSubject) -> Iterator[Finding]:
    """The id of a scenario or a report."""
    model = subject.content
    if model.id == subject.file.id:
        return
    sibling = subject.file.path.with_name(f"{model.id}.yaml")
    if subject.pack.has(sibling):
        yield subject.finding(RULE, f"the id `{model.id}` belongs to {sibling.name} already", ("id",),
                              mend=f"write `id: {subject.file.id}`")  # fmt: skip
    else:
        yield subject.finding(RULE, f"the id `{model.id}` is not the file's name", ("id",),
                              mend=f"write `id: {subject.file.id}`, or call the file {sibling.name}")  # fmt: skip
