"""What every app of ours has: help, light and dark, a blank screen, ASCII for poor links, commands in the palette."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.app import App, ComposeResult, SystemCommand
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.worker import WorkerFailed

from engine.errors import HotwashError
from engine.printable import printable
from tui.glyphs import to_ascii, wanted
from tui.themes import ELSEWHERE, OURS, PAIRS

Result = TypeVar("Result")
"""What the app answers when it ends."""


def collect() -> None:
    """Let the collector work again after the first frame, but not on what was made at the start."""
    gc.freeze()
    gc.enable()


class Printable(LineFilter):
    """What no screen has cleaned: nothing raw reaches the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The line without anything that a terminal would act upon; every cell keeps its place."""
        return [
            segment if segment.control or segment.text.isprintable() else Segment(printable(segment.text, " "), segment.style)
            for segment in segments
        ]


class Ascii(LineFilter):
    """The last step before the terminal: frames, bars, marks and text in ASCII, cell by cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The line in ASCII."""
        return [segment if segment.text.isascii() else _plain(segment) for segment in segments]


def _plain(segment: Segment) -> Segment:
    text, style, control = segment
    return Segment(set_cell_size(to_ascii(text), cell_len(text)), style, control)


_PRINTABLE = Printable()
_NO_COLOUR = NoColor()


class BaseApp(App[Result]):
    """The ground on which the apps stand. A screen lists its keys for the help in a class attribute `KEYS`."""

    TITLE = "Hotwash"
    CSS_PATH = Path(__file__).with_name("base.tcss")  # apps that inherit it live in folders of their own
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares them so
    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]  # noqa: RUF012 - Textual declares them so

    def __init__(self, *, ascii_only: bool | None = None) -> None:
        """Frames, bars and marks in ASCII or not; None leaves that to `HOTWASH_ASCII` and the locale."""
        super().__init__()
        for theme in OURS:
            self.register_theme(theme)
        self.theme = OURS[0].name
        self._ascii = Ascii(enabled=bool(ascii_only))
        self._ascii_asked = ascii_only
        self.signal: int | None = None
        """The signal that ended the app, if one did."""
        self._reason: HotwashError | None = None

    def compose(self) -> ComposeResult:
        """Nothing: screens come by themselves. This is where the terminal is known, and nothing is on it yet."""
        if not self.is_headless:
            self._suit()
        yield from ()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our style sheets call colors, in a theme that is not ours."""
        return ELSEWHERE

    def _suit(self) -> None:
        """Suit the terminal. Tests have none: there nothing depends on where they run."""
        if self._ascii_asked is None:
            self._ascii.enabled = wanted()
        if self.console.color_system == "standard":
            self.theme = "ansi-dark"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Everything that changes a line on its way to the terminal.

        Without colours the terminal's own two are used: Textual makes greys, which sixteen colours turn into black on black.
        """
        given = super().get_line_filters()
        if self.no_color:
            given = [*(line for line in given if not isinstance(line, Monochrome)), _NO_COLOUR]
        return [*given, _PRINTABLE, *([self._ascii] if self._ascii.enabled else [])]

    # Ends

    @property
    def failure(self) -> Exception | None:
        """Why the app ended, where it ended by an error."""
        if isinstance(self._exception, WorkerFailed):
            error = self._exception.error
            return error if isinstance(error, Exception) else self._exception
        return self._reason or self._exception

    def end_by(self, reason: HotwashError) -> None:
        """End the app for a reason that the user is told once the terminal is itself again."""
        self._reason = reason
        self.exit()

    async def run_async(self, *arguments: Any, **settings: Any) -> Result | None:
        """Run the app, and give the terminal back whatever ends it."""
        self._heed_signals()
        return await super().run_async(*arguments, **settings)

    def _heed_signals(self) -> None:
        """Give the terminal back where the app is told to end: by the system, or because the terminal's window closes."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                # Windows' loops know no handlers.
                with suppress(NotImplementedError):
                    loop.add_signal_handler(getattr(signal, name), self._end_by_signal, int(getattr(signal, name)))

    def _end_by_signal(self, number: int) -> None:
        self.signal = number
        self.exit()

    def _fatal_error(self) -> None:
        """End after an error that nobody caught. Textual would print it with the values of variables: texts of people."""
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print nothing: whoever runs the app tells its `failure`."""
        self._exit_renderables.clear()

    # Commands

    def action_keys(self) -> None:
        """Show the keys of the screen in front."""
        from tui.dialogs.help import Help

        self.push_screen(Help(getattr(self.screen, "KEYS", ())))

    def action_light(self) -> None:
        """From dark to light, and back."""
        swapped = PAIRS | {light: dark for dark, light in PAIRS.items()}
        self.theme = swapped.get(self.theme, OURS[self.current_theme.dark].name)

    def action_ascii(self) -> None:
        """From all characters to ASCII alone, and back."""
        self._ascii.enabled = not self._ascii.enabled
        self.refresh_css(animate=False)

    def action_blank(self) -> None:
        """Nothing on the screen until a key is pressed."""
        from tui.dialogs.blank import Blank

        self.push_screen(Blank())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        yield SystemCommand("Help", "The keys of this screen", self.action_keys)
        yield SystemCommand("Theme", "Pick the colours", self.action_change_theme)
        yield SystemCommand("Light or dark", "From dark to light, and back", self.action_light)
        yield SystemCommand("ASCII", "Frames and marks that every terminal can show, or all characters again", self.action_ascii)
        yield SystemCommand("Blank", "Nothing on the screen until a key is pressed", self.action_blank)
        if hasattr(screen, "action_leave"):
            yield SystemCommand("Leave", "Leave this screen", screen.action_leave)
        yield SystemCommand("Quit", "Close Hotwash at once; decisions are kept", self.action_quit)
