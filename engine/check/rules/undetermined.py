"""More states than the budget: the verdict is undetermined.

What was not explored is not known to be sound, so this is never a pass. Reduce what the story has to remember at once
(a counter with a wide range, many flags that are read together at the end), or raise the budget with `--max-states`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ExploredSubject, Rule
from engine.pack.diagnostics import Finding, Path, Severity
from engine.pack.story import TEXT

RULE = Rule("HW212", "undetermined", Severity.ERROR, ExploredSubject)


def check(subject: ExploredSubject) -> Iterator[Finding]:
    """The state graph, and the slices of paragraphs and injects."""
    if not subject.graph.complete:
        yield _finding(subject, "the scenario", ("scenes",))
        return
    if not subject.solo.complete:
        yield _finding(subject, "the scenario without injects", ("scenes",))
    for scene, number, shown in subject.slices.paragraphs:
        if shown is None:
            path: Path = ("scenes", scene, "text") if number == TEXT else ("scenes", scene, "also", number)
            yield _finding(subject, f"this paragraph of `{scene}`", path)
    for name, playable in subject.slices.playable.items():
        if playable is None:
            yield _finding(subject, f"the inject `{name}`", ("injects", name))


def _finding(subject: ExploredSubject, what: str, path: Path) -> Finding:
    return subject.finding(RULE, f"undetermined: {what} has more than {subject.slices.max_states:,} states", path, key=True,
                           mend="let fewer facts be remembered at once, or raise --max-states")  # fmt: skip
