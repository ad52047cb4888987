"""`hotwash export`: documents from a scenario or a play, into a folder. stdout gets the paths, stderr the talk."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ExitCode, ExportError
from exporters.content.artifact import Artifact
from exporters.content.paper import local_paper
from exporters.registry import ALL, EXPORTS, FORMAT_OPTIONS, SETS, Export, Maker
from tui.commands.export_request import ExportRequest, ExportSources, Job, Order, every, order
from tui.commands.leaving import may_leave
from tui.commands.streams import say

if TYPE_CHECKING:
    from engine.play.events import Event
    from exporters.play.freetext import Found, Written
    from exporters.play.play_record import PlayRecord

_PATIENCE = 0.5
"""Seconds before progress is shown."""
_TITLES = (("scenario", "From a scenario"), ("play", "From a play or a class"), ("classes", "From all classes that are kept"))


def run(asked: ExportRequest, output: Path, *, force: bool, yes: bool) -> ExitCode:
    """Make what was asked for, and write it: all of it, or nothing."""
    wanted, sources = order(asked)
    for line in wanted.left_out:
        say(line, err=True)
    if not _may_leave(wanted, sources, yes=yes):
        return ExitCode.FINDINGS
    artifacts = _make(wanted, sources)
    for note in dict.fromkeys(note for artifact in artifacts for note in artifact.notes):
        say(note, err=True)
    from exporters.writer import write

    written = write(artifacts, output, force=force)
    for path in written:
        say(path)
    revealing = dict.fromkeys(job.export.name for job in wanted.jobs if job.export.answers and job.export.source == "scenario")
    if revealing:
        say(f"not for participants, since answers stand in it: {', '.join(revealing)}", err=True)
    return ExitCode.OK


# What people wrote


def _may_leave(wanted: Order, sources: ExportSources, *, yes: bool) -> bool:
    """Show what in people's own words might identify somebody, and ask whether to go on."""
    found = [one for record, only, beside in _to_be_read(wanted, sources) for one in _identifying(record, only, beside)]
    if not found:
        return True
    return may_leave([f"{one.place}: “{one.text}” ({one.kind}): {one.mend}" for one in found], yes=yes)


def _to_be_read(wanted: Order, sources: ExportSources) -> Iterator[tuple[PlayRecord, type[Event], tuple[Written, ...]]]:
    """The plays whose words may leave, the events of theirs in which these stand, and what was written beside the play."""
    from engine.play.events import Event, Joined, Wished

    of_plays = [job.export for job in wanted.jobs if job.export.source == "play"]
    if of_plays:
        from exporters.play.feedback import OPTION, written_feedback

        beside = written_feedback(wanted.options[OPTION]) if OPTION in wanted.options else ()
        yield sources.record, Event if any(export.words for export in of_plays) else Joined, beside
    if any(job.export.source == "classes" for job in wanted.jobs):
        yield from ((record, Wished, ()) for record in sources.classes)


def _identifying(record: PlayRecord, only: type[Event], beside: tuple[Written, ...]) -> tuple[Found, ...]:
    from exporters.play.freetext import identifying

    return identifying(record, only=only, beside=beside)


# Making


def _make(wanted: Order, sources: ExportSources) -> list[Artifact]:
    made: list[Artifact] = []
    failed: ExportError | None = None
    makers: dict[str, Maker] = {}
    with _progress(wanted.jobs) as jobs:
        for job in jobs:
            try:
                if job.export.name not in makers:
                    source = sources.of(job.export)
                    makers[job.export.name] = Maker(job.export, source, wanted.options, local_paper())
                made += _one(job, makers[job.export.name])
            except ExportError as error:
                if not wanted.tolerant:
                    raise
                failed = error
                say(f"left out: {job.title}: {error}", err=True)
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

    def jobs_shown() -> Iterator[Job]:
        nonlocal shown
        for number, job in enumerate(every_job, 1):
            if sys.stderr.isatty() and time.monotonic() - begin > _PATIENCE:
                shown = True
                say("\r\x1b[K", err=True, nl=False, drawn=True)
                say(f"{number} of {len(every_job)}: {job.title} ", err=True, nl=False)
            yield job

    try:
        yield jobs_shown()
    finally:
        if shown:
            say("\r\x1b[K", err=True, nl=False, drawn=True)


# The list


def show_list() -> ExitCode:
    """Show everything that can be exported."""
    known, problem = every()
    for source, title in _TITLES:
        say(f"{title}:")
        for export in known:
            if export.source == source:
                say(f"  {export.name:<18} {', '.join(export.formats)}")
                say(f"  {'':<18} {export.about}")
                _list_options(export)
    say("Sets:")
    for name, members in SETS.items():
        say(f"  {name:<18} {', '.join(export.name for export in known if export.name in members)}")
    say(f"  {ALL:<18} everything that a scenario or a play makes")
    for format_, options in FORMAT_OPTIONS.items():
        for name, about in options:
            say(f"  {format_ + ':':<18} --option {name}=...  {about}")
    if problem:
        say(f"hotwash: {problem}", err=True)
        return ExitCode.USAGE
    return ExitCode.OK


def _list_options(export: Export) -> None:
    for name, about in export.options:
        say(f"  {'':<18} --option {name}=...  {about}")
