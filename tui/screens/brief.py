"""The brief: who you are, where, and what may be hard to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Footer, Static

from tui.screens.guard import Guard
from tui.screens.messages import Begun, Left
from tui.widgets.prose import inline, literal
from tui.widgets.rows import Lines

if TYPE_CHECKING:
    from engine.bundle import Bundle

BEGIN = "Begin (Enter)"
STOP = "You can stop at any time, no reason asked. Decisions are kept as you make them."
STOP_UNKEPT = "You can stop at any time, no reason asked. Nothing of this play is kept."


class BriefScreen(Screen[None]):
    """What stands before a play."""

    CSS_PATH = "brief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("b", "begin", "Begin"),
        ("escape,q", "leave", "Leave"),
        ("down", "scroll('down')"),
        ("up", "scroll('up')"),
        ("pagedown,space", "scroll('page_down')"),
        ("pageup", "scroll('page_up')"),
        ("question_mark", "app.keys", "Help"),
    ]
    KEYS: ClassVar = (
        ("Enter, b", "begin"),
        ("Up, Down, PgUp, PgDn", "read on, read back"),
        ("Esc, q", "leave without playing"),
    )

    def __init__(self, bundle: Bundle, *, kept: bool) -> None:
        super().__init__()
        self._bundle = bundle
        self._kept = kept
        self._guard = Guard(self)

    def compose(self) -> ComposeResult:
        """The text above, the button below."""
        scenario = self._bundle.scenario
        facts = [("You are    ", scenario.you), ("Where      ", scenario.setting)]
        facts.append(("Time       ", f"about {scenario.minutes.solo} minutes"))
        with VerticalScroll(id="text", can_focus=False):
            yield Static(literal(scenario.title), classes="title")
            yield Static(inline(" ".join(scenario.summary.split())))
            yield Lines(*facts)
            if scenario.content_notes:
                yield from self._care()
            yield Static(STOP if self._kept else STOP_UNKEPT, markup=False)
        with Horizontal(id="foot"):
            yield Button(BEGIN, id="begin", variant="primary", compact=True)
            yield Button("Leave (Esc)", id="leave", compact=True)
        yield Footer()

    def _care(self) -> ComposeResult:
        """What may be hard to read, and who helps."""
        notes = ", ".join(note.replace("-", " ") for note in self._bundle.scenario.content_notes)
        yield Lines(("Contains   ", notes), classes="notes")
        if resources := self._bundle.pack.resources:
            yield Lines(*((" " * 11 if n else "Help       ", f"{r.name}: {r.contact}") for n, r in enumerate(resources)))

    def on_screen_resume(self) -> None:
        """A key that opened this screen, or closed a notice on it, does not begin the play as well."""
        begin = self.query_one("#begin", Button)
        begin.label = BEGIN
        begin.focus()
        self._guard.close()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button, by mouse or Enter."""
        if event.button.id == "begin":
            self.action_begin()
        else:
            self.action_leave()

    def action_begin(self) -> None:
        """Begin the play."""
        if self._guard.open:
            self._guard.close()
            self.query_one("#begin", Button).label = "One moment …"
            self.post_message(Begun(self._bundle))

    def action_leave(self) -> None:
        """Back, without playing."""
        self.post_message(Left())

    def action_scroll(self, where: str) -> None:
        """Scroll the text; the buttons stay."""
        text = self.query_one("#text", VerticalScroll)
        {
            "down": text.scroll_down,
            "up": text.scroll_up,
            "page_down": text.scroll_page_down,
            "page_up": text.scroll_page_up,
        }[where](animate=False)
