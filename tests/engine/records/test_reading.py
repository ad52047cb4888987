"""Plays read from a file by itself: the same as what `Records` reads, and its words where something is wrong."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import RecordsDamaged, RecordsError, RecordsNewer
from engine.records import Records, open_reader
from engine.records.reading import _PlaysFile
from tests.exporters.played import alone, full_class, keep, recorded

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Records.open(tmp_path / "plays.db") as records:
        for record in (alone(), full_class(), recorded(), alone("gate")):
            keep(record, records)
        records.begin("officer-safety/curtain", 1, "solo", {})
    return tmp_path / "plays.db"


def test_a_file_by_itself_tells_the_same_as_records(db: Path) -> None:
    with Records.open(db, read_only=True) as records, open_reader(db) as reader:
        assert isinstance(reader, _PlaysFile)
        assert reader.plays() == records.plays()
        assert len(reader.plays()) == 5
        for row in reader.plays():
            assert reader.events(row.id) == records.events(row.id)
            assert reader.bundle(row.id) == records.bundle(row.id)


def test_a_file_of_which_the_log_is_not_in_it_yet_is_read_whole(db: Path) -> None:
    with Records.open(db) as records:
        id_ = keep(alone("gate"), records)
        assert db.with_name("plays.db-wal").stat().st_size > 0
        with open_reader(db) as reader:
            assert isinstance(reader, _PlaysFile)
            assert reader.plays()[0].id == id_
            assert reader.events(id_) == records.events(id_)


def test_a_url_is_read_by_records(db: Path) -> None:
    with open_reader(f"sqlite:///{db}") as reader:
        assert isinstance(reader, Records)
        assert len(reader.plays()) == 5


def test_what_is_wrong_is_told_as_records_tells_it(db: Path, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("no database, but long enough to be looked at as one. " * 20)
    for path, error in ((tmp_path / "none.db", RecordsError), (tmp_path / "x.db", RecordsDamaged)):
        with pytest.raises(error) as quick, open_reader(path):
            pass
        with pytest.raises(error) as known, Records.open(path, read_only=True):
            pass
        assert str(quick.value) == str(known.value)
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'hotwash.schema'")
    connection.close()
    with pytest.raises(RecordsNewer, match="newer Hotwash"), open_reader(db):
        pass


@pytest.mark.parametrize(
    ("statement", "said"),
    [("DELETE FROM events WHERE seq = 1", "event 1 is missing"), ("UPDATE events SET data = '{'", "cannot be read"),
     ("UPDATE events SET kind = 'x'", "event 0"), ("UPDATE bundles SET content = 'x'", "is not what was kept"),
     ("DELETE FROM bundles", "is missing"), ("UPDATE plays SET digests = '{'", "cannot be read")],
)  # fmt: skip
def test_a_play_that_is_damaged_is_refused_in_words(db: Path, statement: str, said: str) -> None:
    with Records.open(db, read_only=True) as records:
        id_ = next(row.id for row in records.plays() if row.mode == "class")
    with sqlite3.connect(db) as connection:
        connection.execute(statement)
    connection.close()
    with pytest.raises(RecordsError, match=said):
        read_whole(db, id_)


def read_whole(db: Path, id_: str) -> None:
    with open_reader(db) as reader:
        reader.events(id_)
        reader.bundle(id_)


def test_a_play_that_is_not_there_is_told(db: Path) -> None:
    with open_reader(db) as reader:
        with pytest.raises(RecordsError, match="there is no play 0000"):
            reader.events("0000")
        with pytest.raises(RecordsError, match="there is no play 0000"):
            reader.bundle("0000")


def test_a_report_of_a_kept_play_is_made_without_sqlalchemy(db: Path, tmp_path: Path) -> None:
    arguments = [
        "export",
        "after-action",
        "curtain",
        "--format",
        "md",
        "--yes",
        "--db",
        str(db),
        "--output",
        str(tmp_path / "out"),
    ]
    code = (
        "import sys; from tui.commands.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "print('sqlalchemy' in sys.modules, 'jinja2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=180, check=True)
    assert done.stdout.splitlines()[-1] == "False False"
    assert len(list((tmp_path / "out").iterdir())) == 1
