"""Events of a play as a file may tell them: with all their fields, or without what would tell who voted how."""

from __future__ import annotations

from typing import Any

from engine.play.events import AnyEvent, Joined, Voted, Wished


def told_event(event: AnyEvent, *, for_record: bool) -> dict[str, Any]:
    """An event as plain data; what is withheld is marked.

    No single vote is told, and no single count: from those that were corrected, or came one by one, a person could be told. Of
    a wish the words are told.

    Args:
        event: the event.
        for_record: whether its class was told that it is for the record.
    """
    fields = event.model_dump(mode="json")
    match event:
        case Voted():
            may = False
        case Wished():
            return {name: value for name, value in fields.items() if name != "heads"} | {"withheld": True}
        case Joined():
            may = for_record or event.heads != 1
        case _:
            may = True
    return fields if may else {name: fields[name] for name in ("seq", "at", "kind")} | {"withheld": True}
