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
"""Cells of a bar for everybody who is here."""
BRIEF = 20
"""The same where the text stands beside it."""


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

    def show(self, title: Content, bars: Sequence[VoteBar], here: int, *, brief: bool = False) -> None:
        """Show a distribution: each text under its bar, or, when it is brief, beside it and cut.

        Args:
            title: what was asked.
            bars: the choices and their votes.
            here: how many votes there could be: a bar that long is full.
            brief: whether there is little room.
        """
        counts = [share(bar.count, here) for bar in bars]
        wide = max((len(count) for count in counts), default=1)
        width = BRIEF if brief else WIDTH
        drawn = [_line(bar, f"{count:>{wide}}", here, width) for bar, count in zip(bars, counts, strict=True)]
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
                for row in ((Content(""), line), (Content("  "), literal(bar.text)))
            ]
            shown.update(Rows(*rows))


def share(count: int, here: int) -> str:
    """`5 of 18`."""
    return f"{count} of {here}" if here else str(count)


def filled(count: int, here: int, width: int) -> int:
    """Cells of a bar; one vote has one at least."""
    return max(bool(count), round(count / here * width)) if here else 0


def _line(bar: VoteBar, count: str, here: int, width: int) -> Content:
    cells = filled(bar.count, here, width)
    return Content.assemble((f"{bar.key} {count}  ", "bold"), ("█" * cells, "$place"), ("·" * (width - cells), "$rule"))
