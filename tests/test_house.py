"""The house: names are unique, and every wing says what lives in it."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("engine", "exporters", "hotwash", "sessions", "tui")


def modules() -> list[Path]:
    return sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))


def test_no_class_name_stands_for_two_things() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for file in modules():
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(file.relative_to(ROOT)))
    assert len(places) > 200
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


HAVING = {"found", "told", "said"}
"""Names that say that one has a thing, not what it is: good for a few lines."""
FEW = 8


def test_a_name_that_only_says_that_one_has_a_thing_lives_a_few_lines() -> None:
    far = []
    for file in modules():
        for function in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            uses: dict[str, list[int]] = defaultdict(list)
            for node in ast.walk(function):
                name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else ""
                if name in HAVING:
                    uses[name].append(node.lineno)
            far += [(file.name, function.name, name) for name, lines in uses.items() if max(lines) - min(lines) > FEW]
    assert far == []


@pytest.mark.parametrize("wing", sorted({str(file.parent.relative_to(ROOT)) for file in modules()}))
def test_each_wing_says_what_lives_there(wing: str) -> None:
    text = ast.get_docstring(ast.parse((ROOT / wing / "__init__.py").read_text("utf-8")))
    assert text is not None
    assert len(text.split()) > 8


def test_templates_name_each_kind_of_block_that_there_is() -> None:
    """Templates know blocks by the name of their class: a kind that is renamed or forgotten would vanish without an error."""
    from typing import get_args

    from exporters.content.document import Block

    kinds = {kind.__name__ for kind in get_args(Block)}
    assert "TextBlock" in kinds
    for template in ("html/document.html.j2", "typst/document.typ"):
        text = (ROOT / "exporters" / "templates" / template).read_text("utf-8")
        assert kinds == {kind for kind in kinds if f'"{kind}"' in text}, template
