"""The account of a play in words: what every debrief says, on a screen or on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from engine.learner.promises import of_events
from engine.play.bundle import Bundle
from engine.play.completion import Completion
from engine.play.confidence import SURE
from engine.play.grades import Debrief, ExposurePoint, Graded, LessonStanding
from engine.play.phases import NEXT_SHIFT, PROMISE
from exporters.play.decision_line import DecisionLine, decision_line
from exporters.scenario.care import resources
from exporters.wording.addressee import Addressee
from exporters.wording.calibrated import calibrated
from exporters.wording.danger import danger_range
from exporters.wording.decisions import decision_name
from exporters.wording.judgment import GOES_ON, OUTCOMES, VERDICTS, summed_up
from exporters.wording.luck import luck_sentences, no_luck


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

    @property
    def mark(self) -> str:
        """`+` where it was upheld each time, `-` where it never was, `~` between."""
        return "+" if self.share == 1 else "~" if self.share else "-"


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

    @property
    def name(self) -> str:
        """The place without its preposition: `decision 6`."""
        return self.place.removeprefix("at ")

    @property
    def danger(self) -> str:
        """Both in words."""
        return danger_range(self.least, self.blind)


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
    tally: tuple[str, ...]
    """How many decisions were worth what: `7 best`, `1 worst`, `! one put a life at risk`; empty where nothing is graded."""
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
    kept_promises: tuple[str, ...]
    """For each of these what became of it, `yes, 2026-11-28`; empty where nobody has answered."""
    notes: tuple[tuple[str, str], ...]
    """(topic, text) of everything else that was noted."""
    resources: tuple[str, ...]
    """Who helps, where the content has a note."""

    @property
    def ended(self) -> str:
        """Title and kind of the ending, e.g. `He stood still (near miss: no harm this time)`; there is an ending."""
        return f"{self.ending} ({self.outcome})"

    @property
    def dangers(self) -> tuple[tuple[str, str], ...]:
        """(places, how dangerous it was there) in words; places in a row that were alike are one: `decision 2 to decision 4`."""
        alike = [list(points) for _, points in groupby(self.exposure, key=lambda point: point.danger)]
        ends = [(points[0], points[-1]) for points in alike]
        return tuple((a.name if a is b else f"{a.name} to {b.name}", a.danger) for a, b in ends)

    @property
    def to_learn(self) -> tuple[StandingLine, ...]:
        """The lessons that were not upheld each time, the weakest first."""
        return tuple(line for line in self.standing if line.mark != "+")

    @property
    def upheld(self) -> str:
        """The lessons that were upheld each time, in a line; empty where none was."""
        titles = [line.title for line in self.standing if line.mark == "+"]
        return f"Upheld each time: {'; '.join(titles)}." if titles else ""

    @property
    def scored_at(self) -> str:
        """The score, and where blind guessing and the best line lie: `72 of 100 (...)`."""
        return f"{self.score} of 100 ({self.scale})" if self.scale else self.score

    @property
    def promised(self) -> tuple[str, ...]:
        """What the player will do on the next shift, each with what became of it."""
        both = zip(self.next_shift, self.kept_promises, strict=True)
        return tuple(f"{text} (did you? {became})" if became else text for text, became in both)

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
    danger_known = addressee is not Addressee.LEARNER
    lines = tuple(decision_line(bundle, d, scored=debrief.scored, danger_known=danger_known) for d in debrief.decisions)
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
        tally=_tally(lines),
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
        calibration=_calibration(lines) if debrief.scored else "",
        discuss=(*scenario.discuss, *(report.discuss if report else ())),
        next_shift=tuple(note.text for note in debrief.notes if note.topic == NEXT_SHIFT),
        notes=tuple((note.topic, note.text) for note in debrief.notes if note.topic not in (NEXT_SHIFT, PROMISE)),
        kept_promises=tuple(promise.told for promise in of_events("", debrief.notes)),
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


def _standing(bundle: Bundle, debrief: Debrief) -> tuple[StandingLine, ...]:
    lines = [
        StandingLine(id_, bundle.lessons[id_].title if id_ in bundle.lessons else id_, s.upheld, s.partly, s.violated, s.share)
        for id_, s in debrief.lessons.items()
    ]
    return tuple(sorted(lines, key=lambda x: (x.share, x.title)))


def _tally(lines: tuple[DecisionLine, ...]) -> tuple[str, ...]:
    """How many were worth what, the best first; life-safety errors last."""
    counted = [line for line in lines if line.scored and line.graded.counts]
    worth = Counter(line.verdict for line in counted)
    told = tuple(f"{worth[verdict]} {verdict}" for verdict in VERDICTS if worth[verdict])
    critical = sum(bool(line.graded.critical) for line in counted)
    return (*told, f"! {'one' if critical == 1 else critical} put a life at risk") if critical else told


def _calibration(lines: tuple[DecisionLine, ...]) -> str:
    """How sure the player said they were, and how often they were right."""
    told = [line.graded for line in lines if line.graded.counts and line.graded.confidence is not None]
    if not told:
        return ""
    stated = [graded.confidence or Fraction(0) for graded in told]
    sentence = f"You said how sure you were {_times(len(told))}. {calibrated(sum(stated, Fraction(0)), _right(told), len(told))}"
    sure = [graded for graded, confidence in zip(told, stated, strict=True) if confidence * 100 >= SURE]
    if sure:
        sentence += f" You were sure {_times(len(sure))}, and mistaken in {len(sure) - _right(sure)} of {len(sure)}."
    return sentence


def _right(told: Sequence[Graded]) -> int:
    return sum(graded.sound for graded in told)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _round(value: Fraction | None) -> int:
    return 0 if value is None else int(value + Fraction(1, 2))
