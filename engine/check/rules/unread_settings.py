"""A table of a `pyproject.toml` that looks as if it held settings of the check, and is not read.

Settings of a pack stand under `check` in `pack.yaml`, or else in `[tool.hotwash]` of the nearest `pyproject.toml` in its folder
or above. `[hotwash]`, `[tool.Hotwash]` and the like are read by nobody, and what they were to hide, to show or to make worse goes
on as if nothing had been said. Where `pack.yaml` has `check`, `[tool.hotwash]` is not read either: that alone is noted.

Mend: call the table `[tool.hotwash]`; say what shall count in one place.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Place, Severity
from engine.pack.folder import Pack, shown_path
from engine.pack.tool_settings import UnreadTable

RULE = Rule("HW027", "unread-settings", Severity.WARNING, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """Nothing here: the checker asks once for each pack, by `findings`."""
    del subject
    return iter(())


def findings(pack: Pack) -> Iterator[Finding]:
    """A finding for each such table."""
    for table in pack.unread_settings:
        name = f"`[{'.'.join(table.path)}]`"
        if table.shadowed:
            why = "`pack.yaml` has `check`, and they are not added to each other"
            severity, mend = Severity.INFO, "say what shall count in one of them alone"
        else:
            why = "settings stand in `[tool.hotwash]`"
            severity, mend = RULE.severity, "call it `[tool.hotwash]`"
        yield Finding(RULE.code, severity, f"{name} is not read: {why}", _place(table), table.path, mend)


def _place(table: UnreadTable) -> Place:
    lines = table.file.read_text(encoding="utf-8", errors="replace").splitlines()
    name = table.path[-1]
    begins = [(number, text.index(name)) for number, text in enumerate(lines, 1) if name in text.partition("#")[0]]
    # A table's own line before one that has its name for another reason.
    line, column = next(((n, c) for n, c in begins if lines[n - 1].lstrip().startswith("[")), begins[0] if begins else (1, 0))
    return Place(shown_path(table.file), line, column + 1, len(name))
