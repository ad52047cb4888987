"""What stands in the library's list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from tui.library.details import FOR_A_GROUP, contents, played
from tui.library.shelf import Past, Query, SearchField, ShelfExercise, plain
from tui.widgets.listing import Row

if TYPE_CHECKING:
    from exporters.progress.account import Next
    from sessions.unfinished import UnfinishedPlay

GO_ON = "go on "
"""What the id of a row of a play that can go on begins with; the play's id follows."""
NEXT = "next "
"""What the id of a proposed exercise's row begins with; its `pack/id` follows."""

WIDTH = 50
"""Cells of a reason's lines: so many has the list beside the details."""
GAP = Row("", "")
"""An empty line."""


def first_rows(unfinished: Sequence[UnfinishedPlay], titles: Mapping[str, str], proposed: Sequence[Next]) -> list[Row]:
    """What comes before the exercises: the plays that can go on, and what to practise next.

    Args:
        unfinished: the plays.
        titles: `pack/id` -> title of the scenario.
        proposed: what to practise next.
    """
    rows = [
        Row(f"{GO_ON}{play.id}", f"Go on with {titles.get(play.scenario, play.scenario)}", "", (play.stands,))
        for play in unfinished
    ]
    if proposed:
        rows += [*([GAP] if rows else []), Row("", "Practise next"), *map(_next, proposed)]
    return [*rows, GAP, Row("", "All exercises")] if rows else []


def _next(found: Next) -> Row:
    return Row(NEXT + found.entry.name, found.entry.title, f"{found.entry.solo} min", tuple(wrap(found.reason, WIDTH)))


def exercise_row(exercise: ShelfExercise, past: Past, field: SearchField = SearchField.TOLD) -> Row:
    """An exercise, and where a search found it."""
    entry = exercise.entry
    if entry.problem:
        return Row(exercise.key, entry.id, "has errors", (entry.problem,))
    done = played(entry, past)
    marks = (field, FOR_A_GROUP if entry.facilitated else "", ", ".join(map(plain, entry.topics)))
    note = " · ".join((*filter(None, marks), *([f"contains {contents(entry)}"] if entry.content_notes else ())))
    return Row(exercise.key, entry.title, f"{done} · {entry.solo} min" if done else f"{entry.solo} min", (note,))


def nothing(query: Query, total: int) -> str:
    """What to do where the list is empty."""
    if not total:
        return "There is no exercise here. Name a folder that holds some with --pack."
    if query.filtered:
        return "Nothing fits. Press 0 to take the filters away" + (", Esc to clear the search." if query.text else ".")
    return "Nothing fits. Press Esc to clear the search."
