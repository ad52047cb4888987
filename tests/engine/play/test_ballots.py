"""Votes, learners and the clock of a class."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.play import phases
from engine.play.ballots import ballots, current, may_break_down
from engine.play.bundle import bundle
from engine.play.clock import clock
from engine.play.events import Chose, Ended, Injected, Paused, Phase, Resumed, Rolled, Started, Voted, WentBack
from engine.play.fold import Play
from engine.play.learners import learners
from engine.play.scoring import debrief
from engine.states.program import Program
from engine.states.values import Valuation
from tests.laws import compared, law
from tests.strategies import sound_scenarios

CURTAIN = bundle(builtin(), "curtain").scenario


def at(second: float) -> str:
    return f"2026-01-01T10:{int(second // 60):02}:{second % 60:06.3f}+00:00"


class Class:
    """A class as its events."""

    def __init__(self, scenario: Scenario) -> None:
        self.play = Play(Program(scenario))
        self.second = 0.0
        self.add(Started, scenario=scenario.id, version=1, seed=1, mode="class", voters="tables")

    def add(self, kind, **fields) -> None:
        self.play.apply(kind(seq=self.play.next_seq, at=at(self.second), **fields))

    def vote(self, choice: str, *who: str) -> None:
        for name in who:
            self.add(Voted, who=name, scene=self.play.scene, choice=choice)

    def hands(self, choice: str, count: int) -> None:
        self.add(Voted, who="", scene=self.play.scene, choice=choice, heads=count)

    def phase(self, name: str, **more) -> None:
        self.add(Phase, name=name, **more)

    def commit(self, choice: str) -> None:
        self.add(Chose, scene=self.play.scene, choice=choice, shown=self.play.shown())
        self.go_on()

    def go_on(self) -> None:
        while self.play.waits_for in ("roll", "ended"):
            if self.play.waits_for == "roll":
                self.add(Rolled, route=self.play.roll())
            else:
                ending = self.play.program.scenario.scenes[self.play.scene].ending
                assert ending is not None
                self.add(Ended, scene=self.play.scene, outcome=ending.outcome)


def test_a_later_vote_of_the_same_table_takes_its_place():
    here = Class(CURTAIN)
    a, b, *_ = here.play.shown()
    here.vote(a, "red", "blue")
    here.vote(b, "red")
    found = current(here.play)
    assert found is not None
    assert found.last.votes == {"red": b, "blue": a}
    assert found.last.counts == {a: 1, b: 1}


def test_raised_hands_are_counts_and_nobodys():
    here = Class(CURTAIN)
    a, b, *_ = here.play.shown()
    here.hands(a, 12)
    here.hands(b, 9)
    here.hands(a, 11)
    found = current(here.play)
    assert found is not None
    assert found.last.counts == {a: 11, b: 9}
    assert found.last.heads == 20
    assert learners(here.play, Valuation(here.play.program)) == ()


def test_a_vote_after_the_bars_begins_an_empty_round_and_the_first_round_stays():
    here = Class(CURTAIN)
    a, b, *_ = here.play.shown()
    here.vote(a, "red", "blue")
    here.phase(phases.BARS)
    here.phase(phases.DISCUSS)
    here.vote(b, "blue")
    here.commit(b)
    (found,) = ballots(here.play)
    assert [r.votes for r in found.rounds] == [{"red": a, "blue": a}, {"blue": b}]
    assert found.commit is not None
    assert found.commit.choice == b
    assert [vote.choice for learner in learners(here.play, Valuation(here.play.program)) for vote in learner.votes] == [a, a]


def test_a_commit_after_an_inject_answers_the_vote_before_it():
    here = Class(CURTAIN)
    while not here.play.program.injects(here.play.state):
        here.commit(here.play.shown()[0])
    a, *_ = here.play.shown()
    here.vote(a, "red")
    here.add(Injected, inject=here.play.program.injects(here.play.state)[0].id)
    b = here.play.shown()[0]
    here.commit(b)
    found = ballots(here.play)[-1]
    assert (found.first.votes, found.commit and found.commit.choice) == ({"red": a}, b)


def test_going_back_opens_a_new_ballot_and_learners_keep_their_first_vote():
    here = Class(CURTAIN)
    a, b, *_ = here.play.shown()
    here.vote(a, "red")
    here.commit(a)
    commit = next(e.seq for e in here.play.events if isinstance(e, Chose))
    here.add(WentBack, to=commit)
    assert current(here.play) is None
    here.vote(b, "red")
    assert len(ballots(here.play)) == 2
    (red,) = learners(here.play, Valuation(here.play.program))
    assert [vote.choice for vote in red.votes] == [a]


def test_groups_under_five_are_not_broken_down():
    assert [heads for heads in range(8) if may_break_down(heads)] == [5, 6, 7]


@law(60, scored=0.3)
@given(sound_scenarios(), st.integers(0, 2**31 - 1))
def test_a_voter_who_always_votes_as_the_team_commits_has_the_teams_score_and_standing(scenario: Scenario, seed: int) -> None:
    random = Random(seed)
    here = Class(scenario)
    here.go_on()
    while here.play.waits_for == "decision":
        choice = random.choice(here.play.shown())
        here.vote(choice, "team")
        here.vote(random.choice(here.play.shown()), "other")
        here.commit(choice)
    valuation = Valuation(here.play.program)
    team = debrief(here.play, valuation)
    found = {learner.who: learner for learner in learners(here.play, valuation)}
    assume(team.decisions)
    if team.score is not None:
        compared("scored")
    assert found["team"].score == team.score
    assert found["team"].lessons == team.lessons
    other = found["other"].score
    assert other is None or 0 <= other <= 100
    assert sum((vote.loss for vote in found["team"].votes), Fraction(0)) == sum((d.loss for d in team.counted), Fraction(0))


def test_the_clock_leaves_pauses_out():
    here = Class(CURTAIN)
    here.second = 60
    here.add(Paused)
    here.second = 360
    here.add(Resumed)
    here.second = 400
    assert clock(here.play.events, at(400)).elapsed == pytest.approx(100)
    assert clock(here.play.events[:2], at(600)) == clock(here.play.events[:2], at(900))


def test_a_long_gap_before_going_on_is_a_pause():
    here = Class(CURTAIN)
    here.second = 60
    here.phase(phases.READ)
    here.second = 60 + 45 * 60
    here.add(Resumed)
    assert clock(here.play.events, at(here.second + 5)).elapsed == pytest.approx(65)


def test_the_timer_runs_in_its_phase_and_stands_still_in_a_pause():
    here = Class(CURTAIN)
    here.phase(phases.VOTE, seconds=45)
    here.second = 10
    here.add(Paused)
    here.second = 20
    here.add(Resumed)
    assert clock(here.play.events, at(25)).remaining == pytest.approx(30)
    here.phase(phases.VOTE, page=2)
    assert clock(here.play.events, at(25)).remaining == pytest.approx(30)
    here.phase(phases.BARS)
    assert clock(here.play.events, at(25)).remaining == pytest.approx(30)
    here.second = 60
    here.phase(phases.DISCUSS)
    assert clock(here.play.events, at(65)).remaining is None
