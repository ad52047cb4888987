"""`hotwash records` and `hotwash progress`: what is kept can be seen, taken along and erased."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.learner import history
from engine.play.events import Noted
from engine.records import Records, opening
from tests.engine.learner.past import BADLY, PACK, WELL, keep
from tui.commands import records as module
from tui.commands.cli import main

NOW = datetime.now(UTC)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "plays.db"


@pytest.fixture
def plays(db: Path) -> dict[str, str]:
    """Ids of an old play, a new one and a class."""
    with Records.open(db) as records:
        return {
            "old": keep(records, WELL, NOW - timedelta(days=400)),
            "new": keep(records, WELL[:1], NOW),
            "class": keep(records, BADLY, NOW - timedelta(days=40), mode="class", closed=True),
        }


def run(db: Path, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["records", *arguments, "--db", str(db)], input=stdin)


def left(db: Path) -> set[str]:
    with Records.open(db, read_only=True) as records:
        return {row.id for row in records.plays()}


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the terminal."""
    monkeypatch.setattr(module, "_asks", lambda: True)


# List


def test_every_play_is_listed_with_what_there_is_to_know(db: Path, plays: dict[str, str]) -> None:
    lines = run(db, "list").stdout.splitlines()
    assert len(lines) == 4
    by_id = {line.split()[0]: line for line in lines[1:]}
    assert " solo   finished " in by_id[plays["old"][:8]]
    assert " solo   not finished " in by_id[plays["new"][:8]]
    assert " class  finished " in by_id[plays["class"][:8]]


@pytest.mark.parametrize("action", ["list", "erase"])
def test_without_records_it_says_so_and_makes_none(db: Path, action: str) -> None:
    result = run(db, action, *(["--all", "--yes"] if action == "erase" else []))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "No play is kept" in result.stderr
    assert not db.exists()


