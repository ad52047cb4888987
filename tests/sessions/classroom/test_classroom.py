"""A class without a screen: what each act does, what is refused, and that a class taken up again stands where it stood."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import HotwashError, PlayError, RecordsLocked, SecondWriter, UsageError
from engine.pack.settings import PackInfo
from engine.play import phases
from engine.play.ballots import ballots
from engine.play.bundle import Bundle
from engine.play.events import Chose, Ended, Joined, Overrode, Phase, Rolled, Voted, WentBack
from engine.play.fold import replay
from engine.records import Records
from sessions.classroom.classroom import GIVEN, Classroom
from sessions.classroom.flow import NEVER_SKIPPED
from sessions.classroom.roster import Setup, names
from tests.laws import compared, law
from tests.sessions.classes import AT, Time, alarm, begun, decide, kinds, reading, view
from tests.strategies import sound_scenarios


def refused(act, *arguments, saying=""):
    with pytest.raises(PlayError) as caught:
        act(*arguments)
    assert saying in str(caught.value)


@pytest.fixture
def records(tmp_path):
    with Records.open(tmp_path / "plays.db") as opened:
        yield opened


# Setting up


def test_a_class_for_practice_keeps_a_head_count_and_no_names():
    session = begun(heads=28)
    assert session.started.purpose == "practice"
    assert [e.model_dump(include={"who", "heads", "seat"}) for e in session.play.events if isinstance(e, Joined)] == [
        {"who": "", "heads": 28, "seat": ""}
    ]


def test_a_head_count_may_be_left_open():
    assert not begun().roster


def test_tables_and_seats_join_by_name():
    assert list(begun(voters="tables", tables=3, heads=6).roster) == ["Table 1", "Table 2", "Table 3"]
    seats = begun(voters="seats").roster
    assert {who: voter.seat for who, voter in seats.items()} == {"Contact officer": "contact", "Cover officer": "cover"}


def test_people_join_only_for_the_record():
    with pytest.raises(UsageError, match="keeps no persons"):
        begun(voters="people", people=("K7", "M2"))
    assert list(begun(voters="people", people=("K7", "M2"), purpose="record").roster) == ["K7", "M2"]


@pytest.mark.parametrize(
    ("setup", "saying"),
    [
        ({"voters": "people", "purpose": "record"}, "nobody is on the list"),
        ({"voters": "people", "purpose": "record", "people": ("K7", "k7")}, "same pseudonym"),
        ({"voters": "people", "purpose": "record", "people": ("x" * 41,)}, "at most 40"),
        ({"voters": "tables", "tables": 0}, "1 to 40"),
        ({"heads": -1}, "0 to 2000"),
    ],
)
def test_what_cannot_be_set_up_is_refused_in_words(setup, saying):
    with pytest.raises(UsageError, match=saying):
        begun(**setup)


def test_a_scenario_without_seats_has_no_seats_to_vote():
    with pytest.raises(UsageError, match="no seats"):
        Setup(voters="seats").check({})
    assert Setup(voters="seats").usable({}).voters == "hands"


def test_pseudonyms_are_parted_by_commas_or_lines():
    assert names(" K7, M2;;\nold  hand ,") == ("K7", "M2", "old hand")


# Phases


def test_the_welcome_ends_with_the_permission_to_speak_up_on_record():
    session = begun()
    assert session.phase == phases.WELCOME
    session.advance()
    assert session.phase == phases.READ
    note = next(e for e in session.play.events if e.kind == "noted")
    assert (note.topic, note.text) == (phases.PALS_GIVEN, GIVEN)


def test_the_permission_is_not_on_record_where_it_was_left_out():
    session = begun()
    session.skip()
    assert session.phase == phases.READ
    assert "noted" not in kinds(session)


def test_a_decision_goes_through_its_phases_in_order():
    session = reading()
    seen = [session.phase]
    session.advance()
    seen.append(session.phase)
    session.count("wait", 20)
    for _ in range(3):
        session.advance()
        seen.append(session.phase)
    assert tuple(seen) == phases.ROUND
    session.commit("wait", "four eyes")
    assert (session.phase, session.play.scene, session.done) == (phases.READ, "door", 1)
    assert [e.reason for e in session.play.events if isinstance(e, Chose)] == ["four eyes"]


def test_no_distribution_is_shown_where_nobody_voted():
    session = reading()
    session.advance()
    assert "without" in session.next().words
    session.advance()
    assert session.phase == phases.DISCUSS


def test_a_class_where_nobody_votes_goes_from_the_text_to_the_discussion():
    session = reading(voters="none")
    session.advance()
    assert session.phase == phases.DISCUSS
    session.back_a_phase()
    assert session.phase == phases.READ


def test_vote_distribution_and_discussion_can_be_skipped():
    session = reading()
    session.skip()
    assert session.phase == phases.DISCUSS
    session.back_a_phase()
    session.count("wait", 3)
    session.advance()
    session.skip()
    assert session.phase == phases.COMMIT


def test_a_decision_is_never_skipped():
    session = reading()
    session.skip()
    refused(session.skip, saying=NEVER_SKIPPED)
    session.advance()
    refused(session.skip, saying=NEVER_SKIPPED)
    refused(session.advance, saying="letter")
    assert session.phase == phases.COMMIT


def test_backspace_goes_one_phase_back_and_keeps_the_votes():
    session = reading()
    session.advance()
    session.count("wait", 7)
    session.back_a_phase()
    assert session.phase == phases.READ
    refused(session.back_a_phase, saying="no phase before")
    session.advance()
    assert session.hands == {"wait": 7}


def test_the_story_ends_in_the_hot_wash_and_the_class_is_closed_after_it():
    session = reading()
    decide(session, "wait")
    decide(session, "hands")
    assert (session.phase, session.play.scene) == (phases.READ, "fine")
    session.advance()
    assert (session.phase, session.shown.page) == (phases.HOT_WASH, 1)
    while session.phase == phases.HOT_WASH:
        session.advance()
    assert session.phase == phases.PALS_END
    session.back_a_phase()
    assert (session.phase, session.shown.page) == (phases.HOT_WASH, 7)
    session.advance()
    session.advance()
    assert session.closed
    assert kinds(session)[-1] == "closed"
    for act in (session.advance, session.skip, session.back_a_phase, session.pause, session.timer, session.blank, session.flag,
                session.close, session.go_back, session.reveal, session.to_hot_wash, session.hide):  # fmt: skip
        refused(act)
    refused(session.note, "why", "late", saying="closed")


def test_hseep_adds_three_pages_to_the_hot_wash():
    session = reading(hseep=True)
    session.to_hot_wash()
    pages = 1
    while session.phase == phases.HOT_WASH:
        session.advance()
        pages += 1
    assert pages - 1 == 10


def test_the_hot_wash_can_come_before_an_ending_and_be_left_again():
    session = reading()
    session.to_hot_wash()
    refused(session.to_hot_wash)
    session.back_a_phase()
    assert (session.phase, session.play.waits_for) == (phases.READ, "decision")


# Votes


def test_hands_are_counted_and_a_slip_is_mended():
    session = reading(heads=20)
    session.advance()
    session.count("wait", 12)
    session.count("enter", 5)
    session.count("wait", 13)
    assert session.hands == {"wait": 13, "enter": 5}
    assert [(e.who, e.choice, e.heads) for e in session.play.events if isinstance(e, Voted)] == [
        ("", "wait", 12), ("", "enter", 5), ("", "wait", 13)
    ]  # fmt: skip


def test_after_the_distribution_hands_are_raised_anew():
    session = reading()
    session.advance()
    session.count("wait", 12)
    session.advance()
    session.advance()
    session.back_a_phase()
    assert session.phase == phases.VOTE
    assert session.hands == {}
    session.count("ask", 9)
    first, second = ballots(session.play)[0].rounds
    assert (first.hands, second.hands) == ({"wait": 12}, {"ask": 9})


def test_each_table_has_one_vote_and_may_change_it():
    session = reading(voters="tables", tables=3)
    session.advance()
    session.vote("Table 1", "enter")
    session.vote("Table 2", "wait")
    session.vote("Table 1", "wait")
    assert session.votes == {"Table 1": "wait", "Table 2": "wait"}


def test_votes_are_refused_outside_the_vote_and_for_what_is_not_there():
    session = reading(voters="tables", tables=2)
    refused(session.vote, "Table 1", "wait", saying="no vote now")
    session.advance()
    refused(session.vote, "Table 9", "wait", saying="not on the list")
    refused(session.vote, "Table 1", "fly", saying="no choice here")
    refused(session.count, "wait", 3, saying="no hands are counted")
    hands = reading()
    hands.advance()
    refused(hands.vote, "", "wait", saying="not on the list")
    refused(hands.count, "wait", -1, saying="0 or more")


def test_with_a_head_count_no_event_names_anybody():
    session = reading(heads=30)
    session.advance()
    session.count("wait", 30)
    decide(session, "wait", "it buys time")
    assert {e.who for e in session.play.events if isinstance(e, Voted | Joined)} == {""}


def test_votes_of_one_decision_do_not_count_at_the_next():
    session = reading()
    session.advance()
    session.count("wait", 12)
    decide(session, "wait")
    session.advance()
    assert session.hands == {}
    assert session.ballot is None


# The story


def test_the_team_decides_only_in_its_phase_and_only_what_is_on_offer():
    session = reading()
    refused(session.commit, "wait", saying="after the discussion")
    session.skip()
    session.advance()
    refused(session.commit, "fly", saying="no choice here")
    session.commit("ask")
    assert session.play.scene == "street"
    session.skip()
    session.advance()
    refused(session.commit, "ask", saying="no choice here")


def test_an_inject_is_played_once_before_the_decision_and_read_next():
    session = reading()
    refused(session.inject, "nothing", saying="cannot be played")
    assert session.injects() == ["radio-dies", "second-call"]
    session.advance()
    session.count("wait", 4)
    session.inject("radio-dies")
    assert session.phase == phases.READ
    assert session.view().injects == ("Cover officer, your radio beeps and goes [i]dark[/i].",)
    assert session.injects() == ["second-call"]
    assert session.hands == {}
    refused(session.inject, "radio-dies")


def test_no_inject_at_the_welcome_or_in_the_hot_wash():
    session = begun()
    assert session.injects() == []
    session.advance()
    session.to_hot_wash()
    assert session.injects() == []


def unlucky():
    """A class whose first choice was drawn into the harm."""
    for seed in range(50):
        session = reading(seed=seed)
        decide(session, "enter")
        if session.play.scene == "struck":
            return session
    raise AssertionError


def test_a_roll_is_overridden_while_what_it_led_to_is_read():
    session = unlucky()
    (first, taken_first), (second, taken_second) = session.routes()
    assert (taken_first, taken_second, first.odds, second.odds) == (False, True, 3, 1)
    refused(session.override, second.route, saying="no roll to override")
    session.override(first.route, "they have to see the door")
    assert (session.play.scene, session.phase) == ("door", phases.READ)
    assert [taken for _, taken in session.routes()] == [True, False]
    event = next(e for e in session.play.events if isinstance(e, Overrode))
    assert event.reason == "they have to see the door"
    assert not [e for e in session.play.events if isinstance(e, Ended)]


def test_a_roll_stands_once_the_class_went_on():
    session = reading(seed=1)
    while session.play.scene != "door":
        session = reading(seed=session.play.seed + 1)
        decide(session, "enter")
    assert session.routes()
    session.advance()
    assert session.routes() == ()
    refused(session.override, 1, saying="no roll to override")


def test_an_ending_stands_once_the_hot_wash_began():
    session = unlucky()
    session.advance()
    assert kinds(session)[-2:] == ["ended", "phase"]
    session.back_a_phase()
    assert session.routes() == ()


def test_going_back_stands_before_the_decision_and_keeps_what_was_said():
    session = reading()
    refused(session.go_back, saying="nothing was decided")
    session.flag("listen to table 3")
    decide(session, "wait")
    session.go_back()
    assert (session.play.scene, session.phase, session.done) == ("street", phases.READ, 0)
    assert "flagged" in kinds(session)
    assert isinstance(session.play.events[-2], WentBack)
    session.advance()
    assert session.hands == {}


def test_an_ending_that_was_read_counts_though_the_class_went_back():
    session = unlucky()
    session.go_back()
    decide(session, "wait")
    decide(session, "hands")
    session.to_hot_wash()
    assert session.record.debrief.ending == "struck"


def test_why_is_revealed_only_of_a_decision_that_is_behind_the_class():
    session = reading()
    refused(session.reveal, saying="after it")
    decide(session, "ask")
    assert session.play.scene == "street"
    refused(session.reveal, saying="give it away")
    decide(session, "wait")
    session.reveal()
    assert session.phase == phases.REVEAL
    session.advance()
    assert session.phase == phases.READ
    session.go_back()
    refused(session.reveal, saying="give it away")


def test_why_is_not_revealed_of_a_decision_that_was_taken_back():
    session = reading()
    decide(session, "wait")
    decide(session, "hands")
    session.go_back()
    session.go_back()
    assert session.play.scene == "street"
    refused(session.reveal, saying="give it away")


# Time


def test_a_pause_stops_the_clock_and_enter_alone_ends_it(monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading()
    time.on(60)
    session.pause()
    time.on(600)
    assert session.clock().elapsed == 60
    assert "pause" in session.next().words
    session.advance()
    assert (session.phase, session.clock().paused) == (phases.READ, False)
    time.on(5)
    assert session.clock().elapsed == 65


def test_the_timer_takes_the_decisions_seconds_and_can_be_moved(monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading()
    session.advance()
    session.timer()
    assert session.clock().remaining == 45
    time.on(10)
    session.more_time(15)
    assert session.clock().remaining == 50
    session.timer()
    assert session.clock().remaining is None
    session.skip()
    session.timer()
    assert session.clock().remaining == 180
    session.more_time(-195)
    assert session.clock().remaining is None


def test_a_timer_never_decides(monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading()
    session.advance()
    session.timer()
    time.on(500)
    assert session.phase == phases.VOTE
    assert session.clock().remaining < 0


def test_nothing_is_timed_at_the_welcome():
    refused(begun().timer, saying="timer")


def test_the_shared_screen_is_blanked_and_its_pages_turned():
    session = reading()
    session.blank()
    session.turn(1)
    assert (session.shown.dark, session.shown.page) == (True, 2)
    session.advance()
    assert (session.shown.dark, session.shown.page) == (True, 1)
    session.blank()
    assert not session.shown.dark
    refused(session.turn, -1, saying="first page")


def test_whether_the_class_sees_this_screen_can_be_changed_and_is_kept():
    session = begun(one_screen=True)
    assert session.one_screen
    session.hide()
    assert not session.one_screen
    session.hide()
    assert session.one_screen


def test_the_pace_says_how_far_behind_and_what_could_be_left_out(monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading()
    course = session.course()
    assert (course.least, course.most) == (1, 3)
    assert [coming.scene for coming in course.expected] == ["street", "door"]
    time.on(26 * 60)
    late = session.pace(course)
    assert late.ahead < 0
    assert [coming.prompt for coming in late.spare] == ["What do you do first?"]
    session.skip()
    assert session.pace(course).spare == ()


def test_a_class_that_decided_early_is_ahead(monkeypatch):
    Time().patch(monkeypatch)
    session = reading()
    decide(session, "wait")
    assert session.pace(session.course()).ahead > 0


def test_an_early_class_is_neither_behind_nor_asked_to_hurry(monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading()
    time.on(5 * 60)
    pace = session.pace(session.course())
    assert (pace.ahead, pace.spare) == (0, ())


# Taking a class up again


def test_a_class_taken_up_again_stands_where_it_stood(records, monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading(records, voters="tables", tables=3, heads=6, one_screen=True)
    session.advance()
    session.timer()
    session.vote("Table 2", "wait")
    time.on(12)
    again = Classroom.resume(records, session.play_id)
    assert view(again) == view(session)
    assert again.clock() == session.clock()
    assert again.votes == {"Table 2": "wait"}
    assert again.clock().remaining == 33


def test_a_night_in_between_is_no_time_of_the_class(records, monkeypatch):
    time = Time().patch(monkeypatch)
    session = reading(records)
    time.on(60)
    session.flag()
    time.on(12 * 3600)
    again = Classroom.resume(records, session.play_id)
    assert again.clock().elapsed == 60
    assert kinds(again)[-1] == "resumed"


def test_looking_in_writes_nothing_until_something_is_done(records):
    session = reading(records)
    again = Classroom.resume(records, session.play_id)
    assert len(records.events(session.play_id)) == session.play.next_seq
    again.flag("back")
    assert kinds(again)[-2:] == ["resumed", "flagged"]
    again.flag()
    assert kinds(again)[-2:] == ["flagged", "flagged"]


def test_a_paused_class_is_still_paused_when_taken_up(records):
    session = reading(records)
    session.pause()
    again = Classroom.resume(records, session.play_id)
    assert again.clock().paused
    again.advance()
    assert kinds(again)[-2:] == ["paused", "resumed"]


def test_the_second_of_two_windows_is_told_and_can_go_on(records):
    session = reading(records)
    second = Classroom.resume(records, session.play_id)
    session.advance()
    with pytest.raises(SecondWriter, match="close the other window"):
        second.advance()
    second.reload()
    assert second.phase == phases.VOTE
    second.count("wait", 5)
    with pytest.raises(SecondWriter):
        session.count("wait", 6)
    assert session.hands == {}
    session.reload()
    assert session.hands == {"wait": 5}


def test_a_class_that_was_never_begun_is_refused(records):
    play_id = records.begin("classes/alarm", 1, "class", alarm().parts())
    with pytest.raises(PlayError, match="never begun"):
        Classroom.resume(records, play_id)


@pytest.mark.parametrize("kept", range(1, 14))
def test_a_class_killed_after_any_event_goes_on(tmp_path, kept):
    """The events up to any one of a whole class, as a kill leaves them."""
    whole = begun(voters="tables", tables=2, one_screen=True)
    whole.advance()
    decide(whole, "enter")
    with Records.open(tmp_path / "plays.db") as records:
        play_id = records.begin("classes/alarm", 1, "class", alarm().parts())
        for event in whole.play.events[:kept]:
            records.append(play_id, event)
        session = Classroom.resume(records, play_id)
        assert session.play.waits_for != "roll"
        if session.phase == phases.WELCOME:
            session.advance()
        if session.play.waits_for == "decision":
            decide(session, session.play.shown()[0])
        session.to_hot_wash()
        session.close()
        assert Classroom.resume(records, play_id).closed


class Unwilling:
    """Records that keep the first `keeps` events, and others when they are told to."""

    def __init__(self, keeps):
        self.kept, self.keeps = [], keeps

    def begin(self, *_):
        return "p"

    def append(self, _play, event):
        if len(self.kept) >= self.keeps:
            raise RecordsLocked("plays.db is locked")
        self.kept.append(event)


def test_what_cannot_be_kept_has_not_happened():
    session = begun(Unwilling(10**6))
    session.advance()
    before = view(session)
    session.records.keeps = 0
    for act in (session.advance, session.flag, session.pause, session.blank, session.timer):
        with pytest.raises(RecordsLocked):
            act()
    assert view(session) == before


def test_a_roll_that_could_not_be_kept_is_made_by_enter():
    session = begun(Unwilling(10**6))
    session.advance()
    session.skip()
    session.advance()
    session.records.keeps = len(session.records.kept) + 1
    with pytest.raises(RecordsLocked):
        session.commit("enter")
    assert session.play.waits_for == "roll"
    assert "try again" in session.next().words
    session.records.keeps = 10**6
    session.advance()
    assert isinstance(next(e for e in session.play.events if isinstance(e, Rolled)), Rolled)
    assert session.phase == phases.READ


def test_a_new_scene_is_read_even_where_that_could_not_be_kept():
    session = begun(Unwilling(10**6))
    session.advance()
    session.skip()
    session.advance()
    session.records.keeps = len(session.records.kept) + 1
    with pytest.raises(RecordsLocked):
        session.commit("wait")
    assert (session.play.scene, session.phase) == ("door", phases.READ)
    session.records.keeps = 10**6
    session.advance()
    assert session.phase == phases.VOTE


def test_everything_of_a_class_can_be_read_with_its_time(monkeypatch):
    """Thirty people, two decisions: votes, decision, flag, inject, override, pause and step back."""
    time = Time().patch(monkeypatch)
    session = reading(heads=30)
    session.advance()
    for choice, hands in (("enter", 4), ("wait", 20), ("ask", 6)):
        time.on(10)
        session.count(choice, hands)
    session.advance()
    session.inject("second-call")
    session.flag("who asked?")
    session.pause()
    session.pause()
    decide(session, "enter", "the alarm rang")
    session.override(next(landing.route for landing, taken in session.routes() if not taken), "for the door")
    session.go_back()
    times = {event.kind: event.at for event in session.play.events}
    for kind in ("voted", "chose", "flagged", "injected", "overrode", "paused", "resumed", "went_back", "rolled"):
        assert times[kind].startswith("2026-03-01T10:00:")
    votes = [(e.choice, e.heads, e.at[17:19]) for e in session.play.events if isinstance(e, Voted)]
    assert votes == [("enter", 4, "10"), ("wait", 20, "20"), ("ask", 6, "30")]


# Laws


def acts(session, random):
    """Everything that an instructor may come to do, sensible or not."""
    shown = session.play.shown() if session.play.waits_for == "decision" else ("nothing",)
    return [
        session.advance, session.advance, session.advance, session.skip, session.back_a_phase, session.pause, session.timer,
        session.blank, session.flag, session.go_back, session.reveal, session.hide, session.to_hot_wash,
        lambda: session.turn(random.choice((1, -1))), lambda: session.more_time(random.choice((15, -15))),
        lambda: session.vote(random.choice(("Table 1", "Table 2", "x")), random.choice(shown)),
        lambda: session.count(random.choice(shown), random.randint(0, 9)),
        lambda: session.commit(random.choice(shown), "because"), lambda: session.commit(random.choice(shown)),
        lambda: session.inject(random.choice(session.injects() or ["x"])),
        lambda: session.override(random.randint(0, 2)),
        lambda: session.note(random.choice((phases.WHY, phases.LUCK)), "n"), lambda: session.join("Table 3", 5),
    ]  # fmt: skip


def sensible(session, random):
    """What an instructor may do where a vote is open, a draw has fallen, a card may be played or something was decided."""
    able = [session.advance]
    if session.phase == phases.VOTE and session.voters == "hands":
        able.append(lambda: session.count(random.choice(session.play.shown()), random.randint(0, 9)))
    if session.phase == phases.VOTE and session.voters == "tables":
        able.append(lambda: session.vote(random.choice(("Table 1", "Table 2")), random.choice(session.play.shown())))
    if session.injects():
        able.append(lambda: session.inject(random.choice(session.injects())))
    if len(session.routes()) > 1:
        able += [lambda: session.override(random.choice(session.routes())[0].route)] * 6
    if any(event.kind == "chose" for event in session.play.events):
        able.append(session.go_back)
    return random.choice(able)


def wander(session, random, steps):
    """Do whatever comes to mind; what is refused must have changed nothing."""
    for _ in range(steps):
        found = acts(session, random)
        if random.random() < 0.5:
            found[:3] = [sensible(session, random)] * 3
        before, length = view(session), len(session.play.events)
        try:
            random.choices(found, [6] * 3 + [1] * (len(found) - 3))[0]()
        except PlayError:
            assert (view(session), len(session.play.events)) == (before, length)


@law(80, quick=80, voted=0.05, chose=0.2, injected=0.05, overrode=0.01, went_back=0.02)
@given(sound_scenarios(), st.integers(0, 10**6), st.sampled_from(["hands", "tables", "none"]))
def test_any_acts_replay_to_the_same_class(scenario, seed, voters):
    bundle = Bundle(scenario, None, {}, PackInfo(hotwash=1, name="p", title="P", version=1))
    session = Classroom.new(bundle, Setup(voters=voters, tables=2, heads=6), seed=seed)
    wander(session, Random(seed), 40)
    events = list(session.play.events)
    again = Classroom(bundle, replay(session.play.program, events))
    assert view(again) == view(session)
    for kind in {e.kind for e in events} & {"chose", "voted", "injected", "overrode", "went_back"}:
        compared(kind)
    names_ = [e.name for e in events if isinstance(e, Phase)]
    assert set(names_) <= {*phases.ROUND, phases.WELCOME, phases.REVEAL, phases.HOT_WASH, phases.PALS_END}
    assert [e.at for e in events] == sorted(e.at for e in events)


def test_times_are_in_the_records_form():
    assert len(begun().play.events[0].at) == len(AT)


def test_errors_of_a_class_are_for_the_users_eyes():
    assert issubclass(PlayError, HotwashError)
