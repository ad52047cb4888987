"""The form of a sheet: what people's editors make of it is read, and what cannot be told is refused at its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.pack.local.sheet import read_sheet, written
from tests.laws import compared, law

SHEET = """# help
[about this sheet]
format: 1

[scene.arrive.text.1]
here:  The rain has
       stopped.
yours: Rain on
Mill Street.

  It is: late.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_what_editors_save_is_read(encoding: str, ends: str) -> None:
    sheet = read_sheet(SHEET.replace("\n", ends).encode(encoding), "x.txt")
    entry = sheet.entries["scene.arrive.text.1"]
    assert sheet.problems == []
    assert entry.text("here") == "The rain has stopped."
    assert entry.text("yours") == "Rain on Mill Street.\n\nIt is: late."
    assert (entry.line, entry.line_of("yours")) == (5, 8)


def test_keys_and_labels_may_be_written_in_capitals() -> None:
    entry = read_sheet(b"[ Title ]\nHERE : a\nYours : b\n", "x.txt").entries["title"]
    assert (entry.text("here"), entry.text("yours")) == ("a", "b")


@pytest.mark.parametrize(
    ("text", "line", "message", "mend"),
    [
        ("[title]\nhere: a\nYours 555\n", 3, "expected `yours:` at the beginning of the line, found `Yours 555`", "with its colon"),
        ("[title]\nhere: a\nyours; 555\n", 3, "expected `yours:`", "with its colon"),
        ("[title]\nhere: a\nyours\n", 3, "expected `yours:`", "with its colon"),
        ("[title]\nhere: a\n yours: 555\n", 3, "expected `yours:`", "no space before it"),
        ("[title]\nhere: a\nyours: b\npolicy: c\nWhy not?\n", 5, "expected `why:`", "with its colon"),
        ("[title]\nhere: a\nYuors: b\n", 3, "`yuors:` is no label", "did you mean `yours:`?"),
        ("[title]\nyours: a\nyours: b\n", 3, "stands a second time under `[title]`", "keep one"),
        ("[title]\nyours: a\n[you]\n[title]\nyours: b\n", 4, "`[title]` stands here a second time, and first in line 1", "in one place"),
        ("hello\n[title]\n", 1, "text stands before any `[key]`: `hello`", "after `yours:`"),
        ("[title]\nhello\n", 2, "text stands under `[title]`, before any label", "after `yours:`"),
        ("yours: hello\n", 1, "`yours:` stands before any `[key]`", "under the key"),
        ("[title]\nyours: unit\n#4 goes\n", 3, "a line of help stands in a text: `#4 goes`", "begin the line with a space"),
        ("[title]\nyours: a\u202eb\n", 2, "U+202E", "take it out"),
    ],
)  # fmt: skip
def test_a_slip_of_the_form_is_named_at_its_line(text: str, line: int, message: str, mend: str) -> None:
    problems = read_sheet(text.encode(), "x.txt").problems
    assert len(problems) == 1
    assert (problems[0].place.file, problems[0].place.line) == ("x.txt", line)
    assert message in problems[0].message
    assert mend in problems[0].mend


@pytest.mark.parametrize("label", ["yours:", "Yours:", "yours :", "yours: "])
def test_a_label_needs_no_space_after_its_colon(label: str) -> None:
    sheet = read_sheet(f"[title]\nhere:a\n{label}555\n".encode(), "x.txt")
    assert sheet.problems == []
    assert (sheet.entries["title"].text("here"), sheet.entries["title"].text("yours")) == ("a", "555")


def test_a_text_may_go_on_with_the_word_of_a_label() -> None:
    text = "[title]\nhere: Ask\n       why, and stay\n       here: now.\nyours: Ask\nwhy, and stay\nhere.\n"
    sheet = read_sheet(text.encode(), "x.txt")
    assert sheet.problems == []
    assert sheet.entries["title"].text("here") == "Ask why, and stay here: now."
    assert sheet.entries["title"].text("yours") == "Ask why, and stay here."


def test_a_sheet_in_another_encoding_says_how_to_save_it() -> None:
    (problem,) = read_sheet("[title]\nyours: café\n".encode("latin-1"), "x.txt").problems
    assert problem.place.line == 2
    assert "0xe9 is not UTF-8" in problem.message
    assert "Notepad" in problem.mend


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Zs", "Cn")), min_size=1, max_size=9)
TRAPS = st.sampled_from(["-", "12.", "here:", "#4", "[title]", "yours:"])
PARAGRAPH = st.one_of(*(st.lists(st.one_of(WORD, TRAPS), min_size=n, max_size=60).map(" ".join) for n in (1, 30)))


@law(300, long=0.15, several=0.2)
@given(st.lists(PARAGRAPH, min_size=1, max_size=3))
def test_what_is_written_reads_the_same(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    sheet = read_sheet(written("title", {"here": "x", "yours": text}).encode(), "x.txt")
    assert sheet.problems == []
    assert sheet.entries["title"].text("yours") == text
    if len(text) > 100:
        compared("long")
    if len(paragraphs) > 1:
        compared("several")
