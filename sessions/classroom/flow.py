"""Which phase of a class follows which, and what the keys that go on will do, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.play import phases
from exporters.wording.promises import Voting

Waits: TypeAlias = Literal["start", "roll", "decision", "ended", "nothing"]

STORY = (phases.READ, phases.VOTE, phases.BARS, phases.DISCUSS, phases.COMMIT, phases.REVEAL)
"""Phases in which the exercise itself is run."""
QUESTIONS = tuple(phases.HOT_WASH_QUESTIONS)
HSEEP = (phases.STRENGTH, phases.AREA, phases.ACTION)
SUMMARY = "summary"
"""The last page of the hot wash: the team's score."""
NEVER_SKIPPED = "a decision is never skipped: the team chooses, and the story goes on from there"
WAS_SHOWN = "the class has seen this vote, so it is not left out: put it right, and Enter shows it again"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next."""

    words: str
    """What it does, as the foot of the screen says it after "Enter:"; empty where there is nothing to do."""
    phase: str = ""
    """The phase that it opens; empty where it opens none."""
    page: int = 1
    why_not: str = ""
    """Why it cannot be done; empty where it can."""
    drops: bool = False
    """Whether votes that are in are taken back by it."""


@dataclass(frozen=True, slots=True)
class ClassPlace:
    """Where a class stands."""

    phase: str
    page: int
    waits: Waits
    voters: Voting
    voted: bool
    """Whether any vote is in, since the distribution was last shown."""
    corrects: bool
    """Whether these votes were shown, and are being put right."""
    hseep: bool
    drill: bool = False
    """Whether the class ends with this decision."""

    def next(self) -> NextStep:
        """What Enter does."""
        match self.phase:
            case phases.WELCOME:
                return NextStep("permission to speak up is given; read on", phases.READ)
            case phases.READ:
                return self._after_reading()
            case phases.REVEAL if self.drill:
                return NextStep("close the drill")
            case phases.REVEAL:
                return NextStep("back to the story", phases.READ)
            case phases.VOTE if self.voted:
                return NextStep("show how the class voted", phases.BARS)
            case phases.VOTE:
                return NextStep("no votes yet: go on to the discussion without", phases.DISCUSS)
            case phases.BARS:
                return NextStep("open the discussion", phases.DISCUSS)
            case phases.DISCUSS:
                return NextStep("let the team decide", phases.COMMIT)
            case phases.COMMIT:
                return NextStep("", why_not="type the letter of what the team decides")
            case phases.HOT_WASH:
                return self._after_question()
            case _:
                return NextStep("close the class")

    def skip(self) -> NextStep:
        """What `s` does: leave out what Enter would open, or what is open now; never a decision."""
        match self.phase:
            case phases.WELCOME:
                return NextStep("begin without it", phases.READ)
            case phases.READ | phases.VOTE if self.corrects:
                return NextStep("", why_not=WAS_SHOWN)
            case phases.READ if self.waits == "decision" and self.voters != "none":
                return NextStep("leave out the vote", phases.DISCUSS, drops=self.voted)
            case phases.VOTE:
                return NextStep("leave out the vote", phases.DISCUSS, drops=self.voted)
            case phases.BARS:
                return NextStep("leave out the discussion", phases.COMMIT)
            case phases.HOT_WASH:
                return self._after_question()
            case phases.READ | phases.DISCUSS | phases.COMMIT:
                return NextStep("", why_not=NEVER_SKIPPED)
            case _:
                return NextStep("", why_not="there is nothing to skip here")

    def back(self) -> NextStep:
        """What Backspace does: one phase back, within the decision or the hot wash."""
        earlier = {phases.VOTE: phases.READ, phases.DISCUSS: phases.VOTE, phases.COMMIT: phases.DISCUSS}
        match self.phase:
            case phases.BARS:
                return NextStep("put the votes right", phases.VOTE)
            case phases.VOTE | phases.DISCUSS | phases.COMMIT:
                if self.phase == phases.DISCUSS and self.voters == "none":
                    return NextStep("back to the text", phases.READ)
                words = {phases.READ: "back to the text", phases.VOTE: "vote again", phases.DISCUSS: "back to the discussion"}
                return NextStep(words[earlier[self.phase]], earlier[self.phase])
            case phases.REVEAL if self.drill:
                return NextStep("", why_not="the decision is made; z takes it back")
            case phases.REVEAL:
                return NextStep("back to the story", phases.READ)
            case phases.HOT_WASH if self.page > 1:
                return NextStep("the question before", phases.HOT_WASH, self.page - 1)
            case phases.HOT_WASH:
                return NextStep("back to the story", phases.READ)
            case phases.PALS_END:
                return NextStep("back to the hot wash", phases.HOT_WASH, len(wash(hseep=self.hseep)))
            case _:
                return NextStep("", why_not="there is no phase before this one; z goes back to the last decision")

    def _after_reading(self) -> NextStep:
        match self.waits:
            case "decision" if self.voters == "none":
                return NextStep("open the discussion", phases.DISCUSS)
            case "decision":
                return NextStep("open the vote", phases.VOTE)
            case "roll":
                return NextStep("try again to keep what follows", phases.READ)
            case _:
                return NextStep("begin the hot wash", phases.HOT_WASH)

    def _after_question(self) -> NextStep:
        pages = wash(hseep=self.hseep)
        if self.page >= len(pages):
            return NextStep("who spoke up?", phases.PALS_END)
        words = "how the team did" if pages[self.page] == SUMMARY else "the next question"
        return NextStep(words, phases.HOT_WASH, self.page + 1)


def wash(*, hseep: bool) -> tuple[str, ...]:
    """The pages of the hot wash: topics of notes, and the summary at the end."""
    return (*QUESTIONS, *(HSEEP if hseep else ()), SUMMARY)
