"""Due: what the memory model says, what was met today left until tomorrow, every lesson reached in the end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from fsrs import Card
from hypothesis import given
from hypothesis import strategies as st

from engine.learner.due import DueList, due_list
from engine.learner.memory import SCHEDULER
from engine.learner.practice import days, habits, propose, rating
from engine.learner.practiced import PastDrill, PastPlay, Practiced
from engine.library.catalogue import CatalogueEntry
from tests.engine.learner.past import NOW, drilled, entry, log_of, past, standing
from tests.laws import compared, law

TODAY = NOW.date()
MARKS = st.text("+~-", min_size=1, max_size=4)
LESSONS = "abcde"
ZONES = st.sampled_from([-660, -300, 0, 330, 720]).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@st.composite
def shelves(draw: st.DrawFn) -> list[CatalogueEntry]:
    """Exercises, some of them meant for a group or broken, with a decision or two for some lessons."""
    found = []
    for name in draw(st.lists(st.sampled_from("uvwx"), min_size=2, max_size=4, unique=True)):
        tests = draw(st.lists(st.lists(st.sampled_from(LESSONS), min_size=1, max_size=2, unique=True), min_size=1, max_size=3))
        decisions = tuple(f"scene-{number} {draw(st.integers(30, 200))} {' '.join(some)}" for number, some in enumerate(tests))
        more = draw(st.sampled_from([{}, {}, {}, {"content_notes": ("suicide-talk",)}, {"problem": "torn"}]))
        found.append(entry(name, *dict.fromkeys(x for some in tests for x in some), decisions=decisions, **more))
    return found


@st.composite
def logs(draw: st.DrawFn, wrong: bool | None = None) -> list[Practiced]:
    """Plays and drills of the past, numbered as they were kept; clocks may have been `wrong`, and the learner travels."""
    wrong = draw(st.booleans()) if wrong is None else wrong
    ago = st.floats(0, 40) | st.sampled_from([0.0, 0.2, 0.9, 1.0, 2.0]) | (st.floats(-50, 900) if wrong else st.nothing())
    times = draw(st.lists(ago, min_size=1, max_size=8).map(lambda found: found if wrong else sorted(found, reverse=True)))
    found: list[Practiced] = []
    for number, when in enumerate(times, 1):
        at = (NOW - timedelta(days=when)).astimezone(draw(ZONES))
        lessons = {x: standing(marks) for x, marks in draw(st.dictionaries(st.sampled_from(LESSONS), MARKS)).items()}
        decided = tuple(
            (f"scene-{scene}", sound)
            for scene, sound in draw(st.dictionaries(st.integers(0, 2), st.booleans(), min_size=1)).items()
        )
        name, kind = f"own/{draw(st.sampled_from('uvwx'))}", draw(st.sampled_from([PastPlay, PastDrill]))
        more = {"title": name} if kind is PastPlay else {}
        found.append(kind(id=f"{number}", scenario=name, at=at, lessons=lessons, decided=decided, number=number, **more))
    return found


def due_of(practiced: list[Practiced], shelf: list[CatalogueEntry], now: datetime = NOW) -> DueList:
    return due_list(shelf, habits(practiced, now, LESSONS), log_of(practiced), now)


def decisions_of(shelf: list[CatalogueEntry]) -> dict[tuple[str, str], set[str]]:
    """(`pack/id`, scene) -> lessons, of what may be put to somebody alone."""
    free = [one for one in shelf if not one.problem and "suicide-talk" not in one.content_notes]
    return {(one.name, line.split()[0]): set(line.split()[2:]) for one in free for line in one.decisions}


# What is due


@law(200, due=0.2, waits=0.1)
@given(logs(wrong=False), shelves(), st.sampled_from([0, 1, 3, 40]))
def test_due_are_the_lessons_whose_day_has_come_and_that_a_decision_practises(practiced, shelf, later) -> None:
    """Against the scheduler of `fsrs` and a search through everything; only of clocks that were right."""
    now = NOW + timedelta(days=later)
    cards: dict[str, tuple[Card, date]] = {}
    latest = date.min
    today: list[Practiced] = []
    for one in practiced:
        latest = max(latest, one.at.date())  # a traveller's days never fall either
        today += [one] * (latest >= now.date())
        for lesson, fared in one.lessons.items():
            card, _ = SCHEDULER.review_card(cards.get(lesson, (Card(card_id=0), 0))[0], rating(fared), one.at.astimezone(UTC))
            cards[lesson] = card, latest + (card.due - card.last_review)
    blocked = {(one.scenario, scene) for one in today for scene, _ in one.decided}
    whole = {one.scenario for one in today if isinstance(one, PastPlay)}
    open_ = {key: some for key, some in decisions_of(shelf).items() if key not in blocked and key[0] not in whole}
    wanted = {x for x, (_, on) in cards.items() if on <= now.date() and any(x in some for some in open_.values())}
    found = due_of(practiced, shelf, now)
    assert {habit.lesson for habit in found.lessons} == wanted
    assert {lesson for drill in found.drills for lesson in drill.lessons} == wanted
    assert all(drill.lessons and set(drill.lessons) <= open_[drill.entry.name, drill.scene] for drill in found.drills)
    assert found.minutes * 60 >= sum(drill.seconds for drill in found.drills) > (found.minutes - 1) * 60 or not wanted
    if wanted:
        compared("due")
    if found.next_on is not None:
        compared("waits")
        assert found.next_on > now.date()


@law(200, met=0.2, played=0.1, wrong=0.05)
@given(logs(), shelves())
def test_what_was_played_or_drilled_today_is_not_proposed_today(practiced, shelf) -> None:
    found = due_of(practiced, shelf)
    planned = {(drill.entry.name, drill.scene) for drill in (*found.drills, *found.mistakes)}
    played = {one.scenario: one.at for one in practiced if isinstance(one, PastPlay)}
    proposed = {p.entry.name for p in propose(shelf, habits(practiced, NOW, LESSONS), played, NOW, 9)}
    for one in practiced:
        if one.at.date() == TODAY and one.at <= NOW:
            compared("met")
            assert planned.isdisjoint((one.scenario, scene) for scene, _ in one.decided)
            if isinstance(one, PastPlay):
                compared("played")
                assert one.scenario not in {name for name, _ in planned}
                assert one.scenario not in proposed or played[one.scenario].date() != TODAY
    last = {(one.scenario, scene): sound for one in practiced for scene, sound in one.decided}
    if found.mistakes:
        compared("wrong")
    assert all(not last[drill.entry.name, drill.scene] for drill in found.mistakes)


@law(200, wrong=0.15, tested=0.3)
@given(logs(), st.integers(-400, 400))
def test_time_never_runs_backwards(practiced, moved) -> None:
    """Whatever clock was wrong, then or now."""
    now = NOW + timedelta(days=moved)
    on = days([one.at for one in practiced], now)
    assert on == sorted(on)
    if any(one.at > now for one in practiced):
        compared("wrong")
    for habit in habits(practiced, now, LESSONS):
        if habit.shares:
            compared("tested")
            last = next(day for one, day in zip(reversed(practiced), reversed(on), strict=True) if habit.lesson in one.lessons)
            assert habit.last_on == last < habit.due_on
            assert 0 <= habit.retrievability <= 1
            assert [at for at, _ in habit.shares] == sorted(at for at, _ in habit.shares)
            assert all(at <= now for at, _ in habit.shares)


@law(100, again=0.5)
@given(shelves(), st.data())
def test_every_lesson_is_reached_by_somebody_who_plays_what_is_proposed_first(shelf, data) -> None:
    """However often they play, and however often they fail, and where a line meets only some of the lessons."""
    offered = {lesson for some in decisions_of(shelf).values() for lesson in some}
    gap = data.draw(st.sampled_from([0, 1, 3, 7, 10, 30]))
    failing = data.draw(st.sampled_from([*LESSONS, ""]))
    practiced: list[Practiced] = []
    played: dict[str, datetime] = {}
    reached: set[str] = set()
    now = NOW
    for number in range(1, 60):
        found = propose(shelf, habits(practiced, now, LESSONS), played, now)
        if not found:
            now += timedelta(days=1)
            continue
        (one,) = found
        reached |= set(one.entry.lessons)
        met = [x for x in one.entry.lessons if x == failing or number % 3]
        lessons = {x: standing("-" if x == failing else "+") for x in met}
        practiced.append(PastPlay(f"{number}", one.entry.name, now, lessons=lessons, number=number))
        played[one.entry.name] = now
        now += timedelta(days=gap, hours=1)
    assert reached == offered
    if len(offered) > 1:
        compared("again")


# Examples

SHELF = [entry("a", "x", "y", decisions=("first 100 x", "second 80 y")), entry("b", "x", decisions=("only 30 x",))]


@pytest.mark.parametrize(("marks", "days_later"), [("-", 1), ("~", 1), ("+", 2), ("+++", 8)])
def test_a_failed_lesson_comes_back_sooner_than_a_perfect_one(marks: str, days_later: int) -> None:
    (habit,) = habits([past(0, x=marks)], NOW)
    assert habit.due_on == TODAY + timedelta(days=days_later)
    assert not habit.due
    assert habits([past(0, x=marks)], NOW + timedelta(days=days_later))[0].due


def test_a_decision_of_ones_own_that_went_wrong_comes_before_a_quicker_one() -> None:
    wrong = PastPlay("p", "own/a", NOW - timedelta(days=3), lessons={"x": standing("-")}, decided=(("first", False),))
    (drill,) = due_of([wrong], SHELF).drills
    assert (drill.entry.id, drill.scene, drill.mistaken, drill.lessons) == ("a", "first", True, ("x",))
    assert drill.met is not None
    assert drill.met.play == "p"


def test_without_a_mistake_the_decision_that_was_longest_not_met_comes_first() -> None:
    (drill,) = due_of([past(3, x="-"), drilled(5, "only", "own/b", x="+")], SHELF).drills
    assert (drill.entry.id, drill.scene) == ("a", "first")


def test_what_went_wrong_and_is_not_due_is_a_mistake_until_it_is_decided_right() -> None:
    wrong = PastPlay("p", "own/a", NOW - timedelta(days=3), decided=(("first", False), ("second", True)))
    found = due_of([wrong], SHELF)
    assert (found.lessons, [drill.scene for drill in found.mistakes]) == ((), ["first"])
    assert due_of([wrong, drilled(1, "first", "own/a")], SHELF).mistakes == ()


def test_drills_of_one_exercise_stand_in_the_order_of_its_story() -> None:
    practiced = [past(9, y="-"), past(3, x="-"), drilled(2, "only", "own/b")]
    assert [drill.scene for drill in due_of(practiced, SHELF).drills] == ["first", "second"]


def test_days_are_those_of_the_zone_in_which_the_learner_was() -> None:
    late = datetime(2026, 6, 1, 23, 30, tzinfo=timezone(timedelta(hours=-11)))  # in UTC the next day
    (habit,) = habits([PastPlay("p", "own/a", late, lessons={"x": standing("-")})], late + timedelta(minutes=5))
    assert (habit.last_on, habit.due_on) == (date(2026, 6, 1), date(2026, 6, 2))
