"""The account of a play in words: what every debrief says, on a screen or on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.pack.local.words import LocalMarks
from engine.pack.scenario import Choice, Decision
from engine.play.bundle import Bundle
from engine.play.completion import Completion
from engine.play.grades import Debrief, ExposurePoint, Graded, LessonStanding
from engine.play.phases import NEXT_SHIFT
from exporters.scenario.care import resources
from exporters.wording.addressee import Addressee
from exporters.wording.decisions import decision_name, question_asked
from exporters.wording.judgment import GOES_ON, OUTCOMES, VERDICTS, summed_up
from exporters.wording.luck import luck_sentences, no_luck

NO_REPORT = "invented: no report behind this exercise"
SURE = Fraction(3, 4)
"""The least confidence of somebody who is sure."""
MARKS = {"+": "upheld", "~": "partly upheld", "-": "violated"}


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
    def mistaken(self) -> bool:
        """Whether the player was sure, and there was a better choice."""
        confidence = self.graded.confidence
        return self.scored and self.graded.counts and not self.graded.sound and confidence is not None and confidence >= SURE


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A lesson over the whole play."""

    id: str
    title: str
    upheld: int
    partly: int
    violated: int
    share: Fraction

    @property
    def counts(self) -> str:
        """How often it fared which way; see `counts`."""
        return counts(self)


def counts(fared: StandingLine | LessonStanding) -> str:
    """How often a lesson fared which way, e.g. `upheld 2, violated 1`; what never happened is left out."""
    found = {"upheld": fared.upheld, "partly": fared.partly, "violated": fared.violated}
    return ", ".join(f"{word} {count}" for word, count in found.items() if count)


