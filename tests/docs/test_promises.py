"""Numbers, names and settings that the documents state are those of the program and of its pack."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

import pytest
import yaml
from jsonschema import Draft7Validator
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from engine.check.rules import RULES
from engine.pack.folder import builtin
from exporters.registry import EXPORTS
from tests.docs.blocks import ALL, ROOT, Page
from tests.exporters.check.reports import SCHEMAS
from tui.keys import EVERYWHERE, rows
from tui.solo.brief import BriefScreen
from tui.solo.debrief import DebriefScreen
from tui.solo.play import PlayScreen

PACK = builtin()
COUNTED = {
    "rules": len(RULES),
    "scenarios": len(PACK.scenario_paths),
    "reports": len(PACK.report_paths),
    "lessons": len(PACK.lessons),
    "documents": len(EXPORTS),
}
WORDS = {word: number for number, word in enumerate(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"], 1)}  # fmt: skip
_STATED = re.compile(rf"\b(\d[\d,]*|{'|'.join(WORDS)}) ((?:built-in )?)({'|'.join(COUNTED)})\b", re.IGNORECASE)
OF_SOMETHING_ELSE = {
    "one to three lessons", "with three scenarios", "of 66 copies of the three scenarios", "`python -m tests.bench.library`, 2,000 scenarios",
    "So two scenarios", "**A pack** of 200 scenarios",
}  # fmt: skip
"""Where a number is not that of the program and its pack: the words up to it."""
BESIDES = {"PgDn", "PgUp", "Tab"}
"""Keys that every screen that scrolls or has buttons has from Textual."""
VARIABLE = re.compile(r"\bHOTWASH_[A-Z]+\b")
FOR_TESTS = {"HOTWASH_DEPTH", "HOTWASH_EXPLORE", "HOTWASH_MERMAID", "HOTWASH_REQUIRE_TOOLS", "HOTWASH_UPDATE"}
"""Variables that only the tests read."""


def stated(page: Page) -> Iterator[tuple[str, int, str]]:
    """Numbers of things: the words around, the number, what of."""
    for match in _STATED.finditer(page.text):
        number = WORDS.get(match[1].lower()) or int(match[1].replace(",", ""))
        yield page.text[max(0, match.start() - 40) : match.end()].rpartition("\n")[2], number, match[3].lower()


def test_numbers_of_things_are_counted() -> None:
    compared, wrong, used = 0, [], set()
    for page in ALL:
        for words, number, what in stated(page):
            other = {known for known in OF_SOMETHING_ELSE if words.endswith(known)}
            used |= other
            if not other:
                compared += 1
                if number != COUNTED[what]:
                    wrong.append(f"{page.path.name}: {words}: there are {COUNTED[what]}")
    assert wrong == []
    assert compared >= 10
    assert used == OF_SOMETHING_ELSE


def read_by_the_program() -> set[str]:
    """Variables of Hotwash's own in the code."""
    wings = ("engine", "exporters", "sessions", "tui")
    code = (file.read_text("utf-8") for wing in wings for file in (ROOT / wing).rglob("*.py"))
    return {name for text in code for name in VARIABLE.findall(text)}


def test_every_variable_of_the_environment_is_on_the_page_and_nothing_else() -> None:
    page = (ROOT / "docs" / "administrators.md").read_text("utf-8")
    table = page.split("## Variables of the environment")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `(HOTWASH_\w+)` \|", table, re.MULTILINE)
    assert set(listed) == read_by_the_program()
    assert len(listed) == len(set(listed)) >= 4


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.path.name)
def test_no_page_names_a_variable_that_nothing_reads(page: Page) -> None:
    assert set(VARIABLE.findall(page.text)) <= read_by_the_program() | FOR_TESTS


def test_figures_carry_the_command_that_makes_them() -> None:
    text = (ROOT / "docs" / "performance.md").read_text("utf-8")
    parts = re.split(r"^(?=## )|^(?=\*\*[A-Z])", text, flags=re.MULTILINE)[1:]
    with_figures = [part for part in parts if re.search(r"\d (ms|s|MiB)\b", part)]
    assert len(with_figures) > 5
    assert [part[:40] for part in with_figures if not re.search(r"`(python -m|pytest|hotwash|as_yaml)", part)] == []


def test_keys_of_the_trainees_page_are_those_of_the_screens() -> None:
    page = (ROOT / "docs" / "trainees.md").read_text("utf-8")
    table = page.split("| key | in the brief | in the play | in the debrief |\n|---|---|---|---|\n")[1].split("\n\n")[0]
    compared = 0
    for row in table.splitlines():
        names, *columns = (cell.strip() for cell in row.strip("|").split("|"))
        keys = {a or b for a, b in re.findall(r"`(\S)`|\b(Enter|Up|Down|Space|PgDn|PgUp|Tab|Esc)\b", names)}
        for screen, says in zip((BriefScreen, PlayScreen, DebriefScreen), columns, strict=True):
            called = " ".join(name for name, _ in rows((*screen.KEYS, *EVERYWHERE))) + " 1 6"
            compared += bool(says)
            assert not says or {key for key in keys if key not in called} <= BESIDES, (screen, row)
    assert compared > 20


def test_places_are_those_of_each_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/somebody")
    page = (ROOT / "docs" / "administrators.md").read_text("utf-8")
    linux, mac = Unix("hotwash", appauthor=False), MacOS("hotwash", appauthor=False)
    for place, inside in (("data", "/plays.db"), ("config", "/local/"), ("cache", "/"), ("log", "/")):
        for system in (linux, mac):
            assert f"`{getattr(system, f'user_{place}_dir').replace('/home/somebody', '~')}{inside}`" in page


def test_citation_file_is_valid_and_agrees_with_the_package() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    Draft7Validator(json.loads((SCHEMAS / "cff-1.2.0.json").read_text("utf-8"))).validate(cited)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (cited["title"].lower(), cited["license"], cited["keywords"]) == (
        project["name"],
        project["license"],
        project["keywords"],
    )
    assert [author["name"] for author in cited["authors"]] == [author["name"] for author in project["authors"]]
