"""Figures as text."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from engine.check.statistics import EndingShare, Extreme, Statistics, statistics
from engine.check.subject import FileSubject
from engine.pack.folder import builtin, open_pack
from engine.pack.scenario import Scenario
from exporters.check.statistics_text import WIDTH, render, render_coverage
from tests.engine.check.test_statistics import scenarios_of, subject, valued_of
from tests.laws import law
from tests.strategies import sound_scenarios

CASES = Path(__file__).parents[2] / "cases"


def base() -> Statistics:
    pack = open_pack(CASES)
    return statistics(valued_of(FileSubject(pack.file(CASES / "base.yaml", Scenario), pack)))


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def ending(title: str, chance: Fraction) -> Statistics:
    """Figures with one ending only."""
    return base()._replace(endings=(EndingShare("end", title, "harm", chance, False),), outcomes={"harm": chance})


def row(chance: Fraction, title: str = "Over") -> str:
    (line,) = (x for x in render(ending(title, chance)).splitlines() if x.startswith("  " + title[:4]))
    return line


def test_small_scenario() -> None:
    assert (
        render(base())
        == """\
cases/example, version 4: Example

size      3 scenes, 1 decision, 3 choices, 0 injects
states    3 (merged)
plays     4
length    1 decision
such as   door.go-in -> calm

Endings of a random play: each choice is as likely as the others, draws fall by
the author's odds (* a play without a mistake can end so)
safe                                  83.3 %  5/6        |#################   |
* Quiet                               83.3 %  5/6        |#################   |
near-miss                              0.0 %  0          |                    |
setback                                0.0 %  0          |                    |
harm                                  16.7 %  1/6        |###                 |
  A fall                              16.7 %  1/6        |###                 |

Scores of bots that do not read (100 is best; above 70 one passes)
  blind         50.0
  longest       50.0
  shortest       0.0
  first-shown   50.0

Lessons and the decisions that test them (* an objective names it)
* wait-for-backup  door
"""
    )


@pytest.mark.parametrize(("chance", "shown"), [
    (Fraction(0), "  0.0 %  0          |                    |"),
    (Fraction(1, 10**6), " <0.1 %  1/1000000  |#                   |"),
    (Fraction(1, 10**9), " <0.1 %             |#                   |"),
    (Fraction(1, 2000), "  0.1 %  1/2000     |#                   |"),
    (Fraction(1, 3), " 33.3 %  1/3        |#######             |"),
    (Fraction(1999, 2000), ">99.9 %  1999/2000  |####################|"),
    (Fraction(1), "100.0 %  1          |####################|"),
])  # fmt: skip
def test_percentages_are_never_rounded_to_never_or_always(chance: Fraction, shown: str) -> None:
    assert row(chance).endswith(f"  {shown}")


@pytest.mark.parametrize("title", ["Over and over and over and over and over again", "夜" * 30, "Over\x1b[31m"])
def test_any_title_fits_its_column(title: str) -> None:
    line = row(Fraction(1, 2), title)
    assert cells(line) == 79
    assert "\x1b" not in line


def test_many_plays_and_long_ones_are_shortened() -> None:
    play = Extreme(100, tuple(f"s{n}.go-on" for n in range(100)), "home")
    shown = render(base()._replace(plays=2**15000, longest=play))
    assert "plays     about 2.8e+4515\n" in shown
    assert "length    1 to 100 decisions, 1.0 on average in a random play\n" in shown
    assert "s39.go-on, ... 60 more ... -> home" in " ".join(shown.split())
    assert "s40.go-on" not in shown


def test_a_bot_that_passes_is_named_and_nothing_at_stake_is_said() -> None:
    assert "  blind         70.5  passes\n" in render(base()._replace(bots={"blind": Fraction(141, 2)}))
    assert "  blind         70.0\n" in render(base()._replace(bots={"blind": Fraction(70)}))
    assert "none: no decision" in render(base()._replace(bots={"blind": None}))


@law(60)
@given(sound_scenarios())
def test_lines_fit_eighty_columns(scenario: Scenario) -> None:
    assert max(map(len, render(statistics(subject(scenario))).splitlines())) <= WIDTH


def test_built_in_scenarios_fit_eighty_columns_and_are_ascii() -> None:
    for one in scenarios_of(builtin()):
        lines = render(statistics(one)).splitlines()
        assert max(map(cells, lines)) <= WIDTH
        assert all(line.isascii() for line in lines if "|" in line and not line.startswith(("*", " ")))


def test_coverage_names_the_pack_once() -> None:
    counts = {"slow-down": {"drill/one": 2, "drill/two": 1}, "close-the-loop": {"drill/two": 1}, "stay-together": {}}
    assert (
        render_coverage(counts)
        == """\
Lessons that the scenarios of drill test, and in how many decisions
  slow-down       one 2, two 1
  close-the-loop  two 1
1 lesson of the catalogue is tested by none of them
"""
    )


def test_coverage_of_several_packs_names_each() -> None:
    assert (
        render_coverage({"slow-down": {"a/one": 2, "b/one": 1}})
        == """\
Lessons that the scenarios test, and in how many decisions
  slow-down  a/one 2, b/one 1
every lesson of the catalogue is tested
"""
    )


def test_coverage_never_parts_a_scenario_from_its_number_and_fits() -> None:
    shown = render_coverage({"slow-down": {f"drill/{'x' * n}": n for n in range(3, 40)}, "l" * 40: {"drill/one": 1}})
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert not any(line.split()[0].rstrip(",").isdigit() for line in shown.splitlines()[:-1])
    assert f"  {'l' * 40}\n{' ' * 34}one 1\n" in shown
