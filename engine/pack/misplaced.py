"""A file of a pack that is sound as another kind of file than its name and place say: what is wrong is its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from engine.pack.catalogues import Factors, Lessons, Sources
from engine.pack.contents import REPORTS, home_of
from engine.pack.diagnostics import Problem
from engine.pack.document import YamlDocument
from engine.pack.files import SUFFIX, there
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo

_CATALOGUES: dict[type[BaseModel], str] = {Lessons: "lessons", Factors: "factors", Sources: "sources"}
_KINDS: dict[type[BaseModel], str] = {
    Scenario: "a scenario", Report: "a report", Lessons: "a catalogue of lessons", Factors: "a catalogue of factors",
    Sources: "a catalogue of sources", PackInfo: "the `pack.yaml` of a pack",
}  # fmt: skip


def misplaced(doc: YamlDocument, path: Path, model: type[BaseModel]) -> Problem | None:
    """That the keys of a document are those of another kind of file than `model`; None where they are not."""
    kind = _kind(doc.data) if doc.whole and isinstance(doc.data, dict) else None
    if kind is None or kind is model:
        return None
    message = f"this is {_KINDS[kind]}, and by its name and place it would be {_KINDS[model]}"
    return Problem("wrong_type", message, doc.place(()), mend=_mend(path, kind))


def _kind(data: dict[Any, Any]) -> type[BaseModel] | None:
    """The kind of file that has keys such as these and no other kind has; None where that is not plain."""
    keys = set(data)
    if {"hotwash", "scenes", "start"} <= keys and "beats" not in keys:
        return Scenario
    if {"hotwash", "beats", "kind"} <= keys and "scenes" not in keys:
        return Report
    if {"hotwash", "name", "title"} <= keys <= set(PackInfo.model_fields):
        return PackInfo
    return next((kind for kind, key in _CATALOGUES.items() if keys == {"hotwash", key}), None)


def _mend(path: Path, kind: type[BaseModel]) -> str:
    folder = home_of(path)
    if kind is Report:
        return f"move it to `{folder / REPORTS / path.name}`"
    if kind is Scenario:
        return "give it a name of its own" if path.parent == folder else f"move it to `{folder / path.name}`"
    name = f"{'pack' if kind is PackInfo else _CATALOGUES[kind]}{SUFFIX}"
    if there(folder / name):
        return f"there is a `{name}` already: put what it holds there, and take this file out"
    return f"call it `{folder / name}`"
