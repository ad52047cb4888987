"""The strict reader of YAML: what it refuses, where it says so, and what data it gives."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml.cyaml import CSafeLoader

from engine.errors import PackError
from engine.pack.diagnostics import Place
from engine.pack.document import YamlDocument
from engine.pack.source import MAX_BYTES, MAX_DEPTH, MAX_DIGITS, parse, read
from tests.laws import compared, law


def doc(text: str | bytes) -> YamlDocument:
    return parse(text.encode() if isinstance(text, str) else text, "f.yaml")


def spot(place: Place) -> tuple[int, int, int]:
    return place.line, place.column, place.length


def refusals(text: str | bytes) -> list[tuple[str, tuple[int, int, int]]]:
    return [(p.kind, spot(p.place)) for p in doc(text).problems]


def suspects(text: str) -> list[tuple[str, tuple[str | int, ...], str]]:
    return [(s.kind, s.path, s.found) for s in doc(text).suspects]


# -- Refusals

REFUSED = {
    "bytes that are not UTF-8": (b"a: 1\nb: \xff\n", "not_utf8", (2, 4, 1)),
    "bytes that are not UTF-8, after wide characters": ("ä: 漢".encode() + b"\xc3(", "not_utf8", (1, 5, 1)),
    "bytes that are not UTF-8, after a BOM": (b"\xef\xbb\xbfab: \xff", "not_utf8", (1, 5, 1)),
    "bytes that are not UTF-8, after CR LF": (b"a: 1\r\nb: \xff\r\n", "not_utf8", (2, 4, 1)),
    "a character cut at the end": (b"a: \xe6\xbc", "not_utf8", (1, 4, 1)),
    "UTF-16": ("a: 1".encode("utf-16"), "not_utf8", (1, 1, 1)),
    "a bracket left open": ("a: [1,\n  2\n", "syntax", (3, 1, 1)),
    "two colons": ("text: He left: she says\n", "syntax", (1, 14, 1)),
    "a tab as indentation": ("a:\n\t- b\n", "syntax", (2, 1, 1)),
    "an unknown escape": ('a: "\\q"\n', "syntax", (1, 5, 1)),
    "half a surrogate pair as an escape": ('a: "\\ud800"\n', "syntax", (1, 7, 1)),
    "content after the end of the document": ("a: 1\n...\nb: 2\n", "syntax", (3, 1, 1)),
    "a duplicate key": ("a: 1\nbc: 2\nbc: 3\n", "duplicate_key", (3, 1, 2)),
    "a duplicate key in braces": ("{ab: 1, ab: 2}\n", "duplicate_key", (1, 9, 2)),
    "a duplicate key in quotes": ("ab: 1\n'ab': 2\n", "duplicate_key", (2, 1, 4)),
    "an anchor": ("a: &x 1\n", "anchor", (1, 4, 4)),
    "an anchor of a mapping": ("a: &x\n  b: 1\n", "anchor", (1, 4, 2)),
    "an anchor of a key": ("&x a: 1\n", "anchor", (1, 1, 4)),
    "an alias": ("a: [*x]\n", "anchor", (1, 5, 2)),
    "an alias as a key": ("*x : 1\n", "anchor", (1, 1, 2)),
    "an alias alone": ("*x\n", "anchor", (1, 1, 2)),
    "a merge key": ("a: 1\n<<: {b: 2}\n", "anchor", (2, 1, 2)),
    "a tag": ("a: !!str 1\n", "tag", (1, 4, 7)),
    "a tag of one's own": ("a: !python/object:os.system {}\n", "tag", (1, 4, 26)),
    "a tag of a list": ("a: !!set [b]\n", "tag", (1, 4, 7)),
    "a bare tag": ("a: ! b\n", "tag", (1, 4, 3)),
    "a second document": ("a: 1\n---\nb: 2\n", "several_documents", (2, 1, 3)),
    "a bell": ("a: 1\nb: x\x07y\n", "control_character", (2, 5, 1)),
    "a NUL": ("a: 1\nb: \0\n", "control_character", (2, 4, 1)),
    "an escape character": ("a: \x1b[31m\n", "control_character", (1, 4, 1)),
    "a next line, U+0085": ("a: b\x85", "control_character", (1, 5, 1)),
    "a byte order mark inside": ("a: \ufeffb\n", "control_character", (1, 4, 1)),
    "two byte order marks": ("\ufeff\ufeffa: b\n", "control_character", (1, 1, 1)),
    "a non-character": ("a: \uffff\n", "control_character", (1, 4, 1)),
    "a right-to-left override": ("a: x\u202ey\n", "control_character", (1, 5, 1)),
    "a right-to-left mark": ("a: x\u200fy\n", "control_character", (1, 5, 1)),
    "an isolate": ("a: x\u2066y\n", "control_character", (1, 5, 1)),
    "a control character in a comment": ("a: 1 # \x1b\n", "control_character", (1, 8, 1)),
    "a control character after CR": ("a: 1\rb: \x07\r", "control_character", (2, 4, 1)),
    "a control character after CR LF": ("a: 1\r\nb: \x07\r\n", "control_character", (2, 4, 1)),
    "a line separator": ("a: 1\u2028b: 2\n", "control_character", (1, 5, 1)),
    "a paragraph separator in quotes": ('a: "x\u2029y"\n', "control_character", (1, 6, 1)),
    "a line separator in a comment": ("a: 1\n# x\u2028y\n", "control_character", (2, 4, 1)),
    "a bell as an escape": ('a: "x\\x07"\n', "control_character", (1, 4, 7)),
    "an override as an escape": ('a: "x\\u202e"\n', "control_character", (1, 4, 9)),
    "an override as a long escape": ('a: ["\\U0000202E"]\n', "control_character", (1, 5, 12)),
    "an escape in a key": ('"x\\e": 1\n', "control_character", (1, 1, 5)),
    "an escape in a text alone": ('"x\\u202e"\n', "control_character", (1, 1, 9)),
    "a key without a value in braces": ("{text: He left, she says}\n", "key_without_value", (1, 17, 8)),
    "a key and a colon without a value in braces": ("{ab: , c: 1}\n", "key_without_value", (1, 2, 2)),
    "a list as a key": ("{[a, b]: 1}\n", "wrong_type", (1, 2, 1)),
    "a list as a key, with a question mark": ("? [a]\n: b\n", "wrong_type", (1, 3, 1)),
    "a mapping as a key": ("? {a: b}\n: c\n", "wrong_type", (1, 3, 1)),
    "an empty key": ("?\n: a\n", "wrong_type", (1, 2, 1)),
    "a key left out": ("{: b}\n", "syntax", (1, 2, 1)),
    "an end of the file in the midst": ("a: 1\nb", "syntax", (2, 2, 1)),
    "a number of many digits": ("a: 1234567890123456\n", "wrong_type", (1, 4, 16)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "where"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_at_its_place(text: str | bytes, kind: str, where: tuple[int, int, int]) -> None:
    assert refusals(text) == [(kind, where)]


def test_duplicate_key_shows_the_first_place() -> None:
    (problem,) = doc("top:\n  ab: 1\n  c: 2\n  ab: 3\n").problems
    assert problem.path == ("top", "ab")
    assert [(r.message, spot(r.place)) for r in problem.related] == [("first given here", (2, 3, 2))]


def test_first_of_two_equal_keys_stands_in_the_data() -> None:
    assert doc("a: 1\na: 2\n").data == {"a": 1}


def test_syntax_error_shows_what_was_being_read() -> None:
    (problem,) = doc("a: 1\nb: [1\nc: 2\n").problems
    assert [(r.message, spot(r.place)) for r in problem.related] == [("while parsing a flow sequence", (2, 4, 1))]


@pytest.mark.parametrize(("text", "mend"), [
    ("a: b: c\n", "quotes"), ("a:\n\t- b\n", "spaces"), ("a: @b\n", "quote"), ("a: [b\nc: d\n", "bracket"), ("a: 1\nb\n", "indentation"),
])  # fmt: skip
def test_syntax_error_has_a_mend(text: str, mend: str) -> None:
    (problem,) = doc(text).problems
    assert problem.kind == "syntax"
    assert mend in problem.mend


def test_every_control_character_is_shown_up_to_twenty() -> None:
    assert [w for _, w in refusals("a: x\x07\nb: \x1by\u202e\n")] == [(1, 5, 1), (2, 4, 1), (2, 6, 1)]
    assert len(doc("\x07" * 100).problems) == 20


@pytest.mark.parametrize("char", ["\t", "\n", "\r", " ", "~", "\xa0", "é", "\u200b", "\u200d", "漢", "\U0001f600"])
def test_harmless_characters_are_not_refused(char: str) -> None:
    assert doc(f'a: "x{char}y"\n').problems == []


@pytest.mark.parametrize("code", [*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F,
                                  *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])  # fmt: skip
def test_control_character_is_refused_raw_and_as_an_escape(code: int) -> None:
    assert {p.kind for p in doc(f'a: "x{chr(code)}y"\n').problems} == {"control_character"}
    (problem,) = doc(f'a: "x\\u{code:04x}y"\n').problems
    assert problem.kind == "control_character"
    assert f"U+{code:04X}" in problem.message


@pytest.mark.parametrize("text", [
    '"\\e[31m": 1\n"\\e[31m": 2\n', "a: !%1b%5b31m x\n", "a: !<%e2%80%ae> x\n", '{"a\\nb"}\n', '"a\\nb": 1\n"a\\nb": 2\n',
    "? |\n  a\n  b\n: 1\n? |\n  a\n  b\n: 2\n", "? " + "x" * 5000 + "\n: 1\n? " + "x" * 5000 + "\n: 2\n",
])  # fmt: skip
def test_message_is_one_printable_line(text: str) -> None:
    problems = doc(text).problems
    assert problems
    for problem in problems:
        assert problem.message.isprintable()
        assert len(problem.message) < 200


def test_five_million_bytes_are_read_and_one_more_is_not() -> None:
    text = b"a: 1\n#" + b"x" * (MAX_BYTES - 6)
    assert doc(text).data == {"a": 1}
    assert refusals(text + b"x") == [("too_large", (1, 1, 1))]
    assert doc(text + b"x").data is None


def test_file_is_not_read_beyond_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as stream:
        stream.truncate(40_000_000_000)
    assert [p.kind for p in read(file).problems] == ["too_large"]


def test_file_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"none\.yaml: cannot be read"):
        read(tmp_path / "none.yaml", "none.yaml")
    with pytest.raises(PackError, match="cannot be read"):
        read(tmp_path)


DEEP = {"brackets": ("[", "]"), "braces": ("{a: ", "}"), "dashes": ("- ", ""), "mixed": ("[{a: ", "}]")}


@pytest.mark.parametrize(("left", "right"), DEEP.values(), ids=DEEP.keys())
def test_fifty_levels_are_read_and_fifty_one_are_not(left: str, right: str) -> None:
    each = 2 if left == "[{a: " else 1
    within = doc(left * (MAX_DEPTH // each) + "x" + right * (MAX_DEPTH // each) + "\n")
    assert within.problems == []
    assert within.whole
    depth, data = 0, within.data
    while not isinstance(data, str):
        depth, data = depth + 1, data[0] if isinstance(data, list) else data["a"]
    assert depth == MAX_DEPTH
    beyond = doc(left * (MAX_DEPTH // each) + "[x]" + right * (MAX_DEPTH // each) + "\n")
    assert [(p.kind, spot(p.place)) for p in beyond.problems] == [("too_deep", (1, len(left) * (MAX_DEPTH // each) + 1, 1))]
    assert not beyond.whole


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{? ", "[[{a: ", "!t [", "&a ["])
def test_a_hundred_thousand_levels_do_not_crash(opening: str) -> None:
    kinds = {p.kind for p in doc(opening * 100_000).problems}
    assert kinds & {"too_deep", "wrong_type"}


def test_billion_laughs_stays_small() -> None:
    names = "abcdefghij"
    lines = ["a: &a [x]"] + [f"{n}: &{n} [{', '.join([f'*{m}'] * 9)}]" for m, n in pairwise(names)]
    read_ = doc("\n".join(lines) + "\n")
    assert {p.kind for p in read_.problems} == {"anchor"}
    assert len(repr(read_.data)) < 2000


def test_one_run_reports_several_problems() -> None:
    text = 'a: &x 1\nb: *x\na: 2\nc: !!int 3\nd: {e, f: 1}\ng: "\\x07"\n<<: 1\nh: 12345678901234567890\n?\n: 1\n'
    assert [(kind, where[0]) for kind, where in refusals(text)] == [
        ("anchor", 1), ("anchor", 2), ("duplicate_key", 3), ("tag", 4), ("key_without_value", 5),
        ("control_character", 6), ("anchor", 7), ("wrong_type", 8), ("wrong_type", 9),
    ]  # fmt: skip


def test_empty_key_does_not_hide_the_rest_of_the_document() -> None:
    assert () not in doc("?\n: 1\na: 2\n").refused


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n", "--- # c\n...\n", "\ufeff", "null\n", "~\n"])
def test_document_without_content_is_nothing(text: str) -> None:
    empty = doc(text)
    assert empty.data is None
    assert empty.problems == []
    assert empty.whole
    assert spot(empty.place(("a", 0)))[:2] >= (1, 1)


# -- Positions

PLACES = {
    "a word": ("ab: cde\n", ("ab",), (1, 1, 2), (1, 5, 3)),
    "in quotes": ("ab: 'c d'\n", ("ab",), (1, 1, 2), (1, 5, 5)),
    "a key in quotes": ('"a b": c\n', ("a b",), (1, 1, 5), (1, 8, 1)),
    "after two-byte characters": ("{é: ü, ä: ß}\n", ("ä",), (1, 8, 1), (1, 11, 1)),
    "after wide characters": ("{漢字: 漢, b: 字}\n", ("b",), (1, 9, 1), (1, 12, 1)),
    "after characters outside the BMP": ("{a: 😀😀, b: 😀}\n", ("b",), (1, 9, 1), (1, 12, 1)),
    "on a later line after wide characters": ("a: 漢字\nbc: def\n", ("bc",), (2, 1, 2), (2, 5, 3)),
    "CR LF": ("a: 1\r\nbc:\r\n  d: ef\r\n", ("bc", "d"), (3, 3, 1), (3, 6, 2)),
    "CR": ("a: 1\rbc: 2\r", ("bc",), (2, 1, 2), (2, 5, 1)),
    "a byte order mark": ("\ufeffab: cd\n", ("ab",), (1, 1, 2), (1, 5, 2)),
    "a byte order mark and CR LF": ("\ufeffa: b\r\nab: cd\r\n", ("ab",), (2, 1, 2), (2, 5, 2)),
    "in a list": ("a:\n  - bc\n  - def\n", ("a", 1), (3, 5, 3), (3, 5, 3)),
    "in a list in brackets": ("a: [b, cde]\n", ("a", 1), (1, 8, 3), (1, 8, 3)),
    "nothing is shown at its key": ("abc:\nd: 1\n", ("abc",), (1, 1, 3), (1, 1, 3)),
    "a mapping is shown at its key": ("abc:\n  d: 1\n", ("abc",), (1, 1, 3), (1, 1, 3)),
    "a mapping in a list is shown at its beginning": ("- ab: 1\n  c: 2\n", (0,), (1, 3, 5), (1, 3, 5)),
    "a text of several lines is shown by its first": ("a: |\n  bc\n  de\nf: 1\n", ("a",), (1, 1, 1), (1, 4, 1)),
    "a folded plain text is shown by its first line": ("a: bc\n  de\n", ("a",), (1, 1, 1), (1, 4, 2)),
    "what is not there is shown at its parent": ("a:\n  b: 1\n", ("a", "c", 3), (1, 1, 1), (1, 1, 1)),
    "the document": ("# c\nab: 1\n", (), (2, 1, 5), (2, 1, 5)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "path", "key", "value"), PLACES.values(), ids=PLACES.keys())
def test_place_of_key_and_value(
    text: str, path: tuple[str | int, ...], key: tuple[int, int, int], value: tuple[int, int, int]
) -> None:
    read_ = doc(text)
    assert read_.problems == []
    assert spot(read_.place(path, key=True)) == key
    assert spot(read_.place(path)) == value


def test_has_tells_present_from_absent() -> None:
    read_ = doc("a: [1, {b: null}]\n")
    assert all(read_.has(p) for p in [(), ("a",), ("a", 0), ("a", 1, "b")])
    assert not any(read_.has(p) for p in [("b",), ("a", 2), ("a", 0, 0), ("a", "0"), ("a", 1, "c")])
    assert not doc("").has(())


def test_lines_are_those_that_the_parser_counts() -> None:
    text = "a: 1\r\nb: 2\rc: 3\nd: 4"
    assert doc(text).lines == ["a: 1", "b: 2", "c: 3", "d: 4"]
    assert doc("a: 1\u2028b: 2\u2029c: \x85").lines == ["a: 1\u2028b: 2\u2029c: \x85"]
    assert [doc(text).place((k,)).line for k in "abcd"] == [1, 2, 3, 4]


# -- Scalars, https://yaml.org/spec/1.2.2/#103-core-schema

CORE: dict[str, Any] = {
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "0": 0, "-0": 0, "+1": 1, "-19": -19, "685230": 685230, "0o7": 7, "0o17": 15, "0x3A": 58, "0xdeadBEEF": 0xDEADBEEF,
    "0.": 0.0, "-0.0": -0.0, ".5": 0.5, "+12e03": 12000.0, "-2E+05": -200000.0, "12.3015e+02": 1230.15, "1e3": 1000.0,
    "685.230_15": "685.230_15", ".inf": math.inf, "-.Inf": -math.inf, "+.INF": math.inf, "1e999": math.inf,
    "tRUE": "tRUE", "nULL": "nULL", "0o8": "0o8", "0xg": "0xg", "-0x3A": "-0x3A", "1e": "1e", ".": ".", "-": None, "+": "+",
    "1.2.3": "1.2.3", "e5": "e5", ".e5": ".e5", "inf": "inf", "nan": "nan", ".iNF": ".iNF", "-.nan": "-.nan", "1,000": "1,000",
    "١٢": "١٢", "2001-01-01": "2001-01-01", "2001-12-14t21:59:43.10-05:00": "2001-12-14t21:59:43.10-05:00",
    "truest": "truest", "null and void": "null and void", "=": "=",
    "yes": "yes", "No": "No", "ON": "ON", "off": "off", "y": "y", "N": "N", "010": "010", "-07": "-07", "0b101": "0b101",
    "1:30": "1:30", "190:20:30": "190:20:30", "1_000": "1_000",
}  # fmt: skip
SUSPECT = {"yes", "No", "ON", "off", "y", "N", "010", "-07", "0b101", "1:30", "190:20:30", "1_000", "685.230_15"}


@pytest.mark.parametrize("text", [t for t in CORE if t != "-"])
def test_plain_scalar_is_read_by_the_core_schema(text: str) -> None:
    for found in (doc(f"a: {text}\n").data["a"], doc(f"- {text}\n").data[0], doc(text).data):
        assert found == CORE[text]
        assert type(found) is type(CORE[text])
    if "," not in text and text:
        assert doc(f"[{text}]\n").data == [CORE[text]]


def test_not_a_number_is_a_number() -> None:
    assert all(math.isnan(doc(f"a: {t}\n").data["a"]) for t in (".nan", ".NaN", ".NAN"))


@pytest.mark.parametrize("text", [t for t in CORE if t != "-"])
def test_quoted_scalar_is_text_and_never_suspect(text: str) -> None:
    for quote in "'\"":
        quoted = doc(f"a: {quote}{text}{quote}\n")
        assert quoted.data == {"a": text}
        assert quoted.suspects == []
    if text:
        assert doc(f"a: |-\n  {text}\n").data == {"a": text}


@pytest.mark.parametrize("text", [t for t in CORE if t != "-"])
def test_suspect_is_what_yaml_1_1_reads_as_something_else(text: str) -> None:
    expected = [("ambiguous_value", ("a",), text)] if text in SUSPECT else []
    assert suspects(f"a: {text}\n") == expected


def test_keys_are_text_whatever_they_look_like() -> None:
    assert doc("1: a\ntrue: b\nnull: c\nyes: d\n1.5: e\n2001-01-01: f\n").data == {
        "1": "a", "true": "b", "null": "c", "yes": "d", "1.5": "e", "2001-01-01": "f",
    }  # fmt: skip


def test_as_many_digits_as_promised_are_read() -> None:
    assert doc(f"a: {'9' * MAX_DIGITS}\n").data == {"a": 10**MAX_DIGITS - 1}
    huge = doc(f"a: {'9' * 400}\nb: -{'9' * MAX_DIGITS}\nc: 0x{'f' * 400}\n")
    assert [p.kind for p in huge.problems] == ["wrong_type"] * 3
    assert {("a",), ("b",), ("c",)} == huge.refused


# -- Silent losses

LOSSES = {
    "words in brackets": ("a: [b c, d]\n", [("unquoted_prose", ("a", 0), "b c")]),
    "words in brackets, nested": ("a: [[b, c d]]\n", [("unquoted_prose", ("a", 0, 1), "c d")]),
    "a word in brackets": ("a: [b, c]\n", []),
    "quoted words in brackets": ("a: ['b c', \"d e\"]\n", []),
    "words in braces": ("a: {b: c d}\n", []),
    "words after dashes": ("a:\n  - b c\n", []),
    "a comment after text": ("a: unit #4\n", [("cut_prose", ("a",), "#4")]),
    "a comment after text, far": ("a: unit    # four\n", [("cut_prose", ("a",), "# four")]),
    "a comment after a tab": ("a: unit\t#4\n", [("cut_prose", ("a",), "#4")]),
    "a comment after text in a list": ("- ab\n- unit #4\n", [("cut_prose", (1,), "#4")]),
    "a comment after wide text": ("a: 漢字 #4\n", [("cut_prose", ("a",), "#4")]),
    "a comment after quoted text": ("a: 'unit' #4\n", []),
    "a number sign in quotes": ("a: 'unit #4'\n", []),
    "a number sign in a word": ("a: unit#4\n", []),
    "a comment on its own line": ("a: unit\n# 4\n", []),
    "a comment after a key": ("a: # four\n  b\n", []),
    "a comment for the checker": ("a: unit # hotwash: ignore[HW402] because\n", []),
    "a number sign in a block": ("a: |\n  unit #4\n", []),
}


@pytest.mark.parametrize(("text", "expected"), LOSSES.values(), ids=LOSSES.keys())
def test_what_could_be_a_silent_loss_is_suspect(text: str, expected: list[Any]) -> None:
    read_ = doc(text)
    assert read_.problems == []
    assert suspects(text) == expected


# -- Laws

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\u061c\u200e\u200f"
                              "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"))  # fmt: skip
_TRICKY = st.sampled_from([*CORE, "a: b", "- a", "? a", "a #b", "#a", "&a", "*a", "!a", "<<", "[a", "{a", "a,b", "@a", "`a", "%a",
                           "---", "...", "'", '"', "a\nb", "\n", " a ", "a\tb", "|", ">", ""])  # fmt: skip
_STRINGS = _TEXT | _TRICKY
_LIMIT = 10 ** (MAX_DIGITS - 1) - 1
_SCALARS = st.none() | st.booleans() | st.integers(-_LIMIT, _LIMIT) | _STRINGS
PLAIN_DATA = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_STRINGS, inner, max_size=4), max_leaves=20
)
_CORE_SCALAR = re.compile(
    r"(null|Null|NULL|~|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|)\Z"
)


def is_ambiguous(data: Any, dumped: str) -> bool:
    """Whether a text stands plain in the dump that the core schema reads as something else.

    PyYAML writes by YAML 1.1, in which `1e3` and `0o7` are text.
    """
    plain = {e.value for e in yaml.parse(dumped, Loader=CSafeLoader) if isinstance(e, yaml.ScalarEvent) and not e.style}
    return any(_CORE_SCALAR.match(s) and s in plain for s in strings(data))


def strings(data: Any) -> list[str]:
    match data:
        case str():
            return [data]
        case list():
            return [s for part in data for s in strings(part)]
        case dict():
            return [s for part in data.values() for s in strings(part)]
    return []


@law(400, same=0.6, nested=0.2)
@given(PLAIN_DATA, st.booleans())
def test_law_plain_data_comes_back(data: Any, flow: bool) -> None:
    dumped = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    read_ = doc(dumped)
    assert read_.problems == []
    assert read_.whole
    if not is_ambiguous(data, dumped):
        compared("same")
        if isinstance(data, list | dict) and data:
            compared("nested")
        assert read_.data == data
        assert list_types(read_.data) == list_types(data)
        assert read_.data == yaml.load(dumped, Loader=CSafeLoader)


def list_types(data: Any) -> list[type]:
    match data:
        case list():
            return [list, *(t for part in data for t in list_types(part))]
        case dict():
            return [dict, *(t for part in data.values() for t in list_types(part))]
    return [type(data)]


@law(200, several=0.2, scalar=0.2)
@given(PLAIN_DATA, st.booleans())
def test_law_every_value_has_a_place_where_its_text_begins(data: Any, flow: bool) -> None:
    read_ = doc(yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow))
    for path, value in paths(read_.data):
        assert read_.has(path)
        place = read_.place(path)
        inside(place, read_)
        if len(path) > 1:
            compared("several")
        if isinstance(value, bool | int):
            compared("scalar")
            written = read_.lines[place.line - 1][place.column - 1 :][: place.length]
            assert doc(written).data == value


def paths(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    parts: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        parts = list(data.items())
    elif isinstance(data, list):
        parts = list(enumerate(data))
    return [(path, data), *(found for step, part in parts for found in paths(part, (*path, step)))]


def inside(place: Place, read_: YamlDocument) -> None:
    assert place.file == "f.yaml"
    assert 1 <= place.line <= len(read_.lines)
    assert 1 <= place.column <= len(read_.lines[place.line - 1]) + 1
    assert place.length >= 1


def sound(raw: bytes) -> None:
    read_ = doc(raw)
    compared("refused" if read_.problems else "read")
    assert read_.whole or read_.problems
    if not read_.text:
        # Refused before it was text: count the lines of what can be decoded.
        read_.text, read_._lines = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"), None
    for problem in read_.problems:
        inside(problem.place, read_)
        assert problem.message.isprintable()
        for related in problem.related:
            inside(related.place, read_)
    for suspect in read_.suspects:
        inside(read_.place(suspect.path), read_)


@law(300, refused=0.5, read=0.005)
@given(st.binary(max_size=300))
def test_law_no_bytes_make_it_crash(raw: bytes) -> None:
    sound(raw)


@law(300, refused=0.1, read=0.05)
@given(st.text(max_size=200))
def test_law_no_text_makes_it_crash(text: str) -> None:
    sound(text.encode("utf-8", "replace"))


_TOKENS = ["a", "b", "ab c", ": ", ":", "- ", "? ", "[", "]", "{", "}", ", ", "\n", "\n  ", "\n- ", "\r\n", "\r", "\t", " ", " #",
           "&a ", "*a", "!t ", "!!str ", "!%0a ", "<<", "|\n", ">-\n", "'", '"', "\\", "\\x07", "\\u202e", "---\n", "...\n", "%YAML 1.1\n",
           "yes", "010", "1" * 20, "é", "漢", "😀", "\u2028", "\x07", "\ufeff", "\u202e", "@", "`", "a: 1\n", "a: 2\n"]  # fmt: skip


@law(800, refused=0.3, read=0.03)
@given(st.lists(st.sampled_from(_TOKENS), max_size=30).map("".join))
def test_law_no_yaml_makes_it_crash(text: str) -> None:
    sound(text.encode())
