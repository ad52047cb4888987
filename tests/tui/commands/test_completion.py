"""Completion, asked of the shells themselves; and what is answered to them, without one."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from engine.check.rule_names import rule_names
from engine.check.rules import RULES
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.records import Records
from exporters.registry import EXPORTS
from sessions.solo import Solo
from tests.tui.commands.test_command_tree import leaves
from tui.commands.cli import main
from tui.commands.completion import LINE, SCRIPTS
from tui.commands.options import ASKED

ROOT = Path(__file__).resolve().parents[3]
IDS = [path.stem for path in builtin().scenario_paths]
CAP = 120.0
"""Seconds after which a shell that is waited for hangs."""


def answer(line: str, shell: str = "bash") -> dict[str, str]:
    """Candidate -> what is said of it; a kind that the shell looks for itself stands as `(file)` or `(dir)`."""
    result = CliRunner().invoke(main, [], env={ASKED: f"{shell}_complete", LINE: line}, prog_name="hotwash")
    assert result.exit_code == 0
    assert result.stderr == ""
    parts = [row.split("\t") for row in result.stdout.splitlines() if row]
    assert all(len(part) == 3 for part in parts)
    return {value if kind == "plain" else f"({kind})": about for kind, value, about in parts}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Plays of two scenarios."""
    with Records.open(tmp_path / "plays.db") as records:
        for id_ in ("gate", "curtain"):
            Solo.new(bundle(builtin(), id_), records=records, seed=1)
    return tmp_path / "plays.db"


def kept(db: Path) -> list[str]:
    with Records.open(db, read_only=True) as records:
        return [row.id for row in records.plays()]


# What is answered


@pytest.mark.parametrize(
    "command", ["play", "classroom", "localize", "export handout", "play --plain --seed 3", "export --hseep"]
)
def test_where_a_scenario_may_stand_so_may_a_file(command: str) -> None:
    found = answer(f"hotwash {command} ")
    assert set(IDS) | {"(file)"} <= set(found)
    assert set(answer(f"hotwash {command} cur")) == {"curtain", "(file)"}
    assert set(answer(f"hotwash {command} my-pack/")) == {"(file)"}


@pytest.mark.parametrize(
    "line", ["hotwash --pack {} play ", "hotwash play --pack {} ", "hotwash play --pack={} ", "X=1 hotwash play --pack {} "]
)
def test_scenarios_of_a_pack_that_is_named_come_first(tmp_path: Path, line: str) -> None:
    pack = tmp_path / "my pack"
    pack.mkdir()
    for name in ("pack", "lessons", "stop"):
        (pack / f"{name}.yaml").touch()
    assert list(answer(line.format(shlex.quote(str(pack)))))[:2] == ["stop", IDS[0]]
    assert "stop" in answer(line.format(shlex.quote(str(pack))) + "st")


def test_exports_formats_sets_and_options() -> None:
    found = answer("hotwash export ")
    assert list(found)[: len(EXPORTS)] == [export.name for export in EXPORTS]
    assert set(IDS) | {"(file)"} <= set(found)
    assert list(answer("hotwash export msel curtain --format ")) == ["csv", "xlsx", "html", "md", "docx", "pdf", "all"]
    assert list(answer("hotwash export handout --format md,d")) == ["md,docx"]
    assert "md,html" in answer("hotwash export handout --format=md,")
    assert {"pptx", "json", "all"} <= set(answer("hotwash export --format "))
    assert list(answer("hotwash export --set ")) == ["class", "hseep", "all"]
    assert list(answer("hotwash export --option ro")) == ["roster="]
    assert list(answer("hotwash export completion-record --option roster=na")) == ["(file)"]
    assert list(answer("hotwash export --paper ")) == ["letter", "a4"]


def test_codes_and_names_of_rules() -> None:
    assert rule_names() == {rule.RULE.code: rule.RULE.name for rule in RULES}
    assert set(answer("hotwash explain ")) == set(rule_names())
    assert answer("hotwash explain hw203") == {"HW203": "dead-end"}
    assert answer("hotwash explain dead-") == {"dead-end": "HW203"}
    assert {"HW0", "HW203"} <= set(answer("hotwash check --select "))
    assert answer("hotwash check --ignore HW2,HW203") == {"HW2,HW203": "dead-end"}
    assert "HW203,HW203" not in answer("hotwash check --select HW203,")


def test_plays_that_are_kept(db: Path) -> None:
    ids = kept(db)
    for command in ("records mend", "records export", "records erase", "export --play"):
        found = (
            answer(f"hotwash {command} --db {db} ") if "--play" not in command else answer(f"hotwash export --db {db} --play ")
        )
        assert list(found) == [id_[:8] for id_ in ids]
        assert "solo officer-safety/curtain" in found[ids[0][:8]]
    assert list(answer(f"hotwash records erase --db {db} {ids[0][:8]} ")) == [ids[1][:8]]
    assert list(answer(f"hotwash records mend --db {db} {ids[0][:12]}")) == [ids[0]]
    assert answer(f"hotwash present --db {db} --play ") == {}


