"""The brief: who you are, where, what may be hard to read, and what taking part means."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Button, Footer, Static

from exporters.scenario.care import FOR_A_GROUP, contains, resources, terms
from tui.dialogs.guard import AnswerGuard
from tui.dialogs.leave import leave_brief
from tui.dialogs.messages import Left
from tui.dialogs.scrolling import READING, scroll
from tui.keys import HELP, Key, bindings
from tui.solo.messages import Begun
from tui.widgets.edge import Edge
from tui.widgets.prose import inline, literal
from tui.widgets.rows import Lines, Rows

if TYPE_CHECKING:
    from engine.play.bundle import Bundle
    from sessions.play_options import PlayOptions

INDENT = 13
BEGIN = "Begin (Enter)"


class BriefScreen(Screen[None]):
    """What stands before a play."""

    CSS_PATH: ClassVar = ["brief.tcss", "../widgets/edge.tcss"]
    KEYS: ClassVar = (
        Key({"b": "begin"}, "begin", foot="Begin", label="Enter, b"),
        Key({"escape,q": "leave"}, "leave without playing; it asks first", foot="Leave", label="q, Esc"),
        Key({"o": "ways"}, "to how the play is run", foot="Your way"),
        Key(
            {"s": "set('s')", "w": "set('w')", "t": "set('t')", "f": "set('f')"},
            "how the play is run: asked how sure you are, asked why, times, when told",
            label="s, w, t, f",
        ),
        READING,
        Key({"left": "app.focus_previous", "right": "app.focus_next"}),
        Key({"x": "app.blank"}, "blank the screen; any key brings it back", foot="Blank"),
        HELP,
    )
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, bundle: Bundle, options: PlayOptions, *, kept: bool, where: str = "on this computer") -> None:
        """What is briefed.

        Args:
            bundle: the scenario.
            options: how the play is to be run, unless the player sets it otherwise here.
            kept: whether the play will be recorded.
            where: where it will be kept.
        """
        super().__init__()
        self._bundle = bundle
        self._options = options
        self._kept = kept
        self._where = where
        self._guard = AnswerGuard(self)

    def compose(self) -> ComposeResult:
        """The text above, the buttons below."""
        scenario = self._bundle.scenario
        with Edge(id="text"):
            yield Static(literal(scenario.title), classes="title")
            yield Static(inline(" ".join(scenario.summary.split())))
            if scenario.facilitated:
                yield Static(FOR_A_GROUP, classes="notes", markup=False)
            yield Lines(
                _row("You are", scenario.you),
                _row("Where", scenario.setting),
                _row("Time", f"about {scenario.minutes.solo} minutes"),
                *([_row("Contains", contains(scenario))] if scenario.content_notes else []),
            )
            if helpers := resources(self._bundle):
                dash = "- " if len(helpers) > 1 else ""
                yield Lines(*(_row("" if n else "Help", f"{dash}{text}") for n, text in enumerate(helpers)))
            yield Lines(*(_row(*term) for term in terms(self._bundle, kept=self._kept, where=self._where, key="press q")))
            yield Lines(*self._ways(), classes="ways")
        with Horizontal(id="foot"):
            yield Button(BEGIN, id="begin", variant="primary", compact=True)
            yield Button("Leave (q)", id="leave", compact=True)
        yield Footer()

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
            # The answer to the key comes first: opening the play takes longer than that.
            self.call_after_refresh(self.post_message, Begun(self._bundle, self._options))

    def action_ways(self) -> None:
        """Show how the play is to be run, also where the text is longer than the screen."""
        self.query_one(".ways", Lines).scroll_visible(animate=False)

    def action_set(self, key: str) -> None:
        """Set how the play is to be run."""
        if any(key == known for known, _, _ in self._options.ways(self._bundle.scenario)):
            self._options = self._options.changed(key)
            self.action_ways()
            self.query_one(".ways", Lines).update(Rows(*((literal(lead, "bold"), literal(text)) for lead, text in self._ways())))

    def _ways(self) -> list[tuple[str, str]]:
        rows = self._options.ways(self._bundle.scenario)
        return [_row("Your way", " · ".join(f"{key} {what}: {how}" for key, what, how in rows))]

    def action_leave(self) -> None:
        """Ask whether to go back without playing."""
        self.app.push_screen(leave_brief(), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "leave":
            self.post_message(Left())

    def action_scroll(self, where: str) -> None:
        """Scroll the text; the buttons stay."""
        scroll(self, where)


def _row(lead: str, text: str) -> tuple[str, str]:
    return lead.ljust(INDENT), text
