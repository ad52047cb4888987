"""Every block of YAML, TOML and Python in the documents is what the text says: it is put where it belongs, and judged."""

from __future__ import annotations

import itertools
import re
import shutil
import textwrap
import tomllib
from pathlib import Path

import pytest
import yaml

from engine.check.survey import check
from engine.pack.diagnostics import Severity
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.artifact import Artifact
from tests.docs.blocks import ALL, BLOCKS, ROOT, Block

PARTS = Path(__file__).parent / "parts"
KINDS = {"commands", "elsewhere", "file", "not run", "part of", "python", "sheet", "toml", "without", "in a shell"}
_PART = re.compile(r"(?P<template>[\w.]+), at (?P<where>\w+)(?:, finds (?P<codes>[\w ]+))?")


def of(kind: str) -> list[Block]:
    return [block for block in BLOCKS if block.kind == kind]


def named(blocks: list[Block]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("block", blocks, ids=[block.place for block in blocks])


def forms(block: Block) -> list[str]:
    """The forms of a part: where its first key comes again, another form begins."""
    begins = [match.start() for match in re.finditer(r"^\w+:", block.text, re.MULTILINE)]
    keys = {block.text[begin:].partition(":")[0] for begin in begins}
    if len(keys) != 1:
        return [block.text]
    return [block.text[a:b] for a, b in itertools.pairwise([0, *begins[1:], len(block.text)])]


def completed(template: str, where: str, part: str) -> str:
    """The template with the part in the place of what stands between the two lines that name it."""
    text = (PARTS / template).read_text("utf-8")
    between = re.search(rf"^(?P<indent> *)# <{where}>\n(.*?)^ *# </{where}>\n", text, re.MULTILINE | re.DOTALL)
    assert between, f"{template} has no place `{where}`"
    return text[: between.start()] + textwrap.indent(part, between["indent"]) + text[between.end() :]


def codes(target: Path) -> list[str]:
    """Every error and warning."""
    return sorted(f.code for f in check([target]).findings if f.severity is not Severity.INFO)


def test_every_block_is_tried_in_some_way() -> None:
    strays = {block.place: block.kind for block in BLOCKS if block.kind not in KINDS}
    assert strays == {}
    assert len(BLOCKS) >= 40


def test_what_another_test_runs_is_read_by_it() -> None:
    elsewhere = {page.path.name: page.elsewhere for page in ALL if page.elsewhere}
    assert elsewhere["ci.md"] == "tests/test_ci.py"
    assert all(name in (ROOT / test).read_text("utf-8") for name, test in elsewhere.items())


def test_no_template_finds_anything_by_itself(tmp_path: Path) -> None:
    shutil.copytree(PARTS, tmp_path, dirs_exist_ok=True)
    assert codes(tmp_path) == []


def test_every_place_of_a_template_is_used() -> None:
    places = {(p.name, name) for p in PARTS.glob("*.yaml") for name in re.findall(r"# <(\w+)>", p.read_text("utf-8"))}
    used = {(m["template"], m["where"]) for block in of("part of") if (m := _PART.fullmatch(block.about))}
    assert places == used | {("story.yaml", "discuss")}


@named(of("part of"))
def test_part_finds_what_the_text_says_in_each_of_its_forms(block: Block, tmp_path: Path) -> None:
    said = _PART.fullmatch(block.about)
    assert said, block.about
    for number, form in enumerate(forms(block)):
        folder = tmp_path / str(number)
        shutil.copytree(PARTS, folder)
        (folder / said["template"]).write_text(completed(said["template"], said["where"], form), "utf-8")
        assert codes(folder) == sorted((said["codes"] or "").split()), form


@named([block for block in of("file") if block.about.endswith(".yaml") and block.about.startswith("my-pack/")])
def test_file_of_a_pack_is_sound(block: Block, tmp_path: Path) -> None:
    for other in of("file"):
        if other.page == block.page:
            (tmp_path / other.about).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / other.about).write_text(other.text, "utf-8")
    assert codes(tmp_path / "my-pack") == []


@named(of("toml"))
def test_toml_says_what_the_text_says(block: Block) -> None:
    data = tomllib.loads(block.text)
    if "tool" not in data:
        assert data == {"project": {"entry-points": {"hotwash.exporters": {"roll-call": "our_package.export:ROLL_CALL"}}}}
        return
    shown = next(b for b in BLOCKS if b.text.startswith("check:"))
    settings = yaml.safe_load(shown.text)["check"]
    assert data["tool"]["hotwash"] == settings


@named(of("python"))
def test_python_makes_what_the_text_says(block: Block) -> None:
    made: dict[str, object] = {}
    exec(compile(block.text, block.place, "exec"), made)
    artifact = made["make"](bundle(builtin(), "curtain"), "txt")  # type: ignore[operator]
    assert isinstance(artifact, Artifact)
    assert (artifact.name, artifact.content) == ("curtain-roll-call.txt", b"The curtain\n")
    assert getattr(made["ROLL_CALL"], "formats", None) == ("txt",)


def test_what_yaml_would_lose_is_refused_as_the_table_says(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "authors.md").read_text("utf-8")
    table = text.split("| you wrote | YAML reads | write |\n|---|---|---|\n")[1].split("\n\n")[0]
    wrote = [row.split("`")[1] for row in table.splitlines()]
    assert [lost(line, tmp_path / str(number)) for number, line in enumerate(wrote)] == [["HW011"], ["HW012"], ["HW013"]]


def lost(line: str, folder: Path) -> list[str]:
    """The errors where the line stands in a scenario."""
    where, part = ("discuss", line) if line.startswith("discuss") else ("also", f"also:\n  - {line}")
    shutil.copytree(PARTS, folder)
    (folder / "story.yaml").write_text(completed("story.yaml", where, part + "\n"), "utf-8")
    return [f.code for f in check([folder]).findings if f.severity is Severity.ERROR]
