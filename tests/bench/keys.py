"""How long a key takes to show: `python -m tests.bench.keys [ROUNDS]`.

Library, play and debrief of the built-in pack, headless: from the key to the next frame, by the clock and in work of this process.
What a terminal adds to draw a frame is not in it; `tests.bench.figures` has a real one.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.library import spread

LIBRARY = ("down", "down", "up", "slash", *"nurse", *["backspace"] * 5, *"fire", "down", "escape", "v", "space", "v", "t", "down",
           "escape", "l", "escape", "n", "n", "end", "home", "pagedown")  # fmt: skip
PLAY = ("down", "down", "up", "space", "pageup", "l", "escape", "question_mark", "escape", "a")
DEBRIEF = ("space", "space", "tab", "enter", "tab", "enter", "e", "end", "home", "e")


class Frames:
    """Sees each frame of an app."""

    def __init__(self, app) -> None:
        self.shown = asyncio.Event()
        display = app._display

        def displayed(*given):
            display(*given)
            self.shown.set()

        app._display = displayed


async def pressed(app, frames: Frames, keys) -> list[tuple[float, float]]:
    """Milliseconds from each of these keys to the next frame: by the clock, and of work."""
    from textual import events
    from textual.widgets import Input

    times = []
    for key in keys:
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await asyncio.sleep(0.35)  # until an answer counts, and nothing else is drawn
        frames.shown.clear()
        begun, worked = time.perf_counter(), time.process_time()
        app.post_message(events.Key(key, key if len(key) == 1 else None))
        try:
            await asyncio.wait_for(frames.shown.wait(), 1)
        except TimeoutError:
            continue  # the key had nothing to change
        times.append(((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000))
    return times


async def library(rounds: int) -> list[tuple[float, float]]:
    from engine.pack.folder import builtin
    from tui.solo.app import HotwashApp

    app = HotwashApp([builtin()])
    frames = Frames(app)
    async with app.run_test(size=(120, 40)):
        while not getattr(app.screen, "_proposed", ()):
            await asyncio.sleep(0.01)
        return await pressed(app, frames, LIBRARY * rounds)


async def play(rounds: int) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Of plays to their end, and of their debriefs."""
    from engine.pack.folder import builtin
    from engine.play.bundle import bundle
    from sessions.solo import Solo
    from tui.solo.app import HotwashApp

    on_the_way, afterwards = [], []
    for round_ in range(rounds):
        session = Solo.new(bundle(builtin(), "curtain"), seed=round_)
        app = HotwashApp([builtin()], session=session)
        frames = Frames(app)
        async with app.run_test(size=(80, 24)):
            while not session.over:
                on_the_way += await pressed(app, frames, PLAY)
            on_the_way += await pressed(app, frames, ["enter"])
            afterwards += await pressed(app, frames, DEBRIEF)
    return on_the_way, afterwards


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOTWASH_CACHE"] = str(Path(folder, "cache"))
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print(f"library  {spread(asyncio.run(library(rounds)))}")
        on_the_way, afterwards = asyncio.run(play(rounds))
        print(f"play     {spread(on_the_way)}")
        print(f"debrief  {spread(afterwards)}")


if __name__ == "__main__":
    main()
