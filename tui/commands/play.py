"""`hotwash play`: one play, on a screen, as lines, or from a list of choices."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.errors import ExitCode, PlayError, UsageError
from engine.pack.folder import Pack, builtin, open_pack
from engine.play.bundle import Bundle, bundle
from sessions.play_options import PlayOptions
from tui.commands.dumb import why_dumb
from tui.commands.screens import show
from tui.commands.streams import say
from tui.library.packs import find, locate, sound

if TYPE_CHECKING:
    from engine.records import Records
    from sessions.solo import Solo
    from sessions.unfinished import UnfinishedPlay
    from tui.library.shelf import Shelf
    from tui.solo.talk import Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayRequest:
    """The command line."""

    scenario: str | None = None
    """An id, `pack/id` or a file; None to choose from the library."""
    folders: tuple[Path, ...] = ()
    db: str | None = None
    plain: bool = False
    choices: str | None = None
    """Ids of choices with commas between them, to be played without a player."""
    as_json: bool = False
    seed: int | None = None
    confidence: bool = False
    rationale: bool = False
    timer: bool = False
    feedback: Literal["now", "end"] = "end"
    resume: bool = False
    no_record: bool = False
    ascii_only: bool | None = None

    @property
    def where(self) -> str:
        """Where the play is kept, as a brief says it."""
        return "on the server that was named" if self.db and self.db.startswith("postgresql") else "on this computer"

    @property
    def play_options(self) -> PlayOptions:
        """What the play asks on the way, and when it tells."""
        return PlayOptions(confidence=self.confidence, rationale=self.rationale, timer=self.timer, feedback=self.feedback)


def run(asked: PlayRequest) -> ExitCode:
    """Play. Answers 0, also where the player left."""
    if asked.as_json and asked.choices is None:
        raise UsageError("--json goes with --choices")
    if asked.resume and (asked.choices is not None or asked.no_record):
        raise UsageError("--resume goes on with a kept play; it goes with neither --choices nor --no-record")
    packs = [*(open_pack(folder) for folder in asked.folders), builtin()]
    if asked.choices is not None:
        if asked.scenario is None:
            raise UsageError("--choices needs a scenario")
        return _replay(find(packs, asked.scenario), asked.choices, asked.seed, asked.as_json)
    if not asked.plain and _interactive():
        dumb = why_dumb()
        if not dumb:
            return _screen(packs, asked)
        say(f"hotwash: {dumb}, so this is the play as lines of text, as with --plain.", err=True)
    return _plain(packs, asked)


def _records(asked: PlayRequest) -> AbstractContextManager[Records | None]:
    if asked.no_record:
        return nullcontext()
    from engine.records import Records, default_path

    return Records.open(asked.db or default_path())


def _interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _unfinished(packs: list[Pack], records: Records, scenario: str | None) -> tuple[UnfinishedPlay, ...]:
    """The plays that can go on, the newest first: all, or those of a scenario by its id, `pack/id` or file.

    Raises:
        PackError: there is no such scenario.
        PlayError: there is no such play.
    """
    from sessions.unfinished import unfinished_plays

    plays = unfinished_plays(records)
    if scenario is not None:
        # A play can go on without the pack that it came from.
        mine = tuple(play for play in plays if play.is_of(scenario))
        if not mine:
            pack, id_ = locate(packs, scenario)
            mine = tuple(play for play in plays if play.scenario == f"{pack.info.name}/{id_}")
        if plays and not mine:
            names = ", ".join(dict.fromkeys(play.scenario for play in plays))
            raise PlayError(f"there is no unfinished play of `{scenario}` to go on with; there are some of: {names}")
        plays = mine
    if not plays:
        raise PlayError("there is no unfinished play to go on with")
    return plays


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
        raise PlayError(f"the play goes on at `{session.play.scene}` ({session.view().decision}): choose one of {options}")
    if as_json:
        say(json.dumps(session.record.debrief.as_dict(), indent=2, ensure_ascii=False).encode("utf-8", "replace"))
    else:
        from exporters.play.debrief_text import render
        from tui.solo.talk import Talk

        talk = Talk()
        talk.say(render(session.record.account, talk.width))
    return ExitCode.OK


def _plain(packs: list[Pack], asked: PlayRequest) -> ExitCode:
    """Lines. Chosen from the library, one play comes after the other, as on screens."""
    from tui.library.shelf import whole_shelf
    from tui.solo import plain
    from tui.solo.talk import PlayerLeft, Talk

    talk = Talk(ascii_only=asked.ascii_only)
    session: Solo | None = None
    with _records(asked) as records:
        shelf = whole_shelf(packs, None) if asked.scenario is None and not asked.resume else None
        try:
            if records is not None and not asked.resume:
                from tui.solo.recall import recall_in_lines

                recall_in_lines(records, talk)
            staying = True
            while staying:
                session = None
                session = _begin_plain(packs, asked, records, talk, shelf)
                staying = plain.play(session, talk) and shelf is not None
            talk.say(f"{plain.stands(session)}\n")
        except PlayerLeft:
            talk.say(f"{plain.stands(session)}\n")
        except KeyboardInterrupt:
            talk.say(f"\n{plain.stands(session)}\n")
            raise SystemExit(128 + signal.SIGINT) from None
    return ExitCode.OK


def _begin_plain(packs: list[Pack], asked: PlayRequest, records: Records | None, talk: Talk, shelf: Shelf | None) -> Solo:
    """The play, begun or taken up again.

    Args:
        packs: where scenarios are looked for.
        asked: the command line.
        records: where plays are kept, or None.
        talk: with the player.
        shelf: what the player chooses from, where no scenario was named.

    Raises:
        PlayerLeft: the player does not want to begin.
    """
    from sessions.solo import Solo
    from tui.solo import plain, plain_library
    from tui.solo.drill_round import DrillRound

    chosen: str | UnfinishedPlay
    if asked.resume:
        assert records is not None
        plays = _unfinished(packs, records, asked.scenario)
        chosen = plays[0] if asked.scenario else plain_library.pick_play(plays, talk)
    elif shelf is not None:
        for _ in shelf.look_back(records) if records is not None else ():
            pass
        chosen = plain_library.choose(shelf, talk, DrillRound(shelf, records))
    else:
        chosen = asked.scenario or ""
    if not isinstance(chosen, str):
        assert records is not None
        session = Solo.resume(records, chosen.id)
        talk.say(f"{session.recap()}\n")
        return session
    exercise = find(packs, chosen)
    options = plain.brief(exercise, talk, asked.play_options, kept=not asked.no_record, where=asked.where)
    return Solo.new(exercise, records, asked.seed, options=options)


def _screen(packs: list[Pack], asked: PlayRequest) -> ExitCode:
    """The app. The brief comes up at once; the checker and the records work while it is read."""
    from sessions.solo import Solo
    from tui.solo.app import HotwashApp

    place = locate(packs, asked.scenario) if asked.scenario and not asked.resume else None
    model = place and place[0].scenario(place[1]).model
    if place and model is None:
        sound(*place)  # says what is wrong
    with ExitStack() as opened:

        def prepare() -> Records | None:
            if place:
                sound(*place)
            return opened.enter_context(_records(asked))

        app = partial(HotwashApp, packs, seed=asked.seed, play_options=asked.play_options, ascii_only=asked.ascii_only)
        if asked.resume:
            records = prepare()
            assert records is not None
            plays = _unfinished(packs, records, asked.scenario)
            # Of several, the library asks which: they stand first in it.
            one = asked.scenario or len(plays) == 1
            handover = show(app(records=records, session=Solo.resume(records, plays[0].id) if one else None))
        else:
            chosen = bundle(*place) if place else None
            handover = show(app(bundle=chosen, prepare=prepare, kept=not asked.no_record, where=asked.where))
    if handover is not None:
        from tui.commands import classroom

        wanted = classroom.ClassRequest(
            scenario=handover.scenario or None, folders=asked.folders, db=asked.db, ascii_only=asked.ascii_only
        )
        return classroom.run(wanted)
    return ExitCode.OK
