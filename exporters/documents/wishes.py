"""What classes wanted and scenarios lacked: for authors, over all classes that are kept, by scenario and decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from engine.errors import ExportError
from exporters.content.document import Block, Document, Heading, Table, TextBlock, inline, join, plain, rows
from exporters.content.sheet import Sheet
from exporters.documents.play_parts import heading
from exporters.play.play_record import PlayRecord
from exporters.play.sentences import letter
from exporters.play.wishes import Wish, wishes
from exporters.wording.numbers import many

COLUMNS = ("scenario", "versions", "number", "scene", "prompt", "wanted", "people", "classes", "decided_instead")
SPREADSHEETS = ("csv", "xlsx")
ABOUT = (
    "Answers that classes wanted and a decision did not offer, in their words. Few wanting it is no reason to leave it out; "
    "the same answer in several classes is a reason to write it."
)


@dataclass(slots=True)
class _Wanted:
    """The same answer, wanted in one class or in several."""

    scenario: str
    """`pack/id`."""
    title: str
    scene: str
    number: int
    """Of the decision, in the newest version that was played."""
    prompt: str
    text: str
    people: int = 0
    """How many wanted it, as far as that was counted and may be told."""
    classes: set[str] = field(default_factory=set)
    """Ids of their plays."""
    versions: set[int] = field(default_factory=set)
    """Of the scenario."""
    instead: Counter[str] = field(default_factory=Counter)
    """What was decided in its stead -> how often."""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What was wanted, by how many, in how many classes, and what was decided instead."""
        instead = "\n".join(f"{text} ({many(count, 'time')})" for text, count in self.instead.most_common())
        return self.text, str(self.people or ""), str(len(self.classes)), instead


def wishes_of_classes(records: Sequence[PlayRecord], format_: str) -> Document | Sheet:
    """The wishes of these classes: a table for a spreadsheet, and else a document.

    Raises:
        ExportError: no class wanted anything that its scenario lacks.
    """
    found = _collected(records)
    if not found:
        raise ExportError("no class that is kept wanted something else; u in class keeps what the room wants and no letter says")
    return _sheet(found) if format_ in SPREADSHEETS else _document(found, len({id_ for w in found for id_ in w.classes}))


def _collected(records: Sequence[PlayRecord]) -> list[_Wanted]:
    """The wishes by scenario and decision, what most wanted first. Words of a decision are those of its newest version."""
    found: dict[tuple[str, str, str], _Wanted] = {}
    for record in sorted(records, key=lambda record: -record.bundle.scenario.version):
        for wish in wishes(record):
            key = record.bundle.name, wish.scene, " ".join(wish.text.casefold().split()).rstrip(".!")
            _count(found.setdefault(key, _new(record, wish)), record, wish)
    return sorted(found.values(), key=lambda w: (w.scenario, w.number, w.scene, -len(w.classes), -w.people, w.text))


def _new(record: PlayRecord, wish: Wish) -> _Wanted:
    scenario = record.bundle.scenario
    decision = scenario.scenes[wish.scene].decision
    assert decision is not None
    number = record.play.program.decision_numbers[wish.scene]
    return _Wanted(record.bundle.name, scenario.title, wish.scene, number, decision.prompt, " ".join(wish.text.split()))


def _count(wanted: _Wanted, record: PlayRecord, wish: Wish) -> None:
    wanted.people += wish.heads or 0
    wanted.classes.add(record.play_id)
    wanted.versions.add(record.bundle.scenario.version)
    if wish.commit is not None:
        decision = record.bundle.scenario.scenes[wish.scene].decision
        assert decision is not None
        text = " ".join(decision.choices[wish.commit.choice].text.split())
        wanted.instead[f"{letter(record, wish.scene, wish.commit.choice)}{text}"] += 1


def _versions(some: Sequence[_Wanted]) -> str:
    return ", ".join(str(version) for version in sorted({v for wanted in some for v in wanted.versions}))


def _sheet(wanted: Sequence[_Wanted]) -> Sheet:
    return Sheet("wishes", "What classes wanted", COLUMNS, tuple(map(_row, wanted)), (28, 10, 8, 18, 40, 50, 8, 8, 50))


def _row(one: _Wanted) -> tuple[str | int, ...]:
    *_, instead = one.cells
    where = one.scenario, _versions([one]), one.number, one.scene, one.prompt
    return *where, one.text, one.people or "", len(one.classes), instead


def _document(found: Sequence[_Wanted], classes: int) -> Document:
    return Document(
        name="wishes",
        title="What classes wanted",
        subtitle="For authors: answers that the scenarios lack",
        blocks=(TextBlock(plain(ABOUT)), *_scenarios(found)),
        facts=(("Classes", str(classes)),),
        footer="What classes wanted",
    )


def _scenarios(found: Sequence[_Wanted]) -> Iterator[Block]:
    head = rows(("Wanted", "People", "Classes", "Decided instead"))[0]
    for _, of_scenario in groupby(found, key=lambda w: w.scenario):
        some = list(of_scenario)
        yield heading(some[0].title)
        yield TextBlock(plain(f"{some[0].scenario}, version {_versions(some)}"), "quiet")
        for scene, of_decision in groupby(some, key=lambda w: w.scene):
            wanted = list(of_decision)
            yield Heading(2, join(f"{wanted[0].number}. ", inline(wanted[0].prompt), f" ({scene})"))
            yield Table(head, rows(*(w.cells for w in wanted)), widths=(6, 1, 1, 6))
