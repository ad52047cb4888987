"""What was promised comes back: over the first screen and before a play, or as lines. It is asked for once and never scored."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message
from textual.widgets import Button

from engine.errors import HotwashError
from engine.learner.promises import NO, NOT_YET, YES, ShiftPromise, promises
from exporters.wording.recalled import DID_YOU, NEVER_SCORED, recalled
from sessions.promises import answer, take_out
from sessions.run_clock import now
from tui.dialogs.guard import AnswerGuard
from tui.dialogs.question import Answer, Question

if TYPE_CHECKING:
    from textual.app import App

    from engine.records import Records
    from tui.solo.talk import Talk

AT_ONCE = 3
"""Promises that are asked for in one go, the oldest first."""
LATER, OUT = "later", "out"
_ANSWERS = (
    Answer(LATER, "Not yet", "e"),
    Answer(YES, "Yes", "y"),
    Answer(NO, "No", "n"),
    Answer(OUT, "Take it out", "t"),
)


class RecallQuestion(Question):
    """Asks what became of a promise. Esc is `not yet`: it is asked for again, a week later.

    It comes by itself, so a key that was meant for the screen below does not answer it.
    """

    CSS_PATH = "../dialogs/modal.tcss"

    def __init__(self, promise: ShiftPromise) -> None:
        super().__init__(DID_YOU, f"{recalled(promise)}\n\n{NEVER_SCORED}", _ANSWERS)
        self.guard = AnswerGuard(self)

    def on_mount(self) -> None:
        """Wait until it has been seen."""
        self.guard.close()

    def on_key(self, event: events.Key) -> None:
        """A letter answers, when the question has been seen; `Question` does that."""
        self._wait(event)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button answers, when the question has been seen; `Question` does that."""
        self._wait(event)

    def action_first(self) -> None:
        """Not yet."""
        if self.guard.open:
            super().action_first()

    def _wait(self, event: Message) -> None:
        if not self.guard.open:
            event.stop()
            event.prevent_default()


def due(records: Records, at: datetime) -> tuple[ShiftPromise, ...]:
    """The promises to ask for now; none where no answer can be kept."""
    if records.read_only:
        return ()
    return tuple(promise for promise in promises(records) if promise.asks(at))[:AT_ONCE]


def recall(app: App[Any], records: Records) -> None:
    """Ask over the screen that is up, unless another has come up meanwhile. Whatever fails here holds nothing up."""
    screen = app.screen

    async def ask() -> None:
        try:
            for promise in await asyncio.to_thread(due, records, datetime.fromisoformat(now()).astimezone(UTC)):
                if app.screen is not screen:
                    return
                given = await app.push_screen_wait(RecallQuestion(promise))
                await asyncio.to_thread(_keep, records, promise, given)
        except HotwashError as error:
            app.notify(str(error), title="What you promised could not be looked up or kept.", markup=False)

    app.run_worker(ask(), group="recall", exclusive=True)


def recall_in_lines(records: Records, talk: Talk) -> None:
    """Ask somebody who types lines. A pipe has its answers ready, for the play: it is told, and not asked.

    Raises:
        PlayerLeft: the player typed `q`.
    """
    from exporters.play.debrief_text import item

    for promise in due(records, datetime.fromisoformat(now()).astimezone(UTC)):
        talk.say(item(recalled(promise), "", talk.width) + "\n")
        if talk.there:
            _keep(records, promise, _typed(talk))


def _typed(talk: Talk) -> str:
    words = {a.key: a.id for a in _ANSWERS} | {a.id: a.id for a in _ANSWERS} | {"": LATER, NOT_YET: LATER}
    talk.say("".join(_offered()))
    while (given := talk.ask(f"{DID_YOU} (y, n, t, Enter for not yet, q to stop): ").lower()) not in words:
        talk.say(f"`{given[:40]}` is none of these.\n")
    return words[given]


def _offered() -> Iterator[str]:
    yield from (f"  {a.key}  {a.text.lower()}\n" for a in _ANSWERS if a.id != LATER)
    yield f"{NEVER_SCORED}\n"


def _keep(records: Records, promise: ShiftPromise, given: str) -> None:
    if given == OUT:
        take_out(records, promise)
    else:
        answer(records, promise, NOT_YET if given == LATER else given)
