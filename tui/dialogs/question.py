"""A question with a few answers, over the screen that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.dialogs.scrolling import READING, scroll
from tui.keys import Key, bindings
from tui.widgets.prose import literal


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers."""

    id: str
    text: str
    """What its button says, without the key."""
    key: str
    """The letter that gives it."""


class Question(ModalScreen[str]):
    """Answers the id of what was picked. The first answer is the one that changes nothing: Esc gives it."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar = bindings((
        Key({"escape,q": "first"}, foot="Close"),
        Key({"left": "app.focus_previous", "right": "app.focus_next"}),
        READING,
    ))  # fmt: skip

    def __init__(self, title: str, text: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._title_text = title
        self._text = text
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(literal(self._title_text), classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(literal(self._text))
            with Horizontal(classes="buttons"):
                for answer in self._answers:
                    yield Button(f"{answer.text} ({answer.key})", id=answer.id, compact=True)

    def on_key(self, event: events.Key) -> None:
        """A letter answers."""
        for answer in self._answers:
            if event.character and event.character.lower() == answer.key:
                event.stop()
                self.dismiss(answer.id)
                return

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button answers."""
        self.dismiss(event.button.id)

    def action_first(self) -> None:
        """Change nothing."""
        self.dismiss(self._answers[0].id)

    def action_scroll(self, where: str) -> None:
        """Scroll what does not fit; the buttons stay."""
        scroll(self, where)
