"""What is told: a text that scrolls, a measure wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from sessions.view import INSTEAD, NEW, SceneView, ShownParagraph
from tui.widgets.edge import Edge
from tui.widgets.prose import Block, blocks, literal
from tui.widgets.rows import Lines
from tui.widgets.told_before import ToldBefore


class Story(Edge):
    """The passages since the last decision. Its lower edge says when there is more."""

    class ReadToEnd(Message):
        """The end of what is told has been on the screen."""

    def __init__(self, *, fold_key: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """`fold_key` is the key of the screen that calls `fold`; without one what was told before stands open."""
        super().__init__(id=id)
        self._fold_key = fold_key

    _fresh: int | None = None
    """Number of the passage that is to be at the top, until it is known where it lies."""
    _unread: bool = False
    """Whether the end of what is told is still to come."""

    async def tell(self, view: SceneView, recap: str = "", fresh: int | None = None) -> None:
        """Show a moment from its top, under a recap where there is one; or from the passage of that number if one is fresh."""
        await self._put(_told(view, recap, self._fold_key))
        self._fresh, self._unread = fresh, True
        self.call_after_refresh(self._edge)

    def _edge(self) -> None:
        self._settle()
        super()._edge()
        if self._unread and self._at_end():
            self._unread = False
            self.post_message(self.ReadToEnd())

    def _at_end(self) -> bool:
        """Whether the last line of what is told is on the screen, or above it. What is folded was read before."""
        told = [child for child in self.children if not (isinstance(child, ToldBefore) and child.folded)]
        last = told[-1].virtual_region if told else None
        return last is not None and last.height > 0 and last.bottom <= self.scroll_y + self.scrollable_content_region.height

    def _settle(self) -> None:
        """Have what parts the fresh passage from what comes before it at the top, once it has a place."""
        if self._fresh is None:
            return
        placed = [parting for parting in self.query(f".before-{self._fresh}") if parting.virtual_region.height]
        if placed:
            self._fresh = None
            self.scroll_to(y=placed[0].virtual_region.y, animate=False, force=True)

    def fold(self) -> None:
        """Show what was told before, or fold it."""
        for before in self.query(ToldBefore):
            before.fold(folded=not before.folded)
            if not before.folded:
                self.call_after_refresh(self.scroll_to_widget, before, top=True, animate=False)

    async def look_at(self, title: str, rows: Iterable[tuple[Content, Content]]) -> None:
        """Show what is said about a decision."""
        await self._put([Static(literal(title, "bold"), classes="looked"), Lines(*rows)])

    async def _put(self, widgets: Iterable[Widget]) -> None:
        self._unread = False
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(widgets)
        self.scroll_home(animate=False)


def _told(view: SceneView, recap: str, fold_key: str) -> Iterator[Widget]:
    if recap:
        yield Static(literal(recap), classes="recap")
    if view.result:
        yield from (_block(block, "result") for block in blocks(view.result))
    for number, passage in enumerate(view.passages):
        parting = f"break before-{number}"
        if passage.instead:
            yield Static(literal(INSTEAD, "bold"), classes=parting)
        elif passage.has_news:
            yield Static(literal(NEW, "bold"), classes=parting)
        elif number or view.result:
            yield Static(Content("· · ·"), classes=parting)
        for paragraph in passage.paragraphs:
            yield from _paragraph(paragraph)
    if view.before:
        before = [widget for paragraph in view.before for widget in _paragraph(paragraph)]
        yield ToldBefore(before, fold_key, folded=bool(fold_key) and not view.nothing_new)
    if view.ending:
        yield Static(literal(f"— {view.ending} —", "bold"), classes="ending")


def _paragraph(paragraph: ShownParagraph) -> Iterator[Widget]:
    shown = [_block(block) for block in blocks(paragraph.text)]
    if not paragraph.reader:
        yield from shown
        return
    box = Vertical(*shown, classes="seat")
    box.border_title = literal(paragraph.reader)
    yield box


def _block(block: Block, classes: str = "") -> Widget:
    names = f"block {'' if block.gap else 'tight'} {classes}".strip()
    return Lines((block.lead, block.body), classes=names) if block.lead else Static(block.body, classes=names)