@dataclass(frozen=True, slots=True)
class ExposureLine:
    """How dangerous it was at one point of the play."""

    seq: int
    """Number of the event."""
    number: int | None
    """Of the decision; None at the start and at the end."""
    label: str
    """`start`, the number of the decision, or `end`."""
    place: str
    """In words: `at the start`, `at decision 6`, `at the end`."""
    least: float
    """Danger under the best choices from here on, from 0 to 1."""
    blind: float
    """Danger under blind ones."""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that a debrief says."""

    addressee: Addressee
    title: str
    scored: bool
    """False where nothing is graded: then no number below is to be shown."""
    headline: str
    """The quadrant, in words, before any number."""
    meaning: str
    outcome: str
    ending: str
    score: str
    """E.g. `72`, or a sentence where the play is not graded."""
    scale: str
    """Where blind guessing and the best line lie."""
    regret: str
    decisions: tuple[DecisionLine, ...]
    mistaken: tuple[DecisionLine, ...]
    """Confident errors: decisions that the player was sure of, while there was a better choice."""
    standing: tuple[StandingLine, ...]
    critical: tuple[DecisionLine, ...]
    """Life-safety errors, whatever the score."""
    turning_point: DecisionLine | None
    """The decision of greatest regret."""
    luck: tuple[str, ...]
    """What chance and the facilitator did, a sentence each; empty where nothing of the kind stands."""
    no_luck: str
    """What is said in their place where there are none; empty where nothing is scored."""
    exposure: tuple[ExposureLine, ...]
    report_title: str
    """Empty where the exercise rests on no report."""
    report_beats: tuple[str, ...]
    report_draft: bool
    what_nearly_happened: str
    advice: str
    calibration: str
    discuss: tuple[str, ...]
    next_shift: tuple[str, ...]
    """What the player will do on the next shift."""
    notes: tuple[tuple[str, str], ...]
    """(topic, text) of everything else that was noted."""
    resources: tuple[str, ...]
    """Who helps, where the content has a note."""

    @property
    def ended(self) -> str:
        """Title and kind of the ending, e.g. `He stood still (near miss: no harm this time)`; there is an ending."""
        return f"{self.ending} ({self.outcome})"

    @property
    def scored_at(self) -> str:
        """The score, and where blind guessing and the best line lie: `72 of 100 (...)`."""
        return f"{self.score} of 100 ({self.scale})" if self.scale else self.score

    @property
    def own_words(self) -> tuple[str, ...]:
        """What people wrote, and not the scenario: to be looked at before it is handed on."""
        reasons = [line.graded.reason for line in self.decisions]
        return tuple(text for text in (*reasons, *self.next_shift, *(text for _, text in self.notes)) if text)


def account(bundle: Bundle, debrief: Debrief, addressee: Addressee, came: Completion = Completion.OPEN) -> Account:
    """The account of a play, as it is told to somebody.

    Args:
        bundle: what it was played from.
        debrief: its grades.
        addressee: who is spoken to.
        came: how far it came, where that is told.
    """
    scenario, report = bundle.scenario, bundle.report
    lines = tuple(_decision(bundle, graded, debrief.scored) for graded in debrief.decisions)
    headline, meaning = summed_up(scenario, debrief, addressee, came)
    ending = scenario.scenes[debrief.ending].ending if debrief.ending else None
    return Account(
        addressee=addressee,
        title=scenario.title,
        scored=debrief.scored,
        headline=headline,
        meaning=meaning,
        outcome=OUTCOMES.get(debrief.outcome or "", GOES_ON),
        ending=ending.title if ending else "",
        score=_score(debrief),
        scale=_scale(debrief),
        regret=amount(debrief.regret),
        decisions=lines,
        mistaken=tuple(line for line in lines if line.mistaken),
        standing=_standing(bundle, debrief),
        critical=tuple(line for line in lines if line.scored and line.graded.critical and line.graded.counts),
        turning_point=None if debrief.turning_point is None else lines[debrief.turning_point],
        luck=luck_sentences(scenario, debrief),
        no_luck=no_luck(debrief),
        exposure=tuple(_exposure(point, debrief) for point in debrief.exposure) if debrief.scored else (),
        report_title=report.title if report else "",
        report_beats=report.beats if report else (),
        report_draft=report is not None and report.review.status == "draft",
        what_nearly_happened=report.what_nearly_happened if report else "",
        advice=(report.advice or "") if report else "",
        calibration=_calibration(debrief),
        discuss=(*scenario.discuss, *(report.discuss if report else ())),
        next_shift=tuple(note.text for note in debrief.notes if note.topic == NEXT_SHIFT),
        notes=tuple((note.topic, note.text) for note in debrief.notes if note.topic != NEXT_SHIFT),
        resources=resources(bundle),
    )


def _exposure(point: ExposurePoint, debrief: Debrief) -> ExposureLine:
    at = next((graded for graded in debrief.decisions if point.at == "decision" and graded.seq == point.seq), None)
    number, label, place = (
        (None, point.at, f"at the {point.at}")
        if at is None
        else (at.number, f"{at.number}", f"at {decision_name(at.number, at.visit)}")
    )
    return ExposureLine(point.seq, number, label, place, float(point.least), float(point.blind))


def _score(debrief: Debrief) -> str:
    if not debrief.scored:
        return "no score"
    return "not graded: nothing was at stake" if debrief.score is None else f"{_round(debrief.score)}"


def _scale(debrief: Debrief) -> str:
    if debrief.score is None or debrief.blind is None:
        return ""
    return f"blind guessing lies at {_round(debrief.blind)}, the best line at 100"


def _decision(bundle: Bundle, graded: Graded, scored: bool) -> DecisionLine:
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
    )


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


def _standing(bundle: Bundle, debrief: Debrief) -> tuple[StandingLine, ...]:
    lines = [
        StandingLine(id_, bundle.lessons[id_].title if id_ in bundle.lessons else id_, s.upheld, s.partly, s.violated, s.share)
        for id_, s in debrief.lessons.items()
    ]
    return tuple(sorted(lines, key=lambda x: (x.share, x.title)))


def _calibration(debrief: Debrief) -> str:
    told = [d for d in debrief.counted if d.confidence is not None]
    if not told or debrief.brier is None:
        return ""
    sure = [d for d in told if d.confidence is not None and d.confidence >= SURE]
    wrong = sum(not d.sound for d in sure)
    brier = f"Brier score {float(debrief.brier):.2f}; 0 is perfect, 0.25 is a coin"
    sentence = f"You said how sure you were {_times(len(told))} ({brier})."
    if sure:
        sentence += f" You were sure {_times(len(sure))}, and mistaken in {wrong} of {len(sure)}."
    return sentence


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _round(value: Fraction | None) -> int:
    return 0 if value is None else int(value + Fraction(1, 2))


def amount(value: Fraction) -> str:
    """A loss or a regret, to two places."""
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"