@pytest.mark.parametrize("where", ["nothing.db", "postgresql://user@nowhere/plays", "text.db"])
def test_where_no_plays_can_be_had_none_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.db").write_text("no database\n" * 100)
    assert answer(f"hotwash records mend --db {where!r} ") == {}
    assert [path.name for path in tmp_path.iterdir()] == ["text.db"]


def test_every_place_for_a_file_or_folder_offers_them() -> None:
    seen = 0
    for path, command in leaves():
        for parameter in command.params:
            named = isinstance(parameter.type, click.Path) or "FILE" in str(parameter.metavar) or parameter.name == "db"
            if not named or (isinstance(parameter, click.Option) and parameter.hidden):
                continue
            words = [*path, *([parameter.opts[-1]] if isinstance(parameter, click.Option) else [])]
            if parameter.name == "scenario" and path == ("export",):
                words.append("handout")
            found = answer(f"hotwash {' '.join(words)} ")
            assert {"(file)", "(dir)"} & set(found), words
            seen += 1
    assert seen >= 20


@pytest.mark.parametrize("line", ["", "hotwash", "hotwash nonsense ", "hotwash play 'unfinished", 'hotwash explain "', "hotwash play --seed ",
                                  "hotwash --pack /nowhere play ", "hotwash play \\", "hotwash records erase --before "])  # fmt: skip
@pytest.mark.parametrize("shell", SCRIPTS)
def test_nothing_that_is_typed_ends_in_an_error(line: str, shell: str) -> None:
    answer(line, shell)


def test_a_backslash_is_an_ordinary_character_in_powershell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr("tui.commands.candidates._scenario_ids", lambda ctx: seen.append(ctx.params["folders"]) or ["one"])
    assert set(answer(r"hotwash play --pack .\my-pack\n ", "powershell")) == {"one", "(file)"}
    assert [list(map(str, folders)) for folders in seen] == [[r".\my-pack\n"]]


def test_nothing_slow_is_loaded_for_a_press_of_the_key(db: Path) -> None:
    code = "import sys; from tui.commands.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules)"
    for line in ("hotwash ", "hotwash play ", "hotwash export ", "hotwash explain ", f"hotwash records mend --db {db} "):
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, ASKED: "bash_complete", LINE: line},
                              capture_output=True, text=True, timeout=180, check=True)  # fmt: skip
        *found, modules = done.stdout.splitlines()
        assert len(found) > 1
        assert not {"pydantic", "yaml", "textual", "sqlalchemy", "jinja2"} & set(modules.split())


