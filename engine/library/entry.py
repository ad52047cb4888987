"""A scenario as a library tells of it, and how it is read from its file and kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from engine.errors import PackError
from engine.library.catalogued_decisions import decisions_of
from engine.pack.contents import REPORTS
from engine.pack.folder import Pack, read_file
from engine.pack.local.sheet_places import sheet_paths
from engine.pack.report import Report
from engine.pack.scalars import FACILITATED
from engine.pack.scenario import Scenario, Scene

Stamp: TypeAlias = tuple[int, int]
"""Time of the last change, in nanoseconds, and size in bytes; (0, 0) of a file that is not there."""
_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A scenario, as a library tells of it. Of one that cannot be read only `pack`, `id` and `problem` say something."""

    pack: str
    """Name of its pack."""
    id: str
    version: int = 0
    title: str = ""
    summary: str = ""
    you: str = ""
    setting: str = ""
    solo: int = 0
    """Minutes for one person."""
    class_: int = 0
    """Minutes for a class."""
    topics: tuple[str, ...] = ()
    content_notes: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    """Lessons that its decisions test, in the order in which they come."""
    decisions: tuple[str, ...] = ()
    """Those that test lessons, as `engine.library.catalogued_decisions` writes and reads them."""
    report: str = ""
    """Id of the report that it retells, or empty."""
    report_status: str = ""
    """`draft`, `publishable` or `withdrawn`; empty without a report."""
    reviews: tuple[tuple[str, str, int], ...] = ()
    """(role, date, version) of each review."""
    story: str = ""
    """Every word that its scenes before an ending may tell, once, in lower case, with spaces between: to search, not to show."""
    problem: str = ""
    """Why it cannot be played, as far as reading it tells; or empty."""

    @property
    def name(self) -> str:
        """`pack/id`."""
        return f"{self.pack}/{self.id}"

    @property
    def facilitated(self) -> bool:
        """Whether it is meant for a group with a facilitator."""
        return not FACILITATED.isdisjoint(self.content_notes)


class Kept(NamedTuple):
    """An entry, and what it was read from."""

    scenario: Stamp
    report: Stamp
    """(0, 0) without a report."""
    sheets: tuple[Stamp, Stamp]
    """Of an agency's local words: the scenario's own, and that of all scenarios."""
    entry: CatalogueEntry

    def fresh(self, pack: str, path: Path) -> bool:
        """Whether neither the scenario's file nor its report's nor a sheet of it has changed, nor the pack's name."""
        return (self.entry.pack == pack and self.scenario == _stamp(path) and self.sheets == _sheet_stamps(pack, path)
                and self.report == _stamp(_report(path, self.entry.report)))  # fmt: skip

    def as_json(self) -> list[Any]:
        """Plain data, from which `from_json` makes it again."""
        return [self.scenario, self.report, self.sheets, asdict(self.entry)]


def from_json(data: list[Any]) -> Kept:
    """What `Kept.as_json` answered.

    Raises:
        ValueError, TypeError, AttributeError: it is something else.
    """
    scenario, report, (own, shared), entry = data
    return Kept(
        _pair(scenario),
        _pair(report),
        (_pair(own), _pair(shared)),
        CatalogueEntry(**{name: _CHECKS.get(name, str)(value) for name, value in entry.items()}),
    )


def _pair(data: list[int]) -> Stamp:
    time, size = data
    return int(time), int(size)


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "topics": tuple, "content_notes": tuple, "lessons": tuple, "decisions": tuple,
    "reviews": lambda reviews: tuple((str(role), str(date), int(version)) for role, date, version in reviews),
    "version": int, "solo": int, "class_": int,
}  # fmt: skip


def read_entry(pack: str, path: Path) -> Kept:
    """Read a scenario's file, and how far its report is from being shared. Never raises: a problem becomes part of the entry."""
    stamp, sheets = _stamp(path), _sheet_stamps(pack, path)
    try:
        # What an agency says otherwise is read by its pack, and rests on that one's settings.
        file = read_file(path, Scenario) if sheets == _NO_SHEETS else Pack(path.parent).file(path, Scenario)
    except PackError as error:
        return Kept(stamp, (0, 0), sheets, CatalogueEntry(pack, path.stem, problem=str(error)))
    if file.model is None:
        first = file.problems[0]
        problem = f"{Path(first.place.file).name}, line {first.place.line}: {first.message}"
        return Kept(stamp, (0, 0), sheets, CatalogueEntry(pack, path.stem, problem=problem))
    scenario = file.model
    report = _report(path, scenario.report or "")
    report_stamp, status = _stamp(report), _status(report)
    entry = CatalogueEntry(
        pack=pack, id=path.stem, version=scenario.version, title=scenario.title, summary=scenario.summary,
        you=scenario.you, setting=scenario.setting, solo=scenario.minutes.solo, class_=scenario.minutes.class_,
        topics=scenario.topics, content_notes=scenario.content_notes, lessons=_tested(scenario),
        decisions=tuple(decision.line() for decision in decisions_of(scenario)),
        report=scenario.report or "", report_status=status,
        reviews=tuple((review.role, review.date, review.version) for review in scenario.reviews),
        story=_story(scenario),
        problem=f"its report `{scenario.report}` is missing or has errors" if report and not status else "",
    )  # fmt: skip
    return Kept(stamp, report_stamp, sheets, entry)


_NO_SHEETS: tuple[Stamp, Stamp] = ((0, 0), (0, 0))


def _sheet_stamps(pack: str, path: Path) -> tuple[Stamp, Stamp]:
    own, shared = sheet_paths(path.parent, pack, path.stem)
    return _stamp(own), _stamp(shared)


def _status(report: Path | None) -> str:
    """How far a report is from being shared; empty where there is none, or it cannot be read."""
    try:
        found = read_file(report, Report).model if report else None
    except PackError:
        found = None
    return found.review.status if found else ""


def _tested(scenario: Scenario) -> tuple[str, ...]:
    decisions = (scene.decision for scene in scenario.scenes.values() if scene.decision is not None)
    return tuple(dict.fromkeys(lesson for decision in decisions for lesson in decision.tests))


def _story(scenario: Scenario) -> str:
    """The words of what is told and asked on the way. Where it ends, and how, is no word to be found by."""
    told = [text for scene in scenario.scenes.values() if scene.ending is None for text in _texts(scene)]
    told += [inject.text for inject in scenario.injects.values()]
    return " ".join(sorted(set(_WORD.findall(" ".join(told).lower()))))


def _texts(scene: Scene) -> Iterator[str]:
    yield scene.text
    yield from (paragraph.text for paragraph in scene.also)
    if scene.decision is not None:
        yield scene.decision.prompt
        yield from (choice.text for choice in scene.decision.choices.values())


def _report(scenario: Path, id_: str) -> Path | None:
    return scenario.parent / REPORTS / f"{id_}.yaml" if id_ else None


def _stamp(path: Path | None) -> Stamp:
    try:
        stat = path.stat() if path else None
    except OSError:
        stat = None
    return (stat.st_mtime_ns, stat.st_size) if stat else (0, 0)
