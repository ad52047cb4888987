"""What is shown of the findings: comments, settings, families that wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.check.cache import Cache
from engine.check.checker import Options
from engine.check.survey import check
from engine.errors import PackError, UsageError
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
    text = BASE.replace("text: It stays quiet.", "text: |\n      Quiet. # hotwash: ignore[HW4] x\n      More.")
    assert codes(tmp_path, text) == []


def test_errors_that_proofs_rest_on_cannot_be_hidden(tmp_path: Path) -> None:
    text = BASE.replace("start: door", "start: dor  # hotwash: ignore[HW101] I know")
    assert codes(tmp_path, text) == ["HW101", "HW019"]
    assert codes(tmp_path, text, Options(ignore=("HW",))) == ["HW101"]
    assert codes(tmp_path, text, Options(select=("HW4",))) == ["HW101"]
    (tmp_path / "pack.yaml").write_text(PACK + "check: {severity: {HW: 'off'}}\n")
    assert codes(tmp_path, text) == ["HW101"]


def test_comment_at_an_error_that_stands_is_told_to_do_nothing(tmp_path: Path) -> None:
    text = BASE.replace("start: door", "start: dor  # hotwash: ignore[HW101] I know")
    (finding,) = [f for f in findings(tmp_path, text) if f.code == "HW019"]
    assert finding.message == "no comment hides HW101: every later proof rests on it"


@pytest.mark.parametrize(("code", "why"), [
    ("HW203", "every later proof rests on it"), ("HW20", ""), ("HW1", "every later proof rests on it"), ("HW2", ""), ("HW022", ""),
    ("HW026", ""), ("HW501", ""), ("HW502", "it protects a person"), ("HW505", "it protects a person"), ("HW407", ""),
])  # fmt: skip
def test_a_setting_and_an_option_that_can_hide_nothing_are_named(tmp_path: Path, code: str, why: str) -> None:
    said = f"no setting hides {code}: {why}" if why else None
    (tmp_path / "example.yaml").write_text(BASE)
    for setting, expected in (
        (f"ignore: [{code}]", said), (f"severity: {{{code}: 'off'}}", said), (f"severity: {{{code}: info}}", said),
        (f"severity: {{{code}: error}}", None), (f"select: [HW4, {code}]", None),
    ):  # fmt: skip
        (tmp_path / "pack.yaml").write_text(PACK + f"check: {{{setting}}}\n")
        found = [f for f in check([tmp_path]).findings if f.code == "HW019"]
        assert [(f.message, f.place.line) for f in found] == ([(expected, 5)] if expected and code != "HW0" else []), setting
    (tmp_path / "pack.yaml").unlink()
    (tmp_path / "pyproject.toml").write_text(f'[tool.hotwash]\nignore = ["{code}"]\n')
    told = [(f.message, f.place.line, f.place.column) for f in check([tmp_path]).findings if f.code == "HW019"]
    assert told == ([(said, 2, 12)] if said else [])
    if why:
        with pytest.raises(UsageError, match=f"--ignore: no option hides {code}: {why}"):
            check([tmp_path], Options(ignore=("HW4", code)))
    else:
        check([tmp_path], Options(ignore=("HW4", code)))


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


def test_settings_of_a_project_that_are_not_read_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "example.yaml").write_text(UNREAD)

    def told() -> list[tuple[str, Severity, int, int]]:
        found = [f for f in check([folder]).findings if f.code == "HW027"]
        return [(f.message.split(" is not")[0], f.severity, f.place.line, f.place.column) for f in found]

    project = tmp_path / "pyproject.toml"
    for header, name in (
        ("[tool.Hotwash]", "tool.Hotwash"), ("[hotwash]", "hotwash"), ("[tool.hot-wash]", "tool.hot-wash"), ("[tools.hotwash]", "tools.hotwash"),
        ("[HOTWASH]", "HOTWASH"), ("[Tool.hotwash]", "Tool.hotwash"),
    ):  # fmt: skip
        project.write_text(f'[project]\nname = "hotwash"\n{header}\nignore = ["HW210"]\n')
        assert told() == [(f"`[{name}]`", Severity.WARNING, 3, header.index(name.rpartition(".")[2]) + 1)]
        assert "HW210" in {f.code for f in check([folder]).findings}
    for text in (
        "[project]\nname = 'hotwash'\n",
        "tool = 3\nhotwash = 1\n",
        "# [tool.Hotwash]\n",
        "[tool.hotwash]\nignore = []\n",
    ):
        project.write_text(text)
        assert told() == []
    (folder / "pack.yaml").write_text(PACK + "check: {ignore: [HW407]}\n")
    project.write_text('[tool.hotwash]\nignroe = ["HW210"]\n')
    assert told() == [("`[tool.hotwash]`", Severity.INFO, 1, 7)]
    cache = Cache(tmp_path / "cache")
    check([folder], cache=cache)
    assert Cache(tmp_path / "cache").verdict([folder]) is None, "a cache does not keep it silent"
    project.write_text("[tool.hotwash\n")
    assert told() == []
    project.unlink()
    check([folder], cache=cache)
    assert Cache(tmp_path / "cache").verdict([folder]) is not None
    project.write_text("[tool.hotwash]\n")
    assert Cache(tmp_path / "cache").verdict([folder]) is None


@pytest.mark.parametrize("text", ['[tool.hotwash]\nignroe = ["HW210"]\n', "[tool.hotwash\n", "[tool.hotwash]\nselect = 3\n"])
def test_project_settings_that_cannot_be_used_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(PackError, match=r"pyproject\.toml"):
        codes(tmp_path, BASE)


def test_hidden_files_are_no_scenarios(tmp_path: Path) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    assert codes(tmp_path, BASE) == []


# What is named and not known, what is there and not read


def settings_pack(folder: Path, **files: str) -> Path:
    (folder / "example.yaml").write_bytes((CASES / "base.yaml").read_bytes())
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


@pytest.mark.parametrize(
    ("settings", "code"),
    [("select: [HW2, HW999]", "HW999"), ("ignore: [HW9]", "HW9"), ("severity: {HW401: off, HW888: off}", "HW888")],
)
def test_a_code_that_no_rule_has_is_found_in_the_settings(tmp_path: Path, settings: str, code: str) -> None:
    line = f"check: {{{settings}}}"
    folder = settings_pack(tmp_path, pack__yaml=f"hotwash: 1\nname: own\ntitle: Own\nversion: 1\n{line}\n")
    found = [f for f in check([folder]).findings if f.code == "HW023"]
    assert [(Path(f.place.file).name, f.severity) for f in found] == [("pack.yaml", Severity.ERROR)]
    assert (found[0].place.line, found[0].place.column) == (5, line.index(code) + 1)
    assert f"`{code}`" in found[0].message


def test_a_code_that_no_rule_has_is_found_in_pyproject(tmp_path: Path) -> None:
    folder = settings_pack(tmp_path, pyproject__toml='[tool.hotwash]\nignore = ["HW402", "HW492"]\n')
    found = [f for f in check([folder]).findings if f.code == "HW023"]
    assert [(Path(f.place.file).name, f.place.line, f.place.column) for f in found] == [("pyproject.toml", 2, 21)]
    assert "did you mean HW409?" in found[0].mend
    alone = check([folder / "example.yaml"]).findings
    assert [f.code for f in alone if f.code == "HW023"] == ["HW023"]


def test_the_beginning_of_a_code_will_do_in_settings_and_not_in_a_comment(tmp_path: Path) -> None:
    folder = settings_pack(tmp_path, pyproject__toml='[tool.hotwash]\nignore = ["HW4", "HW40"]\n')
    assert check([folder]).findings == []
    file = folder / "example.yaml"
    file.write_text(file.read_text().replace("title: Example\n", "title: Example   # hotwash: ignore[HW4] why\n"))
    (finding,) = check([folder]).findings
    assert finding.code == "HW023"
    assert "whole codes, such as HW401" in finding.mend


def test_what_is_not_read_is_named_once_and_hidden_files_and_the_packs_own_are_not(tmp_path: Path) -> None:
    folder = settings_pack(tmp_path)
    text = (folder / "example.yaml").read_bytes()
    unread = ["a.yml", "b.YAML", "c.Yml", "d.yaml.txt", "reports/e.yml", "reports/old/f.yaml", "night/g.yaml", "x/y/z/h.YML"]
    for name in [*unread, ".hidden.yml", ".git/i.yaml", "j.yml~", "#k.yml#", "node_modules/l.yml", "m.txt"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    (folder / "inner").mkdir()
    (folder / "inner" / "pack.yaml").write_text("hotwash: 1\n")
    (folder / "inner" / "n.yaml").write_bytes(text)
    found = {str(Path(f.place.file).relative_to(folder)): f.severity for f in check([folder]).findings if f.code == "HW022"}
    assert found == dict.fromkeys(unread, Severity.ERROR) | {"inner": Severity.WARNING}
    assert [f for f in check([folder / "example.yaml"]).findings if f.code == "HW022"] == [], "one file alone was asked for"
    hidden = check([folder], Options(ignore=("HW022",)))
    assert hidden.findings == []


@pytest.mark.parametrize("other", ["relative", "absolute", "link"])
def test_a_folder_is_judged_as_a_whole_however_its_files_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    (tmp_path / "own").mkdir()
    folder = settings_pack(tmp_path / "own")
    (folder / "a.yml").write_text("hotwash: 1\n")
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    named = {"relative": folder.relative_to(tmp_path), "absolute": folder, "link": Path("link")}
    for path in (path for name, path in named.items() if name != other):
        found = [f for f in check([path / "example.yaml", named[other]]).findings if f.code == "HW022"]
        assert len(found) == 1


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_reports_that_are_no_folder_are_named(tmp_path: Path, kind: str) -> None:
    folder = settings_pack(tmp_path)
    if kind == "file":
        (folder / "reports").write_text("")
    else:
        (folder / "reports").symlink_to(tmp_path / "nowhere")
    (finding,) = [f for f in check([folder]).findings if f.code == "HW022"]
    assert finding.place.file.endswith("reports")
    assert "reports lie in a folder" in finding.message


def test_a_pack_without_anything_to_check_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("hotwash: 1\nname: own\ntitle: Own\nversion: 1\n")
    verdict = check([tmp_path])
    assert [(f.code, f.severity) for f in verdict.findings] == [("HW024", Severity.WARNING)]
    assert verdict.fails(Severity.WARNING)


@pytest.mark.parametrize("options", [Options(select=("HW9",)), Options(ignore=("HW402", "X"))])
def test_options_with_a_code_that_no_rule_has_are_refused(options: Options) -> None:
    with pytest.raises(UsageError, match="no rule has the code"):
        check([CASES / "base.yaml"], options)