# The shells


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with files of an author, and `hotwash` on the path."""
    programs, here = tmp_path / "programs", tmp_path / "here"
    programs.mkdir()
    (programs / "hotwash").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m tui "$@"\n')
    (programs / "hotwash").chmod(0o755)
    (here / "my-pack").mkdir(parents=True)
    for name in ("my-pack/stop.yaml", "roster names.csv", "curl.yaml"):
        (here / name).touch()
    for shell, name in SCRIPTS.items():
        result = CliRunner().invoke(main, ["completion", shell])
        (tmp_path / name).write_bytes(result.stdout_bytes)
    return here


def typed_in(shell: list[str], begin: str, keys: str, place: Path, db: Path | None = None) -> list[str]:
    """The words of a line after keys were pressed, in an interactive shell in a terminal."""
    import pty

    out, done = place.parent / "out", place.parent / "done"
    leader, follower = pty.openpty()
    environment = {"PATH": f"{place.parent / 'programs'}:{os.environ['PATH']}", "HOME": str(place.parent), "TERM": "dumb",
                   "LC_ALL": "C.UTF-8", "PS1": "", "HISTFILE": "", "OUT": str(out), "DONE": str(done),
                   "HOTWASH_DB": str(db or place.parent / "none.db")}  # fmt: skip
    process = subprocess.Popen(shell, stdin=follower, stdout=follower, stderr=follower, cwd=place, env=environment,
                               start_new_session=True)  # fmt: skip
    os.close(follower)
    try:
        for text in (f"{begin}; : >$DONE\r", f"{keys}\x01printf '%s\\n' \x05 >$OUT; : >$DONE\r"):
            os.write(leader, text.encode())
            wait_for(done, leader)
            done.unlink()
    finally:
        process.kill()
        process.wait()
        os.close(leader)
    return out.read_text().splitlines()


def wait_for(file: Path, terminal: int) -> None:
    os.set_blocking(terminal, False)
    cap, shown = time.monotonic() + CAP, b""
    while not file.exists():
        try:
            shown += os.read(terminal, 65536)
        except (BlockingIOError, OSError):
            time.sleep(0.01)
        assert time.monotonic() < cap, shown.decode(errors="replace")


def bash(keys: str, place: Path, db: Path | None = None) -> list[str]:
    script = f"bind 'set enable-bracketed-paste off'; . {place.parent}/hotwash.bash"
    return typed_in(["bash", "--norc", "--noprofile", "-i"], script, keys, place, db)


def zsh(keys: str, place: Path, db: Path | None = None) -> list[str]:
    script = f"autoload -Uz compinit && compinit -u -D; bindkey -e; unset zle_bracketed_paste; . {place.parent}/hotwash.zsh"
    return typed_in(["zsh", "-f", "-i"], script, keys, place, db)


def fish(keys: str, place: Path, db: Path | None = None) -> list[str]:
    """The line as fish would make it: with the one candidate, or as far as all candidates are alike."""
    line = keys.removesuffix("\t")
    code = f"set -x PATH {place.parent}/programs $PATH; source {place.parent}/hotwash.fish; complete -C {shlex.quote(line)}"
    environment = {**os.environ, "HOME": str(place.parent), "HOTWASH_DB": str(db or place.parent / "none.db")}
    done = subprocess.run(["fish", "--no-config", "-c", code], cwd=place, env=environment, capture_output=True, text=True, timeout=CAP,
                          check=True)  # fmt: skip
    assert done.stderr == ""
    *before, _ = f"{line}|".split()
    return [*before, alike([row.split("\t")[0] for row in done.stdout.splitlines()])]


def alike(words: list[str]) -> str:
    """How all of them begin."""
    first, last = min(words, default=""), max(words, default="")
    return next((first[:n] for n in range(len(first), 0, -1) if last.startswith(first[:n])), "")


Shell = Callable[..., list[str]]
SHELLS = {"bash": bash, "zsh": zsh, "fish": fish}


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> Shell:
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals of this kind")
    if shutil.which(request.param) is None:
        if os.environ.get("HOTWASH_REQUIRE_TOOLS"):
            pytest.fail(f"{request.param} is missing")
        pytest.skip(f"{request.param} is missing")
    return SHELLS[request.param]


@pytest.mark.parametrize(("keys", "line"), [
    ("hotwash pla\t", "hotwash play"),
    ("hotwash play curt\t", "hotwash play curtain"),
    ("hotwash play my-pack/st\t", "hotwash play my-pack/stop.yaml"),
    ("hotwash check my-pack/st\t", "hotwash check my-pack/stop.yaml"),
    ("hotwash export hando\t", "hotwash export handout"),
    ("hotwash export handout curtain --format md,do\t", "hotwash export handout curtain --format md,docx"),
    ("hotwash explain HW203\t", "hotwash explain HW203"),
    ("hotwash explain dead-\t", "hotwash explain dead-end"),
    ("hotwash check --select HW2,HW203\t", "hotwash check --select HW2,HW203"),
    ("hotwash check --form\t", "hotwash check --format"),
    ("hotwash --pack my-p\t", "hotwash --pack my-pack/"),
    ("hotwash --pack my-pack play sto\t", "hotwash --pack my-pack play stop"),
    ("hotwash play cur\t", "hotwash play cur"),  # curtain, and a file
    ("hotwash play w\t", "hotwash play wh"),  # two scenarios
    ("hotwash export --template rost\t", "hotwash export --template 'roster names.csv'"),
    ("hotwash export --option rost\t", "hotwash export --option roster="),
    ("hotwash export --option roster=rost\t", "hotwash export --option 'roster=roster names.csv'"),
    ("hotwash export handout --format=md,do\t", "hotwash export handout --format=md,docx"),
    ("hotwash check 'my-pack/st\t", "hotwash check my-pack/stop.yaml"),
    ("hotwash play --seed \t", "hotwash play --seed"),
])  # fmt: skip
def test_a_shell_completes(shell: Shell, place: Path, keys: str, line: str) -> None:
    # Zsh takes the slash away again where a command ends with it.
    assert [word.removesuffix("/") for word in shell(keys, place) if word] == [
        word.removesuffix("/") for word in shlex.split(line)
    ]


def test_a_shell_completes_the_id_of_a_play(shell: Shell, place: Path, db: Path) -> None:
    (newest, _) = kept(db)
    assert shell(f"hotwash records mend {newest[:4]}\t", place, db) == ["hotwash", "records", "mend", newest[:8]]


def test_a_shell_keeps_its_own_completion_where_hotwash_fails(shell: Shell, place: Path) -> None:
    (place.parent / "programs" / "hotwash").write_text("#!/bin/sh\necho Traceback >&2\nexit 1\n")
    if shell is bash:
        assert shell("hotwash check my-p\t", place)[2].startswith("my-pack")
    else:
        assert shell("hotwash check my-p\t", place)[2:] in (["my-p"], [""])


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_a_file_stands_behind_a_redirection(name: str, place: Path) -> None:
    if sys.platform == "win32" or shutil.which(name) is None:
        pytest.skip(f"{name} is missing")
    assert SHELLS[name]("hotwash explain HW203 <rost\t", place) == ["hotwash", "explain", "HW203"]
    assert SHELLS[name]("hotwash explain HW203 < rost\t", place) == ["hotwash", "explain", "HW203"]
