"""The debrief: words before numbers, decisions before luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from engine.errors import HotwashError
from exporters.play.compared import OTHER_VERSION, rows
from exporters.wording.judgment import INVENTED, SCORE_NAMES, SCORING
from sessions.solo import Solo
from sessions.written_lines import written_lines
from tui.dialogs.leave import leave_debrief
from tui.dialogs.messages import Failed, Left
from tui.keys import HELP, Key, bindings, why_idle
from tui.solo.decision_card import TURNED, DecisionCard, turning_rows
from tui.solo.exposure import Exposure, LinePoint
from tui.solo.messages import Home, Tried
from tui.solo.score_bar import ScoreBar
from tui.solo.side_by_side import SideBySide
from tui.widgets.prose import literal
from tui.widgets.rows import Lines

LINE = (
    "Under each decision how dangerous it was then, in this exercise: from the least possible (█) to what blind choices would "
    "make of it (▒)."
)
MARKS = f"+ best, ~ costly, - worst, ! life-safety error, {TURNED} turning point."
HOW = "Tab goes from decision to decision, Enter opens one, e opens all. t tries again from there."
HELPERS = "If this stays with you"
NEXT_SHIFT = "Next shift I will"
ASK_NEXT_SHIFT = "One thing that you will do, in a line. No names, please."
NOTHING_YET = "Nothing yet. Press n to write down one thing while it is fresh."
UNKEPT = "Not kept, since this play leaves no trace: s saves the debrief to a file."
TRIED = "A second try, from {}. Nothing of it is kept, and your own play stays as it was."


def _not_kept(screen: DebriefScreen) -> str:
    return screen.why_not_kept()


def _not_written(screen: DebriefScreen) -> str:
    return screen.why_not_written()


class DebriefScreen(Screen[None]):
    """The account of a play."""

    CSS_PATH = "debrief.tcss"
    KEYS: ClassVar = (
        Key({"space": "page"}, "read on, read back", label="Up, Down, Space, PgUp"),
        Key({"tab,shift+tab": ""}, "to the next decision, and back"),
        Key({"enter": ""}, "open or close that decision"),
        Key({"e": "open_all"}, "open or close all decisions", foot="Open all"),
        Key({"t": "try_again"}, "try again from that decision, or from the turning point; not kept", foot="Try again"),
        Key({"n": "next_shift"}, "write what you will do on your next shift", foot="Next shift", idle=_not_kept),
        Key({"m": "lines"}, "mend or take out what you wrote", foot="Mend", idle=_not_written),
        Key({"s": "save"}, "save the debrief to a file", foot="Save", idle=_not_kept),
        Key({"x": "app.blank"}, "blank the screen; any key brings it back"),
        HELP,
        Key({"q,escape": "leave"}, "leave, to the library or out; it asks first", foot="Leave"),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, session: Solo) -> None:
        super().__init__()
        self._session = session
        self._account = session.record.account

    def compose(self) -> ComposeResult:
        """Section by section."""
        with VerticalScroll(id="account"):
            yield from self._verdict()
            yield from self._turning_point()
            yield from self._errors()
            yield from self._decisions()
            yield from self._lessons()
            yield from self._luck()
            yield from self._compared()
            yield from self._report()
            yield from self._talk()
            yield Vertical(id="next")
            if self._account.scored:
                yield from self._help()
                yield from self._numbers()
        yield Footer()

    async def on_mount(self) -> None:
        """Keys scroll from the start."""
        await self._fill_next()
        self.query_one("#account").focus()

    # What it says

    def _verdict(self) -> Iterable[Widget]:
        """What it comes to: in words, with how many decisions were worth what, then how it ended."""
        account = self._account
        if self._session.tried_from is not None:
            yield Static(literal(TRIED.format(self._session.tried_from)), classes="tried")
        tally = [literal("\n" + " · ".join(account.tally))] if account.tally else []
        yield Static(Content.assemble(literal(account.headline, "bold"), *tally), classes="headline")
        ended = f"\nHow it ended: {account.ended}" if account.ending else ""
        yield Static(literal(account.meaning + ended))
        if not account.scored:
            yield from self._help()

    def _turning_point(self) -> Iterable[Widget]:
        """The decision that cost the most, open: what was better, and why."""
        turning = self._account.turning_point
        if turning is not None:
            yield _heading(f"The turning point: {turning.name}")
            yield Lines(*turning_rows(turning))

    def _errors(self) -> Iterable[Widget]:
        """What to look at first."""
        account = self._account
        if account.critical:
            yield _heading("Life-safety errors")
            rows = [((f"! {x.number}. ", x.chosen), ("     ", f"because: {x.graded.critical}")) for x in account.critical]
            yield Lines(*(row for pair in rows for row in pair))
        if account.mistaken:
            yield _heading("Sure, and mistaken")
            yield Lines(*self._mistaken())

    def _mistaken(self) -> Iterator[tuple[str, str]]:
        for line in self._account.mistaken:
            yield f"! {line.number}. ", f"{line.chosen} ({line.sure})"
            for text, _ in line.best:
                yield "     ", f"better: {text}"

    def _decisions(self) -> Iterable[Widget]:
        account = self._account
        yield _heading("Your decisions")
        yield Static(f"{MARKS}\n{HOW}" if account.scored else HOW, classes="hint", markup=False)
        for line in account.decisions:
            yield DecisionCard(line, turning_point=line is account.turning_point)

    def _lessons(self) -> Iterable[Widget]:
        account = self._account
        if not account.standing:
            return
        yield _heading("Lessons, the weakest first" if account.scored else "Lessons")
        rows = [(f"{line.mark} ", f"{line.title} ({line.counts})") for line in account.to_learn]
        yield Lines(*rows, *([("+ ", account.upheld)] if account.upheld else []))

    def _luck(self) -> Iterable[Widget]:
        if not self._account.scored:
            return
        yield _heading("Luck, which nothing above has counted")
        if self._account.luck:
            yield Lines(*(("- ", line) for line in self._account.luck))
        else:
            yield Static(self._account.no_luck)

    def _compared(self) -> Iterable[Widget]:
        """The play beside the one before, and how many endings were seen."""
        past = self._session.look_back()
        if past is None:
            return
        yield _heading("Beside your earlier plays")
        compared = past.comparison
        if compared is not None:
            yield Static(literal(f"Compared with your play of {compared.date}. {compared.summary}"))
            if compared.other_version:
                yield Static(OTHER_VERSION, markup=False)
            yield SideBySide(compared)
            yield Lines(*((f"{lead:<10}" if lead.startswith("Only") else f"{lead:<6}", text) for lead, text in rows(compared)))
        yield Static(literal(past.told))

    def _report(self) -> Iterable[Widget]:
        account = self._account
        if not account.report_title:
            yield _heading("What really happened")
            yield Static(INVENTED)
            return
        draft = " [draft: not reviewed yet]" if account.report_draft else ""
        yield _heading(f"What really happened: {account.report_title}{draft}")
        yield Lines(*((f"{n:>2}. ", beat) for n, beat in enumerate(account.report_beats, 1)))
        yield Static(literal(f"It nearly came to this: {account.what_nearly_happened}"))
        if account.advice:
            yield Static(literal(f"The reporter's advice: {account.advice}"))

    def _talk(self) -> Iterable[Widget]:
        account = self._account
        if account.discuss:
            yield _heading("To talk about")
            yield Lines(*(("- ", question) for question in account.discuss))
        if account.notes:
            yield _heading("Notes")
            yield Lines(*(("- ", f"{topic}: {text}") for topic, text in account.notes))

    def _help(self) -> Iterable[Widget]:
        if self._account.resources:
            yield _heading(HELPERS)
            yield Lines(*(("- ", text) for text in self._account.resources))

    def _numbers(self) -> Iterable[Widget]:
        """The score, where guessing and the best line lie, and the play as a line with the danger along it."""
        account, debrief = self._account, self._session.record.debrief
        yield _heading("The numbers, and the danger along the way")
        yield Static(literal(f"{SCORE_NAMES[account.addressee]}: {account.scored_at}", "bold"))
        if debrief.score is not None:
            yield ScoreBar(float(debrief.score), None if debrief.blind is None else float(debrief.blind))
        yield Static(literal(SCORING))
        if account.calibration:
            yield Static(literal(account.calibration))
        if account.exposure:
            verdicts = {line.graded.seq: line.verdict for line in account.decisions}
            yield Static(literal(LINE))
            yield Exposure([
                LinePoint(x.label, verdicts[x.seq] if x.number else "", x.least, x.blind) for x in account.exposure
            ])  # fmt: skip

    async def _fill_next(self) -> None:
        """What the player will do on the next shift."""
        if self._session.tried_from is not None:
            return
        place = self.query_one("#next")
        await place.remove_children()
        written = self._account.promised
        await place.mount(_heading(NEXT_SHIFT))
        await place.mount(Lines(*(("- ", text) for text in written)) if written else Static(NOTHING_YET, markup=False))
        if not self._session.kept:
            await place.mount(Static(UNKEPT, markup=False))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """A second try is neither noted nor saved."""
        return not why_idle(self, self.KEYS, action)

    def why_not_kept(self) -> str:
        """Why nothing of this play is noted or saved; empty where it can be."""
        return "" if self._session.tried_from is None else "a second try is neither noted nor saved"

    def why_not_written(self) -> str:
        """Why there is no line to mend; empty where there is."""
        return self.why_not_kept() or ("" if written_lines(self._session.record) else "nothing was written in this play")

    def action_open_all(self) -> None:
        """Open every decision, or close them all when all are open."""
        cards = self.query(DecisionCard)
        close = all(not card.collapsed for card in cards)
        for card in cards:
            card.turn(closed=close)

    def action_page(self) -> None:
        """Read on."""
        self.query_one("#account", VerticalScroll).scroll_page_down(animate=False)

    def action_try_again(self) -> None:
        """A new play from the decision that is pointed at; else from the turning point, else from the first."""
        pointed = self.focused.parent if self.focused is not None else None
        line = pointed.line if isinstance(pointed, DecisionCard) else self._account.turning_point or self._account.decisions[0]
        self.post_message(Tried(self._session.try_from(line)))

    @work
    async def action_next_shift(self) -> None:
        """Ask what the player will do, and keep it."""
        from tui.dialogs.line import LineDialog

        text = await self.app.push_screen_wait(LineDialog(NEXT_SHIFT, ASK_NEXT_SHIFT))
        if not text:
            return
        try:
            self._session.next_shift(text)
        except HotwashError as error:
            self.post_message(Failed("This could not be kept.", str(error)))
            return
        self._account = self._session.record.account
        await self._fill_next()
        self.query_one("#next").scroll_visible(animate=False)

    @work
    async def action_lines(self) -> None:
        """Show what was written, to put it right or take it out; then tell the debrief with what it says since."""
        from tui.dialogs.written_lines import WrittenLines

        await self.app.push_screen_wait(WrittenLines(self._session, self._mend))
        at = self.query_one("#account").scroll_y
        self._account = self._session.record.account
        await self.recompose()
        await self._fill_next()
        self.query_one("#account").focus()
        self.refresh_bindings()
        self.call_after_refresh(lambda: self.query_one("#account").scroll_to(y=at, animate=False))

    async def _mend(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except HotwashError as error:
            self.post_message(Failed("This could not be kept. The line stands as it was.", str(error)))
            return False
        return True

    @work
    async def action_save(self) -> None:
        """Put it into a file."""
        from tui.solo.save import save
        from tui.solo.saving import suggestion

        await save(self.app, self._session, suggestion(self._session.bundle.scenario.id))

    def action_leave(self) -> None:
        """Ask whether to leave, and where to."""
        tried = self._session.tried_from is not None
        self.app.push_screen(leave_debrief(kept=self._session.kept, tried=tried), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "home":
            self.post_message(Home())
        elif answer == "leave" and self._session.tried_from is not None:
            self.post_message(Left(tried=True))
        elif answer == "leave":
            self.app.exit()


def _heading(text: str) -> Static:
    return Static(literal(text), classes="heading")
