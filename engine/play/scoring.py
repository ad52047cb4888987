"""Grade a play: the decision, never the luck. Definitions: docs/semantics.md, section 4."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm

from engine.pack.scenario import Scenario
from engine.play.events import Chose, Confided, Ended, Injected, Noted, Overrode, Rolled, WentBack
from engine.play.fold import Play, replay
from engine.play.grades import Balance, Debrief, ExposurePoint, Graded, LessonStanding, Luck, LuckKind, Quadrant, Worth
from engine.play.line import Commit, LineEntry
from engine.states.step import State
from engine.states.values import Number, Valuation, mark_loss, tested_marks

SOUND_FROM = 80
"""The least decision score of a sound play."""


def debrief(play: Play, valuation: Valuation) -> Debrief:
    """The account of a play as it stands."""
    scenario = play.program.scenario
    alone = play.started is None or play.started.mode != "class"
    scored = not (alone and scenario.facilitated)
    decisions = tuple(_grade(play, valuation, c, made) for made, c in enumerate(play.ledger, 1))
    counted = [d for d in decisions if d.counts]
    regret, span = (total(getattr(d, name) for d in counted) for name in ("regret", "span"))
    ending = play.program.scenes[play.endings[0].scene] if play.endings else None
    outcome = _outcome(scenario, ending) if ending is not None else None
    score, quadrant = verdict(counted, outcome) if scored else (None, None)
    worst = max(counted, key=lambda d: d.regret, default=None)
    on_line = {e.event.seq for e in play.line}
    standing = [d for d in decisions if d.seq in on_line]
    luck = tuple(_lucks(play.line, valuation))
    return Debrief(
        scenario=scenario.id,
        version=scenario.version,
        score=score,
        blind=valuation.blind_score() if scored else None,
        regret=regret,
        span=span,
        outcome=outcome,
        ending=ending,
        quadrant=quadrant,
        decisions=decisions,
        lessons=standing_of(scenario, counted),
        turning_point=decisions.index(worst) if scored and worst is not None and worst.regret > 0 else None,
        luck=luck,
        luck_to_ending=_luck_to_ending(play, valuation, luck),
        exposure=tuple(_exposure(play, valuation, standing)),
        brier=_brier(counted) if scored else None,
        loss_balance=_loss_balance(play, valuation, standing, luck),
        danger_balance=_danger_balance(play, valuation, standing, luck),
        cut=play.cut,
        notes=tuple(e for e in play.events if isinstance(e, Noted)),
        scored=scored,
    )


def verdict(counted: Sequence[Worth], outcome: str | None) -> tuple[Fraction | None, Quadrant | None]:
    """Score and quadrant of these commits and the outcome of the ending; None where nothing was at stake or none was reached."""
    span = total(d.span for d in counted)
    score = 100 * (1 - total(d.regret for d in counted) / span) if span else None
    return score, _quadrant(score, outcome, any(d.critical for d in counted))


def total(values: Iterable[Fraction]) -> Fraction:
    """The sum by one common denominator, which is much faster than one by one."""
    found = tuple(values)
    below = lcm(*(value.denominator for value in found))
    return Fraction(sum(value.numerator * (below // value.denominator) for value in found), below)


def _outcome(scenario: Scenario, scene: str) -> str:
    ending = scenario.scenes[scene].ending
    assert ending is not None
    return ending.outcome


def _quadrant(score: Fraction | None, outcome: str | None, critical: bool) -> Quadrant | None:
    if score is None or outcome is None:
        return None
    sound = score >= SOUND_FROM and not critical
    good = outcome in ("safe", "near-miss")
    if sound:
        return Quadrant.EARNED if good else Quadrant.BAD_LUCK
    return Quadrant.NEAR_MISS if good else Quadrant.FORESEEABLE


def _grade(play: Play, valuation: Valuation, commit: Commit, made: int) -> Graded:
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
        number=play.program.decision_numbers[event.scene],
        made=made,
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
        reported=scenario.reported_choice(event.scene),
        reason=event.reason,
    )


def _confidence(play: Play, event: Chose) -> Fraction | None:
    for earlier in reversed(play.events[: event.seq]):
        if isinstance(earlier, Chose):
            return None
        if isinstance(earlier, Confided) and earlier.scene == event.scene:
            return Fraction(earlier.percent, 100)
    return None


def standing_of(scenario: Scenario, counted: Iterable[Worth]) -> dict[str, LessonStanding]:
    """Tested lesson -> how it fared over these commits."""
    standing: dict[str, LessonStanding] = {}
    for graded in counted:
        decision = scenario.scenes[graded.scene].decision
        assert decision is not None
        for lesson, mark in graded.marks.items():
            weight = decision.weight * decision.weights.get(lesson, Fraction(1))
            standing.setdefault(lesson, LessonStanding()).add(mark, weight)
    return standing


def _brier(counted: list[Graded]) -> Fraction | None:
    told = [(d.confidence, d.sound) for d in counted if d.confidence is not None]
    if not told:
        return None
    return sum(((p - int(hit)) ** 2 for p, hit in told), Fraction(0)) / len(told)


def _mean(entry: LineEntry, of: Callable[[int], Number], valuation: Valuation) -> Number:
    total = sum(x.odds for x in entry.landings)
    return sum(Fraction(x.odds, total) * of(valuation.node(x.state)) for x in entry.landings)


def _landed(entry: LineEntry) -> State:
    if isinstance(entry.event, Rolled | Overrode):
        route = entry.event.route
        return next(x.state for x in entry.landings if x.route == route)
    return entry.landings[0].state


def _lucks(line: list[LineEntry], valuation: Valuation) -> Iterator[Luck]:
    """What chance, or the facilitator, did along a line."""
    after: int | None = None
    for entry in line:
        match entry.event:
            case Chose(seq=seq):
                after = seq
            case Rolled() | Overrode() | Injected():
                yield _luck(valuation, entry, after)


def _luck_to_ending(play: Play, valuation: Valuation, luck: tuple[Luck, ...]) -> tuple[Luck, ...]:
    """Of the line that led to the first ending: another than the one that stands where the play was changed after it."""
    ended = next((event for event in play.events if isinstance(event, Ended)), None)
    if ended is None:
        return ()
    if not any(isinstance(event, WentBack | Overrode) for event in play.events[ended.seq :]):
        return luck
    return tuple(_lucks(replay(play.program, play.events[: ended.seq]).line, valuation))


def _luck(valuation: Valuation, entry: LineEntry, after: int | None) -> Luck:
    landed = valuation.node(_landed(entry))
    program = valuation.program
    event = entry.event
    if isinstance(event, Rolled):
        danger = _mean(entry, valuation.danger, valuation) - valuation.danger(landed)
        loss = _mean(entry, valuation.least_loss, valuation) - valuation.least_loss(landed)
        odds = next(x.odds for x in entry.landings if x.route == event.route)
        chance = Fraction(odds, sum(x.odds for x in entry.landings))
    else:
        before = valuation.node(entry.before)
        danger = valuation.danger(before) - valuation.danger(landed)
        loss = valuation.least_loss(before) - valuation.least_loss(landed)
        chance = Fraction(1)
    kind = LuckKind.ROLL if isinstance(event, Rolled) else LuckKind.INJECT if isinstance(event, Injected) else LuckKind.OVERRIDE
    inject = event.inject if isinstance(event, Injected) else ""
    return Luck(kind, event.seq, after, inject, program.scenes[_landed(entry).scene], chance, Fraction(danger), Fraction(loss))


def _exposure(play: Play, valuation: Valuation, standing: list[Graded]) -> Iterator[ExposurePoint]:
    """At the start, at each commit that stands, and where the play ended."""

    def danger(state: State) -> tuple[Fraction, Fraction]:
        node = valuation.node(state)
        return Fraction(valuation.danger(node)), Fraction(valuation.blind_danger(node))

    yield ExposurePoint("start", 0, play.program.scenario.start, *danger(play.program.start))
    for graded in standing:
        yield ExposurePoint("decision", graded.seq, graded.scene, *graded.exposure)
    if play.waits_for in ("ended", "nothing"):
        yield ExposurePoint("end", play.line[-1].event.seq, play.scene, *danger(play.state))


def _loss_balance(play: Play, valuation: Valuation, line: list[Graded], luck: tuple[Luck, ...]) -> Balance:
    return Balance(
        start=Fraction(valuation.least_loss(valuation.node(play.program.start))),
        choices=sum((d.regret for d in line), Fraction(0)),
        chance=sum((x.loss for x in luck if x.kind is LuckKind.ROLL), Fraction(0)),
        shifts=sum((x.loss for x in luck if x.kind is not LuckKind.ROLL), Fraction(0)),
        total=sum((d.loss for d in line), Fraction(0)),
    )


def _danger_balance(play: Play, valuation: Valuation, line: list[Graded], luck: tuple[Luck, ...]) -> Balance:
    return Balance(
        start=Fraction(valuation.danger(valuation.node(play.program.start))),
        choices=sum((d.risk for d in line), Fraction(0)),
        chance=sum((x.danger for x in luck if x.kind is LuckKind.ROLL), Fraction(0)),
        shifts=sum((x.danger for x in luck if x.kind is not LuckKind.ROLL), Fraction(0)),
        total=Fraction(valuation.danger(valuation.node(play.state))),
    )
