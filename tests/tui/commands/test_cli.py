"""The command line: exit codes, streams, and what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tui.commands.cli import main

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases"


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def process(*arguments: str, code: str | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "tui", *arguments]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=180, check=False)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "example.yaml"
    file.write_bytes((CASES / "err" / "HW203-dead-end.yaml").read_bytes())
    return file


def test_built_in_pack_is_clean() -> None:
    result = process("check")
    assert (result.returncode, result.stdout) == (0, "")
    assert "nothing found, 47 notes (-v shows them) (58 files, 16 scenarios" in result.stderr


@pytest.mark.parametrize(
    "name", ["The curtain", "the  Curtain!", "curtain", "officer-safety/curtain", str(ROOT / "scenarios" / "curtain.yaml")]
)
def test_an_exercise_in_the_place_of_a_command_is_played(name: str) -> None:
    result = run("--plain", name, "--no-record", stdin="q\n")
    assert result.exit_code == 0, result.output
    assert "THE CURTAIN" in result.stdout


@pytest.mark.parametrize(("word", "answer"), [
    ("plya", "No such command 'plya'. Did you mean 'play'?"),
    ("The curtan", "`The curtan` is no command, and there is no scenario `The curtan`; did you mean `curtain`?"),
    ("none.yaml", "`none.yaml` is no command, and none.yaml: there is no such file"),
    ("zzz", "`zzz` is no command, and there is no scenario `zzz`; there are: already-searched, "),
])  # fmt: skip
def test_a_word_that_is_no_command_and_no_exercise_is_answered_with_the_nearest(word: str, answer: str) -> None:
    result = run(word)
    assert result.exit_code == 2
    assert answer in result.stderr


def test_a_pack_that_was_named_before_is_looked_into() -> None:
    pack = ROOT / "tests" / "tui" / "pack"
    result = run("--plain", "--pack", str(pack), "The [red]door[/red]", "--no-record", stdin="q\n")
    assert result.exit_code == 0, result.output
    assert "THE [RED]DOOR[/RED]" in result.stdout


def test_findings_exit_1_and_go_to_stdout(bad: Path) -> None:
    result = run("check", str(bad))
    assert result.exit_code == 1
    assert "error[HW203]" in result.stdout
    assert "1 error" in result.stderr


def test_json_is_data_alone(bad: Path) -> None:
    result = run("check", "--format", "json", str(bad))
    data = json.loads(result.stdout)
    assert data["summary"]["errors"] == 1
    finding, _note = data["findings"]
    assert finding["code"] == "HW203"
    assert finding["play"] == ["door: choose go-in; drawn 1 in 2: porch"]
    assert finding["line"] == 61


def test_warnings_fail_only_where_asked(tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_bytes((CASES / "err" / "HW210-fact-never-read.yaml").read_bytes())
    assert run("check", str(file)).exit_code == 0
    assert run("check", "--fail-on", "warning", str(file)).exit_code == 1
    assert run("check", "--fail-on", "warning", "--ignore", "HW210", str(file)).exit_code == 0
    assert run("check", "--fail-on", "warning", "--select", "HW0,HW1", str(file)).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [("check", "nowhere.yaml"), ("check", "--format", "xml"), ("explain", "HW999"), ("play", "nobody", "--plain"),
     ("play", "--json"), ("play", "--resume", "--no-record"), ("schema", "poem"), ("nonsense",)],
)  # fmt: skip
def test_unusable_arguments_exit_2_with_one_line(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_max_states_makes_it_undetermined() -> None:
    result = run("check", "--max-states", "10", str(ROOT / "scenarios" / "curtain.yaml"))
    assert result.exit_code == 1
    assert "HW212" in result.stdout


def test_explain_prints_the_page_and_the_list() -> None:
    assert "no choice is available" in run("explain", "hw203").output
    listed = run("explain").output
    assert "HW001" in listed
    assert "HW303" in listed


def test_choices_replay_is_the_same_each_time() -> None:
    arguments = ("play", "curtain", "--choices", "wait,both-talk,take-her-word", "--seed", "1")
    first = run(*arguments)
    assert first.exit_code == 1
    assert "the play goes on at `glance`" in first.stderr
    wrong = run("play", "curtain", "--choices", "wait,fly-away")
    assert "choice 2: `fly-away` is no choice at `split` now" in wrong.stderr


def test_whole_replay_prints_the_account_and_json() -> None:
    choices = "wait,both-talk,take-her-word,finish-later,write-it"
    text = run("play", "curtain", "--choices", choices, "--seed", "1")
    assert text.exit_code == 0, text.output
    assert text.stdout.index("POOR DECISIONS") < text.stdout.index("Decision score")
    data = json.loads(run("play", "curtain", "--choices", choices, "--seed", "1", "--json").stdout)
    assert data["quadrant"] == "foreseeable"
    assert [d["choice"] for d in data["decisions"]] == choices.split(",")
    assert 0 <= data["score"] < 60


def test_plain_play_needs_no_textual() -> None:
    code = (
        "import sys; from tui.commands.cli import main\n"
        "try: main(['play', 'curtain', '--plain', '--no-record', '--seed', '4'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in ('textual', 'rich', 'sqlalchemy') if m in sys.modules))"
    )
    result = process(code=code, stdin="1\n1\nq\n")
    assert result.stdout.rstrip().endswith("[]"), result.stdout[-500:] + result.stderr
    assert "Decision 3" in result.stdout


def test_check_loads_neither_screens_nor_templates_nor_database() -> None:
    code = (
        "import sys; from tui.commands.cli import main\n"
        "try: main(['check'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('textual', 'rich', 'jinja2', 'sqlalchemy') if m in sys.modules])"
    )
    assert process(code=code).stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "github"])
def test_formats_for_programs_are_data_alone(name: str, bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bad.parent)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    result = run("check", "--format", name, "example.yaml")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert {
        "json": '"file": "example.yaml"',
        "sarif": '"uri": "example.yaml"',
        "junit": '<testcase classname="' + bad.parent.name + '" name="example.yaml">',
        "github": "::error file=example.yaml,line=61,col=5,endColumn=13,title=Hotwash HW203::",
    }[name] in result.stdout


def test_text_quotes_the_source_line(bad: Path) -> None:
    assert "\n  61 |     decision:\n     |     ^^^^^^^^\n" in run("check", str(bad)).stdout


def test_github_names_files_from_the_checkout(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bad.parent)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(bad.parent.parent))
    assert f"file={bad.parent.name}/example.yaml," in run("check", "--format", "github", "example.yaml").stdout
    assert '"uri": "example.yaml"' in run("check", "--format", "sarif", "example.yaml").stdout


def test_junit_failures_follow_the_fail_level(tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_bytes((CASES / "err" / "HW210-fact-never-read.yaml").read_bytes())
    assert "<failure" not in run("check", "--format", "junit", str(file)).stdout
    assert "<failure" in run("check", "--format", "junit", "--fail-on", "warning", str(file)).stdout


@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "github"])
def test_each_format_loads_its_own_reporter_alone(name: str) -> None:
    code = (
        "import sys; from tui.commands.cli import main\n"
        f"try: main(['check', '-q', '--format', '{name}', 'scenarios/lessons.yaml'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.startswith('exporters.check.findings_') and not m.endswith('_parts')),"
        " 'xml.etree.ElementTree' in sys.modules)"
    )
    own = {"text", name} if name == "junit" else {name}
    assert (
        process(code=code).stdout.splitlines()[-1]
        == f"{[f'exporters.check.findings_{n}' for n in sorted(own)]} {name == 'junit'}"
    )


def test_plain_play_stops_and_goes_on(tmp_path: Path) -> None:
    db = str(tmp_path / "plays.db")
    first = process("play", "curtain", "--plain", "--db", db, "--seed", "4", stdin="1\n1\n")
    assert "Go on with `hotwash play --resume`" in first.stdout
    again = process("play", "--resume", "--plain", "--db", db, stdin="q\n")
    third, gone_on = (told.stdout[told.stdout.index("(your third)") :].splitlines()[:5] for told in (first, again))
    assert gone_on == third


@pytest.mark.parametrize("name", ["gate", "officer-safety/gate", str(ROOT / "scenarios" / "gate.yaml")])
def test_a_play_is_resumed_by_the_name_of_its_scenario_as_it_was_begun(tmp_path: Path, name: str) -> None:
    db = ("--plain", "--db", str(tmp_path / "plays.db"))
    begun = run("play", "gate", *db, "--confidence", "--rationale", "--feedback", "now", stdin="1\n50\nso\n")
    assert "Verdict" in begun.stdout
    run("play", "curtain", *db, stdin="1\n")
    again = run("play", name, "--resume", *db, stdin="1\n2\n50\nso\n")  # the first answer may not be open
    for part in ("You go on where you left off in The gate", "How sure are you", "Why, in a line", "Verdict"):
        assert part in again.stdout


def test_of_several_plays_one_is_asked_for_and_a_name_that_fits_none_is_told_apart(tmp_path: Path) -> None:
    db = ("--plain", "--db", str(tmp_path / "plays.db"))
    run("play", "gate", *db, "--seed", "4", stdin="1\n")
    run("play", "curtain", *db, "--seed", "4", stdin="1\n1\n")
    which = run("play", "--resume", *db, stdin="3\n2\n")
    assert "1. officer-safety/curtain: after 2 decisions, " in which.stdout
    assert "2. officer-safety/gate: after 1 decision, " in which.stdout
    assert "A number from the list, please." in which.stdout
    assert "You go on where you left off in The gate" in which.stdout
    nonsense = run("play", "gat", "--resume", *db)
    assert (nonsense.exit_code, "did you mean `gate`" in nonsense.stderr) == (2, True)
    other = run("play", "whisper", "--resume", *db)
    assert (other.exit_code, "no unfinished play of `whisper`" in other.stderr) == (1, True)
    assert "officer-safety/curtain, officer-safety/gate" in other.stderr


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    result = run("play", "--resume", "--plain", "--db", str(tmp_path / "plays.db"))
    assert result.exit_code == 1
    assert "no unfinished play" in result.stderr


def test_scenario_with_an_error_is_not_played(bad: Path) -> None:
    result = run("play", str(bad), "--plain", "--no-record")
    assert result.exit_code == 2
    assert "cannot be played: 1 error" in result.stderr


def test_foreign_engine_is_named(tmp_path: Path) -> None:
    foreign = tmp_path / "engine"
    foreign.mkdir()
    (foreign / "__init__.py").write_text("")
    (foreign / "errors.py").write_text((ROOT / "engine" / "errors.py").read_text())
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; from tui.commands.cli import main; main(['check'])"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False,
                            env=environment)  # fmt: skip
    assert result.returncode == 2
    assert "another package called `engine` is in the way" in result.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("curtian", "did you mean `curtain`?"),
        ("zzz", "there are: already-searched"),
        (str(ROOT / "scenarios"), "is a pack; open the library with it: hotwash --pack"),
        (str(ROOT / "README.md"), "the file of one ends in .yaml"),
        ("nowhere.yaml", "there is no such file"),
    ],
)
def test_what_is_no_scenario_is_told_with_the_mend(name: str, said: str) -> None:
    result = run("play", name, "--plain", "--no-record")
    assert result.exit_code == 2
    assert said in result.output


def test_statistics_name_a_file_that_is_no_sound_yaml(tmp_path: Path) -> None:
    (tmp_path / "torn.yaml").write_text("hotwash: [", encoding="utf-8")
    result = run("check", "--statistics", str(tmp_path))
    assert result.exit_code == 1
    assert "torn.yaml: has errors; run `hotwash check`" in result.stderr


def test_output_into_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m tui explain | head -1"
    result = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, text=True, timeout=180,
                            check=False)  # fmt: skip
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_printed(shell: str) -> None:
    assert "_HOTWASH_COMPLETE" in run("completion", shell).output
