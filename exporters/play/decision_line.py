"""One decision of a play in words: what was chosen, what it was worth, what was better, and what the report says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.pack.local.words import LocalMarks
from engine.pack.scenario import Choice, Decision
from engine.play.bundle import Bundle
from engine.play.confidence import SURE, confidence_word
from engine.play.grades import Graded
from exporters.wording.decisions import decision_name, question_asked
from exporters.wording.judgment import VERDICTS
from exporters.wording.numbers import many

NO_REPORT = "invented: no report behind this exercise"
MARKS = {"+": "upheld", "~": "partly upheld", "-": "violated"}
MINUTES, TRUST = "minutes", "trust"
"""Ids of counters whose loss is told: what they count is known by their name."""
_UNMOVED = "With the best choices after it, it was no more dangerous than before."
_LATER = "what came after it could not be decided as well any more"
"""Where the choice itself lost nothing: then the loss is in what follows."""


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson and how one choice, or the whole play, treated it."""

    id: str
    title: str
    statement: str
    mark: str
    """`+`, `~` or `-`."""
    policy: str = ""
    """What marks it so, where that is not the scenario: `by your agency's order 4.2`."""

    @property
    def word(self) -> str:
        """The mark in words."""
        return f"{MARKS[self.mark]}, {self.policy}" if self.policy else MARKS[self.mark]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision of the play."""

    number: int
    """As every screen and paper names it."""
    graded: Graded
    prompt: str
    chosen: str
    why: str
    best: tuple[tuple[str, str], ...]
    """(text, why) of each choice without regret."""
    lessons: tuple[LessonLine, ...]
    also: tuple[LessonLine, ...]
    """Marks on lessons that this decision does not test."""
    reported: str
    """What the report says was done, `not reported`, or that there is no report."""
    scored: bool = True
    """False where nothing is graded: the words stay, the verdict goes."""
    matters: str = ""
    """Of a worst choice that left the danger as it was, what it cost all the same; empty elsewhere."""

    @property
    def name(self) -> str:
        """`decision 6`; where the story came back to it, `decision 6, second time`."""
        return decision_name(self.number, self.graded.visit)

    @property
    def asked(self) -> str:
        """The question, and the how-manieth time it was asked where that was not the first."""
        return question_asked(self.prompt, self.graded.visit)

    @property
    def verdict(self) -> str:
        """One or two words for how good it was at that moment; empty where nothing is graded."""
        if not self.scored:
            return ""
        if not self.graded.counts:
            return "second try"
        if not self.graded.span:
            return "nothing at stake"
        if self.graded.sound:
            return "best"
        return "worst" if self.graded.regret == self.graded.span else "costly"

    @property
    def sentence(self) -> str:
        """The verdict as a sentence; empty where nothing is graded."""
        return VERDICTS.get(self.verdict, "")

    @property
    def sure(self) -> str:
        """How sure the player was, in words; empty where nobody asked."""
        confidence = self.graded.confidence
        return "" if confidence is None else confidence_word(round(confidence * 100), len(self.graded.shown))

    @property
    def mistaken(self) -> bool:
        """Whether the player was sure, and there was a better choice."""
        confidence = self.graded.confidence
        sure = confidence is not None and confidence * 100 >= SURE
        return self.scored and self.graded.counts and not self.graded.sound and sure


def decision_line(bundle: Bundle, graded: Graded, *, scored: bool, danger_known: bool) -> DecisionLine:
    """A decision of a play in words.

    Args:
        bundle: what was played.
        graded: the decision.
        scored: whether anything is graded.
        danger_known: whether `graded.risk` tells what the choice did to the danger: a vote that nobody followed did nothing.
    """
    decision = bundle.scenario.scenes[graded.scene].decision
    assert decision is not None
    choice = decision.choices[graded.choice]
    tested, also = _lessons(bundle, decision, choice, bundle.local.cited(graded.scene, graded.choice))
    return DecisionLine(
        number=graded.number,
        graded=graded,
        prompt=decision.prompt,
        chosen=choice.text,
        why=choice.why or "",
        best=tuple((decision.choices[c].text, decision.choices[c].why or "") for c in graded.best),
        lessons=tested,
        also=also,
        reported=_reported(decision, graded.reported),
        scored=scored,
        matters=_matters(decision, graded, tested) if scored and danger_known else "",
    )


def _matters(decision: Decision, graded: Graded, tested: Sequence[LessonLine]) -> str:
    """What a worst choice cost though it left the danger as it was: lessons, minutes, trust, each against the best choices."""
    if not graded.counts or graded.risk or not graded.regret or graded.regret != graded.span:
        return ""
    choice, best = decision.choices[graded.choice], [decision.choices[id_] for id_ in graded.best]
    against = [f"“{lesson.title}”" for lesson in tested if lesson.mark == "-"]
    partly = [f"“{lesson.title}”" for lesson in tested if lesson.mark == "~"]
    longer = choice.add.get(MINUTES, 0) - max(b.add.get(MINUTES, 0) for b in best)
    costs = [f"it went against {_listed(against)}"] if against else []
    costs += [f"it upheld {_listed(partly)} only in part"] if partly else []
    costs += [f"it took {many(longer, 'minute')} more than a better answer"] if longer > 0 else []
    costs += ["it cost trust"] if choice.add.get(TRUST, 0) < min(b.add.get(TRUST, 0) for b in best) else []
    return f"{_UNMOVED} It still matters: {_listed(costs or [_LATER])}."


def _listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _lessons(
    bundle: Bundle, decision: Decision, choice: Choice, policies: Mapping[str, LocalMarks]
) -> tuple[tuple[LessonLine, ...], tuple[LessonLine, ...]]:
    lines = [(mark[1:], _lesson(bundle, mark[1:], mark[0], policies.get(mark[1:]))) for mark in choice.marks]
    tested = tuple(line for lesson, line in lines if lesson in decision.tests)
    return tested, tuple(line for lesson, line in lines if lesson not in decision.tests)


def _lesson(bundle: Bundle, id_: str, mark: str, policy: LocalMarks | None) -> LessonLine:
    lesson = bundle.lessons.get(id_)
    cited = policy.cited if policy else ""
    return LessonLine(id_, lesson.title if lesson else id_, lesson.statement if lesson else "", mark, cited)


def _reported(decision: Decision, reported: str | None) -> str:
    if reported is None:
        return NO_REPORT
    if reported == "unknown" or reported not in decision.choices:
        return "not reported"
    return decision.choices[reported].text
