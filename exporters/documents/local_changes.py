"""What an agency says otherwise, as the facilitator's guide shows it: each line beside the scenario's own, marks by policy."""

from __future__ import annotations

from collections.abc import Iterator

from engine.pack.local.words import LocalMarks
from exporters.content.document import Block, Table, Text, TextBlock, bullets, join, plain, rows
from exporters.documents.parts import heading, line
from exporters.play.decision_line import MARKS
from exporters.scenario.outline import Outline, inject_name

CHANGED = "changed here"


def changed_here(outline: Outline) -> Iterator[Block]:
    """The section; nothing where nothing is said otherwise."""
    local = outline.bundle.local
    if not local:
        return
    yield heading("Changed here")
    yield TextBlock(plain("Your agency says these in its own words. They are what is read and printed."), "quiet")
    if local.texts:
        lines = [(_where(outline, key), line(text.was) if text.was else plain("nothing"), line(text.now))
                 for key, text in local.texts.items()]  # fmt: skip
        yield Table(rows(("Where", "The scenario's own", "Yours"))[0], rows(*lines), widths=(2, 5, 5), head_column=True)
    if local.marks:
        yield heading("By policy", 2)
        yield bullets([_policy(outline, each) for each in local.marks])


def is_changed(outline: Outline, key: str) -> bool:
    """Whether an agency says something otherwise under this key, or below it."""
    return any(other == key or other.startswith(f"{key}.") for other in outline.bundle.local.texts)


def _policy(outline: Outline, each: LocalMarks) -> Text:
    marks = "; ".join(f"{outline.lesson(mark[1:])}: {MARKS[mark[0]]}" for mark in each.marks)
    where = _where(outline, f"scene.{each.scene}.choice.{each.choice}.marks")
    return join(plain(f"{where}: {marks}, {each.cited}.", bold=True), *((" ", plain(each.why)) if each.why else ()))


def _where(outline: Outline, key: str) -> str:
    """A key as a facilitator names the place: `Decision 3, answer B`."""
    kind, _, rest = key.partition(".")
    name, *parts = rest.split(".")
    if kind != "scene":
        return {"help": "Who helps", "minutes": "Minutes", "objective": "Objective", "seat": "Seat", "discuss": "Hot wash",
                "inject": f"Inject “{inject_name(name)}”"}.get(kind, kind.capitalize())  # fmt: skip
    label = outline.label(name)
    place = label[0].upper() + label[1:]
    if parts[0] == "choice":
        return f"{place}, answer {outline.point[name].letter(parts[1])}"
    return f"{place}, {_PARTS.get(parts[0], parts[0])}"


_PARTS = {"text": "the story", "also": "what some read", "prompt": "the question", "seconds": "the limit", "discuss": "to ask"}
