"""Carry what was filled into a sheet over to the scenario as it is: what fits is kept, the rest is put aside with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.pack.local.sheet import ABOUT, LocalSheet, SheetEntry, same
from engine.pack.local.slots import LocalKind, LocalSlot, fingerprint

OWN = ("yours", "policy", "why")
"""Labels under which somebody writes."""


@dataclass(frozen=True, slots=True)
class PutAside:
    """What somebody wrote for a line that has changed or gone."""

    key: str
    was: str
    """The line that it was for."""
    own: dict[str, str]
    """Label -> text."""


@dataclass
class Refill:
    """What was filled in, by where it belongs."""

    own: dict[str, dict[str, str]] = field(default_factory=dict)
    """Key -> label -> text."""
    everywhere: list[tuple[str, str]] = field(default_factory=list)
    """(word of the scenario, word of the agency)."""
    aside: list[PutAside] = field(default_factory=list)
    """In the order in which it was put aside."""
    fresh: list[str] = field(default_factory=list)
    """Keys of what is put aside this time."""
    moved: list[tuple[str, str]] = field(default_factory=list)
    """(key before, key) of texts whose line stands in another place."""
    rescued: list[str] = field(default_factory=list)
    """Keys where the scenario's line was written over in the sheet: what stood there is kept as the agency's own."""


def refill(sheet: LocalSheet, known: Iterable[LocalSlot]) -> Refill:
    """Sort what was filled in. Nothing of it is lost.

    Args:
        sheet: without a problem in its form.
        known: what may be said otherwise in the scenario as it is.
    """
    slots = {slot.key: slot for slot in known}
    made = Refill()
    for entry in sheet.aside:
        made.aside.append(PutAside(entry.key, entry.text("was"), _own(entry)))
    for entry in sheet.everywhere:
        if entry.text("here") or entry.text("yours"):
            made.everywhere.append((entry.text("here"), entry.text("yours")))
    unchanged = sheet.about("made from").endswith(fingerprint(slots.values()))
    homeless = [entry for key, entry in sheet.entries.items() if key != ABOUT and not _settled(made, entry, slots, unchanged)]
    for entry in homeless:
        _rehouse(made, entry, slots)
    return made


def _settled(made: Refill, entry: SheetEntry, slots: dict[str, LocalSlot], unchanged: bool) -> bool:
    """Keep what stands under its own line; answers whether there is nothing left to be done about the entry."""
    slot, own, here = slots.get(entry.key), _own(entry), entry.text("here")
    if slot is not None and same(here, slot.text):
        if own:
            made.own[entry.key] = own
        return True
    if slot is None or not unchanged:
        return not own
    # The scenario is what it was, so somebody wrote over its line.
    if here and not own.get("yours"):
        made.own[entry.key] = {"yours": here, **own}
        made.rescued.append(entry.key)
        return True
    if own:
        made.own[entry.key] = own
    if here:
        made.aside.append(PutAside(entry.key, slot.text, {"yours": here}))
        made.fresh.append(entry.key)
    return True


def _rehouse(made: Refill, entry: SheetEntry, slots: dict[str, LocalSlot]) -> None:
    """Move a text to where its very line now stands, if that is in one place alone; else put it aside."""
    here, own = entry.text("here"), _own(entry)
    twins = [
        slot for slot in slots.values()
        if slot.kind in (LocalKind.LINE, LocalKind.PARAGRAPH) and slot.key not in made.own and same(slot.text, here)
    ]  # fmt: skip
    if here and len(twins) == 1 and set(own) == {"yours"}:
        made.own[twins[0].key] = own
        made.moved.append((entry.key, twins[0].key))
    else:
        made.aside.append(PutAside(entry.key, here, own))
        made.fresh.append(entry.key)


def _own(entry: SheetEntry) -> dict[str, str]:
    return {label: text for label in OWN if (text := entry.text(label))}
