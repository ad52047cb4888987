"""Many files, many processes, and the cache of answers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from engine.check.survey import check
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
