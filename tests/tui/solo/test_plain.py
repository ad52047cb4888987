"""The play as lines of text does what the screens do."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from engine.language.reading_speed import SILENT
from engine.play.events import Chose, Confided, Noted
from engine.records import Records
from sessions.play_options import PlayOptions
from sessions.solo import Solo
from tests.tui.driving import PACK, asking, changed, choices_made, door, for_a_group, playing
from tests.tui.test_quality import hostile
from tui.commands.dumb import why_dumb
from tui.solo import lines, plain
from tui.solo.talk import PlayerLeft, Talk

ROOT = Path(__file__).parents[3]
DOOR = PACK / "door.yaml"


def talk_with(*lines, ascii_only=False):
    out = io.StringIO()
    return Talk(io.StringIO("".join(f"{line}\n" for line in lines)), out, ascii_only=ascii_only), out


def heard(session, *lines):
    """What is said to somebody who types these lines."""
    talk, out = talk_with(*lines)
    plain.play(session, talk)
    return " ".join(out.getvalue().split())


def letters(session, *choices):
    """The letters of these choices, one after the other."""
    twin, found = playing(session.play.seed, session.bundle), []
    for choice in choices:
        found.append(twin.play.letters()[choice])
        twin.choose(choice)
    return found


WELL = ("wait", "ask", "talk")


def hotwash(*arguments, stdin="", **environment):
    command = [sys.executable, "-m", "tui", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=180, check=False, env=env)


# Before


def test_the_brief_says_all_that_the_screen_says():
    text = " ".join(lines.brief(door(), kept=False).split())
    for part in ("You are: The second officer", "Contains: a weapon", "Help: Peer support: extension 12", "practice, not a test",
                 "Kept: Nothing. This play leaves no trace.", "no reason asked: type q"):  # fmt: skip
        assert part in text


def test_what_is_meant_for_a_group_is_told_and_asks_even_a_pipe():
    talk, out = talk_with("q")
    with pytest.raises(PlayerLeft):
        plain.brief(for_a_group(), talk, PlayOptions(), kept=True, where="here")
    assert "meant for a group with a facilitator" in " ".join(out.getvalue().split())
    assert "Enter to begin" in out.getvalue()
    talk, out = talk_with()
    plain.brief(door(), talk, PlayOptions(), kept=True, where="here")
    assert "Enter to begin" not in out.getvalue()


def test_a_letter_with_a_point_is_a_letter_and_nothing_is_answered_in_words():
    session = playing()
    text = heard(session, "", *(f"{letter}." for letter in letters(session, "wait", "ask", "talk")))
    assert "Nothing is chosen yet: type the letter of an answer" in text
    assert [commit.event.choice for commit in session.play.ledger] == ["wait", "ask", "talk"]


def test_at_a_choice_it_is_told_again_looked_back_at_and_explained():
    session = playing()
    first, *more = letters(session, *WELL)
    text = heard(session, "l", "?", first, "r", "l", *more)
    assert "Nothing is decided yet." in text
    assert "l look back at what you decided ? this help q stop here" in text
    assert text.count(" ".join(lines.tell(playing().view()).split())[:60]) == 1
    assert text.count("Decision 2 (your second):") == 2
    assert "What you decided so far: 1. " in text
    assert "You chose: Wait here until help has come." in text
    assert len(session.play.ledger) == 3


def test_from_a_question_about_a_choice_one_goes_back_to_the_answers():
    session = playing(options=PlayOptions(confidence=True, rationale=True))
    wait, ask, talk = letters(session, *WELL)
    bold = letters(session, "go-in", "ask", "order")[0]
    text = heard(session, bold, "b", bold, "70", "B", wait, "?", "101", "60%", "", ask, "", "", talk, "", "")
    assert [commit.event.choice for commit in session.play.ledger] == ["wait", "ask", "talk"]
    assert [e.percent for e in session.play.events if isinstance(e, Confided)] == [60]
    assert "Nothing is decided before you answer this." in text
    assert "A number from 1 to 5, please; or per cent, such as 80 %." in text


def test_yes_or_no_is_asked_until_it_is_one():
    talk, out = talk_with("maybe", "?", "Yes.")
    assert talk.agree("Go on")
    assert "y or n, please." in out.getvalue()
    assert talk_with("n")[0].agree("Go on") is talk_with("")[0].agree("Go on") is False


@pytest.mark.parametrize("stop", ["q\n", ""])
def test_who_stops_is_told_what_is_kept(stop, tmp_path):
    kept = hotwash("play", DOOR, "--plain", "--db", tmp_path / "plays.db", "--seed", "459", stdin=f"B\n{stop}").stdout
    assert "What you decided is kept.\nGo on with `hotwash play --resume`." in kept
    traceless = hotwash("play", DOOR, "--plain", "--no-record", "--seed", "459", stdin=f"B\n{stop}").stdout
    assert "You stopped here. Nothing of this play is kept." in traceless


def test_ctrl_c_is_told_what_is_kept(tmp_path):
    command = [
        sys.executable,
        "-u",
        "-m",
        "tui",
        "play",
        str(DOOR),
        "--plain",
        "--db",
        str(tmp_path / "plays.db"),
        "--seed",
        "459",
    ]
    # A shell has what runs behind it ignore the signal, and its children with it.
    heeds = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heeds,  # noqa: PLW1509 - no thread runs here
    ) as process:
        said = b""
        while b"q to stop): " not in said and (more := os.read(process.stdout.fileno(), 4096)):
            said += more
        process.send_signal(signal.SIGINT)
        try:
            rest, error = process.communicate(timeout=180)
        finally:
            process.kill()  # who waits for it would wait for ever
    assert rest.decode() == "\nYou stopped here. What you decided is kept.\nGo on with `hotwash play --resume`.\n"
    assert (process.returncode, error) == (130, b"")


@pytest.mark.parametrize("columns", [40, 61, 80, 200])
def test_no_line_is_wider_than_the_terminal(columns, monkeypatch, tmp_path):
    monkeypatch.setenv("COLUMNS", str(columns))
    options = PlayOptions(confidence=True, rationale=True, timer=True, feedback="now")
    file = tmp_path / ("deep" * 30) / "debrief.txt"
    talk, out = talk_with("?", "r", "w", "")
    plain.brief(changed(hostile(), content_notes=("suicide-talk",)), talk, PlayOptions(), kept=True, where="here")
    session = playing(found=hostile(), options=options)
    play, told = talk_with(
        "?", "l", "r", "A", "?", "50", "because " * 30, *(["A", "", ""] * 2), "?", "t", "s", file, "n", "x " * 99, "r", ""
    )
    plain.play(session, play)
    assert session.over
    assert talk.width == min(columns, 79) - 1
    for line in (out.getvalue() + told.getvalue()).split("\n"):
        assert cell_len(line.rstrip()) <= talk.width, line


def test_nothing_is_drawn_that_a_screen_reader_spells_out():
    session = playing()
    talk, out = talk_with(*letters(session, *WELL), "", "")
    plain.brief(door(), talk, PlayOptions(), kept=True, where="here")
    plain.play(session, talk)
    drawn = re.findall(r"([^\w\s])\1{3,}|[\u2500-\u259f]", out.getvalue())
    assert drawn == []


def test_how_the_play_is_run_can_be_set_in_the_brief():
    talk, out = talk_with("s", "f", "z", "s", "w", "")
    talk.there = True
    assert plain.brief(door(), talk, PlayOptions(timer=True), kept=True, where="here") == PlayOptions(
        rationale=True, timer=True, feedback="now"
    )
    assert "s  say how sure you are: yes" in out.getvalue()
    assert "f  told what each decision was worth: at once" in out.getvalue()
    assert "`z` is none of these." in out.getvalue()
    talk, out = talk_with("s", "")
    assert plain.brief(for_a_group(), talk, PlayOptions(), kept=True, where="here") == PlayOptions()
    assert "`s` is none of these." in out.getvalue()


def test_a_list_stays_a_list():
    text = lines.tell(playing().view())
    assert "  - a light below the door\n  - a boot\n  - a **broken** lock" in text


def test_what_was_told_before_is_read_again_on_request():
    session = playing(found=asking(instead=True))
    first, *rest = letters(session, "ask", "wait", "ask", "talk")
    text = heard(session, first, "t", *rest)
    again = text[text.index("(Told before: type t to read it.)") :]
    assert "You stand at the door of the flat." in again
    assert choices_made(session) == ["ask", "wait", "ask", "talk"]


# On the way


def test_everything_can_be_asked_and_is_kept():
    session = playing(options=PlayOptions(confidence=True, rationale=True, timer=True, feedback="now"))
    answers = [line for letter in letters(session, *WELL) for line in (letter, "80 %", "I looked")]
    text = heard(session, *answers)
    assert [e.percent for e in session.play.events if isinstance(e, Confided)] == [80] * 3
    assert [e.reason for e in session.play.events if isinstance(e, Chose)] == ["I looked"] * 3
    assert text.index("Verdict: best. Nothing better was on offer") < text.index("Decision 2")
    assert "You said: I looked" in text


def test_the_suggested_time_is_a_line_of_text():
    scenes = dict(door().scenario.scenes)
    decision = scenes["door"].decision.model_copy(update={"seconds": 45})
    scenes["door"] = scenes["door"].model_copy(update={"decision": decision})
    view = playing(found=changed(scenes=scenes)).view()
    reading = view.reading_seconds(SILENT)
    assert reading == 22
    said = "(Suggested time: about 1 minute 10 seconds, reading included. Nothing happens when it is over.)"
    assert said in " ".join(lines.tell(view, timed=True).split())
    assert "Suggested" not in lines.tell(view)


def test_a_group_scenario_alone_has_no_number_and_no_verdict():
    session = playing(found=for_a_group(), options=PlayOptions(confidence=True, feedback="now"))
    text = heard(session, *letters(session, "go-in", "ask", "order"))
    assert "Better: Wait here" in text
    assert text.index("extension 12") < text.index("YOUR DECISIONS")
    for word in ("score:", "egret", "Verdict", "worst", "EXPOSURE", "LUCK", "sure", "TURNING"):
        assert word not in text, word


def test_a_resumed_play_begins_with_a_recap(tmp_path):
    db = tmp_path / "plays.db"
    assert hotwash("play", DOOR, "--plain", "--db", db, "--seed", "459", stdin="B\nq\n").returncode == 0
    text = " ".join(hotwash("play", "--resume", "--plain", "--db", db, stdin="q\n").stdout.split())
    assert "The last thing you decided: Wait here until help has come." in text
    assert "Decision 2 (your second):" in text


# Afterwards


def test_a_note_for_the_next_shift_is_kept(tmp_path):
    with Records.open(tmp_path / "plays.db") as records:
        session = Solo.new(door(), records, seed=459)
        text = heard(session, *letters(session, *WELL), "n", "wait for two", "n", "say so", "")
        assert text.count("Kept with the play.") == 2
        assert [e.text for e in records.events(session.play_id) if isinstance(e, Noted)] == ["wait for two", "say so"]


def test_a_traceless_note_says_that_it_is_not_kept():
    session = playing()
    assert "Noted, but not kept" in heard(session, *letters(session, *WELL), "n", "wait", "")


def test_a_second_try_is_told_and_comes_back():
    session = playing()
    text = heard(session, *letters(session, *WELL), "t 3", "q", "t", "3", letters(session, *WELL)[2], "")
    assert "A second try, from decision 3. Nothing of it is kept" in text
    assert text.count("Back to your own play.") == 2
    assert len(session.play.ledger) == 3


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("t 0", "The number of a decision that you made, please: 1, 2, 3."),
        ("t 9", "The number of a decision that you made, please: 1, 2, 3."),
        ("t x", "The number of a decision that you made, please: 1, 2, 3."),
        ("huh", "`huh` is none of these."),
    ],
)
def test_nonsense_afterwards_is_told_and_no_error(answer, told):
    session = playing()
    text = heard(session, *letters(session, *WELL), answer, "", "")
    assert told in text
    assert text.count("Your pick") == 2


def test_saving_shows_what_may_identify_and_asks_before_replacing(tmp_path):
    session, file = playing(), tmp_path / "d.md"
    ways = letters(session, *WELL)
    text = heard(session, *ways, "n", "call Ofc. Smith", "s", str(file), "", "s", str(file), "y", "s", str(file), "y", "no", "")
    assert "`Ofc. Smith` name: take it out and write the role" in text
    assert text.count("Saved:") == 1
    assert text.count("Replace it") == 1
    assert text.count("Nothing was saved.") == 2
    assert "Ofc. Smith" in file.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["d.md"]


def test_what_cannot_be_saved_says_why_and_goes_on(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    session = playing()
    text = heard(session, *letters(session, *WELL), "s", str(tmp_path / "file" / "d.md"), "")
    assert "That could not be done." in text


def test_the_end_of_the_input_ends_quietly():
    result = hotwash("play", DOOR, "--plain", "--no-record", "--seed", "459", stdin="B\nB\nC\n")
    assert (result.returncode, result.stderr) == (0, "")
    assert "You stopped here" not in result.stdout
    assert "Decision score" in result.stdout


# Surroundings


def test_without_a_command_plain_is_a_list():
    result = hotwash("--plain", stdin="1\nq\n", HOTWASH_DB="")
    assert result.returncode == 0, result.stderr
    assert "  1. " in result.stdout
    assert "You stopped here." in result.stdout


def test_what_is_said_before_the_commands_name_counts():
    result = hotwash("--plain", "--ascii", "play", "curtain", "--no-record", stdin="q\n")
    assert result.returncode == 0, result.stderr
    assert "THE CURTAIN" in result.stdout
    in_folder = hotwash("--pack", PACK, "play", "door", "--no-record", stdin="q\n")
    assert "THE [RED]DOOR[/RED]" in in_folder.stdout


@pytest.mark.parametrize("arguments", [("--ascii",), ()])
def test_ascii_is_ascii(arguments):
    environment = {} if arguments else {"HOTWASH_ASCII": "1"}
    choices = hotwash("play", "curtain", "--plain", "--no-record", "--seed", "4", *arguments, stdin="1\n1\nq\n", **environment)
    assert choices.returncode == 0
    assert choices.stdout.isascii()


def test_an_output_that_lacks_characters_gets_ascii_and_no_traceback():
    found = changed(title="“Curtain” — naïve … 門")
    out = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    Talk(io.StringIO(), out, ascii_only=False).say(lines.brief(found, kept=True))
    out.flush()
    assert b'"CURTAIN" - NAIVE . ??' in out.buffer.getvalue()


def test_control_characters_do_not_reach_the_terminal():
    found = changed(title="a\x1b[2Jb", summary="c\x07d", you="e\x9bf", setting="g\u202eh")
    text = lines.brief(found, kept=True)
    assert not [c for c in text if not c.isprintable() and c != "\n"]


@pytest.mark.parametrize(("term", "why"), [("dumb", "TERM is `dumb`"), ("", "TERM is not set"), ("xterm", "")])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no TERM")
def test_a_dumb_terminal_is_recognized(monkeypatch, term, why):
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 24)))
    assert why_dumb() == why


def test_a_window_that_is_too_small_is_recognized(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    for size, dumb in (((39, 24), True), ((80, 11), True), ((40, 12), False), ((0, 0), False)):
        monkeypatch.setattr(os, "get_terminal_size", lambda _, size=size: os.terminal_size(size))
        assert bool(why_dumb()) is dumb


def test_in_a_dumb_terminal_lines_are_proposed_instead_of_a_garbled_screen():
    """A real pseudo-terminal that says it is dumb."""

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "tui", "play", str(DOOR), "--no-record", "--seed", "459"]
    environment = {**os.environ, "TERM": "dumb"}
    process = subprocess.Popen(command, cwd=ROOT, stdin=slave, stdout=slave, stderr=subprocess.PIPE, env=environment)
    os.close(slave)
    said = b""
    while b"Enter to begin" not in said:
        said += os.read(master, 4096)
    os.write(master, b"q\n")
    said_err = process.communicate(timeout=180)[1]
    os.close(master)
    assert process.returncode == 0
    assert said_err.decode().strip() == "hotwash: TERM is `dumb`, so this is the play as lines of text, as with --plain."
    assert b"\x1b" not in said
