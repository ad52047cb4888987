"""Progress in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from engine.learner.practiced import StatedConfidence
from engine.play.grades import Quadrant
from exporters.progress.account import NO_CONFIDENCE, NOTHING_YET, progress
from exporters.progress.progress_text import WIDTH, marks, render
from exporters.wording.days import gone
from tests.engine.learner.past import NOW, entry, log_of, past

TITLES = {"slow": "Slow down", "search": "Search fully", "tell": "Keep telling"}


def said(plays, entries=()):
    return progress(log_of(plays), entries, TITLES, NOW, themes={"search": "custody"})


def graded(days, name="own/door", score=72, quadrant=Quadrant.NEAR_MISS, **marks):
    return replace(past(days, name, **marks), score=Fraction(score), quadrant=quadrant, title="The door")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (-3, "today"), (1, "yesterday"), (2, "2 days ago"), (20, "20 days ago"), (21, "3 weeks ago"),
     (60, "8 weeks ago"), (61, "2 months ago"), (364, "12 months ago"), (365, "1 year ago"), (800, "2 years ago")],
)  # fmt: skip
def test_how_long_ago(days: int, words: str) -> None:
    assert gone((NOW - timedelta(days=days)).date(), NOW.date()) == words


def test_without_plays_it_says_what_to_do() -> None:
    found = said([], [entry("first", "slow")])
    assert found.summary == NOTHING_YET
    assert (found.lessons, found.plays, found.errors) == ((), (), ())
    assert found.next[0].reason == "to begin with: a lesson"
    assert "hotwash play first" in render(found)


def test_the_weakest_lesson_comes_first_with_its_last_time_and_trend() -> None:
    plays = [graded(30, "own/a", slow="+", search="+"), graded(12, "own/b", search="-"), graded(3, "own/c", slow="+", tell="~")]
    found = said(plays)
    assert [(row.title, row.standing, row.last, row.trend) for row in found.lessons] == [
        ("Search fully", "weak", "12 days ago", "worse"),
        ("Keep telling", "shaky", "3 days ago", "first time"),
        ("Slow down", "holds", "3 days ago", "steady"),
    ]
    assert found.lessons[0].shares == (1, 0)


def test_what_was_upheld_long_ago_fades() -> None:
    assert said([graded(4000, slow="+")]).lessons[0].standing == "fading"


@pytest.mark.parametrize(
    ("plays", "words"),
    [
        ([graded(12, search="-")], "a lesson on custody, last weak 12 days ago"),
        ([graded(4000, search="+")], "a lesson on custody, last practised 10 years ago"),
        ([graded(12, tell="-")], "a lesson on custody, which you have not met yet"),
        (
            [graded(1, "own/it", search="-")],
            "a lesson on custody, last weak yesterday; you played it lately, but nothing else is left",
        ),
    ],
)
def test_a_proposal_says_why(plays, words) -> None:
    assert [n.reason for n in said(plays, [entry("it", "search")]).next] == [words]


def test_a_play_is_told_with_its_score_and_quadrant_in_words() -> None:
    (play,) = said([graded(3)]).plays
    assert (play.date, play.title, play.score, play.words) == (
        "2026-05-29", "The door", "72", "a near miss: poor decisions, good ending",
    )  # fmt: skip


def test_what_has_no_score_says_why() -> None:
    plays = [
        replace(past(1), problem="event 1 is missing"), replace(past(2), facilitated=True), past(3),
    ]  # fmt: skip
    assert [(play.score, play.words) for play in said(plays).plays] == [
        ("", "cannot be read: event 1 is missing"), ("", "meant for a group, so not scored"), ("", "nothing in it was graded"),
    ]  # fmt: skip


def test_the_summary_counts_and_averages() -> None:
    found = said([graded(30, "own/a", 50), graded(3, "own/b", 100), replace(past(1, "own/b"), facilitated=True)])
    assert found.summary == "3 plays of 2 exercises since 2026-05-02; decision score 75 on average, 100 at best."


def test_how_sure_is_told_band_by_band() -> None:
    told = tuple(StatedConfidence(90, n < 6, "What now?") for n in range(8)) + (StatedConfidence(60, True, "And now?"),) * 2
    found = said([replace(graded(3), stated=told)])
    assert (
        found.sure[0]
        == "You said how sure you were 10 times. By what you said, about 8 of 10 should have been a best choice; 8 were."
    )
    assert found.sure[1:] == (
        "As sure as of an even chance, or fairly sure: right 2 of 2 times",
        "Sure: right 6 of 8 times",
        "When you were sure or nearly so, you were wrong 2 of 8 times.",
    )
    assert found.errors == ("2026-05-29  sure: What now? (The door)",) * 2


def test_few_answers_are_not_read_into() -> None:
    found = said([replace(graded(3), stated=(StatedConfidence(80, False, "What now?"),))])
    assert found.sure[1:] == ("Nearly sure: right 0 of 1 time", "These are too few to tell much yet.")


def test_who_never_said_how_sure_hears_how_to() -> None:
    assert said([graded(3)]).sure == (NO_CONFIDENCE,)


def test_the_text_holds_everything_within_its_width() -> None:
    long = "[bold]word[/] \x1b[31m" * 20
    told = (StatedConfidence(80, False, long),)
    plays = [replace(graded(3, search="-", slow="~", tell="+"), stated=told, title=long), graded(9, search="+")]
    text = render(said(plays, [entry("a", "search", title=long, solo=15)]))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "\x1b" not in text
    for wanted in ("PRACTISE NEXT", "last weak 3 days ago", "weak   Search fully: +-, 3 days ago, worse, due today", "SURE, AND NOT RIGHT",
                   "score 72, a near", "Marks, the oldest first"):  # fmt: skip
        assert wanted in " ".join(text.split()) or wanted in text


def test_marks_show_the_last_plays() -> None:
    assert marks([Fraction(0), Fraction(1, 2), Fraction(3, 4), Fraction(1)]) == "-~++"
    assert len(marks([Fraction(1)] * 30)) == 12
