"""Records: what was appended is there, whoever else writes and whatever dies."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import RecordsDamaged, RecordsError, RecordsLocked, RecordsNewer, RecordsReadOnly, SecondWriter
from engine.installation import line_for
from engine.learner.history import PlayHistory
from engine.play import events
from engine.play.completion import Completion, completion_of
from engine.play.events import AnyEvent, Chose, Closed, Ended, Noted, Started, WentBack
from engine.records import PlayRow, Records, default_path, never_used, opening
from engine.records.reading import open_reader
from tests.engine.learner.past import NOW, WELL, keep
from tests.laws import FULL, law

ROOT = Path(__file__).parents[3]
AT = "2026-01-02T03:04:05.678901+00:00"
BUNDLE = {"scenario": b"hotwash: 1\n", "report/studio-curtain": b"\x00\xff\r\n", "lessons": b""}
DIGESTS = {part: hashlib.sha256(content).hexdigest() for part, content in BUNDLE.items()}
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX users and permissions")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A place for a database, in a folder that is not there yet and has an awkward name."""
    return tmp_path / "own ?#%20 ä" / "plays.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    """A new, open database."""
    with Records.open(path) as opened:
        yield opened


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases opened from here on wait briefly for a lock."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)


def noted(seq: int, text: str = "") -> Noted:
    return Noted(seq=seq, at=AT, topic="next shift I will", text=text)


def begun(records: Records, scenario: str = "built-in/curtain", count: int = 0) -> str:
    """Id of a new play with `count` notes."""
    play = records.begin(scenario, 1, "solo", BUNDLE)
    for seq in range(count):
        records.append(play, noted(seq, str(seq)))
    return play


def ask(path: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run a statement with nothing of ours in between."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(statement, values).fetchall()


START = """
import os, sys
from engine.errors import SecondWriter
from engine.play.events import Noted
from engine.records import Records

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())  # whole or not at all, whenever it dies

say("ready")
"""


class Child:
    """A Python process that says `ready`, then waits for lines."""

    def __init__(self, program: str, *arguments: object, start: str = START) -> None:
        command = [sys.executable, "-c", start + program, *map(str, arguments)]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=environment)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def say(self, line: object = "go") -> None:
        assert self.process.stdin is not None
        print(line, file=self.process.stdin, flush=True)

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


RACER = """
path, play, name = sys.argv[1:]
records = Records.open(path)
for line in sys.stdin:
    try:
        records.append(play, Noted(seq=int(line), at="now", topic="winner", text=name))
        say("won")
    except SecondWriter:
        say("lost")
"""
BEGINNER = """
for line in sys.stdin:
    say(Records.open(line.strip()).begin("built-in/curtain", 1, "solo", {"scenario": b"x" * 100_000}))
"""
NURSERY = """
def write(path, play):
    records = Records.open(path)
    play = play or records.begin("built-in/curtain", 1, "solo", {"scenario": b"x" * 100_000})
    seq = len(records.events(play))
    while True:
        records.append(play, Noted(seq=seq, at="now", topic="number", text=str(seq) * 50))
        say(seq)
        seq += 1

for line in sys.stdin:
    pid = os.fork()  # a writer that need not import everything again
    if not pid:
        write(*line.strip("\\n").split("\\t"))
    say("born", pid)
    os.waitpid(pid, 0)
    say("dead")
"""
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    connection.execute(statement).fetchall()
print("ready", flush=True)
sys.stdin.readline()
connection.close()
print("gone", flush=True)
"""


# What is kept


def test_a_play_comes_back_after_closing(path: Path) -> None:
    kept: list[AnyEvent] = [
        Started(seq=0, at=AT, scenario="curtain", version=3, seed=2**80),
        Chose(seq=1, at=AT, scene="arrive", choice="wait", shown=("wait", "go-up"), reason="Ünsure 🙂\0"),
        WentBack(seq=2, at=AT, to=1),
    ]
    with Records.open(path) as records:
        play = records.begin("built-in/curtain", 3, "solo", BUNDLE)
        for event in kept:
            records.append(play, event)
    with Records.open(path) as records:
        assert records.events(play) == kept
        assert records.bundle(play) == BUNDLE


def text() -> st.SearchStrategy[str]:
    """Any text, NUL and the lone surrogates of undecodable input included."""
    return st.text(st.characters(exclude_categories=()), max_size=30)


