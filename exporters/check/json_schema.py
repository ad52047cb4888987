"""JSON Schemas of the files of a pack, for editors and other programs.

Pydantic gives the structure. The descriptions are the docstrings under the models' fields, read from
the source: to gather them at import time would cost every command more than the models themselves.
"""

from __future__ import annotations

import ast
import inspect
import json
from typing import Any

from pydantic import BaseModel

from engine.pack import catalogues, report, scalars, scenario, settings
from engine.pack.catalogues import Factors, Lessons, Sources
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo

KINDS: dict[str, type[BaseModel]] = {
    "scenario": Scenario,
    "report": Report,
    "lessons": Lessons,
    "factors": Factors,
    "sources": Sources,
    "pack": PackInfo,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render(kind: str) -> str:
    """The schema of one of `KINDS`, as JSON text."""
    schema = KINDS[kind].model_json_schema(by_alias=True, mode="validation")
    descriptions = _descriptions()
    for name, part in [(schema.get("title", ""), schema), *schema.get("$defs", {}).items()]:
        _describe(part, descriptions.get(name, {}))
    return json.dumps({"$schema": _DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"


def _describe(part: dict[str, Any], fields: dict[str, str]) -> None:
    part.pop("title", None)
    for name, value in part.get("properties", {}).items():
        value.pop("title", None)
        text = fields.get(name) or fields.get(f"{name}_")
        if text:
            value["description"] = text


def _descriptions() -> dict[str, dict[str, str]]:
    """Class -> field -> the docstring under it."""
    found: dict[str, dict[str, str]] = {}
    for module in (scalars, scenario, report, catalogues, settings):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = dict(_fields(node))
    return found


def _fields(node: ast.ClassDef) -> list[tuple[str, str]]:
    pairs = []
    for field, after in zip(node.body, node.body[1:], strict=False):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as text)):
                pairs.append((name.replace("_", "-") if name == "near_miss" else name, " ".join(text.split())))
    return pairs
