"""`hotwash drill`: what is due, a decision at a time, on a screen or as lines."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ExitCode
from engine.pack.folder import Pack, builtin, open_pack
from tui.commands.dumb import why_dumb
from tui.commands.progress import kept
from tui.commands.screens import show
from tui.commands.streams import say

if TYPE_CHECKING:
    from engine.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRequest:
    """The command line."""

    folders: tuple[Path, ...] = ()
    db: str | None = None
    plain: bool = False
    minutes: int | None = None
    """How long it may take; None for all that is due."""
    no_record: bool = False
    ascii_only: bool | None = None


def run(asked: DrillRequest) -> ExitCode:
    """Drill. Answers 0, also where nothing is due or the player left."""
    packs = [*(open_pack(folder) for folder in asked.folders), builtin()]
    if not asked.plain and sys.stdin.isatty() and sys.stdout.isatty():
        dumb = why_dumb()
        if not dumb:
            return _screen(packs, asked)
        say(f"hotwash: {dumb}, so these are the drills as lines of text, as with --plain.", err=True)
    return _plain(packs, asked)


def _records(asked: DrillRequest) -> AbstractContextManager[Records | None]:
    """The records: only to choose by them where nothing is to be kept."""
    if asked.no_record:
        return kept(asked.db) or nullcontext()
    from engine.records import Records, default_path

    return Records.open(asked.db or default_path())


def _plain(packs: list[Pack], asked: DrillRequest) -> ExitCode:
    from tui.library.shelf import Shelf
    from tui.solo.drill_round import DrillRound
    from tui.solo.plain_drill import drill
    from tui.solo.talk import Talk

    with _records(asked) as records:
        drill(DrillRound(Shelf(packs), records, asked.minutes, keep=not asked.no_record), Talk(ascii_only=asked.ascii_only))
    return ExitCode.OK


def _screen(packs: list[Pack], asked: DrillRequest) -> ExitCode:
    from tui.solo.app import DrillStart, HotwashApp

    with ExitStack() as opened:

        def prepare() -> Records | None:
            return opened.enter_context(_records(asked))

        start = DrillStart(asked.minutes, keep=not asked.no_record)
        show(HotwashApp(packs, prepare=prepare, kept=True, ascii_only=asked.ascii_only, drill=start))
    return ExitCode.OK
