"""Where a class stands among the phases of a decision."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static


class PhaseBar(Static):
    """`Read › [Vote] › Result › Discuss › Decide`."""

    def show(self, names: Sequence[str], current: int | None, alone: str = "") -> None:
        """Show the phases with the current one in brackets; or one name alone, where the class is in none of them."""
        if current is None:
            self.update(Content.styled(f"[{alone}]", "bold reverse") if alone else Content(""))
            return
        parts: list[Content] = []
        for number, name in enumerate(names):
            if number:
                parts.append(Content.styled(" › ", "$quiet"))
            parts.append(Content.styled(f"[{name}]", "bold reverse") if number == current else Content(name))
        self.update(Content("").join(parts))
