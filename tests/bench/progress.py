"""Figures for docs/performance.md: how long progress takes over many plays. `python -m tests.bench.progress [plays]`."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from sqlalchemy import create_engine, insert

from engine.learner import history
from engine.learner.history import PlayHistory
from engine.learner.practice import habits
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.records import Records
from engine.records.rows import row
from engine.records.tables import EVENTS
from sessions.solo import Solo
from tui.library.shelf import Shelf

Answer = TypeVar("Answer")


def fill(path: Path, count: int) -> None:
    """Keep so many blind solo plays of the built-in pack, half an hour apart."""
    pack, random = builtin(), Random(1)
    taken = [bundle(pack, scenario.stem) for scenario in pack.scenario_paths]
    at, kept = datetime(2025, 1, 1, tzinfo=UTC), []
    with Records.open(path) as records:
        for _ in range(count):
            chosen = random.choice(taken)
            session = Solo.new(chosen, seed=random.randrange(2**31))
            while not session.over:
                percent = random.randrange(101) if random.random() < 0.5 else None
                session.choose(random.choice(session.play.shown()), percent)
            play = records.begin(chosen.name, chosen.scenario.version, "solo", chosen.parts())
            at += timedelta(minutes=30)
            kept += [{"play": play, **row(event.model_copy(update={"at": at.isoformat()}))} for event in session.play.events]
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(insert(EVENTS), kept)
    engine.dispose()


def timed(what: Callable[[], Answer]) -> tuple[Answer, float]:
    """What it answers, and seconds of processor time."""
    begun = time.process_time()
    return what(), time.process_time() - begun


def command(path: Path, cache: Path) -> dict[str, float]:
    """Seconds that the whole command takes in a process of its own: on the clock, and of processor time (user and system)."""
    before, begun = os.times(), time.monotonic()
    told = [sys.executable, "-m", "tui", "progress", "--plain", "--db", str(path)]
    subprocess.run(told, env={**os.environ, "HOTWASH_CACHE": str(cache)}, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return {"clock": round(time.monotonic() - begun, 2), "processor": round(spent, 2)}


def library(path: Path, cache: Path) -> dict[str, float]:
    """Seconds of processor time until the library knows its rows, what was played, and what to practise next."""
    shelf = Shelf([builtin()], cache / "library")
    with Records.open(path) as records:
        _, rows = timed(lambda: list(shelf.read()))
        back = shelf.look_back(records)
        _, played = timed(lambda: next(back))
        _, graded = timed(lambda: list(back))
        _, due = timed(lambda: shelf.practice(3))
    return {"rows": rows, "played": played, "graded": graded, "due and practise next": due}


def main(count: int) -> None:
    """Print the figures as JSON."""
    # As the command line does: what is built stays until the end.
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        path, cache = Path(folder) / "plays.db", Path(folder) / "cache"
        fill(path, count)
        with Records.open(path, read_only=True) as records:
            rows, listing = timed(lambda: records.plays(mode="solo"))
            plays, short = timed(lambda: PlayHistory().read(records, rows))
            _, schedule = timed(lambda: habits(plays, datetime.now(UTC)))
            quickly, history._quickly = history._quickly, lambda *_: None
            full_plays, full = timed(lambda: PlayHistory().read(records, rows))
            history._quickly = quickly
        first = command(path, cache)
        with Records.open(path, read_only=True) as records:
            kept_plays, kept = timed(lambda: PlayHistory().read(records, rows))
        assert full_plays == plays == kept_plays
        parts = {"list": listing, "grades in full": full, "grades": short, "grades kept": kept, "schedule": schedule}
        figures = {
            "plays": count,
            "load": [round(load, 1) for load in os.getloadavg()],
            "parts, processor": _rounded(parts),
            "progress, first time": first,
            "progress": [command(path, cache) for _ in range(5)],
            "library, processor": _rounded(library(path, cache)),
        }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(figure, 2) for name, figure in figures.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
