"""Take the README's pictures from the real app: `python -m tests.screenshots`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.app import App

from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.records import Records
from sessions.classroom.classroom import Classroom
from sessions.classroom.following import Following
from sessions.classroom.roster import Setup
from sessions.solo import Solo
from tui.classroom.app import ClassroomApp
from tui.classroom.present_app import PresentApp
from tui.solo.app import HotwashApp

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"


async def picture(name: str, app: App, *keys: str, size: tuple[int, int] = (100, 32)) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause(4)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.7)
        (IMAGES / f"{name}.svg").write_text(app.export_screenshot(title=f"hotwash {name}"), encoding="utf-8")


async def main() -> None:
    pack = builtin()
    curtain = bundle(pack, "curtain")
    IMAGES.mkdir(parents=True, exist_ok=True)
    await picture("play", HotwashApp([pack], bundle=curtain, seed=1), "enter", "1", "2")
    await picture("library", HotwashApp([pack]))
    ended = Solo.new(curtain, seed=5)
    while not ended.over:
        ended.choose(ended.view().options[0].id)
    await picture("debrief", HotwashApp([pack], session=ended), "enter", size=(100, 44))
    with TemporaryDirectory() as folder, Records.open(Path(folder) / "plays.db") as records:
        session = Classroom.new(curtain, Setup(heads=24), records, seed=1)
        session.advance()
        session.advance()
        first, second, third, *_ = session.play.shown()
        for choice, hands in ((first, 9), (second, 12), (third, 3)):
            session.count(choice, hands)
        await picture("classroom", ClassroomApp([pack], session=session, records=records), size=(120, 36))
        session.advance()
        await picture("present", PresentApp(Following(str(Path(folder) / "plays.db"))), size=(80, 24))


if __name__ == "__main__":
    asyncio.run(main())
