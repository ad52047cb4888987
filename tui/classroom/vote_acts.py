"""The vote, its result and the team's decision: entered by the instructor, a letter and a number at a time."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import OptionList

from engine.play import phases
from sessions.classroom.classroom import Classroom
from sessions.classroom.instructor_view import turnout
from sessions.classroom.roster import heads
from sessions.classroom.slide import NOT_SHOWN
from sessions.classroom.turnout import here, to_come
from sessions.view import OfferedChoice, SceneView, letter
from tui.classroom.bars import Bars, VoteBar
from tui.classroom.class_screen import REASON, Window
from tui.classroom.poll import Poll, Roll
from tui.classroom.story_acts import StoryActs
from tui.classroom.tally import Tally
from tui.dialogs.ask import Ask
from tui.widgets.menu import Item
from tui.widgets.prose import literal
from tui.widgets.rows import Rows

NOT_OPEN = "the vote is not open: the foot of the screen says what Enter does"
IN = "•"
"""Stands for a vote or a digit where the class sees the screen: what was voted is shown to all at once, and how many voted."""
ANSWERED = (phases.VOTE, *phases.SHOWN)
"""Phases in which a letter is an answer: a vote, or what the team decides."""
OWN_EYES = "The wall does not break this down; nor should you."
"""Said on the instructor's own screen where counts are withheld from the class."""
NOWHERE = -1
"""The pointer, where nothing is pointed at."""


