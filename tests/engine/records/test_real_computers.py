"""Records on real computers: network drives, full disks, backups put back, odd names, other windows that read."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import RecordsDamaged, RecordsError, RecordsLocked
from engine.play.events import Noted
from engine.records import Records, absolute, drive, never_used, opening
from engine.records.file_uri import file_uri
from engine.records.opening import place
from tests.laws import law

ROOT = Path(__file__).parents[3]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX limits and links")
BUNDLE = {"scenario": b"hotwash: 1\n"}
AT = "2026-01-02T03:04:05.678901+00:00"


def begun(records: Records, text: str = "") -> str:
    """Id of a new play with one note."""
    play = records.begin("built-in/curtain", 1, "solo", BUNDLE)
    records.append(play, Noted(seq=0, at=AT, topic="note", text=text))
    return play


def run(program: str, *arguments: object, **environment: str) -> str:
    """What a Python process of its own prints."""
    found = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        check=False,
    )
    return found.stdout + found.stderr


# Where a database is


NAMES = ["a b", "100%", "%41", "a?mode=memory", "a#b", "ä日本", "line\nbreak", "'quoted\"", "a;b", "~", ":x:", "\udcff", "C:"]
"""Names in which a URI, a shell or a terminal would see something else."""


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"\\fileserver\home\someone\plays.db"), "file:////fileserver/home/someone/plays.db?mode=rw"),
        (PureWindowsPath(r"\\server\share$\a b#?%\plays.db"), "file:////server/share%24/a%20b%23%3F%25/plays.db?mode=rw"),
        (PureWindowsPath(r"\\?\UNC\server\share\plays.db"), "file:////%3F/UNC/server/share/plays.db?mode=rw"),
        (PureWindowsPath(r"C:\Users\me\plays.db"), "file:///C:/Users/me/plays.db?mode=rw"),
        (PurePosixPath("/home/me/plays.db"), "file:///home/me/plays.db?mode=rw"),
        (PurePosixPath("//server/plays.db"), "file:////server/plays.db?mode=rw"),
    ],
)
def test_the_uri_of_a_path_has_no_authority(path: PurePath, uri: str) -> None:
    assert file_uri(path, "rw") == uri


@law(100)
@given(st.lists(st.text(st.characters(exclude_characters='\0/\\<>:"|?*', exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_sqlite_takes_the_uri_of_any_share_for_a_path_and_reads_that_path(parts: list[str]) -> None:
    path = PureWindowsPath(rf"\\server\share\{chr(92).join(parts)}")
    uri = file_uri(path, "ro")
    rest = uri.removeprefix("file://").removesuffix("?mode=ro")
    assert unquote(rest) == path.as_posix()
    assert "?" not in rest
    assert "#" not in rest
    with pytest.raises(sqlite3.OperationalError, match="unable to open database file"):
        sqlite3.connect(uri, uri=True)  # here it is no share; were there an authority, SQLite would say that it is invalid


@POSIX
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("as_text", [True, False])
def test_plays_are_kept_under_any_name(tmp_path: Path, name: str, as_text: bool) -> None:
    folder = tmp_path / name
    path = folder / f"{name}.db"
    where = str(path) if as_text else path
    assert never_used(where)
    with Records.open(where) as records:
        play = begun(records)
    assert not never_used(where)
    with Records.open(where, read_only=True) as records:
        assert [row.id for row in records.plays()] == [play]
    assert {file.name for file in folder.iterdir()} <= {path.name, f"{path.name}-wal", f"{path.name}-shm"}


@pytest.mark.parametrize("name", ["~/plays.db", "~/deeper/plays.db"])
def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    with Records.open(name):
        assert (tmp_path / name[2:]).is_file()
    assert absolute(name) == str((tmp_path / name[2:]).resolve())


def test_a_folder_may_be_called_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Records.open("./~/plays.db"):
        assert (tmp_path / "~" / "plays.db").is_file()


@POSIX
@pytest.mark.parametrize("ask", [Records.open, never_used])
def test_a_loop_of_links_is_told(tmp_path: Path, ask: Callable[[Path], object]) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for path in (tmp_path / "a", tmp_path / "a" / "plays.db"):
        with pytest.raises(RecordsError, match="name another file"):
            ask(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 3000])
def test_a_name_that_no_file_has_is_told(tmp_path: Path, name: str) -> None:
    for ask in (Records.open, never_used):
        with pytest.raises(RecordsError, match="name another file"):
            ask(tmp_path / name)


def test_a_place_is_handed_on_so_that_another_folder_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute("plays.db") == str(tmp_path.resolve() / "plays.db")
    assert absolute("sqlite:///plays.db") == str(tmp_path.resolve() / "plays.db")
    server = "postgresql://me@host/plays?sslmode=require"
    assert absolute(server) == server


def test_a_url_of_postgresql_names_a_server_and_no_file() -> None:
    for url in ("postgresql://me:secret@host/plays", "postgresql+psycopg://me:secret@host/plays?sslmode=require"):
        found = place(url)
        assert found.path is None
        assert found.url.drivername == "postgresql+psycopg"
        assert "secret" not in found.shown
        assert not never_used(url)


# A drive without locks


@pytest.mark.skipif(sys.platform != "linux", reason="needs LD_PRELOAD")
@pytest.mark.parametrize("refused", ["all", "shm", "mmap"])
def test_a_drive_without_locks_is_no_other_program(tmp_path: Path, tool: Callable[..., str], refused: str) -> None:
    library, folder = tmp_path / "nolock.so", tmp_path / "netdrive"
    folder.mkdir()
    source = Path(__file__).with_name("drive_without_locks.c")
    subprocess.run([tool("cc", "gcc"), "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    program = """
