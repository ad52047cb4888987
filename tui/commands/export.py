"""`hotwash export`: documents from a scenario or a play, into a folder. stdout gets the paths, stderr the talk."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from engine.errors import ExitCode, ExportError
from exporters.content.artifact import Artifact
from exporters.registry import ALL, EXPORTS, FORMAT_OPTIONS, SETS, Export, Maker
from tui.commands.export_request import ExportRequest, ExportSources, Job, Order, every, order

_PATIENCE = 0.5
"""Seconds before progress is shown."""


def run(list_: bool, output: Path, force: bool, yes: bool, **asked: Any) -> ExitCode:
    """Make what was asked for, and write it: all of it, or nothing."""
    if list_:
        return _list()
    wanted, sources = order(ExportRequest(**asked))
    for line in wanted.left_out:
        _say(line)
    if not _may_leave(wanted, sources, yes=yes):
        return ExitCode.FINDINGS
    artifacts = _make(wanted, sources)
    from exporters.writer import write

    written = write(artifacts, output, force=force)
    for path in written:
        click.echo(path)
    revealing = dict.fromkeys(job.export.name for job in wanted.jobs if job.export.answers and job.export.source == "scenario")
    if revealing:
        _say(f"not for participants, since answers stand in it: {', '.join(revealing)}")
    return ExitCode.OK


def _say(line: str) -> None:
    click.echo(line, err=True)


# What people wrote


def _may_leave(wanted: Order, sources: ExportSources, *, yes: bool) -> bool:
    """Show what in people's own words might identify somebody, and ask whether to go on."""
    of_plays = [job.export for job in wanted.jobs if job.export.source == "play"]
    if not of_plays:
        return True
    from exporters.play.freetext import identifying

    found = identifying(sources.record, names_only=not any(export.words for export in of_plays))
    if not found:
        return True
    _say("What was written in this play might identify somebody. These are prompts for you to look, never proof:")
    for place, text, kind, mend in found:
        _say(f"  {_printable(place)}: “{_printable(text)}” ({kind}): {mend}")
    if yes:
        return True
    if not _interactive():
        _say("Nothing was written. Look at these, then export again with --yes, and mend them in the document.")
        return False
    if click.confirm("Export it as it stands, to mend it in the document?", default=False, err=True):
        return True
    _say("Nothing was written.")
    return False


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _interactive() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


# Making


def _make(wanted: Order, sources: ExportSources) -> list[Artifact]:
    made: list[Artifact] = []
    failed: ExportError | None = None
    makers: dict[str, Maker] = {}
    with _progress(wanted.jobs) as jobs:
        for job in jobs:
            try:
                if job.export.name not in makers:
                    source = sources.record if job.export.source == "play" else sources.bundle
                    makers[job.export.name] = Maker(job.export, source, wanted.options)
                made += _one(job, makers[job.export.name])
            except ExportError as error:
                if not wanted.tolerant:
                    raise
                failed = error
                _say(f"left out: {job.title}: {error}")
    if not made and failed is not None:
        raise ExportError("nothing could be made; the last reason was: " + str(failed))
    return made


def _one(job: Job, maker: Maker) -> tuple[Artifact, ...]:
    if job.export in EXPORTS:
        return maker.make(job.format_)
    try:
        artifacts = maker.make(job.format_)
    except ExportError:
        raise
    except Exception as error:
        raise ExportError(f"the exporter `{job.export.name}` ({job.export.make}) failed: {error!r}") from error
    if not all(isinstance(artifact, Artifact) for artifact in artifacts):
        raise ExportError(f"the exporter `{job.export.name}` ({job.export.make}) answered something that is no artifact")
    return artifacts


@contextmanager
def _progress(jobs: Iterable[Job]) -> Iterator[Iterator[Job]]:
    """The jobs, one after the other; on a terminal it is shown how far they are, if it takes long."""
    every_job = list(jobs)
    begin, shown = time.monotonic(), False

    def told() -> Iterator[Job]:
        nonlocal shown
        for number, job in enumerate(every_job, 1):
            if sys.stderr.isatty() and time.monotonic() - begin > _PATIENCE:
                shown = True
                sys.stderr.write(f"\r\x1b[K{number} of {len(every_job)}: {job.title} ")
                sys.stderr.flush()
            yield job

    try:
        yield told()
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


# The list


def _list() -> ExitCode:
    known, problem = every()
    for source, title in (("scenario", "From a scenario"), ("play", "From a play or a class")):
        click.echo(f"{title}:")
        for export in known:
            if export.source == source:
                click.echo(f"  {export.name:<18} {', '.join(export.formats)}")
                click.echo(f"  {'':<18} {export.about}")
                _list_options(export)
    click.echo("Sets:")
    for name, members in SETS.items():
        click.echo(f"  {name:<18} {', '.join(export.name for export in known if export.name in members)}")
    click.echo(f"  {ALL:<18} everything")
    for format_, options in FORMAT_OPTIONS.items():
        for name, about in options:
            click.echo(f"  {format_ + ':':<18} --option {name}=...  {about}")
    if problem:
        _say(f"hotwash: {problem}")
        return ExitCode.USAGE
    return ExitCode.OK


def _list_options(export: Export) -> None:
    for name, about in export.options:
        click.echo(f"  {'':<18} --option {name}=...  {about}")
