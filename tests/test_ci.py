"""`docs/ci.md` and the hook for pre-commit: valid by the published schemas, and run as they stand.

`hotwash` is this checkout, and `pip` only notes what it was asked for.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from jsonschema import Draft4Validator, Draft7Validator

from engine.pack.settings import CheckSettings, PackInfo
from engine.version import VERSION
from tests.exporters.check.reports import SCHEMAS

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
CI = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
AUTHORS = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```yaml\n# (.+)\n((?:.*\n)+?)```$", CI, re.MULTILINE))
SOURCE = "https://git.example.org/hotwash"
PINNED = f"hotwash @ git+{SOURCE}@<commit>"
BASH = shutil.which("bash")
PRE_COMMIT = shutil.which("pre-commit")


def content(name: str) -> Any:
    data = yaml.safe_load(FILES[name])
    # YAML 1.1 takes the key `on` for true; GitHub does not.
    return {"on" if key is True else key: value for key, value in data.items()}


GITHUB = content(".github/workflows/scenarios.yaml")
GITLAB = content(".gitlab-ci.yml")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
CONFIGS = [name for name in FILES if name.startswith(".pre-commit-config.yaml")]
STEPS = [step for step in GITHUB["jobs"]["hotwash"]["steps"] if "run" in step]


class Agency(NamedTuple):
    """A checkout that holds only a pack."""

    folder: Path
    programs: Path

    def write(self, case: str) -> None:
        """Put a case into the pack as its one scenario."""
        (self.folder / "my-pack" / "example.yaml").write_bytes((CASES / f"{case}.yaml").read_bytes())

    def run(self, script: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Run a script as CI does."""
        assert BASH
        home = {"HOTWASH_CACHE": str(self.programs / "cache"), "GITHUB_WORKSPACE": str(self.folder), "HOME": str(self.programs)}
        path = {"PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}"}
        return subprocess.run([BASH, *options, "-c", script], cwd=self.folder, env={**os.environ, **home, **path},
                              capture_output=True, text=True, timeout=180, check=False)  # fmt: skip


@pytest.fixture
def agency(tmp_path: Path) -> Agency:
    if BASH is None:
        pytest.skip("bash is missing, in which CI runs its steps")
    made = Agency(tmp_path / "checkout", tmp_path / "programs")
    (made.folder / "my-pack").mkdir(parents=True)
    (made.folder / "my-pack" / "pack.yaml").write_text("hotwash: 1\nname: my-agency\ntitle: My agency\nversion: 1\n")
    made.write("base")
    made.programs.mkdir()
    for name, does in {
        "hotwash": f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m tui "$@"',
        "pip": f'printf "%s\\n" "$@" >> "{made.programs}/pip.log"',
    }.items():
        program = made.programs / name
        program.write_text(f"#!/bin/sh\n{does}\n")
        program.chmod(0o755)
    return made


def failures(file: Path) -> int:
    return len(ET.parse(file).getroot().findall(".//failure"))


def sarif(file: Path) -> list[str]:
    log = json.loads(file.read_text())
    Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text())).validate(log)
    return [result["ruleId"] for result in log["runs"][0]["results"]]


def test_page_has_every_file() -> None:
    assert list(FILES)[:2] == [".github/workflows/scenarios.yaml", ".gitlab-ci.yml"]
    assert len(CONFIGS) == 3
    assert CI.count("```yaml\n") == len(FILES)


@pytest.mark.parametrize(("workflow", "schema"), [(GITHUB, "github-workflows"), (GITLAB, "gitlab-ci")])
def test_workflow_is_valid(workflow: Any, schema: str) -> None:
    Draft7Validator(json.loads((SCHEMAS / f"{schema}.json").read_text())).validate(workflow)


def test_every_pin_is_the_same_commit() -> None:
    blocks = "\n".join(FILES.values())
    assert set(re.findall(r'"(hotwash\b[^"]*)"', blocks)) == {PINNED}
    assert set(re.findall(r"repo: (http.+)\n +rev: (.+)", blocks)) == {(SOURCE, "<commit>")}
    assert set(re.findall(r"hotwash-([\d.]+)-py3", CI)) == {VERSION}


def test_actions_are_named_with_their_version() -> None:
    uses = [step["uses"] for step in GITHUB["jobs"]["hotwash"]["steps"] if "uses" in step]
    assert len(uses) == 4
    assert all(re.fullmatch(r"(actions|github)/[\w/-]+@v\d+", name) for name in uses)


