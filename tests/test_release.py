"""A release: one version in all files, a complete source, a wheel that is the same from it, and scripts that can be read.

`.ci/release` makes one; it needs the network.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from engine.version import VERSION
from tests.new_version import UNRELEASED, released, renamed

ROOT = Path(__file__).resolve().parent.parent
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
GIT = shutil.which("git")
BASH = shutil.which("bash")

builds = pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed (`.[dev]`)")


def build(kind: str, source: Path, folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)], cwd=source, check=True,
                   capture_output=True, timeout=180)  # fmt: skip
    (made,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def unpacked(sdist: Path) -> Path:
    with tarfile.open(sdist) as archive:
        archive.extractall(sdist.parent, filter="data")
    return sdist.parent / f"hotwash-{VERSION}"


@builds
def test_source_holds_every_file_of_the_checkout(unpacked: Path) -> None:
    if GIT is None or not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    kept = subprocess.run([GIT, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60).stdout
    names = {name for name in kept.split("\0") if name and not name.startswith(".github/") and (ROOT / name).is_file()}
    assert len(names) > 1000
    assert {name for name in names if not (unpacked / name).is_file()} == set()


@builds
def test_source_is_one_of_which_tests_run_and_a_release_can_be_made(unpacked: Path) -> None:
    for name in ("CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "constraints.txt", ".ci/run", ".ci/release", "docs/ci.md"):
        assert (unpacked / name).is_file(), name
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "tests/engine/play/test_scoring.py"],
                          cwd=unpacked, capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@builds
def test_wheel_from_the_source_is_the_wheel_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    contents = []
    for number, source in enumerate((ROOT, unpacked)):
        with zipfile.ZipFile(build("wheel", source, tmp_path / str(number))) as archive:
            contents.append({name: archive.read(name) for name in archive.namelist()})
    assert contents[0] == contents[1]


@builds
def test_wheel_is_as_its_checkers_want_it(tmp_path: Path, sdist: Path) -> None:
    wheel = build("wheel", ROOT, tmp_path)
    checkers = {
        "twine": ["check", "--strict", str(wheel), str(sdist)],
        "check-wheel-contents": ["--config", str(ROOT / "pyproject.toml"), str(wheel)],
    }
    there = {name: program for name in checkers if (program := shutil.which(name))}
    if not there:
        pytest.skip("neither twine nor check-wheel-contents is installed")
    for name, program in there.items():
        done = subprocess.run([program, *checkers[name]], capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_changelog_has_the_unreleased_first_and_versions_in_order_with_their_dates() -> None:
    heads = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert heads[0] == "Unreleased"
    parts = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) - (\d{4}-\d{2}-\d{2})", head) for head in heads[1:]]
    assert all(parts), heads
    versions = [tuple(map(int, part.groups()[:3])) for part in parts if part]
    assert versions == sorted(set(versions), reverse=True)
    assert ".".join(map(str, versions[0])) == VERSION, "python -m tests.new_version"


def test_every_line_of_the_changelog_is_a_head_a_change_or_empty() -> None:
    lines = CHANGELOG.splitlines()
    assert lines[0] == "# Changelog"
    assert [line for line in lines[1:] if line and not line.startswith(("## ", "### ", "- "))] == []
    assert sum(line.startswith("- ") for line in lines) > 50


def test_addresses_of_the_project_are_those_of_its_metadata() -> None:
    """`[project.urls]` is the one place; until there is an address, documents have an example that is none."""
    address = PROJECT.get("urls", {}).get("Repository", "https://git.example.org/hotwash")
    named = re.findall(r"(?:git\+|repo: )(https://[^\s@\"]+)", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"))
    assert named
    assert set(named) == {address}


BEFORE = "# Changelog\n\n## Unreleased\n\n- One.\n- Two.\n\n## 0.1.0 - 2026-01-01\n\n- Zero.\n"


def test_what_was_unreleased_goes_under_its_version() -> None:
    assert released(BEFORE, "0.2.0", "2026-02-02") == (
        "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-02-02\n\n- One.\n- Two.\n\n## 0.1.0 - 2026-01-01\n\n- Zero.\n"
    )
    assert released(BEFORE.partition("\n## 0")[0], "0.2.0", "2026-02-02").endswith("## 0.2.0 - 2026-02-02\n\n- One.\n- Two.\n")


def test_what_came_late_joins_a_version_that_has_a_head() -> None:
    once = released(BEFORE, "0.2.0", "2026-02-02").replace(UNRELEASED, f"{UNRELEASED}\n- Late.\n")
    assert released(once, "0.2.0", "2026-03-03") == (
        "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-02-02\n\n- One.\n- Two.\n- Late.\n\n## 0.1.0 - 2026-01-01\n\n- Zero.\n"
    )


@pytest.mark.parametrize(("changelog", "problem"), [
    ("# Changelog\n", "no head"), ("# Changelog\n\n## Unreleased\n\n## 0.1.0 - 2026-01-01\n", "nothing stands under"),
])  # fmt: skip
def test_a_version_without_news_is_none(changelog: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        released(changelog, "0.2.0", "2026-02-02")


def test_a_version_is_written_into_every_file_that_names_it(tmp_path: Path) -> None:
    for name in ("CHANGELOG.md", "engine/version.py", "docs/ci.md", "docs/install.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "CHANGELOG.md").write_text(BEFORE)
    renamed(tmp_path, "9.8.7", "2026-02-02")
    for name in ("CHANGELOG.md", "engine/version.py", "docs/ci.md", "docs/install.md"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "9.8.7" in text
        assert VERSION not in re.findall(r"(?:hotwash-|VERSION = \")([\d.]*\d)", text)
    with pytest.raises(ValueError, match="is no version"):
        renamed(tmp_path, "v9", "2026-02-02")


@pytest.mark.parametrize("script", sorted((ROOT / ".ci").iterdir()), ids=lambda path: path.name)
def test_a_script_of_ci_can_be_read_by_bash(script: Path) -> None:
    if BASH is None:
        pytest.skip("bash is missing")
    assert script.stat().st_mode & 0o111
    assert subprocess.run([BASH, "-n", str(script)], capture_output=True, text=True, timeout=60, check=False).stderr == ""
