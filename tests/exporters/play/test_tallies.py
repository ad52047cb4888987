"""Who sees a vote: no file or page but a person's own sheet tells how one person voted, nor can it be worked out."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.play import phases
from engine.play.ballots import SMALL, ballots, current
from engine.play.events import Chose, Closed, Injected, Joined, Noted, Phase, WentBack
from engine.play.fold import Play
from engine.records import Records
from exporters.play import plays_json
from exporters.play.play_record import PlayRecord
from exporters.play.tallies import Withheld, apart
from exporters.registry import EXPORTS, make
from exporters.wording.promises import CAN_FAIL, HANDOUT, NOBODY_FAILS, promise
from sessions.classroom import hot_wash
from sessions.classroom.class_session import ClassSession
from sessions.classroom.report import told
from sessions.classroom.slide import NOT_SHOWN, slide
from sessions.view import view
from tests.exporters.played import PEOPLE, Script, keep, recorded
from tests.laws import compared, law

OF_PLAYS = [export for export in EXPORTS if export.source == "play"]
TEXTS = ("md", "csv", "json", "mermaid")


def texts(record: PlayRecord, *without: str) -> dict[str, str]:
    """Every file of a play that is text, by name; documents about persons under the names of their persons."""
    found = {}
    for export in OF_PLAYS:
        if export.name in without:
            continue
        for format_ in set(export.formats) & set(TEXTS):
            for artifact in make(export, record, format_):
                found[artifact.name] = artifact.content.decode("utf-8-sig")
    return found


def report(record: PlayRecord) -> str:
    """The after-action report."""
    (artifact,) = make(next(export for export in OF_PLAYS if export.name == "after-action"), record, "md")
    return artifact.content.decode()


def voted_alone(names: tuple[str, ...] = PEOPLE, **started: str) -> PlayRecord:
    """A class for the record that votes once, each person for another answer as far as there are some, and decides."""
    script = Script(mode="class", purpose="record", voters="people", **started)
    for who in names:
        script.add(Joined, who=who)
    script.add(Phase, name=phases.VOTE)
    for number, who in enumerate(names):
        script.vote(who, script.play.shown()[number % len(script.play.shown())])
    script.add(Phase, name=phases.BARS)
    script.choose()
    script.add(Phase, name=phases.HOT_WASH)
    script.add(Closed)
    return script.record


# By example


def test_a_persons_votes_stand_on_their_own_sheet_alone():
    record = voted_alone()
    for name, said in texts(record, "debrief-sheet", "completion-record").items():
        for line in said.splitlines():
            if any(who in line for who in PEOPLE):
                assert not re.search(r"\bvot", line), (name, line)
    for artifact, who in zip(make(sheet(), record, "md"), PEOPLE, strict=True):
        said = artifact.content.decode()
        assert who in said
        assert not any(other in said for other in PEOPLE if other != who)


def sheet():
    return next(export for export in OF_PLAYS if export.name == "debrief-sheet")


def test_the_data_of_a_class_for_the_record_are_counts():
    told_, _ = (json.loads(a.content) for a in make(next(e for e in OF_PLAYS if e.name == "play-data"), voted_alone(), "json"))
    assert {frozenset(e) for e in told_["events"] if e["kind"] == "voted"} == {frozenset({"seq", "at", "kind", "withheld"})}
    assert sum(told_["ballots"][0]["rounds"][0]["counts"].values()) == len(PEOPLE)
    assert "learners" not in told_


def test_plays_that_are_taken_along_hold_no_single_vote(tmp_path: Path):
    with Records.open(tmp_path / "plays.db") as records:
        keep(voted_alone(), records)
        found = json.loads(plays_json.export(records, records.plays(), "plays.json").artifact.content)
    events = found["plays"][0]["events"]
    assert [e["who"] for e in events if e["kind"] == "joined"] == list(PEOPLE)
    assert sum(e["kind"] == "voted" and e["withheld"] for e in events) == len(PEOPLE)
    assert not any("choice" in e for e in events if e["kind"] == "voted")


@pytest.mark.parametrize("size", [1, 4])
def test_a_class_under_five_is_broken_down_nowhere_even_for_the_record(size: int):
    record = voted_alone(PEOPLE[:size])
    assert record.tallies[0][0].withheld is Withheld.SMALL
    session = ClassSession(record.bundle, record.play)
    facts = "\n".join(text for section in hot_wash.facts(session, phases.EXPECTED) for _, text in section.lines)
    assert Withheld.SMALL in facts
    assert "First vote" not in facts
    assert Withheld.SMALL in report(record)


def test_three_votes_of_a_large_class_are_not_broken_down():
    script = Script(mode="class", purpose="record", voters="people")
    for who in PEOPLE:
        script.add(Joined, who=who)
    for who in PEOPLE[:3]:
        script.vote(who)
    script.choose()
    assert script.record.tallies[0][0].counts is None


def test_two_counts_that_differ_by_one_person_are_not_told_beside_each_other():
    """A late comer's vote is the difference of the class with and without."""
    script = Script(mode="class", voters="hands")
    first, second, *_ = script.play.shown()
    for hands in (12, 13):
        script.add(Phase, name=phases.VOTE)
        script.vote("", first, 6)
        script.vote("", second, hands)
        script.add(Phase, name=phases.BARS)
    script.choose()
    (told_,) = script.record.tallies
    assert [tally.counts for tally in told_] == [{first: 6, second: 12}, None]
    assert told_[1].withheld is Withheld.CLOSE
    said = report(script.record)
    assert Withheld.CLOSE in said
    assert "13" not in re.findall(r"\b[A-F] (\d+)", said)


