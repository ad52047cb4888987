"""`hotwash explain`: the page of a rule."""

from __future__ import annotations

import inspect

from engine.check.checker import find_rule
from engine.check.rules import RULES
from engine.errors import ExitCode
from tui.commands.streams import say


def run(code: str | None) -> ExitCode:
    """Print the page of a rule, or the list of all."""
    if code is None:
        for rule in RULES:
            first = (rule.__doc__ or "").strip().splitlines()[0]
            say(f"{rule.RULE.code}  {rule.RULE.severity.value:<7}  {rule.RULE.name:<22}  {first}")
        return ExitCode.OK
    rule = find_rule(code)
    say(f"{rule.RULE.code} {rule.RULE.name} ({rule.RULE.severity.value})\n")
    say(inspect.cleandoc(rule.__doc__ or ""))
    return ExitCode.OK
