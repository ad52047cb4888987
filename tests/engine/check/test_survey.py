"""Many files, many processes, and the cache of answers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.check.cache import Cache, key_of
from engine.check.survey import check
from engine.pack.diagnostics import Verdict
from engine.pack.location import builtin_folder

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases"
BASE = (CASES / "base.yaml").read_text()
BAD = (CASES / "err" / "HW203-dead-end.yaml").read_text()


def pack(folder: Path, count: int) -> Path:
    for number in range(count):
        text = BAD if number % 5 == 0 else BASE
        (folder / f"copy-{number}.yaml").write_text(text.replace("id: example", f"id: copy-{number}"))
    return folder


def told(verdict: Verdict) -> tuple[object, ...]:
    return verdict.findings, verdict.files, verdict.scenarios, verdict.states, verdict.checked


def test_processes_find_what_one_finds_in_the_same_order(tmp_path: Path) -> None:
    folder = pack(tmp_path, 40)
    seen: list[tuple[int, int]] = []
    alone = check([folder], jobs=1)
    together = check([folder], jobs=2, progress=lambda done, total: seen.append((done, total)))
    assert told(alone) == told(together)
    assert {f.code for f in alone.findings} == {"HW203"}
    assert seen == [(n, 40) for n in range(1, 41)]


def key(folder: Path, *options: object) -> str | None:
    return key_of([folder], builtin_folder(), options)


def test_answer_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    verdict = check([pack(tmp_path, 6)])
    cache = Cache(tmp_path / "cache")
    cache.put("key", verdict)
    known = cache.get("key")
    assert known is not None
    assert told(known) == told(verdict)
    assert cache.get("other") is None


@pytest.mark.parametrize("content", ["", "{", "null", '{"findings": [[1]]}', '{"findings": 3, "files": 1}', "[]"])
def test_damaged_answer_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "key.json").write_text(content)
    assert Cache(tmp_path).get("key") is None


def test_key_changes_with_everything_that_counts(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    (folder / "reports").mkdir(parents=True)
    pack(folder, 2)
    keys = [key(folder), key(folder, "HW4")]
    for file, text in (
        (folder / "copy-0.yaml", BASE + "# x\n"),
        (folder / "copy-9.yaml", BASE),
        (folder / "lessons.yaml", "hotwash: 1\nlessons: {}\n"),
        (folder / "reports" / "a.yaml", "x"),
        (folder / "pack.yaml", "y"),
        (tmp_path / "pyproject.toml", "[tool.hotwash]\n"),
    ):
        file.write_text(text)
        keys.append(key(folder))
    (folder / "copy-9.yaml").unlink()
    keys.append(key(folder))
    assert None not in keys
    assert len(set(keys)) == len(keys)
    assert key(folder) == keys[-1], "and with nothing else"


@pytest.mark.parametrize("name", ["pack.yaml", "lessons.yaml", "factors.yaml", "sources.yaml"])
@pytest.mark.parametrize("own", [True, False], ids=["own", "built-in"])
def test_the_key_of_a_scenario_changes_with_each_catalogue(tmp_path: Path, name: str, own: bool) -> None:
    builtin, folder = tmp_path / "builtin", tmp_path / "own"
    for place in (builtin, folder):
        place.mkdir()
    pack(folder, 1)

    def answer_under() -> str | None:
        return key_of([folder / "copy-0.yaml"], builtin, ())

    keys = [answer_under()]
    for text in ("a", "b"):
        ((folder if own else builtin) / name).write_text(text)
        keys.append(answer_under())
    assert None not in keys
    assert len(set(keys)) == 3


def test_unreadable_target_has_no_key(tmp_path: Path) -> None:
    assert key(tmp_path / "nowhere.yaml") is None


def run(folder: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; from tui.commands.cli import main\n"
        f"try: main(['check', {str(folder)!r}, *{list(arguments)!r}])\n"
        "except SystemExit as end: code = end.code\n"
        "print('pydantic' in sys.modules, code or 0, file=sys.stderr)"
    )
    environment = {**os.environ, "HOTWASH_CACHE": str(cache)}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=180, check=True,
                          env=environment)  # fmt: skip


def test_unchanged_pack_is_answered_without_the_format(tmp_path: Path) -> None:
    folder, cache = tmp_path / "own", tmp_path / "cache"
    folder.mkdir()
    pack(folder, 3)
    first, again = run(folder, cache), run(folder, cache)
    assert first.stderr.splitlines()[-1] == "True 1"
    assert again.stderr.splitlines()[-1] == "False 1"
    assert again.stdout == first.stdout
    assert "error[HW203]" in again.stdout
    assert run(folder, cache, "--no-cache").stderr.splitlines()[-1] == "True 1"
    (folder / "copy-0.yaml").write_text(BASE.replace("id: example", "id: copy-0"))
    assert run(folder, cache).stderr.splitlines()[-1] == "True 0"
