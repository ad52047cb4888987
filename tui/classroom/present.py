"""The shared screen: what the class sees, live, from the instructor's terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from sessions.classroom.following import Following, WallView
from sessions.classroom.slide import WAITING, WallSlide
from tui.classroom.projection import Projection
from tui.dialogs.question import Answer, Question
from tui.keys import HELP, Key, bindings
from tui.widgets.prose import inline, literal

EVERY = 0.2
"""Seconds between two looks."""
STAY = Answer("stay", "Stay", "n")
CLOSE = Answer("close", "Close", "y")
CLOSING = "The class goes on at the instructor's terminal, which opens this window again with v."


class PresentScreen(Screen[None]):
    """Follows a class; has no keys that change anything."""

    CSS_PATH: ClassVar = ["present.tcss"]
    KEYS: ClassVar = (
        Key({}, "This window follows the instructor's terminal by itself."),
        Key({}, "larger letters, in most terminals", label="Ctrl and +"),
        Key({}, "the whole screen, in most terminals", label="F11"),
        HELP,
        Key({"q,escape": "close"}, "close this window; it asks first, and the class goes on", foot="Close"),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    @dataclass
    class Looked(Message):
        """The records were looked at."""

        view: WallView

    def __init__(self, following: Following) -> None:
        super().__init__()
        self._following = following
        self._slide: WallSlide | None = None
        self._looking = False

    def compose(self) -> ComposeResult:
        """Head, body, foot."""
        with Horizontal(id="head"):
            yield Static(id="title")
            yield Static(id="phase")
        with Container(id="asked"):
            yield Static(id="prompt")
        yield Projection()
        with Horizontal(id="foot"):
            yield Static(id="timer")
            yield Static(id="place")

    async def on_mount(self) -> None:
        """Begin to follow."""
        await self._show(WallView(WAITING))
        self.set_interval(EVERY, self._look)
        self._look()

    def on_unmount(self) -> None:
        """Let go of the records."""
        self._following.close()

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self._read()

    @work(thread=True)
    def _read(self) -> None:
        self.post_message(self.Looked(self._following.look()))

    async def on_present_screen_looked(self, message: Looked) -> None:
        """Show what was found."""
        self._looking = False
        await self._show(message.view)

    async def _show(self, view: WallView) -> None:
        slide = view.slide
        if slide != self._slide:
            self._slide = slide
            self.set_class(slide.dark, "dark")
            title = f"{slide.place.capitalize()} · {slide.title}" if slide.place else slide.title or "Hotwash"
            self.query_one("#title", Static).update(literal(title))
            self.query_one("#prompt", Static).update(inline(" ".join(slide.asked.split())).stylize("bold"))
            self.query_one("#asked").display = bool(slide.asked)
            await self.query_one(Projection).show(slide)
        projection = self.query_one(Projection)
        self.query_one("#phase", Static).update(literal("Paused" if view.paused else slide.phase, "bold"))
        self.query_one("#timer", Static).update(literal(_time(view.remaining)))
        place = f"page {projection.page} of {projection.pages}" if projection.pages > 1 else ""
        self.query_one("#place", Static).update(literal("not connected; trying again" if view.lost else place))

    def action_close(self) -> None:
        """Close the window, if that is meant; the class goes on."""

        def answered(answer: str | None) -> None:
            if answer == CLOSE.id:
                self.app.exit()

        self.app.push_screen(Question("Close the shared screen?", CLOSING, (STAY, CLOSE)), answered)


def _time(remaining: float | None) -> str:
    if remaining is None:
        return ""
    if remaining <= 0:
        return "Time is up"
    minutes, seconds = divmod(int(remaining + 0.999), 60)
    return f"{minutes}:{seconds:02}"
