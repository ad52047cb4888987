"""Events of a play as a file may tell them: with all their fields, or without what would tell who voted how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.play.events import AnyEvent, Joined, Mended, Voted, Wished


def told_events(events: Sequence[AnyEvent], *, for_record: bool) -> list[dict[str, Any]]:
    """The events of a play as plain data; what is withheld is marked.

    No single vote is told, and no single count: from those that were corrected, or came one by one, a person could be told. Of
    a wish the words are told.

    Args:
        events: all of them, with every line as it was last mended.
        for_record: whether the class was told that it is for the record.
    """
    return [_told(event, events, for_record=for_record) for event in events]


def _told(event: AnyEvent, events: Sequence[AnyEvent], *, for_record: bool) -> dict[str, Any]:
    fields = event.model_dump(mode="json")
    match event:
        case Voted():
            may = False
        case Wished():
            return {name: value for name, value in fields.items() if name != "heads"} | {"withheld": True}
        case Joined():
            may = for_record or event.heads != 1
        case Mended():
            may = for_record or not isinstance(events[event.of], Joined)
        case _:
            may = True
    return fields if may else {name: fields[name] for name in ("seq", "at", "kind")} | {"withheld": True}
