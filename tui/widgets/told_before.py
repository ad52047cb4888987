"""What was told before the story came back: folded until it is wanted."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from sessions.view import BEFORE
from tui.widgets.prose import literal


class ToldBefore(Vertical):
    """A line that names it, and the text."""

    def __init__(self, told: Iterable[Widget], key: str = "", *, folded: bool = False) -> None:
        """Show what was told. `key` is the one that folds and unfolds it; none where it always stands open."""
        super().__init__()
        self._told = tuple(told)
        self._key = key
        self._heading = Static(classes="before")
        self.folded = folded

    def compose(self) -> ComposeResult:
        """The heading, then the text."""
        yield self._heading
        yield from self._told

    def on_mount(self) -> None:
        """Fold it where that is wanted."""
        self.fold(folded=self.folded)

    def fold(self, *, folded: bool) -> None:
        """Fold or unfold the text."""
        self.folded = folded
        for part in self._told:
            part.display = not folded
        how = f" ({self._key} {'shows' if folded else 'folds'} it)" if self._key else ":"
        self._heading.update(literal(f"{BEFORE}{how}", "bold"))
