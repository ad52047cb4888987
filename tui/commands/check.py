"""`hotwash check`: prove scenarios sound, or say what is wrong with them.

What judges is imported late: an unchanged pack is answered from the cache without it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import click

from engine.check.cache import Cache, files_of
from engine.errors import ExitCode, HotwashError, UnusableFile
from engine.pack.diagnostics import Severity, Verdict
from engine.pack.files import read_bytes
from engine.pack.location import builtin_folder
from exporters.check.findings import FORMATS, RenderContext
from tui.library.places import cache_folder

_LOOK_EVERY = 0.05
"""Seconds between two looks at the files with `--watch`."""


class CheckRequest(NamedTuple):
    """What the user asked to be looked for."""

    max_states: int | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    release: bool
    jobs: int | None
    cache: bool


def run(targets: tuple[Path, ...], format_: str, fail_on: str, select: tuple[str, ...], ignore: tuple[str, ...],
        max_states: int | None, release: bool, jobs: int | None, no_cache: bool, watch: bool, statistics: bool,
        verbose: bool, quiet: bool) -> ExitCode:  # fmt: skip
    """Check, print the findings to stdout and the summary to stderr."""
    asked = CheckRequest(max_states, _codes(select), _codes(ignore), release, jobs, not no_cache)
    targets = targets or (_shown(builtin_folder()),)
    view = RenderContext(_root(format_), Severity(fail_on), _lines, _colour(), verbose)

    def once() -> ExitCode:
        verdict = _verdict(targets, asked)
        _print(verdict, format_, view, quiet=quiet)
        return ExitCode.FINDINGS if verdict.fails(view.fail_on) else ExitCode.OK

    if statistics:
        from tui.commands.statistics import show

        return show(targets, asked.max_states, as_json=format_ == "json")
    if watch:
        return _watch(targets, once)
    return once()


def _verdict(targets: tuple[Path, ...], asked: CheckRequest) -> Verdict:
    """What the check says, from the cache where nothing has changed."""
    cache = Cache(cache_folder(), asked[:4]) if asked.cache else None
    known = cache.verdict(targets) if cache else None
    if known is not None:
        return known
    from engine.check.checker import DEFAULTS, Options
    from engine.check.survey import check

    options = Options(asked.max_states or DEFAULTS.max_states, asked.select, asked.ignore, asked.release)
    with _progress() as progress:
        return check(targets, options, jobs=asked.jobs, progress=progress, cache=cache)


def _print(verdict: Verdict, format_: str, view: RenderContext, *, quiet: bool) -> None:
    shown = FORMATS[format_](verdict, view)
    # What programs read is UTF-8 whatever the terminal speaks.
    click.echo(shown if format_ == "text" else shown.encode("utf-8", "replace"), nl=False)
    if format_ == "text" and not quiet:
        from exporters.check import findings_text

        click.echo(findings_text.summary(verdict, verbose=view.verbose), err=True)


def _watch(targets: tuple[Path, ...], once: Callable[[], ExitCode]) -> ExitCode:
    """Check again whenever a file that counts has changed, until interrupted."""
    seen: dict[Path, tuple[int, int]] | None = None
    try:
        while True:
            now = _stamps(targets)
            if now != seen:
                if seen is not None:
                    click.echo(f"\n--- {time.strftime('%H:%M:%S')} ---", err=True)
                seen = now
                _lines.cache_clear()
                try:
                    once()
                except HotwashError as error:
                    click.echo(f"hotwash: {error}", err=True)
                click.echo("watching; Ctrl+C to stop", err=True)
            time.sleep(_LOOK_EVERY)
    except KeyboardInterrupt:
        return ExitCode.OK


def _stamps(targets: tuple[Path, ...]) -> dict[Path, tuple[int, int]]:
    found = {}
    for target in targets:
        for file in files_of(target):
            try:
                stat = file.stat()
            except OSError:
                continue
            found[file] = (stat.st_mtime_ns, stat.st_size)
    return found


class _progress:  # noqa: N801  # a context manager that reads like a function
    """Shows `12 of 200` on a terminal while a check goes on for long; elsewhere nothing."""

    def __init__(self) -> None:
        self.begin = time.monotonic()
        self.shown = False

    def __enter__(self) -> Callable[[int, int], None] | None:
        return self._tell if sys.stderr.isatty() else None

    def _tell(self, done: int, total: int) -> None:
        if time.monotonic() - self.begin > 0.5:
            self.shown = True
            sys.stderr.write(f"\r{done:,} of {total:,} files ")
            sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _root(format_: str) -> Path:
    """The folder that files are named from: on GitHub the checkout, wherever in it the step runs."""
    workspace = os.environ.get("GITHUB_WORKSPACE") if format_ == "github" else None
    return Path(workspace or ".").absolute()


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
    from engine.pack.document import YamlDocument

    try:
        raw = read_bytes(Path(file))
    except UnusableFile:
        return ()
    return tuple(YamlDocument(file, raw.decode("utf-8-sig", "replace")).lines)


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