SHAPES: dict[type[events.Event], dict[str, st.SearchStrategy[Any]]] = {
    events.Started: {
        "scenario": text(), "version": st.integers(), "seed": st.integers(),
        "mode": st.sampled_from(["solo", "class"]), "events_version": st.integers(1, events.EVENTS_VERSION),
        "purpose": st.sampled_from(["practice", "record"]), "voters": st.sampled_from(["none", "hands", "people"]),
        "hseep": st.booleans(), "confidence": st.booleans(), "rationale": st.booleans(), "timer": st.booleans(),
        "feedback": st.sampled_from(["now", "end"]),
    },
    events.Chose: {"scene": text(), "choice": text(), "shown": st.lists(text(), max_size=4).map(tuple), "reason": text()},
    events.Rolled: {"route": st.integers()},
    events.Overrode: {"route": st.integers(), "reason": text()},
    events.Injected: {"inject": text()},
    events.WentBack: {"to": st.integers()},
    events.Joined: {"who": text(), "seat": text(), "heads": st.integers()},
    events.Voted: {"who": text(), "scene": text(), "choice": text(), "heads": st.integers(0)},
    events.Wished: {"scene": text(), "text": text(), "heads": st.integers(0)},
    events.Confided: {"scene": text(), "percent": st.integers(0, 100)},
    events.Flagged: {"note": text()},
    events.Noted: {"topic": text(), "text": text(), "details": st.dictionaries(text(), text(), max_size=2)},
    events.Phase: {"name": text(), "page": st.integers(), "dark": st.booleans(), "seconds": st.none() | st.integers(),
                   "part": st.integers(), "corrects": st.booleans()},
    events.Mended: {
        "of": st.integers(), "text": text(), "details": st.dictionaries(text(), text(), max_size=2), "removed": st.booleans(),
    },
    events.Paused: {},
    events.Resumed: {},
    events.Ended: {"scene": text(), "outcome": text()},
    events.Closed: {},
}  # fmt: skip
MOMENTS = st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
BARE = st.one_of([st.tuples(st.just(kind), st.fixed_dictionaries({"at": MOMENTS, **shape})) for kind, shape in SHAPES.items()])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    with Records.open(tmp_path_factory.mktemp("shared") / "plays.db") as opened:
        yield opened


def test_the_property_covers_every_kind_of_event() -> None:
    assert set(SHAPES) == set(get_args(get_args(AnyEvent)[0]))


@law()
@given(bare=st.lists(BARE, max_size=6))
def test_any_events_come_back_as_they_were_and_may_be_appended_again(shared: Records, bare: list[Any]) -> None:
    kept = [kind(seq=seq, **fields) for seq, (kind, fields) in enumerate(bare)]
    play = shared.begin("any/any", 1, "solo", {})
    for event in kept + kept:
        shared.append(play, event)
    assert shared.events(play) == kept
    assert [shared.events(play, since) for since in range(len(kept) + 1)] == [kept[since:] for since in range(len(kept) + 1)]


def test_a_part_is_stored_once_however_many_plays_share_it(records: Records, path: Path) -> None:
    plays = [begun(records) for _ in range(3)]
    found = ask(path, "SELECT digest, kind, name, content FROM bundles ORDER BY kind")
    digest = {part: hashlib.sha256(content).hexdigest() for part, content in BUNDLE.items()}
    assert found == [
        (digest["lessons"], "lessons", "", b""),
        (digest["report/studio-curtain"], "report", "studio-curtain", BUNDLE["report/studio-curtain"]),
        (digest["scenario"], "scenario", "", BUNDLE["scenario"]),
    ]
    assert [records.bundle(play) for play in plays] == [BUNDLE] * 3


def test_parts_with_equal_content_stay_apart(records: Records) -> None:
    bundle = {"lessons": b"same", "factors": b"same"}
    assert records.bundle(records.begin("a/b", 1, "solo", bundle)) == bundle


def test_begin_keeps_all_or_nothing(records: Records, path: Path) -> None:
    ask(path, "CREATE TRIGGER no BEFORE INSERT ON plays BEGIN SELECT RAISE(FAIL, 'no'); END")
    with pytest.raises(RecordsError, match="no"):
        begun(records)
    assert ask(path, "SELECT count(*) FROM bundles") == [(0,)]


def test_what_append_returned_from_is_committed(records: Records, path: Path) -> None:
    play = begun(records, count=3)
    assert ask(path, "SELECT seq FROM events WHERE play = ?", play) == [(0,), (1,), (2,)]


