"""What is shown of the findings: comments, settings, families that wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.check.checker import Options
from engine.check.survey import check
from engine.errors import PackError
from engine.pack.diagnostics import Finding, Severity

CASES = Path(__file__).parents[2] / "cases"
BASE = (CASES / "base.yaml").read_text()
UNREAD = "facts:\n  lights: false\n" + BASE  # raises HW210 at line 2
PACK = "hotwash: 1\nname: own\ntitle: Own\nversion: 1\n"


def findings(folder: Path, text: str, options: Options | None = None) -> list[Finding]:
    (folder / "example.yaml").write_text(text)
    verdict = check([folder], options or Options())
    return [f for f in verdict.findings if f.severity is not Severity.INFO]


def codes(folder: Path, text: str, options: Options | None = None) -> list[str]:
    return [f.code for f in findings(folder, text, options)]


def test_without_a_comment_it_is_found(tmp_path: Path) -> None:
    assert codes(tmp_path, UNREAD) == ["HW210"]


@pytest.mark.parametrize(
    "text",
    [
        UNREAD.replace("lights: false", "lights: false  # hotwash: ignore[HW210] for a later chapter"),
        UNREAD.replace("  lights:", "  # hotwash: ignore[HW210] for a later chapter\n  lights:"),
        UNREAD.replace("  lights:", "  # hotwash: ignore[HW001, HW210] for a later chapter\n\n  # more\n  lights:"),
    ],
)
def test_comment_with_a_reason_takes_the_finding_away(tmp_path: Path, text: str) -> None:
    assert "HW210" not in codes(tmp_path, text)


def test_comment_speaks_of_its_own_line_alone(tmp_path: Path) -> None:
    text = UNREAD.replace("hotwash: 1\n", "hotwash: 1  # hotwash: ignore[HW210] not here\n")
    assert codes(tmp_path, text) == ["HW210", "HW019"]


def test_comment_without_a_reason_takes_nothing_away(tmp_path: Path) -> None:
    text = UNREAD.replace("lights: false", "lights: false  # hotwash: ignore[HW210]")
    assert codes(tmp_path, text) == ["HW020"], "an error of HW0: what comes after it waits"


def test_unused_comment_is_not_judged_where_its_rules_did_not_run(tmp_path: Path) -> None:
    text = BASE.replace("start: door", "start: dor").replace("title: Example", "title: Example  # hotwash: ignore[HW407] later")
    assert codes(tmp_path, text) == ["HW101"]


def test_text_that_looks_like_a_comment_is_text(tmp_path: Path) -> None:
    text = BASE.replace("text: It stays quiet.", "text: |\n      Quiet. # hotwash: ignore[HW210] x\n      More.")
    assert codes(tmp_path, text) == []


def test_errors_that_proofs_rest_on_cannot_be_hidden(tmp_path: Path) -> None:
    text = BASE.replace("start: door", "start: dor  # hotwash: ignore[HW101] I know")
    assert codes(tmp_path, text) == ["HW101"]
    assert codes(tmp_path, text, Options(ignore=("HW1",))) == ["HW101"]
    assert codes(tmp_path, text, Options(select=("HW4",))) == ["HW101"]
    (tmp_path / "pack.yaml").write_text(PACK + "check: {severity: {HW1: 'off'}}\n")
    assert codes(tmp_path, text) == ["HW101"]


def test_hidden_error_does_not_stop_the_proof(tmp_path: Path) -> None:
    attic = "  attic:\n    invented: true\n    text: Nobody comes here.\n    ending: {outcome: safe, title: Attic}\n"
    text = BASE.replace("  calm:\n", attic + "  calm:\n", 1).replace("marks: [+wait-for-backup]", "marks: [~wait-for-backup]")
    assert codes(tmp_path, text) == ["HW201"], "HW3 waits for it"
    hidden = text.replace("  attic:", "  attic:  # hotwash: ignore[HW201] for the next version")
    assert codes(tmp_path, hidden) == ["HW301"], "and runs where it is excused"


def test_pack_settings_select_ignore_and_grade(tmp_path: Path) -> None:
    for setting, expected in (
        ("{ignore: [HW2]}", []),
        ("{select: [HW3]}", []),
        ("{severity: {HW210: 'off'}}", []),
        ("{severity: {HW2: 'off', HW210: error}}", ["HW210"]),
    ):
        (tmp_path / "pack.yaml").write_text(PACK + f"check: {setting}\n")
        found = findings(tmp_path, UNREAD)
        assert [f.code for f in found] == expected
    assert found[0].severity is Severity.ERROR


def test_settings_of_a_project_count_where_the_pack_has_none(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "own"
    folder.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.hotwash]\nignore = ["HW210"]\n')
    assert codes(folder, UNREAD) == []
    (folder / "pack.yaml").write_text(PACK + "check: {severity: {HW210: error}}\n")
    assert codes(folder, UNREAD) == ["HW210"]


@pytest.mark.parametrize("text", ['[tool.hotwash]\nignroe = ["HW210"]\n', "[tool.hotwash\n", "[tool.hotwash]\nselect = 3\n"])
def test_project_settings_that_cannot_be_used_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(PackError, match=r"pyproject\.toml"):
        codes(tmp_path, BASE)


def test_hidden_files_are_no_scenarios(tmp_path: Path) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    assert codes(tmp_path, BASE) == []
