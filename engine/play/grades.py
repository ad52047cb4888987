"""The account of a graded play as data: decisions, lessons, luck, the two balances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar, Literal, Protocol, Self

from engine.play.events import Noted

SCORING_VERSION = 1


class Quadrant(StrEnum):
    """Decisions against the world."""

    EARNED = "earned"
    """Sound decisions, good ending."""
    BAD_LUCK = "bad-luck"
    """Sound decisions, bad ending."""
    NEAR_MISS = "near-miss"
    """Poor decisions, good ending: they got lucky."""
    FORESEEABLE = "foreseeable"
    """Poor decisions, bad ending."""


class Worth(Protocol):
    """What score and standing read of a commit; `Graded` has it, and more."""

    @property
    def scene(self) -> str: ...  # noqa: D102 - as of `Graded`
    @property
    def regret(self) -> Fraction: ...  # noqa: D102
    @property
    def span(self) -> Fraction: ...  # noqa: D102
    @property
    def marks(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def critical(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Graded:
    """A commit and what it was worth."""

    seq: int
    """Number of the event: of the commit, or of a learner's vote."""
    number: int
    """Of the decision, as every screen and paper names it, whatever the play."""
    made: int
    """The how-manieth commit of the play it is, from 1; of a learner, the how-manieth first vote."""
    scene: str
    visit: int
    choice: str
    counts: bool
    """Whether it enters the score: the first of its scene and visit."""
    shown: tuple[str, ...]
    best: tuple[str, ...]
    """The choices without regret."""
    loss: Fraction
    regret: Fraction
    span: Fraction
    risk: Fraction
    """Danger that the choice let in."""
    exposure: tuple[Fraction, Fraction]
    """(least, blind) danger in the state in which it was made."""
    marks: dict[str, str]
    """Tested lesson -> `+`, `~` or `-`."""
    critical: str
    """Why it is a life-safety error, or empty."""
    confidence: Fraction | None
    """The player's own probability that this is a best choice, or None."""
    reported: str | None
    """The reporter's choice; `unknown` where the report is silent; None where there is no report."""
    reason: str
    """Why, in the player's words."""

    @property
    def sound(self) -> bool:
        """Whether the choice is without regret."""
        return self.regret == 0


class LuckKind(StrEnum):
    """Who turned the story."""

    ROLL = "roll"
    """A draw."""
    INJECT = "inject"
    """The facilitator, by a card."""
    OVERRIDE = "override"
    """The facilitator, by another route in place of a roll."""


@dataclass(frozen=True, slots=True)
class Luck:
    """What chance, or the facilitator, did at one point."""

    kind: LuckKind
    seq: int
    after: int | None
    """`seq` of the commit on the line that it followed; None before the first."""
    inject: str
    """Id of an inject; empty for the others."""
    scene: str
    """Scene that it led to; of an inject, the scene in which it was played."""
    chance: Fraction
    """How likely the roll was; 1 for injects and overrides."""
    danger: Fraction
    """Of a roll its luck, of the others their shift: danger taken away (above 0) or brought."""
    loss: Fraction
    """Of a roll its drift, of the others their shift, in expected loss."""


@dataclass(frozen=True, slots=True)
class ExposurePoint:
    """How dangerous it was at one point of the line."""

    at: Literal["start", "decision", "end"]
    seq: int
    """Number of the event: what began the play, the commit that was made there, or what led to where the line ends."""
    scene: str
    least: Fraction
    """Danger under the best choices from here on, from 0 to 1."""
    blind: Fraction
    """Danger under blind ones."""


@dataclass(slots=True)
class LessonStanding:
    """How a lesson fared."""

    upheld: int = 0
    partly: int = 0
    violated: int = 0
    _gained: Fraction = Fraction(0)
    _weight: Fraction = Fraction(0)
    _FIELDS: ClassVar[dict[str, str]] = {"+": "upheld", "~": "partly", "-": "violated"}

    def add(self, mark: str, weight: Fraction) -> None:
        """Count one mark."""
        name = self._FIELDS[mark]
        setattr(self, name, getattr(self, name) + 1)
        self._gained += weight * {"+": Fraction(1), "~": Fraction(1, 2), "-": Fraction(0)}[mark]
        self._weight += weight

    def counts(self) -> tuple[int, int, int, str, str]:
        """The same as plain data, of which `of_counts` makes it again."""
        return self.upheld, self.partly, self.violated, str(self._gained), str(self._weight)

    @classmethod
    def of_counts(cls, upheld: int, partly: int, violated: int, gained: str, weight: str) -> Self:
        """The standing that `counts` told."""
        return cls(upheld, partly, violated, Fraction(gained), Fraction(weight))

    @property
    def share(self) -> Fraction:
        """Weighted share upheld, from 0 to 1; a partly counts half."""
        return self._gained / self._weight if self._weight else Fraction(0)