def test_a_list_without_plays_says_so(db: Path, plays: dict[str, str]) -> None:
    assert run(db, "erase", "--all", "--yes").exit_code == 0
    result = run(db, "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No play is kept yet." in result.stderr


def test_broken_records_are_told_in_one_line(db: Path) -> None:
    db.write_bytes(b"x" * 4000)
    for action in (["list"], ["export"], ["erase", "--all", "--yes"]):
        result = run(db, *action)
        assert result.exit_code == 1
        assert "no Hotwash database" in result.stderr
        assert "Traceback" not in result.output


# Export


def test_an_export_holds_every_event_and_digest(db: Path, plays: dict[str, str]) -> None:
    data = json.loads(run(db, "export").stdout)
    assert {play["id"] for play in data["plays"]} == set(plays.values())
    with Records.open(db, read_only=True) as records:
        rows = {row.id: row for row in records.plays()}
        for play in data["plays"]:
            assert play["events"] == [event.model_dump(mode="json") for event in records.events(play["id"])]
            assert play["digests"] == dict(rows[play["id"]].digests)
            assert {"scenario", "lessons", "pack", "scoring"} < set(play["digests"])
            assert play["finished"] == rows[play["id"]].finished


def test_what_may_identify_somebody_is_shown_and_leaves_only_where_the_user_says_so(db: Path, plays: dict[str, str]) -> None:
    assert run(db, "export").stderr == ""
    with Records.open(db) as records:
        at = NOW.isoformat()
        seq = len(records.events(plays["new"]))
        records.append(plays["new"], Noted(seq=seq, at=at, topic="next shift", text="Call Sgt. Miller, 555-201-3344."))
    refused = run(db, "export")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "“Sgt. Miller”" in refused.stderr
    assert "“555-201-3344”" in refused.stderr
    assert "--yes" in refused.stderr
    agreed = run(db, "export", "--yes")
    assert agreed.exit_code == 0
    assert "might identify somebody" in agreed.stderr
    assert "Miller" in agreed.stdout


def test_plays_can_be_named_by_how_their_ids_begin(db: Path, plays: dict[str, str]) -> None:
    data = json.loads(run(db, "export", plays["old"][:12], plays["class"].upper()).stdout)
    assert [play["id"] for play in data["plays"]] == [plays["old"], plays["class"]]


@pytest.mark.parametrize("name", ["zzz", ""])
def test_an_unknown_play_is_refused(db: Path, plays: dict[str, str], name: str) -> None:
    result = run(db, "export", name)
    assert result.exit_code == 2
    assert ("no play begins" if name else "nothing is named") in result.stderr
    assert result.stdout == ""


def test_a_beginning_that_several_plays_share_is_refused(db: Path) -> None:
    with Records.open(db) as records:
        ids = [keep(records, WELL) for _ in range(17)]
    first = next(id_[0] for id_ in ids if sum(other[0] == id_[0] for other in ids) > 1)
    result = run(db, "erase", first, "--yes")
    assert result.exit_code == 2
    assert "plays begin with" in result.stderr
    assert len(left(db)) == 17


def test_an_export_overwrites_nothing_unless_it_is_forced(db: Path, plays: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "out" / "plays.json"
    assert run(db, "export", "-o", str(target)).exit_code == 0
    before = target.read_bytes()
    assert json.loads(before)["plays"]
    target.write_text("mine")
    result = run(db, "export", "-o", str(target))
    assert result.exit_code != 0
    assert target.read_text() == "mine"
    assert run(db, "export", "-o", str(target), "--force").exit_code == 0
    assert len(json.loads(target.read_bytes())["plays"]) == 3


def test_a_damaged_play_is_exported_as_such(db: Path, plays: dict[str, str]) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("UPDATE events SET data = '{}' WHERE play = ? AND seq = 1", (plays["old"],))
    found = {play["id"]: play for play in json.loads(run(db, "export").stdout)["plays"]}
    assert "damaged" in found[plays["old"]]["problem"]
    assert found[plays["new"]]["events"]


# Erase


@pytest.mark.parametrize(
    "arguments", [(), ("--all", "--before", "2026-01-01"), ("--before", "2026-01-01", "--older-than", "1d"), ("abc", "--all"),
                  ("--before", "soon"), ("--older-than", "soon"), ("--older-than", "-1d"), ("--older-than", "999999y")],
)  # fmt: skip
def test_what_to_erase_must_be_said_clearly(db: Path, plays: dict[str, str], arguments: tuple[str, ...]) -> None:
    result = run(db, "erase", *arguments, "--yes")
    assert result.exit_code == 2, result.output
    assert left(db) == set(plays.values())


@pytest.mark.parametrize(
    ("arguments", "stay"),
    [
        (("--all",), set()),
        (("--older-than", "365d"), {"new", "class"}),
        (("--older-than", "1m"), {"new"}),
        (("--older-than", "2y"), {"old", "new", "class"}),
        (("--before", (NOW - timedelta(days=39)).date().isoformat()), {"new"}),
        (("--before", "1999-12-31"), {"old", "new", "class"}),
    ],
)
def test_what_is_old_goes_and_the_rest_stays(db: Path, plays: dict[str, str], arguments: tuple[str, ...], stay: set[str]) -> None:
    result = run(db, "erase", *arguments, "--yes")
    assert result.exit_code == 0, result.output
    assert left(db) == {plays[name] for name in stay}


def test_a_named_play_goes(db: Path, plays: dict[str, str]) -> None:
    assert "1 play erased." in run(db, "erase", plays["new"][:10], "--yes").stderr
    assert left(db) == {plays["old"], plays["class"]}


@pytest.mark.parametrize(("answer", "goes"), [("y\n", True), ("n\n", False), ("\n", False), ("", False)])
def test_erasing_says_what_goes_and_asks(db: Path, plays: dict[str, str], somebody: None, answer: str, goes: bool) -> None:
    result = run(db, "erase", "--all", stdin=answer)
    assert "3 plays, 1 of them class, in" in result.stderr
    assert all(id_[:8] in result.stderr for id_ in plays.values())
    assert (left(db) == set()) == goes
    assert result.exit_code == (0 if goes else 1)


def test_where_nobody_can_answer_nothing_is_erased(db: Path, plays: dict[str, str]) -> None:
    result = run(db, "erase", "--all", stdin="y\n")
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert len(left(db)) == 3


@pytest.mark.parametrize("which", ["all", "named", "old"])
def test_erasing_says_when_another_program_keeps_the_text(
    db: Path, plays: dict[str, str], monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    with Records.open(db) as records:
        records.append(
            plays["new"], Noted(seq=len(records.events(plays["new"])), at=NOW.isoformat(), topic="x", text="CONFIDENTIAL")
        )
    arguments = {"all": ["--all"], "named": [plays["new"]], "old": ["--before", (NOW + timedelta(days=2)).date().isoformat()]}[
        which
    ]
    with closing(sqlite3.connect(db, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        first, again = (run(db, "erase", *arguments, "--yes") for _ in range(2))
        for result in (first, again):
            assert result.exit_code == 1, result.output
            assert "another program is reading there" in result.stderr
            assert "then run this again" in result.stderr
        assert "erased." not in first.stderr
        assert _stands(db)
    result = run(db, "erase", *arguments, "--yes")
    assert result.exit_code == 0, result.output
    assert re.search(r"The text of \d plays? that was erased before is gone\.", result.stderr)
    assert not _stands(db)
    result = run(db, "erase", *arguments, "--yes")
    assert result.exit_code == (2 if which == "named" else 0)
    assert "is gone" not in result.stderr


def test_a_half_erased_play_can_be_named_beside_one_that_is_there(
    db: Path, plays: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(db, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        assert run(db, "erase", plays["new"], "--yes").exit_code == 1
        assert run(db, "erase", "zzz", "--yes").exit_code == 2
    result = run(db, "erase", plays["new"][:10], plays["old"], "--yes")
    assert result.exit_code == 0, result.output
    assert "1 play erased." in result.stderr
    assert left(db) == {plays["class"]}
    with Records.open(db) as records:
        assert records.half_erased() == []


def _stands(db: Path) -> bool:
    """Whether the note stands in the database or beside it."""
    return any(b"CONFIDENTIAL" in file.read_bytes() for file in db.parent.iterdir())


def test_what_is_exported_is_its_owners_alone(db: Path, plays: dict[str, str]) -> None:
    target = db.with_name("mine.json")
    assert run(db, "export", "-o", str(target)).exit_code == 0
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600


# Progress as text


def progress(db: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["progress", "--db", str(db), "--pack", str(PACK), *more])


def test_progress_as_text_where_there_is_no_terminal(db: Path) -> None:
    with Records.open(db) as records:
        keep(records, BADLY, NOW - timedelta(days=12), percent=90)
    text = progress(db).stdout
    for wanted in (
        "1 play of 1 exercise",
        "PRACTISE NEXT",
        "last weak 12 days ago",
        "SURE, AND NOT RIGHT",
        "The [red]door[/red]",
    ):
        assert wanted in " ".join(text.split()), wanted
    assert text == progress(db, "--plain").stdout


def test_progress_without_records_says_what_to_do_and_makes_none(db: Path) -> None:
    result = progress(db)
    assert result.exit_code == 0
    assert "No finished play is kept yet." in result.stdout
    assert "to begin with:" in result.stdout
    assert not db.exists()


def test_progress_in_ascii_is_ascii(db: Path) -> None:
    with Records.open(db) as records:
        keep(records, BADLY, NOW)
    assert progress(db, "--ascii").stdout.isascii()


def test_progress_keeps_the_grades_that_it_worked_out(db: Path, plays: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = progress(db)
    assert first.exit_code == 0, first.output
    assert "LESSONS" in first.stdout

    def explored(*_: object) -> None:
        pytest.fail("the states are explored again")

    monkeypatch.setattr(history, "Valuation", explored)
    assert progress(db).stdout == first.stdout


def test_progress_of_records_that_cannot_be_written_is_told_all_the_same(
    db: Path, plays: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(db, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        result = progress(db)
        assert result.exit_code == 0, result.output
        assert "LESSONS" in result.stdout
    with Records.open(db, read_only=True) as records:
        assert not records.grades(list(plays.values())).plays
