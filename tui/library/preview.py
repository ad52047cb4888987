"""What a scenario is about, beside the list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.library.details import Details
from tui.widgets.prose import inline, literal
from tui.widgets.rows import Lines, Rows


class Preview(VerticalScroll, can_focus=False):
    """Title, summary, and what else there is to know."""

    def compose(self) -> ComposeResult:
        """Empty until something is shown."""
        yield Static(id="title")
        yield Static(id="summary")
        yield Lines(classes="facts")

    def show(self, details: Details | None) -> None:
        """Show an exercise, or nothing."""
        found = details or Details("")
        self.query_one("#title", Static).update(literal(_line(found.title)))
        self.query_one("#summary", Static).update(inline(_line(found.summary)))
        width = max((len(what) for what, _ in found.facts), default=0) + 2
        rows = ((literal(what.ljust(width), "bold"), inline(_line(text))) for what, text in found.facts)
        self.query_one(".facts", Lines).update(Rows(*rows))
        self.scroll_home(animate=False)

    def read_on(self) -> None:
        """The next page; after the last one the first."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)


def _line(text: str) -> str:
    return " ".join(text.split())
