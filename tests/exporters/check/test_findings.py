"""The reporters of findings: text with a caret under the right characters, and JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from engine.check.survey import check
from engine.pack.diagnostics import Finding, Place, Related, Severity, Verdict
from engine.pack.source import parse
from exporters.check import findings_json, findings_text

FILE = "pack/a.yaml"
ESC = "\x1b"


def finding(line: int = 1, column: int = 1, length: int = 1, **more: Any) -> Finding:
    given: dict[str, Any] = {"code": "HW014", "severity": Severity.ERROR, "message": "unknown key `x`", **more}
    return Finding(place=Place(FILE, line, column, length), **given)


def text(*findings: Finding, lines: Sequence[str] = (), colour: bool = False) -> str:
    return findings_text.render(Verdict(list(findings)), lambda file: lines if file == FILE else (), colour=colour, verbose=True)


def cells(shown: str) -> list[str]:
    """What stands in each cell of a terminal; the second cell of a wide character is empty."""
    out: list[str] = []
    for char in shown:
        if unicodedata.category(char) in {"Mn", "Me"}:
            out[-1] += char
        else:
            out += [char, ""] if unicodedata.east_asian_width(char) in "WF" else [char]
    return out


def underlined(line: str, column: int, length: int) -> str:
    """The characters above the carets."""
    shown = text(finding(1, column, length), lines=[line]).splitlines()
    source, carets = cells(shown[1]), shown[2]
    assert set(carets.partition("|")[2]) <= {" ", "^"}
    return "".join(source[i] if i < len(source) else "" for i, c in enumerate(carets) if c == "^")


# -- Text


def test_finding_shows_place_severity_code_message_line_and_mend() -> None:
    shown = text(finding(2, 3, 4, mend="did you mean `text`?"), lines=["a: 1", "  txet: 2"])
    assert shown == (
        "pack/a.yaml:2:3: error[HW014]: unknown key `x`\n"
        "  2 |   txet: 2\n"
        "    |   ^^^^\n"
        "  mend: did you mean `text`?\n"
        "\n"
    )  # fmt: skip


@pytest.mark.parametrize("severity", list(Severity))
def test_severity_is_named(severity: Severity) -> None:
    assert f": {severity.value}[HW014]: " in text(finding(severity=severity))


CARETS = {
    "one character": ("a: b", 1, 1, "a"),
    "a word": ("key: value", 6, 5, "value"),
    "the last character": ("key: value", 10, 1, "e"),
    "after two-byte characters": ("é: ü, ä: ß", 7, 1, "ä"),
    "after wide characters": ("漢字: 漢, bc: 字", 8, 2, "bc"),
    "wide characters": ("a: 漢字 b", 4, 2, "漢字"),
    "after an emoji": ("a: 😀 bc", 6, 2, "bc"),
    "after full-width letters": ("ａｂ: cd", 5, 2, "cd"),
    "after a combining accent": ("e\u0301: bc", 5, 2, "bc"),
    "after a tab": ("a:\tbcd", 4, 3, "bcd"),
    "after several tabs": ("\t\ta:\t\tbcd", 7, 3, "bcd"),
    "with a tab in it": ("a\tb: c", 1, 3, "a b"),
    "after wide characters and a tab": ("漢\t字: xyz", 6, 3, "xyz"),
    "after a control character": ("a: \x1bbc", 5, 2, "bc"),
    "after a zero-width joiner": ("a\u200db: cd", 6, 2, "cd"),
    "a blank in a line": ("a:  b", 3, 1, " "),
    "longer than the line": ("a: b", 4, 90, "b"),
}


@pytest.mark.parametrize(("line", "column", "length", "expected"), CARETS.values(), ids=CARETS.keys())
def test_carets_stand_under_the_right_characters(line: str, column: int, length: int, expected: str) -> None:
    assert underlined(line, column, length) == expected


WIDE = "漢"


@pytest.mark.parametrize("filler", ["x", "é", WIDE])
@pytest.mark.parametrize("column", [100, 200, 390])
def test_long_line_is_cut_around_the_place(filler: str, column: int) -> None:
    line = filler * (column - 1) + "HERE" + filler * 400
    assert underlined(line, column, 4) == "HERE"
    shown = text(finding(1, column, 4), lines=[line]).splitlines()
    assert all(len(part) < 130 for part in shown)


def test_long_stretch_has_bounded_carets() -> None:
    assert all(len(part) < 130 for part in text(finding(1, 5, 5000), lines=["x" * 6000]).splitlines())


def test_end_of_a_line_has_one_caret_after_it() -> None:
    shown = text(finding(1, 5, 1), lines=["a: b"]).splitlines()
    assert shown[2] == "    |     ^"


def test_line_numbers_are_as_wide_as_they_need() -> None:
    shown = text(finding(120, 1), lines=["a"] * 120).splitlines()
    assert shown[1:] == ["  120 | a", "      | ^", ""][: len(shown) - 1]


@pytest.mark.parametrize(("lines", "line"), [([], 1), (["a"], 2), ([""], 1), (["   "], 1)])
def test_line_that_shows_nothing_is_left_out(lines: list[str], line: int) -> None:
    shown = text(finding(line, 9), lines=lines)
    assert "|" not in shown
    assert "^" not in shown


def test_nothing_of_the_file_can_move_the_cursor() -> None:
    shown = text(finding(1, 1), lines=[f"a: {ESC}[2J\x07\u202eb\x85\u2028c"])
    assert all(c.isprintable() or c == "\n" for c in shown)
    assert "\N{REPLACEMENT CHARACTER}[2J" in shown


def test_related_place_is_shown_with_its_own_line() -> None:
    related = Related(Place(FILE, 1, 1, 3), "first given here")
    shown = text(finding(3, 1, 3, related=(related,)), lines=["abc: 1", "d: 2", "abc: 3"]).splitlines()
    assert shown[1:6] == ["  3 | abc: 3", "    | ^^^", "  pack/a.yaml:1:1: first given here", "  1 | abc: 1", "    | ^^^"]


def test_play_is_shown_as_numbered_steps_and_wrapped() -> None:
    steps = ("arrive: wait", "story: " + "word " * 60, "end")
    shown = text(finding(play=steps)).splitlines()
    assert shown[1] == "  a shortest play that gets there:"
    assert shown[2] == "    1. arrive: wait"
    assert shown[3].startswith("    2. story: word")
    assert "    3. end" in shown
    assert all(len(line) <= 110 for line in shown)
    assert " ".join(" ".join(shown[3:-2]).split()) == f"2. {steps[1].strip()}"


def test_long_play_has_aligned_numbers() -> None:
    shown = text(finding(play=tuple(f"step {n}" for n in range(1, 12)))).splitlines()
    assert "     9. step 9" in shown
    assert "    10. step 10" in shown


def test_play_comes_before_the_mend() -> None:
    shown = text(finding(play=("a",), mend="write b")).splitlines()
    assert [line.strip() for line in shown if line] == [shown[0], "a shortest play that gets there:", "1. a", "mend: write b"]


def test_no_mend_no_play_and_nothing_related_leave_no_trace() -> None:
    assert text(finding()) == "pack/a.yaml:1:1: error[HW014]: unknown key `x`\n\n"


def test_findings_are_parted_by_a_blank_line() -> None:
    shown = text(finding(), finding(2, mend="x"))
    assert shown.count("\n\n") == 2
    assert text() == ""


def test_colour_only_when_asked() -> None:
    both = finding(1, 1, 2, mend="do it", related=(Related(Place(FILE, 1, 1), "here"),), play=("a",))
    plain, coloured = text(both, lines=["ab"]), text(both, lines=["ab"], colour=True)
    assert ESC not in plain
    assert f"{ESC}[31merror[HW014]{ESC}[0m" in coloured
    assert f"{ESC}[31m^^{ESC}[0m" in coloured
    assert coloured.count(f"{ESC}[0m") * 2 == coloured.count(ESC)
    for code in ("1", "31", "0"):
        coloured = coloured.replace(f"{ESC}[{code}m", "")
    assert coloured == plain


def test_severities_differ_in_colour() -> None:
    shown = {text(finding(severity=s), colour=True).split("m")[3].rpartition("[")[2] for s in Severity}
    assert len(shown) == 3


def test_summary_counts_what_was_found() -> None:
    many = [finding(), finding(), finding(severity=Severity.WARNING), finding(severity=Severity.INFO)]
    assert (
        findings_text.summary(Verdict(many, 1, 1, 1234))
        == "2 errors, 1 warning, 1 note (-v shows it) (1 file, 1 scenario, 1,234 states explored)"
    )
    assert findings_text.summary(Verdict([], 2, 0, 1)) == "nothing found (2 files, 0 scenarios, 1 state explored)"


# -- JSON

SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["format", "summary", "findings"],
    "properties": {
        "format": {"const": 1},
        "summary": {
            "type": "object", "additionalProperties": {"type": "integer"},
            "required": ["files", "scenarios", "states", "errors", "warnings", "infos"],
        },
        "findings": {"type": "array", "items": {
            "type": "object", "additionalProperties": False,
            "required": ["code", "severity", "message", "file", "line", "column", "length", "path", "mend", "related", "play"],
            "properties": {
                "code": {"pattern": r"^HW\d{3}$"}, "severity": {"enum": ["error", "warning", "info"]}, "message": {"type": "string"},
                "file": {"type": "string"}, "line": {"minimum": 1}, "column": {"minimum": 1}, "length": {"minimum": 1},
                "path": {"items": {"type": ["string", "integer"]}}, "mend": {"type": "string"}, "play": {"items": {"type": "string"}},
                "related": {"items": {"type": "object", "required": ["message", "file", "line", "column", "length"], "additionalProperties": True}},
            },
        }},
    },
}  # fmt: skip


def test_json_says_everything() -> None:
    full = finding(
        2, 3, 4, path=("scenes", "a", 0), mend="do “it”", related=(Related(Place(FILE, 1, 2, 3), "first"),), play=("a", "b")
    )
    data = json.loads(findings_json.render(Verdict([full, finding(severity=Severity.INFO)], 3, 2, 100)))
    validate(data, SCHEMA)
    assert data["summary"] == {"files": 3, "scenarios": 2, "states": 100, "errors": 1, "warnings": 0, "infos": 1}
    assert data["findings"][0] == {
        "code": "HW014", "severity": "error", "message": "unknown key `x`", "file": FILE, "line": 2, "column": 3, "length": 4,
        "path": ["scenes", "a", 0], "mend": "do “it”", "related": [{"message": "first", "file": FILE, "line": 1, "column": 2, "length": 3}],
        "play": ["a", "b"],
    }  # fmt: skip


def test_json_of_nothing_is_whole() -> None:
    rendered = findings_json.render(Verdict())
    validate(json.loads(rendered), SCHEMA)
    assert rendered.endswith("}\n")


def test_json_keeps_readable_characters_and_no_control_character() -> None:
    rendered = findings_json.render(Verdict([finding(message=f"é漢😀 {ESC}[2J", path=("\x07",))]))
    assert "é漢😀" in rendered
    assert ESC not in rendered
    assert "\x07" not in rendered
    assert json.loads(rendered)["findings"][0]["message"] == f"é漢😀 {ESC}[2J"


def test_both_reporters_of_a_real_check(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    source = "hotwash: 1\ntitle: 漢字 # cut\ntitle: {b}\nversion: x\n"
    file.write_text(source)
    verdict = check([file])
    data = json.loads(findings_json.render(verdict))
    validate(data, SCHEMA)
    shown = findings_text.render(verdict, lambda f: parse(Path(f).read_bytes(), f).lines)
    assert shown.count("mend:") == sum(bool(f["mend"]) for f in data["findings"])
    assert "  3 | title: {b}\n    | ^^^^^\n" in shown
    assert ": first given here\n  2 | title: 漢字 # cut\n    | ^^^^^\n" in shown
    assert "  4 | version: x\n    |          ^\n" in shown
