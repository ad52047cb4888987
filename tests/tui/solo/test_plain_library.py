"""The library as lines: chosen by number, searched, and come back to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.pack.folder import Pack, builtin_folder
from engine.play.bundle import bundle
from engine.records import Records
from sessions.solo import Solo
from tests.engine.learner.past import BADLY, keep
from tests.tui.driving import PACK, door, for_a_group
from tests.tui.library.pilot import write_pack
from tests.tui.library.test_shelf import BASE, TITLE
from tests.tui.solo.test_plain import DOOR, hotwash, talk_with
from tui.library.shelf import Shelf
from tui.solo.drill_round import DrillRound
from tui.solo.plain_library import choose, pick_play
from tui.solo.talk import PlayerLeft


@pytest.fixture
def shelf(tmp_path):
    """`door`, `group` for a group, and `torn` with errors."""
    folder = tmp_path / "own"
    folder.mkdir()
    text = DOOR.read_text(encoding="utf-8").replace("report: hallway", "invented: true")
    (folder / "door.yaml").write_text(text, encoding="utf-8")
    group = (
        text.replace("id: door", "id: group")
        .replace("[weapon-present]", "[suicide-talk]")
        .replace("The [red]door[/red]", "The room")
    )
    (folder / "group.yaml").write_text(group, encoding="utf-8")
    (folder / "torn.yaml").write_text("hotwash: [", encoding="utf-8")
    found = Shelf([Pack(folder, Pack(builtin_folder()))], tmp_path / "cache")
    list(found.read())
    return found


def heard(shelf, *answers):
    """(what is chosen, what is said meanwhile)."""
    talk, out = talk_with(*answers)
    chosen = choose(shelf, talk, DrillRound(shelf, None))
    return chosen, " ".join(out.getvalue().split())


def test_an_exercise_is_chosen_by_its_number_and_what_has_errors_is_left_out(shelf):
    chosen, text = heard(shelf, "7", "0", "1.")
    assert chosen.endswith("/door")
    assert text.count("A number from the list, please.") == 2
    assert "torn.yaml has errors and is left out: hotwash check" in text


def test_what_is_meant_for_a_group_is_marked(shelf):
    _, text = heard(shelf, "1")
    assert "2. The room (5 minutes, for a group)." in text
    assert "1. The [red]door[/red] (5 minutes)." in text


def test_a_search_says_how_many_and_where_and_keeps_the_numbers(shelf):
    chosen, text = heard(shelf, "SUICIDE", "boot", "xyzzy", "", "2")
    assert "1 of 2 exercises: 2. The room (5 minutes, for a group). Found in what it contains. Contains talk of suicide." in text
    assert "2 of 2 exercises: 1. The [red]door[/red] (5 minutes). Found in its story." in text
    assert "Nothing fits `xyzzy`. Enter lists all exercises." in text
    assert text.count("A short call in a *dark* hallway.") == 4
    assert chosen.endswith("/group")


def test_help_progress_and_what_comes_next_are_there_without_a_lesson_being_told(shelf):
    _, text = heard(shelf, "?", "p", "g", "1")
    assert "A word or two search titles" in text
    assert "YOUR PROGRESS" in text
    assert "There is no play to go on with." in text
    assert "Practise next: 1. The [red]door[/red]: to begin with" in text


def test_what_is_due_is_told_first_and_drilled_from_the_library(tmp_path):
    pack = write_pack(tmp_path / "own", ("one", {TITLE: "title: Number one"}), base=BASE)
    with Records.open(tmp_path / "plays.db") as records:
        keep(records, BADLY, datetime.now(UTC) - timedelta(days=12), of=bundle(pack, "one"))
        shelf = Shelf([pack], tmp_path / "cache")
        list(shelf.read())
        list(shelf.look_back(records))
        talk, out = talk_with("?", "d", "l", "?", *(["A"] * 9), "1")
        assert choose(shelf, talk, DrillRound(shelf, records)) == "own/one"
        text = " ".join(out.getvalue().split())
        drills = [row for row in records.plays() if row.mode == "drill"]
        assert text.startswith("Today: ")
        assert "d what is due, a decision at a time" in text
        assert drills
        assert f"DRILL {len(drills)} OF {len(drills)}: Number one" in text
        assert "`l` is none of the choices." in text
        assert text.count("r read this again") == 1
        assert "Practise next:" in text


@pytest.mark.parametrize("typed", ["group", "own/group", "The room", "the ROOM"])
def test_an_id_or_a_whole_title_opens_it(shelf, typed):
    assert heard(shelf, typed)[0] == "own/group"


def test_unfinished_plays_are_told_and_gone_on_with(shelf, tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        Solo.new(door(), records, seed=459).choose("wait")
        Solo.new(for_a_group(), records, seed=459)
        list(shelf.look_back(records))
        chosen, text = heard(shelf, "g", "3", "2")
        assert "2 plays to go on with: type g" in text
        assert chosen.decisions == 1
        assert text.count("A number from the list, please.") == 1
        assert pick_play([chosen], talk_with()[0]) is chosen


def test_the_end_of_the_input_leaves(shelf):
    with pytest.raises(PlayerLeft):
        heard(shelf)


def test_after_a_play_the_library_comes_again_and_knows_it(tmp_path):
    answers = "1\n" + "A\n" * 9 + "\nq\n"
    result = hotwash("--pack", PACK, "--plain", "--db", tmp_path / "plays.db", stdin=answers, HOTWASH_CACHE=str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("All exercises:") == 2
    assert "best " in result.stdout.rpartition("All exercises:")[2]
    assert result.stdout.endswith("You stopped here. Nothing was begun.\n")
