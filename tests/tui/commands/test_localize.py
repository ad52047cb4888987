"""`hotwash localize`: a sheet that can be filled in, kept and checked; and what then is played and printed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.pack.local.sheet import read_sheet
from tests.tui.commands.test_cli import ROOT
from tui.commands.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def fill(file: Path, key: str, **fields: str) -> None:
    """Write after labels, as a person would in an editor."""
    before, after = file.read_text(encoding="utf-8").split(f"\n[{key}]\n", 1)
    for label, text in fields.items():
        head, tail = after.split(f"{label}:", 1)
        after = f"{head}{label}: {text}{tail}"
    file.write_text(f"{before}\n[{key}]\n{after}", encoding="utf-8")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A folder of sheets, with that of `curtain` in it."""
    assert run("localize", "curtain", "--local", str(tmp_path / "words")).exit_code == 0
    return tmp_path / "words"


@pytest.fixture
def sheet(words: Path) -> Path:
    return words / "officer-safety" / "curtain.txt"


def test_the_path_goes_to_stdout_and_the_talk_to_stderr(tmp_path: Path) -> None:
    result = run("localize", "curtain", "--local", str(tmp_path))
    assert result.stdout == f"{tmp_path}/officer-safety/curtain.txt\n"
    assert "Fill it in" in result.stderr


def test_a_sheet_holds_names_phones_numbers_and_paragraphs_in_the_order_of_the_story(sheet: Path) -> None:
    entries = read_sheet(sheet.read_bytes(), "x").entries
    assert entries["help.2.phone"].text("here") == "1-800-267-5463"
    assert entries["seat.cover"].text("here") == "Cover officer"
    assert entries["minutes.class"].text("here") == "55"
    assert entries["scene.arrive.text.1"].text("here").startswith("The rain has stopped")
    keys = list(entries)
    assert keys.index("scene.arrive.prompt") < keys.index("scene.man.prompt") < keys.index("inject.radio-dies.text.1")
    text = sheet.read_text(encoding="utf-8")
    assert text.index("# Decision 1: What do you do first?") < text.index("# Decision 1, answer A") < text.index("# Decision 2:")
    assert max(len(line) for line in text.split("\n")) <= 130


def test_filled_in_it_is_played_exported_and_listed(words: Path, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, "scene.arrive.prompt", yours="What do you do first, at 14 Mill Street?")
    fill(sheet, "help.1.phone", yours="555-0134")
    fill(sheet, "scene.arrive.choice.go-up.marks", yours="~slow-down", policy="order 4.2", why="Two officers go up at once.")
    again = run("localize", "curtain", "--local", str(words))
    assert again.exit_code == 0
    assert "3 lines of your own." in again.stderr
    listed = run("localize", "curtain", "--list", "--local", str(words)).stdout
    assert "[scene.arrive.prompt]: What do you do first? -> What do you do first, at 14 Mill Street?" in listed
    assert "[scene.arrive.choice.go-up.marks] (order 4.2): " in listed
    exported = run("export", "--format", "md", "--output", str(tmp_path / "out"), "--local", str(words), "curtain")
    assert exported.exit_code == 0
    handout = (tmp_path / "out" / "curtain-handout.md").read_text()
    guide = (tmp_path / "out" / "curtain-facilitator-guide.md").read_text()
    assert "at 14 Mill Street?" in handout
    assert "order 4.2" not in handout
    assert "## Changed here" in guide
    assert "by your agency's order 4.2" in guide
    assert "555-0134" in guide


def test_without_the_option_nothing_is_changed(words: Path, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, "title", yours="Mine")
    assert run("export", "handout", "curtain", "--format", "md", "--output", str(tmp_path)).exit_code == 0
    assert (tmp_path / "curtain-handout.md").read_text().startswith("# The curtain\n")
    assert "HOTWASH_LOCAL" not in os.environ
    assert words.is_dir()


