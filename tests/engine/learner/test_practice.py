"""Practice: the weakest and longest ago first, and an exercise that tests it."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from engine.learner.practice import LATELY, UNTRIED, Habit, habits, moments, propose, rating
from tests.engine.learner.past import NOW, entry, past, standing
from tests.laws import compared, law

MARKS = st.text("+~-", min_size=1, max_size=4)
DAYS = st.floats(0, 400)
PLAYS = st.lists(st.tuples(DAYS, st.dictionaries(st.sampled_from("abcd"), MARKS, min_size=1)), max_size=6)


def played(plays: list[tuple[float, dict[str, str]]]) -> list:
    return [past(days, f"own/{number}", **lessons) for number, (days, lessons) in enumerate(plays)]


def place(found: tuple[Habit, ...], lesson: str) -> int:
    return [habit.lesson for habit in found].index(lesson)


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [("-", Rating.Again), ("+--", Rating.Again), ("~", Rating.Hard), ("+-", Rating.Hard), ("++-", Rating.Hard),
     ("+++-", Rating.Good), ("+", Rating.Good), ("++", Rating.Good), ("+++", Rating.Easy)],
)  # fmt: skip
def test_a_share_grades_the_card(marks: str, wanted: Rating) -> None:
    assert rating(standing(marks)) == wanted


def test_a_violated_lesson_comes_before_a_partly_upheld_one_and_that_before_one_that_was_upheld() -> None:
    found = habits([past(3, weak="-", so_so="~", strong="+")], NOW)
    assert [habit.lesson for habit in found] == ["weak", "so-so", "strong"]
    assert [habit.weak for habit in found] == [True, True, False]


def test_of_equally_strong_lessons_the_one_longest_ago_comes_first() -> None:
    found = habits([past(2, "own/a", new="+"), past(90, "own/b", old="+")], NOW)
    assert [habit.lesson for habit in found] == ["old", "new"]
    assert found[0].retrievability < found[1].retrievability < 1


def test_of_lessons_in_equal_need_the_one_longest_ago_comes_first() -> None:
    found = habits([past(2, "own/a", new="-"), past(90, "own/b", old="-")], NOW)
    assert found[0].need == found[1].need == 1
    assert [habit.lesson for habit in found] == ["old", "new"]


def test_an_upheld_lesson_becomes_due_with_time() -> None:
    play = past(0, lesson="+")
    assert not habits([play], NOW)[0].due
    assert habits([play], NOW + timedelta(days=3650))[0].due


def test_what_was_upheld_again_and_again_stays_longer_than_what_was_upheld_once() -> None:
    often = [past(days, f"own/{days}", often="+") for days in (60, 50, 30)]
    found = habits([*often, past(30, "own/once", once="+")], NOW)
    assert [habit.lesson for habit in found] == ["once", "often"]


def test_the_last_plays_weigh_most() -> None:
    better = habits([past(20, "own/a", x="-"), past(10, "own/b", x="+")], NOW)[0]
    worse = habits([past(20, "own/a", x="+"), past(10, "own/b", x="-")], NOW)[0]
    assert (better.strength, worse.strength) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert worse.need > better.need


def test_a_lesson_never_tested_comes_between_the_weak_and_those_that_hold() -> None:
    found = habits([past(1, weak="-", strong="+")], NOW, ["untried"])
    assert [habit.lesson for habit in found] == ["weak", "untried", "strong"]
    assert found[1].need == UNTRIED


def test_without_plays_the_lessons_keep_their_order() -> None:
    assert [habit.lesson for habit in habits([], NOW, ["z", "a", "m"])] == ["z", "a", "m"]


@law(earlier=0.3)
@given(PLAYS, st.dictionaries(st.sampled_from("abcd"), MARKS, min_size=1), st.floats(0, 1), st.integers(0, 400))
def test_a_lesson_violated_again_never_ranks_later_than_if_it_had_been_upheld(plays, last, ago, later) -> None:
    before = [(days + 1, lessons) for days, lessons in plays]
    now = NOW + timedelta(days=later)
    lesson = min(last)
    violated = habits(played([*before, (ago, last | {lesson: "-" * len(last[lesson])})]), now)
    upheld = habits(played([*before, (ago, last | {lesson: "+" * len(last[lesson])})]), now)
    assert place(violated, lesson) <= place(upheld, lesson)
    if place(violated, lesson) < place(upheld, lesson):
        compared("earlier")


@law(several=0.3)
@given(PLAYS, st.randoms(use_true_random=False))
def test_the_order_in_which_plays_come_does_not_matter(plays, random) -> None:
    mixed = played(plays)
    random.shuffle(mixed)
    if mixed != played(plays):
        compared("several")
    assert habits(mixed, NOW, "dcba") == habits(played(plays), NOW, "dcba")


@law(grows=0.3)
@given(PLAYS, st.integers(0, 1000))
def test_need_is_a_number_from_0_to_1_and_never_shrinks_while_nothing_is_played(plays, days) -> None:
    now = {habit.lesson: habit.need for habit in habits(played(plays), NOW)}
    later = {habit.lesson: habit.need for habit in habits(played(plays), NOW + timedelta(days=days))}
    assert all(0 <= now[lesson] <= later[lesson] <= 1 for lesson in now)
    if any(now[lesson] < later[lesson] for lesson in now):
        compared("grows")


@law(several=0.3)
@given(PLAYS)
def test_a_lesson_keeps_its_shares_in_the_order_of_time(plays) -> None:
    for habit in habits(played(plays), NOW):
        if len(habit.shares) > 1:
            compared("several")
        assert list(habit.shares) == sorted(habit.shares, key=lambda found: found[0])
        assert all(0 <= share <= Fraction(1) for _, share in habit.shares)


# Proposals


def names(found) -> list[str]:
    return [proposal.entry.id for proposal in found]


def test_an_exercise_that_tests_the_weakest_lesson_is_proposed() -> None:
    ranked = habits([past(12, "own/old", weak="-", strong="+")], NOW)
    (found,) = propose([entry("a", "strong"), entry("b", "weak"), entry("c")], ranked, {}, NOW)
    assert (found.entry.id, found.habit.lesson, found.again) == ("b", "weak", False)


def test_among_those_that_test_it_the_one_with_more_due_lessons_comes_first_then_the_shorter() -> None:
    ranked = habits([past(12, "own/old", weak="-", weak_too="-", strong="+")], NOW)
    one = [
        entry("long", "weak", "weak-too", solo=30),
        entry("short", "weak", "weak-too"),
        entry("less", "weak", "strong", solo=1),
    ]
    assert names(propose(one, ranked, {}, NOW)) == ["short"]


def test_what_was_played_lately_is_proposed_only_where_nothing_else_is_left() -> None:
    ranked = habits([past(1, "own/a", weak="-", other="~")], NOW)
    shelf = [entry("a", "weak"), entry("b", "other")]
    lately = {"own/a": NOW - timedelta(days=1)}
    assert names(propose(shelf, ranked, lately, NOW)) == ["b"]
    (again,) = propose(shelf[:1], ranked, lately, NOW)
    assert (again.entry.id, again.again) == ("a", True)
    assert names(propose(shelf, ranked, {"own/a": NOW - LATELY}, NOW)) == ["a"]


@pytest.mark.parametrize("note", ["suicide-talk", "mass-violence"])
def test_what_is_meant_for_a_group_is_never_proposed(note: str) -> None:
    ranked = habits([past(30, weak="-")], NOW)
    assert propose([entry("a", "weak", content_notes=("grief", note))], ranked, {}, NOW) == ()


def test_what_has_errors_is_never_proposed() -> None:
    assert propose([entry("a", "weak", problem="torn")], habits([past(30, weak="-")], NOW), {}, NOW) == ()


def test_several_proposals_are_each_for_another_lesson() -> None:
    ranked = habits([past(30, a="-", b="-", c="~")], NOW)
    shelf = [entry("ab", "a", "b"), entry("b", "b"), entry("c", "c")]
    found = propose(shelf, ranked, {}, NOW, 3)
    assert [(proposal.entry.id, proposal.habit.lesson) for proposal in found] == [("ab", "a"), ("c", "c")]


def test_somebody_new_begins_with_the_first_lesson_and_a_short_exercise() -> None:
    ranked = habits([], NOW, ["core", "other"])
    shelf = [entry("long", "core", solo=30), entry("short", "core", solo=10), entry("else", "other", solo=5)]
    assert names(propose(shelf, ranked, {}, NOW)) == ["short"]


def test_nothing_to_choose_from_proposes_nothing() -> None:
    assert propose([], habits([], NOW, ["core"]), {}, NOW, 3) == ()


# Clocks that were wrong


@law(100, sound=0.2)
@given(st.lists(st.integers(-1000, 1000), max_size=12) | st.lists(st.integers(-1000, 0), max_size=12).map(sorted))
def test_a_schedule_never_sees_the_future_and_never_goes_back(days: list[int]) -> None:
    times = [NOW + timedelta(days=count) for count in days]
    found = moments(times, NOW)
    assert len(found) == len(times)
    assert found == sorted(found)
    assert all(at <= NOW for at in found)
    if times == sorted(times) and all(at <= NOW for at in times):
        compared("sound")
        assert found == times


def test_a_play_dated_in_the_future_lies_before_the_next_one() -> None:
    times = [NOW - timedelta(days=9), NOW + timedelta(days=999), NOW - timedelta(days=4)]
    assert moments(times, NOW) == [times[0], times[2], times[2]]


def test_a_lesson_of_a_play_dated_in_the_future_is_due_again_in_time() -> None:
    ahead, (habit,) = past(-900, a="+"), habits([past(-900, a="+")], NOW)
    assert habit.last == NOW
    later = habits([ahead, past(1, b="+")], NOW + timedelta(days=400))
    assert {habit.lesson: habit.due for habit in later}["b"]


def test_what_is_dated_far_in_the_future_is_not_what_was_played_lately() -> None:
    ranked = habits([past(9, a="-")], NOW)
    (proposal,) = propose([entry("one", "a")], ranked, {"own/one": NOW + timedelta(days=900)}, NOW)
    assert not proposal.again


def test_what_was_played_this_very_moment_was_played_now() -> None:
    day = timedelta(days=1)
    assert moments([NOW, NOW - day], NOW) == [NOW, NOW]
    assert moments([NOW + day, NOW - day, NOW], NOW) == [NOW - day, NOW - day, NOW]
    assert moments([], NOW) == []


def test_a_lesson_that_was_never_tested_is_not_remembered() -> None:
    assert habits([], NOW, ["slow-down"]) == (Habit("slow-down", (), 0.0, 0.0),)