def test_commits_reach_the_disk_and_others_may_read_meanwhile(records: Records) -> None:
    wanted = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 2000}
    with records._reading() as connection:  # these are settings of the connection: nobody else can see them
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


# The key (play, seq)


def test_an_event_may_be_appended_again(records: Records) -> None:
    play = begun(records, count=3)
    records.append(play, noted(1, "1"))
    assert records.events(play) == [noted(seq, str(seq)) for seq in range(3)]


@pytest.mark.parametrize("other", [noted(1, "other"), noted(1, "1").model_copy(update={"at": "later"}), Closed(seq=1, at=AT)])
def test_another_event_with_the_same_number_is_refused(records: Records, other: AnyEvent) -> None:
    play = begun(records, count=3)
    with pytest.raises(SecondWriter, match=f"event 1 of play {play} .*found `noted`.*close the other window"):
        records.append(play, other)
    assert records.events(play) == [noted(seq, str(seq)) for seq in range(3)]


@pytest.mark.parametrize("seq", [3, 2**70, -1])
def test_a_gap_is_refused(records: Records, seq: int) -> None:
    play = begun(records, count=2)
    with pytest.raises(RecordsError, match=f"event {seq} of play {play} comes where 2 was expected"):
        records.append(play, noted(seq))
    assert len(records.events(play)) == 2


def test_an_unknown_play_is_refused_everywhere(records: Records) -> None:
    uses: list[Callable[[], object]] = [
        lambda: records.append("nix", noted(0)), lambda: records.events("nix"),
        lambda: records.bundle("nix"), lambda: records.erase("nix"),
    ]  # fmt: skip
    for use in uses:
        with pytest.raises(RecordsError, match="there is no play nix"):
            use()


def test_of_two_processes_that_race_for_an_event_exactly_one_wins(records: Records, path: Path) -> None:
    play = begun(records)
    with Child(RACER, path, play, "anna") as anna, Child(RACER, path, play, "bert") as bert:
        racers = {"anna": anna, "bert": bert}
        assert [racer.hear() for racer in racers.values()] == ["ready", "ready"]
        winners = []
        for seq in range(40):
            for racer in random.sample(list(racers.values()), 2):
                racer.say(seq)
            heard = {name: racer.hear() for name, racer in racers.items()}
            assert sorted(heard.values()) == ["lost", "won"]
            winners += [name for name, said in heard.items() if said == "won"]
    assert [event.text for event in records.events(play) if isinstance(event, Noted)] == winners


def test_threads_share_records(records: Records) -> None:
    plays = [begun(records) for _ in range(4)]

    def fill(play: str) -> None:
        for seq in range(25):
            records.append(play, noted(seq))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fill, plays))
    assert [len(records.events(play)) for play in plays] == [25] * 4


# Lists


def test_plays_are_listed_newest_first(records: Records) -> None:
    first, second = begun(records, count=2), begun(records, "own/corridor")
    records.append(first, noted(2).model_copy(update={"at": "later"}))
    newest, oldest = records.plays()
    assert newest == PlayRow(
        second, "own/corridor", 1, "solo", newest.created, None, 0, Completion.OPEN, digests=DIGESTS, number=newest.number
    )
    assert oldest == PlayRow(
        first, "built-in/curtain", 1, "solo", oldest.created, "later", 3, Completion.OPEN, digests=DIGESTS, number=oldest.number
    )
    assert datetime.fromisoformat(oldest.created) < datetime.fromisoformat(newest.created) <= datetime.now(UTC)
    assert [row.id for row in records.plays("own/corridor")] == [second]
    assert records.plays("own/nothing") == []


ENDED, CLOSED = Ended(seq=1, at=AT, scene="lucky", outcome="near-miss"), Closed(seq=1, at=AT)


