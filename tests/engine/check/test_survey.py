"""Many files, many processes, and the cache of answers."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.check.survey import check, process_count
from engine.pack.diagnostics import Verdict

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
    assert {f.code for f in alone.findings} == {"HW203", "HW213"}
    assert seen == [(n, 40) for n in range(1, 41)]


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_are_started_in_whichever_way_the_system_has(tmp_path: Path, method: str) -> None:
    """Windows and macOS have `spawn`, and Linux has `forkserver` from Python 3.14 on."""
    folder, program = pack(tmp_path, 30), tmp_path / "program.py"
    program.write_text(
        "import multiprocessing, sys\nfrom pathlib import Path\nfrom engine.check.survey import check\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method(sys.argv[1])\n"
        "    for finding in check([Path(sys.argv[2])], jobs=2).findings: print(finding.code, finding.place.file)\n"
        "    print(sorted(m for m in ('multiprocessing.popen_' + k for k in ('fork', 'spawn_posix', 'spawn_win32', 'forkserver'))"
        " if m in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, str(program), method, str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=180,
                          check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    *findings, started = done.stdout.splitlines()
    assert findings == [f"{f.code} {f.place.file}" for f in check([folder], jobs=1).findings]
    assert f"popen_{method}" in started


@pytest.mark.parametrize(("cores", "tasks", "jobs", "count"), [
    (96, 10_000, None, 61), (96, 10_000, 200, 61), (96, 10_000, 8, 8), (96, 120, None, 10), (2, 10_000, None, 2), (None, 10_000, None, 1),
    (8, 3, None, 1),
])  # fmt: skip
def test_no_more_processes_than_windows_can_wait_for(
    monkeypatch: pytest.MonkeyPatch, cores: int | None, tasks: int, jobs: int | None, count: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert process_count(tasks, jobs) == count


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
