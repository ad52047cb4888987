"""A slide of the shared screen: few words, room around them, nothing by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from sessions.classroom.slide import WallSlide
from tui.classroom.bars import BRIEF, WIDTH, filled, share
from tui.widgets.prose import Block, blocks, inline, literal
from tui.widgets.rows import Lines


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
        self.call_after_refresh(self._stay)

    def _stay(self) -> None:
        self.turn(self._page)

    def _parts(self, slide: WallSlide) -> Iterator[Widget]:
        """All but the question that stays in view."""
        for text in slide.text:
            yield from (_block(block) for block in blocks(text))
        yield from _bars(slide)
        for question in slide.questions[bool(slide.facts) :]:
            yield Lines(("?  ", inline(" ".join(question.split()))), classes="question")
        for section in slide.facts:
            yield Static(literal(section.heading, "bold"), classes="heading")
            lines = ((literal(lead, "bold"), inline(" ".join(text.split()))) for lead, text in section.lines)
            yield Lines(*lines, classes="question")
        if slide.hint:
            yield Static(literal(slide.hint), classes="hint")


def _bars(slide: WallSlide) -> Iterator[Widget]:
    """The choices: each over its votes, or in one line with them where questions need the room."""
    brief = bool(slide.questions and slide.voters)
    for number, bar in enumerate(slide.bars, 1):
        key, text = literal(f" {bar.letter}  ", "bold reverse"), inline(" ".join(bar.text.split()))
        if brief and bar.count is not None:
            line = Content.assemble(key, _drawn(bar.count, slide.voters, BRIEF), "  ", text)
            yield Static(line, classes="brief last" if number == len(slide.bars) else "brief")
            continue
        rows = [(key, Content.assemble(" ", text))]
        if bar.count is not None:
            rows.append((literal("    "), _drawn(bar.count, slide.voters, WIDTH)))
        yield Lines(*rows, classes="bar")


def _drawn(count: int, here: int, width: int) -> Content:
    """A bar and its number."""
    cells = filled(count, here, width)
    number = share(count, here).rjust(len(share(here, here)))
    return Content.assemble(" ", ("█" * cells, "bold"), ("·" * (width - cells), "$rule"), (f" {number}", "bold"))


def _block(block: Block) -> Widget:
    classes = "block" if block.gap else "block tight"
    return Lines((block.lead, block.body), classes=classes) if block.lead else Static(block.body, classes=classes)
