"""`install.py` and the README's first command: after it `hotwash` is a command, and what is in the way is said in words."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

from engine.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "install.py"
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST, TESTS = re.findall(r"^```\n(.+)\n```$", README, re.MULTILINE)[:2]


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("install_script", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_python_that_is_too_old_can_read_it() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 4))
    later = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match)
    assert [node for node in ast.walk(tree) if isinstance(node, later) or getattr(node, "annotation", None)] == []


@pytest.mark.parametrize("name", ["python2.7", "python3.6", "python3.8", "python3.9", "python3.10"])
def test_an_old_python_says_what_to_do_before_pip_speaks(name: str, tmp_path: Path) -> None:
    python = shutil.which(name)
    if python is None or subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode:
        pytest.skip(f"{name} is not installed")
    real = subprocess.check_output([python, "-c", "import sys; print(sys.executable)"], text=True).strip()
    done = subprocess.run([real, str(SCRIPT)], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.fullmatch(
        r"install\.py: Hotwash needs Python 3\.11 or newer\. This is [23]\.\d+\.\d+ \(.+\), and no newer one is on the path\.\n"
        r"Get one .+\nfor example: python3\.13 install\.py\n",
        done.stderr,
    )


def test_where_no_newer_python_is_found_nothing_is_run(script: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd) -> None:
    monkeypatch.setattr(script, "newer_python", lambda: None)
    monkeypatch.setattr(script.subprocess, "call", lambda *_, **__: pytest.fail("nothing is run"))
    for version in ((2, 7, 18), (3, 9, 6), (3, 10, 99)):
        monkeypatch.setattr(script.sys, "version_info", version)
        assert script.main([]) == 1
        said = capfd.readouterr().err
        assert said.startswith("install.py: Hotwash needs Python 3.11 or newer. This is {}.{}.{} (".format(*version))


def test_what_it_asks_for_is_what_the_project_asks_for(script: ModuleType) -> None:
    wanted = re.search(r'^requires-python = ">=(\d+)\.(\d+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert wanted
    assert tuple(map(int, wanted.groups())) == script.OLDEST


def test_a_newer_python_on_the_path_does_it(script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for minor in (14, 15):  # 3.15 is a name without a program behind it, as a version manager leaves it
        python = tmp_path / f"python3.{minor}"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n' if minor == 14 else "#!/bin/sh\nexit 127\n")
        python.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert script.newer_python() == str(tmp_path / "python3.14")
    called: list[list[str]] = []
    monkeypatch.setattr(script, "newer_python", lambda: "/new/python")
    monkeypatch.setattr(script.subprocess, "call", lambda command, **_: called.append(command) or 7)
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 6))
    assert script.main(["--no-index"]) == 7
    assert called == [["/new/python", str(SCRIPT), "--no-index"]]


def test_a_python_that_cannot_make_environments_says_so(script: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(script.subprocess, "call", lambda *_, **__: pytest.fail("nothing is run"))
    assert script.main([]) == 1
    told = capfd.readouterr().err
    assert "cannot make environments: it has no ensurepip" in told
    assert f"sudo apt install python3.{sys.version_info.minor}-venv" in told


def test_the_program_is_named_so_that_a_shell_finds_it(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "PROGRAMS", "/home/o'neil/my copy/bin")
    *_, activate, _, line = script.next_lines().split("\n")
    for words, name in ((activate, "activate"), (line, "hotwash")):
        assert subprocess.check_output(["sh", "-c", f"printf %s {words.removeprefix('  . ')}"], text=True) == (
            f"/home/o'neil/my copy/bin/{name}"
        )


def copied(folder: Path) -> Path:
    """A copy of what is installed from."""
    for name in ("engine", "exporters", "hotwash", "sessions", "tui", "scenarios"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("install.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the README's line for Linux and macOS")
@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed (`.[dev]`)")
def test_after_the_first_command_of_the_readme_hotwash_is_a_command(tmp_path: Path) -> None:
    folder = copied(tmp_path / "my copy")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").symlink_to(sys.executable)
    subprocess.run([sys.executable, "-m", "venv", str(folder / ".venv")], check=True, timeout=300)
    # The libraries come from the environment that runs the tests; ours come from the copy, without a network.
    site = next((folder / ".venv" / "lib").glob("python*/site-packages"))
    (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    alone = {"PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "HOME": str(tmp_path)}
    path = f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
    script = f"{FIRST} </dev/null; cd /; echo; hotwash --version; python -c 'import tui; print(tui.__file__)'; command -v hotwash"
    done = subprocess.run(["sh", "-c", script], cwd=folder, env={**os.environ, **alone, "PATH": path}, capture_output=True,
                          text=True, timeout=300, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Hotwash is installed." in done.stdout
    assert "The curtain" in done.stdout  # the library
    said = done.stdout.split("\n")
    assert f"hotwash {VERSION}" in said
    assert said[-2] == str(folder / ".venv" / "bin" / "hotwash")
    assert str(site / "tui" / "__init__.py") in said


def test_wheels_are_named_by_this_version() -> None:
    named = re.findall(r"hotwash-([\d.]+)-py3", (ROOT / "docs" / "install.md").read_text(encoding="utf-8"))
    assert set(named) == {VERSION}


def test_the_readme_has_two_commands_and_each_says_what_it_is_for() -> None:
    assert FIRST.startswith("python3 install.py && ")
    assert FIRST.endswith(" && hotwash")
    assert re.fullmatch(r"python3 -m venv .*pytest", TESTS)
