"""The detector of identifying detail, measured on labelled sentences. `pytest -s` prints the figures.

The sentences are invented, and by the one who wrote the detector, though the held-out ones before it. So the figures say that
the patterns do what they were meant to do, on short sentences. In real reports a surname that is a common word, a town that is
one, or an event that everybody there remembers will pass unseen, and the figures will be lower.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.language.identifying import MENDS, Vocabulary, scan
from engine.language.wordlists import GIVEN_SMALL

FOLDER = Path(__file__).parents[2] / "cases" / "sharing"
PARTS = ("labelled.tsv", "labelled_heldout.tsv")
"""Of one field, as written."""
FIELDS = ("fields.tsv", "fields_heldout.tsv")
"""Of seven fields, in each spelling."""
SPELLINGS: dict[str, Callable[[str], str]] = {"as written": str, "CAPITALS": str.upper, "small letters": str.lower}


class Line(NamedTuple):
    kinds: frozenset[str]
    text: str


def lines(part: str) -> list[Line]:
    rows = [r.split("\t") for r in (FOLDER / part).read_text(encoding="utf-8").splitlines() if not r.startswith("#")]
    assert all(len(r) == 3 and (r[0] == "identifying") == bool(r[1]) for r in rows)
    return [Line(frozenset(r[1].split(",")) - {""}, r[2]) for r in rows]


class Tally(NamedTuple):
    right: Counter[str]
    missed: Counter[str]
    wrong: Counter[str]

    def precision(self, kind: str | None = None) -> float:
        return share(self.right, self.wrong, kind)

    def recall(self, kind: str | None = None) -> float:
        return share(self.right, self.missed, kind)


def share(part: Counter[str], rest: Counter[str], kind: str | None) -> float:
    ours, others = (part.total(), rest.total()) if kind is None else (part[kind], rest[kind])
    return ours / (ours + others) if ours + others else 1.0


def measure(part: str, spell: Callable[[str], str] = str) -> Tally:
    """Each (line, kind) counts once; a match of a kind that the line is not labelled with is wrong."""
    tally = Tally(Counter(), Counter(), Counter())
    for line in lines(part):
        found = {m.kind for m in scan(spell(line.text))}
        tally.right.update(found & line.kinds)
        tally.missed.update(line.kinds - found)
        tally.wrong.update(found - line.kinds)
        if part == PARTS[0] and found != line.kinds:
            print(
                f"  {line.text!r}: {', '.join(sorted(line.kinds)) or 'harmless'}, found {', '.join(sorted(found)) or 'nothing'}"
            )
    return tally


@pytest.mark.parametrize("part", PARTS)
def test_nine_of_ten_details_are_found_and_eight_of_ten_finds_are_right(part: str) -> None:
    print()
    tally = measure(part)
    print(
        f"{part}: precision {tally.precision():.3f}, recall {tally.recall():.3f} ({tally.right.total()} right, {tally.wrong.total()} wrong, {tally.missed.total()} missed)"
    )
    for kind in MENDS:
        print(
            f"  {kind:10} precision {tally.precision(kind):.2f}, recall {tally.recall(kind):.2f} of {tally.right[kind] + tally.missed[kind]}"
        )
    assert tally.recall() >= 0.9
    assert tally.precision() >= 0.8


def test_the_parts_share_no_line_and_each_has_every_kind() -> None:
    tuned, heldout = map(lines, PARTS)
    assert not {line.text for line in tuned} & {line.text for line in heldout}
    assert len(tuned) + len(heldout) >= 170
    for part in (tuned, heldout):
        assert {k for line in part for k in line.kinds} == set(MENDS) - {"unique"}
        assert 0.4 < sum(bool(line.kinds) for line in part) / len(part) < 0.65


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("part", [*FIELDS, *PARTS])
def test_details_are_found_in_every_spelling(part: str, spelling: str) -> None:
    tally = measure(part, SPELLINGS[spelling])
    print(f"{part}, {spelling}: precision {tally.precision():.3f}, recall {tally.recall():.3f}")
    assert tally.right.total() > 50
    assert tally.recall() >= 0.85
    assert tally.precision() >= 0.85


def test_the_held_out_sentences_of_the_fields_stand_for_themselves() -> None:
    tuned, heldout = map(lines, FIELDS)
    assert not {line.text for line in tuned} & {line.text for line in heldout}
    assert len(heldout) >= 150
    assert 0.45 < sum(bool(line.kinds) for line in heldout) / len(heldout) < 0.55
    assert {k for line in heldout for k in line.kinds} == set(MENDS)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_harmless_sentences_are_left_alone(spelling: str) -> None:
    """At most one in twenty-five is held up, in capitals, too."""
    harmless = [line.text for part in (*FIELDS, *PARTS) for line in lines(part) if not line.kinds]
    assert len(harmless) > 250
    held_up = [text for text in harmless if scan(SPELLINGS[spelling](text))]
    assert len(held_up) <= len(harmless) / 25, held_up


TWINS = {
    "OFFICER SMITH TOLD JOHN MILLER TO STOP AT 123 MAIN STREET ON JANUARY 5, 2019.": {"name", "place", "date"},
    "MY PARTNER DAVE AND I WENT TO WALMART IN TULSA.": {"name", "place"},
    "officer smith told john miller to stop at 123 main street on january 5, 2019": {"name", "place", "date"},
    "sgt miller was late, ask dave smith": {"name"},
    "Deputy Özil and Officer Ángel García met Sgt. Łukasz Nowak.": {"name"},
    "Mr. Ó Briain spoke to José García.": {"name"},
    "I told dave smith to wait.": {"name"},
    "Sgt. von Trapp and Detective Sergeant van der Berg came.": {"name"},
    "My badge, 4471, was torn off.": {"unit"},
}


@pytest.mark.parametrize("text", TWINS)
def test_capitals_small_letters_and_accents_hide_nothing(text: str) -> None:
    assert {m.kind for m in scan(text)} == TWINS[text]


REPORT = {
    "N437UA was cleared onto Runway 27L at DTW by Detroit Tower; American 1420 was on final.":
        ["N437UA", "Runway 27L", "DTW", "Detroit Tower", "American 1420"],
    "The pharmacist gave Mrs. Ortega in room 412 ten times the dose of heparin, MRN 00482913.":
        ["Mrs. Ortega", "room 412", "MRN 00482913"],
    "The nurse on 6 West at St. Luke's paged Dr. Anand at a quarter past two.":
        ["6 West", "St. Luke's", "Dr. Anand", "a quarter past two"],
    "The train 2C47 passed signal WH312 at danger near Clapham Junction.": ["2C47", "signal WH312", "Clapham Junction"],
    "At 0214 hours Engine 14 from Millbrook went to 1420 Harlan Street, the Golden Dragon restaurant.":
        ["0214 hours", "Engine 14", "Millbrook", "1420 Harlan Street", "Golden Dragon restaurant"],
}  # fmt: skip


@pytest.mark.parametrize("text", REPORT)
def test_what_names_a_thing_in_another_field_is_found(text: str) -> None:
    found = [text[m.start : m.end] for m in scan(text)]
    assert found == REPORT[text]


def test_a_match_in_capitals_stands_where_it_stood() -> None:
    text = "THEN SERGEANT VARNHOLT CAME AT 02:14."
    assert [(m.kind, text[m.start : m.end]) for m in scan(text)] == [("name", "SERGEANT VARNHOLT"), ("time", "02:14")]


def test_accents_and_letters_that_unicode_parts_keep_every_place() -> None:
    for text in ("Ask Łukasz Özdemir.", "Ask Łukasz O\u0308zdemir.", "“Ask Łukasz Özdemir.” – and then"):
        (match,) = (m for m in scan(text) if m.kind == "name")
        assert text[match.start : match.end].startswith("Łukasz")


def test_a_pack_adds_words_of_its_own() -> None:
    text = "The Flats were dark when harbor UNIT met Grändpa."
    own = Vocabulary({"unit": ("Harbor Unit",), "place": ("the flats",), "name": ("grandpa",)})
    assert scan(text) == []
    assert [(m.kind, text[m.start : m.end]) for m in scan(text, own)] == [
        ("place", "The Flats"), ("unit", "harbor UNIT"), ("name", "Grändpa"),
    ]  # fmt: skip


def test_a_pack_allows_words() -> None:
    text = "Engine 2 and Engine 22 met Nellis and Nellis's crew."
    assert [text[m.start : m.end] for m in scan(text)] == ["Engine 2", "Engine 22", "Nellis", "Nellis's"]
    assert [text[m.start : m.end] for m in scan(text, Vocabulary({}, ("engine 2", "NELLIS")))] == ["Engine 22"]


def test_a_single_word_taken_for_a_name_says_so() -> None:
    assert [m.alone for m in scan("It was Tessmer. Then Officer Tessmer left.")] == [True, False]


def test_given_names_are_in_small_letters_without_accents() -> None:
    assert len(GIVEN_SMALL) > 700
    assert all(name.isascii() and name.islower() for name in GIVEN_SMALL)


HOSTILE = ("A.", "Officer ", "officer smith ", "the only ", "st. ", "plate a ", "Aa Street ", "her only female ", "on orchard ",
           "5' ", "x' 'y ", "a@", "twenty-", "a\u0301")  # fmt: skip
"""Beginnings of what patterns look for, over and over."""


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_text_of_beginnings_ends(piece: str) -> None:
    """A pattern that tries a text in ever new ways would not end before the test run is given up."""
    text = (piece * 100_000)[:100_000]
    assert all(0 <= m.start < m.end <= len(text) for m in scan(text))


def test_a_match_says_where_it_stands() -> None:
    text = "Then Sergeant Varnholt came at 02:14."
    assert [(m.kind, text[m.start : m.end]) for m in scan(text)] == [("name", "Sergeant Varnholt"), ("time", "02:14")]


def test_a_detail_inside_a_long_quotation_is_shown_too() -> None:
    found = scan('He said: "I was at the corner with Officer Tessmer all night long."')
    assert [m.kind for m in found] == ["quote", "name"]


def test_a_states_name_is_a_place() -> None:
    assert [m.kind for m in scan("We drove to Ohio the same night.")] == ["place"]


def test_lines_of_help_are_for_everybody() -> None:
    assert scan("Call or text 988, or 1-800-267-5463, or 911.") == []