@pytest.mark.parametrize(
    ("mode", "events", "came"),
    [
        ("solo", [], "not finished"),
        ("solo", [ENDED], "finished"),
        ("class", [ENDED], "not finished"),
        ("class", [ENDED, CLOSED], "finished"),
        ("class", [CLOSED], "broken off"),
        ("solo", [CLOSED], "broken off"),
    ],
)
def test_how_far_a_play_came_is_listed_whoever_reads(mode: str, events: list[AnyEvent], came: str, tmp_path: Path) -> None:
    where = tmp_path / "plays.db"
    with Records.open(where) as records:
        id_ = records.begin("built-in/curtain", 1, mode, BUNDLE)
        records.append(id_, Started(seq=0, at=AT, scenario="curtain", version=1, seed=1, mode=mode))
        for seq, event in enumerate(events, 1):
            records.append(id_, event.model_copy(update={"seq": seq}))
        (row,) = records.plays()
        assert row.completion == came == completion_of(mode, records.events(id_))
        assert bool(records.plays(unfinished=True)) is (came == "not finished") is not row.over
    with open_reader(where) as reader:
        assert reader.plays()[0] == row


def test_the_latest_unfinished_play_is_found(records: Records) -> None:
    assert records.latest_unfinished() is None
    older, newer, elsewhere = begun(records), begun(records), begun(records, "own/corridor")
    done = begun(records)
    records.append(done, Closed(seq=0, at=AT))
    latest, curtain = records.latest_unfinished(), records.latest_unfinished("built-in/curtain")
    assert latest is not None
    assert curtain is not None
    assert (latest.id, curtain.id) == (elsewhere, newer)
    records.erase(newer)
    again = records.latest_unfinished("built-in/curtain")
    assert again is not None
    assert again.id == older


# Erasing


def test_erasing_a_play_leaves_what_others_need(records: Records, path: Path) -> None:
    gone = records.begin("a/b", 1, "solo", {"scenario": b"shared", "report/x": b"its own"})
    stays = records.begin("a/b", 1, "solo", {"other": b"shared"})
    for play in (gone, stays):
        records.append(play, noted(0))
    records.erase(gone)
    assert [row.id for row in records.plays()] == [stays]
    assert records.bundle(stays) == {"other": b"shared"}
    assert records.events(stays) == [noted(0)]
    assert ask(path, "SELECT content FROM bundles") == [(b"shared",)]
    records.erase(stays)
    assert ask(path, "SELECT (SELECT count(*) FROM bundles), (SELECT count(*) FROM events)") == [(0, 0)]


def test_nothing_of_an_erased_play_stays_in_the_files(records: Records, path: Path) -> None:
    secret = "he cried in the car afterwards"
    play = records.begin("a/b", 1, "solo", {"scenario": secret.encode() * 1000})
    records.append(play, noted(0, secret))

    def on_disk() -> bool:
        return any(secret.encode() in file.read_bytes() for file in path.parent.iterdir())

    assert on_disk()
    records.erase(play)
    assert not on_disk()


def test_erasing_several_plays_erases_all_or_none(records: Records) -> None:
    kept, gone, gone_too = begun(records, count=1), begun(records, count=2), begun(records, count=2)
    with pytest.raises(RecordsError, match="no play nix"):
        records.erase(gone, "nix")
    assert len(records.plays()) == 3
    records.erase(gone, gone_too)
    assert [row.id for row in records.plays()] == [kept]
    assert records.bundle(kept) == BUNDLE


def test_erasing_keeps_all_or_nothing(records: Records, path: Path) -> None:
    play = begun(records, count=2)
    ask(path, "CREATE TRIGGER no BEFORE DELETE ON plays BEGIN SELECT RAISE(FAIL, 'no'); END")
    with pytest.raises(RecordsError, match="no"):
        records.erase(play)
    assert len(records.events(play)) == 2


# Places


def test_the_folder_and_the_file_are_private(records: Records, path: Path) -> None:
    begun(records)
    assert path.exists()
    if os.name == "posix":
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "plays.db"
    path.touch()
    with Records.open(path) as records:
        assert records.events(begun(records, count=1)) == [noted(0, "0")]


def test_a_url_names_the_same_file_as_its_path(tmp_path: Path) -> None:
    path = tmp_path / "plays.db"
    with Records.open(f"sqlite:///{path}") as records:
        play = begun(records)
    with Records.open(str(path)) as records:
        assert [row.id for row in records.plays()] == [play]


REFUSED_URLS = ["mysql://me:secret@host/x?password=secret", "sqlite://", "sqlite:///:memory:", "sqlite:///a?b=c", "://",
                "file:/tmp/secret.db", ":memory:", "sqlite:///file:x.db", "sqlite:x.db", "file::memory:",
                "postgresql:me:secret@host/x", "http:x"]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_other_urls_are_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(RecordsError) as caught:
        Records.open(url)
    assert "secret" not in str(caught.value).replace("/tmp/secret.db", "")
    with pytest.raises(RecordsError):
        never_used(url)


