"""Independent readers of what exporters make, and texts that try to break out."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.pack.folder import builtin
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo
from engine.play.bundle import Bundle, bundle

ATTACKS = (
    "<script>window.ran = 1</script>", "<img src=x onerror='window.ran = 2'>", "{{ 7*7 }}", "{% raw %} {# x #}", "${7*7} #{7*7}",
    "a & b &amp; c &#60;", "]]> <!-- -->", "\" ' ` \\", "=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "javascript:alert(1)",
    "#set page(width: 1pt)", "{_{ x }_}", "_x0041_", "<a:t>x</a:t>", "{\\rtf1 x}", "%PDF", "</style><style>*{display:none}",
    "url(http://example.org/x.png)",
)  # fmt: skip
"""Each is a text like any other."""
PROSE = frozenset({"text", "prompt", "why", "result", "critical", "notes", "title", "summary", "you", "setting"})


def attacked(name: str = "curtain") -> Bundle:
    """A built-in scenario in which every text ends with one of `ATTACKS`."""
    taken = bundle(builtin(), name)
    turn = iter(ATTACKS * 1000)
    scenario = Scenario.model_validate(_spoilt(taken.scenario.model_dump(mode="json", by_alias=True, exclude_unset=True), turn))
    report = Report.model_validate(_spoilt(taken.report.model_dump(mode="json", by_alias=True, exclude_unset=True), turn)) \
        if taken.report else None  # fmt: skip
    info = taken.pack.model_dump(mode="json", by_alias=True)
    info["resources"] = [{"name": next(turn), "contact": next(turn)}]
    return Bundle(scenario, report, taken.lessons, PackInfo.model_validate(info), taken.scoring, taken.texts)


def _spoilt(value: Any, turn: Iterator[str], key: str = "") -> Any:
    if isinstance(value, dict):
        if key == "seats":
            return {k: f"{v} {next(turn)}" for k, v in value.items()}
        return {k: _spoilt(v, turn, k) for k, v in value.items()}
    if isinstance(value, list):
        if key == "discuss":
            return [f"{v} {next(turn)}" for v in value]
        return [_spoilt(v, turn, key) for v in value]
    return f"{value} {next(turn)}" if key in PROSE and isinstance(value, str) else value


OFFICE = pytest.mark.xdist_group("office")
"""Tests that open a file with LibreOffice run in one process, which starts it with one profile."""


class Office:
    """LibreOffice without a window. One start converts many files."""

    def __init__(self, program: str, folder: Path) -> None:
        # A profile for each process of tests: two at a time would wait for each other.
        self._command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]

    def convert(self, to: str, folder: Path, *files: Path, options: tuple[str, ...] = ()) -> None:
        """Convert files, and put what comes of them into `folder`."""
        command = [*self._command, *options, "--convert-to", to, "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)

    def pdfs(self, contents: dict[str, bytes], folder: Path, *, slides: bool = False) -> dict[str, Path]:
        """What LibreOffice makes of files, by name, as PDF; of slides the hidden ones too."""
        for name, content in contents.items():
            (folder / name).write_bytes(content)
        hidden = 'pdf:impress_pdf_Export:{"ExportHiddenSlides":{"type":"boolean","value":"true"}}'
        self.convert(hidden if slides else "pdf", folder, *(folder / name for name in contents))
        return {name: (folder / name).with_suffix(".pdf") for name in contents}


def pdf_text(tool: Callable[..., str], pdf: Path, *options: str) -> str:
    """The words of a PDF, in reading order."""
    return subprocess.run(
        [tool("pdftotext"), *options, str(pdf), "-"], check=True, capture_output=True, text=True, timeout=180
    ).stdout


def pdf_facts(tool: Callable[..., str], pdf: Path) -> dict[str, str]:
    """What `pdfinfo` says of a PDF."""
    said = subprocess.run([tool("pdfinfo"), str(pdf)], check=True, capture_output=True, text=True, timeout=180).stdout
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in said.splitlines())}


def bare(text: str) -> str:
    """Text without spaces and marks of direction, which a page sets as it likes."""
    return "".join(c for c in text if not c.isspace() and c not in "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\u00ad")
