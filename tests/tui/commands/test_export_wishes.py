"""`hotwash export wishes`: what classes wanted and scenarios lack, over all classes that are kept."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from engine.play.events import Joined, Wished
from exporters.play.play_record import PlayRecord
from exporters.registry import EXPORTS, make
from tests.exporters.played import Script, alone
from tests.tui.commands.test_export import kept, run, written


def wanting(*texts: tuple[str, int], scenario: str = "curtain", heads: int = 20) -> PlayRecord:
    """A class that wants these at its first decision, and decides."""
    script = Script(scenario, mode="class", voters="hands")
    script.add(Joined, who="", heads=heads)
    for text, number in texts:
        script.add(Wished, scene=script.play.scene, text=text, heads=number)
    script.choose()
    return script.record


def table(db: Path, out: Path, *more: str) -> list[dict[str, str]]:
    (path,) = written(run("wishes", *more, "--db", db, "--output", out, "--format", "csv", "--force"))
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_the_same_wish_of_two_classes_is_one_line_with_both_counted(tmp_path: Path) -> None:
    db, out = tmp_path / "plays.db", tmp_path / "out"
    kept(db, wanting(("Call the neighbor", 4), ("Leave", 9)), wanting(("call the  neighbor.", 6)), wanting(), alone())
    rows = table(db, out)
    assert [(r["scenario"], r["scene"], r["wanted"].casefold().rstrip("."), r["people"], r["classes"]) for r in rows] == [
        ("officer-safety/curtain", "arrive", "call the neighbor", "10", "2"),
        ("officer-safety/curtain", "arrive", "leave", "9", "1"),
    ]
    assert rows[0]["prompt"] == "What do you do first?"
    assert "(2 times)" in rows[0]["decided_instead"]


def test_markdown_has_a_table_for_each_decision_by_scenario(tmp_path: Path) -> None:
    db, out = tmp_path / "plays.db", tmp_path / "out"
    kept(db, wanting(("Call the neighbor", 4)), wanting(("Stop the car", 3), scenario="shoulder"))
    (path,) = written(run("wishes", "--db", db, "--output", out))
    said = path.read_text()
    assert path.name == "wishes.md"
    assert (
        said.index("## The curtain")
        < said.index("### 1\\. What do you do first? (arrive)")
        < said.index("| Call the neighbor | 4 | 1 |")
    )
    assert "| Stop the car | 3 | 1 |" in said
    assert [r["wanted"] for r in table(db, out, "shoulder")] == ["Stop the car"]


def test_what_might_identify_somebody_is_shown_first_and_nothing_is_written(tmp_path: Path) -> None:
    db, out = tmp_path / "plays.db", tmp_path / "out"
    kept(db, wanting(("Ask Sergeant Miller", 4)))
    result = run("wishes", "--db", db, "--output", out)
    assert result.exit_code == 1
    assert "Miller" in result.stderr
    assert not out.exists()
    assert written(run("wishes", "--db", db, "--output", out, "--yes"))


def test_only_wishes_are_looked_through(tmp_path: Path) -> None:
    """A name in a reason does not hold back a file in which it does not stand."""
    db, out = tmp_path / "plays.db", tmp_path / "out"
    script = Script(mode="class", voters="hands")
    script.add(Wished, scene=script.play.scene, text="Call the neighbor", heads=0)
    script.choose(reason="Sergeant Miller said so")
    kept(db, script.record)
    assert written(run("wishes", "--db", db, "--output", out))


def test_how_many_of_a_small_class_is_not_told(tmp_path: Path) -> None:
    db, out = tmp_path / "plays.db", tmp_path / "out"
    record = wanting(("Call the neighbor", 3), heads=4)
    kept(db, record)
    assert [(r["people"], r["classes"]) for r in table(db, out)] == [("", "1")]
    export = next(export for export in EXPORTS if export.name == "play-data")
    told = json.loads(make(export, record, "json")[0].content)
    assert [wish["people"] for wish in told["wishes"]] == [None]
    assert [("heads" in event, event["withheld"]) for event in told["events"] if event["kind"] == "wished"] == [(False, True)]


def test_without_a_wish_and_for_one_play_it_says_why_not(tmp_path: Path) -> None:
    db, out = tmp_path / "plays.db", tmp_path / "out"
    kept(db, wanting())
    none = run("wishes", "--db", db, "--output", out)
    assert none.exit_code
    assert "no class that is kept wanted something else" in none.stderr
    of_play = run("wishes", "--last", "--db", db, "--output", out)
    assert of_play.exit_code == 2
    assert "made from all classes" in of_play.stderr
    assert not out.exists()


def test_everything_leaves_it_out_since_it_is_of_no_one_scenario(tmp_path: Path) -> None:
    listed = run("--list").stdout
    assert listed.index("From all classes that are kept:") < listed.index("  wishes")
    kept(tmp_path / "plays.db", wanting(("Call the neighbor", 4)))
    result = run("--set", "all", "--last", "--format", "csv", "--db", tmp_path / "plays.db", "--output", tmp_path / "out")
    assert not [path for path in written(result) if "wishes" in path.name]


def test_the_report_lists_what_the_room_wanted_with_what_was_decided() -> None:
    record = wanting(("Call the neighbor", 7))
    export = next(export for export in EXPORTS if export.name == "after-action")
    said = make(export, record, "md")[0].content.decode()
    part = said.split("## The room wanted", 1)[1].split("\n## ", 1)[0]
    assert "**Decision 1:** “Call the neighbor” (7 wanted it). Decided instead: " in part
    chosen = record.account.decisions[0].chosen
    assert chosen in part
