"""What the debrief shows, and what can be done from it."""

from __future__ import annotations

import dataclasses

import pytest
from textual.widgets import Collapsible, Input

from engine.errors import ExportError
from engine.play.events import Noted
from engine.records import Records
from sessions.solo import Solo
from tests.tui.driving import (
    app_with,
    changed,
    choices_made,
    door,
    drive,
    finished,
    for_a_group,
    key_of,
    press,
    settled,
    shown,
    words,
    write,
)
from tui.dialogs.notice import Notice
from tui.dialogs.question import Question
from tui.library.screen import LibraryScreen
from tui.solo import decision_card, saving
from tui.solo.debrief import DebriefScreen
from tui.solo.exposure import LinePoint, chart
from tui.solo.play import PlayScreen

POOR = ("go-in", "ask", "order")
WELL = ("wait", "ask", "talk")
LONG = (100, 170)
"""A screen on which the whole debrief stands."""


def debriefing(session, steps, size=(80, 24), **arguments):
    """Drive from the debrief on."""
    app = app_with(session, **arguments)

    async def run(pilot):
        await press(pilot, "enter")
        assert isinstance(app.screen, DebriefScreen)
        await steps(pilot)

    drive(app, run, size)


# What it says


def test_what_one_was_sure_of_and_wrong_about_comes_before_the_decisions():
    async def steps(pilot):
        text = words(pilot.app)
        assert "! 1. Go in now [bold]alone[/bold] and look. (sure) better: Wait here until help has come." in text
        assert text.index("Sure, and mistaken") < text.index("Your decisions")
        assert "! 2." not in text

    debriefing(finished(*POOR, percent=90), steps, LONG)


def test_a_reason_stands_with_its_decision():
    async def steps(pilot):
        await press(pilot, "e")
        assert "You said there was a [red]scream[/red]" in words(pilot.app)

    debriefing(finished(*POOR, reason="there was a [red]scream[/red]"), steps, LONG)


def test_numbers_that_need_a_key_to_read_are_words():
    session = finished(*POOR, percent=90)

    async def steps(pilot):
        await press(pilot, "e")
        text = words(pilot.app)
        assert "You were sure Verdict" in text
        assert "about 3 of 3 should have been a best choice; 1 was." in text
        for part in ("egret", "Brier", " %", "lost against", ".5"):
            assert part not in text

    debriefing(session, steps, LONG)


def test_verdict_turning_point_and_what_was_better_stand_on_the_first_screen():
    async def steps(pilot):
        text = words(pilot.app)
        for part in ("A near miss: poor decisions, good ending", "1 best · 1 costly · 1 worst · ! one put a life at risk", "The turning point: decision 1", "- worst Go in now",
                     "+ best Wait here until help has come.", "Nobody knows where you are."):  # fmt: skip
            assert part in text
        assert "Decision score" not in text

    debriefing(finished(*POOR), steps)


def test_the_graph_and_the_numbers_come_last():
    async def steps(pilot):
        text = words(pilot.app)
        parts = ("The turning point", "Your decisions", "Lessons, the weakest first", "Luck, which", "What really happened",
                 "Next shift I will", "If this stays with you", "The numbers", "Decision score", "blind guessing", "very great")  # fmt: skip
        assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)

    debriefing(finished(*POOR), steps, LONG)


def test_what_was_chosen_begins_in_one_column_whatever_the_marks():
    session = finished(*POOR)
    titles = [decision_card._title(line, turning_point=n == 0).plain for n, line in enumerate(session.record.account.decisions)]
    places = {title.index(line.chosen) for title, line in zip(titles, session.record.account.decisions, strict=True)}
    assert len(places) == 1
    assert titles[0].startswith(" 1 » - worst")


