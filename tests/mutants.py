"""Which changes of a module do the tests near it not notice?

    python -m tests.mutants engine/play/scoring.py tests/engine/play/test_scoring.py
    python -m tests.mutants --share 1/5 'engine/learner/*.py' tests/engine/learner/test_history.py
    python -m tests.mutants --again /tmp/mutants-x1 engine/play/scoring.py tests/engine/play

mutmut changes the modules in a copy of the checkout, one place at a time, and runs there the tests that are named: what lies under
`tests/` is run, the rest is changed. The environment must hold no editable install, which would be found before the copy. What
survives is shown; the copy stays, for `mutmut show`. Decorated functions, and so properties, are not changed.

Each mutant starts from a process that has run the tests once. What they left in a cache may hide a mutant of a module that keeps
one (`engine/language`): with `--fresh`, which is slower, the process has run none.

A share takes the changes of each function by the last digit of their number, so that it is the same share each time. `--again`
runs those that survived an earlier run, of which it takes the copy: with the tests that were written since, or with slower ones.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARES = {"1": "*", "1/2": "*[13579]", "1/5": "*[38]", "1/10": "*5"}
"""The names of the mutants in each share, as patterns; the name of a mutant ends in its number in its function."""
CONFIGURATION = """
[tool.mutmut]
source_paths = ["engine", "exporters", "sessions", "tui"]
only_mutate = {modules}
also_copy = ["scenarios", "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
# What pytest itself does at each start, and there is one for each mutant, is left out as far as no test needs it.
pytest_add_cli_args = ["-o", "addopts=--import-mode=importlib", "-p", "no:unraisableexception", "-p", "no:benchmark",
  "-p", "no:xdist", "-p", "no:textual-snapshot", "-p", "no:syrupy", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"]
pytest_add_cli_args_test_selection = {tests}
process_isolation = "{process}"
# Processor time, of which a loop without end needs no more than this to be known.
timeout_multiplier = 2.0
timeout_constant = 3.0
"""
DIFFERENCES = """
import sys
from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant
for name in sys.argv[1:]:
    print(f"# {name}", get_diff_for_mutant(name, path=find_mutant(name).path), sep="\\n")
"""
NOTICED = {1, 3, -24, 24, 36, 152, 255}
"""How a run ends where a test failed, or took more than its time."""


def copied() -> Path:
    """A copy of the checkout as it stands, whether or not it is committed."""
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (source := ROOT / name).is_file():
            (target := folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    return folder


def ends(folder: Path) -> dict[str, dict[str, int]]:
    """By module, how the tests ended for each of its mutants that was run."""
    return {
        str(file.relative_to(folder / "mutants").with_suffix("")): run
        for file in sorted((folder / "mutants").rglob("*.meta"))
        if (run := {name: code for name, code in json.loads(file.read_text())["exit_code_by_key"].items() if code is not None})
    }


def survivors(folder: Path) -> list[str]:
    """The mutants that no test noticed."""
    return [name for run in ends(folder).values() for name, code in run.items() if code not in NOTICED]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="Changes that the tests do not notice.")
    parser.add_argument("--share", choices=SHARES, default="1", help="run this share of the mutants of each function")
    parser.add_argument("-k", dest="chosen", metavar="EXPRESSION", help="run the tests that pytest chooses by this")
    parser.add_argument("--again", type=Path, metavar="COPY", help="run what survived in the copy of an earlier run")
    parser.add_argument("--fresh", action="store_true", help="start each mutant from a process that has run no test")
    parser.add_argument("paths", nargs="+", help="modules to change, or patterns of them, and tests to run")
    options = parser.parse_args()
    tests = [path for path in options.paths if path.startswith("tests/")]
    chosen = [*tests, "-k", options.chosen] if options.chosen else tests
    folder = copied()
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        process = "forkserver" if options.fresh else "fork"
        modules = [path for path in options.paths if path not in tests]
        file.write(CONFIGURATION.format(modules=modules, tests=chosen, process=process))
    names = survivors(options.again) if options.again else [SHARES[options.share]]
    mutmut = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "1"]
    ended = subprocess.run([*mutmut, *names], cwd=folder, check=False, env=os.environ | {"CI": "1"})
    runs = ends(folder)
    alive = survivors(folder)
    subprocess.run([sys.executable, "-c", DIFFERENCES, *alive], cwd=folder, check=False)
    for module, run in runs.items():
        counted = Counter("noticed" if code in NOTICED else f"survived, {code}" for code in run.values())
        print(module, len(run), dict(counted))
    print(folder)
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
