"""`hotwash schema`: the JSON Schema of a kind of file."""

from __future__ import annotations

from engine.errors import ExitCode
from exporters.check.json_schema import render
from tui.commands.streams import say


def run(kind: str) -> ExitCode:
    """Print it."""
    say(render(kind).encode(), nl=False)
    return ExitCode.OK
