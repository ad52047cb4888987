"""Every command in the documents is run as it stands, in a home of its own, and answers what the page shows of it.

What opens a screen or goes on until it is stopped is parsed and checked up to that point, and stops there. What needs a network
is marked `not run`, with the reason; `LEFT_OUT` lists it.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner, Result

from engine.errors import ExitCode
from engine.pack.folder import builtin
from engine.pack.local import sheet_places
from engine.play.bundle import bundle
from engine.records import Records, default_path
from sessions.classroom.classroom import Classroom
from sessions.classroom.roster import Setup
from sessions.solo import Solo
from tests.docs.blocks import ALL, BLOCKS, ROOT, Block, steps
from tests.exporters.played import alone, full_class, keep, recorded
from tui.base import BaseApp
from tui.commands import check, class_drill, classroom, play, present, records
from tui.commands.cli import main

BESIDE = Path(__file__).parent / "beside"
"""Files that the documents take for granted in the folder where their commands are typed."""
OPENED = {
    "authors.md": {"watch"},
    "instructors.md": {"ClassroomApp", "PresentApp"},
    "localize.md": {"HotwashApp"},
    "trainees.md": {"HotwashApp"},
}
"""Page -> screens that its blocks open."""
LEFT_OUT = {
    "README.md": {"installs from a package index"},
    "docs/completion.md": {"it is for PowerShell"},
}
"""Page -> why commands on it are not run."""
A_PLAY = "3f2a91c0"
"""How the documents call a play; a play that is there stands in for it."""
SHELL = [block for block in BLOCKS if block.kind == "in a shell"]
WITH_FINDINGS = {"hotwash check --release my-pack/", "hotwash records export"}
"""What ends with something that a person has to look at, as the text says."""


NAMES = re.compile(r"hotwash (check( -\S+)?|export|records( erase| mend)?)")
"""What the text speaks of without saying of what: it has to be there, and its help is asked for. (Without a file `check` would
judge the whole built-in pack each time.)"""


class Home(NamedTuple):
    """A user's account with a pack, files of an agency, a class of each kind and plays."""

    folder: Path
    ids: list[str]
    opened: list[str]
    """Screens that would have opened."""


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A class that goes on, a play, a class for practice, one for the record, and two plays that go on: the file, and the ids of
    those that are finished."""
    file = tmp_path_factory.mktemp("kept") / "plays.db"
    with Records.open(file) as kept:
        Classroom.new(bundle(builtin(), "curtain"), Setup(heads=24), kept, seed=1)
        ids = [keep(record, kept) for record in (alone(), full_class(), recorded())]
        for scenario in ("gate", "curtain"):
            Solo.new(bundle(builtin(), scenario), kept, seed=1)
    return file, ids


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plays: tuple[Path, list[str]]) -> Iterator[Home]:
    # A process has one home; here it moves.
    sheet_places._folder.cache_clear()
    for name in [name for name in os.environ if name.startswith("HOTWASH_")]:
        monkeypatch.delenv(name)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("TERM", "xterm-256color")
    here = tmp_path / "here"
    shutil.copytree(BESIDE, here)
    for block in BLOCKS:
        if block.kind == "file":
            (here / block.about).parent.mkdir(parents=True, exist_ok=True)
            (here / block.about).write_text(block.text, "utf-8")
    monkeypatch.chdir(here)
    opened: list[str] = []
    monkeypatch.setattr(BaseApp, "run", lambda app: opened.append(type(app).__name__))
    for module in (class_drill, classroom, present, records):
        monkeypatch.setattr(module, "need_terminal", lambda _: None)
    monkeypatch.setattr(play, "_interactive", lambda: True)
    monkeypatch.setattr(check, "_watch", lambda _, once: opened.append("watch") or once())
    default_path().parent.mkdir(parents=True)
    shutil.copy(plays[0], default_path())
    yield Home(here, plays[1], opened)
    sheet_places._folder.cache_clear()


def typed(home: Home, command: str) -> Result:
    """What comes of a line that somebody types."""
    line, *file = re.split(r" >>? ", command.replace(A_PLAY, home.ids[-1][:8]).replace(" SHELL", " bash"))
    program, *arguments = shlex.split(line, comments=True)
    assert program == "hotwash", f"`{command}` is no command of Hotwash: mark its block `not run`, with the reason"
    answer = CliRunner().invoke(main, arguments)
    if file:
        path = Path(file[0]).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer.stdout_bytes)
    return answer


def succeeded(command: str, answer: Result) -> None:
    wanted = ExitCode.FINDINGS if command.partition("  ")[0] in WITH_FINDINGS else ExitCode.OK
    assert answer.exit_code == wanted, f"{command}\n{answer.output}"
    assert "Traceback" not in answer.output


def run(block: Block, home: Home) -> None:
    """Write the block, or run each command in it and compare what it answers."""
    if block.kind == "file":
        (home.folder / block.about).parent.mkdir(parents=True, exist_ok=True)
        (home.folder / block.about).write_text(block.text, "utf-8")
        return
    if block.kind == "without":
        name, _, text = block.about.partition(": ")
        whole = (home.folder / name).read_text("utf-8")
        assert whole.count(text) == 1, f"{block.place}: {name} has no `{text}`"
        (home.folder / name).write_text(whole.replace(text, ""), "utf-8")
    for step in steps(block):
        answer = typed(home, step.command)
        if step.answer is None:
            succeeded(step.command, answer)
        else:
            assert answer.output == step.answer, f"{block.place}: {step.command}"
    if block.kind == "without":
        (home.folder / name).write_text(whole, "utf-8")


RUN = {page.path.name: [block for block in page.blocks if block.kind in {"commands", "file", "without"}] for page in ALL}


@pytest.mark.parametrize("page", [name for name, blocks in RUN.items() if blocks])
def test_commands_of_a_page_work_one_after_the_other(page: str, home: Home) -> None:
    for block in RUN[page]:
        if block.kind == "file":
            (home.folder / block.about).unlink()
    for block in RUN[page]:
        run(block, home)
    assert set(home.opened) == OPENED.get(page, set())


@pytest.mark.skipif(sys.platform != "linux", reason="the page has the places and the shell of Linux")
def test_a_backup_is_restored(home: Home) -> None:
    backup, restore = (block.text for block in SHELL if block.page.name == "administrators.md")
    before = typed(home, "hotwash records list").output
    assert home.ids[0][:8] in before
    assert in_a_shell(backup) == before
    assert typed(home, "hotwash records erase --all --yes").exit_code == ExitCode.OK
    assert home.ids[0][:8] not in typed(home, "hotwash records list").output
    assert in_a_shell(restore) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the pages have the shell of Linux")
@pytest.mark.parametrize("block", [b for b in SHELL if b.page.name != "administrators.md"], ids=lambda block: block.place)
def test_lines_of_a_shell_work(block: Block, home: Home) -> None:
    in_a_shell(block.text)
    written = [Path(name).expanduser() for name in re.findall(r">>? (~/\S+)", block.text)]
    assert written
    assert all(path.stat().st_size > 10 for path in written)


def in_a_shell(lines: str) -> str:
    """Run lines of bash in which `hotwash` is this checkout; what they say on standard output."""
    ours = f'hotwash() {{ PYTHONPATH="{ROOT}" "{sys.executable}" -m tui "$@"; }}\n'
    done = subprocess.run(["bash", "-euc", ours + lines], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.kind == "sheet"], ids=lambda block: block.place)
def test_entries_of_a_sheet_are_taken(block: Block, home: Home) -> None:
    path = Path(typed(home, f"hotwash localize {block.about}").stdout.strip())
    sheet, (key, here, *_) = path.read_text("utf-8"), block.text.splitlines()
    if here.startswith("here:"):
        entries = re.findall(rf"^{re.escape(key)}\n{re.escape(here)}\n(?:.+\n)*", sheet, re.MULTILINE)
        assert len(entries) == 1
        path.write_text(sheet.replace(entries[0], block.text), "utf-8")
    else:
        path.write_text(f"{sheet}\n{block.text}", "utf-8")
    again = typed(home, f"hotwash localize {block.about}")
    assert again.exit_code == ExitCode.OK, again.output
    listed = typed(home, f"hotwash localize {block.about} --list").output
    assert block.text.split("yours: ")[1].splitlines()[0] in listed
    assert ("put aside" in listed) == here.startswith("was:")


def test_commands_in_the_text_work(home: Home) -> None:
    in_blocks = {step.command.partition("#")[0].rstrip() for blocks in RUN.values() for b in blocks for step in steps(b)}
    commands = [c for c in dict.fromkeys(command for page in ALL for command in page.inline) if c not in in_blocks]
    assert len(commands) > 25
    for number, command in enumerate(commands):
        # Each is typed in a folder of its own: none writes over what another has written.
        os.chdir(shutil.copytree(home.folder, home.folder.parent / str(number)))
        succeeded(command, typed(home, f"{command} --help" if NAMES.fullmatch(command) else command))
    assert {"ClassroomApp", "HotwashApp", "MendingApp"} <= set(home.opened)


def test_what_is_not_run_is_listed_with_the_reason() -> None:
    left_out: dict[str, set[str]] = {}
    for block in BLOCKS:
        if block.kind == "not run":
            left_out.setdefault(str(block.page.relative_to(ROOT)), set()).add(block.about)
    assert left_out == LEFT_OUT


def test_every_module_that_is_to_be_run_is_there() -> None:
    named = {name for page in ALL for name in re.findall(r"python -m ([\w.]+)", page.text)} - {"pytest", "venv"}
    assert len(named) > 6
    assert {name for name in named if importlib.util.find_spec(name) is None} == set()


def commands(command: click.Command, name: str = "hotwash") -> Iterator[tuple[str, click.Command]]:
    """Every command, with its name as it is typed."""
    yield name, command
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield from commands(inner, f"{name} {word}")


def test_examples_in_the_help_work(home: Home, plays: tuple[Path, list[str]]) -> None:
    helps = [command.help or "" for _, command in commands(main)]
    shown = [
        re.split(r"\s{2,}", line.strip())[0] for text in helps for line in text.splitlines() if re.match(r" *hotwash ", line)
    ]
    # The whole built-in pack takes a while: tests/tui/commands/test_cli.py checks it.
    examples = [example for example in dict.fromkeys(shown) if example != "hotwash check"]
    assert len(examples) > 30
    for number, example in enumerate(examples):
        os.chdir(shutil.copytree(home.folder, home.folder.parent / str(number)))
        shutil.copy(plays[0], default_path())
        asks = example.startswith("hotwash records erase") and "--yes" not in example
        succeeded(example, typed(home, f"{example} --yes" if asks else example))


def test_options_that_the_pages_name_are_there_and_none_is_missing() -> None:
    parameters = [p for _, command in commands(main) for p in command.params if not getattr(p, "hidden", False)]
    there = {name for p in parameters for name in (*p.opts, *p.secondary_opts) if name.startswith("--")} | {"--help"}
    # Lines with options of Python, pip and their like are no lines of Hotwash.
    lines = [line for page in ALL for line in page.text.splitlines() if not re.search(r"\b(pip|pipx|uv|python3?|pytest)\b", line)]
    named = {name for line in lines for name in re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)}
    assert named - there == set()
    assert there - named == {"--quiet", "--verbose"}
