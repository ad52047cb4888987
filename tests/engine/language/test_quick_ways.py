"""The quick ways find what the straightforward ones find: on made-up texts and on every text of the built-in pack."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from engine.check.rules import english_only, missing_content_note, near_identical_choices, template_marks
from engine.language import identifying, patterns, reading_grade
from engine.language.bare_names import bare_names
from engine.language.identifying import MENDS, Match, Vocabulary, scan
from engine.language.patterns import DetailSpan
from engine.language.spelling import as_written, fold
from engine.pack import prose
from engine.pack.document import YamlDocument
from engine.pack.prose import Prose
from engine.pack.source import parse
from tests.laws import compared, law

LABELLED = Path(__file__).parents[2] / "cases" / "sharing"
SCENARIOS = Path(__file__).parents[3] / "scenarios"
PIECES = (
    "Sgt. Miller", "at 14:05", "on Orchard Road", "two cars", "unit 4412", "a Glock", "{name}", "{{ x }}", "<<if a>>", "[[The yard]]",
    "(set: $x to 1)", "$armed", "50 %", "%s", "<b>", "&nbsp;", "![a](b.png)", "[cut]", "$20", "a < b", "He waits.", "TESSMER",
    "jos\u00e9", "\u201cNo.\u201d", "\n\n", "\n- ", "the", "door?", "# Yard", "Dr. ", "3.5", "it's",
)  # fmt: skip
MARKS = (
    "![a](b.png)", "{{ x }}", "{% if a %}", "{name}", "#{name}", "<<if a>>", "[[The yard]]", "(set: $x to 1)", "(else-if: a)",
    "(live: 2s)", "<%= a %>", "<?php a ?>", "<b>", "</div>", "&nbsp;", "&#160;", "$armed", "%s", "%(a)d", "%PATH%",
    "\n-> door", "-> END", "\n* [Wait]", "\n~ x = 1", "\nVAR x = 1", "\n== yard ==", "\n*goto yard",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map(" ".join)
VOCABULARIES = (Vocabulary(), Vocabulary({"unit": ("two cars",), "place": ("the yard",)}), Vocabulary({"name": ()}, ("Miller",)))
SCANNED_LEAST = 5000
"""Texts of the built-in pack that are compared, at least."""


@cache
def texts() -> tuple[str, ...]:
    """Every text value of the built-in pack, once each."""
    found: dict[str, None] = {}

    def collect(value: object) -> None:
        if isinstance(value, str):
            found[value] = None
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            collect(part)

    for path in sorted(SCENARIOS.rglob("*.yaml")):
        collect(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert len(found) > SCANNED_LEAST
    return tuple(found)


def spans_of_all(text: str) -> list[DetailSpan]:
    """`patterns.spans` with every pattern tried."""
    return [span for pattern in patterns._PATTERNS for span in pattern.spans(text)]


def matched(number: int) -> SearchStrategy[str]:
    """Texts that a pattern matches; of the one that Hypothesis can't draw from, two that it does."""
    pattern = patterns._PATTERNS[number]
    if "{17}" in pattern.source:
        return st.sampled_from(("1HGCM82633A004352", "JH4KA7561PC008269"))
    return st.from_regex(pattern.source, alphabet=st.characters(min_codepoint=32, max_codepoint=126))


def slow_scan(text: str, words: Vocabulary) -> list[Match]:
    """`scan` in one go, with nothing kept from another text and nothing left out early."""
    written, folded, taken = as_written(text), fold(text), bytearray(len(text))
    sure = identifying._apart([*identifying._terms(folded, words.also), *spans_of_all(written)], taken)
    bare = identifying._apart(bare_names(written), taken)

    def alone(span: DetailSpan) -> bool:
        return span.kind == "name" and " " not in folded[span.start : span.end]

    found = [Match(*s, MENDS[s.kind]) for s in sure] + [Match(*s, MENDS[s.kind], alone(s)) for s in bare]
    allowed = [m.span() for m in identifying._pattern(words.allow).finditer(folded)] if words.allow else []
    kept = (m for m in found if not any(start <= m.start and m.end <= end for start, end in allowed))
    return sorted(kept, key=lambda m: (m.start, -m.end))


@law(200, found=0.15, nothing=0.05)
@given(TEXTS, st.sampled_from(VOCABULARIES))
def test_a_text_is_searched_alike_the_first_time_and_again(text: str, words: Vocabulary) -> None:
    expected = slow_scan(text, words)
    assert scan(text, words) == expected
    assert scan(text, words) == expected
    compared("found" if expected else "nothing")


def test_every_text_of_the_pack_is_searched_alike() -> None:
    found = 0
    for text in texts():
        expected = slow_scan(text, VOCABULARIES[2])
        assert scan(text, VOCABULARIES[2]) == expected
        found += bool(expected)
    assert found > 50