class VoteActs(StoryActs):
    """Letters, digits and the pointer. Everything is kept at once, but a number only when it is taken: by Enter or a letter."""

    def __init__(self, session: Classroom, window: Window | None = None, *, resumed: bool = False) -> None:
        super().__init__(session, window, resumed=resumed)
        self._tally = Tally()
        self._pointed = NOWHERE
        """Number of the voter or the answer that is pointed at."""

    def head(self) -> None:
        """Draw what is said above and below the work."""
        raise NotImplementedError

    def begin_phase(self) -> None:
        """Point at the first who has not voted; for the decision at nothing, so that a stray Enter decides nothing."""
        self._tally = Tally()
        self._pointed = NOWHERE if self.session.phase == phases.COMMIT else self._waiting(0)

    # Show

    def show_work(self) -> None:
        """The vote, its result, or the decision."""
        session, poll, bars = self.session, self.query_one(Poll), self.query_one(Bars)
        view = session.view()
        poll.display = session.phase in (phases.VOTE, phases.COMMIT)
        bars.display = session.phase in (phases.BARS, phases.DISCUSS) and session.ballot is not None
        if session.phase == phases.COMMIT:
            self._show_decision(poll, view)
        elif session.phase == phases.VOTE and session.voters == "hands":
            items = [self._hands(option) for option in view.options]
            counted = next((n for n, o in enumerate(view.options) if o.id == self._tally.choice), None)
            poll.show(literal(view.prompt, "bold"), items, counted, literal(turnout(session)))
        elif session.phase == phases.VOTE:
            self._show_voters(poll, view)
        elif bars.display:
            self._show_result(bars, view)
        self.set_focus(poll.query_one(Roll) if poll.display else None)

    def _show_decision(self, poll: Poll, view: SceneView) -> None:
        items = [Item(o.id, literal(o.text), o.key) for o in view.options]
        pointed = None if self._pointed == NOWHERE else self._pointed
        poll.show(literal(view.prompt, "bold"), items, pointed, Content(""))

    def _hands(self, option: OfferedChoice) -> Item:
        typed, taken = self._tally.number, str(self.session.hands.get(option.id, ""))
        if self.session.one_screen:
            typed, taken = IN * len(typed), taken and IN
        count = f"{typed}{'?' if self._tally.proposed else '_'}" if self._tally.choice == option.id else taken or "-"
        return Item(option.id, literal(option.text), f"{option.key} {count:>4} ")

    def _show_voters(self, poll: Poll, view: SceneView) -> None:
        letters = {o.id: o.key for o in view.options}
        rows = [(Content(""), literal(view.prompt, "bold"))]
        rows += [(literal(f"{o.key}  "), literal(o.text)) for o in view.options]
        votes = self.session.votes
        if self.session.one_screen:
            letters = dict.fromkeys(letters, IN)
        items = [Item(who, literal(who), f"{letters.get(votes.get(who, ''), '-')} ") for who in self.session.roster]
        poll.show(Rows(*rows), items, self._pointed, literal(turnout(self.session)))

    def _show_result(self, bars: Bars, view: SceneView) -> None:
        ballot = self.session.ballot
        assert ballot is not None
        tally = self.session.record.tally
        if self.session.one_screen and tally and tally.withheld:
            bars.show(Content.assemble(literal(view.prompt, "bold"), "\n\n", literal(NOT_SHOWN[tally.withheld])), (), 0)
            return
        counts = ballot.last.counts
        shown = [VoteBar(o.key, o.text, counts.get(o.id, 0)) for o in view.options]
        voted, possible = ballot.last.heads, here(self.session.record)
        apart = f" {OWN_EYES}" if tally and tally.withheld else ""
        title = Content.assemble(literal(view.prompt, "bold"), literal(f"  {voted} of {possible} voted.{apart}"))
        bars.show(title, shown, possible, brief=self.session.phase == phases.DISCUSS)

    def _waiting(self, start: int) -> int:
        """Number of the next voter, from `start` on and round, whose vote is not in."""
        voters, votes = list(self.session.roster), self.session.votes
        order = [*range(start, len(voters)), *range(min(start, len(voters)))]
        return next((n for n in order if voters[n] not in votes), min(start, max(0, len(voters) - 1)))

    # Keys

    async def action_letter(self, key: str) -> None:
        """A letter: in a vote, or for the decision."""
        option = next((o for o in self.session.view().options if o.key == key.upper()), None)
        opens = self.session.phase == phases.READ and self.session.next().phase == phases.VOTE
        if self.session.phase not in ANSWERED and not opens:
            self.say(NOT_OPEN)
        elif option is None:
            self.say(f"{key.upper()} is no answer here now")
        elif self.guard.open:
            await self._choose(option)

    async def action_digit(self, digit: str) -> None:
        """A digit of a count of hands; elsewhere it stands for the letter of its place."""
        if self.session.phase != phases.VOTE or self.session.voters != "hands":
            if letter(digit):
                await self.action_letter(letter(digit))
        elif not self._tally.choice:
            self.say("first the letter, then the number of hands: B 12")
        else:
            self._tally.type(digit)
            self.show_work()
            self.head()

    async def _choose(self, option: OfferedChoice) -> None:
        if self.session.phase in phases.SHOWN:
            self._decide(option)
            return
        if self.session.phase == phases.READ and not await self.do(self.session.advance):
            return
        if self.session.voters == "hands":
            await self._picked(self._tally.pick(option.id))
        else:
            await self._vote(option)

    async def _picked(self, taken: tuple[str, int] | None) -> None:
        """Keep what was typed before a letter was gone to. For the last one without a number propose those who are to come."""
        await self._keep(taken)
        others = {option.id for option in self.session.view().options} - {self._tally.choice}
        left = to_come(self.session.record)
        if left is not None and left >= 0 and not self._tally.digits and self.session.hands.keys() == others:
            self._tally.proposed = str(left)
        self.show_work()
        self.head()

    async def _vote(self, option: OfferedChoice) -> None:
        voters, at, missing = list(self.session.roster), self._pointed, len(self.session.roster) - len(self.session.votes)
        if 0 <= at < len(voters) and await self.do(lambda: self.session.vote(voters[at], option.id)):
            self._pointed = self._waiting(at + 1)
            if missing and len(self.session.votes) == len(voters):
                await self.do(self.session.advance)
            else:
                self.show_work()

    def _decide(self, option: OfferedChoice) -> None:
        """Ask for the reason, and commit."""
        seat = self.session.view().seat or "The team"
        hint = f"{option.text}\n\nWhy? In a line, in the room's words. No names."
        ask = Ask(f"{seat} decides: {option.key}", hint, "Decide", self.unkept(REASON))
        self.ask(ask, lambda reason: self.session.decide(option.id, reason), REASON)

    @property
    def _all_in(self) -> bool:
        """Whether nothing is left to count: all raise a hand or want something else, or each answer has a number."""
        counted, present = self.session.hands, heads(self.session.roster)
        if present and len(counted) == len(self.session.play.shown()):
            return sum(counted.values()) <= present
        return to_come(self.session.record) == 0 and any(counted.values())

    def typed_words(self) -> str:
        """What Enter does with a number that was typed; empty where none was."""
        number = self._tally.number
        if not number:
            return ""
        option = next(o for o in self.session.view().options if o.id == self._tally.choice)
        taken = f"take {IN * len(number) if self.session.one_screen else number} for {option.key}"
        return f"{taken}, who are left" if self._tally.proposed else taken

    async def take_hands(self) -> bool:
        """Take what was typed; False where nothing was."""
        return await self._taken(self._tally.take())

    async def _taken(self, taken: tuple[str, int] | None) -> bool:
        if taken is None:
            return False
        self._tally.choice = ""
        await self._keep(taken)
        return True

    async def _keep(self, taken: tuple[str, int] | None) -> None:
        """Keep a count that was typed, if one was."""
        if taken is not None:
            await self.do(lambda: self.session.count(*taken))

    async def action_advance(self) -> None:
        """What the foot of the screen says: a number that was typed, or is proposed, is taken first."""
        if await self._taken(self._tally.accept()):
            if self._all_in:
                await self.do(self.session.advance)
            return
        if not self.guard.open:
            return
        if self.session.phase == phases.COMMIT and self._pointed != NOWHERE:
            self._decide(self.session.view().options[self._pointed])
        else:
            await self.do(self.session.advance)

    async def action_back_a_phase(self) -> None:
        """The last digit away, or one phase back."""
        if self._tally.rub():
            self.show_work()
            self.head()
        else:
            await super().action_back_a_phase()

    async def action_wish(self) -> None:
        """Ask how many want something that no letter says, and what."""
        await self.take_hands()

        def counted(number: str) -> None:
            hint = "What does the room want that no letter says? In a line, in the room's words. No names."
            ask = Ask("Something else", f"{hint} The team then decides for the nearest letter.", "Keep it")
            self.ask(ask, lambda text: self.session.wish(text, int(number or 0)) if text else None)

        self.ask(Ask("Something else", "How many want it? It may stay empty.", "Next", digits=True), counted)

    # Pointer and mouse

    @on(OptionList.OptionHighlighted, "#roll")
    def _point(self, event: OptionList.OptionHighlighted) -> None:
        """The pointer was moved."""
        if self.session.phase != phases.VOTE or self.session.voters != "hands":
            self._pointed = event.option_index
        elif event.option_id and event.option_id != self._tally.choice:
            self.call_later(self._picked, self._tally.pick(event.option_id))

    @on(OptionList.OptionSelected, "#roll")
    async def _click(self, event: OptionList.OptionSelected) -> None:
        """An answer was clicked."""
        if self.session.phase == phases.COMMIT and self.guard.open:
            self._decide(self.session.view().options[event.option_index])