def test_a_file_with_a_colon_in_its_name_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecordsError, match=r"a file of this name is `\./plays:3\.db`"):
        Records.open("plays:3.db")
    Records.open("./plays:3.db").close()
    Records.open("plays:3.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["plays:3.db"]


@pytest.mark.skipif(importlib.util.find_spec("psycopg") is not None, reason="psycopg is installed")
def test_postgresql_without_its_package_says_what_to_install() -> None:
    with pytest.raises(RecordsError, match=re.escape(line_for("postgresql"))) as caught:
        Records.open("postgresql://me:secret@localhost/x?password=secret")
    assert "secret" not in str(caught.value)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match=r"is a folder; name a file in it, such as .*plays\.db"):
        Records.open(tmp_path)


def test_default_path_is_in_the_users_data() -> None:
    assert default_path().parts[-2:] == ("hotwash", "plays.db")


def test_closed_records_are_not_opened_again_by_use(path: Path) -> None:
    records = Records.open(path)
    records.close()
    records.close()
    with pytest.raises(RecordsError, match="closed"):
        records.plays()


# Files that are not ours


def ours(path: Path) -> Path:
    """A sound database of several pages, closed."""
    with Records.open(path) as records:
        begun(records, count=3)
    return path


def crashed(path: Path, *statements: str) -> None:
    """A database as a dead process leaves it: the statements are in the log alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode=WAL", *statements):
            connection.execute(statement)
        for name in (path.name, f"{path.name}-wal"):
            shutil.copy(path.with_name(name), path.with_name(f"copy-{name}"))
    for name in (path.name, f"{path.name}-wal"):
        path.with_name(f"copy-{name}").rename(path.with_name(name))


def cut(path: Path, size: int) -> None:
    os.truncate(ours(path), size)


def overwrite(path: Path) -> None:
    """Spoil a page in the middle."""
    content = bytearray(ours(path).read_bytes())
    (page,) = ask(path, "SELECT rootpage FROM sqlite_master WHERE name = 'events'")[0]
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


NEWER = "UPDATE meta SET value = '2' WHERE key = 'hotwash.schema'"
REFUSED: dict[str, tuple[type[RecordsError], str, Callable[[Path], object]]] = {
    "text": (RecordsDamaged, "not a database", lambda p: p.write_text("Dear diary\n" * 1000)),
    "one byte": (RecordsDamaged, "no database", lambda p: p.write_bytes(b"\0")),
    "cut in half": (RecordsDamaged, "malformed", lambda p: cut(p, 4096 * 3)),
    "cut within a page": (RecordsDamaged, "malformed", lambda p: cut(p, 5000)),
    "cut within the first page": (RecordsDamaged, "malformed", lambda p: cut(p, 1000)),
    "cut within the head": (RecordsDamaged, "no database .it has 50 bytes", lambda p: cut(p, 50)),
    "a page overwritten": (RecordsDamaged, "damaged", overwrite),
    "somebody else's": (RecordsDamaged, "tables: recipes", lambda p: ask(p, "CREATE TABLE recipes (x)")),
    "somebody else's with a log": (RecordsDamaged, "tables: recipes", lambda p: crashed(p, "CREATE TABLE recipes (x)")),
    "somebody else's meta": (RecordsDamaged, "no `hotwash.schema`", lambda p: ask(p, "CREATE TABLE meta (key, value)")),
    "somebody else's other meta": (RecordsDamaged, "no such column", lambda p: ask(p, "CREATE TABLE meta (name, x)")),
    "ours without a table": (RecordsDamaged, "no table `events`", lambda p: ask(ours(p), "DROP TABLE events")),
    "newer": (RecordsNewer, "found schema 2, this one knows 1.*update Hotwash", lambda p: ask(ours(p), NEWER)),
    "newer with a log": (RecordsNewer, "found schema 2", lambda p: crashed(ours(p), NEWER)),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path, case: str, read_only: bool) -> None:
    kind, says, make = REFUSED[case]
    path = tmp_path / "plays.db"
    make(path)

    def files() -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in tmp_path.iterdir() if not file.name.endswith("-shm")}

    before = files()
    with pytest.raises(kind, match=says) as caught:
        Records.open(path, read_only=read_only)
    assert type(caught.value) is kind
    assert str(path) in str(caught.value)
    assert "it was left as it is" in str(caught.value)
    assert files() == before


def test_a_database_that_was_not_finished_being_made_is_made(tmp_path: Path) -> None:
    path = tmp_path / "plays.db"
    ask(path, "PRAGMA journal_mode=WAL")
    assert path.stat().st_size
    with Records.open(path) as records:
        begun(records)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM events WHERE seq = 1", "event 1 is missing"),
        ("UPDATE events SET kind = 'teleported' WHERE seq = 1", "event 1 is damaged or of a newer Hotwash"),
        ("""UPDATE events SET data = '{"text": 1}' WHERE seq = 1""", "event 1 is damaged"),
        ("UPDATE events SET data = '[1]' WHERE seq = 1", "event 1 is damaged"),
        ("UPDATE events SET data = '{' WHERE seq = 1", "damaged"),
    ],
)
def test_damaged_events_are_told(records: Records, path: Path, statement: str, says: str) -> None:
    play = begun(records, count=3)
    ask(path, statement)
    with pytest.raises(RecordsDamaged, match=says):
        records.events(play)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE bundles SET content = x'00' WHERE kind = 'scenario'", "`scenario` of play .* is not what was kept"),
        ("DELETE FROM bundles WHERE kind = 'scenario'", "`scenario` of play .* is missing"),
    ],
)
def test_a_damaged_bundle_is_told(records: Records, path: Path, statement: str, says: str) -> None:
    play = begun(records)
    ask(path, statement)
    with pytest.raises(RecordsDamaged, match=says):
        records.bundle(play)


# Reading only


def test_read_only_reads_what_another_is_writing(records: Records, path: Path) -> None:
    play = begun(records, count=1)
    with Records.open(path, read_only=True) as reader:
        records.append(play, noted(1, "1"))
        assert reader.events(play) == [noted(0, "0"), noted(1, "1")]
        assert reader.bundle(play) == BUNDLE
        for use in (lambda: reader.append(play, noted(2)), lambda: begun(reader), lambda: reader.erase(play)):
            with pytest.raises(RecordsReadOnly, match="attempt to write a readonly database"):
                use()
    assert len(records.events(play)) == 2


@pytest.mark.parametrize("empty", [False, True])
def test_read_only_makes_nothing(path: Path, empty: bool) -> None:
    if empty:
        path.parent.mkdir()
        path.touch()
    with pytest.raises(RecordsError, match="no plays are kept there yet"):
        Records.open(path, read_only=True)
    assert path.exists() == empty
    assert path.parent.exists() == empty


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that any user may enter (those of pytest are private), with a database in it, owned by nobody in particular."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours(folder / "plays.db")
        folder.chmod(0o755)
        (folder / "plays.db").chmod(0o644)
        yield folder
        folder.chmod(0o755)


@contextmanager
def powerless() -> Iterator[None]:
    """Permissions count. Root may write anywhere, so it becomes nobody for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@POSIX
