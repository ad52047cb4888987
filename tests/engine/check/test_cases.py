"""Cases: a scenario in `tests/cases/{ok,err}` and, beside an `err`, what the checker prints.

A new case is two files and no code. `HOTWASH_UPDATE=1 pytest tests/engine/check/test_cases.py` writes the outputs anew; review
them like code. A case that needs more than one file is a folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.check.checker import DEFAULTS, Options, find_rule
from engine.check.survey import check
from engine.pack.diagnostics import Severity
from exporters.check.findings_text import render

CASES = Path(__file__).parents[2] / "cases"
MADE: dict[str, Callable[[Path], object]] = {
    "HW008-too-large": lambda file: file.write_bytes(b"hotwash: 1\n" + b"# padding\n" * 1_200_000),
    "HW021-unusable-file": Path.mkdir,
}
"""Cases too large to keep, or that are no files."""
OPTIONS = {"HW506-unreviewed-release": Options(release=True)}
"""Cases that are checked with other than the usual options."""
ERR = sorted(
    [
        *(CASES / "err" / f"{name}.yaml" for name in MADE),
        *(p for p in (CASES / "err").iterdir() if p.suffix == ".yaml" or p.is_dir()),
    ]
)
OK = sorted(p for p in (CASES / "ok").iterdir() if p.suffix == ".yaml" or p.is_dir())


def output(case: Path, tmp_path: Path) -> tuple[str, set[str]]:
    """What the checker prints of a case, with its file called as its scenario is, and the codes in it."""
    folder = tmp_path / "pack"
    options = OPTIONS.get(case.stem, DEFAULTS)
    if case.is_dir():
        verdict = check([case], options)
    else:
        folder.mkdir()
        made = MADE.get(case.stem, lambda file: file.write_bytes(case.read_bytes()))
        made(folder / "example.yaml")
        verdict = check([folder], options)
    if not of_notes(case):
        verdict.findings = [f for f in verdict.findings if f.severity is not Severity.INFO]
    text = render(verdict, lines, verbose=True)
    text = text.replace(str(folder) + os.sep, "").replace(str(case) + os.sep, "").replace(f"tests/cases/err/{case.name}/", "")
    return text, {f.code for f in verdict.findings}


def lines(file: str) -> list[str]:
    """The lines of a file; none of what is no file."""
    return Path(file).read_text(encoding="utf-8", errors="replace").splitlines() if Path(file).is_file() else []


def of_notes(case: Path) -> bool:
    """Whether the case is one of a rule that only notes something; other cases may hold what such rules note."""
    return case.parent.name == "err" and find_rule(case.stem.split("-")[0]).RULE.severity is Severity.INFO


@pytest.mark.parametrize("case", ERR, ids=lambda p: p.stem)
def test_err(case: Path, tmp_path: Path) -> None:
    text, codes = output(case, tmp_path)
    expected = case.with_suffix(".out")
    if os.environ.get("HOTWASH_UPDATE"):
        expected.write_text(text)
    assert codes == {case.stem.split("-")[0]}, "a case is named after the one rule that it breaks"
    assert text == expected.read_text()


@pytest.mark.parametrize("case", OK, ids=lambda p: p.stem)
def test_ok(case: Path, tmp_path: Path) -> None:
    text, _ = output(case, tmp_path)
    assert text == ""
