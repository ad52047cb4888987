"""The pages in `docs/rules`: current, complete, and true in what they say of excuses.

`HOTWASH_UPDATE=1` writes them anew. The examples on them are run by `tests/engine/check/test_pages.py`.
"""

from __future__ import annotations

import inspect
import os
import re
import shutil
from pathlib import Path

import pytest

from engine.check.checker import FAMILIES
from engine.check.rules import RULES, RuleModule
from engine.check.survey import check
from exporters.check import rule_pages

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "docs" / "rules"
CASES = ROOT / "tests" / "cases" / "err"
MEND = "HOTWASH_UPDATE=1 .venv/bin/python -m pytest tests/exporters/check/test_rule_pages.py"
IDS = [f"{r.RULE.code}-{r.RULE.name}" for r in RULES]
PAGES = {"README.md": rule_pages.index(RULES), **{rule_pages.filename(r): rule_pages.page(r) for r in RULES}}
ASKED_FOR = {"HW506"}
"""Rules that run with an option alone."""


@pytest.mark.parametrize("name", PAGES)
def test_page_in_the_repository_is_current(name: str) -> None:
    file = FOLDER / name
    if os.environ.get("HOTWASH_UPDATE"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGES[name], encoding="utf-8")
    assert file.is_file(), MEND
    assert file.read_text(encoding="utf-8") == PAGES[name], MEND


def test_there_is_no_page_without_a_rule() -> None:
    stale = [p for p in FOLDER.glob("*") if p.name not in PAGES]
    if os.environ.get("HOTWASH_UPDATE"):
        for page in stale:
            page.unlink()
        stale = []
    assert stale == [], MEND


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_page_has_the_whole_docstring(rule: RuleModule) -> None:
    doc, page = inspect.cleandoc(rule.__doc__ or ""), PAGES[rule_pages.filename(rule)]
    kept = [line.strip() for line in page.splitlines()]
    assert [line for line in doc.splitlines() if line.strip() not in kept] == []
    assert page.startswith(f"# {rule.RULE.code} {rule.RULE.name}\n\n**{rule.RULE.severity.value}**")
    examples = re.findall(r"^```yaml\n(.+?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(examples) == len(re.findall(r"^(?:Bad|Good):$", doc, re.MULTILINE))
    assert page.count("```") == 2 * len(examples)


def test_index_lists_every_rule_once_in_a_known_family() -> None:
    assert tuple(rule_pages.FAMILIES) == FAMILIES
    assert re.findall(r"^\| \[(HW\d+)\]", PAGES["README.md"], re.MULTILINE) == [r.RULE.code for r in RULES]
    rows = [line for line in PAGES["README.md"].splitlines() if line.startswith("| [")]
    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_index_keeps_a_bar_inside_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RULES[0], "__doc__", "A `|` bar\nand more.\n\nWhy.")
    assert r"| A `\|` bar and more. |" in rule_pages.index(RULES[:1])


@pytest.mark.parametrize("name", ["authors.md", "ci.md", *(f"rules/{name}" for name in PAGES)])
def test_links_lead_somewhere(name: str) -> None:
    file = ROOT / "docs" / name
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", file.read_text(encoding="utf-8")):
        found = file.parent / target if target else file
        assert found.is_file(), target
        headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
        assert not anchor or anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, anchor


@pytest.mark.parametrize(
    "rule", [r for r in RULES if r.RULE.code not in ASKED_FOR], ids=[i for i in IDS if i[:5] not in ASKED_FOR]
)
def test_comment_takes_a_finding_away_where_the_page_says_so(rule: RuleModule, tmp_path: Path) -> None:
    code = rule.RULE.code
    says_so = f"`# hotwash: ignore[{code}] the reason`" in PAGES[rule_pages.filename(rule)]
    assert says_so == rule_pages.excusable(code, rule.RULE.severity)
    cases = sorted(p for p in CASES.glob(f"{code}-*") if p.suffix == ".yaml" or p.is_dir())
    for number, case in enumerate(cases):
        folder = tmp_path / str(number)
        if case.is_dir():
            shutil.copytree(case, folder)
        else:
            folder.mkdir()
            shutil.copy(case, folder / "example.yaml")
        first = next(f for f in check([folder]).findings if f.code == code)
        file = Path(first.place.file)
        lines = file.read_bytes().split(b"\n")
        line = lines[first.place.line - 1]
        indent = line[: len(line) - len(line.lstrip())]
        lines.insert(first.place.line - 1, indent + f"# hotwash: ignore[{code}] a reason".encode())
        file.write_bytes(b"\n".join(lines))
        after = {(f.code, f.place.line) for f in check([folder]).findings if f.place.file == first.place.file}
        assert ((code, first.place.line + 1) not in after) == says_so, case.name
