"""Consoles and pipes of Windows that carry few characters: everything that is said comes out, in what there is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.errors import ExitCode
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.records import Records
from sessions.solo import Solo
from tui.commands.cli import main

ROOT = Path(__file__).resolve().parents[3]
CODE_PAGES = ("cp1252", "cp437", "cp850", "ascii")
BASE = (ROOT / "tests" / "cases" / "base.yaml").read_text(encoding="utf-8")
FOREIGN = "Żółć → “Дверь” — naïve café ☕ 𝄞"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A play alone, finished, with a line in characters of everywhere."""
    path = tmp_path / "plays.db"
    with Records.open(path) as records:
        session = Solo.new(bundle(builtin(), "curtain"), records=records, seed=1)
        while not session.over:
            session.choose(session.play.shown()[0])
        session.note("next-shift", FOREIGN)
    return path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack whose names and texts are foreign to every code page."""
    folder = tmp_path / "Żółć"
    folder.mkdir()
    (folder / "pack.yaml").write_text(f"hotwash: 1\nname: own\ntitle: '{FOREIGN}'\nversion: 1\n", encoding="utf-8")
    text = BASE.replace("id: example", "id: дверь").replace("text: ", f"text: {FOREIGN} ", 1)
    (folder / "дверь.yaml").write_text(text, encoding="utf-8")
    return folder


def run(page: str, *arguments: str, given: bytes = b"") -> Result:
    result = CliRunner(charset=page).invoke(main, arguments, input=given)
    assert result.exit_code in set(ExitCode) - {ExitCode.UNFORESEEN}, result.output
    assert "UnicodeError" not in result.output
    return result


@pytest.mark.parametrize("page", CODE_PAGES)
def test_everything_that_is_said_comes_out(page: str, db: Path, pack: Path) -> None:
    said = 0
    for line in (
        ["check", str(pack)], ["check", "--verbose", str(pack / "дверь.yaml")], ["check", "--statistics", str(pack)],
        ["check", str(pack / "нет.yaml")], ["explain"], ["explain", "HW402"], ["explain", FOREIGN], ["--help"], ["play", "--help"],
        ["records", "list", "--db", str(db)], ["progress", "--plain", "--db", str(db)], ["doctor", "--db", str(db), "--pack", str(pack)],
        ["export", "--list"], ["export", FOREIGN], ["play", FOREIGN], ["play", "--pack", str(pack), "нет"], ["records", "mend", FOREIGN],
        ["export", "--last", "--db", str(db.with_name("Дверь.db"))], ["localize", "--pack", str(pack), "--list", "нет"],
        ["completion", "bash"], [FOREIGN],
    ):  # fmt: skip
        result = run(page, *line)
        assert result.stdout_bytes.decode(page) == result.stdout
        assert result.output.strip() or "localize" in line, line
        said += len(result.output)
    assert said > 20_000


@pytest.mark.parametrize("page", CODE_PAGES)
def test_data_for_programs_stay_what_they_are(page: str, db: Path) -> None:
    result = run(page, "records", "export", "--db", str(db), "--yes")
    (play,) = json.loads(result.stdout_bytes)["plays"]
    assert FOREIGN in [event.get("text") for event in play["events"]]


@pytest.mark.parametrize("page", CODE_PAGES)
def test_a_play_in_lines_takes_whatever_is_typed(page: str, db: Path) -> None:
    keys = b"B\n\x81\xe9 \x8d\x9d\n" + b"A\n" * 40
    result = run(page, "play", "curtain", "--plain", "--seed", "2", "--db", str(db), given=keys)
    assert "none of the choices" in result.stdout
    assert result.stdout.count("Your choice (") > 4


@pytest.mark.parametrize("page", CODE_PAGES)
def test_a_pipe_of_this_code_page_says_it_too(page: str, db: Path) -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": page}
    done = subprocess.run([sys.executable, "-m", "tui", "play", "curtain", "--plain", "--db", str(db)], cwd=ROOT, env=environment,
                          input=b"\x81\x8d\nq\n", capture_output=True, timeout=180, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "none of the choices" in done.stdout.decode(page)
