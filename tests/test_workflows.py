"""The workflows that test the project where it is hosted: valid by the published schema and by actionlint."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.exporters.check.reports import SCHEMAS

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
LINT = """
const { createLinter } = require(process.argv[1]);
createLinter().then(async lint => {
  const found = [];
  for (const file of process.argv.slice(2)) found.push(...await lint(require("fs").readFileSync(file, "utf8"), file));
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
});
"""


def content(path: Path) -> dict[str, Any]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    # YAML 1.1 takes the key `on` for true; GitHub does not.
    return {"on" if key is True else key: value for key, value in data.items()}


TESTS = content(ROOT / ".github" / "workflows" / "tests.yaml")


def actionlint(*paths: Path) -> list[dict[str, Any]]:
    module, node = os.environ.get("HOTWASH_ACTIONLINT", ""), shutil.which("node")
    if not module or node is None:
        said = "actionlint is missing: HOTWASH_ACTIONLINT names the `node.cjs` of its package, and node runs it"
        (pytest.fail if os.environ.get("HOTWASH_REQUIRE_TOOLS") else pytest.skip)(said)
    done = subprocess.run([node, "-e", LINT, module, *map(str, paths)], capture_output=True, text=True, timeout=180, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_valid_by_the_schema(path: Path) -> None:
    Draft7Validator(json.loads((SCHEMAS / "github-workflows.json").read_text())).validate(content(path))


def test_workflows_are_valid_by_actionlint(tmp_path: Path) -> None:
    assert actionlint(*WORKFLOWS) == []
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("matrix.system", "matrix.nothing"), encoding="utf-8")
    assert "nothing" in actionlint(wrong)[0]["message"]


def test_every_system_is_tested_with_every_python_that_we_promise() -> None:
    matrix = TESTS["jobs"]["systems"]["strategy"]["matrix"]
    assert {system.split("-")[0] for system in matrix["system"]} == {"ubuntu", "windows", "macos"}
    lowest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert (lowest, matrix["python"]) == (f">={matrix['python'][0]}", ["3.11", "3.12", "3.13", "3.14"])
    assert len(list(product(matrix["system"], matrix["python"]))) == 12


def test_everything_is_run_by_the_same_script_as_by_hand() -> None:
    steps = [step.get("run", "") for job in TESTS["jobs"].values() for step in job["steps"]]
    assert {"bash .ci/run", "bash .ci/bounds ${{ matrix.versions }}", "bash .ci/release"} <= set(steps)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'for system in linux win32 darwin; do .venv/bin/mypy --platform "$system"; done' in script


def test_actions_are_named_with_their_version() -> None:
    uses = [
        step["uses"] for path in WORKFLOWS for job in content(path)["jobs"].values() for step in job["steps"] if "uses" in step
    ]
    assert len(uses) >= 3
    assert all("@v" in name or len(name.rpartition("@")[2]) == 40 for name in uses)