def test_of_two_close_counts_that_nobody_was_shown_the_one_that_the_team_answered_is_told():
    script = Script(mode="class", voters="hands")
    script.choose("wait")
    for hands in (12, 13):
        script.add(Phase, name=phases.VOTE)
        script.vote("", script.play.shown()[0], hands)
        if hands == 12:
            script.add(Injected, inject=script.play.program.injects(script.play.state)[0].id)
    script.choose()
    assert [[tally.counts is None for tally in told_] for told_ in script.record.tallies] == [[True], [False]]


def test_a_count_that_was_corrected_is_one_vote_in_the_report():
    script = Script(mode="class", voters="hands")
    first, second, *_ = script.play.shown()
    for hands in (11, 12):
        script.vote("", first, hands)
    script.vote("", second, 3)
    script.choose()
    said = report(script.record)
    assert said.count("| Vote |") == 1
    assert "15 votes: " in said


def test_tables_of_five_are_told_and_smaller_ones_are_not_unless_they_are_five():
    for tables, heads, tells in ((2, 5, True), (2, 4, False), (4, 0, False), (5, 0, True), (5, 3, True)):
        script = Script(mode="class", voters="tables")
        for number in range(tables):
            script.add(Joined, who=f"Table {number}", heads=heads)
        for number in range(tables):
            script.vote(f"Table {number}")
        assert (script.record.tallies[0][0].counts is not None) == tells, (tables, heads)


def test_the_wall_does_not_break_a_group_under_five_down():
    for size in (4, 5):
        script = Script(mode="class", voters="hands")
        script.add(Phase, name=phases.VOTE)
        script.vote("", script.play.shown()[0], size - 1)
        script.vote("", script.play.shown()[1], 1)
        script.add(Phase, name=phases.BARS)
        shown = slide(script.record)
        assert {bar.count for bar in shown.bars} == ({None} if size < SMALL else {size - 1, 1, 0})
        assert (shown.hint == NOT_SHOWN[Withheld.SMALL]) == (size < SMALL)


