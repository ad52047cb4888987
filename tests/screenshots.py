"""Take the pictures of the documents from the real app: `python -m tests.screenshots`."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from textual.app import App

from engine.pack.folder import builtin
from engine.play.bundle import Bundle, bundle
from engine.records import Records
from sessions.classroom.classroom import Classroom
from sessions.classroom.following import Following
from sessions.classroom.roster import Setup
from sessions.solo import Solo
from tests.sessions.classes import AT
from tests.tui.driving import press, settled, until
from tui.classroom.app import ClassroomApp
from tui.classroom.present_app import PresentApp
from tui.library import screen
from tui.solo.app import HotwashApp

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PACK = builtin()


async def picture(name: str, app: App, *keys: str, size: tuple[int, int] = (100, 32)) -> str:
    """The screen as SVG, once these keys are pressed and everything is drawn."""
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: len(app.screen_stack) > 1)
        await settled(pilot)
        await press(pilot, *keys)
        return app.export_screenshot(title=f"hotwash {name}")


def play() -> str:
    return asyncio.run(picture("play", HotwashApp([PACK], bundle=curtain(), seed=1), "enter", "1", "2"))


def library() -> str:
    # However slow the machine is, the list waits for what comes first in it.
    with patch.object(screen, "HELD", 3600):
        return asyncio.run(picture("library", HotwashApp([PACK])))


def debrief() -> str:
    ended = Solo.new(curtain(), seed=5, now=lambda: AT)
    while not ended.over:
        ended.choose(ended.view().options[0].id)
    return asyncio.run(picture("debrief", HotwashApp([PACK], session=ended), "enter", size=(100, 44)))


def classroom() -> str:
    with TemporaryDirectory() as folder, Records.open(Path(folder) / "plays.db") as records:
        session = voting(records)
        return asyncio.run(picture("classroom", ClassroomApp([PACK], session=session, records=records), size=(120, 36)))


def present() -> str:
    with TemporaryDirectory() as folder, Records.open(Path(folder) / "plays.db") as records:
        voting(records).advance()
        return asyncio.run(picture("present", PresentApp(Following(str(Path(folder) / "plays.db"))), size=(100, 30)))


def curtain() -> Bundle:
    return bundle(PACK, "curtain")


def voting(records: Records) -> Classroom:
    """A class of 24 that has voted on its first decision."""
    session = Classroom.new(curtain(), Setup(heads=24), records, seed=1)
    session.advance()
    session.advance()
    for choice, hands in zip(session.play.shown(), (9, 12, 3), strict=False):
        session.count(choice, hands)
    return session


PICTURES: dict[str, Callable[[], str]] = {made.__name__: made for made in (play, library, debrief, classroom, present)}


def words(svg: str) -> list[str]:
    """The lines of a picture, without what a clock shows."""
    rows: dict[float, str] = {}
    for y, text in re.findall(r'<text [^>]*\by="([\d.]+)"[^>]*>(.*?)</text>', svg, re.DOTALL):
        rows[float(y)] = rows.get(float(y), "") + html.unescape(text).replace("\xa0", " ")
    return [re.sub(r"\d+:\d\d", "0:00", row).strip() for _, row in sorted(rows.items())]


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, made in PICTURES.items():
        (IMAGES / f"{name}.svg").write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
