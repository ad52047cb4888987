"""What is told of an exercise before it is opened, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.library.catalogue import CatalogueEntry
from exporters.scenario.care import meaning
from exporters.wording.numbers import many, whole
from tui.library.shelf import Past, ShelfExercise

FOR_A_GROUP = "for a group"
"""Marks an exercise that is meant for a group with a facilitator."""


@dataclass(frozen=True, slots=True)
class Details:
    """An exercise, as a preview shows it. Texts may hold Markdown; an empty one is left out."""

    title: str
    summary: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """(what, text), in the order in which they are read."""


def details(exercise: ShelfExercise, past: Past, themes: Sequence[str]) -> Details:
    """What is told of an exercise. The lessons that it tests are not: they tell what to decide.

    Args:
        exercise: of the shelf.
        past: what was played.
        themes: what its lessons are about.
    """
    entry = exercise.entry
    pack = (("Pack", exercise.origin),) if exercise.origin else ()
    if entry.problem:
        return Details(
            entry.id,
            "This exercise has errors and cannot be played.",
            (*pack, ("What", entry.problem), ("Mend", "run `hotwash check` on its file to see all that is wrong")),
        )
    facts = [
        *pack,
        ("Time", f"{many(entry.solo, 'minute')} alone, {entry.class_} in a class"),
        ("Contains", contents(entry) or "nothing that its author noted"),
        ("Alone", "meant for a group with a facilitator: alone it is not scored" if entry.facilitated else ""),
        ("You", entry.you),
        ("Where", entry.setting),
        ("Played", _played(entry, past)),
        ("Lessons", "; ".join(themes) or ("" if entry.lessons else "none: nothing in it is graded")),
        ("Rests on", _report(entry)),
        ("Review", _reviews(entry)),
    ]
    return Details(entry.title, entry.summary, tuple((what, text) for what, text in facts if text))


def contents(entry: CatalogueEntry) -> str:
    """Its content notes in words; empty where there are none."""
    return ", ".join(map(meaning, entry.content_notes))


def played(entry: CatalogueEntry, past: Past) -> str:
    """How often it was finished and how well, in few words; empty if it was not."""
    times = past.played.get(entry.name, 0)
    best = past.best.get(entry.name)
    if not times:
        return ""
    return f"best {whole(best)}" if best is not None else "played"


def _played(entry: CatalogueEntry, past: Past) -> str:
    times = past.played.get(entry.name, 0)
    if not times:
        return "not yet"
    best = past.best.get(entry.name)
    return many(times, "time") + (f", best score {whole(best)}" if best is not None else "")


def _report(entry: CatalogueEntry) -> str:
    if not entry.report:
        return "no report: it is invented"
    draft = {"draft": "a report that is still a draft", "withdrawn": "a report that was withdrawn"}
    return draft.get(entry.report_status, "a report that was reviewed for sharing")


def _reviews(entry: CatalogueEntry) -> str:
    if not entry.reviews:
        return "not reviewed yet"
    now = entry.version
    return "; ".join(f"{role}, {date}{'' if read == now else ' (an earlier version)'}" for role, date, read in entry.reviews)
