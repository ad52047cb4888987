"""What follows from a play keeps the number of the event that it is about, also where the play went back."""

from __future__ import annotations

from random import Random

from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.play.events import Chose, Ended, Injected, Joined, Overrode, Rolled, Started, Voted, WentBack
from engine.play.fold import Play
from engine.play.learners import learners
from engine.play.scoring import debrief
from engine.states.program import Program
from engine.states.values import Valuation

AT = "2026-01-01T00:00:00+00:00"
SCENARIOS = sorted(path.stem for path in builtin().scenario_paths)


def held(scenario: str, random: Random) -> Play:
    """A class of two that votes, is interrupted, has draws overridden, and goes back now and then."""
    play = Play(Program(bundle(builtin(), scenario).scenario))

    def add(kind: type, **fields: object) -> None:
        play.apply(kind(seq=play.next_seq, at=AT, **fields))

    told = play.program.scenario
    add(Started, scenario=told.id, version=told.version, seed=random.randrange(1000), mode="class", voters="people")
    add(Joined, who="red")
    while play.waits_for != "nothing":
        commits = [entry.event.seq for entry in play.line if isinstance(entry.event, Chose)]
        if play.waits_for == "roll":
            pending = play.pending
            assert pending is not None
            add(Rolled, route=play.roll())
            if random.random() < 0.5:
                add(Overrode, route=random.choice(pending.landings).route)
        elif play.waits_for == "ended":
            add(Ended, scene=play.scene, outcome=told.scenes[play.scene].ending.outcome)
        elif commits and random.random() < 0.2:
            add(WentBack, to=random.choice(commits))
        elif (cards := play.program.injects(play.state)) and random.random() < 0.3:
            add(Injected, inject=random.choice(cards).id)
        else:
            if random.random() < 0.7:
                add(Voted, who="red", scene=play.scene, choice=random.choice(play.shown()))
            add(Chose, scene=play.scene, choice=random.choice(play.shown()), shown=play.shown())
    return play


def test_each_fact_of_a_debrief_names_the_event_that_it_is_about() -> None:
    points = lucks = gone_back = votes = 0
    for scenario in SCENARIOS:
        random = Random(7)
        valuation = Valuation(Program(bundle(builtin(), scenario).scenario))
        for play in (held(scenario, random) for _ in range(3)):
            found = debrief(play, valuation)
            commits = {commit.event.seq: number for number, commit in enumerate(play.ledger, 1)}
            line = [entry.event.seq for entry in play.line if isinstance(entry.event, Chose)]
            numbers = play.program.decision_numbers
            assert [(d.seq, d.made) for d in found.decisions] == list(commits.items())
            assert [d.number for d in found.decisions] == [numbers[commit.event.scene] for commit in play.ledger]
            assert [(x.at, x.seq) for x in found.exposure[:-1]] == [("start", 0), *(("decision", seq) for seq in line)]
            assert (found.exposure[-1].at, found.exposure[-1].scene) == ("end", play.scene)
            graded = {d.seq: d for d in found.decisions}
            assert [(x.scene, (x.least, x.blind)) for x in found.exposure[1:-1]] == [
                (graded[seq].scene, graded[seq].exposure) for seq in line
            ]
            for luck in found.luck:
                assert luck.after == max((seq for seq in line if seq < luck.seq), default=None)
            for vote in (vote for learner in learners(play, valuation) for vote in learner.votes):
                cast = play.events[vote.seq]
                assert isinstance(cast, Voted)
                assert (cast.scene, cast.choice) == (vote.scene, vote.choice)
                assert vote.number == numbers[vote.scene]
                votes += 1
            points, lucks = points + len(line), lucks + len(found.luck)
            gone_back += len(line) < len(commits)
    assert min(points, votes) > 100
    assert min(lucks, gone_back) > 20


def test_a_bots_score_does_not_depend_on_which_bot_was_asked_before() -> None:
    program = bundle(builtin(), "curtain").program

    def first(_: int, edges):
        return {edges[0].action.id: 1}

    def last(_: int, edges):
        return {edges[-1].action.id: 1}

    valuation = Valuation(program)
    together = [valuation.bot_score(first), valuation.bot_score(last), valuation.blind_score()]
    alone = [Valuation(program).bot_score(first), Valuation(program).bot_score(last), Valuation(program).blind_score()]
    assert together == alone
    assert len(set(alone)) == 3
