"""The after-action report of a class, as files. What people wrote is looked through first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ExportError
from exporters.wording.promises import COUNTS
from sessions.classroom.class_session import ClassSession

if TYPE_CHECKING:
    from exporters.content.artifact import Artifact
    from exporters.play.freetext import Found

NAME = "after-action"
FORMATS = ("md", "html")


def told(session: ClassSession) -> str:
    """What the report tells of whom, and where else something stands under a name."""
    started = session.started
    if started.voters == "people":
        return (
            f"It names who took part. {COUNTS} Each one's own votes stand on their own sheet alone (`hotwash export "
            "debrief-sheet`), and who has passed in the completion record (`hotwash export completion-record`)."
        )
    named = " It names the tables or seats that took part." if started.purpose == "record" and session.roster else ""
    return f"It names nobody.{named} {COUNTS}"


def suspicious(session: ClassSession) -> tuple[Found, ...]:
    """What somebody wrote in the class that might identify a person, a place or an event."""
    from exporters.play.freetext import identifying

    return identifying(session.record)


def folder(session: ClassSession, base: Path) -> Path:
    """Where the report can go: `base`, or a folder in it where such files are there already."""
    if any((base / artifact.name).exists() for artifact in _made(session)):
        return base / f"class-{session.play_id[:8] or session.play.seed}"
    return base


def place(name: str) -> Path:
    """The folder that a name stands for.

    Raises:
        ExportError: it is no name of a folder.
    """
    try:
        return Path(name).expanduser().absolute()
    except (RuntimeError, ValueError) as error:
        raise ExportError(f"`{name}`: {error}") from error


def write(session: ClassSession, where: Path) -> list[Path]:
    """Write the report, as Markdown and as a page for the browser; answers the files.

    Raises:
        ExportError: it cannot be made, such a file is there already, or it cannot be written.
    """
    from exporters.writer import write as put

    return put(_made(session), where)


def _made(session: ClassSession) -> list[Artifact]:
    from exporters.content.paper import local_paper
    from exporters.registry import exports, make

    return [artifact for format_ in FORMATS for artifact in make(exports()[NAME], session.record, format_, paper=local_paper())]
