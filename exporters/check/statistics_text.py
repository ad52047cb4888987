"""The figures of a scenario as text, for people: 80 columns, nothing but ASCII besides the scenario's own words."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from engine.check.statistics import Extreme, Statistics, Taught, exact
from engine.printable import REPLACED, printable
from engine.states.bots import PASS

WIDTH = 80
_BAR = 20
_NAME = 35
_SHORT = 10**9
"""A number from here on is not written out."""
_MOST = 40
"""Choices of a play that are named."""
_GLUE = "\N{NO-BREAK SPACE}"


def render(stats: Statistics) -> str:
    """The figures of one scenario."""
    parts = [_head(stats), _endings(stats), _bots(stats.bots), _lessons(stats.lessons)]
    return "\n".join("".join(line.rstrip() + "\n" for line in part) for part in parts)


def render_coverage(coverage: Mapping[str, Mapping[str, int]]) -> str:
    """Which scenarios test a lesson, with the number of decisions; of lessons that nothing tests the number alone."""
    tested = {lesson: counts for lesson, counts in coverage.items() if counts}
    packs = {name.split("/")[0] for counts in tested.values() for name in counts}
    whole = len(packs) > 1
    lines = [f"Lessons that the scenarios{'' if whole else ''.join(f' of {p}' for p in packs)} test, and in how many decisions"]
    for lesson, counts in tested.items():
        items = [f"{name if whole else name.split('/')[1]} {count}" for name, count in counts.items()]
        lines += _listed(f"  {lesson}", items, tested)
    untested = len(coverage) - len(tested)
    lines.append(f"{_many(untested, 'lesson')} of the catalogue {'is' if untested == 1 else 'are'} tested by none of them"
                 if untested else "every lesson of the catalogue is tested")  # fmt: skip
    return "".join(line + "\n" for line in lines)


def _head(stats: Statistics) -> Iterator[str]:
    yield from textwrap.wrap(f"{stats.name}, version {stats.version}: {_cells_of(stats.title)}", WIDTH)
    yield ""
    counts = [(stats.scenes, "scene"), (stats.decisions, "decision"), (stats.choices, "choice"), (stats.injects, "inject")]
    yield "size      " + ", ".join(_many(count, word) for count, word in counts)
    more = f"; {stats.states_with_injects:,} with injects" if stats.injects else ""
    yield f"states    {stats.states:,} (merged){more}"
    yield f"plays     {_count(stats.plays)}{' without injects' if stats.injects else ''}"
    short, long = stats.shortest.decisions, stats.longest.decisions
    spread = f"{short} to {_many(long, 'decision')}, {_tenths(stats.mean_decisions)} on average in a random play"
    yield "length    " + (_many(long, "decision") if short == long else spread)
    yield from _play("such as   " if short == long else "shortest  ", stats.shortest)
    if short != long:
        yield from _play("longest   ", stats.longest)


def _play(lead: str, play: Extreme) -> list[str]:
    steps = list(play.choices[:_MOST])
    if len(play.choices) > _MOST:
        steps.append(f"... {len(play.choices) - _MOST:,} more ...")
    return _wrap(", ".join(steps) + f" -> {play.ending}" if steps else play.ending, lead, " " * len(lead))


def _endings(stats: Statistics) -> Iterator[str]:
    yield from textwrap.wrap("Endings of a random play: each choice is as likely as the others, draws fall by the author's odds "
                             "(* a play without a mistake can end so)", WIDTH)  # fmt: skip
    for outcome, chance in stats.outcomes.items():
        yield _row(outcome, chance)
        for ending in stats.endings:
            if ending.outcome == outcome:
                yield _row(f"{'*' if ending.mistake_free else ' '} {_cells_of(ending.title)}", ending.chance)


def _row(name: str, chance: Fraction) -> str:
    shown = exact(chance) if chance.denominator < _SHORT else ""
    return f"{_fit(name, _NAME)}  {_percent(chance):>7}  {shown if len(shown) <= 9 else '':9}  |{_bar(chance):{_BAR}}|"


def _bar(chance: Fraction) -> str:
    return "#" * max(int(chance * _BAR + Fraction(1, 2)), int(chance > 0))


def _bots(scores: Mapping[str, Fraction | None]) -> Iterator[str]:
    yield f"Scores of bots that do not read (100 is best; above {PASS} one passes)"
    if None in scores.values():
        yield "  none: no decision has a better and a worse choice"
        return
    for name, score in scores.items():
        if score is not None:
            yield f"  {name:12} {_tenths(score):>5}{'  passes' if score > PASS else ''}"


def _lessons(lessons: Iterable[Taught]) -> Iterator[str]:
    yield "Lessons and the decisions that test them (* an objective names it)"
    names = {x.lesson for x in lessons}
    for x in lessons:
        yield from _listed(f"{'*' if x.objective else ' '} {x.lesson}", x.decisions or ["not tested"], names)


def _listed(lead: str, items: Iterable[str], names: Iterable[str]) -> list[str]:
    """A name, and behind the longest of the names what belongs to it."""
    column = min(max(map(len, names)), 30) + 4
    text = ", ".join(item.replace(" ", _GLUE) for item in items)
    if len(lead) > column - 2:
        lines = [lead, *_wrap(text, " " * column, " " * column)]
    else:
        lines = _wrap(text, f"{lead:{column}}", " " * column)
    return [line.replace(_GLUE, " ") for line in lines]


def _wrap(text: str, first: str, later: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip


def _percent(value: Fraction) -> str:
    """With one decimal; never 0 or 100 for what is a little more or less."""
    permille = int(value * 1000 + Fraction(1, 2))
    if not permille and value:
        return "<0.1 %"
    if permille == 1000 and value != 1:
        return ">99.9 %"
    return f"{permille // 10}.{permille % 10} %"


def _tenths(value: Fraction) -> str:
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10:,}.{tenths % 10}"


def _count(number: int) -> str:
    return f"{number:,}" if number < _SHORT**2 else f"about {Decimal(number):.1e}"


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _cells_of(text: str) -> str:
    """A title from a file, in which every character keeps its cell."""
    return printable(text, REPLACED, keep="")


def _fit(text: str, cells: int) -> str:
    """Exactly so many cells of a terminal."""
    if _cells(text) > cells:
        ends = enumerate(accumulate(map(_cells, text)))
        text = text[: next(end for end, used in ends if used > cells - 3)] + "..."
    return text + " " * (cells - _cells(text))


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)
