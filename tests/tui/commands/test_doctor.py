"""`hotwash doctor`: every question has an answer, whatever is broken."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import sysconfig
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.installation import described, line_for, line_for_package
from engine.pack.folder import builtin
from engine.records import Records, drive
from tests.engine.learner.past import PACK, WELL, keep
from tui.commands import diagnosis as module
from tui.commands import naming
from tui.commands.cli import main
from tui.commands.diagnosis import _VARIABLES, Check, examine

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("HOTWASH_")]:
        monkeypatch.delenv(name)  # those of the tests themselves would be named
    monkeypatch.setenv("HOTWASH_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with one finished play and one that is not."""
    path = tmp_path / "data" / "plays.db"
    with Records.open(path) as records:
        keep(records, WELL)
        keep(records, WELL[:1])
    return path


def answers(db: Path | str, *folders: Path) -> dict[tuple[str, str], Check]:
    return {(check.group, check.name): check for check in examine(folders, str(db))}


def faults(found: dict[tuple[str, str], Check]) -> list[str]:
    return [check.name for check in found.values() if check.state == "fault"]


def run(*arguments: str):
    return CliRunner().invoke(main, ["doctor", *arguments])


def test_where_nothing_is_wrong_it_says_so_and_exits_0(db: Path) -> None:
    result = run("--db", str(db))
    assert result.exit_code == 0, result.output
    assert "Nothing is wrong." in result.stdout
    assert "[!!]" not in result.stdout.replace("see [!!]", "")
    for wanted in ("Hotwash", "Python", "textual", "sqlalchemy", "SQLite", "TERM", "colours", "size", "2 plays, 0 of them classes",
                   "1 not finished", f"{len(builtin().scenario_paths)} exercises", "package `engine`"):  # fmt: skip
        assert wanted in result.stdout, wanted


def test_json_has_every_answer(db: Path) -> None:
    data = json.loads(run("--db", str(db), "--json").stdout)
    assert data["faults"] == 0
    assert {check["group"] for check in data["checks"]} == {
        "Versions", "Computer", "Terminal", "Plays", "Cache", "Packs", "Besides",
    }  # fmt: skip
    assert {"group": "Plays", "name": "kept", "state": "ok", "text": "2 plays, 0 of them classes, 1 not finished"} in data[
        "checks"
    ]


def test_a_missing_database_is_no_fault_and_is_not_made(tmp_path: Path) -> None:
    found = answers(tmp_path / "new" / "plays.db")
    assert faults(found) == []
    assert "the first play makes it" in found["Plays", "database"].text
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("content", [b"Dear diary\n" * 1000, b"\0", b"SQLite format 3\0" + b"x" * 5000])
def test_a_broken_database_is_a_fault_without_a_traceback(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plays.db"
    path.write_bytes(content)
    result = run("--db", str(path))
    assert result.exit_code == 1
    assert "[!!] integrity" in result.stdout
    assert "1 thing to mend" in result.stdout
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert path.read_bytes() == content


def test_a_database_of_somebody_else_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "plays.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    assert "another program's database" in answers(path)["Plays", "integrity"].text


def test_a_database_in_a_folder_that_is_a_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = answers(tmp_path / "file" / "deep" / "plays.db")
    assert faults(found) == ["folder"]


def test_a_server_that_is_not_there_is_a_fault() -> None:
    found = answers("postgresql://nobody:secret@localhost:1/nothing")
    assert faults(found) == ["integrity"]
    assert "secret" not in str(found)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "folder" in faults(answers(tmp_path / "plays.db"))
    tmp_path.chmod(0o700)


def test_packs_are_counted_and_files_with_errors_are_a_fault(db: Path, tmp_path: Path) -> None:
    found = answers(db, PACK)
    assert found["Packs", str(PACK)].text.startswith("1 exercises in") or found["Packs", str(PACK)].text.startswith(
        "1 exercise in"
    )
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "torn.yaml").write_text("hotwash: [")
    found = answers(db, tmp_path / "torn", tmp_path / "nowhere")
    assert "torn.yaml, line 1" in found["Packs", str(tmp_path / "torn")].text
    assert faults(found) == [str(tmp_path / "torn"), str(tmp_path / "nowhere")]


