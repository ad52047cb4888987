"""The words and numbers of a scenario that an agency may say in its own way: each under a plain key.

A key stays what it is while the parts of the scenario keep their ids: `scene.arrive.text.2` is the second paragraph of a scene.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from engine.pack.diagnostics import Path
from engine.pack.scenario import Choice, Decision, Inject, Scenario, Scene
from engine.pack.settings import PackInfo

_BLANK = re.compile(r"\n[ \t]*\n\s*")
"""What parts paragraphs."""


class LocalKind(StrEnum):
    """What may stand in a slot."""

    LINE = "line"
    """Text on one line."""
    PARAGRAPH = "paragraph"
    """One paragraph of a longer text; more than one may stand for it."""
    NUMBER = "number"
    """A whole number of at least 1."""
    FLAG = "flag"
    """`yes` or `no`."""
    MARKS = "marks"
    """How a choice treats its lessons."""


class LocalSlot(NamedTuple):
    """One thing that may be said otherwise."""

    key: str
    """As a sheet names it."""
    path: Path
    """Where it stands in the scenario's file; of a helper, in `pack.yaml`."""
    text: str
    """What stands there."""
    kind: LocalKind = LocalKind.LINE
    paragraph: int = 0
    """Place of the paragraph in its text, from 0."""


def slots(scenario: Scenario) -> Iterator[LocalSlot]:
    """Everything in a scenario that may be said otherwise, in the order of the file."""
    for name in ("title", "summary", "you", "setting"):
        yield LocalSlot(name, (name,), getattr(scenario, name))
    yield LocalSlot("minutes.solo", ("minutes", "solo"), str(scenario.minutes.solo), LocalKind.NUMBER)
    yield LocalSlot("minutes.class", ("minutes", "class"), str(scenario.minutes.class_), LocalKind.NUMBER)
    for seat, name in scenario.seats.items():
        yield LocalSlot(f"seat.{seat}", ("seats", seat), name)
    for number, objective in enumerate(scenario.objectives):
        yield LocalSlot(f"objective.{number + 1}", ("objectives", number, "text"), objective.text)
    for name, scene in scenario.scenes.items():
        yield from _scene(name, scene)
    for name, inject in scenario.injects.items():
        yield from _inject(name, inject)
    yield from _questions("", (), scenario.discuss)


def helper_slots(info: PackInfo) -> Iterator[LocalSlot]:
    """Who helps, and under which number."""
    for number, helper in enumerate(info.resources):
        key, path = f"help.{number + 1}", ("resources", number)
        yield LocalSlot(f"{key}.name", (*path, "name"), helper.name)
        yield LocalSlot(f"{key}.phone", (*path, "contact"), helper.contact)
        yield LocalSlot(f"{key}.note", (*path, "note"), helper.note or "")
    yield LocalSlot("help.checked", ("resources_checked",), "yes" if info.resources_checked else "no", LocalKind.FLAG)


def fingerprint(known: Iterable[LocalSlot]) -> str:
    """Tells the texts of these slots, in whatever order, from every other, in eight digits."""
    digest = hashlib.sha256()
    for slot in sorted(known):
        digest.update(f"{slot.key}\0{flat(slot.text)}\0".encode())
    return digest.hexdigest()[:8]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text."""
    return _BLANK.split(text.strip())


def flat(text: str) -> str:
    """The text, wherever its lines are broken."""
    return " ".join(text.split())


def _scene(name: str, scene: Scene) -> Iterator[LocalSlot]:
    key, path = f"scene.{name}", ("scenes", name)
    yield from _prose(f"{key}.text", (*path, "text"), scene.text)
    for number, paragraph in enumerate(scene.also):
        yield from _prose(f"{key}.also.{number + 1}", (*path, "also", number, "text"), paragraph.text)
    yield from _prose(f"{key}.notes", (*path, "notes"), scene.notes)
    if scene.decision is not None:
        yield from _decision(key, (*path, "decision"), scene.decision)
    if scene.ending is not None:
        yield LocalSlot(f"{key}.ending", (*path, "ending", "title"), scene.ending.title)


def _decision(key: str, path: Path, decision: Decision) -> Iterator[LocalSlot]:
    yield LocalSlot(f"{key}.prompt", (*path, "prompt"), decision.prompt)
    if decision.seconds is not None:
        yield LocalSlot(f"{key}.seconds", (*path, "seconds"), str(decision.seconds), LocalKind.NUMBER)
    for name, choice in decision.choices.items():
        yield from _choice(f"{key}.choice.{name}", (*path, "choices", name), choice)
    yield from _questions(f"{key}.", path, decision.discuss)


def _choice(key: str, path: Path, choice: Choice) -> Iterator[LocalSlot]:
    yield LocalSlot(f"{key}.text", (*path, "text"), choice.text)
    for name in ("why", "result", "critical"):
        text: str | None = getattr(choice, name)
        if text is not None:
            yield LocalSlot(f"{key}.{name}", (*path, name), text)
    yield LocalSlot(f"{key}.marks", (*path, "marks"), " ".join(choice.marks), LocalKind.MARKS)


def _inject(name: str, inject: Inject) -> Iterator[LocalSlot]:
    key, path = f"inject.{name}", ("injects", name)
    yield from _prose(f"{key}.text", (*path, "text"), inject.text)
    yield from _prose(f"{key}.notes", (*path, "notes"), inject.notes)
    yield from _questions(f"{key}.", path, inject.discuss)


def _prose(key: str, path: Path, text: str | None) -> Iterator[LocalSlot]:
    for number, paragraph in enumerate(paragraphs(text) if text else ()):
        yield LocalSlot(f"{key}.{number + 1}", path, paragraph, LocalKind.PARAGRAPH, number)


def _questions(key: str, path: Path, questions: tuple[str, ...]) -> Iterator[LocalSlot]:
    for number, question in enumerate(questions):
        yield LocalSlot(f"{key}discuss.{number + 1}", (*path, "discuss", number), question)
