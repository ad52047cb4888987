"""A play alone, without a screen: trying again, notes, what is known about a decision."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import RecordsLocked
from engine.pack import story
from engine.pack.folder import builtin
from engine.pack.scenario import Paragraph
from engine.play.bundle import bundle
from engine.play.events import Chose
from engine.play.fold import replay
from engine.records import Records
from engine.states.program import Program
from sessions.classroom.slide import _told
from sessions.play_options import PlayOptions
from sessions.solo import Solo
from sessions.view import view as view_of
from tests.laws import law
from tests.tui.driving import Unwilling, asking, changed, choices_made, door, finished, for_a_group, playing
from tui.solo import lines


@law()
@given(st.integers(0, 2**31 - 1), st.data())
def test_a_try_stands_where_the_play_stood_and_leaves_it_alone(seed, data):
    session = playing(seed)
    stood = []
    while not session.over:
        stood.append((session.view(), session.play.state))
        option = data.draw(st.sampled_from(session.view().options))
        session.choose(option.id, data.draw(st.none() | st.integers(0, 100)))
    before = list(session.play.events)
    for line, (view, state) in zip(session.record.account.decisions, stood, strict=True):
        tried = session.try_from(line)
        assert (tried.view(), tried.play.state) == (view, state)
        assert tried.records is None
        assert tried.tried_from == line.name == view.decision
        while not tried.over:
            tried.choose(data.draw(st.sampled_from(tried.view().options)).id)
        assert len(tried.record.account.decisions) >= line.graded.made
    assert session.play.events == before


def test_how_sure_one_was_does_not_go_into_the_try():
    session = finished("wait", "ask", "talk", percent=90)
    tried = session.try_from(session.record.account.decisions[1])
    tried.choose("ask")
    assert [line.graded.confidence is None for line in tried.record.account.decisions] == [False, True]


def test_a_play_with_notes_replays_to_the_same(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = Solo.new(door(), records, seed=459)
        for choice in ("wait", "ask", "talk"):
            session.choose(choice, 80, "because")
        session.next_shift("ask")
        again = replay(Program(session.bundle.scenario), records.events(session.play_id))
        assert again.events == session.play.events
        assert session.record.account.next_shift == ("ask",)
        assert session.record.account.notes == ()
        assert session.record.account.own_words == ("because", "because", "because", "ask")


def test_a_note_that_cannot_be_kept_is_taken_back():
    session = finished("wait", "ask", "talk")
    session.records = Unwilling(0)
    with pytest.raises(RecordsLocked):
        session.next_shift("ask")
    assert session.record.account.next_shift == ()


def test_what_was_decided_so_far_is_told_in_order():
    session = playing()
    assert session.so_far() == ()
    session.choose("wait")
    session.choose("ask")
    numbers, _, chosen = zip(*session.so_far(), strict=True)
    assert numbers == (1, 2)
    assert chosen == ("Wait here until help has come.", "Ask who else was here this evening.")


def test_the_last_decision_is_known_before_the_play_is_over():
    session = playing()
    session.choose("go-in")
    line = session.last_decision()
    assert (line.number, line.verdict, line.chosen) == (1, "worst", "Go in now [bold]alone[/bold] and look.")
    assert line.best == (("Wait here until help has come.", "Two people see more than one does."),)


@pytest.mark.parametrize("note", ["suicide-talk", "mass-violence"])
def test_what_is_meant_for_a_group_is_played_without_clock_and_confidence(note):
    asked = PlayOptions(confidence=True, rationale=True, timer=True, feedback="now")
    assert asked.suited(changed(content_notes=(note,)).scenario) == PlayOptions(rationale=True, feedback="now")
    assert asked.suited(changed(content_notes=("grief",)).scenario) == asked


def test_without_a_score_nothing_in_the_account_grades():
    account = finished("go-in", "ask", "order", found=for_a_group(), percent=90).record.account
    assert not account.scored
    assert (account.score, account.scale, account.luck, account.exposure, account.critical) == ("no score", "", (), (), ())
    assert (account.mistaken, account.calibration, account.turning_point) == ((), "", None)
    assert {line.verdict for line in account.decisions} == {""}
    assert account.resources == ("Peer support: extension 12",)


def test_resources_that_nobody_checked_say_so():
    found = door()
    pack = found.pack.model_copy(update={"resources_checked": False})
    found = type(found)(found.scenario, found.report, found.lessons, pack)
    account = finished("wait", "ask", "talk", found=found).record.account
    assert account.resources[-1] == "These numbers have not been checked for your area."


def test_the_json_is_json():
    assert json.loads(json.dumps(finished("wait", "ask", "talk").record.debrief.as_dict()))["scored"] is True
    assert choices_made(finished("wait", "ask", "talk")) == ["wait", "ask", "talk"]


def test_the_clock_that_a_session_is_given_times_every_event():
    times = iter(f"2026-03-01T10:00:{second:02}.000+00:00" for second in range(60))
    session = Solo.new(door(), seed=1, now=lambda: next(times))
    while not session.over:
        session.choose(session.view().options[0].id, 50)
    assert [event.seq for event in session.play.events] == list(range(len(session.play.events)))
    assert [event.at for event in session.play.events] == [
        f"2026-03-01T10:00:{n:02}.000+00:00" for n in range(len(session.play.events))
    ]


# Alone you are one person


def views_alone(found, plays):
    """Each moment of some plays by one person, with the scenes that it tells."""
    for seed in range(plays):
        session, picked = Solo.new(found, seed=seed), random.Random(seed)
        while True:
            yield session.view()
            if session.over:
                break
            session.choose(picked.choice(session.view().options).id)


def test_no_passage_of_another_seat_reaches_a_play_alone_in_any_of_the_built_in_scenarios():
    pack, told = builtin(), Counter()
    for path in pack.scenario_paths:
        found = bundle(pack, path.stem)
        scenario = found.scenario
        for now in views_alone(found, 12):
            decision = scenario.scenes[now.scene].decision
            own = story.own_seat(scenario)
            assert now.seat == (scenario.seats[decision.seat] if decision and decision.seat not in {None, own} else "")
            for passage in now.passages:
                here = scenario.scenes[passage.scene]
                player = here.decision.seat if here.decision and here.decision.seat else own
                shown = {paragraph.text for paragraph in passage.paragraphs}
                for paragraph in here.also:
                    if paragraph.seat is None or paragraph.text not in shown:
                        told["left out"] += paragraph.seat is not None
                        continue
                    assert paragraph.seat == player, (scenario.id, passage.scene)
                    told["own"] += 1
                    assert (paragraph.seat != own) == any(p.seat for p in passage.paragraphs if p.text == paragraph.text)
            printed = " ".join(lines.tell(now).split())
            for scene in {passage.scene for passage in now.passages}:
                for paragraph in scenario.scenes[scene].also:
                    mine = paragraph.seat in {None, story.seat_alone(scenario, scene)}
                    assert mine or " ".join(paragraph.text.split()) not in printed
    assert told["left out"] > 300
    assert told["own"] > 30


def test_in_a_class_every_seats_text_is_there_for_the_facilitator():
    session = playing()
    started = session.play.events[0].model_copy(update={"mode": "class"})
    now = view_of(session.bundle, replay(session.play.program, [started]))
    assert [p.reader for p in now.passages[0].paragraphs] == ["", "Cover officer alone reads", "Contact officer alone reads"]
    assert now.seat == "Cover officer"


def test_what_the_author_says_is_noticed_is_read_alone_as_ones_own():
    scenes = dict(door().scenario.scenes)
    cry = Paragraph(text="A child is crying somewhere.", seat="contact", noticed=True)
    scenes["door"] = scenes["door"].model_copy(update={"also": (cry,)})
    shown = playing(found=changed(scenes=scenes)).view().passages[0].paragraphs
    assert [(p.text, p.reader) for p in shown[1:]] == [("A child is crying somewhere.", "")]


def test_where_no_seat_decides_one_is_whoever_decides_first():
    scenes = dict(door().scenario.scenes)
    hall = Paragraph(text="The cat is black.", seat="cover")
    other = Paragraph(text="The cat is white.", seat="contact")
    scenes["hall"] = scenes["hall"].model_copy(update={"also": (hall, other)})
    session = playing(found=changed(scenes=scenes))
    session.choose("wait")
    assert [p.text for p in session.view().passages[0].paragraphs[1:]] == ["The cat is black."]


# The story comes back


@pytest.mark.parametrize("further", [{}, {"instead": True}])
def test_where_the_story_comes_back_only_what_is_new_is_told_and_the_rest_stands_apart(further):
    session = playing(found=asking(**further))
    first = session.view().passages[0]
    assert (len(first.paragraphs), first.before, first.has_news) == (2, (), False)
    session.choose("ask")
    now = session.view()
    assert [p.text for p in now.passages[0].paragraphs] == ["Two live here, says dispatch."]
    assert now.before == first.paragraphs
    assert now.passages[0].has_news
    assert not now.nothing_new
    text = lines.tell(now)
    assert text.index("New:") < text.index("Two live here") < text.index("(Told before: type t to read it.)")
    assert "You stand at the door" not in text
    assert "You stand at the door" in "\n".join(lines.told_before(now))


def test_where_nothing_is_new_what_was_told_before_stands_open():
    session = playing(found=asking(when="false"))
    session.choose("ask")
    now = session.view()
    assert now.nothing_new
    assert "You stand at the door" in lines.tell(now)
    assert "New:" not in lines.tell(now)
    assert now.reading_seconds(200) > 20


def test_a_paragraph_stands_in_the_place_of_the_text_where_it_is_the_first_to_be_told():
    scenes = dict(door().scenario.scenes)
    late = Paragraph(text="You come late into the hallway.", when="chose('door.wait')", instead=True)
    smell = Paragraph(text="It smells of smoke.", when="true")
    scenes["hall"] = scenes["hall"].model_copy(update={"also": (smell, late)})
    session = playing(found=changed(scenes=scenes))
    session.choose("wait")
    now = session.view()
    assert [p.text for p in now.passages[0].paragraphs] == ["You come late into the hallway.", "It smells of smoke."]
    assert now.before == ()
    session = playing(found=changed(scenes=scenes))
    session.choose("shout")
    assert session.view().passages[0].paragraphs[0].text.startswith("The hallway is longer")


def test_a_try_from_the_first_decision_tells_it_as_the_first_time():
    session = playing(found=asking())
    for choice in ("ask", "wait", "ask", "talk"):
        session.choose(choice)
    tries = [session.try_from(line).view() for line in session.record.account.decisions[:2]]
    assert [bool(now.before) for now in tries] == [False, True]


def test_a_class_is_told_what_is_new_first_and_the_rest_after_it():
    session = playing(found=asking(instead=True))
    events = [session.play.events[0].model_copy(update={"mode": "class"})]
    play = replay(session.play.program, events)
    play.apply(Chose(seq=1, at=events[0].at, scene="door", choice="ask", shown=play.shown()))
    now = view_of(session.bundle, play)
    told = _told(session.bundle, play)
    assert told[:3] == ("**New:**", "Two live here, says dispatch.", "**Told before:**")
    assert told[3:] == tuple(paragraph.text for paragraph in now.before)
    assert len(told) == 5
