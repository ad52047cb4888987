"""The built wheel: what it holds, and that it works where nothing else of ours is."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from engine.version import VERSION

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed (`.[dev]`)")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True,
                   capture_output=True, timeout=180)  # fmt: skip
    return next(folder.glob("hotwash-*.whl"))


def test_wheel_holds_the_packages_the_pack_and_the_data_files(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    top = {n.split("/")[0] for n in names if ".dist-info" not in n}
    assert top == {"engine", "exporters", "hotwash", "sessions", "tui"}
    for file in (*ROOT.glob("scenarios/*.yaml"), *ROOT.glob("scenarios/reports/*.yaml")):
        assert f"engine/_pack/{file.relative_to(ROOT / 'scenarios')}" in names
    for folder in ("engine", "exporters", "tui"):
        wanted = [
            p
            for p in (ROOT / folder).rglob("*")
            if p.suffix in {".py", ".tcss", ".j2", ".json", ".txt", ".bash", ".zsh", ".fish", ".ps1"}
        ]
        assert {str(p.relative_to(ROOT)) for p in wanted} <= names


@pytest.mark.slow
def test_installed_wheel_checks_and_plays_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True, timeout=180)
    subprocess.run([sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "-q", "--no-deps",
                    "--no-index", "--disable-pip-version-check", str(wheel)], check=True, timeout=180)  # fmt: skip
    site = next((home / "lib").glob("python*/site-packages"))
    # The libraries come from the environment that runs the tests; ours come from the wheel.
    (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    hotwash = str(home / "bin" / "hotwash")
    checked = subprocess.run([hotwash, "check"], cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "16 scenarios" in checked.stderr
    named, alone = ([hotwash, "--version"], [str(home / "bin" / "python"), "-m", "hotwash", "--version"])
    versions = [subprocess.check_output(command, cwd=tmp_path, text=True, timeout=180) for command in (named, alone)]
    assert versions == [f"hotwash {VERSION}\n"] * 2
    played = subprocess.run([hotwash, "play", "whatever", "--plain", "--no-record"], cwd=tmp_path, input="q\n", text=True,
                            capture_output=True, timeout=180, check=False)  # fmt: skip
    assert "WHATEVER" in played.stdout
    assert "Decision 1" in played.stdout
