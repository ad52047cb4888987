"""What stands beside the text for the instructor: headings, and lines that hang under them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Static

from sessions.classroom.section import Section
from tui.widgets.edge import Edge
from tui.widgets.prose import clean, inline, literal
from tui.widgets.rows import Lines


class Guide(Edge):
    """Sections in order."""

    async def show(self, sections: Sequence[Section]) -> None:
        """Show these, from the top."""
        widgets = []
        for section in sections:
            widgets.append(Static(literal(section.heading), classes="heading"))
            widgets.append(Lines(*((literal(lead, "bold"), inline(clean(text))) for lead, text in section.lines)))
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(widgets)
        self.scroll_home(animate=False)
