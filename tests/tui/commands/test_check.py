"""`hotwash check` beyond its findings: what was recorded, what is not read, what a watch looks at."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.pack.folder import open_pack
from tui.commands.check import _stamps
from tui.commands.cli import main

CASES = Path(__file__).resolve().parents[2] / "cases"
BASE = (CASES / "base.yaml").read_text(encoding="utf-8")
PACK = "hotwash: 1\nname: own\ntitle: Own\nversion: 1\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "example.yaml").write_text(BASE, encoding="utf-8")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments), "--no-cache"])


def test_what_was_recorded_is_told_and_what_was_recorded_before(pack: Path) -> None:
    first = run("--record", pack)
    assert (first.exit_code, "own/example version 4: recorded" in first.stderr) == (0, True)
    second = run("--record", pack)
    assert second.exit_code == 0
    assert "nothing was recorded: 1 version recorded before, as it is now" in second.stderr


def test_record_without_a_scenario_is_no_success(pack: Path) -> None:
    (pack / "example.yaml").unlink()
    result = run("--record", pack)
    assert result.exit_code == 1
    assert "nothing was recorded: there is no sound scenario here" in result.stderr


@pytest.mark.parametrize(("old", "new", "why"), [
    ("next: calm\n        wait", "next: clam\n        wait", "it has errors"),
    ("[{odds: 1, to: calm}", "[{odds: 2, to: calm}", "raise `version`"),
])  # fmt: skip
def test_what_could_not_be_recorded_is_no_success(old: str, new: str, why: str, pack: Path) -> None:
    assert run("--record", pack).exit_code == 0
    (pack / "example.yaml").write_text(BASE.replace(old, new), encoding="utf-8")
    result = run("--record", pack)
    assert result.exit_code == 1
    assert why in result.stderr
    assert "nothing was recorded: see above" in result.stderr


def test_inside_a_pack_it_has_to_be_named(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pack)
    for arguments in ([], ["--statistics"], ["--record"]):
        result = CliRunner().invoke(main, ["check", *arguments])
        assert result.exit_code == 2
        assert "`hotwash check .`" in result.stderr
        assert result.stdout == ""
    assert run(".").exit_code == 0


def test_statistics_name_files_that_nobody_reads(pack: Path) -> None:
    (pack / "other.yml").write_text(BASE, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--statistics", str(pack)])
    assert result.exit_code == 1
    assert "other.yml: this file is not read" in result.stderr
    assert "call it `other.yaml`" in result.stderr


@pytest.mark.parametrize("name", ["new.yml", "new.YAML", "night/new.yaml", "reports", "reports/new.yaml", "versions.json"])
def test_watch_sees_a_new_file_of_which_the_check_says_something(name: str, pack: Path) -> None:
    before = _stamps((pack,))
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).write_text("hotwash: 1\n", encoding="utf-8")
    assert _stamps((pack,)) != before


def test_unknown_setting_of_a_project_is_told_with_the_file_the_key_and_what_is_known(pack: Path) -> None:
    (pack / "pyproject.toml").write_text('[tool.hotwash]\nignroe = ["HW210"]\n', encoding="utf-8")
    result = run(pack)
    assert result.exit_code == 2
    assert result.stderr.strip().endswith(
        "pyproject.toml: unknown key `ignroe` in `[tool.hotwash]`: did you mean `ignore`? It knows `select`, `ignore`, `severity`"
    )


@pytest.mark.parametrize(("text", "told"), [
    ("[tool.hotwash]\nselect = 3\n", "`tool.hotwash.select`: expected a list, found `3`"),
    ("[tool]\nhotwash = 3\n", "`tool.hotwash`: expected a mapping (`key: value`), found `3`"),
    ("[tool.hotwash.severity]\nHW210 = 'loud'\n", "`tool.hotwash.severity.HW210`: `loud` is not one of `error`, `warning`, `info` or `off`"),
    ("[tool.hotwash]\nignore = ['dead-end']\n", "expected a code such as `HW301`, or the beginning of one"),
])  # fmt: skip
def test_setting_of_a_project_that_does_not_fit_is_told_in_words(text: str, told: str, pack: Path) -> None:
    (pack / "pyproject.toml").write_text(text, encoding="utf-8")
    result = run(pack)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Input should" not in result.stderr


@pytest.mark.parametrize("text", [
    "[tool]\nhotwash = {ignore = ['HW4']}\n", "tool.hotwash.ignore = ['HW4']\n", '[tool."hotwash"]\nignore = ["HW4"]\n',
    "[ tool . hotwash ]\nignore = ['HW4']\n",
])  # fmt: skip
def test_settings_of_a_project_count_however_toml_writes_them(text: str, pack: Path) -> None:
    (pack / "pyproject.toml").write_text(text, encoding="utf-8")
    assert open_pack(pack).settings.ignore == ("HW4",)


@pytest.mark.parametrize("text", ["[project]\nname = 'hotwash'\n", "tool = 3\nhotwash = 1\n", "# [tool.hotwash]\n"])
def test_project_without_settings_has_none(text: str, pack: Path) -> None:
    (pack / "pyproject.toml").write_text(text, encoding="utf-8")
    assert open_pack(pack).settings_file is None


@pytest.mark.parametrize("arguments", [("--pack", "{pack}", "export", "handout", "{file}"), ("export", "handout", "{file}", "--pack", "{pack}"),
                                       ("export", "after-action", "--last", "--pack", "{pack}")])  # fmt: skip
def test_pack_that_is_not_used_is_refused(arguments: tuple[str, ...], pack: Path, tmp_path: Path) -> None:
    said = [word.format(pack=pack, file=pack / "example.yaml") for word in arguments]
    result = CliRunner().invoke(main, [*said, "--output", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "--pack is not used with a" in result.stderr
    assert not (tmp_path / "out").exists()
