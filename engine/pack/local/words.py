"""What an agency says in its own words, and where its policy differs, as it is applied and kept with a play.

It holds keys and texts alone, no lines of a file: two sheets that say the same make the same scenario, with the same digest.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from engine.pack.local.slots import LocalKind, LocalSlot, helper_slots, slots
from engine.pack.scalars import Mark
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class LocalText(_Kept):
    """A line that is said otherwise."""

    was: str
    """The scenario's own."""
    now: str
    """The agency's."""


class LocalMarks(_Kept):
    """Where an agency's policy marks a choice otherwise, or says why it marks it so."""

    scene: str
    choice: str
    marks: tuple[Mark, ...]
    """Of the lessons of which the policy speaks; the others keep their marks."""
    policy: str
    """As the agency calls it: `order 4.2`."""
    why: str = ""

    @property
    def cited(self) -> str:
        """`by your agency's order 4.2`."""
        return f"by your agency's {self.policy}"

    @property
    def sentence(self) -> str:
        """What is added to the reason of the choice."""
        return f"By your agency's {self.policy}: {self.why}" if self.why else f"Marked by your agency's {self.policy}."


class LocalWords(_Kept):
    """All that an agency changed in a scenario."""

    format: Literal[1] = 1
    """Of the keys, for plays that are kept."""
    texts: Mapping[str, LocalText] = {}
    """Key of a slot -> its texts."""
    marks: tuple[LocalMarks, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.texts or self.marks)

    @property
    def policies(self) -> LocalWords:
        """The marks alone."""
        return LocalWords(marks=self.marks)

    def cited(self, scene: str, choice: str) -> dict[str, LocalMarks]:
        """Lesson -> what marks it at a choice, where a policy does."""
        return {mark[1:]: each for each in self.marks if (each.scene, each.choice) == (scene, choice) for mark in each.marks}

    def as_json(self) -> bytes:
        """For keeping; the same words give the same bytes."""
        return self.model_dump_json(exclude_defaults=True).encode()


# Without validation, which most commands never need of this model.
NOTHING_LOCAL = LocalWords.model_construct()


def localized(data: dict[str, Any], scenario: Scenario, words: LocalWords) -> Scenario:
    """The scenario as an agency says it.

    Args:
        data: what the scenario's file says; it is left as it is.
        scenario: the same as a model.
        words: what the agency says.

    Raises:
        ValidationError: a text is none that a scenario can hold.
    """
    changed = copy.deepcopy(data)
    for path, value in _values(slots(scenario), words).items():
        *way, last = path
        _at(changed, tuple(way))[last] = value
    for each in words.marks:
        choice = _at(changed, ("scenes", each.scene, "decision", "choices", each.choice))
        kept = {mark[1:]: mark for mark in choice.get("marks", ())} | {mark[1:]: mark for mark in each.marks}
        choice["marks"] = list(kept.values())
        choice["why"] = " ".join(part for part in (choice.get("why"), each.sentence) if part)
    return Scenario.model_validate(changed)


def localized_pack(info: PackInfo, words: LocalWords) -> PackInfo:
    """The settings of a pack, with the agency's own helpers."""
    found = _values(helper_slots(info), words)
    if not found:
        return info
    helpers = [helper.model_dump() for helper in info.resources]
    for path, value in found.items():
        if len(path) > 1:
            helpers[int(path[1])][str(path[2])] = value
    made = type(info.resources[0]).model_validate if info.resources else None
    checked = bool(found.get(("resources_checked",), info.resources_checked))
    return info.model_copy(update={
        "resources": tuple(made(helper) for helper in helpers) if made else (), "resources_checked": checked,
    })  # fmt: skip


def _values(found: Any, words: LocalWords) -> dict[tuple[str | int, ...], Any]:
    """Path -> the value that is to stand there."""
    texts: dict[tuple[str | int, ...], list[str]] = defaultdict(list)
    values: dict[tuple[str | int, ...], Any] = {}
    changed = set()
    for slot in found:
        if slot.kind is LocalKind.MARKS:
            continue
        text = words.texts.get(slot.key)
        if text is not None:
            changed.add(slot.path)
        if slot.kind is LocalKind.PARAGRAPH:
            texts[slot.path].append(text.now if text else slot.text)
        elif text is not None:
            values[slot.path] = _value(slot, text.now)
    return values | {path: "\n\n".join(parts) for path, parts in texts.items() if path in changed}


def _value(slot: LocalSlot, text: str) -> Any:
    match slot.kind:
        case LocalKind.NUMBER:
            return int(text)
        case LocalKind.FLAG:
            return text == "yes"
        case _:
            return text


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data
