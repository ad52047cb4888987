"""The set-up: what a class is told before it begins, and how it votes. Enter begins with what stands there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Footer, OptionList, Static

from engine.errors import HotwashError
from exporters.scenario.care import contains, resources
from exporters.wording.promises import Voting, promise
from sessions.classroom.roster import Setup, names
from tui.classroom.messages import ClassGoneOn, ClassLeft, ClassSetUp
from tui.classroom.poll import Roll
from tui.dialogs.ask import Ask
from tui.dialogs.guard import AnswerGuard
from tui.dialogs.messages import Failed
from tui.keys import HELP, Key, bindings, why_idle
from tui.widgets.menu import Item
from tui.widgets.prose import inline, literal
from tui.widgets.rows import Lines

if TYPE_CHECKING:
    from engine.play.bundle import Bundle
    from engine.records import PlayRow

VOTERS = {
    "hands": "Raised hands, which you count",
    "tables": "Tables, one vote each",
    "seats": "The seats of the exercise, one vote each",
    "people": "Everybody, under a pseudonym",
    "none": "Nobody: the room talks, and the team decides",
}
SCREENS = {
    False: "Two: notes and answers here, the class sees a window of its own (v opens it).",
    True: "One: the class sees this screen, so your notes are on paper.",
}
HSEEP = {
    False: "Hot wash without an improvement plan.",
    True: "Hot wash with strengths, areas for improvement and corrective actions (HSEEP).",
}
NOT_SHOWN = "Too few to show how they vote, or to report it: it takes five at each, or five votes."
STEP_OUT = "Say before you begin that anybody may step out, no reason asked, and who goes with them."
BEGIN = "Begin (Enter)"
ROW_KEYS = {
    "purpose": ("p", "for practice, or for the record"),
    "voters": ("v", "who votes"),
    "tables": ("t", "how many tables"),
    "heads": ("c", "how many people"),
    "people": ("l", "the list of pseudonyms"),
    "screens": ("s", "one screen or two"),
    "hseep": ("e", "improvement plan after HSEEP, or none"),
}
"""Setting -> the key that changes it, and what the help says of it."""


class SetupScreen(Screen[None]):
    """What this is above, what is to be settled below."""

    CSS_PATH: ClassVar = ["setup.tcss", "../widgets/menu.tcss"]
    KEYS: ClassVar = (
        Key({"enter": "begin"}, "begin the class with what stands there", foot="Begin"),
        Key({"up,down": ""}, "point at a line"),
        Key({"space,right": "change", "left": "change(-1)"}, "change that line", foot="Change", label="Space, Left, Right"),
        *(Key({key: f"change_row('{row}')"}, does) for row, (key, does) in ROW_KEYS.items()),
        Key({"g": "go_on"}, "go on with the class that was begun earlier", foot="Go on with the last class",
            idle=lambda screen: screen.why_not_go_on()),
        Key({"pagedown": "scroll('down')", "pageup": "scroll('up')"}, "read on, read back"),
        HELP,
        Key({"q,escape": "leave"}, "leave", foot="Leave"),
    )  # fmt: skip
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, bundle: Bundle, setup: Setup | None = None, unfinished: PlayRow | None = None) -> None:
        super().__init__()
        self._bundle = bundle
        self._setup = (setup or Setup()).usable(bundle.scenario.seats)
        self._unfinished = unfinished
        self._guard = AnswerGuard(self)

    def compose(self) -> ComposeResult:
        """Text, settings, button."""
        scenario = self._bundle.scenario
        with VerticalScroll(id="text", can_focus=False):
            yield Static(literal(scenario.title), classes="title")
            yield Static(inline(" ".join(scenario.summary.split())))
            yield Lines(*self._facts())
        with Vertical(id="settings"):
            yield Roll(id="rows")
            yield Button(BEGIN, id="begin", variant="primary", compact=True)
        yield Footer(show_command_palette=False)

    def _facts(self) -> list[tuple[str, str]]:
        scenario = self._bundle.scenario
        facts = [("You are    ", scenario.you), ("Time       ", f"about {scenario.minutes.class_} minutes with a class")]
        if notes := contains(scenario):
            facts.append(("Contains   ", notes))
        facts.append(("Care       ", STEP_OUT))
        facts += [("Help       " if not n else " " * 11, line) for n, line in enumerate(resources(self._bundle))]
        if (row := self._unfinished) is not None:
            since = row.created[:16].replace("T", " ")
            facts.append(("Begun      ", f"A class in this exercise, of {since} UTC, is not finished. g goes on with it."))
        return facts

    def on_mount(self) -> None:
        """Show the settings."""
        self.query_one("#begin").can_focus = False
        self._fill()
        self.query_one(Roll).focus()

    def on_screen_resume(self) -> None:
        """A key that opened this screen, or closed what was in front, does not begin the class as well."""
        self.query_one("#begin", Button).label = BEGIN
        self._guard.close()

    def _fill(self) -> None:
        roll = self.query_one(Roll)
        at = roll.highlighted or 0
        items = list(self._rows())
        roll.fill(items, min(at, len(items) - 1))

    def _rows(self) -> list[Item]:
        setup = self._setup
        count = f"{setup.heads}" if setup.heads else "not counted; c to change"
        each = f"{count}. {NOT_SHOWN}" if setup.hides_votes(self._bundle.scenario.seats) else count
        told = " ".join(promise(setup.purpose, setup.voters))
        rows = [_row("purpose", "Purpose", told), _row("voters", "Votes", VOTERS[setup.voters])]
        match setup.voters:
            case "hands":
                rows.append(_row("heads", "People", count))
            case "tables":
                rows.append(_row("tables", "Tables", f"{setup.tables}"))
                rows.append(_row("heads", "At each", each))
            case "seats":
                seated = _seated(setup.heads)
                rows.append(_row("heads", "At each", f"{each} {seated}" if each != count else f"{count}. {seated}"))
            case "people":
                rows.append(_row("people", "List", ", ".join(setup.people) or "nobody yet; l to write it"))
            case _:
                pass
        rows.append(_row("screens", "Screens", SCREENS[setup.one_screen]))
        rows.append(_row("hseep", "After it", HSEEP[setup.hseep]))
        return rows

    # Change

    @on(OptionList.OptionSelected, "#rows")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.action_change_row(event.option_id or "")

    def action_change(self, by: int = 1) -> None:
        """Change the line that is pointed at."""
        roll = self.query_one(Roll)
        if roll.highlighted is not None:
            self.action_change_row(roll.get_option_at_index(roll.highlighted).id or "", by)

    def action_change_row(self, row: str, by: int = 1) -> None:
        """Change a line: to its next value, or by asking."""
        setup = self._setup
        match row:
            case "purpose":
                record = setup.purpose == "practice"
                voters: Voting = "hands" if setup.voters == "people" and not record else setup.voters
                self._settle(replace(setup, purpose="record" if record else "practice", voters=voters))
            case "voters":
                self._settle(replace(setup, voters=self._next_voters(by), heads=0))
            case "screens":
                self._settle(replace(setup, one_screen=not setup.one_screen))
            case "hseep":
                self._settle(replace(setup, hseep=not setup.hseep))
            case "heads" if setup.voters in ("hands", "tables", "seats"):
                hint = "In the whole class." if setup.voters == "hands" else "At each table or seat."
                ask = Ask("How many people?", f"{hint} It may stay empty.", "Keep it", str(setup.heads or ""), digits=True)
                self._ask(ask, "heads")
            case "tables" if setup.voters == "tables":
                self._ask(Ask("How many tables?", "Each has one vote.", "Keep it", str(setup.tables), digits=True), "tables")
            case "people" if setup.voters == "people":
                hint = "Pseudonyms with commas in between: call signs, numbers, names that they choose. No real names."
                self._ask(Ask("Who takes part?", hint, "Keep it", ", ".join(setup.people)), "people")
            case _:
                pass

    def _next_voters(self, by: int) -> Voting:
        """The next way to vote that the exercise and the purpose allow."""
        ways = [way for way in get_args(Voting) if (way != "seats" or self._bundle.scenario.seats)]
        ways = ["hands", "tables", *(w for w in ("seats", "people") if w in ways), "none"]
        if self._setup.purpose == "practice":
            ways.remove("people")
        found: Voting = ways[(ways.index(self._setup.voters) + by) % len(ways)]
        return found

    def _ask(self, ask: Ask, what: str) -> None:
        def answered(text: str | None) -> None:
            self._guard.close()
            if text is None:
                return
            value: object = names(text) if what == "people" else int(text or 0)
            self._settle(replace(self._setup, **{what: value}))  # type: ignore[arg-type]

        self.app.push_screen(ask, answered)

    def _settle(self, setup: Setup) -> None:
        self._setup = setup
        self._fill()

    # Begin, or not

    @on(Button.Pressed, "#begin")
    def action_begin(self) -> None:
        """Begin the class."""
        if not self._guard.open:
            return
        try:
            self._setup.check(self._bundle.scenario.seats)
        except HotwashError as error:
            self.post_message(Failed("The class cannot begin like this.", str(error)))
            return
        self._guard.close()
        self.query_one("#begin", Button).label = "One moment …"
        self.post_message(ClassSetUp(self._bundle, self._setup))

    def action_go_on(self) -> None:
        """Go on with the class that was begun earlier."""
        if self._unfinished is not None:
            self.post_message(ClassGoneOn(self._unfinished.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether the foot names a key now."""
        return not why_idle(self, self.KEYS, action) and super().check_action(action, parameters)

    def why_not_go_on(self) -> str:
        """Why there is no class to go on with; empty where there is one."""
        return "" if self._unfinished is not None else "no class was begun earlier"

    def action_scroll(self, where: str) -> None:
        """Scroll the text; the settings stay."""
        text = self.query_one("#text", VerticalScroll)
        (text.scroll_page_down if where == "down" else text.scroll_page_up)(animate=False)

    def action_leave(self) -> None:
        """Back, without a class."""
        self.post_message(ClassLeft())


def _seated(heads: int) -> str:
    """What it means that so many share a seat."""
    if heads > 1:
        return f"! A seat has one vote: {heads - 1} of {heads} have none of their own. v: raised hands count everybody."
    return "One person alone at a seat can be told from the record."


def _row(id_: str, name: str, value: str) -> Item:
    return Item(id_, literal(value), f"{ROW_KEYS[id_][0]}  {name:<8} ")
