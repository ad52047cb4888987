"""`hotwash schema`: the JSON Schema of a kind of file."""

from __future__ import annotations

import click

from engine.errors import ExitCode
from exporters.check.json_schema import render


def run(kind: str) -> ExitCode:
    """Print it."""
    click.echo(render(kind), nl=False)
    return ExitCode.OK
