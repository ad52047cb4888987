"""How a class voted: a bar for each choice, with its letter and count, so that colour need not tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.widgets.prose import literal
from tui.widgets.rows import Rows

WIDTH = 40
BRIEF = 20
"""Cells of the longest bar where the text stands beside it."""


@dataclass(frozen=True, slots=True)
class VoteBar:
    """A choice and its votes."""

    key: str
    text: str
    count: int


class Bars(VerticalScroll, can_focus=False):
    """One under the other, in the order of the letters."""

    def compose(self) -> ComposeResult:
        """The question, and the bars."""
        yield Static(id="of")
        yield Static(id="drawn")

    def show(self, title: Content, bars: Sequence[VoteBar], *, brief: bool = False) -> None:
        """Show a distribution: each text under its bar, or, when it is brief, beside it and cut."""
        most = max((bar.count for bar in bars), default=0)
        wide = max((len(str(bar.count)) for bar in bars), default=1)
        drawn = [_line(bar, most, wide, BRIEF if brief else WIDTH) for bar in bars]
        self.query_one("#of", Static).update(title)
        shown = self.query_one("#drawn", Static)
        shown.set_class(brief, "brief")
        if brief:
            lines = [Content.assemble(line, "  ", literal(bar.text)) for line, bar in zip(drawn, bars, strict=True)]
            shown.update(Content("\n").join(lines))
        else:
            rows = [
                row
                for line, bar in zip(drawn, bars, strict=True)
                for row in ((Content(""), line), (Content(" " * (wide + 4)), literal(bar.text)))
            ]
            shown.update(Rows(*rows))


def _line(bar: VoteBar, most: int, wide: int, width: int) -> Content:
    filled = round(bar.count / most * width) if most else 0
    room = width - filled if width == BRIEF else 0
    return Content.assemble(
        (f"{bar.key} {bar.count:>{wide}}  ", "bold"), ("█" * filled, "$primary"), ("·" * room, "$foreground 40%")
    )
