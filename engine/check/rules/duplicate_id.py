"""The id is not the file's name, or another file has it too.

A scenario is found by its file's name, and kept plays name it by its id.

Bad:

    id: another

Good:

    id: example
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.check.subject import ContentSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.scalar_forms import slug
from engine.pack.scalars import SLUG

RULE = Rule("HW109", "duplicate-id", Severity.ERROR, ContentSubject)


def check(subject: ContentSubject) -> Iterator[Finding]:
    """The id of a scenario or a report."""
    model = subject.content
    if model.id == subject.file.id:
        return
    sibling = subject.file.path.with_name(f"{model.id}.yaml")
    taken = subject.pack.has(sibling)
    message = f"the id `{model.id}` belongs to {sibling.name} already" if taken else f"the id `{model.id}` is not the file's name"
    yield subject.finding(RULE, message, ("id",), mend=_mend(subject.file.id, sibling.name, taken=taken))


def _mend(stem: str, sibling: str, *, taken: bool) -> str:
    if not re.fullmatch(SLUG, stem):
        name = slug(stem) or "another-name"
        return f"call the file `{name}.yaml` and write `id: {name}`" if taken else f"call the file {sibling}"
    return f"write `id: {stem}`" if taken else f"write `id: {stem}`, or call the file {sibling}"