def test_a_file_that_may_not_be_written_is_told_when_it_is_opened(public: Path) -> None:
    path = public / "plays.db"
    content = path.read_bytes()
    public.chmod(0o777)
    path.chmod(0o444)
    with powerless():
        with pytest.raises(RecordsReadOnly, match=r"plays\.db: .*cannot be written: change the permissions"):
            Records.open(path)
        with Records.open(path, read_only=True) as records:
            assert len(records.plays()) == 1
    assert path.read_bytes() == content


@POSIX
@pytest.mark.parametrize("name", ["plays.db", "new.db", "deeper/plays.db"])
def test_a_folder_that_may_not_be_written_is_told(public: Path, name: str) -> None:
    public.chmod(0o555)
    with powerless(), pytest.raises(RecordsReadOnly, match=r"\.db: .*cannot be written: change the permissions"):
        Records.open(public / name)


@POSIX
def test_a_file_that_may_not_be_read_is_told(public: Path) -> None:
    (public / "plays.db").chmod(0o000)
    with powerless(), pytest.raises(RecordsReadOnly, match=r"plays\.db: .*unable to open database file"):
        Records.open(public / "plays.db", read_only=True)


# Locks


@pytest.mark.usefixtures("hasty")
def test_a_lock_that_another_process_holds_is_told(path: Path) -> None:
    with Records.open(path) as records:
        play = begun(records, count=1)
        with Child(HOLDER, path, "BEGIN IMMEDIATE", start="") as holder:
            assert holder.hear() == "ready"
            uses: list[Callable[[], object]] = [
                lambda: records.append(play, noted(1)), lambda: Records.open(path), lambda: begun(records),
                lambda: records.erase(play),
            ]  # fmt: skip
            for use in uses:
                with pytest.raises(RecordsLocked, match=r"plays\.db: another program is using it"):
                    use()
            with Records.open(path, read_only=True) as reader:
                assert reader.events(play) == records.events(play) == [noted(0, "0")]
            holder.say()
            assert holder.hear() == "gone"
        records.append(play, noted(1))
        assert len(records.events(play)) == 2


