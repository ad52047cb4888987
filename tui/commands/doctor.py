"""`hotwash doctor`: what a help desk would ask."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from engine.errors import ExitCode
from tui.commands.diagnosis import Check, examine
from tui.commands.naming import call
from tui.commands.streams import say

_MARKS = {"ok": "[ok]", "note": "[--]", "fault": "[!!]"}
_WIDTH = 100


def run(folders: tuple[Path, ...] = (), db: str | None = None, as_json: bool = False) -> ExitCode:
    """Print the answers to stdout. Answers 1 where something is wrong."""
    checks = examine(folders, db)
    faults = sum(check.state == "fault" for check in checks)
    if as_json:
        data = {"faults": faults, "next": _next(checks), "checks": [asdict(check) for check in checks]}
        say(json.dumps(data, indent=2, ensure_ascii=False).encode("utf-8", "replace"))
    else:
        say(_text(checks, faults), nl=False)
    return ExitCode.FINDINGS if faults else ExitCode.OK


def _text(checks: list[Check], faults: int) -> str:
    width = max(len(check.name) for check in checks) + 2
    lines: list[str] = []
    for group, found in groupby(checks, key=lambda check: check.group):
        lines += ["", group] if lines else [group]
        for check in found:
            lead = f"  {_MARKS[check.state]} {check.name:<{width}}"
            lines += textwrap.wrap(check.text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead)) or [lead.rstrip()]
    end = f"{faults} thing{'s' * (faults > 1)} to mend: see [!!]." if faults else "Nothing is wrong."
    return "\n".join([*lines, "", f"{end} [--] is worth knowing, and no fault.", _next(checks), ""])


def _next(checks: list[Check]) -> str:
    """What to type now."""
    typed, _ = call()
    if any(check.state == "fault" for check in checks):
        return f"When they are mended, ask again: {typed} doctor"
    lines = any(check.name in {"terminal", "screens"} and check.state == "note" for check in checks)
    return f"To play: {typed}{' --plain' if lines else ''}"
