"""Figures for docs/performance.md: how long progress takes over many plays. `python -m tests.bench.progress [plays]`."""

from __future__ import annotations

import json
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
from engine.learner.history import History
from engine.learner.practice import habits
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.records import Records
from engine.records.rows import row
from engine.records.tables import EVENTS
from sessions.solo import Solo

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


def main(count: int) -> None:
    """Print the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plays.db"
        fill(path, count)
        with Records.open(path, read_only=True) as records:
            rows, listing = timed(lambda: records.plays(mode="solo"))
            plays, short = timed(lambda: History().read(records, rows))
            _, schedule = timed(lambda: habits(plays, datetime.now(UTC)))
            quickly, history._quickly = history._quickly, lambda *_: None
            full_plays, full = timed(lambda: History().read(records, rows))
            history._quickly = quickly
    assert full_plays == plays
    figures = {"list": listing, "grades": short, "grades in full": full, "full / short": full / short, "schedule": schedule}
    sys.stdout.write(json.dumps({"plays": count} | {name: round(figure, 2) for name, figure in figures.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
