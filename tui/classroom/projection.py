"""A slide of the shared screen: few words, room around them, nothing by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from sessions.classroom.slide import VoteCount, WallSlide
from tui.widgets.prose import Block, blocks, inline, literal
from tui.widgets.rows import Lines

WIDEST = 40
"""Cells of the longest bar."""


class Projection(VerticalScroll, can_focus=False):
    """The body of a slide, one page of it at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._page = 1

    @property
    def pages(self) -> int:
        """How many pages the slide has at this size."""
        height = max(1, self.size.height)
        return max(1, -(-self.virtual_size.height // height))

    @property
    def page(self) -> int:
        """The page that is shown, from 1."""
        return max(1, min(self._page, self.pages))

    async def show(self, slide: WallSlide) -> None:
        """Show a slide."""
        self._page = slide.page
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(self._parts(slide))
        self.call_after_refresh(self.turn, slide.page)

    def turn(self, page: int) -> None:
        """Show a page; one beyond the last is the last."""
        self._page = page
        self.scroll_to(y=(self.page - 1) * self.size.height, animate=False, force=True)

    def on_resize(self) -> None:
        """Stay on the page."""
        self.call_after_refresh(self.turn, self._page)

    def _parts(self, slide: WallSlide) -> Iterator[Widget]:
        for text in slide.text:
            yield from (_block(block) for block in blocks(text))
        if slide.prompt:
            yield Static(inline(" ".join(slide.prompt.split())).stylize("bold"), classes="prompt")
        most = max((bar.count or 0 for bar in slide.bars), default=0)
        for bar in slide.bars:
            yield Lines(*self._bar(bar, most), classes="bar")
        for question in slide.questions:
            yield Lines(("?  ", inline(" ".join(question.split()))), classes="question")
        if slide.hint:
            yield Static(literal(slide.hint), classes="hint")

    def _bar(self, bar: VoteCount, most: int) -> Iterator[tuple[Content, Content]]:
        yield literal(f" {bar.letter}  ", "bold reverse"), Content.assemble(" ", inline(" ".join(bar.text.split())))
        if bar.count is not None:
            cells = round(bar.count / most * WIDEST) if most else 0
            yield literal("    "), literal(f" {'█' * cells}{' ' * bool(cells)}{bar.count}", "bold")


def _block(block: Block) -> Widget:
    classes = "block" if block.gap else "block tight"
    return Lines((block.lead, block.body), classes=classes) if block.lead else Static(block.body, classes=classes)
