"""`hotwash play`: one play, on a screen, as lines, or from a list of choices."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.bundle import Bundle, bundle
from engine.checker import judge
from engine.diagnostics import Severity
from engine.errors import ExitCode, PackError, PlayError, UsageError
from engine.pack import Pack, builtin, open_pack, pack_of
from tui.session import Session

if TYPE_CHECKING:
    from engine.records import Records


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
    with _records(db, keep=not no_record) as records:
        if plain or not _interactive():
            return _plain(packs, scenario, records, seed, confidence, resume)
        return _screen(packs, scenario, records, seed, confidence, resume)


def find(packs: list[Pack], name: str) -> Bundle:
    """The scenario of this id, `pack/id` or file, without an error in it.

    Raises:
        PackError: there is none, or the checker finds errors in it.
    """
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or path.is_file():
        if not path.is_file():
            raise PackError(f"{name}: there is no such file")
        return sound(pack_of(path), path.stem)
    prefix, _, id_ = name.rpartition("/")
    for pack in packs:
        if (not prefix or prefix == pack.info.name) and any(p.stem == id_ for p in pack.scenario_paths):
            return sound(pack, id_)
    known = ", ".join(p.stem for pack in packs for p in pack.scenario_paths)
    raise PackError(f"there is no scenario `{name}`; there are: {known}")


def sound(pack: Pack, id_: str) -> Bundle:
    """The bundle of a scenario in which the checker finds no error.

    Raises:
        PackError: it finds one.
    """
    file = pack.scenario(id_)
    errors = [f for f in judge(pack, file.path).findings if f.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise PackError(
            f"{file.doc.name} cannot be played: {len(errors)} error{'s' * (len(errors) > 1)}, the first at "
            f"{first.place}: {first.message}\nRun `hotwash check {file.doc.name}` to see all of them."
        )
    return bundle(pack, id_)


def _records(db: str | None, *, keep: bool) -> AbstractContextManager[Records | None]:
    if not keep:
        return nullcontext()
    from engine.records import Records, default_path

    return Records.open(db or default_path())


def _interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _resumed(records: Records | None, scenario: str | None) -> Session:
    assert records is not None
    found = records.latest_unfinished(scenario)
    if found is None:
        raise PlayError("there is no unfinished play to go on with")
    return Session.resume(records, found.id)


def _replay(bundle_: Bundle, choices: str, seed: int | None, as_json: bool) -> ExitCode:
    session = Session.new(bundle_, seed=0 if seed is None else seed)
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

    if resume:
        session = _resumed(records, scenario)
        click.echo("You go on where you left off.")
    else:
        if scenario is None:
            scenario = plain.pick(packs)
        chosen = find(packs, scenario)
        click.echo(plain.brief(chosen), nl=False)
        session = Session.new(chosen, records, seed)
    try:
        plain.play(session, confidence=confidence)
    except plain.Left:
        click.echo("You stopped here." + (" Go on with `hotwash play --resume`." if records is not None else ""))
    return ExitCode.OK


def _screen(packs: list[Pack], scenario: str | None, records: Records | None, seed: int | None, confidence: bool,
            resume: bool) -> ExitCode:  # fmt: skip
    from tui.app import HotwashApp

    session = _resumed(records, scenario) if resume else None
    chosen = find(packs, scenario) if scenario and session is None else None
    HotwashApp(packs, records=records, session=session, bundle=chosen, seed=seed, confidence=confidence).run()
    return ExitCode.OK