@pytest.mark.parametrize(("version", "state"), [("3.51.2", "note"), ("3.51.3", "ok"), ("3.52.0", "ok"), ("3.40.1", "note")])
def test_an_old_sqlite_is_worth_knowing(monkeypatch: pytest.MonkeyPatch, db: Path, version: str, state: str) -> None:
    monkeypatch.setattr(module.sqlite3, "sqlite_version", version)
    check = answers(db)["Versions", "SQLite"]
    assert check.state == state
    assert ("3.51.3" in check.text) == (version != "3.51.3" and state == "note") or version == "3.51.3"


def test_a_variable_that_nothing_reads_is_named(monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    monkeypatch.setenv("HOTWASH_CACHES", "x")
    told = answers(db)["Environment", "HOTWASH_CACHES"]
    assert (told.state, told.text) == ("note", "nothing reads it; did you mean `HOTWASH_CACHE`?")
    assert ("Environment", "HOTWASH_CACHE") not in answers(db)


def test_every_variable_that_the_program_reads_is_known() -> None:
    sources = [path for part in ("engine", "exporters", "sessions", "tui") for path in (ROOT / part).rglob("*.py")]
    read = {name for path in sources for name in re.findall(r"\bHOTWASH_[A-Z]+", path.read_text(encoding="utf-8"))}
    assert read == set(_VARIABLES)


def test_what_surrounds_the_terminal_is_told(monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    for name in ("SSH_CONNECTION", "TMUX", "STY", "WT_SESSION", "VSCODE_PID"):
        monkeypatch.delenv(name, raising=False)
    assert answers(db)["Terminal", "reached by"].text == "a window on this computer"
    monkeypatch.setenv("SSH_CONNECTION", "1")
    monkeypatch.setenv("TMUX", "1")
    monkeypatch.setenv("TERM", "dumb")
    found = answers(db)
    assert found["Terminal", "reached by"].text == "SSH, tmux"
    assert found["Terminal", "TERM"].text.startswith("dumb")
    assert found["Terminal", "screens"].state == "note"


def test_a_question_that_breaks_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    def broken():
        yield "first", "ok", "fine"
        raise RuntimeError("no such thing")

    monkeypatch.setattr(module, "_computer", broken)
    found = answers(db)
    assert found["Computer", "first"].state == "ok"
    assert found["Computer", "this question"].text == "could not be answered: RuntimeError: no such thing"
    assert ("Packs", "built-in") in found


def test_every_library_that_is_asked_for_is_looked_at(db: Path) -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    versions = {name for group, name in answers(db) if group == "Versions"}
    assert {re.split("[^\\w.-]", each)[0] for each in wanted} <= versions
    assert len(wanted) > 8


def test_a_library_that_is_missing_or_too_old_is_a_fault_with_its_line(monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    monkeypatch.setattr(module, "requirements", lambda *_: ("textual>=99.1", "no-such-library>=1", "click>=8"))
    found = answers(db)
    assert faults(found) == ["textual", "no-such-library"]
    assert found["Versions", "textual"].text.endswith(f"Hotwash needs textual>=99.1: {line_for_package('textual')}")
    assert found["Versions", "no-such-library"].text.startswith("missing, and Hotwash needs no-such-library>=1: ")


@pytest.mark.parametrize(("version", "wanted", "old"), [
    ("0.14.2", "typst>=0.14.3", True), ("0.14.3", "typst>=0.14.3", False), ("0.15", "typst>=0.14.3", False), ("8", "click>=8.0.0", False),
    ("2.9.1", "pydantic>=2.11", True), ("2.11rc1", "pydantic>=2.11", False), ("1", "any", False), ("0.3.9", "graphlay<0.4,>=0.3.1", False),
])  # fmt: skip
def test_versions_are_compared_by_their_numbers(version: str, wanted: str, old: bool) -> None:
    assert module._too_old(version, wanted) == old


def test_a_package_of_an_extra_that_is_too_old_is_a_fault(monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    really = module._version
    monkeypatch.setattr(module, "_version", lambda name: "0.14.1" if name == "typst" else really(name))
    found = answers(db)
    assert faults(found) == ["typst"]
    assert found["Besides", "typst"].text == f"0.14.1, and typst>=0.14.3 is needed: {line_for('pdf')}"


def test_programs_are_named_only_where_something_needs_them(monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    assert not {("Besides", "dot"), ("Besides", "tmux")} & set(answers(db))
    monkeypatch.setenv("SSH_CONNECTION", "1")
    really = module.find_spec
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == "graphlay" else really(name))
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    found = answers(db)
    assert [found["Besides", name].state for name in ("graphlay", "dot", "tmux")] == ["note", "note", "note"]
    assert line_for("map") in found["Besides", "graphlay"].text


def test_which_installation_it_is_and_what_to_type(monkeypatch: pytest.MonkeyPatch, db: Path, tmp_path: Path) -> None:
    assert answers(db)["Versions", "installation"].text == described()
    own = Path(sysconfig.get_path("scripts")) / "hotwash"
    other = tmp_path / "hotwash"
    other.write_text("")
    for found, start, why in (
        (str(own), "`hotwash`", ""), (str(other), f"`{sys.executable} -m hotwash`: ", f"another installation, {other}"),
        (None, f"`{sys.executable} -m hotwash`: ", "alone is "),
    ):  # fmt: skip
        monkeypatch.setattr(naming.shutil, "which", lambda _, found=found: found)
        check = answers(db)["Versions", "to type"]
        assert check.text.startswith(start)
        assert why in check.text
        assert check.state == ("note" if why else "ok")
    assert f"To play: {sys.executable} -m hotwash --plain\n" in run("--db", str(db)).stdout


def test_after_faults_it_is_to_be_asked_again(tmp_path: Path) -> None:
    (tmp_path / "plays.db").write_bytes(b"Dear diary" * 100)
    assert re.search(r"\nWhen they are mended, ask again: .*hotwash doctor\n$", run("--db", str(tmp_path / "plays.db")).stdout)


def test_a_drive_of_the_network_is_worth_knowing_and_one_that_refuses_is_a_fault(monkeypatch, db: Path) -> None:
    assert answers(db)["Plays", "drive"].text == "of this computer"
    monkeypatch.setattr(drive, "network", lambda _: "nfs4")
    check = answers(db)["Plays", "drive"]
    assert (check.state, "kept by another computer (nfs4)" in check.text) == ("note", True)
    monkeypatch.setattr(drive, "refuses_log", lambda _: True)
    check = answers(db)["Plays", "drive"]
    assert (check.state, "cannot keep SQLite's log" in check.text, "HOTWASH_DB" in check.text) == ("fault", True, True)
    monkeypatch.setattr(drive, "refuses_locks", lambda _: True)
    assert "cannot lock files" in answers(db)["Plays", "drive"].text


def test_looking_at_a_drive_leaves_nothing_there(tmp_path: Path) -> None:
    assert answers(tmp_path / "plays.db")["Plays", "drive"].state == "ok"
    assert {path.name for path in tmp_path.iterdir()} <= {"cache"}


def test_a_database_whose_log_was_refused_is_worth_knowing(db: Path) -> None:
    assert ("Plays", "log") not in answers(db)
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    found = answers(db)
    assert found["Plays", "log"].state == "note"
    assert faults(found) == []


@pytest.mark.parametrize("whole", [True, False])
def test_a_foreign_engine_is_named_even_where_it_lacks_everything(tmp_path: Path, whole: bool) -> None:
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "__init__.py").write_text("")
    if whole:
        (tmp_path / "engine" / "errors.py").write_bytes((ROOT / "engine" / "errors.py").read_bytes())
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; import runpy; runpy.run_module('tui', run_name='__main__')"
    result = subprocess.run([sys.executable, "-c", code, "doctor"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert result.returncode == 2
    assert f"another package called `engine` is in the way: {tmp_path / 'engine'}" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_question_for_the_engine_names_a_foreign_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: Path) -> None:
    monkeypatch.setattr(module, "_HERE", tmp_path)
    check = answers(db)["Versions", "package `engine`"]
    assert check.state == "fault"
    assert str(ROOT / "engine") in check.text
