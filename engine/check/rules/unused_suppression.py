"""A comment `# hotwash: ignore[...]` that takes nothing away, or a setting that cannot.

What the comment excused has gone, or stands on another line. Left there, it would one day excuse something new.

Errors on which every later proof rests are hidden by nothing, and those that protect a person by a comment alone. A comment
that names the former, and `ignore` or `severity` of the settings that names either, does nothing; `--ignore` refuses it.

Bad:

    title: Example   # hotwash: ignore[HW407] it is read aloud

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

RULE = Rule("HW019", "unused-suppression", Severity.WARNING, FileSubject)

Powerless = Callable[[Iterable[str]], Iterable[tuple[str, str, str]]]
"""Codes -> (code that hides nothing, why, mend)."""


def check(subject: FileSubject) -> Iterator[Finding]:
    """Nothing here: the checker asks once every other rule has spoken, by `finding`."""
    del subject
    return iter(())


def finding(subject: FileSubject, comment: Suppression, idle: list[str]) -> Finding:
    """The finding for a comment of which these codes took nothing away."""
    codes = ", ".join(idle)
    return subject.finding(RULE, f"nothing to ignore here: {codes}", place=comment.place, mend="take the comment out")


def in_vain(subject: FileSubject, comment: Suppression, codes: list[str]) -> Finding:
    """The finding for a comment at errors of these codes, which stand whatever it says."""
    return subject.finding(RULE, f"no comment hides {', '.join(codes)}: every later proof rests on it", place=comment.place,
                           mend="take the comment out, and mend what is found")  # fmt: skip


def findings_in_settings(subject: FileSubject, powerless: Powerless) -> Iterator[Finding]:
    """The codes in the settings of `pack.yaml` that hide nothing."""
    if isinstance(subject.file.model, PackInfo):
        for named in setting_codes(subject.file.model.check):
            for _, why, mend in powerless((named.code,) if named.hides else ()):
                at = ("check", *named.path)
                yield subject.finding(RULE, f"no setting hides {why}", at, key=named.path[0] == "severity", mend=mend)


def findings_in_tool(pack: Pack, powerless: Powerless) -> Iterator[Finding]:
    """The codes in the `[tool.hotwash]` of a `pyproject.toml` that hide nothing, where a pack is checked by one."""
    for named, place in tool_codes(pack):
        for _, why, mend in powerless((named.code,) if named.hides else ()):
            path = ("tool", "hotwash", *named.path)
            yield Finding(RULE.code, RULE.severity, f"no setting hides {why}", place, path, mend)
