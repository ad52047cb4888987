"""Packs: where they are found, and which catalogue counts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.check.checker import Options
from engine.check.survey import check
from engine.errors import PackError
from engine.pack.catalogues import Factors, Lessons, Sources
from engine.pack.folder import Pack, builtin, builtin_folder, model_for, open_pack, pack_of, read_file
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.settings import Limits, PackInfo

ROOT = Path(__file__).parents[3]
BASE = (ROOT / "tests" / "cases" / "base.yaml").read_text()
LESSON = "  {id}: {{title: {title}, statement: A sentence., group: core}}\n"


def lessons(**titles: str) -> str:
    return "hotwash: 1\nlessons:\n" + "".join(LESSON.format(id=i.replace("_", "-"), title=t) for i, t in titles.items())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with one scenario and nothing else."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "example.yaml").write_text(BASE)
    return own


# -- The built-in pack


def test_builtin_pack_is_found_in_the_checkout() -> None:
    assert builtin_folder() == ROOT / "scenarios"
    assert builtin().info.name == "officer-safety"
    assert builtin().fallback is None


def test_builtin_pack_lists_its_files_catalogues_first() -> None:
    pack = builtin()
    names = [p.relative_to(pack.folder).as_posix() for p in pack.paths]
    assert names[:4] == ["pack.yaml", "lessons.yaml", "factors.yaml", "sources.yaml"]
    assert {"curtain", "quiet-corridor", "whatever"} < {p.stem for p in pack.scenario_paths}
    assert {"missed-revolver", "studio-curtain"} < {p.stem for p in pack.report_paths}
    assert set(pack.paths) == {*pack.folder.glob("*.yaml"), *pack.folder.glob("reports/*.yaml")}


def test_opening_the_builtin_folder_is_the_builtin_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_pack(builtin_folder()).fallback is None
    monkeypatch.chdir(builtin_folder())
    assert open_pack(Path()).fallback is None


def test_every_file_of_the_builtin_pack_is_sound() -> None:
    pack = builtin()
    assert [p.name for p in pack.paths if pack.file(p, model_for(p)).model is None] == []


# -- A pack of one's own


def test_own_lessons_come_before_the_builtin_ones(folder: Path) -> None:
    (folder / "lessons.yaml").write_text(lessons(wait_for_backup="Our own words", our_own="Ours"))
    pack = open_pack(folder)
    assert pack.lessons["wait-for-backup"].title == "Our own words"
    assert pack.lessons["our-own"].title == "Ours"
    assert pack.lessons.keys() == builtin().lessons.keys() | {"our-own"}


def test_own_sources_and_factors_come_before_the_builtin_ones(folder: Path) -> None:
    (folder / "sources.yaml").write_text("hotwash: 1\nsources:\n  seed-002: {title: Mine, locator: here, read: whole}\n")
    (folder / "factors.yaml").write_text("hotwash: 1\nfactors:\n  acts: {mine: Mine}\n  weather: {fog: Fog}\n")
    pack = open_pack(folder)
    assert pack.sources["seed-002"].title == "Mine"
    assert len(pack.sources) == len(builtin().sources)
    assert pack.factors["weather"] == {"fog": "Fog"}
    assert pack.factors["acts"] == {"mine": "Mine"}, "a layer is taken as a whole"
    assert pack.factors.keys() == builtin().factors.keys() | {"weather"}


def test_own_lesson_may_be_named_in_a_scenario(folder: Path) -> None:
    (folder / "example.yaml").write_text(BASE.replace("wait-for-backup", "our-own"))
    assert {f.code for f in check([folder]).findings} == {"HW102"}
    (folder / "lessons.yaml").write_text(lessons(our_own="Ours"))
    assert check([folder]).findings == []


def test_builtin_lessons_count_in_a_pack_without_any(folder: Path) -> None:
    assert open_pack(folder).lessons == builtin().lessons
    assert check([folder]).findings == []


def test_own_limits_and_danger_count(folder: Path) -> None:
    (folder / "pack.yaml").write_text(
        "hotwash: 1\nname: ours\ntitle: Ours\nversion: 3\nlimits: {max_states: 2}\ndanger: {near-miss: 1/4, setback: 0.5}\n"
    )
    pack = open_pack(folder)
    assert (pack.info.name, pack.info.version) == ("ours", 3)
    assert [str(pack.danger.of(o)) for o in ("safe", "near-miss", "setback", "harm")] == ["0", "1/4", "1/2", "1"]
    assert {f.code for f in check([folder]).findings} == {"HW212"}
    # What is asked for counts whatever it is, also where it is what counts without a pack's own limit.
    for asked in (999_999, Limits().max_states, 1_000_001):
        assert check([folder], Options(max_states=asked)).findings == []


def test_file_is_read_once(folder: Path) -> None:
    pack = open_pack(folder)
    first = pack.scenario("example")
    (folder / "example.yaml").unlink()
    (folder / "example.yaml").write_text("")
    assert pack.file(folder / "example.yaml", Scenario) is first


# -- No pack.yaml


def test_lone_file_is_a_pack_of_its_own(folder: Path) -> None:
    pack = pack_of(folder / "example.yaml")
    assert pack.info == PackInfo(hotwash=1, name="own", title="own", version=1)
    assert pack.lessons == builtin().lessons
    verdict = check([folder / "example.yaml"])
    assert (verdict.findings, verdict.files, verdict.scenarios) == ([], 1, 1)


@pytest.mark.parametrize(("name", "slug"), [
    ("My Pack 2", "my-pack-2"), ("2024", "pack-2024"), ("漢字", "pack"), (" ", "pack"), ("é", "pack"), ("a__b", "a-b"), ("x" * 200, "x" * 60),
    ("-" * 70, "pack"), ("x" * 59 + " y", "x" * 59),
])  # fmt: skip
def test_folder_of_any_name_gives_a_pack_a_name(name: str, slug: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "example.yaml").write_text(BASE)
    assert open_pack(folder).info.name == slug
    assert check([folder]).findings == []


def test_current_folder_gives_the_pack_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert open_pack(Path()).info.name == "own"
    assert check([Path("example.yaml")]).findings == []


@pytest.mark.parametrize("content", ["", "name: [", "hotwash: 2\n", "hotwash: 1\nname: A B\n"])
def test_broken_pack_yaml_does_not_stop_the_pack(content: str, folder: Path) -> None:
    (folder / "pack.yaml").write_text(content)
    assert open_pack(folder).info.name == "own"
    assert {Path(f.place.file).name for f in check([folder]).findings} == {"pack.yaml"}


# -- What is no pack


def test_folder_without_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hotwash: 1\n")
    (tmp_path / "example.yml").write_text(BASE)
    assert open_pack(tmp_path).empty
    with pytest.raises(PackError, match=r"no \.yaml file of a pack"):
        check([tmp_path])


def test_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no folder"):
        open_pack(tmp_path / "none")
    with pytest.raises(PackError, match="there is no such file or folder"):
        check([tmp_path / "none"])
    with pytest.raises(PackError, match="there is no such file or folder"):
        check([tmp_path / "none.yaml"])


def test_file_that_cannot_be_opened_has_that_for_its_only_problem(folder: Path) -> None:
    (folder / "broken.yaml").symlink_to(folder / "none.yaml")
    found = [(f.code, Path(f.place.file).name) for f in check([folder]).findings]
    assert found == [("HW021", "broken.yaml")]
    assert [p.kind for p in read_file(folder, Scenario).problems] == ["unusable_file"]


@pytest.mark.parametrize("name", ["none", "pack", "lessons", "../own/none", "reports/studio-curtain"])
def test_scenario_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(PackError, match="no scenario"):
        builtin().scenario(name)


def test_report_that_is_not_there_is_none(folder: Path) -> None:
    assert builtin().report("none") is None
    assert open_pack(folder).report("studio-curtain") is None, "reports belong to their pack"


# -- What a file holds


@pytest.mark.parametrize(("path", "model"), [
    ("a/pack.yaml", PackInfo), ("a/lessons.yaml", Lessons), ("a/factors.yaml", Factors), ("a/sources.yaml", Sources),
    ("a/reports/x.yaml", Report), ("a/x.yaml", Scenario), ("x.yaml", Scenario),
])  # fmt: skip
def test_name_and_place_say_what_a_file_holds(path: str, model: type) -> None:
    assert model_for(Path(path)) is model


def test_report_belongs_to_the_folder_above(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(builtin_folder() / "reports", folder / "reports")
    report = folder / "reports" / "studio-curtain.yaml"
    assert pack_of(report).folder == folder
    assert [f.code for f in check([report]).findings] == ["HW504"], "a draft is only noted"
    monkeypatch.chdir(folder / "reports")
    assert model_for(Path("studio-curtain.yaml")) is Report
    assert pack_of(Path("studio-curtain.yaml")).folder.resolve() == folder
    found = check([Path("studio-curtain.yaml"), Path("../reports/studio-curtain.yaml")])
    assert ([f.code for f in found.findings], found.files) == (["HW504"], 1), "one file, however it is named"


def test_place_is_shown_relative_to_the_working_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "example.yaml").write_text("id: A\n")
    assert {f.place.file for f in check([folder]).findings} == {str(folder / "example.yaml")}
    monkeypatch.chdir(folder.parent)
    assert {f.place.file for f in check([folder]).findings} == {"own/example.yaml"}
    assert {f.place.file for f in check([Path("own/example.yaml")]).findings} == {"own/example.yaml"}


# -- Broken catalogues


@pytest.mark.parametrize(("name", "content", "code"), [
    ("lessons.yaml", "lessons: [\n", "HW002"), ("lessons.yaml", "hotwash: 9\n", "HW017"), ("lessons.yaml", "hotwash: 1\nlesson: {}\n", "HW014"),
    ("sources.yaml", "", "HW015"), ("factors.yaml", "\x07", "HW007"), ("pack.yaml", "hotwash: 1\n", "HW016"),
])  # fmt: skip
def test_broken_catalogue_is_reported_when_a_single_file_is_checked(name: str, content: str, code: str, folder: Path) -> None:
    (folder / name).write_text(content)
    verdict = check([folder / "example.yaml"])
    assert code in {f.code for f in verdict.findings}
    assert {Path(f.place.file).name for f in verdict.findings} == {name}
    assert verdict.files == 2


def test_broken_catalogue_is_reported_once(folder: Path) -> None:
    (folder / "lessons.yaml").write_text("lessons: [\n")
    (folder / "second.yaml").write_text(BASE.replace("id: example", "id: second"))
    for targets in (
        [folder / "example.yaml", folder / "second.yaml"],
        [folder],
        [folder / "lessons.yaml"],
        [folder, folder / "example.yaml"],
    ):
        assert [f.code for f in check(targets).findings] == ["HW002"]


def test_sound_catalogue_is_not_checked_along_with_a_single_file(folder: Path) -> None:
    (folder / "lessons.yaml").write_text(lessons(our_own="Ours"))
    assert check([folder / "example.yaml"]).files == 1


def test_same_file_named_twice_is_checked_once(folder: Path) -> None:
    assert check([folder / "example.yaml", folder / "example.yaml", folder]).files == 1


def test_pack_without_a_fallback_stands_alone(folder: Path) -> None:
    pack = Pack(folder)
    assert (pack.lessons, pack.factors, pack.sources) == ({}, {}, {})
