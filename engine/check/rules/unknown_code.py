"""A code that no rule has: in a comment `ignore[...]`, or in `select`, `ignore` or `severity` of the settings.

It is mostly a slip of the pen. What it was to hide, to show or to make worse would go on as if nothing had been said.

Bad:

    title: Example   # hotwash: ignore[HW999] it is read aloud

Good:

    title: Example
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Path, Place, Severity
from engine.pack.folder import Pack, shown_path
from engine.pack.settings import CheckSettings, PackInfo
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
        for code, mend, path in _unknown_in(subject.file.model.check, unknown):
            yield subject.finding(RULE, _message(code), ("check", *path), key=path[0] == "severity", mend=mend)


def findings_in_tool(pack: Pack, unknown: Unknown) -> Iterator[Finding]:
    """The codes that no rule has in the `[tool.hotwash]` of a `pyproject.toml`, where a pack is checked by one."""
    file = pack.settings_file
    if file is None:
        return
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    for code, mend, path in _unknown_in(pack.settings, unknown):
        line, column = next(((n, text.index(code)) for n, text in enumerate(lines, 1) if code in text), (1, 0))
        place = Place(shown_path(file), line, column + 1, len(code))
        yield Finding(RULE.code, RULE.severity, _message(code), place, ("tool", "hotwash", *path), mend)


def _message(code: str) -> str:
    return f"no rule has the code `{code}`"


def _unknown_in(settings: CheckSettings, unknown: Unknown) -> Iterator[tuple[str, str, Path]]:
    """(code, mend, where in the settings)."""
    for name in ("select", "ignore", "severity"):
        codes = getattr(settings, name)
        for number, given in enumerate(codes):
            for code, mend in unknown((given,), False):
                yield code, mend, (name, code if name == "severity" else number)
