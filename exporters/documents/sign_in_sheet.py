"""The sign-in sheet: who was there, and nothing of what they did."""

from __future__ import annotations

from engine.play.bundle import Bundle
from exporters.content.document import Document, Rules, Table, TextBlock, join, plain, rows
from exporters.documents.parts import facts

LINES = 15
"""On the page."""
_HEAD = ("No.", "Name", "Agency or unit", "Position", "Time in", "Signature")
_ROOM = join("\u00a0\n\u00a0")
"""Room to write by hand: two lines."""


def sign_in_sheet(bundle: Bundle) -> Document:
    """One page."""
    scenario = bundle.scenario
    apart = "This list says who was here. It is kept apart: no vote, no decision and no feedback is joined to it."
    lines = [(f"{number}", _ROOM, "", "", "", "") for number in range(1, LINES + 1)]
    return Document(
        name=f"{scenario.id}-sign-in-sheet",
        title="Sign-in sheet",
        subtitle=scenario.title,
        blocks=(
            Rules(("Date and place", "Instructor")),
            TextBlock(plain(apart), "quiet"),
            Table(rows(_HEAD)[0], rows(*lines), widths=(2, 7, 5, 5, 3, 6)),
        ),
        facts=facts(bundle)[:1],
        footer=f"{scenario.title} · sign-in sheet",
    )
