"""The catalogue: what was read once is told at once, and never when it has changed."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from engine.library import entry as module
from engine.library import entry_readers
from engine.library.catalogue import CatalogueEntry, entries
from engine.pack.folder import Pack, builtin_folder
from engine.pack.folder import read_file as really_read
from tests.engine.learner.past import PACK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with one exercise."""
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "library"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were read."""
    names: list[str] = []
    monkeypatch.setattr(module, "read_file", lambda path, model: names.append(path.name) or really_read(path, model))
    return names


def look(folder: Path, cache: Path | None = None) -> list[CatalogueEntry]:
    return list(entries(Pack(folder, Pack(builtin_folder())), cache))


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1))


def test_an_entry_tells_what_a_library_shows(folder: Path) -> None:
    (found,) = look(folder)
    pack = Pack(folder).info.name
    assert (found.name, found.title, found.summary) == (
        f"{pack}/door",
        "The [red]door[/red]",
        "A short call in a *dark* hallway.",
    )
    assert (found.solo, found.class_, found.topics, found.content_notes) == (5, 20, ("hallway",), ("weapon-present",))
    assert found.lessons == ("wait-for-backup", "verify-the-story", "slow-down")
    assert (found.report, found.report_status, found.reviews, found.problem) == ("hallway", "draft", (), "")
    assert not found.facilitated


def test_what_has_not_changed_is_not_read_again(folder: Path, cache: Path, read: list[str]) -> None:
    first = look(folder, cache)
    assert read == ["door.yaml", "hallway.yaml"]
    assert look(folder, cache) == first
    assert read == ["door.yaml", "hallway.yaml"]


def test_without_a_folder_nothing_is_kept(folder: Path, read: list[str]) -> None:
    assert look(folder) == look(folder)
    assert read.count("door.yaml") == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "value"),
    [
        ("door.yaml", "A short call", "A long call", "summary", "A long call in a *dark* hallway."),
        ("reports/hallway.yaml", "status: draft", "status: withdrawn", "report_status", "withdrawn"),
        ("pack.yaml", "name: ", "name: other-", "pack", "other-"),
    ],
)
def test_what_has_changed_is_read_again(folder: Path, cache: Path, name: str, old: str, new: str, field: str, value: str) -> None:
    look(folder, cache)
    change(folder / name, old, new)
    (found,) = look(folder, cache)
    assert getattr(found, field).startswith(value)
    assert [found] == look(folder, None)


def test_a_report_that_goes_and_comes_back_is_noticed(folder: Path, cache: Path) -> None:
    whole = look(folder, cache)
    moved = (folder / "reports" / "hallway.yaml").rename(folder / "away")
    assert look(folder, cache)[0].problem == "its report `hallway` is missing or has errors"
    moved.rename(folder / "reports" / "hallway.yaml")
    assert look(folder, cache) == whole


def test_files_that_come_and_go_are_noticed(folder: Path, cache: Path) -> None:
    look(folder, cache)
    change(Path(shutil.copy(folder / "door.yaml", folder / "gate.yaml")), "id: door", "id: gate")
    assert [found.id for found in look(folder, cache)] == ["door", "gate"]
    (folder / "door.yaml").unlink()
    assert [found.id for found in look(folder, cache)] == ["gate"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"version": "other", "files": {}}', "null", "\x00" * 100, "[" * 100_000],
    ids=["empty", "torn", "list", "object", "version", "null", "zeros", "deep"],
)
def test_a_damaged_catalogue_is_made_anew(folder: Path, cache: Path, read: list[str], content: str) -> None:
    first = look(folder, cache)
    (file,) = cache.iterdir()
    file.write_text(content, encoding="utf-8")
    assert look(folder, cache) == first
    assert read.count("door.yaml") == 2
    assert look(folder, cache) == first
    assert read.count("door.yaml") == 2


@pytest.mark.parametrize(
    "harm", [lambda kept: kept.pop(), lambda kept: kept[3].update(title=None, more=1), lambda kept: kept.insert(0, 1)]
)
def test_a_damaged_entry_is_made_anew(folder: Path, cache: Path, harm) -> None:
    first = look(folder, cache)
    (file,) = cache.iterdir()
    data = json.loads(file.read_text(encoding="utf-8"))
    harm(data["files"]["door.yaml"])
    file.write_text(json.dumps(data), encoding="utf-8")
    assert look(folder, cache) == first


def test_a_place_that_cannot_be_written_costs_nothing_but_time(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert look(folder, tmp_path / "file" / "library") == look(folder)


def test_a_file_with_errors_says_where(folder: Path, cache: Path) -> None:
    (folder / "torn.yaml").write_text("hotwash: [\n", encoding="utf-8")
    for _ in range(2):
        found = look(folder, cache)[1]
        assert found.problem.startswith("torn.yaml, line ")
        assert (found.id, found.title) == ("torn", "")


def test_who_stops_asking_keeps_what_was_read(folder: Path, cache: Path, read: list[str]) -> None:
    for id_ in ("gate", "hall"):
        change(Path(shutil.copy(folder / "door.yaml", folder / f"{id_}.yaml")), "id: door", f"id: {id_}")
    asked = entries(Pack(folder), cache)
    next(asked)
    asked.close()
    look(folder, cache)
    assert [name for name in read if name != "hallway.yaml"] == ["door.yaml", "gate.yaml", "hall.yaml"]


def test_what_is_meant_for_a_group_is_known(folder: Path) -> None:
    change(folder / "door.yaml", "[weapon-present]", "[mass-violence]")
    assert look(folder)[0].facilitated


# Many files


def many(folder: Path, number: int = 12) -> list[str]:
    """More exercises, one of them with errors; their ids in order."""
    for n in range(number):
        change(Path(shutil.copy(folder / "door.yaml", folder / f"e{n:02}.yaml")), "id: door", f"id: e{n:02}")
    (folder / "e05.yaml").write_text("hotwash: [\n", encoding="utf-8")
    return ["door", *(f"e{n:02}" for n in range(number))]


def test_processes_of_their_own_tell_the_same_in_the_same_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    ids = many(folder)
    here = look(folder)
    assert [found.id for found in here] == ids
    assert len(read) > len(ids)
    del read[:]
    monkeypatch.setattr(entry_readers, "ENOUGH", 3)
    monkeypatch.setattr(entry_readers.os, "cpu_count", lambda: 3)
    assert look(folder) == here
    assert read == []


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "print('[]')", "import time; print('null', flush=True); time.sleep(60)"])
def test_where_the_processes_fail_it_is_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    many(folder)
    here = look(folder)
    monkeypatch.setattr(entry_readers, "ENOUGH", 3)
    monkeypatch.setattr(entry_readers, "_SERVE", code)
    assert look(folder) == here


def test_where_no_process_can_be_started_it_is_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many(folder)
    here = look(folder)
    monkeypatch.setattr(entry_readers, "ENOUGH", 3)
    monkeypatch.setattr(entry_readers.sys, "executable", "/nowhere/python")
    assert look(folder) == here


def test_who_stops_asking_ends_the_processes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many(folder)
    started = []
    really = entry_readers.subprocess.Popen
    monkeypatch.setattr(
        entry_readers.subprocess, "Popen", lambda *given, **named: started.append(really(*given, **named)) or started[-1]
    )
    monkeypatch.setattr(entry_readers, "ENOUGH", 6)
    monkeypatch.setattr(entry_readers.os, "cpu_count", lambda: 2)
    asked = entries(Pack(folder))
    next(asked)
    asked.close()
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_a_file_that_cannot_be_opened_is_an_entry_with_its_problem(tmp_path: Path) -> None:
    kept = module.read_entry("own", tmp_path / "gone.yaml")
    assert kept == module.Kept((0, 0), (0, 0), ((0, 0), (0, 0)), CatalogueEntry("own", "gone", problem=kept.entry.problem))
    assert "gone.yaml" in kept.entry.problem


def test_an_invented_exercise_has_no_report_to_wait_for(folder: Path) -> None:
    path = folder / "door.yaml"
    retold = module.read_entry("own", path)
    assert (retold.report != (0, 0), retold.entry.report != "") == (True, True)
    change(path, "report: hallway\n", "invented: true\n")
    invented = module.read_entry("own", path)
    assert (invented.report, invented.entry.report, invented.entry.report_status, invented.entry.problem) == ((0, 0), "", "", "")
