"""A play is killed with SIGKILL at random points: no decision that it acknowledged may be missing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from engine.play.events import Chose
from engine.records import Records
from sessions.solo import Solo
from tests.laws import FULL

ROOT = Path(__file__).resolve().parents[3]
KILLS = 50 if FULL else 8


def start(db: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A plain play in a process of its own, with its output unbuffered."""
    command = [sys.executable, "-u", "-m", "tui", "play", *arguments, "--plain", "--db", str(db)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def read_until_prompt(process: subprocess.Popen[bytes]) -> str:
    """What the play says up to its next question, or to its end."""
    assert process.stdout is not None
    said = b""
    while not said.endswith(b"q to stop): "):
        piece = os.read(process.stdout.fileno(), 65536)
        if not piece:
            break
        said += piece
    return said.decode()


def offered(said: str) -> list[str]:
    """The letters that the last question offers."""
    return said.rpartition("Your choice (")[2].removesuffix(", ? for help, q to stop): ").split(", ")


def committed(db: Path) -> int:
    """Commits in the database, which must be sound."""
    with sqlite3.connect(db) as raw:
        assert raw.execute("pragma integrity_check").fetchone() == ("ok",)
    with Records.open(db) as records:
        (row,) = records.plays()
        events = records.events(row.id)
        assert [e.seq for e in events] == list(range(len(events)))
        return sum(isinstance(e, Chose) for e in events)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_every_acknowledged_decision_survives_sigkill(tmp_path: Path) -> None:
    random = Random(20260101)
    db = tmp_path / "plays.db"
    acknowledged = kills = 0
    process = start(db, "curtain", "--seed", "7")
    said = read_until_prompt(process)
    while kills < KILLS:
        assert process.stdin is not None
        if "Your choice (" not in said:
            # This play is over; the next one begins in a database of its own.
            process.communicate(timeout=180)
            db, acknowledged = tmp_path / f"plays{kills}.db", 0
            process = start(db, "curtain", "--seed", str(random.randrange(1000)))
            said = read_until_prompt(process)
            continue
        process.stdin.write(random.choice(offered(said)).encode() + b"\n")
        process.stdin.flush()
        if random.random() < 0.75:
            # Anywhere between the key press and the next question: half-way through an event, too.
            time.sleep(random.random() * 0.02)
            process.send_signal(signal.SIGKILL)
            heard = process.communicate()[0].decode()
            kills += 1
            if "q to stop): " in heard or "This is where it ends" in heard:
                acknowledged += 1
            found = committed(db)
            assert acknowledged <= found <= acknowledged + 1, "what was shown had been committed"
            acknowledged = found
            with Records.open(db) as records:
                (row,) = records.plays()
                over = row.finished or Solo.resume(records, row.id).over
                scene = "" if over else Solo.resume(records, row.id).view().prompt
            if over:
                db, acknowledged = tmp_path / f"plays{kills}.db", 0
                process = start(db, "curtain", "--seed", str(random.randrange(1000)))
                said = read_until_prompt(process)
            else:
                process = start(db, "--resume")
                said = read_until_prompt(process)
                assert " ".join(scene.split())[:40] in " ".join(said.split()), "it goes on at the same decision"
        else:
            said = read_until_prompt(process)
            acknowledged += 1
    process.kill()
    process.communicate()
