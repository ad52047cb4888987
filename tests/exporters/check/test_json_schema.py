"""The JSON Schemas in the repository: current, sound, described, and in agreement with the checker."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from engine.pack import scenario
from engine.pack.document import YamlDocument
from engine.pack.folder import builtin_folder, model_for
from engine.pack.validation import to_model
from exporters.check.json_schema import KINDS, render

FOLDER = Path(scenario.__file__).parents[1] / "schema"
PACK = builtin_folder()
FILES = {str(p.relative_to(PACK)): p for p in sorted(PACK.rglob("*.yaml"))}
KIND = {cls: kind for kind, cls in KINDS.items()}


def schema(kind: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / f"{kind}.schema.json").read_text())
    return loaded


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind))


def properties(part: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """(where, schema) of every property, at any depth."""
    if isinstance(part, dict):
        if isinstance(part.get("properties"), dict):
            for name, value in part["properties"].items():
                yield f"{at}.{name}", value
        for key, value in part.items():
            yield from properties(value, f"{at}/{key}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from properties(value, f"{at}/{number}")


def test_there_is_one_schema_of_each_kind() -> None:
    assert {p.name for p in FOLDER.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_schema_in_the_repository_is_current(kind: str) -> None:
    assert (FOLDER / f"{kind}.schema.json").read_text() == render(kind), (
        f"hotwash schema {kind} > engine/schema/{kind}.schema.json"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_sound(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_is_described(kind: str) -> None:
    found = list(properties(schema(kind)))
    assert found
    assert [at for at, value in found if not value.get("description", "").strip()] == []
    assert [at for at, value in found if "\n" in value["description"]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_object_is_closed_and_described(kind: str) -> None:
    whole = schema(kind)
    for name, part in {"": whole, **whole.get("$defs", {})}.items():
        if "properties" in part:
            assert part["additionalProperties"] is False, name
            assert part.get("description"), name


@pytest.mark.parametrize("name", FILES)
def test_file_of_the_builtin_pack_is_valid(name: str) -> None:
    data = yaml.safe_load(FILES[name].read_text())
    errors = list(validator(KIND[model_for(FILES[name])]).iter_errors(data))
    assert [f"{e.json_path}: {e.message}" for e in errors] == []


def test_scenarios_are_among_the_files() -> None:
    assert {"curtain.yaml", "quiet-corridor.yaml", "whatever.yaml", "reports/studio-curtain.yaml", "pack.yaml"} <= FILES.keys()


def spoil(kind: str, path: tuple[str | int, ...], value: Any) -> tuple[str, Any]:
    file = {"scenario": "curtain.yaml", "report": "reports/studio-curtain.yaml"}.get(kind, f"{kind}.yaml")
    data = copy.deepcopy(yaml.safe_load(FILES[file].read_text()))
    at = data
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return file, data


ARRIVE = ("scenes", "arrive")
WRONG: list[tuple[str, tuple[str | int, ...], Any]] = [
    ("scenario", ("hotwash",), 2), ("scenario", ("hotwash",), ...), ("scenario", ("titel",), "x"), ("scenario", ("title",), ...), ("scenario", ("title",), ""),
    ("scenario", ("title",), 4), ("scenario", ("version",), 0), ("scenario", ("version",), "1"), ("scenario", ("id",), "A B"), ("scenario", ("topics",), []),
    ("scenario", ("minutes", "class"), ...), ("scenario", ("minutes", "class_"), 3), ("scenario", ("scenes",), {}), ("scenario", (*ARRIVE, "text"), ...),
    ("scenario", (*ARRIVE, "beats"), [0]), ("scenario", (*ARRIVE, "decision", "choices"), {}), ("scenario", (*ARRIVE, "decision", "weight"), 0),
    ("scenario", (*ARRIVE, "decision", "tests"), ["a", "b", "c", "d"]), ("scenario", (*ARRIVE, "decision", "next"), []),
    ("scenario", (*ARRIVE, "decision", "next"), [{"when": "history"}]), ("scenario", (*ARRIVE, "ending"), {"outcome": "fine", "title": "x"}),
    ("scenario", ("facts", "radio"), "on"), ("scenario", ("facts", "minutes", "range"), [1]), ("scenario", ("facts", "minutes", "range"), [1, 2, 3]),
    ("scenario", ("facts", "distance", "one_of"), ["near"]), ("scenario", ("reported", "arrive"), {"then": "x"}),
    ("report", ("kind",), "story"), ("report", ("beats",), []), ("report", ("people", "officers_present"), "many"),
    ("report", ("review", "status"), "done"), ("pack", ("name",), "A B"), ("pack", ("danger", "near_miss"), 0), ("pack", ("danger", "harm"), 2),
    ("lessons", ("lessons", "x"), {"title": "X"}), ("factors", ("factors", "x"), ["a"]), ("sources", ("sources", "x"), {"title": "X"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "path", "value"), WRONG)
def test_wrong_file_is_refused_by_schema_and_checker_alike(kind: str, path: tuple[str | int, ...], value: Any) -> None:
    file, data = spoil(kind, path, value)
    assert not validator(kind).is_valid(data)
    assert to_model(YamlDocument(file, data=data, whole=True), KINDS[kind])[1] != []


@pytest.mark.parametrize(("path", "value"), [
    ((*ARRIVE, "decision", "weight"), "1/3"), ((*ARRIVE, "decision", "weight"), 0.5), ((*ARRIVE, "decision", "seconds"), 30),
    (("reported", "arrive"), {"chose": "x", "then": "y"}), (("facts", "x"), {"one_of": ["a", "b"], "start": "a"}),
    ((*ARRIVE, "decision", "next"), [{"odds": 2, "to": "a", "set": {"x": 1, "y": "far", "z": True}}, {"odds": 1, "to": "b", "add": {"n": -1}}]),
])  # fmt: skip
def test_right_file_is_accepted_by_schema_and_checker_alike(path: tuple[str | int, ...], value: Any) -> None:
    file, data = spoil("scenario", path, value)
    assert validator("scenario").is_valid(data)
    assert to_model(YamlDocument(file, data=data, whole=True), scenario.Scenario)[1] == []


def test_condition_has_examples_for_editors() -> None:
    assert "examples" in json.dumps(schema("scenario")["$defs"]["Choice"]["properties"]["when"])