def test_github_steps_pass_on_a_sound_pack(agency: Agency) -> None:
    done = [agency.run(step["run"], "-e") for step in STEPS]
    assert [d.returncode for d in done] == [0, 0, 0], [d.stderr for d in done]
    assert (agency.programs / "pip.log").read_text().splitlines() == ["install", PINNED]
    assert sarif(agency.folder / "hotwash.sarif") == []
    assert failures(agency.folder / "hotwash.xml") == 0
    assert done[-1].stdout == ""


@pytest.mark.parametrize(("case", "code", "kind"), [
    ("HW203-dead-end", "HW203", "error"), ("HW210-fact-never-read", "HW210", "warning"),
])  # fmt: skip
def test_github_steps_report_findings_and_the_check_fails(agency: Agency, case: str, code: str, kind: str) -> None:
    agency.write(f"err/{case}")
    done = [agency.run(step["run"], "-e") for step in STEPS]
    assert [d.returncode for d in done] == [0, 0, 1], [d.stderr for d in done]
    assert code in sarif(agency.folder / "hotwash.sarif")
    assert failures(agency.folder / "hotwash.xml") == 1
    assert done[-1].stdout.startswith(f"::{kind} file=my-pack/example.yaml,line=")


def test_github_files_are_those_that_the_steps_write(agency: Agency) -> None:
    agency.run(STEPS[1]["run"], "-e")
    given = [step.get("with", {}) for step in GITHUB["jobs"]["hotwash"]["steps"]]
    named = {w[key] for w in given for key in ("sarif_file", "path") if key in w}
    assert named == {p.name for p in agency.folder.glob("hotwash.*")}


def test_reports_fail_where_nothing_could_be_checked(agency: Agency) -> None:
    shutil.rmtree(agency.folder / "my-pack")
    assert [agency.run(step["run"], "-e").returncode for step in STEPS] == [0, 1, 2]
    assert agency.run("\n".join(GITLAB["hotwash"]["script"]), "-eo", "pipefail").returncode == 1


def test_gitlab_job_reports_and_fails_as_it_should(agency: Agency) -> None:
    job = GITLAB["hotwash"]
    script = "\n".join([*job["before_script"], *job["script"]])
    report = agency.folder / job["artifacts"]["reports"]["junit"]
    assert agency.run(script, "-eo", "pipefail").returncode == 0
    assert failures(report) == 0
    agency.write("err/HW210-fact-never-read")
    done = agency.run(script, "-eo", "pipefail")
    assert done.returncode == 1
    assert "warning[HW210]" in done.stdout
    assert failures(report) == 1


def test_every_format_is_answered_from_one_judgment(agency: Agency) -> None:
    kept = []
    for step in STEPS:
        agency.run(step["run"], "-e")
        folder = agency.programs / "cache"
        kept.append({entry.name: entry.stat().st_mtime_ns for entry in folder.iterdir()} if folder.is_dir() else {})
    assert len(kept[-1]) == len(list((agency.folder / "my-pack").rglob("*.yaml")))
    assert kept[-1] == next(entries for entries in kept if entries)


def test_hook_is_what_the_program_offers() -> None:
    (hook,) = HOOKS
    assert (hook["id"], hook["language"], hook["entry"]) == ("hotwash-check", "python", "hotwash check")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert hook["entry"].split()[0] in project["scripts"]
    assert hook.get("pass_filenames", True)
    assert {entry["hooks"][0]["id"] for name in CONFIGS for entry in content(name)["repos"]} == {hook["id"]}


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize(("file", "wanted"), [
    ("my-pack/example.yaml", True), ("my-pack/pack.yaml", True), ("my-pack/reports/close-call.yaml", True),
    ("my-pack/notes.md", False), ("my-pack/example.yml", False), (".github/workflows/scenarios.yaml", False),
    (".pre-commit-config.yaml", False), ("mkdocs.yaml", False), ("other/my-pack/example.yaml", False),
])  # fmt: skip
def test_hook_takes_the_files_of_the_pack(name: str, file: str, wanted: bool) -> None:
    (repo,) = content(name)["repos"]
    own = {} if repo["repo"] == "local" else HOOKS[0]
    hook = {"files": "", "exclude": "^$", "types": [], **own, **repo["hooks"][0]}
    yaml_file = "yaml" not in hook["types"] or Path(file).suffix in {".yaml", ".yml"}
    assert (yaml_file and bool(re.search(hook["files"], file)) and not re.search(hook["exclude"], file)) == wanted


