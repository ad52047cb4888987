"""`hotwash progress`: how the learner gets on, on a screen or as text."""

from __future__ import annotations

import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ExitCode, RecordsError
from engine.pack.folder import Pack, builtin, open_pack
from tui.commands.dumb import why_dumb
from tui.commands.screens import show
from tui.commands.streams import say

if TYPE_CHECKING:
    from engine.records import Records
    from tui.library.shelf import Shelf


def run(folders: tuple[Path, ...] = (), db: str | None = None, plain: bool = False, ascii_only: bool | None = None, *,
        as_json: bool = False) -> ExitCode:  # fmt: skip
    """Show the progress."""
    packs = [*(open_pack(folder) for folder in folders), builtin()]
    if as_json:
        from exporters.progress.progress_json import render

        say(render(looked_back(packs, db).progress()).encode("utf-8", "replace"))
        return ExitCode.OK
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


def looked_back(packs: list[Pack], db: str | None) -> Shelf:
    """All exercises of these packs, and all that was played.

    Raises:
        RecordsError: the records cannot be read.
    """
    from tui.library.shelf import whole_shelf

    with _looked_at(db) or nullcontext() as records:
        return whole_shelf(packs, records)


def _text(packs: list[Pack], db: str | None, ascii_only: bool | None) -> ExitCode:
    from exporters.progress.progress_text import render
    from tui.solo.talk import Talk

    talk = Talk(ascii_only=ascii_only)
    talk.say(render(looked_back(packs, db).progress(), talk.width))
    return ExitCode.OK


def _screen(packs: list[Pack], db: str | None, ascii_only: bool | None) -> ExitCode:
    from tui.solo.app import HotwashApp

    with ExitStack() as opened:

        def prepare() -> Records:
            from engine.records import Records, default_path

            return opened.enter_context(Records.open(db or default_path()))

        show(HotwashApp(packs, prepare=prepare, kept=True, ascii_only=ascii_only, progress=True))
    return ExitCode.OK