@pytest.mark.usefixtures("hasty")
def test_a_database_that_another_process_keeps_to_itself_is_told(path: Path) -> None:
    ours(path)
    with Child(HOLDER, path, "PRAGMA locking_mode=EXCLUSIVE", NEWER.replace("2", "1"), start="") as holder:
        assert holder.hear() == "ready"
        for read_only in (False, True):
            with pytest.raises(RecordsLocked, match="another program is using it"):
                Records.open(path, read_only=read_only)


def test_a_short_lock_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 60)
    with ExitStack() as stack:
        records = stack.enter_context(Records.open(path))
        play = begun(records)
        holder = stack.enter_context(Child(HOLDER, path, "BEGIN IMMEDIATE", start=""))
        pool = stack.enter_context(ThreadPoolExecutor(1))
        assert holder.hear() == "ready"
        appended = pool.submit(records.append, play, noted(0))
        with pytest.raises(TimeoutError):
            appended.result(0.3)  # it can't be done: the lock is held until the holder is told to go on
        holder.say()
        appended.result()
        assert records.events(play) == [noted(0)]


# A full disk


def test_a_full_disk_is_told_and_loses_nothing(records: Records) -> None:
    play = begun(records, count=2)
    with records._reading() as connection:  # the limit holds for this connection, which the pool hands out again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(RecordsError, match="the disk is full: make room, then go on") as caught:
        records.append(play, noted(2, "confidential" * 10_000))
    assert type(caught.value) is RecordsError
    assert "confidential" not in str(caught.value.__cause__)
    assert len(records.events(play)) == 2
    with records._reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    records.append(play, noted(2, "confidential" * 10_000))
    assert len(records.events(play)) == 3


# Death


def killed(nursery: Child, path: Path, play: str, *, after: int, seconds: float) -> list[int]:
    """The events that a writer acknowledged until it was killed: so many, and so much time later."""
    nursery.say(f"{path}\t{play}")
    said: list[int] = []
    pid = 0
    while not pid or len(said) < after:
        first, _, rest = nursery.hear().partition(" ")
        if first == "born":
            pid = int(rest)
        else:
            said.append(int(first))
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    while (word := nursery.hear()) != "dead":
        said.append(int(word))
    return said


def numbered(count: int) -> list[AnyEvent]:
    """What a writer of the nursery writes."""
    return [Noted(seq=n, at="now", topic="number", text=str(n) * 50) for n in range(count)]


@pytest.mark.slow
@POSIX
def test_no_acknowledged_event_is_lost_when_the_writer_is_killed(path: Path) -> None:
    with Records.open(path) as records:
        play = begun(records)
    with Child(NURSERY) as nursery:
        assert nursery.hear() == "ready"
        for _ in range(20 if FULL else 8):
            said = killed(nursery, path, play, after=random.randint(0, 10), seconds=random.uniform(0.0, 0.02))
            with Records.open(path) as records:
                kept = records.events(play)
                assert kept == numbered(len(kept))
                assert set(said) <= set(range(len(kept)))
                if kept:
                    records.append(play, kept[-1])  # as a player does who was not told that it was kept
                assert records.plays()[0].events == len(kept)
            assert ask(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.slow
@POSIX
def test_a_database_whose_maker_is_killed_can_be_used(tmp_path: Path) -> None:
    with Child(NURSERY) as nursery:
        assert nursery.hear() == "ready"
        started = time.monotonic()
        killed(nursery, tmp_path / "whole.db", "", after=1, seconds=0)
        making = time.monotonic() - started  # how long it takes here, with whatever else is going on
        for number in range(40 if FULL else 15):
            path = tmp_path / str(number) / "plays.db"
            said = killed(nursery, path, "", after=0, seconds=random.uniform(0, making))
            with Records.open(path) as records:
                for row in records.plays():
                    assert records.bundle(row.id) == {"scenario": b"x" * 100_000}
                    assert records.events(row.id) == numbered(row.events)
                    assert row.events >= len(said)
                assert bool(records.plays()) >= bool(said)
                begun(records)
            assert ask(path, "PRAGMA integrity_check") == [("ok",)]


def test_turning_on_the_log_waits_for_whoever_writes_a_new_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 60)
    path.parent.mkdir()
    ask(path, "PRAGMA user_version=1")  # a database with nothing in it, and no log yet
    with Child(HOLDER, path, "BEGIN IMMEDIATE", start="") as holder, ThreadPoolExecutor(1) as pool:
        assert holder.hear() == "ready"
        opened = pool.submit(Records.open, path)
        with pytest.raises(TimeoutError):
            opened.result(0.3)  # it can't be done: the lock is held until the holder is told to go on
        holder.say()
        with opened.result() as records:
            begun(records)


