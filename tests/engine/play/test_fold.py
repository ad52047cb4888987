"""A play, event by event, as docs/semantics.md (section 2) says that it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from engine.errors import PlayError
from engine.play.events import Chose, Ended, Injected, Mended, Noted, Overrode, Rolled, Started, WentBack
from engine.play.fold import Play, replay
from engine.states.order import class_letters
from engine.states.program import Program
from engine.states.step import Landing, State
from tests.engine.states.small import decision, ending, inject, passage, program

AT = "2026-01-01T00:00:00+00:00"


def story() -> Program:
    return program(
        {
            "way": passage("hub", also=[{"text": "Never.", "when": "seen"}, {"text": "Always."}]),
            "hub": decision(
                look={"once": True, "set": {"seen": True}, "next": "way"},
                run=[{"odds": 1, "to": "home"}, {"odds": 3, "to": "lane", "set": {"fallen": True}}],
                over={"add": {"n": 1}, "next": "way"},
                stuck=[{"when": "n == 9", "to": "home"}],
                hide={"when": "seen", "next": "home"},
            ),
            "lane": passage([{"odds": 2, "to": "home"}, {"odds": 1, "to": "hurt"}]),
            "home": ending("safe"),
            "hurt": ending("harm"),
        },
        facts={"seen": False, "fallen": False, "n": {"range": [0, 1], "start": 1}},
        injects={"ring": inject("hub", set={"seen": True}), "count": inject("hub", add={"n": 1})},
    )  # fmt: skip


class Told:
    """A play with a hand for each event."""

    def __init__(self, of: Program | None = None, mode: str = "class", seed: int = 1) -> None:
        self.play = Play(of or story())
        self.add(Started, scenario="made-up", version=1, seed=seed, mode=mode)

    def add(self, kind: Callable, **fields: object) -> None:
        self.play.apply(kind(seq=self.play.next_seq, at=AT, **fields))

    def choose(self, choice: str) -> int:
        self.add(Chose, scene=self.play.scene, choice=choice, shown=self.play.shown())
        return self.play.next_seq - 1

    def end(self, outcome: str = "safe") -> None:
        self.add(Ended, scene=self.play.scene, outcome=outcome)

    def refuses(self, message: str, kind: Callable, **fields: object) -> None:
        """An event that does not fit leaves the play as it was."""
        before = list(self.play.events), list(self.play.line), list(self.play.ledger), list(self.play.endings), self.play.cut
        with pytest.raises(PlayError) as refused:
            self.add(kind, **fields)
        assert str(refused.value) == message
        assert (self.play.events, self.play.line, self.play.ledger, self.play.endings, self.play.cut) == before


def test_before_it_started_a_play_stands_nowhere() -> None:
    play = Play(story())
    assert (play.waits_for, play.pending, play.started, play.seed, play.next_seq, play.kept) == ("start", None, None, 0, 0, [])
    for ask in (lambda: play.state, lambda: play.scene, lambda: play.visit, play.shown):
        with pytest.raises(PlayError, match="the play has not started"):
            ask()
    for event, message in (
        (Noted(seq=0, at=AT, topic="why", text=""), "`noted` comes before the play has started"),
        (Mended(seq=0, at=AT, of=0), "`mended` comes before the play has started"),
        (Rolled(seq=0, at=AT, route=0), "no draw is open"),
        (Overrode(seq=0, at=AT, route=0), "there is no roll to override"),
        (Chose(seq=0, at=AT, scene="hub", choice="look", shown=()), "the play does not stand at a decision"),
        (WentBack(seq=0, at=AT, to=0), "event 0 is no commit on the line"),
        (Noted(seq=1, at=AT, topic="why", text=""), "event 1 comes where 0 was expected"),
    ):
        with pytest.raises(PlayError) as refused:
            play.apply(event)
        assert str(refused.value) == message
        assert play.events == []


def test_a_play_passes_through_what_needs_no_decision() -> None:
    here = Told()
    (entry,) = here.play.line
    assert [(s.scene, s.also) for s in entry.shown_scenes] == [("way", (1,)), ("hub", ())]
    assert (entry.before, entry.after, entry.action, entry.landings, entry.pending) == (State(0, 4), State(1, 4), None, (), None)
    assert (here.play.scene, here.play.waits_for, here.play.visit, here.play.state) == ("hub", "decision", 1, State(1, 4))
    here.choose("look")
    look = here.play.line[-1]
    assert [(s.scene, s.also) for s in look.shown_scenes] == [("way", (0, 1)), ("hub", ())]
    assert (look.action and look.action.id, [x.state.scene for x in look.landings], look.before) == ("look", [0], State(1, 4))
    assert (here.play.visit, here.play.shown()) == (2, tuple(c for c in class_letters(story(), "hub") if c != "look"))


def test_events_that_do_not_fit_are_refused() -> None:
    here = Told()
    here.refuses("the play has started already", Started, scenario="made-up", version=1, seed=1)
    here.refuses("the play stands at `hub`, not at `way`", Chose, scene="way", choice="look", shown=())
    here.refuses(
        "`hide` is no choice at `hub` now; available: look, run, over, stuck", Chose, scene="hub", choice="hide", shown=()
    )
    here.refuses("no draw is open", Rolled, route=0)
    here.refuses("there is no roll to override", Overrode, route=0)
    here.refuses("no ending `hub` is reached now", Ended, scene="hub", outcome="safe")
    here.refuses("event 0 is no commit on the line", WentBack, to=0)
    here.refuses("inject `cough` cannot be played at `hub` now", Injected, inject="cough")
    here.choose("run")
    here.refuses("the play does not stand at a decision", Chose, scene="hub", choice="look", shown=())
    here.refuses("the play does not stand at a decision", Injected, inject="ring")
    here.refuses("the draw has no route 2", Rolled, route=2)
    here.refuses("there is no roll to override", Overrode, route=0)
    here.add(Rolled, route=0)
    here.refuses("the draw has no route 2", Overrode, route=2)
    here.refuses("no ending `hurt` is reached now", Ended, scene="hurt", outcome="harm")
    here.end()
    here.refuses("no ending `home` is reached now", Ended, scene="home", outcome="safe")


def test_a_step_that_the_scenario_does_not_allow_is_refused() -> None:
    here = Told()
    told = "the scenario cannot go on at `hub` after `{}`: {}; run `hotwash check`"
    counter = "counter `n` would leave its range"
    here.refuses(told.format("over", counter), Chose, scene="hub", choice="over", shown=())
    here.refuses(told.format("stuck", "none of the routes holds"), Chose, scene="hub", choice="stuck", shown=())
    here.refuses(told.format("count", counter), Injected, inject="count")
    stuck = program({"way": passage([{"when": "a", "to": "home"}]), "home": ending()}, facts={"a": False})
    with pytest.raises(PlayError, match=r"cannot go on at `way` after ``: none of the routes holds"):
        Told(stuck)


def test_a_scenario_that_goes_round_in_circles_does_not_take_for_ever() -> None:
    with pytest.raises(PlayError, match="the scenario goes round in circles"):
        Told(program({"way": passage("back"), "back": passage("way")}))


@pytest.mark.parametrize("seed", range(12))
def test_a_roll_is_the_digest_of_seed_and_number_counted_through_the_routes(seed: int) -> None:
    here = Told(seed=seed)
    with pytest.raises(PlayError, match=r"^no draw is open$"):
        here.play.roll()
    here.choose("run")
    assert here.play.pending is not None
    assert (here.play.waits_for, here.play.pending.total, here.play.next_seq) == ("roll", 4, 2)
    number = int.from_bytes(hashlib.sha256(f"{seed}:2".encode()).digest()[:8], "big")
    assert here.play.roll() == [0, 1, 1, 1][number % 4]


def test_a_draw_lands_where_the_roll_says() -> None:
    here = Told()
    here.choose("run")
    chosen = here.play.line[-1]
    assert (chosen.after, chosen.shown_scenes, here.play.state, here.play.scene) == (None, (), State(1, 4), "hub")
    here.add(Rolled, route=1)
    rolled = here.play.line[-1]
    # It fell on the lane, which is left by a draw in turn.
    assert (rolled.before, rolled.after, [s.scene for s in rolled.shown_scenes]) == (State(1, 4), State(2, 6), ["lane"])
    assert rolled.landings == chosen.landings
    assert rolled.action is chosen.action
    assert here.play.waits_for == "roll"
    assert here.play.pending is not None
    assert (here.play.pending.before, here.play.pending.total) == (State(2, 6), 3)
    here.add(Rolled, route=1)
    assert (here.play.line[-1].before, here.play.scene, here.play.waits_for) == (State(2, 6), "hurt", "ended")


def test_an_override_puts_another_route_in_place_of_the_roll() -> None:
    here = Told()
    here.choose("run")
    here.add(Rolled, route=1)
    here.add(Overrode, route=0, reason="For the lesson.")
    first = here.play.line[-1]
    # From where the roll had landed, to where the route leads from before the draw: nothing of the lane has happened.
    assert (first.before, first.after, [x.route for x in first.landings]) == (State(2, 6), State(3, 4), [0])
    assert (here.play.scene, here.play.waits_for) == ("home", "ended")
    here.add(Overrode, route=1)
    second = here.play.line[-1]
    assert (second.before, second.after, here.play.waits_for) == (State(3, 4), State(2, 6), "roll")
    here.add(Rolled, route=0)
    here.add(Overrode, route=1)
    assert (here.play.line[-1].before, here.play.scene) == (State(3, 6), "hurt")


def test_an_override_comes_directly_after_its_roll() -> None:
    here = Told(program({"way": decision(go=[{"odds": 1, "to": "hub"}, {"odds": 1, "to": "home"}]),
                         "hub": decision(on="home", off="home"), "home": ending()}, injects={"ring": inject("hub")}))  # fmt: skip
    here.choose("go")
    here.add(Rolled, route=0)
    here.add(Injected, inject="ring")
    here.refuses("there is no roll to override", Overrode, route=1)
    here.choose("on")
    here.refuses("there is no roll to override", Overrode, route=1)


def test_an_inject_stays_at_its_decision() -> None:
    here = Told()
    here.add(Injected, inject="ring")
    entry = here.play.line[-1]
    played = story().fields["played:ring"].bits
    assert (entry.before, entry.after, entry.shown_scenes, entry.pending) == (State(1, 4), State(1, 5 | played), (), None)
    assert entry.landings == (Landing(1, 0, State(1, 5 | played)),)
    assert (here.play.visit, "hide" in here.play.shown(), here.play.waits_for) == (1, True, "decision")
    here.refuses("inject `ring` cannot be played at `hub` now", Injected, inject="ring")


def test_going_back_cuts_the_line_and_the_first_commit_still_counts() -> None:
    here = Told()
    assert not here.play.cut
    look = here.choose("look")
    run = here.choose("run")
    here.add(Rolled, route=0)
    here.end()
    assert (here.play.waits_for, [s.scene for s in here.play.endings]) == ("nothing", [3])
    here.add(WentBack, to=look)
    assert (here.play.cut, here.play.scene, here.play.visit, here.play.state) == (True, "hub", 1, State(1, 4))
    here.refuses(f"event {run} is no commit on the line", WentBack, to=run)
    again = here.choose("look")
    here.choose("run")
    here.add(Rolled, route=0)
    assert here.play.waits_for == "ended"
    here.end()
    assert here.play.waits_for == "nothing"
    assert [(c.event.seq, c.visit, c.counts, c.state.scene) for c in here.play.ledger] == [
        (look, 1, True, 1), (run, 2, True, 1), (again, 1, False, 1), (again + 1, 2, False, 1),
    ]  # fmt: skip
    assert len(here.play.endings) == 2
    assert replay(here.play.program, here.play.events) == here.play


def test_a_further_visit_counts_anew_after_going_back() -> None:
    here = Told()
    first = here.choose("run")
    here.add(Rolled, route=0)
    here.add(WentBack, to=first)
    here.choose("look")
    here.choose("run")
    assert [(c.event.choice, c.visit, c.counts) for c in here.play.ledger] == [
        ("run", 1, True),
        ("look", 1, False),
        ("run", 2, True),
    ]


def test_choices_are_shown_in_class_as_on_the_cards_and_alone_by_the_seed() -> None:
    together = Told()
    assert together.play.letters() == class_letters(story(), "hub")
    alone = Told(mode="solo", seed=7)
    order = sorted(("look", "run", "over", "stuck", "hide"), key=lambda c: hashlib.sha256(f"7:hub:{c}".encode()).digest()[:8])
    assert alone.play.letters() == dict(zip(order, "ABCDE", strict=True))
    assert alone.play.shown() == tuple(c for c in order if c != "hide")
    assert list(together.play.letters()) != order
    alone.choose("run")
    alone.add(Rolled, route=0)
    assert (alone.play.letters(), alone.play.shown()) == ({}, ())


def test_a_mended_line_is_told_and_the_old_one_kept() -> None:
    here = Told()
    here.add(Chose, scene="hub", choice="look", shown=here.play.shown(), reason="Miller said so.")
    here.add(Mended, of=1, text="Somebody said so.")
    assert [e.reason for e in here.play.events if isinstance(e, Chose)] == ["Somebody said so."]
    assert [e.reason for e in here.play.kept if isinstance(e, Chose)] == ["Miller said so."]
    assert (here.play.ledger[0].event.reason, here.play.line[-1].event) == ("Somebody said so.", here.play.events[1])
    here.add(Mended, of=1, text="", removed=True)
    # What the first mending said is told no more either; the last one says nothing but that.
    assert [e.text for e in here.play.events if isinstance(e, Mended)] == ["", ""]
    assert [e.text for e in here.play.kept if isinstance(e, Mended)] == ["Somebody said so.", ""]
    assert [e.reason for e in here.play.kept if isinstance(e, Chose)] == ["Miller said so."]
