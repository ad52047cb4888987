"""A scenario as its sheets of local words make it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from pydantic import ValidationError

from engine.errors import UnusableFile
from engine.pack.diagnostics import Path, Place, Problem
from engine.pack.files import digest, read_bytes
from engine.pack.local.fit import NO_FIT, aside, fit, fit_shared
from engine.pack.local.sheet import KIND, LocalSheet, read_sheet
from engine.pack.local.sheet_places import MAX_SHEET
from engine.pack.local.slots import helper_slots, slots
from engine.pack.local.words import LocalWords, localized
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo


@dataclass(frozen=True)
class Localization:
    """A scenario as an agency says it."""

    scenario: Scenario | None
    """None where a sheet has errors."""
    published: Scenario
    """As its pack says it."""
    published_marked: Scenario
    """In its pack's words, with the agency's marks."""
    words: LocalWords
    problems: tuple[Problem, ...]
    places: dict[Path, Place]
    """Path of a text in the scenario's file -> where the agency's own stands; nothing where a sheet has errors."""


def load_sheet(path: FilePath, shown: str) -> LocalSheet:
    """Read a sheet. What is wrong with it is a problem of it."""
    try:
        raw = read_bytes(path, shown, limit=MAX_SHEET)
    except UnusableFile as error:
        problem = Problem(KIND, f"the sheet cannot be read: {error.reason}", Place(shown, 1, 1), mend=error.mend)
        return LocalSheet(shown, problems=[problem], digest=error.reason)
    sheet = read_sheet(raw, shown)
    sheet.digest = digest(raw)
    return sheet


class Sheets(NamedTuple):
    """What an agency says of a scenario; where both say something, the scenario's own counts."""

    own: LocalSheet | None
    shared: LocalSheet | None
    """That of all scenarios of the pack."""


def localize(data: dict[str, Any], scenario: Scenario, info: PackInfo, sheets: Sheets, again: tuple[str, str]) -> Localization:
    """A scenario as its sheets make it.

    Args:
        data: what the scenario's file says.
        scenario: the same as a model.
        info: the settings of its pack.
        sheets: of the scenario.
        again: the commands that write its sheets anew.
    """
    helpers = list(helper_slots(info))
    common = fit_shared(sheets.shared, helpers, info.name, again[1]) if sheets.shared is not None else NO_FIT
    own = fit(sheets.own, [*slots(scenario), *helpers], f"{info.name}/{scenario.id}", again[0], sheets.shared)
    words = LocalWords(texts={**common.words.texts, **own.words.texts}, marks=own.words.marks)
    places = {**common.places, **own.places}
    problems = [*common.problems, *own.problems]
    model: Scenario | None = None
    marked = scenario
    if not problems:
        try:
            model = localized(data, scenario, words)
            marked = localized(data, scenario, words.policies)
        except ValidationError as error:
            problems.append(_unfit(error, places))
    notes = [note for each in sheets if each is not None for note in aside(each)]
    return Localization(model, scenario, marked, words, (*problems, *notes), places if model is not None else {})


def _unfit(error: ValidationError, places: dict[Path, Place]) -> Problem:
    """What the format says of a text of the agency's."""
    first = error.errors()[0]
    path = tuple(first["loc"])
    place = next((places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in places), next(iter(places.values())))
    return Problem(KIND, f"a scenario cannot hold this: {first['msg']}", place, mend="write it shorter")