@pytest.mark.slow
def test_processes_may_make_the_same_database_at_once(tmp_path: Path) -> None:
    with ExitStack() as stack:
        children = [stack.enter_context(Child(BEGINNER)) for _ in range(4)]
        assert [child.hear() for child in children] == ["ready"] * 4
        for number in range(20):
            path = tmp_path / str(number) / "plays.db"
            for child in children:
                child.say(path)
            plays = [child.hear() for child in children]
            with Records.open(path) as records:
                assert sorted(row.id for row in records.plays()) == sorted(plays)


# PostgreSQL


postgres = pytest.mark.skipif(
    "HOTWASH_TEST_POSTGRES" not in os.environ or importlib.util.find_spec("psycopg") is None,
    reason="needs psycopg, and HOTWASH_TEST_POSTGRES=postgresql+psycopg://... naming an empty database",
)


@postgres
def test_postgresql_keeps_plays_alike() -> None:
    url = os.environ["HOTWASH_TEST_POSTGRES"]
    with Records.open(url) as records, Records.open(url) as second, Records.open(url, read_only=True) as reader:
        play, other = begun(records, count=2), begun(second)
        second.append(play, noted(1, "1"))
        with pytest.raises(SecondWriter):
            second.append(play, noted(1, "other"))
        with pytest.raises(RecordsError, match="comes where 2 was expected"):
            records.append(play, noted(5))
        with pytest.raises(RecordsReadOnly):
            reader.append(play, noted(2))
        with ThreadPoolExecutor(2) as pool:
            racing = [pool.submit(one.append, play, noted(2, name)) for one, name in ((records, "a"), (second, "b"))]
        assert sorted(type(future.exception()) is SecondWriter for future in racing) == [False, True]
        assert [event.seq for event in reader.events(play)] == [0, 1, 2]
        assert reader.bundle(play) == BUNDLE
        assert [row.id for row in reader.plays()][:2] == [other, play]
        records.erase(play)
        assert second.bundle(other) == BUNDLE
        second.erase(other)


@postgres
def test_postgresql_lists_plays_in_the_order_in_which_they_were_kept_and_keeps_their_grades() -> None:
    url = os.environ["HOTWASH_TEST_POSTGRES"]
    with Records.open(url) as records:
        kept = [keep(records, WELL, NOW - timedelta(days=days)) for days in (1, 9, 4)]
        found = PlayHistory().read(records)
        assert [play.id for play in found] == kept
        assert [row.id for row in records.plays()] == kept[::-1]
        assert set(records.grades(kept).plays) == set(kept)
        with Records.open(url, read_only=True) as reader:
            assert PlayHistory().read(reader) == found
        records.erase(*kept)
        assert not records.grades(kept).plays


def test_a_class_is_finished_when_it_is_closed_and_a_solo_play_when_it_has_ended(tmp_path: Path) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        for mode in ("solo", "class"):
            play = records.begin("any/any", 1, mode, {})
            records.append(play, events.Ended(seq=0, at="2000", scene="s", outcome="safe"))
        assert [row.mode for row in records.plays(unfinished=True)] == ["class"]
        assert records.latest_unfinished() is None
        found = records.latest_unfinished(mode="class")
        assert found is not None
        records.append(found.id, events.Closed(seq=1, at="2001"))
        assert records.plays(unfinished=True) == []
        assert [row.mode for row in records.plays(mode="class")] == ["class"]
