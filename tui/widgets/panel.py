"""The question and its answers, at the foot of the play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from sessions.view import letter
from tui.widgets.countdown import Countdown
from tui.widgets.menu import Choices, Item
from tui.widgets.prose import literal

LONGEST = 500
"""Characters of a line that is written."""


NOTHING_CHOSEN = "Nothing is chosen yet: press a letter, or point with Up and Down, then Enter."
TURN = "Tab"
"""The key that turns to the answers that are not in view."""


class Panel(Vertical):
    """A prompt, and a list of answers under it, or a line to write on."""

    @dataclass
    class Answered(Message):
        """An answer was picked by key, mouse or Enter."""

        answer: str
        """Its id."""

    @dataclass
    class Written(Message):
        """A line was written, or left empty."""

        text: str

    def compose(self) -> ComposeResult:
        """A clock where one is wanted, the prompt, and how to answer."""
        yield Countdown()
        yield Static(id="prompt")
        yield Choices(id="choices")
        yield Static(id="mark")
        yield Input(id="line", max_length=LONGEST, compact=True)

    def ask(self, prompt: Content, answers: Sequence[Item], highlighted: int | None = None) -> None:
        """Show a question. Nothing is pointed at unless `highlighted` says so: a stray Enter picks nothing."""
        self._prompt(prompt, writing=False)
        choices = self.query_one(Choices)
        choices.fill(answers, highlighted)
        choices.focus()

    def turn(self) -> None:
        """To the answers that are not in view."""
        self.query_one(Choices).turn()

    @on(Choices.RoomChanged)
    def _room_changed(self, event: Choices.RoomChanged) -> None:
        event.stop()
        sides = (("▼", event.below, "below"), ("▲", event.above, "above"))
        self._mark(next((f"{mark} answers {', '.join(keys)} {side}: {TURN}" for mark, keys, side in sides if keys), ""))

    @on(Choices.NothingPointed)
    def _nothing_pointed(self, event: Choices.NothingPointed) -> None:
        event.stop()
        self._mark(NOTHING_CHOSEN)

    @on(OptionList.OptionHighlighted)
    def _pointed(self) -> None:
        self.query_one(Choices).look()

    def _mark(self, text: str) -> None:
        mark = self.query_one("#mark", Static)
        mark.update(literal(text))
        mark.display = bool(text)

    def ask_line(self, prompt: Content) -> None:
        """Ask for a line of text, which may stay empty."""
        self._prompt(prompt, writing=True)
        line = self.query_one("#line", Input)
        line.value = ""
        line.focus()

    def _prompt(self, prompt: Content, *, writing: bool) -> None:
        self.set_class(writing, "-writing")
        self.query_one(Countdown).stop()
        self.query_one("#prompt", Static).update(prompt)
        self._mark("")

    def press(self, key: str) -> None:
        """Pick the answer of this key, if there is one. A digit stands for the letter of its place, too."""
        choices = self.query_one(Choices)
        keys = {item.key.strip().upper(): number for number, item in enumerate(choices.items)}
        for known in (key.upper(), letter(key)):
            if known in keys:
                # The answer lights up at once; keeping it and turning the page take longer than a key should.
                choices.highlighted = keys[known]
                self.call_after_refresh(self.post_message, self.Answered(choices.items[keys[known]].id))
                return

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Answered(event.option_id))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Written(event.value))
