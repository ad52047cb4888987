"""A scenario is found by what the player calls it, and never another one in its place."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from engine.errors import PackError
from engine.pack.folder import Pack, builtin, open_pack
from tui.library.details import details
from tui.library.packs import called, locate, origin, poses
from tui.library.shelf import Past, Shelf
from tui.solo.drill_round import DrillRound
from tui.solo.plain_library import choose
from tui.solo.talk import Talk

ROOT = Path(__file__).resolve().parents[3]


def pack(folder: Path, name: str, id_: str) -> Pack:
    folder.mkdir()
    (folder / "pack.yaml").write_text(f"hotwash: 1\nname: {name}\ntitle: A pack\nversion: 1\n")
    text = (ROOT / "tests" / "cases" / "base.yaml").read_text()
    (folder / f"{id_}.yaml").write_text(text.replace("id: example", f"id: {id_}"))
    return open_pack(folder)


def test_a_pack_that_has_the_name_of_the_built_in_one_is_told_apart(tmp_path: Path) -> None:
    posing, own = pack(tmp_path / "posing", "officer-safety", "curtain"), pack(tmp_path / "own", "own", "stop")
    packs = [posing, own, builtin()]
    for name in ("curtain", "officer-safety/curtain"):
        with pytest.raises(PackError, match=r"there are 2 scenarios `.*curtain`: name the file, ") as caught:
            locate(packs, name)
        assert str(posing.folder / "curtain.yaml") in str(caught.value)
        assert str(builtin().folder / "curtain.yaml") in str(caught.value)
    found, id_ = locate(packs, called(packs, posing, "curtain"))
    assert (found.folder, id_) == (posing.folder, "curtain")
    assert locate(packs, called(packs, packs[2], "curtain"))[0].folder == builtin().folder
    assert called(packs, own, "stop") == "own/stop"
    assert "not the built-in pack" in poses(posing)
    assert (poses(own), poses(builtin())) == ("", "")


def test_another_name_does_not_hide_the_built_in_scenario(tmp_path: Path) -> None:
    own = pack(tmp_path / "own", "own", "curtain")
    with pytest.raises(PackError, match="there are 2 scenarios"):
        locate([own, builtin()], "curtain")
    assert locate([own, builtin()], "own/curtain")[0] is own
    assert locate([own, builtin()], "officer-safety/curtain")[0].folder == builtin().folder
    assert locate([own, open_pack(own.folder), builtin()], "own/curtain") == (own, "curtain"), "one folder twice is one pack"


@pytest.mark.parametrize("ending", [".yml", ".YAML", ".Yml"])
def test_a_file_that_packs_do_not_read_is_not_played(tmp_path: Path, ending: str) -> None:
    own = pack(tmp_path / "own", "own", "stop")
    file = (own.folder / "stop.yaml").rename(own.folder / f"stop{ending}")
    with pytest.raises(PackError, match=r"call it `stop\.yaml`"):
        locate([own, builtin()], str(file))


def titled(folder: Path, name: str, **titles: str) -> Pack:
    """A pack of exercises with these titles."""
    folder.mkdir()
    (folder / "pack.yaml").write_text(f"hotwash: 1\nname: {name}\ntitle: A pack\nversion: 1\n")
    text = (ROOT / "tests" / "cases" / "base.yaml").read_text()
    for id_, title in titles.items():
        changed = text.replace("id: example", f"id: {id_}").replace("title: Example\n", f"title: {title}\n")
        assert f"title: {title}\n" in changed
        (folder / f"{id_}.yaml").write_text(changed, encoding="utf-8")
    return open_pack(folder)


@pytest.mark.parametrize("name", ["The café’s door", "the cafe's  door", "THE CAFÉ'S DOOR!", "the cafe's-door"])
def test_a_title_is_found_however_it_is_typed(tmp_path: Path, name: str) -> None:
    own = titled(tmp_path / "own", "own", stop="The café’s door", other="The café’s doors")
    assert locate([own, builtin()], name) == (own, "stop")


def test_every_built_in_exercise_is_found_by_its_title() -> None:
    known = [(path.stem, builtin().scenario(path.stem).model) for path in builtin().scenario_paths]
    assert [locate([builtin()], model.title)[1] for _, model in known if model] == [id_ for id_, _ in known]
    assert len(known) == 16


def test_an_id_comes_before_a_title_and_of_two_titles_none_is_taken(tmp_path: Path) -> None:
    one = titled(tmp_path / "one", "one", gate="The curtain", stop="gate")
    assert locate([one], "gate") == (one, "gate")
    with pytest.raises(PackError, match=r"there are 2 scenarios `the curtain`: name one/gate or officer-safety/curtain"):
        locate([one, builtin()], "the curtain")
    assert locate([one, open_pack(one.folder)], "The curtain") == (one, "gate"), "one folder twice is one pack"


@pytest.mark.parametrize(("name", "guess"), [
    ("The curtan", "did you mean `curtain`?"), ("the gates", "did you mean `gate`?"), ("safety", "did you mean `what-kind-of-safety`?"),
    ("zzz", "there are: already-searched, "), ("...", "there are: already-searched, "),
])  # fmt: skip
def test_of_a_title_that_is_none_the_near_ones_are_offered(name: str, guess: str) -> None:
    with pytest.raises(PackError) as caught:
        locate([builtin()], name)
    assert f"there is no scenario `{name}`; {guess}" in str(caught.value)


def test_two_packs_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    one, two, other = (pack(tmp_path / folder, name, "stop") for folder, name in (("a", "own"), ("b", "own"), ("c", "other")))
    shelf = Shelf([one, two, other, builtin()], tmp_path / "cache")
    assert list(shelf.read())
    told = {exercise.pack: dict(details(exercise, Past(), ()).facts).get("Pack") for exercise in shelf.exercises}
    assert told == {
        one: f"not the only pack called `own`: this one is in {one.folder}",
        two: f"not the only pack called `own`: this one is in {two.folder}",
        other: None,
        shelf.packs[3]: None,
    }
    assert origin([one, open_pack(one.folder)], one) == "", "one folder twice is one pack"
    out = io.StringIO()
    twins = Shelf([one, two], tmp_path / "cache")
    assert list(twins.read())
    choose(twins, Talk(io.StringIO("1\n"), out), DrillRound(twins, None))
    first, second = "".join(out.getvalue().partition("All exercises")[2].split()).split("2.")[:2]
    assert ("".join(str(one.folder).split()) in first, "".join(str(two.folder).split()) in second) == (True, True)
