"""Laws over every command and option: what is given counts, wherever it stands, or is refused; nothing ends in a traceback."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from engine.errors import ExitCode
from tui.commands.cli import main
from tui.commands.options import Argument, Command, Option

HOSTILE = (
    "\x1b]0;title\x07", "a" * 3000, "~nobody-of-this-name/x", "-", "..", "/dev/null", "\u202ereversed", "{0}%s", "\udcff", "99999999999",
    "a=b", "postgresql://u@h:port/d", "HW999", "0001-01-01T00:00+14:00", "pipe.yaml", "pipe.csv",
)  # fmt: skip
"""Words that nobody expects."""


def leaves(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """(words, command) of every command that does something."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from leaves(inner, (*path, name))
    else:
        yield path, command


LEAVES = dict(leaves())
IDS = [" ".join(path) for path in LEAVES]


def needed(command: click.Command) -> list[str]:
    """Arguments without which it is not run."""
    return [choice(p, 0) for p in command.params if isinstance(p, click.Argument) and p.required]


def choice(parameter: click.Parameter, number: int) -> str:
    """A value that the parameter takes; another one for each number."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return str(list(kind.choices)[number])
    if isinstance(kind, click.IntRange):
        return str((kind.min or 0) + number)
    if isinstance(kind, click.Path) and kind.exists:
        return (__file__, os.__file__)[number]
    return "ab"[number]


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env=environment or None)


class Told:
    """Stands for a command: hears what it is told, and does nothing."""

    def __init__(self, command: click.Command, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heard: list[dict[str, Any]] = []
        monkeypatch.setattr(command, "callback", self)

    def __call__(self, **arguments: Any) -> ExitCode:
        self.heard.append(arguments)
        return ExitCode.OK


def test_each_command_takes_what_its_options_say() -> None:
    assert len(LEAVES) >= 12
    for command in (main, *LEAVES.values()):
        assert command.callback is not None
        names = {p.name for p in command.params if p.expose_value}
        assert set(inspect.signature(command.callback).parameters) - {"ctx"} == names, command.name
        assert "Any" not in str(inspect.signature(command.callback)), "each option has its type"
        assert all(isinstance(p, Option | Argument) for p in command.params)
    assert all(isinstance(command, Command) for command in LEAVES.values())


SHARED = {"db": ("--db", "given.db"), "folders": ("--pack", "given"), "plain": ("--plain",), "ascii_only": ("--ascii",)}
"""Name of an option that stands before a command, too -> how it is given."""


def test_an_option_counts_wherever_it_stands_before_the_environment_or_the_command_refuses_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert set(SHARED) == {p.name for p in main.params if p.expose_value}
    taken = refused = 0
    for path, command in LEAVES.items():
        for name, given in SHARED.items():
            told = Told(command, monkeypatch)
            places = [[*given, *path], *([[path[0], *given, *path[1:]]] if len(path) > 1 and name == "db" else [])]
            for before in places:
                result = run(*before, *needed(command), HOTWASH_DB="environment.db", HOTWASH_ASCII="0")
                if name in {p.name for p in command.params}:
                    behind = run(*path, *given, *needed(command), HOTWASH_DB="environment.db", HOTWASH_ASCII="0")
                    assert (result.exit_code, behind.exit_code) == (0, 0), result.stderr
                    leading, trailing = told.heard[-2:]
                    assert leading == trailing
                    said = leading[name]
                    assert said == ((Path("given"),) if name == "folders" else given[1] if len(given) > 1 else True)
                    taken += 1
                else:
                    assert result.exit_code == 2
                    assert told.heard == []
                    assert f"`hotwash {' '.join(path)}` takes no {given[0]}" in result.stderr.replace("main ", "hotwash ")
                    refused += 1
    assert taken >= 20
    assert refused >= 15


def test_the_environment_counts_before_the_default_and_its_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("USERPROFILE", "/home/somebody")
    compared = 0
    for path, command in LEAVES.items():
        if "db" not in {p.name for p in command.params}:
            continue
        told = Told(command, monkeypatch)
        for environment, options in ((("~/x.db"), ()), ("", ("--db", "~/x.db")), ("y.db", ("--db", "~/x.db"))):
            assert run(*path, *options, *needed(command), HOTWASH_DB=environment).exit_code == 0
            assert told.heard[-1]["db"] == str(Path("/home/somebody/x.db"))
            compared += 1
        assert run(*path, *needed(command), HOTWASH_DB="").exit_code == 0
        assert told.heard[-1]["db"] is None
        assert run(*path, *needed(command), HOTWASH_DB=" ").exit_code == 2
    assert compared >= 24


def test_an_option_is_given_once_and_is_not_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = empty = 0
    for path, command in LEAVES.items():
        told = Told(command, monkeypatch)
        for parameter in command.params:
            if not isinstance(parameter, click.Option) or parameter.is_flag:
                continue
            option = parameter.opts[-1]
            assert run(*path, *needed(command), option, "").exit_code == 2, option
            empty += 1
            if parameter.multiple or (isinstance(parameter.type, click.Path) and parameter.type.file_okay is False):
                continue
            told.heard.clear()
            one, other = choice(parameter, 0), choice(parameter, 1)
            result = run(*path, *needed(command), option, one, option, other)
            assert result.exit_code == 2
            assert "give one of them" in result.stderr
            assert told.heard == []
            twice += 1
    assert twice >= 20
    assert empty >= 25


@pytest.mark.parametrize(
    "line",
    [
        "check --statistics --fail-on info", "check --statistics --select HW2", "check --statistics --watch",
        "check --statistics --format sarif", "check --statistics --release", "check --statistics -j 2", "check --select ,",
        "check --select HW999", "check --ignore HW9", "check --ignore dead-end", "check --select HW2,nonsense",
        "play curtain --choices wait --plain", "play curtain --choices wait --confidence", "play curtain --choices wait --db x",
        "--db x play curtain --choices wait", "play curtain --json", "play --resume --seed 3", "play --resume --no-record",
        "play curtain --no-record --db x", "classroom curtain --practice --record", "classroom --one-screen --two-screens",
        "classroom --hands 3 --tables 2", "classroom --resume --seed 3", "classroom --resume --hseep", "present",
        "records export --force", "records erase --all --before 2026-01-31", "records erase --before 2026-01-31 --older-than 1y",
        "records erase abc --all", "export --list handout", "export --list --force", "export --last --play abc",
        "export handout curtain --option a=1 --option a=2", "export handout curtain --option a", "schema scenario report",
    ],
)  # fmt: skip
def test_options_that_could_not_count_are_refused(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*line.split())
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert result.stderr
    assert list(tmp_path.iterdir()) == []


def hostile() -> Iterator[tuple[str, ...]]:
    """A command line for each parameter of each command and each hostile word that it takes in turn."""
    for number, (path, command) in enumerate(LEAVES.items()):
        for at, parameter in enumerate(command.params):
            if isinstance(parameter, click.Option) and parameter.is_flag:
                yield (*path, *needed(command), parameter.opts[-1])
                continue
            words = HOSTILE if at == 0 else [HOSTILE[(number + at * 5 + step) % len(HOSTILE)] for step in range(4)]
            for word in words:
                if isinstance(parameter, click.Option):
                    yield (*path, *needed(command), parameter.opts[-1], word)
                else:
                    yield (*path, word)


def test_no_command_line_ends_in_a_traceback_or_speaks_to_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for pipe in ("pipe.yaml", "pipe.csv"):
        if hasattr(os, "mkfifo"):
            os.mkfifo(pipe)
    compared = 0
    for line in hostile():
        if "--watch" in line or (line[0] == "check" and (len(line) == 1 or line[1].startswith("-"))):
            continue  # these check the built-in pack, which is none of this
        if line[0] in {"check", "play", "export"} and any(word.startswith("pipe.") for word in line):
            continue  # what is no ordinary file is the business of whoever reads files
        result = CliRunner().invoke(main, list(line))
        assert result.exit_code in set(ExitCode) - {ExitCode.UNFORESEEN}, (line, result.output)
        assert "Traceback" not in result.output
        assert not {"\x1b", "\x07", "\u202e"} & set(result.output), line
        assert all(len(said) < 2000 for said in result.stderr.splitlines()), line
        compared += 1
    assert compared >= 150
