"""The debrief: words before numbers, decisions before luck."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from exporters.account import StandingLine
from tui.screens.messages import Home
from tui.solo import Solo
from tui.widgets.decision_card import DecisionCard
from tui.widgets.exposure import Exposure
from tui.widgets.prose import literal
from tui.widgets.rows import Lines
from tui.widgets.score_bar import ScoreBar

SCORING = (
    "The score compares each decision with the best and the worst that could be chosen at that moment. "
    "Luck and the ending do not enter it."
)
EXPOSURE = "How dangerous it was along the way: from the least possible (█) to what blind choices would make of it (▒)."
NO_LUCK = "Nothing was drawn: what happened followed from what was decided."


class DebriefScreen(Screen[None]):
    """The account of a play."""

    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("e", "open_all", "Open all"),
        ("space", "page", "More"),
        ("n", "home", "Library"),
        ("question_mark", "app.keys", "Help"),
        ("q,escape", "app.quit", "Quit"),
    ]
    KEYS: ClassVar = (
        ("Up, Down, PgUp, PgDn", "read on, read back"),
        ("Tab, Shift+Tab", "to the next decision, and back"),
        ("Enter", "open or close that decision"),
        ("e", "open or close all decisions"),
        ("n", "back to the library"),
        ("q, Esc", "close Hotwash"),
    )

    def __init__(self, session: Solo) -> None:
        super().__init__()
        self._session = session
        self._account = session.account()

    def compose(self) -> ComposeResult:
        """Section by section."""
        with VerticalScroll(id="account"):
            yield from self._verdict()
            yield from self._decisions()
            yield from self._lessons()
            yield from self._exposure()
            yield from self._luck()
            yield from self._report()
            yield from self._talk()
        yield Footer()

    def on_mount(self) -> None:
        """Keys scroll from the start."""
        self.query_one("#account").focus()

    def _verdict(self) -> Iterable[Widget]:
        """What it comes to: in words, then how it ended, then the number."""
        account, debrief = self._account, self._session.debrief()
        yield Static(literal(account.headline), classes="headline")
        yield Static(literal(account.meaning))
        if account.ending:
            yield Static(literal(f"How it ended: {account.ending} ({account.outcome})"))
        scale = f" of 100 ({account.scale})" if account.scale else ""
        yield Static(literal(f"Decision score: {account.score}{scale}", "bold"))
        if debrief.score is not None:
            yield ScoreBar(float(debrief.score), None if debrief.blind is None else float(debrief.blind))
        counted = sum(line.graded.counts for line in account.decisions)
        yield Static(literal(f"{SCORING} Total regret: {account.regret} over {counted} decisions."))
        if account.calibration:
            yield Static(literal(account.calibration))
        if account.critical:
            yield _heading("Life-safety errors")
            rows = [((f"! {n}. ", chosen), ("     ", f"because: {why}")) for n, chosen, why in account.critical]
            yield Lines(*(row for pair in rows for row in pair))

    def _decisions(self) -> Iterable[Widget]:
        account = self._account
        yield _heading("Your decisions")
        turning = next((line for line in account.decisions if line.number == account.turning_point), None)
        if turning is not None:
            yield Static(literal(f"The turning point was decision {turning.number}: {turning.prompt}"))
        yield Static("Enter opens a decision, e opens them all.", classes="hint")
        for line in account.decisions:
            yield DecisionCard(line, turning_point=line is turning)

    def _lessons(self) -> Iterable[Widget]:
        if not self._account.standing:
            return
        yield _heading("Lessons, the weakest first")
        yield Lines(
            *((f"{float(line.share) * 100:3.0f} %  ", f"{line.title} ({_counts(line)})") for line in self._account.standing)
        )

    def _exposure(self) -> Iterable[Widget]:
        yield _heading("Exposure, in this exercise")
        yield Static(literal(EXPOSURE))
        yield Exposure(self._account.exposure)

    def _luck(self) -> Iterable[Widget]:
        yield _heading("Luck")
        if self._account.luck:
            yield Lines(*(("- ", line) for line in self._account.luck))
        else:
            yield Static(NO_LUCK)

    def _report(self) -> Iterable[Widget]:
        account = self._account
        if not account.report_title:
            return
        draft = " [draft: not reviewed yet]" if account.report_draft else ""
        yield _heading(f"What really happened: {account.report_title}{draft}")
        yield Lines(*((f"{n:>2}. ", beat) for n, beat in enumerate(account.report_beats, 1)))
        yield Static(literal(f"It nearly came to this: {account.what_nearly_happened}"))
        if account.advice:
            yield Static(literal(f"The reporter's advice: {account.advice}"))

    def _talk(self) -> Iterable[Widget]:
        account, pack = self._account, self._session.bundle.pack
        if account.discuss:
            yield _heading("To talk about")
            yield Lines(*(("- ", question) for question in account.discuss))
        if account.notes:
            yield _heading("Notes")
            yield Lines(*(("- ", f"{topic}: {text}") for topic, text in account.notes))
        if self._session.bundle.scenario.content_notes and pack.resources:
            yield _heading("If this stays with you")
            yield Lines(*(("- ", f"{r.name}: {r.contact}") for r in pack.resources))

    def action_open_all(self) -> None:
        """Open every decision, or close them all when all are open."""
        cards = self.query(DecisionCard)
        close = all(not card.collapsed for card in cards)
        for card in cards:
            card.turn(closed=close)

    def action_page(self) -> None:
        """Read on."""
        self.query_one("#account", VerticalScroll).scroll_page_down(animate=False)

    def action_home(self) -> None:
        """Back to the library."""
        self.post_message(Home())


def _counts(line: StandingLine) -> str:
    """How often a lesson fared which way; what never happened is left out."""
    counts = {"upheld": line.upheld, "partly": line.partly, "violated": line.violated}
    return ", ".join(f"{word} {count}" for word, count in counts.items() if count)


def _heading(text: str) -> Static:
    return Static(literal(text), classes="heading")
