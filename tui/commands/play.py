"""`hotwash play`: one play, on a screen, as lines, or from a list of choices."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from engine.errors import ExitCode, PlayError, UsageError
from engine.pack.folder import Pack, builtin, open_pack
from engine.play.bundle import Bundle, bundle
from tui.commands.dumb import why_dumb
from tui.library.packs import find, locate, sound
from tui.solo.options import PlayOptions

if TYPE_CHECKING:
    from engine.records import Records
    from sessions.solo import Solo
    from tui.solo.plain import Talk


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the command line asks for, apart from the scenario."""

    db: str | None
    keep: bool
    seed: int | None
    resume: bool
    play_options: PlayOptions
    ascii_only: bool | None

    @property
    def where(self) -> str:
        """Where the play is kept, as a brief says it."""
        return "on the server that was named" if self.db and self.db.startswith("postgresql") else "on this computer"


def run(scenario: str | None = None, folders: tuple[Path, ...] = (), db: str | None = None, plain: bool = False,
        choices: str | None = None, as_json: bool = False, seed: int | None = None, confidence: bool = False,
        rationale: bool = False, timer: bool = False, feedback: Literal["now", "end"] = "end", resume: bool = False,
        no_record: bool = False, ascii_only: bool | None = None) -> ExitCode:  # fmt: skip
    """Play. Answers 0, also where the player left."""
    if as_json and choices is None:
        raise UsageError("--json goes with --choices")
    if resume and (choices is not None or no_record):
        raise UsageError("--resume goes on with a kept play; it goes with neither --choices nor --no-record")
    packs = [*(open_pack(folder) for folder in folders), builtin()]
    if choices is not None:
        if scenario is None:
            raise UsageError("--choices needs a scenario")
        return _replay(find(packs, scenario), choices, seed, as_json)
    play_options = PlayOptions(confidence=confidence, rationale=rationale, timer=timer, feedback=feedback)
    wanted = _Wanted(db, not no_record, seed, resume, play_options, ascii_only)
    if not plain and _interactive():
        dumb = why_dumb()
        if not dumb:
            return _screen(packs, scenario, wanted)
        click.echo(f"hotwash: {dumb}, so this is the play as lines of text, as with --plain.", err=True)
    return _plain(packs, scenario, wanted)


def _records(db: str | None, *, keep: bool) -> AbstractContextManager[Records | None]:
    if not keep:
        return nullcontext()
    from engine.records import Records, default_path

    return Records.open(db or default_path())


def _interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _resumed(records: Records | None, scenario: str | None) -> Solo:
    from sessions.solo import Solo

    assert records is not None
    found = records.latest_unfinished(scenario)
    if found is None:
        raise PlayError("there is no unfinished play to go on with")
    return Solo.resume(records, found.id)


def _replay(bundle_: Bundle, choices: str, seed: int | None, as_json: bool) -> ExitCode:
    from sessions.solo import Solo

    session = Solo.new(bundle_, seed=0 if seed is None else seed)
    wanted = [c.strip() for c in choices.split(",") if c.strip()]
    for number, choice in enumerate(wanted, 1):
        if session.over:
            raise PlayError(f"the play ended at `{session.play.scene}` before choice {number}, `{choice}`")
        try:
            session.choose(choice)
        except PlayError as error:
            raise PlayError(f"choice {number}: {error}") from None
    if not session.over:
        options = ", ".join(o.id for o in session.view().options)
        raise PlayError(f"the play goes on at `{session.play.scene}`: choose one of {options}")
    if as_json:
        click.echo(json.dumps(session.record.debrief.as_dict(), indent=2, ensure_ascii=False))
    else:
        from exporters.play.debrief_text import render
        from tui.solo.plain import Talk

        Talk().say(render(session.record.account))
    return ExitCode.OK


def _plain(packs: list[Pack], scenario: str | None, wanted: _Wanted) -> ExitCode:
    from tui.solo import plain

    talk = plain.Talk(ascii_only=wanted.ascii_only)
    with _records(wanted.db, keep=wanted.keep) as records:
        begun = False
        try:
            session = _begin_plain(packs, scenario, wanted, records, talk)
            begun = True
            plain.play(session, talk, wanted.play_options)
        except plain.PlayerLeft:
            go_on = " Go on with `hotwash play --resume`." if begun and wanted.keep else ""
            talk.say(f"You stopped here.{go_on}\n")
    return ExitCode.OK


def _begin_plain(packs: list[Pack], scenario: str | None, wanted: _Wanted, records: Records | None, talk: Talk) -> Solo:
    """The play, begun or taken up again.

    Raises:
        Left: the player does not want to begin.
    """
    from sessions.solo import Solo
    from tui.solo import plain

    if wanted.resume:
        session = _resumed(records, scenario)
        talk.say(f"{session.recap()}\n")
        return session
    chosen = find(packs, scenario or plain.pick(packs, talk))
    plain.brief(chosen, talk, kept=wanted.keep, where=wanted.where)
    return Solo.new(chosen, records, wanted.seed)


def _screen(packs: list[Pack], scenario: str | None, wanted: _Wanted) -> ExitCode:
    """The app. The brief comes up at once; the checker and the records work while it is read."""
    from tui.solo.app import HotwashApp

    place = locate(packs, scenario) if scenario and not wanted.resume else None
    model = place and place[0].scenario(place[1]).model
    if place and model is None:
        sound(*place)  # says what is wrong
    asked: dict[str, Any] = {"seed": wanted.seed, "play_options": wanted.play_options, "ascii_only": wanted.ascii_only}
    with ExitStack() as opened:

        def prepare() -> Records | None:
            if place:
                sound(*place)
            return opened.enter_context(_records(wanted.db, keep=wanted.keep))

        if wanted.resume:
            records = prepare()
            session = _resumed(records, scenario)
            app = HotwashApp(packs, records=records, session=session, **asked)
        else:
            chosen = bundle(*place) if place else None
            app = HotwashApp(packs, bundle=chosen, prepare=prepare, kept=wanted.keep, where=wanted.where, **asked)
        handover = app.run()
        if app.failure is not None:
            raise app.failure
    if handover is not None:
        from tui.commands import classroom

        folders = tuple(pack.folder for pack in packs[:-1])
        return classroom.run(handover.scenario or None, folders, wanted.db, ascii_only=wanted.ascii_only)
    return ExitCode.OK
