"""Every module and every command under `-W error -X dev`: nothing deprecated is used, and every file is closed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.commands.test_command_tree import LEAVES

ROOT = Path(__file__).resolve().parents[3]
STRICT = [sys.executable, "-W", "error", "-X", "dev", "-c"]

MODULES = """
import importlib, pkgutil
names = [
    info.name
    for top in ("engine", "exporters", "sessions", "tui")
    for info in pkgutil.walk_packages(importlib.import_module(top).__path__, top + ".")
    if not info.name.endswith("__main__")
]
for name in names:
    importlib.import_module(name)
print(len(names))
"""
COMMANDS = """
import gc, io, json, sys
from tui.commands.cli import main
for command in json.loads(sys.argv[1]):
    sys.stdin = io.StringIO("a\\n" * 40)
    sys.stderr.write(f"@ {command}\\n")
    try:
        main(command, prog_name="hotwash")
    except SystemExit as ended:
        if ended.code not in (0, 1, None):
            sys.stderr.write(f"Error: {command} ended with {ended.code}\\n")
    gc.collect()
"""
RUN = [
    ["--version"], ["check", "--no-cache", str(ROOT / "scenarios" / "curtain.yaml")], ["explain", "HW203"], ["schema", "scenario"],
    ["localize", "curtain"], ["play", "curtain", "--plain"], ["progress"], ["records", "list"],
    ["records", "export", "--yes"], ["export", "--list"], ["export", "handout", "curtain", "--format", "all"],
    ["export", "map", "curtain", "--format", "svg,png"], ["export", "slides", "curtain"], ["export", "msel", "curtain", "--format", "xlsx"],
    ["doctor"], ["completion", "bash"], *([*path, "--help"] for path in LEAVES),
]  # fmt: skip


def strictly(code: str, folder: Path, *arguments: str) -> tuple[str, str]:
    kept = {"HOTWASH_DB": str(folder / "plays.db"), "HOTWASH_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*STRICT, code, *arguments], cwd=folder, env={**os.environ, **kept}, capture_output=True, text=True,
                          timeout=600, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_every_module_is_imported(tmp_path: Path) -> None:
    said, problems = strictly(MODULES, tmp_path)
    assert int(said) > 400
    assert problems == ""


@pytest.mark.slow
def test_every_command_runs(tmp_path: Path) -> None:
    _, told = strictly(COMMANDS, tmp_path, json.dumps(RUN))
    assert told.count("@ [") == len(RUN)
    assert [
        line for line in told.splitlines() if any(word in line for word in ("Warning", "Exception", "Traceback", "Error: "))
    ] == []
    assert list(tmp_path.glob("curtain-*.pdf")), "an export was made"