def test_a_sheet_lies_beside_a_pack_of_ones_own_or_among_the_settings_of_the_user(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "pack.yaml").write_text("hotwash: 1\nname: own\ntitle: Own\nversion: 1\n")
    (folder / "example.yaml").write_bytes((ROOT / "tests" / "cases" / "base.yaml").read_bytes())
    assert run("localize", str(folder / "example.yaml")).stdout == f"{folder}/local/example.txt\n"
    assert run("localize", str(folder)).stdout == f"{folder}/local/pack.txt\n"
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config")}
    command = [sys.executable, "-m", "tui", "localize"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    if sys.platform == "linux":
        assert done.stdout == f"{tmp_path}/config/hotwash/local/officer-safety/pack.txt\n"


def test_one_sheet_may_be_given_by_its_own_name(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    assert run("localize", "curtain", "--local", str(file)).stdout == f"{file}\n"
    fill(file, "title", yours="Mine")
    assert run("export", "handout", "curtain", "--local", str(file), "--format", "md", "--output", str(tmp_path)).exit_code == 0
    assert (tmp_path / "curtain-handout.md").read_text().startswith("# Mine\n")
    other = run("localize", "gate", "--local", str(file))
    assert other.exit_code == 2
    assert "another scenario" in other.stderr


def test_a_slip_of_the_form_leaves_the_sheet_as_it_is(words: Path, sheet: Path) -> None:
    fill(sheet, "title", yours="Mine")
    text = sheet.read_text(encoding="utf-8").replace("yours: Mine", "yuors: Mine")
    sheet.write_text(text, encoding="utf-8")
    result = run("localize", "curtain", "--local", str(words))
    assert result.exit_code == 1
    assert "did you mean `yours:`?" in result.stderr
    assert "The sheet was left as it is." in result.stderr
    assert sheet.read_text(encoding="utf-8") == text


def test_what_does_not_fit_is_kept_in_the_sheet_and_told(words: Path, sheet: Path) -> None:
    fill(sheet, "minutes.class", yours="an hour")
    result = run("localize", "curtain", "--local", str(words))
    assert result.exit_code == 1
    assert "expected a whole number of at least 1, found `an hour`" in result.stderr
    assert "yours: an hour" in sheet.read_text(encoding="utf-8")
    played = run("play", "curtain", "--choices", "go-up", "--local", str(words))
    assert played.exit_code == 2
    assert "cannot be played" in played.stderr
    assert "an hour" in played.stderr


def test_a_line_that_has_changed_is_put_aside_in_words(words: Path, sheet: Path) -> None:
    fill(sheet, "scene.arrive.prompt", yours="And first?")
    text = sheet.read_text(encoding="utf-8").replace("here:  What do you do first?", "here:  What do you do at first?")
    sheet.write_text(re.sub("made from: .*", "made from: version 1, 00000000", text), encoding="utf-8")
    result = run("localize", "curtain", "--local", str(words))
    assert result.exit_code == 0
    assert "[scene.arrive.prompt]: put aside" in result.stderr
    assert sheet.read_text(encoding="utf-8").endswith(
        "[put aside: scene.arrive.prompt]\nwas:   What do you do at first?\nyours: And first?\n"
    )


def test_a_debrief_names_the_policy(words: Path, sheet: Path) -> None:
    fill(sheet, "scene.arrive.choice.go-up.marks", yours="~slow-down", policy="order 4.2", why="Two officers go up at once.")
    choices = "go-up,go-in"
    told = run("play", "curtain", "--seed", "1", "--choices", choices, "--local", str(words), "--json")
    while told.exit_code:
        more = told.stderr.rpartition("choose one of ")[2].split(",")[0].strip()
        choices += f",{more}"
        told = run("play", "curtain", "--seed", "1", "--choices", choices, "--local", str(words), "--json")
    assert json.loads(told.stdout)["decisions"][0]["marks"]["slow-down"] == "~"
    debrief = " ".join(run("play", "curtain", "--seed", "1", "--choices", choices, "--local", str(words)).stdout.split())
    assert "Slow down when nothing forces you to hurry (partly upheld, by your agency's order 4.2)" in debrief
    assert "By your agency's order 4.2: Two officers go up at once." in debrief


def test_a_library_tells_of_the_scenario_as_the_agency_says_it(words: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.library.catalogue import entries
    from engine.pack.folder import builtin

    monkeypatch.setenv("HOTWASH_LOCAL", str(words))
    folder = words / "cache"
    assert "The curtain" in {entry.title for entry in entries(builtin(), folder)}
    fill(sheet, "title", yours="Mill Street")
    assert "Mill Street" in {entry.title for entry in entries(builtin(), folder)}
    sheet.unlink()
    assert "The curtain" in {entry.title for entry in entries(builtin(), folder)}


def test_a_check_that_was_kept_does_not_outlive_a_change_of_the_sheet(words: Path, sheet: Path) -> None:
    curtain = str(ROOT / "scenarios" / "curtain.yaml")
    assert run("check", curtain, "--local", str(words)).exit_code == 0
    fill(sheet, "minutes.class", yours="long")
    assert run("check", curtain, "--local", str(words)).exit_code == 1
    assert run("check", curtain).exit_code == 0
    sheet.unlink()
    assert run("check", curtain, "--local", str(words)).exit_code == 0


@pytest.mark.parametrize("command", [("check",), ("play", "curtain", "--choices", "go-up"), ("export", "handout", "curtain")])
def test_a_place_that_is_not_there_is_refused_where_words_are_read(command: tuple[str, ...], tmp_path: Path) -> None:
    for arguments, environment in (
        ((*command, "--local", str(tmp_path / "nowhere")), {}),
        (command, {"HOTWASH_LOCAL": "nowhere"}),
    ):
        result = CliRunner().invoke(main, list(arguments), env=environment)
        assert result.exit_code == 2
        assert "nowhere" in result.stderr


def test_a_sheet_that_is_no_file_is_named_and_left(words: Path, sheet: Path) -> None:
    sheet.unlink()
    sheet.mkdir()
    for arguments in (("localize", "curtain"), ("check", str(ROOT / "scenarios" / "curtain.yaml"))):
        result = run(*arguments, "--local", str(words))
        assert result.exit_code == 1
        assert "the sheet cannot be read: this is no ordinary file but a folder" in result.output


def test_a_play_goes_on_in_the_words_in_which_it_was_begun(words: Path, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, "scene.arrive.prompt", yours="First, at 14 Mill Street?")
    db = str(tmp_path / "plays.db")
    runner = CliRunner()
    begun = runner.invoke(main, ["play", "curtain", "--plain", "--db", db, "--seed", "4", "--local", str(words)], input="\nq\n")
    assert "First, at 14 Mill Street?" in begun.stdout
    sheet.unlink()
    again = runner.invoke(main, ["play", "--resume", "--plain", "--db", db], input="q\n")
    assert "First, at 14 Mill Street?" in again.stdout
