"""The question and its answers, at the foot of the play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from tui.moment import letter
from tui.widgets.menu import Choices, Item


class Panel(Vertical):
    """A prompt, and a list of answers under it."""

    @dataclass
    class Answered(Message):
        """An answer was picked by key, mouse or Enter."""

        answer: str
        """Its id."""

    def compose(self) -> ComposeResult:
        """Prompt and answers."""
        yield Static(id="prompt")
        yield Choices(id="choices")

    def ask(self, prompt: Content, answers: Sequence[Item], highlighted: int | None = None) -> None:
        """Show a question. Nothing is pointed at unless `highlighted` says so: a stray Enter picks nothing."""
        self.query_one("#prompt", Static).update(prompt)
        choices = self.query_one(Choices)
        choices.fill(answers, highlighted)
        choices.focus()

    def press(self, key: str) -> None:
        """Pick the answer of this key, if there is one. A digit stands for the letter of its place, too."""
        keys = {item.key.strip().upper(): item.id for item in self.query_one(Choices).items}
        for known in (key.upper(), letter(key)):
            if known in keys:
                self.post_message(self.Answered(keys[known]))
                return

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Answered(event.option_id))