import sys
from engine.errors import RecordsError
from engine.records import Records
try:
    Records.open(sys.argv[1])
except RecordsError as error:
    print(error)
"""
    said = run(program, folder / "plays.db", NOLOCK=refused, LD_PRELOAD=str(library))
    assert "this drive cannot lock files" in said
    assert "--db FILE or HOTWASH_DB" in said
    assert "another program" not in said
    assert {file.name for file in folder.iterdir()} <= {"plays.db", "plays.db-wal", "plays.db-shm"}
    with Records.open(folder / "plays.db") as records:
        begun(records)


def test_a_drive_with_locks_is_not_blamed(tmp_path: Path) -> None:
    assert not drive.refuses_locks(tmp_path)
    assert not drive.refuses_locks(tmp_path / "missing")
    assert not drive.is_full(tmp_path / "plays.db")
    assert not list(tmp_path.iterdir())


# A full disk


LIMITED = """
import resource, sys
from engine.errors import RecordsError
from engine.records import Records
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]) * 1024,) * 2)
try:
    with Records.open(sys.argv[1]) as records:
        records.begin("built-in/curtain", 1, "solo", {"scenario": bytes(300_000)})
except RecordsError as error:
    print(type(error).__name__, error)
"""


@POSIX
@pytest.mark.parametrize("kib", [0, 1, 40, 100, 300])
def test_a_file_that_may_not_grow_is_a_full_disk(tmp_path: Path, kib: int) -> None:
    said = run(LIMITED, tmp_path / "plays.db", kib)
    assert said.startswith("RecordsError ")
    assert "the disk is full: make room, then go on" in said
    with Records.open(tmp_path / "plays.db") as records:
        assert records.plays() == []


# A backup that was put back


def worn(path: Path, backup: Path) -> None:
    """A database beside the log of a program that was killed, and a copy from before."""
    with Records.open(path) as records:
        for number in range(3):
            begun(records, f"{number}" * 3000)
    shutil.copy(path, backup)
    with Records.open(path) as records:
        for row in records.plays()[:2]:
            records.erase(row.id)
        for number in range(40):
            begun(records, f"{number}" * 3000)
    killed = """
import os, sys
from engine.play.events import Noted
from engine.records import Records
records = Records.open(sys.argv[1])
for number in range(9):
    play = records.begin("built-in/curtain", 1, "solo", {"scenario": b"hotwash: 1"})
    records.append(play, Noted(seq=0, at="now", topic="note", text=str(number) * 3000))
os._exit(9)
"""
    run(killed, path)
    assert path.with_name("plays.db-wal").stat().st_size


def test_a_backup_beside_the_log_of_another_file_is_told_with_the_mend(tmp_path: Path) -> None:
    path, backup = tmp_path / "plays.db", tmp_path / "backup"
    worn(path, backup)
    shutil.copy(backup, path)
    with pytest.raises(
        RecordsDamaged, match=r"remove plays\.db-wal and plays\.db-shm too: they belong to the file that was there"
    ):
        Records.open(path)
    assert path.read_bytes() == backup.read_bytes()
    path.with_name("plays.db-wal").unlink()
    path.with_name("plays.db-shm").unlink(missing_ok=True)
    with Records.open(path) as records:
        assert len(records.plays()) == 3


def test_without_a_log_no_log_is_blamed(tmp_path: Path) -> None:
    path = tmp_path / "plays.db"
    with Records.open(path) as records:
        begun(records)
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 4096 + path.read_bytes()[8192:])
    with pytest.raises(RecordsDamaged, match="restore a backup") as caught:
        Records.open(path)
    assert "-wal" not in str(caught.value)


def test_the_log_of_a_program_that_was_killed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plays.db"
    worn(path, tmp_path / "backup")
    with Records.open(path, read_only=True) as records:
        assert len(records.plays()) == 3 - 2 + 40 + 9


# Erasing while another reads


def stands(path: Path, text: bytes) -> bool:
    """Whether a text stands in the database or beside it."""
    return any(text in file.read_bytes() for file in path.parent.iterdir())


def test_what_another_program_reads_is_not_said_to_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    path = tmp_path / "plays.db"
    with Records.open(path) as records, closing(sqlite3.connect(path, isolation_level=None)) as reader:
        play = begun(records, "CONFIDENTIAL")
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM events").fetchone() == (1,)
        assert not records.erase(play)
        assert stands(path, b"CONFIDENTIAL")
        assert records.plays() == []
        assert not records.finish_erasing()
        reader.execute("COMMIT")
        assert records.finish_erasing()
        assert not stands(path, b"CONFIDENTIAL")


def test_a_reader_between_two_looks_keeps_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plays.db"
    with Records.open(path) as records, Records.open(path, read_only=True) as reader:
        play = begun(records, "CONFIDENTIAL")
        assert len(reader.plays()) == 1
        assert records.erase(play)
        assert not stands(path, b"CONFIDENTIAL")


def test_a_lock_of_another_program_is_still_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    path = tmp_path / "plays.db"
    with Records.open(path) as records, closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsLocked, match="another program is using it"):
            begun(records)
