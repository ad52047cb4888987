"""`hotwash check`: prove scenarios sound, or say what is wrong with them.

What judges is imported late: an unchanged pack is answered from the cache without it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from engine.check.cache import Cache, files_of
from engine.errors import ExitCode, HotwashError, UnusableFile, UsageError
from engine.pack.diagnostics import Severity, Verdict
from engine.pack.files import read_bytes, there
from engine.pack.location import builtin_folder
from exporters.check.findings import FORMATS, RenderContext
from tui.commands.streams import say
from tui.library.places import cache_folder

_LOOK_EVERY = 0.05
"""Seconds between two looks at the files with `--watch`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """The command line."""

    targets: tuple[Path, ...] = ()
    """Files and folders; none for the built-in pack."""
    format_: str = "text"
    fail_on: Literal["error", "warning", "info"] = "error"
    select: tuple[str, ...] = ()
    """Each a code or the beginning of one, or several with commas between them."""
    ignore: tuple[str, ...] = ()
    max_states: int | None = None
    record: bool = False
    release: bool = False
    jobs: int | None = None
    no_cache: bool = False
    watch: bool = False
    statistics: bool = False
    verbose: bool = False
    quiet: bool = False


def run(asked: CheckRequest) -> ExitCode:
    """Check, print the findings to stdout and the summary to stderr."""
    asked = replace(
        asked, targets=asked.targets or (_builtin(),),
        select=_codes("--select", asked.select), ignore=_codes("--ignore", asked.ignore),
    )  # fmt: skip
    if asked.statistics:
        from tui.commands.statistics import show

        return show(asked.targets, asked.max_states, as_json=asked.format_ == "json")
    view = RenderContext(_root(asked.format_), Severity(asked.fail_on), _lines, _colour(), asked.verbose)

    def once() -> ExitCode:
        verdict = _verdict(asked)
        _print(verdict, asked.format_, view, quiet=asked.quiet)
        return ExitCode.FINDINGS if verdict.fails(view.fail_on) else ExitCode.OK

    recorded = _record(asked) if asked.record else ExitCode.OK
    # A watch ends with Ctrl+C alone, and with nothing to say.
    return _watch(asked.targets, once) if asked.watch else max(recorded, once())


def _builtin() -> Path:
    """The built-in pack, where nothing was named.

    Raises:
        UsageError: the working folder is another pack, which may have been meant.
    """
    folder = _shown(builtin_folder())
    if there(Path("pack.yaml")) and Path.cwd() != builtin_folder():
        raise UsageError("this folder is a pack: `hotwash check .` checks it; where nothing is named it is the built-in one")
    return folder


def _verdict(asked: CheckRequest) -> Verdict:
    """What the check says, from the cache where nothing has changed."""
    shown = (asked.max_states, asked.select, asked.ignore, asked.release)
    cache = None if asked.no_cache else Cache(cache_folder(), shown)
    known = cache.verdict(asked.targets) if cache else None
    if known is not None:
        return known
    from engine.check.checker import Options
    from engine.check.survey import check

    with _progress() as progress:
        return check(asked.targets, Options(*shown), jobs=asked.jobs, progress=progress, cache=cache)


def _record(asked: CheckRequest) -> ExitCode:
    """Record the versions of sound scenarios, and say what came of it; not OK where something could not be recorded."""
    from engine.check.checker import Options
    from engine.check.recording import record
    from exporters.wording.numbers import many

    told = {
        "recorded": "recorded", "unsound": "not recorded: it has errors", "too large": "not recorded: it has too many states",
        "changed": "not recorded: this version is recorded with another behavior; raise `version`",
    }  # fmt: skip
    stamped = record(asked.targets, Options(asked.max_states))
    for name, version, outcome in stamped:
        if outcome in told:
            say(f"{name} version {version}: {told[outcome]}", err=True)
    known = sum(each.outcome == "known" for each in stamped)
    new = sum(each.outcome == "recorded" for each in stamped)
    if not new:
        why = "there is no sound scenario here" if not stamped else f"{many(known, 'version')} recorded before, as it is now"
        say(f"nothing was recorded: {why if known or not stamped else 'see above'}", err=True)
    return ExitCode.OK if stamped and new + known == len(stamped) else ExitCode.FINDINGS


def _print(verdict: Verdict, format_: str, view: RenderContext, *, quiet: bool) -> None:
    shown = FORMATS[format_](verdict, view)
    # What programs read is UTF-8 whatever the terminal speaks.
    # The text has been cleaned piece by piece, between its colours.
    say(shown if format_ == "text" else shown.encode("utf-8", "replace"), nl=False, drawn=True)
    if format_ == "text" and not quiet:
        from exporters.check import findings_text

        say(findings_text.summary(verdict, verbose=view.verbose), err=True)


def _watch(targets: tuple[Path, ...], once: Callable[[], ExitCode]) -> ExitCode:
    """Check again whenever a file that counts has changed, until interrupted."""
    seen: dict[Path, tuple[int, int]] | None = None
    try:
        while True:
            now = _stamps(targets)
            if now != seen:
                if seen is not None:
                    say(f"\n--- {time.strftime('%H:%M:%S')} ---", err=True)
                seen = now
                _lines.cache_clear()
                try:
                    once()
                except HotwashError as error:
                    say(f"hotwash: {error}", err=True)
                say("watching; Ctrl+C to stop", err=True)
            time.sleep(_LOOK_EVERY)
    except KeyboardInterrupt:
        return ExitCode.OK


def _stamps(targets: tuple[Path, ...]) -> dict[Path, tuple[int, int]]:
    """(time of the last change, size) of every file that the check reads, and of those that it names because nobody does."""
    from engine.check import versions
    from engine.pack.contents import home_of
    from engine.pack.unread import named_alike

    stamps = {}
    for target in targets:
        folder = target if target.is_dir() else home_of(target)
        for file in [*files_of(target), folder / versions.FILE, *(named_alike(target) if target.is_dir() else ())]:
            try:
                stat = file.stat()
            except OSError:
                continue
            stamps[file] = (stat.st_mtime_ns, stat.st_size)
    return stamps


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
            say(f"\r{done:,} of {total:,} files ", err=True, nl=False, drawn=True)

    def __exit__(self, *_: object) -> None:
        if self.shown:
            say("\r\x1b[K", err=True, nl=False, drawn=True)


def _root(format_: str) -> Path:
    """The folder that files are named from: on GitHub the checkout, wherever in it the step runs."""
    workspace = os.environ.get("GITHUB_WORKSPACE") if format_ == "github" else None
    return Path(workspace or ".").absolute()


def _codes(option: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """The codes in an option, in capitals.

    Raises:
        UsageError: there is none.
    """
    codes = tuple(code.strip().upper() for text in given for code in text.split(",") if code.strip())
    if given and not codes:
        raise UsageError(f"{option}: no code is named; `hotwash explain` lists them")
    return codes


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
