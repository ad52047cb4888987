"""How long the library takes with many exercises: `python -m tests.bench.library [NUMBER]`.

Reported are the time until all are listed, without and with the kept catalogue, and the time from a key in the search field to
the frame that shows the narrowed list. The app runs headless: what a terminal adds to draw a frame is not in it.
"""

from __future__ import annotations

import asyncio
import os
import platform
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from engine.pack.location import builtin_folder
from engine.pack.folder import Pack

WORDS = "night traffic search crowd weather radio bridge alley custody river school market depot tunnel harbour".split()
SEARCHES = ("river", "night al", "exercise 17", "ma", "search the dep", "zzz", "tun")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOTWASH_CACHE"] = str(Path(folder, "cache"))
        size = write(Path(folder, "pack"), number)
        print(
            f"{number:,} exercises of {size / number / 1000:.0f} kB; Python {platform.python_version()}, {os.cpu_count()} cores"
        )
        print(f"cold, nothing kept     {asyncio.run(fill(Path(folder, 'pack'), number, 'cold'))}")
        for run in range(3):
            print(f"warm, catalogue kept   {asyncio.run(fill(Path(folder, 'pack'), number, 'warm' if run < 2 else 'typing'))}")


def write(folder: Path, number: int) -> int:
    """A pack whose exercises are the built-in ones under other names; answers its size in bytes."""
    folder.mkdir()
    (folder / "pack.yaml").write_text("hotwash: 1\nname: many\ntitle: Many\nversion: 1\n", encoding="utf-8")
    (folder / "reports").symlink_to(builtin_folder() / "reports")
    texts = [path.read_text(encoding="utf-8") for path in Pack(builtin_folder()).scenario_paths]
    chance = random.Random(0)
    total = 0
    for n in range(number):
        title = f"Exercise {n}: the {' '.join(chance.sample(WORDS, 3))}"
        topics = ", ".join(chance.sample(WORDS, 3))
        text = re.sub(r"^id: .*$", f"id: e{n:05}", texts[n % len(texts)], count=1, flags=re.M)
        text = re.sub(r"^title: .*$", f"title: '{title}'", text, count=1, flags=re.M)
        text = re.sub(r"^topics: .*$", f"topics: [{topics}]", text, count=1, flags=re.M)
        total += (folder / f"e{n:05}.yaml").write_text(text, encoding="utf-8")
    return total


class Watch:
    """Sees frames, and which of them show a list that was just filled."""

    def __init__(self, app) -> None:
        from tui.widgets.listing import Listing

        self._filled = self._drawn = False
        self.last = 0.0
        """When a filled list was last shown."""
        self.frame, self.listed = asyncio.Event(), asyncio.Event()
        show, line, display = Listing.show, Listing.render_line, app._display

        def shown(listing, *given):
            show(listing, *given)
            self._filled, self._drawn = True, False

        def lined(listing, y):
            self._drawn = self._filled
            return line(listing, y)

        def displayed(*given):
            display(*given)
            self.frame.set()
            if self._drawn:
                self.last = time.perf_counter()
                self._filled = self._drawn = False
                self.listed.set()

        Listing.show, Listing.render_line, app._display = shown, lined, displayed
        self.undo = lambda: (setattr(Listing, "show", show), setattr(Listing, "render_line", line))

    async def settled(self) -> None:
        """Wait until the list as it was filled last is shown."""
        while self._filled:
            await asyncio.sleep(0.001)


async def fill(folder: Path, number: int, what: str) -> str:
    """Open the library and wait until all are listed; when `cold` also type meanwhile, when `typing` afterwards."""
    from tui.solo.app import HotwashApp

    app = HotwashApp([Pack(folder, Pack(builtin_folder()))])
    watch = Watch(app)
    begun = time.perf_counter()
    async with app.run_test(size=(120, 40)):
        await watch.frame.wait()
        first = time.perf_counter() - begun
        while not app.screen._found:
            await asyncio.sleep(0.001)
        meanwhile = await typed(app, watch, SEARCHES[:3]) if what == "cold" else []
        early = not app.screen._shelf.complete
        while len(app.screen._found) < number:
            await asyncio.sleep(0.001)
        await watch.settled()
        report = f"first frame {first * 1000:5.0f} ms   all listed {watch.last - begun:6.2f} s"
        if what == "cold":
            report += f"\n  key to list, reading   {spread(meanwhile)}" + ("" if early else "   (reading had ended)")
        if what == "typing":
            await asyncio.sleep(1)
            report += f"\n  key to list            {spread(await typed(app, watch, SEARCHES * 3))}"
    watch.undo()
    return report


async def typed(app, watch: Watch, searches) -> list[tuple[float, float]]:
    """Milliseconds from each key of these searches to the frame with its result: by the clock, and of work."""
    from textual import events
    from textual.widgets import Input

    app.screen.query_one(Input).focus()
    await asyncio.sleep(0.1)
    found = []
    for text in searches:
        for key in [*("space" if char == " " else char for char in text), *["backspace"] * len(text)]:
            watch.listed.clear()
            begun, worked = time.perf_counter(), time.process_time()
            app.post_message(events.Key(key, " " if key == "space" else None))
            await watch.listed.wait()
            found.append(((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000))
            await asyncio.sleep(0.03)
    return found


def spread(found: list[tuple[float, float]]) -> str:
    """Where the times lie. Work is that of this process: on a busy machine it tells more than the clock."""
    clock, work = (sorted(column) for column in zip(*found, strict=True))
    at95 = int(len(found) * 0.95) - 1
    return (
        f"median {statistics.median(clock):5.1f} ms   95th percentile {clock[at95]:5.1f} ms   worst {clock[-1]:5.1f} ms   "
        f"({len(found)} keys; work {statistics.median(work):.1f} ms, 95th percentile {work[at95]:.1f} ms)"
    )


if __name__ == "__main__":
    main()
