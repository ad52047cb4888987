"""Votes and learners of a class of a few, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from engine.pack.scenario import Scenario
from engine.play.ballots import Round, ballots, current, may_tell, of_groups
from engine.play.events import Chose, Ended, Injected, Phase, Rolled, Started, Voted, WentBack
from engine.play.fold import Play
from engine.play.grades import LessonStanding
from engine.play.learners import learners
from engine.play.phases import BARS, COMMIT, DISCUSS, VOTE
from engine.states.program import Program
from engine.states.step import State
from engine.states.values import Valuation
from tests.engine.states.small import ending, inject
from tests.strategies import heading

AT = "2026-01-01T00:00:00+00:00"


def graded(
    tests: list[str], weights: dict[str, int] | None = None, weight: int = 1, **choices: tuple[list[str], Any]
) -> dict[str, Any]:
    options = {name: {"text": "Do it.", "why": "So.", "marks": marks, "next": to} for name, (marks, to) in choices.items()}
    return {"text": "A moment.", "decision": {"prompt": "What now?", "tests": tests, "weight": weight, "weights": weights or {},
                                              "choices": options}}  # fmt: skip


SCENES = {
    "door": graded(["slow-down"], wait=(["+slow-down"], "hall"), peek=(["~slow-down"], "hall"), go=(["-slow-down"], "hall")),
    "hall": graded(["slow-down", "read-the-cues"], {"slow-down": 3}, 2, stop=(["+slow-down", "-read-the-cues"], "home"),
                   both=(["+slow-down", "+read-the-cues"], "home"), run=(["-slow-down", "-read-the-cues"], "door")),
    "home": ending(),
}  # fmt: skip
SCENES["hall"]["decision"]["choices"]["run"] |= {"critical": "Alone", "once": True}


def story() -> Program:
    data = {"start": "door", "scenes": SCENES, "facts": {"a": False}, "injects": {"bell": inject("door", set={"a": True})}}
    return Program(Scenario.model_validate(heading() | data))


class Room:
    """A class as its events."""

    def __init__(self) -> None:
        self.play = Play(story())
        self.add(Started, scenario="made-up", version=1, seed=1, mode="class", voters="tables")

    def add(self, kind: Callable, **fields: object) -> int:
        self.play.apply(kind(seq=self.play.next_seq, at=AT, **fields))
        return self.play.next_seq - 1

    def vote(self, who: str, choice: str, scene: str | None = None) -> int:
        return self.add(Voted, who=who, scene=scene or self.play.scene, choice=choice)

    def hands(self, choice: str, heads: int) -> int:
        return self.add(Voted, who="", scene=self.play.scene, choice=choice, heads=heads)

    def choose(self, choice: str) -> int:
        return self.add(Chose, scene=self.play.scene, choice=choice, shown=self.play.shown())


def told(room: Room) -> list[tuple[str, int, list[dict[str, str]], str | None]]:
    return [(b.scene, b.visit, [r.votes for r in b.rounds], b.commit.choice if b.commit else None) for b in ballots(room.play)]


def test_votes_are_those_of_the_decision_at_hand() -> None:
    room = Room()
    assert (ballots(room.play), current(room.play)) == ((), None)
    first, second = room.vote("red", "wait"), room.vote("blue", "go")
    # A vote that came late, for a decision at which the class stands no more, is nobody's.
    room.vote("green", "both", scene="hall")
    ballot = current(room.play)
    assert ballot is not None
    assert (ballot.scene, ballot.visit, ballot.state, ballot.commit) == ("door", 1, State(0, room.play.state.bits), None)
    assert (
        ballot.first == ballot.last == Round({"red": "wait", "blue": "go"}, {}, {"red": first, "blue": second}, [first, second])
    )
    room.choose("wait")
    assert current(room.play) is None
    assert told(room) == [("door", 1, [{"red": "wait", "blue": "go"}], "wait")]
    room.vote("red", "both")
    room.choose("both")
    assert room.play.waits_for == "ended"
    assert current(room.play) is None
    assert [b[0] for b in told(room)] == ["door", "hall"]


def test_a_decision_without_votes_has_no_ballot() -> None:
    room = Room()
    room.choose("wait")
    room.vote("red", "both")
    assert told(room) == [("hall", 1, [{"red": "both"}], None)]


@pytest.mark.parametrize("shows", [BARS, DISCUSS, COMMIT])
def test_a_round_begins_empty_with_the_first_vote_after_the_votes_were_shown(shows: str) -> None:
    room = Room()
    first = room.vote("red", "go"), room.vote("blue", "go")
    room.add(Phase, name=VOTE, page=2)
    again = room.vote("red", "peek")
    ballot = current(room.play)
    assert ballot is not None
    assert (ballot.open, ballot.awaits_round, ballot.corrects, ballot.last.shown) == (ballot.last, False, False, False)
    room.add(Phase, name=shows)
    ballot = current(room.play)
    assert ballot is not None
    assert (ballot.open, ballot.awaits_round, ballot.corrects, ballot.last.shown) == (Round({}, {}, {}), True, False, True)
    later = room.vote("blue", "wait")
    room.vote("blue", "peek")
    one, two = ballots(room.play)[0].rounds
    assert (one.votes, one.cast, one.events) == ({"red": "peek", "blue": "go"}, {"red": again, "blue": first[1]}, [*first, again])
    assert (two.votes, two.cast, two.events, two.shown) == ({"blue": "peek"}, {"blue": later + 1}, [later, later + 1], False)


def test_a_vote_that_was_left_out_does_not_count() -> None:
    room = Room()
    room.vote("red", "go")
    room.add(Phase, name=BARS)
    room.vote("red", "wait")
    room.add(Phase, name=DISCUSS, drops=True)
    ballot = current(room.play)
    assert ballot is not None
    assert ([r.votes for r in ballot.rounds], ballot.awaits_round, ballot.last.shown) == ([{"red": "go"}], True, True)
    # There is nothing more to leave out.
    room.add(Phase, name=DISCUSS, drops=True)
    assert told(room) == [("door", 1, [{"red": "go"}], None)]


def test_votes_that_are_put_right_are_no_further_round() -> None:
    room = Room()
    room.vote("red", "go")
    room.add(Phase, name=BARS)
    room.add(Phase, name="vote", corrects=True)
    ballot = current(room.play)
    assert ballot is not None
    assert (ballot.corrects, ballot.awaits_round, ballot.open.votes) == (True, False, {"red": "go"})
    room.vote("red", "wait")
    assert told(room) == [("door", 1, [{"red": "wait"}], None)]
    room.add(Phase, name=BARS)
    room.vote("red", "peek")
    assert told(room) == [("door", 1, [{"red": "wait"}, {"red": "peek"}], None)]


def test_hands_are_raised_anew_in_each_round() -> None:
    room = Room()
    room.hands("go", 7)
    room.hands("wait", 0)
    room.hands("go", 6)
    room.add(Phase, name=BARS)
    room.hands("wait", 5)
    one, two = ballots(room.play)[0].rounds
    assert (one.hands, one.counts, one.heads) == ({"go": 6, "wait": 0}, {"go": 6}, 6)
    assert (two.hands, two.counts, two.heads) == ({"wait": 5}, {"wait": 5}, 5)


def test_votes_and_hands_are_counted_together() -> None:
    both = Round({"red": "go", "blue": "wait"}, {"go": 4}, {})
    assert (both.counts, both.heads) == ({"go": 5, "wait": 1}, 6)


def test_a_vote_after_an_inject_is_cast_in_another_state() -> None:
    room = Room()
    room.vote("red", "go")
    room.add(Injected, inject="bell")
    assert current(room.play) is None
    room.vote("red", "wait")
    ballot = current(room.play)
    assert ballot is not None
    assert (ballot.first.votes, ballot.state) == ({"red": "wait"}, room.play.state)
    room.choose("wait")
    assert told(room) == [("door", 1, [{"red": "go"}], None), ("door", 1, [{"red": "wait"}], "wait")]


def test_a_decision_that_comes_back_has_a_ballot_of_its_own() -> None:
    room = Room()
    room.vote("red", "go")
    room.choose("go")
    run = room.choose("run")
    room.vote("red", "wait")
    assert told(room) == [("door", 1, [{"red": "go"}], "go"), ("door", 2, [{"red": "wait"}], None)]
    room.add(WentBack, to=run)
    assert current(room.play) is None
    assert room.play.scene == "hall"


# -- What may be told


@pytest.mark.parametrize(
    ("votes", "hands", "heads", "tell"),
    [
        ({}, {"go": 5}, {}, True), ({}, {"go": 4}, {}, False), ({}, {}, {}, False),
        ({"red": "go", "blue": "wait"}, {}, {"red": 5, "blue": 6}, True), ({"red": "go", "blue": "wait"}, {}, {"red": 5, "blue": 4}, False),
        ({"red": "go"}, {}, {}, False), ({"red": "go"}, {"go": 1}, {"red": 9}, False),
        ({f"t{n}": "go" for n in range(5)}, {}, {}, True), ({f"t{n}": "go" for n in range(4)}, {"wait": 1}, {}, True),
    ],
)  # fmt: skip
def test_counts_are_told_of_five_or_of_such_groups(
    votes: dict[str, str], hands: dict[str, int], heads: dict[str, int], tell: bool
) -> None:
    assert may_tell(Round(votes, hands, {}), heads) is tell


def test_each_vote_is_that_of_a_group() -> None:
    assert of_groups(Round({"red": "go"}, {}, {}), {"red": 5})
    assert not of_groups(Round({"red": "go"}, {"go": 5}, {}), {"red": 5})
    assert not of_groups(Round({}, {}, {}), {"red": 5})
    assert not of_groups(Round({"red": "go", "blue": "go"}, {}, {}), {"red": 5})


# -- Learners


def test_a_learner_is_graded_by_their_own_first_votes() -> None:
    room = Room()
    cast = room.vote("red", "peek")
    room.vote("blue", "wait")
    room.add(Phase, name=BARS)
    room.vote("red", "wait")
    room.choose("go")
    room.vote("red", "run")
    room.choose("run")
    room.vote("blue", "go")
    room.choose("wait")
    room.choose("both")
    room.add(Ended, scene="home", outcome="safe")
    red, blue = learners(room.play, Valuation(room.play.program))
    door, hall = red.votes
    assert (red.who, blue.who, len(blue.votes)) == ("red", "blue", 2)
    assert (door.seq, door.number, door.scene, door.visit, door.choice, door.best, door.loss, door.regret, door.span) == (
        cast, 1, "door", 1, "peek", ("wait",), Fraction(1, 2), Fraction(1, 2), 1,
    )  # fmt: skip
    assert (door.marks, door.critical) == ({"slow-down": "~"}, "")
    # In the hall 3 and 1 count, and the decision counts 2: all of it is lost, and the door comes again without a loss.
    assert (hall.number, hall.visit, hall.best, hall.loss, hall.regret, hall.span, hall.critical) == (
        2, 1, ("both",), 2, 2, 2, "Alone",
    )  # fmt: skip
    assert hall.marks == {"slow-down": "-", "read-the-cues": "-"}
    assert red.score == 100 * (1 - Fraction(5, 2) / 3)
    # Twice at the door: upheld and violated.
    assert ([v.visit for v in blue.votes], blue.score) == ([1, 2], 50)
    assert blue.lessons == {"slow-down": standing("+", "-")}
    assert red.lessons == {"slow-down": standing("~", ("-", 6)), "read-the-cues": standing(("-", 2))}


def standing(*marks: str | tuple[str, int]) -> LessonStanding:
    made = LessonStanding()
    for mark in marks:
        sign, weight = mark if isinstance(mark, tuple) else (mark, 1)
        made.add(sign, Fraction(weight))
    return made


def test_who_votes_again_after_going_back_is_graded_by_the_first_vote() -> None:
    room = Room()
    room.vote("red", "go")
    room.hands("wait", 9)
    commit = room.choose("wait")
    room.add(WentBack, to=commit)
    room.vote("red", "wait")
    room.vote("blue", "wait")
    assert [(who.who, [v.choice for v in who.votes]) for who in learners(room.play, Valuation(room.play.program))] == [
        ("red", ["go"]), ("blue", ["wait"]),
    ]  # fmt: skip


def test_where_nothing_was_at_stake_a_learner_has_no_score() -> None:
    scenes = {"door": graded([], wait=([], "home"), go=([], "home")), "home": ending()}
    room = Room()
    room.play = Play(Program(Scenario.model_validate(heading() | {"start": "door", "scenes": scenes})))
    room.add(Started, scenario="made-up", version=1, seed=1, mode="class")
    room.vote("red", "go")
    (red,) = learners(room.play, Valuation(room.play.program))
    assert (red.score, red.lessons, red.votes[0].best) == (None, {}, ("wait", "go"))


def test_a_roll_is_no_vote() -> None:
    scenes = SCENES | {"door": graded(["slow-down"], wait=(["+slow-down"], [{"odds": 1, "to": "hall"}, {"odds": 1, "to": "home"}]),
                                      go=(["-slow-down"], "hall"))}  # fmt: skip
    room = Room()
    room.play = Play(Program(Scenario.model_validate(heading() | {"start": "door", "scenes": scenes})))
    room.add(Started, scenario="made-up", version=1, seed=1, mode="class")
    room.vote("red", "wait")
    room.choose("wait")
    assert current(room.play) is None
    room.add(Rolled, route=0)
    assert current(room.play) is None
    assert told(room) == [("door", 1, [{"red": "wait"}], "wait")]
