"""`hotwash play`: one play, on a screen, as lines, or from a list of choices."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.bundle import Bundle, bundle
from engine.errors import ExitCode, PlayError, UsageError
from engine.pack import Pack, builtin, open_pack
from tui.packs import find, locate, sound

if TYPE_CHECKING:
    from engine.records import Records
    from tui.solo import Solo


def run(scenario: str | None, folders: tuple[Path, ...] = (), db: str | None = None, plain: bool = False,
        choices: str | None = None, as_json: bool = False, seed: int | None = None, confidence: bool = False,
        resume: bool = False, no_record: bool = False) -> ExitCode:  # fmt: skip
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
    if plain or not _interactive():
        with _records(db, keep=not no_record) as records:
            return _plain(packs, scenario, records, seed, confidence, resume)
    return _screen(packs, scenario, db, not no_record, seed, confidence, resume)


def _records(db: str | None, *, keep: bool) -> AbstractContextManager[Records | None]:
    if not keep:
        return nullcontext()
    from engine.records import Records, default_path

    return Records.open(db or default_path())


def _interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _resumed(records: Records | None, scenario: str | None) -> Solo:
    from tui.solo import Solo

    assert records is not None
    found = records.latest_unfinished(scenario)
    if found is None:
        raise PlayError("there is no unfinished play to go on with")
    return Solo.resume(records, found.id)


def _replay(bundle_: Bundle, choices: str, seed: int | None, as_json: bool) -> ExitCode:
    from tui.solo import Solo

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
        options = ", ".join(o.id for o in session.moment().options)
        raise PlayError(f"the play goes on at `{session.play.scene}`: choose one of {options}")
    if as_json:
        click.echo(json.dumps(session.debrief().as_dict(), indent=2, ensure_ascii=False))
    else:
        from exporters.debrief_text import render

        click.echo(render(session.account()), nl=False)
    return ExitCode.OK


def _plain(packs: list[Pack], scenario: str | None, records: Records | None, seed: int | None, confidence: bool,
           resume: bool) -> ExitCode:  # fmt: skip
    from tui import plain
    from tui.solo import Solo

    if resume:
        session = _resumed(records, scenario)
        click.echo("You go on where you left off.")
    else:
        if scenario is None:
            scenario = plain.pick(packs)
        chosen = find(packs, scenario)
        click.echo(plain.brief(chosen), nl=False)
        session = Solo.new(chosen, records, seed)
    try:
        plain.play(session, confidence=confidence)
    except plain.Left:
        click.echo("You stopped here." + (" Go on with `hotwash play --resume`." if records is not None else ""))
    return ExitCode.OK


def _screen(packs: list[Pack], scenario: str | None, db: str | None, keep: bool, seed: int | None, confidence: bool,
            resume: bool) -> ExitCode:  # fmt: skip
    """The app. The brief comes up at once; the checker and the records work while it is read."""
    from tui.app import HotwashApp

    place = locate(packs, scenario) if scenario and not resume else None
    model = place and place[0].scenario(place[1]).model
    if place and model is None:
        sound(*place)  # says what is wrong
    with ExitStack() as opened:

        def prepare() -> Records | None:
            if place:
                sound(*place)
            return opened.enter_context(_records(db, keep=keep))

        if resume:
            records = prepare()
            session = _resumed(records, scenario)
            app = HotwashApp(packs, records=records, session=session, seed=seed, confidence=confidence)
        else:
            chosen = bundle(*place) if place else None
            app = HotwashApp(packs, bundle=chosen, seed=seed, confidence=confidence, prepare=prepare, kept=keep)
        app.run()
        if app.failure is not None:
            raise app.failure
    return ExitCode.OK
