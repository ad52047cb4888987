"""Every sentence for people in a scenario or a report, with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from engine.pack.diagnostics import Path, Place
from engine.pack.document import YamlDocument
from engine.pack.report import Report
from engine.pack.scenario import Decision, Scenario
from engine.pack.validation import is_prose, takes_text


class Prose(NamedTuple):
    """A text for people."""

    path: Path
    text: str
    scene: str | None = None
    """The scene that it stands in."""
    met: bool = True
    """Whether participants read it in the course of a play; notes and discussion they do not."""


def of_scenario(scenario: Scenario) -> Iterator[Prose]:
    """Every text of a scenario, in the file's order as far as possible."""
    for key in ("title", "summary", "you", "setting"):
        yield Prose((key,), getattr(scenario, key))
    for number, objective in enumerate(scenario.objectives):
        yield Prose(("objectives", number, "text"), objective.text, met=False)
    for seat, name in scenario.seats.items():
        yield Prose(("seats", seat), name)
    yield from _scenes(scenario)
    for id_, inject in scenario.injects.items():
        path: Path = ("injects", id_)
        yield Prose((*path, "text"), inject.text)
        yield from _asides(path, inject.notes, inject.discuss, None)
    for number, claim in enumerate(scenario.claims):
        if claim.because:
            yield Prose(("claims", number, "because"), claim.because, met=False)
    yield from _asides((), None, scenario.discuss, None)


def _scenes(scenario: Scenario) -> Iterator[Prose]:
    for name, scene in scenario.scenes.items():
        path: Path = ("scenes", name)
        yield Prose((*path, "text"), scene.text, name)
        for number, paragraph in enumerate(scene.also):
            yield Prose((*path, "also", number, "text"), paragraph.text, name)
        yield from _asides(path, scene.notes, (), name)
        if scene.decision:
            yield from _decision((*path, "decision"), scene.decision, name)
        if scene.ending:
            yield Prose((*path, "ending", "title"), scene.ending.title, name)


def _decision(path: Path, decision: Decision, scene: str) -> Iterator[Prose]:
    yield Prose((*path, "prompt"), decision.prompt, scene)
    yield from _asides(path, None, decision.discuss, scene)
    for id_, choice in decision.choices.items():
        for key in ("text", "why", "critical", "result"):
            text = getattr(choice, key)
            if text:
                yield Prose((*path, "choices", id_, key), text, scene)


def _asides(path: Path, notes: str | None, discuss: tuple[str, ...], scene: str | None) -> Iterator[Prose]:
    if notes:
        yield Prose((*path, "notes"), notes, scene, met=False)
    for number, question in enumerate(discuss):
        yield Prose((*path, "discuss", number), question, scene, met=False)


def of_report(report: Report) -> Iterator[Prose]:
    """Every text of a report, in the file's order as far as possible."""
    yield Prose(("title",), report.title)
    if report.source.note:
        yield Prose(("source", "note"), report.source.note)
    for key in ("call_type", "place", "light", "weather"):
        yield Prose(("setting", key), getattr(report.setting, key))
    for number, beat in enumerate(report.beats):
        yield Prose(("beats", number), beat)
    yield Prose(("what_nearly_happened",), report.what_nearly_happened)
    if report.advice:
        yield Prose(("advice",), report.advice)
    yield from _asides((), None, report.discuss, None)
    for number, removed in enumerate(report.review.removed):
        yield Prose(("review", "removed", number), removed)


def of_data(data: Any, model: type[BaseModel], path: Path = ()) -> Iterator[Prose]:
    """Every text in what was read of a file that is no sound `model`: also sentences where something else belongs."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from of_data(value, model, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from of_data(value, model, (*path, number))
    elif isinstance(data, str) and path and (is_prose(model, path) or (" " in data and not takes_text(model, path))):
        yield Prose(path, data)


def place(doc: YamlDocument, prose: Prose, start: int, end: int) -> Place:
    """Where a stretch of a text stands in its file: the line and column of its first word.

    In folded and block texts, too. The whole text, where escapes keep the stretch from being found.
    """
    whole = doc.place(prose.path)
    offset = doc.line_starts[whole.line - 1] + whole.column - 1
    source = doc.joined
    words = re.compile(r"\s+".join(map(re.escape, prose.text[start:end].split())))
    earlier = sum(1 for _ in words.finditer(prose.text[:start]))
    for number, match in enumerate(words.finditer(source, offset, offset + 2 * len(prose.text) + 2000)):
        if number == earlier:
            line = bisect_right(doc.line_starts, match.start())
            column = match.start() - doc.line_starts[line - 1]
            length = len(match[0].split("\n")[0].rstrip())
            return Place(whole.file, line, column + 1, length)
    return whole
