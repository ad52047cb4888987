"""What the instructor does to the story: skip, inject, override, go back, reveal; and who is here."""

from __future__ import annotations

from textwrap import shorten

from textual.content import Content

from engine.states.step import Landing
from sessions.classroom.classroom import Classroom
from sessions.classroom.instructor_view import course_name
from sessions.classroom.roster import CLASS
from sessions.written_lines import LONGEST_NAME
from tui.classroom.class_screen import ClassScreen, Window
from tui.dialogs.ask import Ask
from tui.dialogs.pick import Pick
from tui.dialogs.question import Answer, Question
from tui.widgets.menu import Item
from tui.widgets.prose import literal

OVERRIDE = "override"
JOINING = "joining"
KEEP = Answer("stay", "Leave it as it is", "n")
BACK = Answer("back", "Go back", "y")
VOTE_ON = Answer("vote-on", "Go on voting", "n")
LEAVE_OUT = Answer("leave-out", "Leave it out", "y")
TAKEN_BACK = (
    "Votes are in. They are taken back: nobody is shown them, and the report says that the vote was left out.\n\n"
    "To keep them press Enter after n: it shows how the class voted."
)


class StoryActs(ClassScreen):
    """One act each."""

    def __init__(self, session: Classroom, window: Window | None = None, *, resumed: bool = False) -> None:
        super().__init__(session, window)
        self.resumed = resumed

    async def take_hands(self) -> bool:
        """Take what was typed of a count; False where nothing was."""
        return False

    async def action_skip(self) -> None:
        """Leave a phase out; a vote in which votes are in, if that is meant."""
        if not self.guard.open:
            return
        await self.take_hands()
        if not self.session.skip_step().drops:
            await self.do(self.session.skip)
            return

        async def answered(answer: str | None) -> None:
            self.guard.close()
            if answer == LEAVE_OUT.id:
                await self.do(self.session.skip)

        self.app.push_screen(Question("Leave out the vote?", TAKEN_BACK, (VOTE_ON, LEAVE_OUT)), answered)

    async def action_inject(self) -> None:
        """Pick an inject, and play it."""
        await self.take_hands()
        cards = self.session.bundle.scenario.injects
        items = [Item(id_, self._card(id_, cards[id_].text)) for id_ in self.session.injects()]
        hint = "What it says is read with the class next. Esc plays none."
        self.ask(Pick("Play an inject", hint, items), self.session.inject)

    def _card(self, id_: str, text: str) -> Content:
        """An inject in the list: with one screen its name alone, since the class sees the list."""
        name = literal(id_.replace("-", " "), "bold")
        return name if self.session.one_screen else Content.assemble(name, "\n", literal(" ".join(text.split())))

    def action_override(self) -> None:
        """Pick another route in place of the one that was rolled."""
        routes = self.session.routes()
        total = sum(landing.odds for landing, _ in routes)
        items = [Item(str(landing.route), self._route(landing, total)) for landing, taken in routes if not taken]
        hint = "The story goes this way instead. It is on record, and no luck of anybody's."

        def picked(route: str) -> None:
            ask = Ask("Why another way?", "In a line, for the report. No names.", "Override", self.unkept(OVERRIDE))
            self.ask(ask, lambda reason: self.session.override(int(route), reason), OVERRIDE)

        self.ask(Pick("Override the last roll", hint, items), picked)

    def _route(self, landing: Landing, total: int) -> Content:
        """A course in the list: with one screen its name alone, since the class sees the list."""
        id_ = self.session.play.program.scenes[landing.state.scene]
        scene = self.session.bundle.scenario.scenes[id_]
        odds = literal(f"{landing.odds} in {total}: ", "bold")
        if self.session.one_screen:
            return Content.assemble(odds, literal(course_name(self.session.bundle.scenario, id_)))
        title = f"{scene.ending.title} ({scene.ending.outcome}). " if scene.ending else ""
        return Content.assemble(odds, literal(shorten(f"{title}{scene.text}", 200, placeholder=" …")))

    async def action_reveal(self) -> None:
        """Show the class why."""
        await self.do(self.session.reveal)

    async def action_go_back(self) -> None:
        """Back to the last decision, if that is meant."""
        await self.take_hands()
        last = self.session.last_commit()
        if last is None:
            return
        decision = self.session.bundle.scenario.scenes[last.scene].decision
        assert decision is not None
        number = self.session.play.program.decision_numbers[last.scene]
        text = (
            f"Decision {number}: “{decision.prompt}”\n\nThe team chose: {decision.choices[last.choice].text}\n\n"
            "What followed is undone. Votes, notes and flags stay, and so does an ending that was read. "
            "The first decision is the one that is scored."
        )

        async def answered(answer: str | None) -> None:
            self.guard.close()
            if answer == "back":
                await self.do(self.session.go_back)

        self.app.push_screen(Question("Back to the last decision?", text, (KEEP, BACK)), answered)

    async def action_roster(self) -> None:
        """Mend the head count, or let somebody join."""
        await self.take_hands()
        session = self.session
        typed = self.unkept(JOINING)
        if session.voters == "hands":
            here = session.roster.get(CLASS)
            value = typed or (str(here.heads) if here else "")
            ask = Ask("How many people are here?", "Hands are counted against it.", "Keep it", value, digits=True)
        elif session.voters in ("tables", "people"):
            known = f"On the list: {', '.join(session.roster)}."
            ask = Ask("Who joins?", f"{known} A name that no one knows outside this room, or a table.", "Add", typed)
        else:
            self.say("in this class nobody joins late: its seats are those of the exercise")
            return
        self.ask(ask, self._joined, JOINING)

    def _joined(self, text: str) -> None:
        if not text:
            return
        if self.session.voters == "hands":
            self.session.join(CLASS, int(text))
        else:
            self.session.join(text[:LONGEST_NAME], int(self.session.voters == "people"))
