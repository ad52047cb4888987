"""The library without a screen: search, filters, what was played, what comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.pack.folder import Pack
from engine.play.bundle import bundle
from engine.records import Records
from exporters.wording.numbers import many
from tests.engine.learner.past import BADLY, PACK, WELL, keep
from tests.tui.library.pilot import write_pack
from tui.library.details import FOR_A_GROUP, details
from tui.library.shelf import Query, SearchField, Shelf, ShelfExercise
from tui.library.shelf_rows import exercise_row
from tui.library.titles import fold

BASE = (PACK / "door.yaml").read_text(encoding="utf-8").replace("reported:\n  door: wait\n  hall: unknown\n  room: unknown\n", "")
BASE = BASE.replace("    beats: [1]\n", "    invented: true\n").replace("    beats: [2]\n", "    invented: true\n")
BASE = BASE.replace("    beats: [3]\n", "    invented: true\n")
TITLE = "title: The [red]door[/red]"


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return write_pack(
        tmp_path / "own",
        ("alley", {TITLE: "title: Déjà vu in the alley", "solo: 5": "solo: 12", "topics: [hallway]": "topics: [search, night-shift]"}),
        ("bridge", {TITLE: "title: The bridge", "solo: 5": "solo: 20", "A short call in a *dark* hallway.": "A search at night.",
                    "tests: [slow-down]": "tests: [contact-and-cover]", "+slow-down]\n          why: Time": "+contact-and-cover]\n          why: Time",
                    "-slow-down]\n          why: He": "-contact-and-cover]\n          why: He",
                    "~slow-down]\n          why: It may": "~contact-and-cover]\n          why: It may"}),
        ("crowd", {TITLE: "title: The crowd", "[weapon-present]": "[mass-violence]"}),
        ("a-torn", {"scenes:": "scnes:"}),
        base=BASE,
    )  # fmt: skip


@pytest.fixture
def shelf(pack: Pack, tmp_path: Path) -> Shelf:
    found = Shelf([pack], tmp_path / "cache")
    list(found.read())
    return found


def ids(found: list[ShelfExercise]) -> list[str]:
    return [exercise.entry.id for exercise in found]


def test_everything_is_there_with_what_has_errors_last(shelf: Shelf) -> None:
    assert ids(shelf.find(Query())) == ["alley", "bridge", "crowd", "a-torn"]
    assert shelf.complete
    assert shelf.total == 4


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bridge", ["bridge"]), ("BRIDGE", ["bridge"]), ("  the  ", ["alley", "bridge", "crowd"]), ("deja VU", ["alley"]),
        ("night shift", ["alley"]), ("night-shift", ["alley"]), ("contact-and-cover", []), ("one talks", []),
        ("crow", ["crowd"]), ("dark hallway", ["alley", "crowd"]), ("bridge crowd", []), ("a-torn", ["a-torn"]),
        ("search", ["alley", "bridge"]), ("[red]", []), ("", ["alley", "bridge", "crowd", "a-torn"]),
    ],
)  # fmt: skip
def test_a_search_looks_at_title_summary_topics_lessons_and_id(shelf: Shelf, text: str, wanted: list[str]) -> None:
    assert ids(shelf.find(Query(text))) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("violence", {"crowd": SearchField.CONTENTS}), ("a weapon", dict.fromkeys(("alley", "bridge"), SearchField.CONTENTS)),
     ("boot", dict.fromkeys(("alley", "bridge", "crowd"), SearchField.STORY)), ("many people boot", {"crowd": SearchField.STORY}),
     ("crowd", {"crowd": SearchField.TOLD}), ("quietly", {})],
)  # fmt: skip
def test_a_search_finds_what_is_contained_and_what_is_told_and_says_where(
    shelf: Shelf, text: str, wanted: dict[str, SearchField]
) -> None:
    query = Query(text)
    assert {x.entry.id: x.searched(query.words) for x in shelf.find(query)} == wanted
    for exercise in shelf.find(query):
        row = exercise_row(exercise, shelf.past, exercise.searched(query.words) or SearchField.TOLD)
        assert row.notes[0].startswith(wanted[exercise.entry.id].value)
        assert "boot" not in str(row)


def test_how_a_story_ends_is_not_searched(shelf: Shelf) -> None:
    scenes = bundle(shelf.packs[0], "alley").scenario.scenes.values()
    ends = {
        word for scene in scenes if scene.ending for word in fold(f"{scene.text} {scene.ending.title}").split() if word.isalpha()
    }
    on_the_way = {word for scene in scenes if not scene.ending for word in fold(str(scene.model_dump())).split()}
    only = [word for word in ends - on_the_way if len(word) > 3 and not any(word in other for other in on_the_way)]
    assert only
    assert [word for word in only if shelf.find(Query(word))] == []


def test_what_is_meant_for_a_group_is_marked_in_the_list(shelf: Shelf) -> None:
    marked = {x.entry.id: FOR_A_GROUP in exercise_row(x, shelf.past).notes[0] for x in shelf.exercises if not x.entry.problem}
    assert marked == {"alley": False, "bridge": False, "crowd": True}


def test_what_has_the_words_in_its_title_comes_first(shelf: Shelf) -> None:
    assert ids(shelf.find(Query("night"))) == ["alley", "bridge"]
    assert ids(shelf.find(Query("the bridge"))) == ["bridge"]
    assert ids(shelf.find(Query("a")))[0] == "alley"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (Query(topic="search"), ["alley"]),
        (Query(theme="contacts"), ["alley", "bridge", "crowd"]),
        (Query(minutes=12), ["alley", "crowd"]),
        (Query(unplayed=True), ["alley", "bridge", "crowd"]),
        (Query(text="the", minutes=12), ["alley", "crowd"]),
        (Query(topic="search", theme="contacts"), ["alley"]),
        (Query(theme="roadway"), []),
    ],
)
def test_filters_narrow_together(shelf: Shelf, query: Query, wanted: list[str]) -> None:
    assert ids(shelf.find(query)) == wanted


def test_a_filter_offers_what_is_left_with_the_rest_of_the_query(shelf: Shelf) -> None:
    assert shelf.topics(Query()) == [("hallway", 2), ("night-shift", 1), ("search", 1)]
    assert shelf.topics(Query(topic="search", minutes=10)) == [("hallway", 1)]
    assert shelf.themes(Query()) == [("contacts", 3), ("scenes", 3), ("the basics", 3)]
    assert shelf.lengths(Query()) == [(10, 1), (15, 2), (20, 3), (30, 3), (45, 3)]


def test_the_query_is_narrowed_by_name_and_the_filters_go_together() -> None:
    query = Query("word").narrowed("topic", "search").narrowed("theme", "core").narrowed("minutes", "15")
    assert query == Query("word", "search", "core", 15)
    assert query.filtered
    assert query.without_filters() == Query("word")
    assert query.narrowed("minutes", "").minutes == 0


def test_case_and_accents_do_not_matter() -> None:
    assert fold("ÉTÉ Straße İ") == fold("été strasse i")


def test_reading_tells_how_far_it_is_and_is_done_once(pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.library.shelf.BATCH_SECONDS", 0)
    shelf = Shelf([pack], tmp_path / "cache")
    assert list(shelf.read()) == [1, 2, 3, 4, 4]
    assert list(shelf.read()) == [4]


def test_two_packs_of_the_same_name_keep_their_exercises_apart(pack: Pack, tmp_path: Path) -> None:
    shelf = Shelf([pack, pack], tmp_path / "cache")
    list(shelf.read())
    assert len({exercise.key for exercise in shelf.exercises}) == 8


# What was played


def past(shelf: Shelf, records: Records):
    return list(shelf.look_back(records))


def test_what_was_played_is_known_first_and_graded_then(shelf: Shelf, pack: Pack, tmp_path: Path) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        for choices in (BADLY, WELL):
            keep(records, choices, of=bundle(pack, "alley"))
        keep(records, WELL, of=bundle(pack, "crowd"))
        keep(records, WELL[:1], of=bundle(pack, "bridge"))
        first, second = past(shelf, records)
    assert dict(first.played) == {"own/alley": 2, "own/crowd": 1}
    assert (first.graded, dict(first.best)) == (False, {})
    assert [(play.scenario, play.decisions) for play in first.unfinished] == [("own/bridge", 1)]
    assert (second.graded, dict(second.best)) == (True, {"own/alley": 100})
    assert ids(shelf.find(Query(unplayed=True))) == ["bridge"]


def test_without_records_nothing_was_played_and_something_is_proposed(shelf: Shelf) -> None:
    (found,) = shelf.practice(1).next
    assert found.entry.id in {"alley", "bridge"}
    assert found.reason.startswith("to begin with: ")
    assert not shelf.progress().plays


def test_what_was_weak_is_proposed_and_never_what_is_meant_for_a_group(shelf: Shelf, pack: Pack, tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=12)
    with Records.open(tmp_path / "plays.db") as records:
        keep(records, BADLY, long_ago, of=bundle(pack, "alley"))
        past(shelf, records)
    proposed = shelf.practice(5).next
    assert "crowd" not in [found.entry.id for found in proposed]
    assert "last weak 12 days ago" in proposed[0].reason


# Details


def told(shelf: Shelf, id_: str) -> dict[str, str]:
    exercise = next(x for x in shelf.exercises if x.entry.id == id_)
    found = details(exercise, shelf.past, shelf.themes_of(exercise.entry))
    return {"title": found.title, "summary": found.summary} | dict(found.facts)


def test_details_tell_what_there_is_to_know_before_it_is_opened(shelf: Shelf) -> None:
    found = told(shelf, "alley")
    assert found["Time"] == "12 minutes alone, 20 in a class"
    assert found["Contains"] == "a weapon"
    assert found["You"] == "The second officer of two."
    assert found["Played"] == "not yet"
    assert found["Lessons"] == "contacts; scenes; the basics"
    assert not [title for title in shelf.titles.values() if title in str(found)]
    assert found["Rests on"] == "no report: it is invented"
    assert found["Review"] == "not reviewed yet"
    assert "Alone" not in found


def test_details_say_that_an_exercise_is_for_a_group(shelf: Shelf) -> None:
    assert "not scored" in told(shelf, "crowd")["Alone"]


def test_details_of_what_has_errors_say_what_is_wrong(shelf: Shelf) -> None:
    found = told(shelf, "a-torn")
    assert found["What"].startswith("a-torn.yaml, line ")
    assert "hotwash check" in found["Mend"]


def test_details_count_plays_and_know_the_best(shelf: Shelf, pack: Pack, tmp_path: Path) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        for _ in range(2):
            keep(records, WELL, of=bundle(pack, "alley"))
        past(shelf, records)
    assert told(shelf, "alley")["Played"] == "2 times, best score 100"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("reviews: [{role: trainer, date: 2026-01-02, version: 1}]", "trainer, 2026-01-02"),
        ("version: 2\nreviews: [{role: ems, date: 2026-01-02, version: 1}]", "ems, 2026-01-02 (an earlier version)"),
    ],
)
def test_reviews_are_told_with_the_version_that_was_read(tmp_path: Path, line: str, said: str) -> None:
    change = {"version: 1\n": "", TITLE: f"{TITLE}\n{line if line.startswith('version') else 'version: 1' + chr(10) + line}"}
    shelf = Shelf([write_pack(tmp_path / "own", ("door", change), base=BASE)], tmp_path / "cache")
    list(shelf.read())
    assert told(shelf, "door")["Review"] == said


def test_numbers_agree_with_their_words() -> None:
    assert [many(n, "play") for n in (0, 1, 2)] == ["0 plays", "1 play", "2 plays"]
