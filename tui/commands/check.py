"""`hotwash check`: prove scenarios sound, or say what is wrong with them."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

import click

from engine.checker import Options, check
from engine.diagnostics import Severity
from engine.errors import ExitCode
from engine.graph import DEFAULT_BUDGET
from engine.pack import builtin_folder
from engine.source import MAX_BYTES, parse


def run(targets: tuple[Path, ...], format_: str, fail_on: str, select: tuple[str, ...], ignore: tuple[str, ...],
        max_states: int | None, quiet: bool) -> ExitCode:  # fmt: skip
    """Check, print the findings to stdout and the summary to stderr."""
    options = Options(max_states or DEFAULT_BUDGET, _codes(select), _codes(ignore))
    verdict = check(targets or (_shown(builtin_folder()),), options)
    if format_ == "json":
        from exporters import findings_json

        click.echo(findings_json.render(verdict), nl=False)
    else:
        from exporters import findings_text

        click.echo(findings_text.render(verdict, _lines, colour=_colour()), nl=False)
        if not quiet:
            click.echo(findings_text.summary(verdict), err=True)
    return ExitCode.FINDINGS if verdict.fails(Severity(fail_on)) else ExitCode.OK


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for text in given for code in text.split(",") if code.strip())


def _shown(folder: Path) -> Path:
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder


@lru_cache(maxsize=64)
def _lines(file: str) -> tuple[str, ...]:
    """The lines of a file, as the findings count them."""
    try:
        raw = Path(file).read_bytes()[: MAX_BYTES + 1]
    except OSError:
        return ()
    doc = parse(b"", file)
    doc.text = raw.decode("utf-8-sig", "replace")
    return tuple(doc.lines)


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