@pytest.mark.parametrize("count", [1, 2, 5, 9, 10, 15, 22, 30, 40, 64])
def test_the_chart_is_one_whatever_the_length_of_the_play(count):
    made = [LinePoint(f"{n}", ("best", "costly", "worst")[n % 3], 0.1, 0.9) for n in range(1, count - 1)]
    points = [LinePoint("start", "", 0, 0.5), *made, LinePoint("end", "", 1, 1)][:count]
    text = chart(points).plain.splitlines()
    assert len(text) == 2 + 4
    assert max(map(len, text)) <= 76
    symbols = "".join(char for char in text[1] if char in "+~-#o")
    assert symbols == "".join({"best": "+", "costly": "~", "worst": "-"}.get(p.verdict, "o#"[p.label == "end"]) for p in points)
    assert text[2].count("█") == (sum(p.least == 1 for p in points) * max(1, min(7, 64 // count) - 2))


def test_the_reports_choice_is_told_where_the_report_tells_it():
    async def steps(pilot):
        await press(pilot, "e")
        text = words(pilot.app)
        assert "The report Wait here until help has come." in text
        assert text.count("The report not reported") == 2
        assert "invented" not in text

    debriefing(finished(*POOR), steps, LONG)


def test_without_a_report_it_says_invented_and_never_not_reported():
    async def steps(pilot):
        await press(pilot, "e")
        text = words(pilot.app)
        assert text.count("The report invented: no report behind this exercise") == 3
        assert "This exercise is invented: it rests on no report." in text
        assert "not reported" not in text

    found = dataclasses.replace(changed(report=None, invented=True, reported={}), report=None)
    debriefing(finished(*POOR, found=found), steps, LONG)


def test_luck_stands_apart_and_in_words():
    async def steps(pilot):
        text = words(pilot.app)
        assert "luck after decision 2" in text
        assert "(a chance of 1 in 2)" in text
        assert text.index("Lessons, the weakest first") < text.index("Luck, which nothing above has counted")

    session = Solo.new(door(), seed=459)
    session.choose("wait")
    session.choose("believe")
    if not session.over:
        session.choose("talk")
    debriefing(session, steps, LONG)


def test_what_is_meant_for_a_group_has_words_but_no_number_and_no_verdict():
    async def steps(pilot):
        await press(pilot, "e")
        text = words(pilot.app)
        assert text.startswith("Played through, without a score")
        assert text.index("Peer support: extension 12") < text.index("Your decisions")
        for part in (
            "Better Wait here until help has come.", "Why Nobody knows where you are.", "Ask early, wait if you can: violated",
            "The report", "It nearly came to this", "To talk about", "Next shift I will",
        ):  # fmt: skip
            assert part in text
        for part in ("core", "egret", " %", "blind", "worst", "costly", "turning", "xposure", "Luck", "sure", "█", "▒"):
            assert part not in text.replace("no score", "").replace("without a score", "")

    debriefing(finished(*POOR, found=for_a_group()), steps, LONG)


def test_the_json_of_what_is_meant_for_a_group_has_no_number_that_judges():
    data = finished(*POOR, found=for_a_group()).record.debrief.as_dict()
    assert data["scored"] is False
    for key in (
        "score",
        "score_exact",
        "blind",
        "regret",
        "span",
        "quadrant",
        "turning_point",
        "brier",
        "luck",
        "exposure",
        "balance",
    ):
        assert data[key] is None, key
    for decision in data["decisions"]:
        assert {decision[k] for k in ("loss", "regret", "span", "risk", "exposure")} == {None}
        assert decision["best"]
    assert {lesson["share"] for lesson in data["lessons"].values()} == {None}
    graded = finished(*POOR).record.debrief.as_dict()
    assert graded["scored"] is True
    assert graded["score"] == 50.0


def test_focus_on_a_decision_is_seen_without_colour():
    async def steps(pilot):
        await press(pilot, "tab")
        title = pilot.app.focused
        assert title.styles.text_style.underline
        assert not pilot.app.screen.query("CollapsibleTitle").last().styles.text_style.underline

    debriefing(finished(*WELL), steps)


# Try from here


def test_trying_again_from_a_decision_leaves_the_play_as_it_was(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = Solo.new(door(), records, seed=459)
        for choice in POOR:
            session.choose(choice)
        before = list(session.play.events)

        async def steps(pilot):
            await press(pilot, "tab", "tab", "tab", "t")
            app = pilot.app
            assert isinstance(app.screen, PlayScreen)
            tried = app.screen._session
            assert choices_made(tried) == ["go-in", "ask"]
            assert "try from decision 3, not kept" in shown(app)
            await press(pilot, key_of(tried, "talk"), "enter")
            assert isinstance(app.screen, DebriefScreen)
            assert "A second try, from decision 3. Nothing of it is kept" in words(app)
            assert "Put down" in words(app)
            await press(pilot, "q", "y")
            assert isinstance(app.screen, DebriefScreen)
            assert "A second try" not in words(app)
            assert app.screen._session is session

        debriefing(session, steps, records=records)
        assert session.play.events == before
        assert records.events(session.play_id) == before
        assert len(records.plays()) == 1


def test_without_a_decision_pointed_at_the_turning_point_is_tried():
    async def steps(pilot):
        await press(pilot, "t")
        assert choices_made(pilot.app.screen._session) == []
        assert "try from decision 1" in shown(pilot.app)

    debriefing(finished(*POOR), steps)


def test_a_try_can_be_stopped_and_comes_back_to_the_debrief():
    async def steps(pilot):
        await press(pilot, "t", "q")
        assert "Stop this try?" in shown(pilot.app)
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert pilot.app.is_running

    debriefing(finished(*POOR), steps)


def test_a_second_try_is_neither_noted_nor_saved():
    async def steps(pilot):
        await press(pilot, "t")
        tried = pilot.app.screen._session
        for choice in WELL:
            await press(pilot, key_of(tried, choice))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DebriefScreen)
        await press(pilot, "n", "s")
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert "Next shift" not in shown(pilot.app)

    debriefing(finished(*POOR), steps)


# Next shift


def test_next_shift_is_kept_with_the_play_and_several_are_allowed(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = Solo.new(door(), records, seed=459)
        for choice in WELL:
            session.choose(choice)

        async def steps(pilot):
            for text in ("say where I go", "wait for [two]"):
                await press(pilot, "n")
                await write(pilot, text)
                assert f"- {text}" in shown(pilot.app)
            assert "not kept" not in words(pilot.app).lower()

        debriefing(session, steps, records=records)
        notes = [(e.topic, e.text) for e in records.events(session.play_id) if isinstance(e, Noted)]
        assert notes == [("next shift", "say where I go"), ("next shift", "wait for [two]")]
        assert records.plays()[0].finished


def test_a_traceless_play_shows_the_note_and_says_that_it_is_not_kept():
    async def steps(pilot):
        await press(pilot, "n")
        await write(pilot, "wait")
        assert "- wait" in shown(pilot.app)
        assert "Not kept, since this play leaves no trace" in words(pilot.app)

    debriefing(finished(*WELL), steps)


def test_an_empty_note_or_escape_notes_nothing():
    session = finished(*WELL)

    async def steps(pilot):
        await press(pilot, "n", "enter", "n", "w", "escape")
        assert not [e for e in session.play.events if isinstance(e, Noted)]

    debriefing(session, steps)


def test_a_note_that_cannot_be_kept_says_so(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = Solo.new(door(), records, seed=459)
        for choice in WELL:
            session.choose(choice)
        records.close()

        async def steps(pilot):
            await press(pilot, "n")
            await write(pilot, "wait")
            assert isinstance(pilot.app.screen, Notice)
            assert "This could not be kept" in shown(pilot.app)
            await press(pilot, "enter")
            assert session.record.account.next_shift == ()

        debriefing(session, steps, records=records)


# Save


@pytest.mark.parametrize(
    ("name", "first"), [("d.md", "# Debrief: The \\[red\\]door\\[/red\\]"), ("d.txt", "A NEAR MISS"), ("d", "A NEAR MISS")]
)
def test_the_debrief_is_saved_as_its_name_says(tmp_path, name, first):
    async def steps(pilot):
        await press(pilot, "s")
        pilot.app.screen.query_one(Input).value = str(tmp_path / name)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Notice)
        assert "Saved" in shown(pilot.app)

    debriefing(finished(*POOR), steps)
    (file,) = tmp_path.iterdir()
    assert file.name == (name if "." in name else "d.txt")
    text = file.read_text(encoding="utf-8").lstrip()
    assert text.startswith(first)
    assert "Wait here until help has come." in text


def test_what_may_identify_is_shown_and_saved_only_when_confirmed(tmp_path):
    session = finished(*WELL, reason="I was with Ofc. Smith")
    session.next_shift("ask at 12 Elm Street")
    file = tmp_path / "d.txt"

    async def steps(pilot):
        for answer, there in (("n", False), ("y", True)):
            await press(pilot, "s")
            pilot.app.screen.query_one(Input).value = str(file)
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, Question)
            text = words(pilot.app)
            assert "“Ofc. Smith” name: take it out and write the role" in text
            assert "Elm Street" in text
            await press(pilot, answer)
            assert file.exists() is there

    debriefing(session, steps)
    assert "Ofc. Smith" in file.read_text(encoding="utf-8")


def test_a_file_is_replaced_only_when_confirmed(tmp_path):
    file = tmp_path / "d.md"
    file.write_text("mine", encoding="utf-8")

    async def steps(pilot):
        for answer, kept in (("escape", True), ("y", False)):
            await press(pilot, "s")
            pilot.app.screen.query_one(Input).value = str(file)
            await press(pilot, "enter")
            assert "Replace the file?" in shown(pilot.app)
            await press(pilot, answer)
            assert (file.read_text(encoding="utf-8") == "mine") is kept

    debriefing(finished(*WELL), steps)


def test_what_cannot_be_saved_says_why(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    async def steps(pilot):
        await press(pilot, "s")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "file" / "d.md")
        await press(pilot, "enter")
        assert "This could not be saved." in shown(pilot.app)

    debriefing(finished(*WELL), steps)


@pytest.mark.parametrize("name", ["", "  ", "a\0b", "/"])
def test_no_name_of_a_file_is_refused(name):
    with pytest.raises(ExportError):
        saving.place(name)


@pytest.mark.parametrize(("ending", "begins"), [(".md", b"# "), (".html", b"<!DOCTYPE"), (".docx", b"PK"), (".txt", b"SOUND ")])
def test_the_ending_of_the_name_decides_the_format(ending, begins, tmp_path):
    written = saving.save(finished(*WELL), tmp_path / f"d{ending}")
    assert written.read_bytes().startswith(begins)


# Leaving


def test_leaving_the_debrief_asks_and_goes_home_or_out():
    async def steps(pilot):
        await press(pilot, "escape")
        assert "Leave the debrief?" in shown(pilot.app)
        assert "To keep it, stay and press s" in words(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DebriefScreen)
        await press(pilot, "q", "l")
        assert isinstance(pilot.app.screen, LibraryScreen)

    debriefing(finished(*WELL), steps)


def test_the_debrief_closes_hotwash_when_that_is_said():
    async def steps(pilot):
        await press(pilot, "q")
        await pilot.press("y")
        await settled(pilot)
        assert not pilot.app.is_running

    debriefing(finished(*WELL), steps)


def test_a_broken_arrow_key_changes_nothing_in_the_debrief(moments):
    async def steps(pilot):
        moments.held = True  # all of it arrives within a moment
        for _ in range(4):
            await pilot.press("escape", "left_square_bracket", "B")
        await settled(pilot, answers=False)
        assert isinstance(pilot.app.screen, DebriefScreen)
        assert all(card.collapsed for card in pilot.app.screen.query(Collapsible))

    debriefing(finished(*WELL), steps)
