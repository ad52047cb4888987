"""What the tests of the reporters share: findings made by hand, a real verdict, and golden outputs.

`HOTWASH_UPDATE=1` writes the golden outputs anew; review them like code.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from engine.check.survey import check
from engine.pack.diagnostics import Finding, Place, Severity, Verdict

HERE = Path(__file__).parent
ERR = HERE.parents[1] / "cases" / "err"
SCHEMAS = HERE / "schemas"
WORDS = st.text(st.characters(exclude_categories=()))
"""Any text, control characters and lone surrogates included."""
NAMES = st.binary(min_size=1).filter(lambda b: b not in {b".", b".."} and not {0, 47} & set(b)).map(os.fsdecode)
"""Any file name."""


def finding(severity: Severity = Severity.ERROR, file: str = "pack/a.yaml", line: int = 1, column: int = 1, length: int = 1,
            **more: Any) -> Finding:  # fmt: skip
    given: dict[str, Any] = {"code": "HW014", "message": "unknown key `x`", **more}
    return Finding(severity=severity, place=Place(file, line, column, length), **given)


def real(case: str, folder: Path, *, above: str = "", name: str = "example.yaml") -> Verdict:
    """The verdict on a case, checked as `folder/example.yaml`, with `above` put before its first line."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(above + (ERR / f"{case}.yaml").read_text())
    return check([file])


@cache
def all_cases() -> Verdict:
    """One verdict on all cases, so on all rules; those that are made by the tests are left out."""
    paths = sorted(p for p in ERR.iterdir() if p.suffix == ".yaml" or p.is_dir())
    verdicts = [check([path]) for path in paths]
    return Verdict([f for v in verdicts for f in v.findings], checked=[name for v in verdicts for name in v.checked])


def lines(file: str) -> list[str]:
    """The lines of a file, or none where it is made up."""
    path = Path(file)
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []


def agrees(name: str, text: str) -> bool:
    """Whether the golden output says the same."""
    golden = HERE / "golden" / name
    if os.environ.get("HOTWASH_UPDATE"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text)
    return text == golden.read_text()
