"""The detector of identifying detail, measured on labelled sentences. `pytest -s` prints the figures.

The sentences are invented, and by the one who wrote the detector, though before it. So the figures say that the patterns do
what they were meant to do, on short sentences with ordinary spelling. In real reports a surname alone, a town of which only
the name is given, or an event that everybody there remembers will pass unseen, and the figures will be lower.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.language.identifying import MENDS, scan

FOLDER = Path(__file__).parents[2] / "cases" / "sharing"
PARTS = ("labelled.tsv", "labelled_heldout.tsv")


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


def measure(part: str) -> Tally:
    """Each (line, kind) counts once; a match of a kind that the line is not labelled with is wrong."""
    tally = Tally(Counter(), Counter(), Counter())
    for line in lines(part):
        found = {m.kind for m in scan(line.text)}
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
        assert {k for line in part for k in line.kinds} == set(MENDS)
        assert 0.4 < sum(bool(line.kinds) for line in part) / len(part) < 0.65


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
