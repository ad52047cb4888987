"""A corrective action: what is done, in which area, who owns it, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from engine.play.phases import POETE
from sessions.classroom.days import day
from tui.widgets.prose import clean, literal

Details = dict[str, str]
"""Of an action: `area`, `element`, `owner`, `contact`, `start` and `due`."""
LONGEST = 200
DATES = ("start", "due")
FIELDS = (
    ("area", "Area", "what is to become better"),
    ("element", "Element", "choose: Enter, arrows, Enter"),
    ("owner", "Owner", "a role or a unit"),
    ("contact", "Contact", "how to reach it"),
    ("start", "Start", "2027-03-01 or 1 March 2027"),
    ("due", "Due", "2027-06-30 or 30 June 2027"),
)
"""(name, label, hint)."""


class ActionForm(ModalScreen[Details | None]):
    """Asks for the details of an action; its dates are kept as ISO 8601 has them."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Cancel")]

    def __init__(self, action: str, details: Details) -> None:
        """`details` stand in their fields at first; any may be missing."""
        super().__init__()
        self._action = action
        self._first = details

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(literal(self._action), classes="title")
            with VerticalScroll(can_focus=False):
                for name, label, hint in FIELDS:
                    with Horizontal(classes="field"):
                        yield Static(label)
                        yield self._field(name, hint)
            yield Static(id="fault")
            with Horizontal(classes="buttons"):
                yield Button("Keep the action", id="done", variant="primary", compact=True)
                yield Button("Cancel (Esc)", id="cancel", compact=True)

    def _field(self, name: str, hint: str) -> Widget:
        value = self._first.get(name, "")
        if name != "element":
            return Input(value, placeholder=hint, id=name, max_length=LONGEST, compact=True, select_on_focus=False)
        elements = [(element.title(), element) for element in POETE]
        return Select(elements, prompt=hint, value=value if value in POETE else Select.NULL, compact=True)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query_one("#area", Input).focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Enter goes to the next field."""
        self.app.action_focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Keep it, or not."""
        if event.button.id != "done":
            self.dismiss(None)
            return
        details = self._details()
        if fault := mistake(details):
            self.query_one("#fault", Static).update(literal(fault, "bold"))
            wrong = first_wrong(details)
            self.query_one("Select" if wrong == "element" else f"#{wrong}").focus()
        else:
            self.dismiss({**details, **{name: day(details[name]).isoformat() for name in DATES if details[name]}})

    def _details(self) -> Details:
        details = {field.id or "": " ".join(clean(field.value).split()) for field in self.query(Input)}
        chosen = self.query_one(Select).value
        details["element"] = chosen if isinstance(chosen, str) else ""
        return details


def mistake(details: Details) -> str:
    """What is wrong with the details of an action, in words; empty where nothing is."""
    missing = [
        word for name, word in (("owner", "an owner"), ("element", "an element"), ("due", "a due date")) if not details[name]
    ]
    if missing:
        return f"Still missing: {_list(missing)}."
    try:
        start, due = (day(details[name]) if details[name] else None for name in DATES)
    except ValueError as error:
        return str(error)
    if start and due and due < start:
        return f"It is due on {due}, before it starts on {start}."
    return ""


def first_wrong(details: Details) -> str:
    """The field to be mended first, where there is a mistake."""
    missing = [name for name in ("element", "owner", "due") if not details[name]]
    return missing[0] if missing else "due" if mistake({**details, "start": ""}) else "start"


def _list(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
