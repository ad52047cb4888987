"""Laws of plays and scores, on generated scenarios."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.errors import PlayNewer
from engine.pack.scenario import Scenario
from engine.play.events import Chose, Confided, Ended, Injected, Noted, Overrode, Rolled, Started, Voted, WentBack, read_event
from engine.play.fold import Play, replay
from engine.play.grades import Balance, Debrief
from engine.play.scoring import debrief
from engine.states.order import class_key
from engine.states.program import Program
from engine.states.values import Valuation
from tests.laws import compared, law
from tests.strategies import sound_scenarios

AT = "2026-01-01T00:00:00+00:00"
seeds = st.integers(0, 2**31 - 1)


def started(scenario: Scenario, seed: int) -> Play:
    play = Play(Program(scenario))
    play.apply(Started(seq=0, at=AT, scenario=scenario.id, version=scenario.version, seed=seed))
    return play


def choose(play: Play, choice: str) -> None:
    play.apply(Chose(seq=play.next_seq, at=AT, scene=play.scene, choice=choice, shown=play.shown()))


def go_on(play: Play, route: int | None = None) -> None:
    """Roll, and note an ending, until a choice is due or the play is over."""
    while play.waits_for in ("roll", "ended"):
        if play.waits_for == "roll":
            play.apply(Rolled(seq=play.next_seq, at=AT, route=play.roll() if route is None else route))
            route = None
        else:
            ending = play.program.scenario.scenes[play.scene].ending
            assert ending is not None
            play.apply(Ended(seq=play.next_seq, at=AT, scene=play.scene, outcome=ending.outcome))


def wander(scenario: Scenario, seed: int, *, facilitated: bool) -> Play:
    """A random play; where it is facilitated, with injects, overrides and notes."""
    random = Random(seed)
    play = started(scenario, seed)
    while play.waits_for != "nothing":
        if play.waits_for == "roll":
            pending = play.pending
            assert pending is not None
            play.apply(Rolled(seq=play.next_seq, at=AT, route=play.roll()))
            if facilitated and random.random() < 0.4:
                play.apply(Overrode(seq=play.next_seq, at=AT, route=random.choice(pending.landings).route))
        elif play.waits_for == "ended":
            go_on(play)
        else:
            cards = play.program.injects(play.state)
            if facilitated and cards and random.random() < 0.5:
                play.apply(Injected(seq=play.next_seq, at=AT, inject=random.choice(cards).id))
                continue
            if random.random() < 0.2:
                play.apply(Voted(seq=play.next_seq, at=AT, who="t1", scene=play.scene, choice=play.shown()[0]))
                play.apply(Noted(seq=play.next_seq, at=AT, topic="flag", text="here"))
                play.apply(Confided(seq=play.next_seq, at=AT, scene=play.scene, percent=70))
            choose(play, random.choice(play.shown()))
    return play


def by_value(scenario: Scenario, seed: int, *, best: bool) -> Debrief:
    """The debrief of a play that takes a choice of least, or greatest, `Q` everywhere."""
    play = started(scenario, seed)
    valuation = Valuation(play.program)
    go_on(play)
    while play.waits_for == "decision":
        node = valuation.node(play.state)
        edges = valuation.graph.edges[node]
        edge = (min if best else max)(edges, key=valuation.q)
        choose(play, edge.action.id)
        go_on(play)
    return debrief(play, valuation)


def holds(balance: Balance) -> bool:
    return balance.total == balance.start + balance.choices - balance.chance - balance.shifts


@law(120, chose=0.6, rolled=0.2, injected=0.1, overrode=0.05)
@given(sound_scenarios(), seeds)
def test_replay_gives_the_same_state_and_score(scenario: Scenario, seed: int) -> None:
    play = wander(scenario, seed, facilitated=True)
    for kind in ("chose", "rolled", "injected", "overrode"):
        if any(e.kind == kind for e in play.events):
            compared(kind)
    again = replay(Program(scenario), [read_event(e.model_dump(mode="json")) for e in play.events])
    assert again.state == play.state
    assert again.waits_for == play.waits_for
    assert [e.after for e in again.line] == [e.after for e in play.line]
    assert debrief(again, Valuation(again.program)) == debrief(play, Valuation(play.program))


@law(120, choices=0.3, chance=0.1, shifts=0.04)
@given(sound_scenarios(), seeds)
def test_both_identities_hold_to_the_last_digit(scenario: Scenario, seed: int) -> None:
    valuation = Valuation(Program(scenario))
    for play in (wander(scenario, seed + more, facilitated=True) for more in range(6)):
        found = debrief(play, valuation)
        for balance in (found.loss_balance, found.danger_balance):
            assert holds(balance)
            for part in ("choices", "chance", "shifts"):
                if getattr(balance, part):
                    compared(part)


@law(120, scored=0.3)
@given(sound_scenarios(), seeds)
def test_scores_lie_between_0_and_100(scenario: Scenario, seed: int) -> None:
    play = wander(scenario, seed, facilitated=True)
    found = debrief(play, Valuation(play.program))
    assert found.score is None or 0 <= found.score <= 100
    if found.score is not None:
        compared("scored")
    assert (found.score is None) == (found.span == 0)
    assert all(0 <= d.regret <= d.span for d in found.decisions)
    assert all(d.risk >= 0 for d in found.decisions)


@law(120, scored=0.3)
@given(sound_scenarios(), seeds)
def test_least_q_scores_100_and_greatest_q_scores_0(scenario: Scenario, seed: int) -> None:
    best = by_value(scenario, seed, best=True)
    worst = by_value(scenario, seed, best=False)
    if best.score is not None and worst.score is not None:
        compared("scored")
    assert best.score in (None, 100)
    assert worst.score in (None, 0)
    assert best.regret == 0


@law(120, several=0.1)
@given(sound_scenarios(), seeds)
def test_score_does_not_depend_on_how_the_last_roll_fell(scenario: Scenario, seed: int) -> None:
    ways = [(play, cut) for more in range(12) if (cut := last_roll(play := wander(scenario, seed + more, facilitated=False)))]
    assume(ways)
    play, cut = ways[0]
    scores, same = set(), 0
    upto = replay(play.program, play.events[:cut])
    assert upto.pending is not None
    for landing in upto.pending.landings:
        other = replay(play.program, play.events[:cut])
        go_on(other, landing.route)
        if len(other.ledger) == len(play.ledger) and other.waits_for == "nothing":
            scores.add(debrief(other, Valuation(other.program)).score)
            same += 1
    assert len(scores) == 1
    if same > 1 and scores != {None}:
        compared("several")


def last_roll(play: Play) -> int | None:
    """The number of the first roll after the last commit, where the play has one."""
    last = max((c.event.seq for c in play.ledger), default=None)
    return next((n for n, e in enumerate(play.events) if isinstance(e, Rolled) and last is not None and n > last), None)


@law(120, graded=0.3)
@given(sound_scenarios(), seeds, st.randoms(use_true_random=False))
def test_going_back_is_neither_punished_nor_rewarded(scenario: Scenario, seed: int, random: Random) -> None:
    play = wander(scenario, seed, facilitated=False)
    before = debrief(play, Valuation(play.program))
    commits = [e.event for e in play.line if isinstance(e.event, Chose)]
    assume(commits)
    commit = random.choice(commits)
    play.apply(WentBack(seq=play.next_seq, at=AT, to=commit.seq))
    assert play.waits_for == "decision"
    assert play.scene == commit.scene
    again = replay(play.program, play.events[: commit.seq])
    assert again.state == play.state, "the line stands as it stood before that commit"
    choose(play, random.choice(play.shown()))
    after = debrief(play, Valuation(play.program))
    if before.score is not None:
        compared("graded")
    assert [d for d in after.decisions if d.seq <= before.decisions[-1].seq] == list(before.decisions)
    assert (before.cut, after.cut) == (False, True), "a debrief tells that somebody went back"
    assert not after.decisions[-1].counts, "the first commit at a scene and visit is the one that counts"
    assert (after.score, after.outcome, after.quadrant) == (before.score, before.outcome, before.quadrant)


@law(120, quick=120, again=0.01)
@given(sound_scenarios(), seeds)
def test_each_commit_has_a_scene_and_visit_of_its_own_without_going_back(scenario: Scenario, seed: int) -> None:
    play = wander(scenario, seed, facilitated=True)
    assert len({(c.event.scene, c.visit) for c in play.ledger}) == len(play.ledger)
    assert all(c.counts for c in play.ledger)
    if len({c.event.scene for c in play.ledger}) < len(play.ledger):
        compared("again")


@law(120, alike=0.6)
@given(sound_scenarios(), seeds)
def test_choices_are_shown_in_an_order_that_the_seed_or_the_version_fixes(scenario: Scenario, seed: int) -> None:
    play = started(scenario, seed)
    go_on(play)
    assume(play.waits_for == "decision")
    available = {a.id for a in play.program.choices(play.state)}
    assert set(play.shown()) == available
    assert replay(play.program, play.events).shown() == play.shown()
    class_ = Play(Program(scenario))
    class_.apply(Started(seq=0, at=AT, scenario=scenario.id, version=scenario.version, seed=seed, mode="class"))
    go_on(class_)
    if class_.scene == play.scene:
        compared("alike")
        assert list(class_.shown()) == sorted(available, key=lambda c: class_key(play.program, play.scene, c))


@pytest.mark.parametrize("version", [4, 0, -1, "1", True, None, 1.5])
def test_a_play_in_a_form_that_is_not_known_is_refused_in_words(version: object) -> None:
    first = Started(seq=0, at=AT, scenario="made-up", version=1, seed=1).model_dump(mode="json")
    with pytest.raises(PlayNewer, match=rf"kept in form {version}, and this Hotwash reads 1 to 3: upgrade Hotwash"):
        read_event(first | {"events_version": version})
    assert read_event(first | {"events_version": 1}).seq == 0
    del first["events_version"]
    assert read_event(first).seq == 0
