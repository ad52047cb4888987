"""Findings as workflow commands of GitHub Actions, read back as its runner reads them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from hypothesis import given

from engine.pack.diagnostics import Severity, Verdict
from exporters.check import findings_github
from exporters.check.findings_parts import clean
from tests.exporters.check.reports import NAMES, WORDS, agrees, all_cases, finding, real
from tests.laws import law

ROOT = Path("/checkout")
FILE = "/checkout/pack/a.yaml"
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


class Command(NamedTuple):
    """A workflow command."""

    name: str
    properties: dict[str, str]
    message: str


def unescape(text: str, *also: tuple[str, str]) -> str:
    """As `ActionCommand` of the runner does: what stands for `%` comes last."""
    for code, character in (*also, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def commands(verdict: Verdict, root: Path = ROOT) -> list[Command]:
    """One command a line, and nothing else."""
    rendered = findings_github.render(verdict, root)
    assert not rendered or rendered.endswith("\n")
    out = []
    for line in rendered.split("\n")[:-1]:
        found = COMMAND.fullmatch(line)
        assert found, line
        pairs = (pair.split("=", 1) for pair in found[2].split(","))
        properties = {name: unescape(value, ("%3A", ":"), ("%2C", ",")) for name, value in pairs}
        out.append(Command(found[1], properties, unescape(found[3])))
    return out


def many(errors: int = 0, warnings: int = 0, infos: int = 0) -> Verdict:
    counts = {Severity.INFO: infos, Severity.WARNING: warnings, Severity.ERROR: errors}
    return Verdict([finding(s, FILE, line=n) for s, count in counts.items() for n in range(1, count + 1)])


def counted(verdict: Verdict) -> dict[str, int]:
    names = [c.name for c in commands(verdict)]
    return {name: names.count(name) for name in ("error", "warning", "notice")}


def test_one_case_as_reviewed(tmp_path: Path) -> None:
    assert agrees("dead-end.github", findings_github.render(real("HW203-dead-end", tmp_path), tmp_path))


def test_nothing_found_is_no_line() -> None:
    assert findings_github.render(Verdict(), ROOT) == ""


def test_command_has_the_place_and_the_whole_message() -> None:
    (command,) = commands(Verdict([finding(Severity.WARNING, FILE, 3, 5, 4, mend="100 %", play=("a", "b"))]))
    assert command == Command(
        "warning",
        {"file": "pack/a.yaml", "line": "3", "col": "5", "endColumn": "9", "title": "Hotwash HW014"},
        "unknown key `x`\n\nMend: 100 %\n\nA shortest play that gets there:\n1. a\n2. b",
    )


def test_infos_are_notices() -> None:
    assert counted(many(1, 2, 3)) == {"error": 1, "warning": 2, "notice": 3}


def test_characters_that_part_a_command_are_escaped() -> None:
    line = findings_github.render(Verdict([finding(file="/checkout/a,b:c%2C.yaml", message="50%: a, b\nc\rd::e")]), ROOT)
    assert "file=a%2Cb%3Ac%252C.yaml,line=1" in line
    assert line.endswith("::50%25: a, b%0Acd::e\n")
    assert findings_github._data("%\r\n:,") == "%25%0D%0A:,"
    assert findings_github._property("%\n:,") == "%25%0A%3A%2C"


def test_file_outside_the_checkout_is_named_in_full() -> None:
    (command,) = commands(Verdict([finding(file="/else/a.yaml")]))
    assert command.properties["file"] == "/else/a.yaml"


def test_ten_of_a_kind_are_shown() -> None:
    assert counted(many(10, 10, 10)) == {"error": 10, "warning": 10, "notice": 10}


def test_rest_is_counted_in_a_last_notice() -> None:
    found = many(12, 11)
    assert counted(found) == {"error": 10, "warning": 10, "notice": 1}
    last = commands(found)[-1]
    assert last.message.startswith("not shown here, because GitHub shows 10 of a kind: 2 errors, 1 warning. ")
    assert "file" not in last.properties


def test_last_notice_takes_the_place_of_one_of_ten() -> None:
    found = many(12, 0, 10)
    assert counted(found) == {"error": 10, "warning": 0, "notice": 10}
    assert "2 errors, 1 notice." in commands(found)[-1].message
    assert counted(many(0, 0, 11))["notice"] == 10
    assert "2 notices." in commands(many(0, 0, 11))[-1].message


def test_first_ten_are_shown_in_their_order() -> None:
    shown = [c.properties["line"] for c in commands(many(12)) if c.name == "error"]
    assert shown == [str(n) for n in range(1, 11)]


def test_every_case_is_a_list_of_commands() -> None:
    for found in all_cases().findings:
        assert len(commands(Verdict([found]), Path.cwd())) == 1


@law(60)
@given(WORDS, NAMES)
def test_any_words_and_any_name_come_back(words: str, name: str) -> None:
    (command,) = commands(Verdict([finding(file=f"/checkout/pack/{name}", message=words)]))
    assert command.message == clean(words)
    assert command.properties["file"] == clean(f"pack/{name}")
