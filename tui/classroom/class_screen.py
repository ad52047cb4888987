"""What the instructor's screens share: acts that may fail, notes, pause, the shared screen, leaving."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.screen import ModalScreen, Screen

from engine.errors import HotwashError, PlayError, SecondWriter
from engine.play import phases
from engine.play.mending import line_of
from sessions.classroom.classroom import Classroom
from tui.classroom.messages import ClassLeft
from tui.dialogs.ask import Ask
from tui.dialogs.blank import Blank
from tui.dialogs.guard import AnswerGuard
from tui.dialogs.notice import Notice
from tui.dialogs.question import Answer, Question
from tui.dialogs.written_lines import WrittenLines
from tui.keys import HELP, Key, key_named, why_idle

if TYPE_CHECKING:
    from tui.classroom.terminals import WindowSign

LOOK = 0.25
"""Seconds between two looks for the second window."""
NOTE = "note"
"""Topic of a note that answers no question of the hot wash."""
FLAG = "flag"
REASON = "reason"
STAY = Answer("stay", "Stay", "n")
LEAVE = Answer("leave", "Leave", "y")
HOT_WASH = Answer("hot-wash", "Hot wash", "w")
HERE = Answer("here", "Go on here", "h")
AWAY = Answer("leave", "Leave", "l")
LEAVING = "Everything is kept. Go on at any time, at this very place, with\n\n    hotwash classroom --resume"
FINISH = "\n\nIf time is up, w begins the hot wash; the story stays where it is."


@dataclass(frozen=True, slots=True)
class Window:
    """How the shared screen is opened."""

    command: tuple[str, ...] = ()
    """What runs in the new window."""
    by_hand: str = "hotwash present"
    """What somebody would type there."""


HELP_FIRST = replace(HELP, first=True)
MEND_KEY = Key({"m": "lines"}, "mend or take out what was written")
NOTE_KEY = Key({"n": "note"}, "a note for the report")
PAUSE = Key({"p": "pause"}, "pause; the clock stands still", foot="Pause", crib="pause; Enter goes on")
BLANK = Key({"x": "blank"}, "blank the shared screen")
WINDOW = Key({"v": "window"}, "open the window for the projector", foot="Window")


class ClassScreen(Screen[None]):
    """One of the screens of a class. `show` draws it; `do` acts and draws again. A key that has nothing to do says why."""

    KEYS: ClassVar[tuple[Key, ...]] = ()

    def __init__(self, session: Classroom, window: Window | None = None) -> None:
        super().__init__()
        self.session = session
        self._window = window or Window()
        self.guard = AnswerGuard(self)
        self._unkept: dict[str, str] = {}
        """What was typed and could not be kept, by what its line is called: it stands there when the line is asked for again."""

    async def show(self) -> None:
        """Draw where the class stands."""
        raise NotImplementedError

    async def do(self, act: Callable[[], object]) -> bool:
        """Act, say what was refused or could not be kept, and draw. Answers whether it was done."""
        done = False
        try:
            act()
            done = True
        except SecondWriter as error:
            self._second(error)
        except PlayError as error:
            self.say(str(error))
        except HotwashError as error:
            self.app.push_screen(Notice("This could not be kept. The class stands where it stood.", str(error)))
        await self.show()
        return done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key has anything to do now; the foot names only those that have."""
        return not why_idle(self, self.KEYS, action) and super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A key that has nothing to do now says why."""
        key = key_named(self.KEYS, event.key)
        if key is not None and key.idle is not None and (reason := key.idle(self)):
            event.stop()
            self.say(reason)

    def say(self, text: str) -> None:
        """A sentence that goes away by itself. One at a time: many would hide the screen, and a question on it."""
        self.app.clear_notifications()
        self.notify(text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else "."), timeout=5, markup=False)

    def _second(self, error: SecondWriter) -> None:
        """Another window went on with the class: let the instructor say which one stays."""

        async def answered(answer: str | None) -> None:
            if answer == "leave":
                self.post_message(ClassLeft())
            else:
                await self.do(self.session.reload)

        text = f"What was just done here was not kept: {error}"
        self.app.push_screen(Question("Another window goes on with this class", text, (HERE, AWAY)), answered)

    def ask(self, question: ModalScreen[str | None], then: Callable[[str], object], line: str = "") -> None:
        """Ask over this screen; `then` acts on what is answered, unless it is called off.

        Args:
            question: what asks.
            then: acts.
            line: what a line that is asked for is called: one that could not be kept waits for it under this name.
        """

        async def answered(answer: str | None) -> None:
            self.guard.close()
            if answer is not None:
                before = self.session.play.next_seq
                done = await self.do(lambda: then(answer))
                kept = done or any(line_of(event) == answer for event in self.session.play.events[before:])
                self._unkept[line] = "" if kept else answer

        self.app.push_screen(question, answered)

    def unkept(self, line: str) -> str:
        """What was typed for a line and could not be kept; empty where all was."""
        return self._unkept.get(line, "")

    # Acts that every screen of a class has

    def action_flag(self) -> None:
        """Flag this moment."""
        hint = "What is to be talked about in the hot wash? It may stay empty. No names."
        self.ask(Ask("Flag this moment", hint, "Flag it", self.unkept(FLAG)), self.session.flag, FLAG)

    def action_note(self) -> None:
        """Keep a note."""

        def written(text: str) -> None:
            if text:
                self.session.note(NOTE, text)

        self.ask(Ask("A note", "For the report. No names.", "Keep it", self.unkept(NOTE)), written, NOTE)

    def action_lines(self) -> None:
        """Put right or take out what was written."""
        self.mend_lines()

    def mend_lines(self, suspects: Collection[int] = (), then: Callable[[], None] | None = None) -> None:
        """Show what was written; `then` goes on. `suspects` are the numbers of the events to be looked at."""

        def left(_: None) -> None:
            self.guard.close()
            if then is not None:
                then()

        self.app.push_screen(WrittenLines(self.session, self.do, suspects), left)

    async def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        await self.do(self.session.pause)

    async def action_timer(self) -> None:
        """Start or stop the timer."""
        await self.do(self.session.timer)

    async def action_more_time(self, seconds: int) -> None:
        """Add to the timer, or take from it."""
        await self.do(lambda: self.session.more_time(seconds))

    async def action_turn(self, pages: int) -> None:
        """Turn pages on the shared screen."""
        await self.do(lambda: self.session.turn(pages))

    async def action_blank(self) -> None:
        """Nothing on the shared screen, or what was there."""
        if await self.do(self.session.blank) and self.session.one_screen:
            self.blank_here()

    def blank_here(self) -> None:
        """With one screen this one is the shared one."""

        async def back(_: None) -> None:
            await self.do(self.session.blank)

        self.app.push_screen(Blank(), back)

    async def action_hide(self) -> None:
        """The class sees this screen from now on, or no longer does."""
        if await self.do(self.session.hide):
            hidden = "Notes and answers are hidden: the class sees this screen."
            self.say(hidden if self.session.one_screen else "Notes and answers are shown: this screen is yours alone.")

    def action_window(self) -> None:
        """Open the shared screen in a window of its own."""
        from tui.classroom.terminals import WindowSign, open_window

        if self.session.one_screen:
            self.say("this class has one screen; h shows your notes again when there are two")
        elif self._window.command and open_window((*self._window.command, "--sign", str((sign := WindowSign()).path))):
            self.say("a second window opens: drag it to the projector and make its letters large")
            self._wait_for(sign)
        else:
            self._open_by_hand("Open the shared screen by hand")

    def _wait_for(self, sign: WindowSign) -> None:
        """Say so where the second window does not stay."""

        def look() -> None:
            state = sign.look()
            if state != "opening":
                looking.stop()
            if state == "missing":
                self._open_by_hand("The second window closed again, or never opened", "; if it fails, it says why")

        looking = self.app.set_interval(LOOK, look)

    def _open_by_hand(self, title: str, further: str = "") -> None:
        typed = self._window.by_hand
        text = f"Open a second terminal window, type\n\n    {typed}\n\nand drag it to the projector{further}."
        self.app.push_screen(Notice(title, text))

    async def action_advance(self) -> None:
        """What the foot of the screen says."""
        if self.guard.open:
            await self.do(self.session.advance)

    async def action_back_a_phase(self) -> None:
        """One phase back."""
        if self.guard.open:
            await self.do(self.session.back_a_phase)

    def action_leave(self) -> None:
        """Ask whether to leave."""
        story = self.session.phase not in (phases.HOT_WASH, phases.PALS_END) and not self.session.is_drill

        async def answered(answer: str | None) -> None:
            self.guard.close()
            if answer == "leave":
                self.post_message(ClassLeft())
            elif answer == "hot-wash":
                await self.do(self.session.to_hot_wash)

        answers = (STAY, LEAVE, HOT_WASH) if story else (STAY, LEAVE)
        self.app.push_screen(Question("Leave the class?", LEAVING + (FINISH if story else ""), answers), answered)


def clock_words(seconds: float) -> str:
    """Minutes and seconds: `12:05`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def timer_words(remaining: float) -> str:
    """What is left of a timer."""
    return f"Timer {clock_words(remaining)}" if remaining > 0 else "Timer: time is up"
