"""The line that brings a package names what is missing, and the installer that this installation has."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from engine import installation
from engine.installation import described, line_for, line_for_package, package, requirements

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment whose Python is not on the path."""
    folder = tmp_path / "venvs" / "hotwash-x"
    (folder / "bin").mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(folder))
    monkeypatch.setattr(sys, "executable", str(folder / "bin" / "python"))
    return folder


class _Distribution(metadata.Distribution):
    """What an installer left of Hotwash."""

    def __init__(self, folder: Path, **files: str) -> None:
        self._folder, self._files = folder, files

    def read_text(self, filename: str) -> str | None:
        return self._files.get(filename.partition(".")[0])

    def locate_file(self, path: Any) -> Path:
        return self._folder / path


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Says how this installation came here: nothing of a repository lies around it."""

    def with_(**url: Any) -> None:
        monkeypatch.setattr(installation, "HERE", tmp_path)
        requires = "".join(f"Requires-Dist: {line}\n" for line in (
            "click>=8.1.8", "typst>=0.14.3; extra == 'pdf'", 'graphlay<0.4,>=0.3.1; extra == "map"', "pytest; extra == 'dev'"))  # fmt: skip
        found = _Distribution(tmp_path, METADATA=f"Name: hotwash\n{requires}", direct_url=json.dumps(url) if url else "")
        monkeypatch.setattr(installation.metadata, "distribution", lambda _: found)

    return with_


def test_a_copy_of_the_repository_asks_for_what_it_declares() -> None:
    assert list(requirements()) == PROJECT["dependencies"]
    for extra, wanted in PROJECT["optional-dependencies"].items():
        assert list(requirements(extra)) == wanted
        assert all(each in shlex.split(line_for(extra)) for each in wanted)
    assert requirements("none") == ()


def test_what_was_installed_asks_for_what_it_left(installed) -> None:
    installed()
    assert requirements() == ("click>=8.1.8",)
    assert requirements("map") == ("graphlay<0.4,>=0.3.1",)
    assert requirements("pdf") == ("typst>=0.14.3",)


def test_bounds_and_extras_are_no_part_of_a_name() -> None:
    assert [package(each) for each in ("psycopg[binary]>=3.2", "resvg_py", "graphlay>=0.3,<0.4", "ruamel.yaml ~= 1")] == [
        "psycopg", "resvg_py", "graphlay", "ruamel.yaml",
    ]  # fmt: skip


def test_an_environment_has_its_own_pip(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.defpath)
    assert line_for("pdf") == f"{prefix}/bin/python -m pip install 'typst>=0.14.3'"
    assert line_for("pdf", upgrade=True) == f"{prefix}/bin/python -m pip install --upgrade 'typst>=0.14.3'"
    assert line_for_package("pyyaml").endswith(" -m pip install 'pyyaml>=6.0.2'")


def test_an_active_environment_needs_no_path(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = prefix / "bin" / "python"
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    monkeypatch.setenv("PATH", f"{prefix / 'bin'}{os.pathsep}{os.defpath}")
    assert line_for("pdf") == "python -m pip install 'typst>=0.14.3'"


def test_pipx_is_told_the_name_of_its_environment(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (prefix / "pipx_metadata.json").write_text("{}")
    assert line_for("pdf") == "pipx inject hotwash-x 'typst>=0.14.3'"
    monkeypatch.setenv("PIPX_GLOBAL_HOME", str(prefix.parents[1]))
    assert line_for("pdf") == "pipx inject --global hotwash-x 'typst>=0.14.3'"


@pytest.mark.parametrize(("own", "options", "source"), [
    ('directory = "{0}"', "", "{0}"),
    ('extras = ["map"], editable = "{0}"', "", "--editable '{0}[map]'"),
    ('git = "https://git.example.org/hotwash?rev=0abc"', "", "'hotwash @ git+https://git.example.org/hotwash@0abc'"),
    ('extras = ["map"], url = "https://example.org/h.whl"', "", "'hotwash[map] @ https://example.org/h.whl'"),
    ("", 'find-links = ["file:///srv/wheels"]', "--find-links file:///srv/wheels hotwash"),
])  # fmt: skip
def test_a_tool_of_uv_is_asked_for_again_with_the_rest(prefix: Path, tmp_path: Path, own: str, options: str, source: str) -> None:
    entry = f'{{ name = "hotwash"{", " * bool(own)}{own.format(tmp_path)} }}'
    (prefix / "uv-receipt.toml").write_text(
        f'[tool]\nrequirements = [{entry}, {{ name = "psycopg", specifier = ">=3" }}]\n[tool.options]\n{options}\n'
    )
    assert line_for("pdf") == f"uv tool install --with 'typst>=0.14.3' --with 'psycopg>=3' {source.format(tmp_path)}"


@pytest.mark.parametrize(
    "receipt", ["", "[tool]", '[tool]\nrequirements = [{ name = "hotwash", directory = "/nowhere/at/all" }]']
)
def test_a_tool_of_uv_that_cannot_be_asked_for_again_is_added_to(prefix: Path, monkeypatch, receipt: str) -> None:
    (prefix / "uv-receipt.toml").write_text(receipt)
    monkeypatch.setattr(installation, "find_spec", lambda _: None)
    monkeypatch.setattr(installation.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert line_for("pdf") == f"uv pip install --python {prefix}/bin/python 'typst>=0.14.3'"


def test_without_pip_another_python_brings_it(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda _: None)
    monkeypatch.setattr(installation.shutil, "which", lambda _: None)
    assert line_for("pdf") == f"python3 -m pip --python {prefix}/bin/python install 'typst>=0.14.3'"


def test_the_embeddable_python_is_put_into_from_outside(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (prefix / "bin" / "python313._pth").write_text("")
    monkeypatch.setattr(installation, "find_spec", lambda _: None)
    monkeypatch.setattr(installation.shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "platform", "win32")
    line = line_for("pdf")
    assert line.startswith("py -m pip install --python-version 3.")
    assert line.endswith(' "typst>=0.14.3"')
    assert f" --target {ROOT} " in line.replace('"', "")


def test_a_python_that_a_distribution_manages_is_told_that_this_is_meant(prefix, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", sys.prefix)
    monkeypatch.setattr(installation.sysconfig, "get_path", lambda _: str(tmp_path))
    assert "--break-system-packages" not in line_for("pdf")
    (tmp_path / "EXTERNALLY-MANAGED").write_text("")
    assert " install --break-system-packages 'typst>=0.14.3'" in line_for("pdf")


@pytest.mark.parametrize(("url", "source"), [
    ({}, "a folder of wheels or an index"),
    ({"url": "https://me:secret@git.example.org/hotwash", "vcs_info": {"vcs": "git"}}, "https://git.example.org/hotwash"),
    ({"url": "file:///srv/hot%20wash", "dir_info": {}}, "the folder /srv/hot wash, which is gone"),
    ({"url": "file:///srv/hotwash.whl", "archive_info": {}}, "the file /srv/hotwash.whl, which is gone"),
])  # fmt: skip
def test_it_is_told_where_it_came_from(installed, prefix: Path, url: dict[str, Any], source: str) -> None:
    installed(**url)
    assert described() == f"the environment {prefix}, from {source}"


def test_who_keeps_it_is_told(installed, prefix: Path) -> None:
    installed(url=ROOT.as_uri(), dir_info={"editable": True})
    (prefix / "uv-receipt.toml").write_text("")
    assert described() == f"uv tool ({prefix}), from the folder {ROOT}, as it stands there"
    (prefix / "uv-receipt.toml").rename(prefix / "pipx_metadata.json")
    assert described().startswith(f"pipx ({prefix}), ")


def test_a_copy_that_was_never_installed_is_told_as_one(installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed()
    monkeypatch.setattr(installation, "HERE", tmp_path / "copy")
    assert described().startswith(f"no installation: run from the folder {tmp_path / 'copy'}, with the packages of ")


FROM_AN_INDEX = re.compile(
    r"(?:pip3?|pipx|uv tool|uv pip) (?:install|run|upgrade|inject)\b(?P<options>[^\n`;|&]*?)\s['\"]?hotwash\b(?![\w.-]*\.whl|[\w./]*/| ?@|-x)"
    r"|\buvx hotwash\b|\bpipx run hotwash\b|\bhotwash\[[\w,]+\](?! @)['\"`]|\bhotwash==|\brev: v"
)
"""What would fetch Hotwash from a package index, or a tag that there is not."""


def test_nothing_promises_hotwash_from_a_package_index() -> None:
    folders = ("docs", "engine", "exporters", "hotwash", "scenarios", "sessions", "tui")
    files = [*ROOT.glob("*.*"), *(file for folder in folders for file in (ROOT / folder).rglob("*"))]
    texts = [file for file in files if file.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".j2", ".typ", ".txt"}]
    promises = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in texts
        for line in file.read_text(encoding="utf-8").split("\n")
        if FROM_AN_INDEX.search(line) and "--no-index" not in line
    ]
    assert promises == []
    assert len(texts) > 500


@pytest.mark.parametrize("line", [
    "pip install 'hotwash[pdf]'", "pipx install hotwash", "pip install hotwash==0.1.0", "uv tool install hotwash", "    rev: v0.1.0",
    "pip install -U hotwash", "uvx hotwash", 'additional_dependencies: ["hotwash==0.1.0"]', 'python3 -m pip install --upgrade "hotwash[map]"',
])  # fmt: skip
def test_what_would_promise_it_is_known(line: str) -> None:
    assert FROM_AN_INDEX.search(line)


@pytest.mark.parametrize("line", [
    "pip install ./hotwash-0.1.0-py3-none-any.whl", 'pip install "hotwash @ git+https://git.example.org/hotwash@<commit>"',
    "pipx install .", "uv tool install '.[map,pdf]'", "hotwash export curtain", "pipx uninstall hotwash",
])  # fmt: skip
def test_what_works_without_an_index_is_let_through(line: str) -> None:
    assert not FROM_AN_INDEX.search(line)
