"""Lines that hang under their first word: `1. text`, `+ text`, `- text`."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

from tui.widgets.prose import literal


class Rows(Visual):
    """Pairs of a lead and a body; the body wraps beside its lead."""

    def __init__(self, *rows: tuple[Content, Content]) -> None:
        self._rows = rows

    @property
    def plain(self) -> str:
        """The text, unwrapped."""
        return "\n".join(lead.plain + body.plain for lead, body in self._rows)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines at `width` cells."""
        strips: list[Strip] = []
        for lead, body in self._rows:
            indent = min(lead.cell_length, max(0, width - 1))
            leads = lead.render_strips(indent, 1, style, options) if indent else []
            for number, strip in enumerate(body.render_strips(max(1, width - indent), None, style, options)):
                before = leads[0] if leads and not number else Strip.blank(indent, style.rich_style)
                strips.append(Strip.join([before.extend_cell_length(indent, style.rich_style), strip]))
        return strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Cells that the widest line needs."""
        return max((lead.cell_length + body.get_optimal_width(rules, container_width) for lead, body in self._rows), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines at `width` cells."""
        return sum(body.get_height(rules, max(1, width - min(lead.cell_length, width - 1))) for lead, body in self._rows)


class Lines(Static):
    """Rows as a widget."""

    ALLOW_SELECT = False  # a selection by the mouse cannot tell leads from bodies

    def __init__(self, *rows: tuple[str | Content, str | Content], classes: str | None = None) -> None:
        super().__init__(Rows(*((_content(lead), _content(body)) for lead, body in rows)), classes=classes)


def _content(text: str | Content) -> Content:
    return literal(text) if isinstance(text, str) else text
