"""Which changes of a module do the tests near it not notice?

    python -m tests.mutants engine/play/scoring.py tests/engine/play/test_scoring.py

mutmut changes the module in a copy of the checkout, one place at a time, and runs there the tests that are named. The environment
must hold no editable install, which would be found before the copy. What survives is shown; the copy stays, for `mutmut show`.
Decorated functions, and so properties, are not changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = """
[tool.mutmut]
source_paths = ["engine", "exporters", "sessions", "tui"]
only_mutate = ["{module}"]
also_copy = ["scenarios", "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
pytest_add_cli_args = ["-n0", "--hypothesis-profile=mutants"]
pytest_add_cli_args_test_selection = {tests}
"""


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


def main(module: str, *tests: str) -> int:
    folder = copied()
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(CONFIGURATION.format(module=module, tests=list(tests)))
    mutmut = [str(Path(sys.executable).with_name("mutmut"))]
    ended = subprocess.run([*mutmut, "run", "--max-children", "1"], cwd=folder, check=False, env=os.environ | {"CI": "1"})
    results = subprocess.run([*mutmut, "results"], cwd=folder, check=True, capture_output=True, text=True).stdout
    for name in (line.split(":")[0].strip() for line in results.splitlines() if line.strip()):
        subprocess.run([*mutmut, "show", name], cwd=folder, check=False)
    print(results, folder, sep="\n")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
