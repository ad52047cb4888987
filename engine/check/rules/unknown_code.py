"""A code that no rule has: in a comment `ignore[...]`, or in `select`, `ignore` or `severity` of the settings.

It is mostly a slip of the pen. What it was to hide, to show or to make worse would go on as if nothing had been said.

Bad:

    title: Example   # hotwash: ignore[HW999] it is read aloud

Good:

    title: Example
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from engine.check.setting_codes import setting_codes, tool_codes
from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import Pack
from engine.pack.settings import PackInfo
from engine.pack.suppression import Suppression

RULE = Rule("HW023", "unknown-code", Severity.ERROR, FileSubject)

Unknown = Callable[[Iterable[str], bool], Iterable[tuple[str, str]]]
"""(codes, whether they must be whole) -> (code that no rule has, mend)."""


def check(subject: FileSubject) -> Iterator[Finding]:
    """Nothing here: the checker asks by `findings`, since it alone knows every code."""
    del subject
    return iter(())


def findings(subject: FileSubject, comments: Iterable[Suppression], unknown: Unknown) -> Iterator[Finding]:
    """The codes that no rule has in a file: in its comments, and in the settings where it is `pack.yaml`."""
    for comment in comments:
        for code, mend in unknown(comment.codes, True):
            yield subject.finding(RULE, _message(code), place=comment.place, mend=mend)
    if isinstance(subject.file.model, PackInfo):
        for named in setting_codes(subject.file.model.check):
            for code, mend in unknown((named.code,), False):
                at = ("check", *named.path)
                yield subject.finding(RULE, _message(code), at, key=named.path[0] == "severity", mend=mend)


def findings_in_tool(pack: Pack, unknown: Unknown) -> Iterator[Finding]:
    """The codes that no rule has in the `[tool.hotwash]` of a `pyproject.toml`, where a pack is checked by one."""
    for named, place in tool_codes(pack):
        for code, mend in unknown((named.code,), False):
            yield Finding(RULE.code, RULE.severity, _message(code), place, ("tool", "hotwash", *named.path), mend)


def _message(code: str) -> str:
    return f"no rule has the code `{code}`"