@pytest.mark.parametrize("name", CONFIGS)
def test_hook_judges_what_it_is_given(agency: Agency, name: str) -> None:
    hook = {**HOOKS[0], **content(name)["repos"][0]["hooks"][0]}
    given = ["my-pack/example.yaml", "my-pack/pack.yaml"] if hook.get("pass_filenames", True) else []
    command = " ".join([hook["entry"], *hook.get("args", []), *given])
    assert agency.run(command).returncode == 0
    agency.write("err/HW210-fact-never-read")
    assert agency.run(command).returncode == 1


def test_broken_catalogue_is_reported_with_the_scenario_beside_it(agency: Agency) -> None:
    (agency.folder / "my-pack" / "lessons.yaml").write_text("hotwash: 1\nlessons: [\n")
    assert "my-pack/lessons.yaml" in agency.run("hotwash check my-pack/example.yaml").stdout


@pytest.mark.slow
def test_pre_commit_installs_and_runs_the_hook(agency: Agency, tmp_path: Path) -> None:
    if PRE_COMMIT is None or shutil.which("git") is None:
        pytest.skip("pre-commit or git is not installed")
    source = tmp_path / "hotwash"
    source.mkdir()
    for name in ("engine", "exporters", "hotwash", "sessions", "tui", "scenarios"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, source / name)
    identity = "git -c user.name=A -c user.email=a@example.org -c commit.gpgsign=false"
    for folder in (source, agency.folder):
        save = f'cd "{folder}" && git init -q && git add -A && {identity} commit -qm one'
        assert agency.run(save, "-e").returncode == 0
    config = FILES[CONFIGS[1]].replace(SOURCE, str(source)).replace("<commit>", "HEAD")
    (agency.folder / ".pre-commit-config.yaml").write_text(
        config.replace("HEAD", agency.run(f'git -C "{source}" rev-parse HEAD').stdout.strip())
    )
    agency.run("git add -A")
    program = f'PRE_COMMIT_HOME="{tmp_path}/home" "{PRE_COMMIT}" run --all-files --verbose'
    first = agency.run(program.replace("run", "install-hooks", 1).split(" --")[0])
    if first.returncode:
        pytest.skip(f"the hook's environment could not be made; is there no network? {first.stdout[-300:]}")
    good = agency.run(program)
    assert (good.returncode, "Passed" in good.stdout) == (0, True), good.stdout
    agency.write("err/HW210-fact-never-read")
    agency.run("git add -A")
    bad = agency.run(program)
    assert (bad.returncode, "warning[HW210]" in bad.stdout) == (1, True), bad.stdout


def test_settings_in_the_authors_guide_are_accepted() -> None:
    blocks = re.findall(r"^```(yaml|toml)\n((?:check:|\[tool\.hotwash\]).*?)```$", AUTHORS, re.MULTILINE | re.DOTALL)
    assert [kind for kind, _ in blocks] == ["yaml", "toml"]
    pack = PackInfo.model_validate({"hotwash": 1, "name": "a", "title": "A", "version": 1, **yaml.safe_load(blocks[0][1])})
    assert pack.check == CheckSettings.model_validate(tomllib.loads(blocks[1][1])["tool"]["hotwash"])
    assert pack.limits.max_states == 200_000


def test_excuse_in_the_authors_guide_is_heard(agency: Agency) -> None:
    shown = re.search(r"^(# hotwash: ignore)\[[^]]+\](.+)$", AUTHORS, re.MULTILINE)
    assert shown
    agency.write("err/HW210-fact-never-read")
    assert agency.run("hotwash check --fail-on warning my-pack/").returncode == 1
    file = agency.folder / "my-pack" / "example.yaml"
    (line,) = re.findall(r"example\.yaml:(\d+):", agency.run("hotwash check my-pack/").stdout)
    lines = file.read_text().splitlines()
    lines.insert(int(line) - 1, f"{shown[1]}[HW210]{shown[2]}")
    file.write_text("\n".join(lines) + "\n")
    assert agency.run("hotwash check --fail-on warning my-pack/").returncode == 0