@law(4000, quick=150, found=0.6)
@given(st.integers(0, len(patterns._PATTERNS) - 1).flatmap(matched), st.sampled_from(["", "He saw ", "X "]), TEXTS)
def test_what_a_pattern_is_made_to_find_is_found_though_few_are_tried(match: str, before: str, after: str) -> None:
    text = as_written(f"{before}{match} {after}")
    expected = spans_of_all(text)
    assert set(patterns.spans(text)) == set(expected)
    if expected:
        compared("found")


@pytest.mark.parametrize("spell", [str, str.upper, str.lower])
@pytest.mark.parametrize("file", ["labelled", "labelled_heldout", "fields", "fields_heldout"])
def test_labelled_sentences_are_searched_alike(file: str, spell: Callable[[str], str]) -> None:
    rows = [row.split("\t")[2] for row in (LABELLED / f"{file}.tsv").read_text(encoding="utf-8").splitlines() if row[0] != "#"]
    found = 0
    for text in map(spell, rows):
        expected = slow_scan(text, VOCABULARIES[0])
        assert scan(text, VOCABULARIES[0]) == expected
        found += bool(expected)
    assert found > len(rows) / 3 > 20


@law(300, marked=0.5)
@given(st.sampled_from(MARKS), st.text("{}<>[]!():$%&#;as /\n", max_size=6))
def test_every_mark_is_hinted_at(mark: str, beside: str) -> None:
    text = f"{beside} {mark}"
    if template_marks._marks().search(text) is not None:
        assert template_marks._hint().search(text) is not None
        compared("marked")


def slow_count(pieces: list[str]) -> reading_grade.Counts:
    """`reading_grade.count` in one go over all pieces."""
    sentences, found = 0, list[str]()
    for piece in pieces:
        plain = reading_grade._plain(reading_grade._compiled(reading_grade._TITLE).sub(lambda m: m[0][:-1], piece))
        for sentence in reading_grade._compiled(reading_grade._STOP).split(plain):
            inside = reading_grade._compiled(reading_grade._WORD).findall(sentence)
            sentences += bool(inside)
            found += inside
    return reading_grade.Counts(len(found), sentences, sum(map(reading_grade.syllables, found)))


@law(200, several=0.4)
@given(st.lists(TEXTS, max_size=5))
def test_pieces_count_together_as_one_by_one(pieces: list[str]) -> None:
    expected = slow_count(pieces)
    assert reading_grade.count(pieces) == expected
    assert reading_grade.count(pieces) == expected
    if expected.sentences > 1:
        compared("several")


def test_rules_judge_every_text_of_the_pack_alike_again() -> None:
    for judge in (
        english_only._is_foreign,
        near_identical_choices._words,
        near_identical_choices._meaning,
        reading_grade._counted,
    ):
        plain = judge.__wrapped__
        assert [judge(t) for t in texts()] == [plain(t) for t in texts()]


def test_hints_of_notes_hold_no_space_and_are_found_in_distinct_words() -> None:
    whole = "\n".join(texts()).lower()
    words = "\n".join({word for t in texts() for word in t.lower().split()})
    hints = {hint for terms in missing_content_note._TERMS.values() for hint in terms.hints.split()}
    present = {hint for hint in hints if hint in whole}
    assert present == {hint for hint in hints if hint in words}
    assert len(present) > 20


@law(600, quick=60, found=0.9)
@given(st.sampled_from(list(missing_content_note._TERMS.values())).flatmap(lambda t: st.tuples(st.just(t), st.from_regex(
    t.pattern, alphabet=st.characters(min_codepoint=32, max_codepoint=126)))))  # fmt: skip
def test_every_text_that_asks_for_a_note_has_a_hint_of_it(drawn: tuple[missing_content_note._Terms, str]) -> None:
    terms, text = drawn
    assert any(hint in text.lower() for hint in terms.hints.split())
    compared("found")


def slow_place(doc: YamlDocument, text: Prose, start: int) -> tuple[int, int]:
    """Line and column of a word that stands once in its text, counted from the top of the file."""
    begin = doc.place(text.path)
    word = text.text[start:].split()[0]
    rest = "\n".join(doc.lines[begin.line - 1 :])
    at = rest.index(word, begin.column - 1)
    before = rest[:at].split("\n")
    return begin.line + len(before) - 1, len(before[-1]) + 1


@law(60, later=0.4)
@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["|", ">", ""]))
def test_a_word_is_placed_where_counting_from_the_top_places_it(above: int, before: int, end: str, style: str) -> None:
    words = [*(f"w{n}" for n in range(before)), "wanted", "rest"]
    body = "\n".join(f"  {w}" for w in words)
    source = "\n".join([*("# line" for _ in range(above)), f"summary: {style}", body, ""]).replace("\n", end)
    doc = parse(source.encode(), "a.yaml")
    text = Prose(("summary",), doc.data["summary"])
    start = text.text.index("wanted")
    found = prose.place(doc, text, start, start + len("wanted"))
    assert (found.line, found.column) == slow_place(doc, text, start)
    if above and before:
        compared("later")