def test_the_wall_does_not_tell_a_second_round_apart_in_which_one_changed_their_mind():
    for moved, tells in ((1, False), (4, False), (5, True), (0, True)):
        script = Script(mode="class", voters="hands")
        first, second, *_ = script.play.shown()
        hints = []
        for other in (0, moved):
            script.add(Phase, name=phases.VOTE)
            script.vote("", first, 10 - other)
            script.vote("", second, 5 + other)
            script.add(Phase, name=phases.BARS)
            hints.append(slide(script.record).hint)
            script.add(Phase, name=phases.DISCUSS)
        assert hints[0] == "15 of 15 voted."
        assert hints[1] == ("15 of 15 voted." if tells else NOT_SHOWN[Withheld.CLOSE])
        shown = slide(script.record)
        assert {bar.count for bar in shown.bars} == ({10 - moved, 5 + moved, 0} if tells else {None})
        assert bool(shown.voters) == tells


def test_what_the_wall_has_told_is_told_in_the_report_and_no_later_count_beside_it():
    """Also where the team answered the later one: somebody who saw the wall would work the difference out."""
    script = Script(mode="class", voters="hands")
    script.choose("wait")
    for hands in (12, 13):
        script.add(Phase, name=phases.VOTE)
        script.vote("", script.play.shown()[0], hands)
        script.add(Phase, name=phases.BARS)
        if hands == 12:
            script.add(Injected, inject=script.play.program.injects(script.play.state)[0].id)
    script.choose()
    assert [[tally.counts is None for tally in told_] for told_ in script.record.tallies] == [[False], [True]]
    said = report(script.record)
    assert "| 12 |" in said
    assert "| 13 |" not in said


# What is said before the first vote, and at the end


@pytest.mark.parametrize("voters", ["none", "hands", "tables", "seats", "people"])
def test_the_first_page_says_what_is_kept_and_what_can_fail_somebody(voters: str):
    purpose = "record" if voters == "people" else "practice"
    script = Script(mode="class", purpose=purpose, voters=voters)
    said = " ".join(slide(script.record).text)
    for sentence in promise(purpose, voters):
        assert sentence in said
    assert (CAN_FAIL in said) == (voters == "people") == (NOBODY_FAILS not in said)


def test_the_handout_says_it_too():
    record = voted_alone()
    (artifact,) = make(next(e for e in EXPORTS if e.name == "handout"), record.bundle, "md")
    said = artifact.content.decode()
    for sentence in HANDOUT:
        assert sentence in said
    assert said.index(CAN_FAIL) < said.index("## Decision 1")


def test_the_finish_dialog_tells_the_truth():
    people, hands = recorded(), Script(mode="class", voters="hands").record
    said = told(ClassSession(people.bundle, people.play))
    assert "names who took part" in said
    assert "own sheet" in said
    assert all(who in report(people) for who in PEOPLE)
    assert "names nobody" in told(ClassSession(hands.bundle, hands.play))
    assert "own sheet" not in told(ClassSession(hands.bundle, hands.play))


# A law: whatever is told, no group under five can be worked out


@st.composite
def classes(draw: st.DrawFn) -> PlayRecord:
    """A decision of a class of any kind that votes, votes again, gets a card, decides, and goes back to vote anew."""
    voters = draw(st.sampled_from(["hands", "tables", "seats", "people"]))
    random = Random(draw(st.integers(0, 10_000)))
    script = Script(
        mode="class", voters=voters, purpose="record" if voters == "people" else draw(st.sampled_from(["practice", "record"]))
    )
    names = [f"voter {n}" for n in range(draw(st.integers(1, 9)))] if voters != "hands" else []
    for who in names:
        script.add(Joined, who=who, heads=1 if voters == "people" else draw(st.sampled_from([0, 1, 4, 5, 8])))
    script.choose("wait")
    for step in draw(st.lists(st.sampled_from(["vote", "again", "card", "back"]), min_size=1, max_size=5)):
        if step == "card" and (cards := script.play.program.injects(script.play.state)):
            script.add(Injected, inject=random.choice(cards).id)
        if step == "back" and len(script.play.ledger) == 1:
            script.choose("say-roles")
            script.add(WentBack, to=script.play.ledger[-1].event.seq)
        script.add(Phase, name=phases.VOTE)
        if voters == "hands":
            for choice in script.play.shown():
                script.vote("", choice, random.choice((0, 1, 3, 6, 7)))
        for who in names:
            if step == "vote" or random.random() < 0.3:
                script.vote(who)
        script.add(Phase, name=phases.BARS)
    script.choose()
    return script.record