@dataclass(frozen=True, slots=True)
class Balance:
    """The two identities: they hold to the last digit on a line that was never cut.

    `total = start + choices - chance - shifts`
    """

    start: Fraction
    """`V` or `X` at the start."""
    choices: Fraction
    """Sum of regret, or of risk."""
    chance: Fraction
    """Sum of drift, or of luck."""
    shifts: Fraction
    """What injects and overrides took away."""
    total: Fraction
    """Sum of loss, or danger of where the line ends."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """An account of a play."""

    scenario: str
    version: int
    score: Fraction | None
    """0 to 100; None where nothing was at stake."""
    blind: Fraction | None
    """Where guessing lies."""
    regret: Fraction
    """Total regret over the commits that count."""
    span: Fraction
    outcome: str | None
    """Of the first ending reached; None while the play goes on."""
    ending: str | None
    """Scene of the first ending."""
    quadrant: Quadrant | None
    decisions: tuple[Graded, ...]
    """Every commit, in order; those that do not count too."""
    lessons: dict[str, LessonStanding]
    turning_point: int | None
    """Index into `decisions`."""
    luck: tuple[Luck, ...]
    """Along the line as it stands."""
    luck_to_ending: tuple[Luck, ...]
    """Along the line as it stood when the first ending was reached, which the quadrant is about; empty before that."""
    exposure: tuple[ExposurePoint, ...]
    """At the start, at each decision of the line, and where it ended."""
    brier: Fraction | None
    loss_balance: Balance
    danger_balance: Balance
    cut: bool
    """Whether the play ever went back."""
    notes: tuple[Noted, ...] = field(default=())
    """What was noted, in order."""
    scored: bool = True
    """False where a scenario that is meant for a group with a facilitator was played alone: nothing is summed up then."""

    @property
    def counted(self) -> tuple[Graded, ...]:
        """The commits that enter the score."""
        return tuple(d for d in self.decisions if d.counts)

    @property
    def critical(self) -> tuple[Graded, ...]:
        """Counted life-safety errors."""
        return tuple(d for d in self.counted if d.critical)

    def as_dict(self) -> dict[str, Any]:
        """Plain data: fractions as text (`"1/3"`), scores also as rounded numbers. Without a score there is no number at all."""
        data = {
            "scoring": SCORING_VERSION, "scenario": self.scenario, "version": self.version, "scored": self.scored,
            "score": None if self.score is None else round(float(self.score), 2),
            "score_exact": _text(self.score),
            "blind": None if self.blind is None else round(float(self.blind), 2),
            "blind_exact": _text(self.blind),
            "regret": str(self.regret), "span": str(self.span),
            "outcome": self.outcome, "ending": self.ending, "quadrant": self.quadrant and self.quadrant.value,
            "turning_point": self.turning_point, "went_back": self.cut, "brier": _text(self.brier),
            "decisions": [_graded(d) for d in self.decisions],
            "lessons": {k: {"upheld": s.upheld, "partly": s.partly, "violated": s.violated, "share": str(s.share)}
                        for k, s in self.lessons.items()},
            "luck": [{"kind": x.kind, "seq": x.seq, "after": x.after, "scene": x.scene, "chance": str(x.chance),
                      "danger": str(x.danger), "loss": str(x.loss)} for x in self.luck],
            "exposure": [{"at": x.at, "seq": x.seq, "scene": x.scene, "least": str(x.least), "blind": str(x.blind)}
                         for x in self.exposure],
            "balance": {"loss": _balance(self.loss_balance), "danger": _balance(self.danger_balance)},
            "notes": [{"seq": x.seq, "topic": x.topic, "text": x.text} for x in self.notes],
        }  # fmt: skip
        return data if self.scored else _numberless(data)


_NUMBERS = {"loss", "regret", "span", "risk", "exposure", "share"}


def _numberless(data: dict[str, Any]) -> dict[str, Any]:
    """The same with null in place of every number that judges."""
    return {
        **data,
        **dict.fromkeys(("regret", "span", "luck", "exposure", "balance")),
        "decisions": [d | dict.fromkeys(_NUMBERS & d.keys()) for d in data["decisions"]],
        "lessons": {k: x | dict.fromkeys(_NUMBERS & x.keys()) for k, x in data["lessons"].items()},
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _graded(graded: Graded) -> dict[str, Any]:
    return {
        "seq": graded.seq, "number": graded.number, "made": graded.made, "scene": graded.scene, "visit": graded.visit,
        "choice": graded.choice, "counts": graded.counts, "shown": list(graded.shown), "best": list(graded.best),
        "loss": str(graded.loss), "regret": str(graded.regret), "span": str(graded.span), "risk": str(graded.risk),
        "exposure": [str(x) for x in graded.exposure], "marks": graded.marks, "critical": graded.critical,
        "confidence": _text(graded.confidence), "reported": graded.reported, "reason": graded.reason,
    }  # fmt: skip


def _balance(balance: Balance) -> dict[str, str]:
    return {n: str(getattr(balance, n)) for n in ("start", "choices", "chance", "shifts", "total")}
