"""`hotwash progress`: how the learner gets on, on a screen or as text."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ExitCode, RecordsError
from engine.pack.folder import Pack, builtin, open_pack
from tui.commands.dumb import why_dumb
from tui.commands.screens import show
from tui.commands.streams import say

if TYPE_CHECKING:
    from engine.records import Records


def run(folders: tuple[Path, ...] = (), db: str | None = None, plain: bool = False, ascii_only: bool | None = None) -> ExitCode:
    """Show the progress."""
    packs = [*(open_pack(folder) for folder in folders), builtin()]
    if plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _text(packs, db, ascii_only)
    dumb = why_dumb()
    if dumb:
        say(f"hotwash: {dumb}, so this is your progress as text, as with --plain.", err=True)
        return _text(packs, db, ascii_only)
    return _screen(packs, db, ascii_only)


def kept(db: str | None) -> Records | None:
    """The records, to read alone; None where nothing was ever kept.

    Raises:
        RecordsError: they cannot be read.
    """
    from engine.records import Records, default_path, never_used

    where = db or default_path()
    if never_used(where):
        return None
    return Records.open(where, read_only=True)


def _looked_at(db: str | None) -> Records | None:
    """The records, to look back at what was played; None where nothing was ever kept.

    Grades that have to be worked out are kept where that is possible. Where it is not they are read all the same.

    Raises:
        RecordsError: they cannot be read.
    """
    from engine.records import Records, default_path, never_used

    where = db or default_path()
    if never_used(where):
        return None
    try:
        return Records.open(where)
    except RecordsError:
        return Records.open(where, read_only=True)


def _text(packs: list[Pack], db: str | None, ascii_only: bool | None) -> ExitCode:
    from exporters.progress.progress_text import render
    from tui.library.shelf import Shelf
    from tui.solo.talk import Talk

    shelf = Shelf(packs)
    for _ in shelf.read():
        pass
    records = _looked_at(db)
    if records is not None:
        with records:
            for _ in shelf.look_back(records):
                pass
    talk = Talk(ascii_only=ascii_only)
    talk.say(render(shelf.progress(), talk.width))
    return ExitCode.OK


def _screen(packs: list[Pack], db: str | None, ascii_only: bool | None) -> ExitCode:
    from tui.solo.app import HotwashApp

    with ExitStack() as opened:

        def prepare() -> Records:
            from engine.records import Records, default_path

            return opened.enter_context(Records.open(db or default_path()))

        show(HotwashApp(packs, prepare=prepare, kept=True, ascii_only=ascii_only, progress=True))
    return ExitCode.OK