@law(200, quick=60, told=0.2, small=0.2, close=0.05, beside=0.1, walls=0.2)
@given(classes())
def test_no_counts_that_are_told_reveal_a_group_under_five(record: PlayRecord) -> None:
    data = json.loads(make(next(e for e in OF_PLAYS if e.name == "play-data"), record, "json")[0].content)
    published: dict[tuple[str, int], list[tuple[Counter[str], bool]]] = {}
    for ballot, found in zip(record.ballots, data["ballots"], strict=True):
        for votes, entry in zip(ballot.rounds, found["rounds"], strict=True):
            counts = entry["counts"]
            if counts is None:
                compared("small" if sum(votes.counts.values()) < SMALL else "close")
                continue
            compared("told")
            sizes = [record.in_group[who] for who in votes.votes]
            groups = bool(sizes) and min(sizes) >= SMALL
            assert sum(counts.values()) >= SMALL or groups
            published.setdefault((ballot.scene, ballot.visit), []).append((Counter(counts), groups))
    for told_ in published.values():
        for (one, groups), (other, others) in itertools.combinations(told_, 2):
            compared("beside")
            moved = max(sum((one - other).values()), sum((other - one).values()))
            assert moved == 0 or moved >= SMALL or (groups and others)
            assert apart(one, other) == moved
    _counts_elsewhere_are_these(record, data)
    _the_wall_told_these(record, data)


def _the_wall_told_these(record: PlayRecord, data: dict) -> None:
    """Whatever stood on the wall, result by result as the class went on, is what the data tell; and all of it."""
    rounds = {(n, m): entry["counts"] for n, found in enumerate(data["ballots"], 1) for m, entry in enumerate(found["rounds"], 1)}
    walls = {}
    play = Play(record.play.program)
    for event in record.play.events:
        play.apply(event)
        ballot = current(play)
        if isinstance(event, Phase) and event.name == phases.BARS and ballot is not None:
            counts = {bar.letter: bar.count for bar in slide(PlayRecord(record.bundle, play)).bars}
            told_ = {option.id: counts[option.key] for option in view(record.bundle, play).options if counts[option.key]}
            place = len(ballots(play)), len(ballot.rounds)
            assert walls.setdefault(place, None if None in counts.values() else told_) == (told_ or None)
    assert walls == rounds
    if any(walls.values()):
        compared("walls")


def _counts_elsewhere_are_these(record: PlayRecord, data: dict) -> None:
    """Report and table tell no count that the data withhold."""
    said = report(record)
    told_ = {sum(r["counts"].values()) for b in data["ballots"] for r in b["rounds"] if r["counts"] is not None}
    assert {int(n) for n in re.findall(r"\| Vote \| (\d+) votes?: ", said)} <= told_
    withheld = sum(r["counts"] is None for b in data["ballots"] for r in b["rounds"])
    assert said.count("| Vote | Votes were cast") == withheld


def test_reasons_and_notes_are_not_votes():
    """What the room wrote stays in the report of a small class: it is no vote."""
    script = Script(mode="class", voters="hands")
    script.vote("", script.play.shown()[0], 3)
    script.choose(reason="The light was out")
    script.add(Noted, topic=phases.NEXT_SHIFT, text="look twice")
    said = report(script.record)
    assert "The light was out" in said
    assert "look twice" in said
    assert [e.choice for e in script.play.events if isinstance(e, Chose)]
