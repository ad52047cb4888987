"""Grade a play: the decision, never the luck. Definitions: docs/semantics.md, section 4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar

from engine.pack.model import Reported, Scenario
from engine.play.play import Chose, Commit, Confided, Entry, Injected, Overrode, Play, Rolled
from engine.states.state import State
from engine.states.values import Number, Valuation, mark_loss, tested_marks

SCORING_VERSION = 1
SOUND_FROM = 80
"""The least decision score of a sound play."""


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


@dataclass(frozen=True, slots=True)
class Graded:
    """A commit and what it was worth."""

    seq: int
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


@dataclass(frozen=True, slots=True)
class Luck:
    """What chance, or the facilitator, did at one point."""

    kind: str
    """`roll`, `inject` or `override`."""
    seq: int
    scene: str
    """Scene that it led to; of an inject, the scene in which it was played."""
    chance: Fraction
    """How likely the roll was; 1 for injects and overrides."""
    danger: Fraction
    """Of a roll its luck, of the others their shift: danger taken away (above 0) or brought."""
    loss: Fraction
    """Of a roll its drift, of the others their shift, in expected loss."""


@dataclass(slots=True)
class Standing:
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
    lessons: dict[str, Standing]
    turning_point: int | None
    """Index into `decisions`."""
    luck: tuple[Luck, ...]
    exposure: tuple[tuple[str, Fraction, Fraction], ...]
    """(scene, least, blind) at the start, at each decision of the line, and where it stands."""
    brier: Fraction | None
    loss_balance: Balance
    danger_balance: Balance
    cut: bool
    """Whether the play ever went back."""
    notes: tuple[tuple[str, str], ...] = field(default=())
    """(topic, text) of what was noted."""
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
            "luck": [{"kind": x.kind, "seq": x.seq, "scene": x.scene, "chance": str(x.chance), "danger": str(x.danger),
                      "loss": str(x.loss)} for x in self.luck],
            "exposure": [{"scene": s, "least": str(x), "blind": str(r)} for s, x, r in self.exposure],
            "balance": {"loss": _balance(self.loss_balance), "danger": _balance(self.danger_balance)},
            "notes": [{"topic": t, "text": x} for t, x in self.notes],
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
        "seq": graded.seq, "scene": graded.scene, "visit": graded.visit, "choice": graded.choice,
        "counts": graded.counts, "shown": list(graded.shown), "best": list(graded.best), "loss": str(graded.loss),
        "regret": str(graded.regret), "span": str(graded.span), "risk": str(graded.risk),
        "exposure": [str(x) for x in graded.exposure], "marks": graded.marks, "critical": graded.critical,
        "confidence": _text(graded.confidence), "reported": graded.reported, "reason": graded.reason,
    }  # fmt: skip


def _balance(balance: Balance) -> dict[str, str]:
    return {n: str(getattr(balance, n)) for n in ("start", "choices", "chance", "shifts", "total")}


def debrief(play: Play, valuation: Valuation) -> Debrief:
    """The account of a play as it stands."""
    scenario = play.program.scenario
    alone = play.started is None or play.started.mode == "solo"
    scored = not (alone and scenario.facilitated)
    decisions = tuple(_grade(play, valuation, c) for c in play.ledger)
    counted = [d for d in decisions if d.counts]
    regret = sum((d.regret for d in counted), Fraction(0))
    span = sum((d.span for d in counted), Fraction(0))
    score = 100 * (1 - regret / span) if span and scored else None
    ending = play.program.scenes[play.endings[0].scene] if play.endings else None
    outcome = _outcome(scenario, ending)
    worst = max(counted, key=lambda d: d.regret, default=None)
    on_line = {e.event.seq for e in play.line}
    luck = tuple(_luck(valuation, e) for e in play.line if isinstance(e.event, Rolled | Overrode | Injected))
    return Debrief(
        scenario=scenario.id,
        version=scenario.version,
        score=score,
        blind=valuation.blind_score() if scored else None,
        regret=regret,
        span=span,
        outcome=outcome,
        ending=ending,
        quadrant=_quadrant(score, outcome, any(d.critical for d in counted)),
        decisions=decisions,
        lessons=_standing(scenario, counted),
        turning_point=decisions.index(worst) if scored and worst is not None and worst.regret > 0 else None,
        luck=luck,
        exposure=_exposure(play, valuation, [d for d in decisions if d.seq in on_line]),
        brier=_brier(counted) if scored else None,
        loss_balance=_loss_balance(play, valuation, [d for d in decisions if d.seq in on_line], luck),
        danger_balance=_danger_balance(play, valuation, [d for d in decisions if d.seq in on_line], luck),
        cut=play.cut,
        notes=tuple((e.topic, e.text) for e in play.events if e.kind == "noted"),
        scored=scored,
    )


def _outcome(scenario: Scenario, ending: str | None) -> str | None:
    if ending is None:
        return None
    found = scenario.scenes[ending].ending
    return found.outcome if found else None


def _quadrant(score: Fraction | None, outcome: str | None, critical: bool) -> Quadrant | None:
    if score is None or outcome is None:
        return None
    sound = score >= SOUND_FROM and not critical
    good = outcome in ("safe", "near-miss")
    if sound:
        return Quadrant.EARNED if good else Quadrant.BAD_LUCK
    return Quadrant.NEAR_MISS if good else Quadrant.FORESEEABLE


def _grade(play: Play, valuation: Valuation, commit: Commit) -> Graded:
    scenario = play.program.scenario
    event = commit.event
    decision = scenario.scenes[event.scene].decision
    assert decision is not None
    choice = decision.choices[event.choice]
    node = valuation.node(commit.state)
    edge = next(e for e in valuation.graph.edges[node] if e.action.id == event.choice)
    least = valuation.danger(node)
    return Graded(
        seq=event.seq,
        scene=event.scene,
        visit=commit.visit,
        choice=event.choice,
        counts=commit.counts,
        shown=event.shown,
        best=tuple(e.action.id for e in valuation.best(node)),
        loss=mark_loss(decision, choice),
        regret=Fraction(valuation.regret(node, edge)),
        span=Fraction(valuation.span(node)),
        risk=Fraction(valuation.expect(edge, valuation.danger) - least),
        exposure=(Fraction(least), Fraction(valuation.blind_danger(node))),
        marks=tested_marks(decision, choice),
        critical=choice.critical or "",
        confidence=_confidence(play, event),
        reported=_reported(scenario, event.scene),
        reason=event.reason,
    )


def _confidence(play: Play, event: Chose) -> Fraction | None:
    for earlier in reversed(play.events[: event.seq]):
        if isinstance(earlier, Chose):
            return None
        if isinstance(earlier, Confided) and earlier.scene == event.scene:
            return Fraction(earlier.percent, 100)
    return None


def _reported(scenario: Scenario, scene: str) -> str | None:
    if scenario.report is None:
        return None
    found = scenario.reported.get(scene, "unknown")
    return found.chose if isinstance(found, Reported) else found


def _standing(scenario: Scenario, counted: list[Graded]) -> dict[str, Standing]:
    standing: dict[str, Standing] = {}
    for graded in counted:
        decision = scenario.scenes[graded.scene].decision
        assert decision is not None
        for lesson, mark in graded.marks.items():
            weight = decision.weight * decision.weights.get(lesson, Fraction(1))
            standing.setdefault(lesson, Standing()).add(mark, weight)
    return standing


def _brier(counted: list[Graded]) -> Fraction | None:
    told = [(d.confidence, d.sound) for d in counted if d.confidence is not None]
    if not told:
        return None
    return sum(((p - int(hit)) ** 2 for p, hit in told), Fraction(0)) / len(told)


def _mean(entry: Entry, of: Callable[[int], Number], valuation: Valuation) -> Number:
    total = sum(x.odds for x in entry.landings)
    return sum(Fraction(x.odds, total) * of(valuation.node(x.state)) for x in entry.landings)


def _landed(entry: Entry) -> State:
    if isinstance(entry.event, Rolled | Overrode):
        route = entry.event.route
        return next(x.state for x in entry.landings if x.route == route)
    return entry.landings[0].state


def _luck(valuation: Valuation, entry: Entry) -> Luck:
    after = valuation.node(_landed(entry))
    program = valuation.program
    event = entry.event
    if isinstance(event, Rolled):
        danger = _mean(entry, valuation.danger, valuation) - valuation.danger(after)
        loss = _mean(entry, valuation.least_loss, valuation) - valuation.least_loss(after)
        odds = next(x.odds for x in entry.landings if x.route == event.route)
        chance = Fraction(odds, sum(x.odds for x in entry.landings))
    else:
        before = valuation.node(entry.before)
        danger = valuation.danger(before) - valuation.danger(after)
        loss = valuation.least_loss(before) - valuation.least_loss(after)
        chance = Fraction(1)
    kind = {Rolled: "roll", Overrode: "override", Injected: "inject"}[type(event)]
    return Luck(kind, event.seq, program.scenes[_landed(entry).scene], chance, Fraction(danger), Fraction(loss))


def _exposure(play: Play, valuation: Valuation, line: list[Graded]) -> tuple[tuple[str, Fraction, Fraction], ...]:
    start = valuation.node(play.program.start)
    here = valuation.node(play.state)
    points = [(play.program.scenario.start, start)]
    band = [(name, Fraction(valuation.danger(n)), Fraction(valuation.blind_danger(n))) for name, n in points]
    band += [(d.scene, *d.exposure) for d in line]
    if play.waits_for in ("ended", "nothing"):
        band.append((play.scene, Fraction(valuation.danger(here)), Fraction(valuation.blind_danger(here))))
    return tuple(band)


def _loss_balance(play: Play, valuation: Valuation, line: list[Graded], luck: tuple[Luck, ...]) -> Balance:
    return Balance(
        start=Fraction(valuation.least_loss(valuation.node(play.program.start))),
        choices=sum((d.regret for d in line), Fraction(0)),
        chance=sum((x.loss for x in luck if x.kind == "roll"), Fraction(0)),
        shifts=sum((x.loss for x in luck if x.kind != "roll"), Fraction(0)),
        total=sum((d.loss for d in line), Fraction(0)),
    )


def _danger_balance(play: Play, valuation: Valuation, line: list[Graded], luck: tuple[Luck, ...]) -> Balance:
    return Balance(
        start=Fraction(valuation.danger(valuation.node(play.program.start))),
        choices=sum((d.risk for d in line), Fraction(0)),
        chance=sum((x.danger for x in luck if x.kind == "roll"), Fraction(0)),
        shifts=sum((x.danger for x in luck if x.kind != "roll"), Fraction(0)),
        total=Fraction(valuation.danger(valuation.node(play.state))),
    )
