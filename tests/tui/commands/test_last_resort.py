"""Whatever goes wrong is one line and an exit code; nothing that was typed is in the log; nothing raw reaches a terminal."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from functools import partialmethod
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.errors import ExitCode, PlayError
from engine.printable import printable
from tui.base import BaseApp
from tui.commands import explain, screens
from tui.commands.cli import main
from tui.commands.last_resort import redacted
from tui.commands.screens import show
from tui.commands.streams import Outlet, say, suited

ROOT = Path(__file__).resolve().parents[3]
FULL = Path("/dev/full")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = line.replace("hotwash", f"{sys.executable} -m tui", 1)
    return subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=180, check=False,
                          env={**os.environ, **environment})  # fmt: skip


# What nobody foresaw


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path / "log")
    return tmp_path / "log"


def broken(code: str | None) -> ExitCode:
    secret = f"Sgt. {code}"
    try:
        return {}[secret]
    except KeyError as error:
        raise ValueError(secret) from error


def test_what_nobody_foresaw_is_a_line_and_a_log_without_what_was_typed(logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "run", broken)
    result = run("explain", "Miller")
    assert result.exit_code == ExitCode.UNFORESEEN == 70
    (log,) = logs.iterdir()
    assert result.output.count("\n") == 1
    assert str(log) in result.stderr
    text = log.read_text()
    assert "command: hotwash explain ..." in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "in broken" in text
    assert "Miller" not in text + result.output
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_where_no_log_can_be_written_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path / "file" / "log")
    monkeypatch.setattr(explain, "run", broken)
    result = run("explain", "Miller")
    assert result.exit_code == 70
    assert "no log could be written" in result.stderr
    assert "Miller" not in result.output


def test_arguments_in_a_log_are_names_alone() -> None:
    known = frozenset({"play", "--db", "-o"})
    words = ["play", "--db", "my.db", "--db=my.db", "-o", "--miller", "Miller", "="]
    assert [redacted(word, known) for word in words] == ["play", "--db", "...", "--db=...", "-o", "...", "...", "..."]


class Failing(BaseApp[int]):
    """An app that ends as it is told."""

    run = partialmethod(BaseApp.run, headless=True)  # type: ignore[assignment]

    def __init__(self, error: Exception | None) -> None:
        super().__init__()
        self.error = error

    def on_mount(self) -> None:
        secret = "Sgt. Miller"
        assert secret, "a local variable, as a traceback with locals would show it"
        if isinstance(self.error, PlayError):
            self.end_by(self.error)
        elif self.error is not None:
            raise self.error
        else:
            self.run_worker(self._work, thread=True)

    def _work(self) -> None:
        raise ValueError("in a thread")


@pytest.mark.parametrize("error", [ValueError("somewhere"), PlayError("told"), None])
def test_how_an_app_ended_is_told_and_not_printed(error: Exception | None, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises((ValueError, PlayError), match=r"somewhere|told|in a thread") as caught:
        show(Failing(error))
    assert error is None or caught.value is error
    printed = capfd.readouterr()
    assert "Miller" not in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


def test_a_signal_that_ended_an_app_is_its_exit_code() -> None:
    app = Failing(None)
    app.signal = 15

    def ended(*_: object, **__: object) -> None:
        return None

    app.run = ended  # type: ignore[method-assign, assignment]
    with pytest.raises(SystemExit) as caught:
        screens.show(app)
    assert caught.value.code == 143


# Streams


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "line", ["--version", "--help", "schema scenario", "explain", "check --format json scenarios/curtain.yaml",
             "play curtain --plain --no-record"],
)  # fmt: skip
def test_a_full_disk_is_one_line(line: str) -> None:
    result = shell(f"hotwash {line} </dev/null >/dev/full")
    assert (result.returncode, result.stderr) == (2, "hotwash: the output cannot be written: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="shells close streams so")
@pytest.mark.parametrize("line", ["--version", "explain", "play curtain --plain --no-record", "records export"])
def test_a_closed_output_is_one_line(line: str) -> None:
    result = shell(f"hotwash {line} </dev/null >&-")
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1] == "hotwash: the output cannot be written: standard output is closed"


@pytest.mark.skipif(os.name != "posix", reason="shells close streams so")
def test_a_closed_input_is_an_empty_one_and_no_file_takes_its_place(tmp_path: Path) -> None:
    result = shell(f"hotwash play curtain --plain --db {tmp_path}/plays.db <&-")
    assert (result.returncode, result.stderr) == (0, "")
    assert "You stopped here" in result.stdout
    everything = shell(f"hotwash play curtain --plain --db {tmp_path}/other.db <&- >&- 2>&-")
    assert everything.returncode == 2
    other = shell(f"hotwash doctor --db {tmp_path}/plays.db")
    assert "sound" in other.stdout


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a folder that is used")
@pytest.mark.parametrize("line", ["check x.yaml", "export handout curtain --format md"])
def test_a_working_folder_that_is_gone_is_one_line(line: str, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    result = shell(f"cd {tmp_path}/gone; rmdir ../gone; PYTHONPATH={ROOT} {sys.executable} -m tui {line} </dev/null")
    assert (result.returncode, result.stderr) == (2, "hotwash: the working folder is gone: change to another one\n")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a folder that is used")
def test_a_database_named_from_a_working_folder_that_is_gone_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    line = "records list --db x.db"
    result = shell(f"cd {tmp_path}/gone; rmdir ../gone; PYTHONPATH={ROOT} {sys.executable} -m tui {line} </dev/null")
    mend = "go to a folder that is there, or name the whole path of the file"
    assert (result.returncode, result.stderr) == (1, f"hotwash: x.db: the working folder is gone; {mend}\n")


@pytest.mark.parametrize("line", ["check tests/cases/err/HW203-dead-end.yaml", "play curtain --plain --no-record"])
def test_a_stream_of_ascii_gets_ascii(line: str) -> None:
    result = shell(f"hotwash {line} </dev/null", PYTHONIOENCODING="ascii")
    assert result.returncode in {0, 1}
    assert result.stdout.isascii()
    assert len(result.stdout) > 100
    assert "hotwash:" not in result.stderr


def test_a_name_of_three_thousand_characters_is_cut() -> None:
    for line in (["check", "a" * 3000], ["play", "a" * 3000, "--plain"], ["export", "a" * 3000], ["explain", "a" * 3000]):
        result = run(*line)
        assert result.exit_code == 2
        assert 100 < len(result.stderr) < 500


def test_the_ends_of_the_calendar_are_dates(tmp_path: Path) -> None:
    db = str(tmp_path / "plays.db")
    assert shell(f"hotwash play curtain --plain --db {db} </dev/null").returncode == 0
    for date in ("0001-01-01T00:00+14:00", "0001-01-01"):
        result = run("records", "erase", "--before", date, "--yes", "--db", db)
        assert (result.exit_code, result.stderr) == (0, "No play is that old: nothing to erase.\n")
    result = run("records", "erase", "--before", "9999-12-31T23:59-14:00", "--yes", "--db", db)
    assert (result.exit_code, result.stderr) == (0, "1 play erased.\n")


# What is shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;x\x07", r"\x1b]0;x\x07"), ("a\u202eb", r"a\u202eb"), ("\x9b31m", r"\x9b31m"), ("a\rb\x00", r"a\rb\x00"),
        ("\udcff", r"\udcff"), ("a\nb", "a\nb"), ("a\u00a0b\u2003c", "a b c"), ("\u2028", r"\u2028"), ("می‌خواهم", "می‌خواهم"),
        ("“Grüße” 日本 👩‍🚒", "“Grüße” 日本 👩‍🚒"),
    ],
)  # fmt: skip
def test_what_is_not_for_the_eye_is_shown_as_its_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_text_is_cleaned_on_its_way_out_and_data_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", errors="strict"))
    with suited():
        assert isinstance(sys.stdout, Outlet)
        say("“a”\x1b[2J")
        say(b"\x1b", nl=False)
        say("\x1b[1mdrawn–\x1b[0m", drawn=True)
    assert raw.getvalue() == b'"a"\\x1b[2J\n\x1b\x1b[1mdrawn-\x1b[0m\n'
    monkeypatch.undo()


@pytest.mark.parametrize("format_", ["text", "github"])
def test_a_condition_cannot_steer_a_terminal(format_: str, tmp_path: Path) -> None:
    text = (ROOT / "tests" / "cases" / "base.yaml").read_text()
    (tmp_path / "example.yaml").write_text(text.replace(
        "  calm:\n", '  calm:\n    also: [{when: "visited(\\"\\\\x1b]0;a\\\\x07\\")", text: More.}]\n', 1))  # fmt: skip
    result = run("check", "--format", format_, str(tmp_path / "example.yaml"))
    assert result.exit_code == 1
    assert "HW101" in result.stdout
    assert not {"\x1b", "\x07"} & set(result.stdout)
    if format_ == "text":
        assert r"`\x1b]0;a\x07`" in result.stdout


def test_a_key_of_a_settings_file_cannot_steer_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_bytes((ROOT / "tests" / "cases" / "base.yaml").read_bytes())
    (tmp_path / "pyproject.toml").write_text('[tool.hotwash]\n"\\u001b]0;a\\u0007" = 1\n')
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert r"\x1b]0;a\x07" in result.stderr
    assert "\x1b" not in result.stderr
