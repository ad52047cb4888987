"""A day with Hotwash, in the process that runs this: `python -m tests.docs.a_day`. It plays, checks, exports and runs a class."""

from __future__ import annotations

import asyncio
import os

from click.testing import CliRunner

from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.records import Records, default_path
from sessions.classroom.classroom import Classroom
from sessions.classroom.following import Following
from sessions.classroom.roster import Setup
from sessions.solo import Solo
from tests.exporters.played import full_class, keep
from tui.base import BaseApp
from tui.classroom.app import ClassroomApp
from tui.classroom.present_app import PresentApp
from tui.commands.cli import main
from tui.solo.app import HotwashApp

PACK = builtin()
COMMANDS = (
    "play curtain --plain --seed 1",
    "play curtain --plain --no-record",
    "progress --plain",
    f"check --jobs 2 --no-cache {PACK.folder}/curtain.yaml {PACK.folder}/gate.yaml",
    "localize curtain",
    "export handout curtain --format all",
    "export slides curtain",
    "export map curtain --format all",
    "export msel curtain --format all",
    "export after-action --last --yes --format all",
    "export play-data --last --yes --format all",
    "records list",
    "records export --yes",
    "doctor",
    "records erase --all --yes",
)


LETTERS = "A\nB\nC\nD\n3\n" * 40
"""Typed into a play as lines of text, they answer whatever it asks."""


async def _shown(app: BaseApp, *keys: str) -> None:
    async with app.run_test(size=(100, 32)) as pilot:
        for key in keys:
            await pilot.pause()
            await pilot.press(key)
        await pilot.pause()


def _screens() -> None:
    curtain = bundle(PACK, "curtain")
    with Records.open(default_path()) as records:
        keep(full_class(), records)
        asyncio.run(_shown(HotwashApp([PACK], session=Solo.new(curtain, records)), "enter", "1", "question_mark"))
        session = Classroom.new(curtain, Setup(heads=24), records, seed=1)
        asyncio.run(_shown(ClassroomApp([PACK], session=session, records=records), "enter", "enter"))
        asyncio.run(_shown(PresentApp(Following(str(default_path())))))


def day() -> None:
    """Screens, then commands, each to its end."""
    _screens()
    for command in COMMANDS:
        answer = CliRunner().invoke(main, command.split(), input=LETTERS)
        assert answer.exit_code == 0, f"{command}\n{answer.output}"
        assert "How it ended" in answer.output or not command.startswith("play")
        print(command, flush=True)


if __name__ == "__main__":
    os.chdir(os.environ["HOME"])
    day()
