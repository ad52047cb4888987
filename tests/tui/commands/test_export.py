"""`hotwash export`: what is made from what, where it goes, and what has to be looked at first."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from engine.records import Records
from exporters import registry
from exporters.content.artifact import Artifact
from exporters.registry import EXPORTS, SETS, Export
from tests.exporters.played import PEOPLE, Script, alone, full_class, keep, recorded
from tui.commands.cli import main

ROOT = Path(__file__).resolve().parents[3]
NAMES = {export.name for export in EXPORTS}


def run(*arguments: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)], input=stdin)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "plays.db"


def kept(db: Path, *exercises) -> list[str]:
    with Records.open(db) as records:
        return [keep(record, records) for record in exercises]


def written(result: Result) -> list[Path]:
    assert result.exit_code == 0, result.output
    return [Path(line) for line in result.stdout.splitlines()]


# From a scenario


def test_one_document_is_written_and_its_path_is_the_only_data(out: Path) -> None:
    result = run("handout", "curtain", "--format", "md", "--output", out)
    assert written(result) == [out / "curtain-handout.md"]
    assert (out / "curtain-handout.md").read_text().startswith("# ")
    assert [p.name for p in out.iterdir()] == ["curtain-handout.md"]


def test_a_scenario_alone_gives_the_short_set(out: Path) -> None:
    result = run("curtain", "--output", out)
    names = {path.stem.removeprefix("curtain-") for path in written(result)}
    assert names == {name for name in SETS["class"] if name in NAMES and name != "debrief-sheet"}
    assert "made from a play (--last, or --play ID): debrief-sheet" in result.stderr
    assert "answers stand in it: facilitator-guide" in result.stderr


def test_several_formats_are_written_of_those_that_there_are(out: Path) -> None:
    result = run("--set", "hseep", "curtain", "--format", "csv,md", "--output", out)
    assert {path.name for path in written(result)} == {
        "curtain-msel.csv", "curtain-msel.md", "curtain-situation-manual.md", "curtain-evaluation-guide.md",
    }  # fmt: skip
    assert run("--hseep", "curtain", "--format", "csv", "--output", out / "b").stdout.count("\n") == 1


def test_every_format_is_made_and_what_cannot_be_is_left_out(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run("handout", "curtain", "--format", "all", "--output", out)
    formats = {path.suffix[1:] for path in written(result)}
    assert formats == set(next(e.formats for e in EXPORTS if e.name == "handout")) - {"pdf"}
    if "pdf" in registry.DOCUMENT_FORMATS:
        assert "left out: handout (pdf): " in result.stderr
        alone = run("handout", "curtain", "--format", "pdf", "--output", out / "b")
        assert (alone.exit_code, alone.stdout) == (2, "")
        assert not (out / "b").exists()


def test_own_packs_are_exported_by_file_and_by_folder(tmp_path: Path, out: Path) -> None:
    pack = ROOT / "tests" / "sessions" / "class_pack"
    assert len(written(run("handout", pack / "alarm.yaml", "--output", out))) == 1
    assert len(written(run("handout", "alarm", "--pack", pack, "--output", out / "b"))) == 1


def test_a_scenario_with_errors_is_refused_also_when_asked_again(tmp_path: Path, out: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_bytes((ROOT / "tests" / "cases" / "err" / "HW205-cycle.yaml").read_bytes())
    for _ in range(2):
        result = run("facilitator-guide", file, "--output", out)
        assert result.exit_code == 2
        assert "hotwash check" in result.stderr
    assert not out.exists()


def test_a_scenario_that_was_sound_is_proved_again_when_it_has_changed(tmp_path: Path, out: Path) -> None:
    file = tmp_path / "alarm.yaml"
    source = (ROOT / "tests" / "sessions" / "class_pack" / "alarm.yaml").read_text(encoding="utf-8")
    (tmp_path / "pack.yaml").write_bytes((ROOT / "tests" / "sessions" / "class_pack" / "pack.yaml").read_bytes())
    file.write_text(source, encoding="utf-8")
    assert run("handout", file, "--output", out).exit_code == 0
    file.write_text(source.replace("start: street", "start: nowhere"), encoding="utf-8")
    assert run("handout", file, "--output", out, "--force").exit_code == 2


# Names


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("handuot", "curtain"), "did you mean `handout`?"),
        (("curtian",), "did you mean `curtain`?"),
        (("handuot",), "did you mean `handout`?"),
        (("handuot", "--last"), "did you mean `handout`?"),
        (("handout", "curtian"), "there is no scenario `curtian`; did you mean `curtain`?"),
        (("handout",), "name a scenario"),
        ((), "--list"),
        (("handout", "curtain", "--format", "docs"), "did you mean `docx`?"),
        (("handout", "curtain", "--format", "csv"), "there are: "),
        (("handout", "curtain", "--format", ","), "no format was given"),
        (("--set", "clas", "curtain"), "did you mean `class`?"),
        (("handout", "--set", "class", "curtain"), "give either `handout` or --set class"),
        (("msel", "curtain", "--option", "colums=x"), "did you mean `columns`?"),
        (("handout", "curtain", "--option", "columns=x"), "nothing that is exported here takes the option `columns`"),
        (("handout", "curtain", "--option", "columns"), "`name=value` was expected"),
        (("completion-record", "curtain", "--option", "pass=x", "--last"), "0 to 100"),
        (("msel", "curtain", "--option", "columns=a", "--option", "columns=b"), "`a` and `b`: give one of them"),
        (("handout", "curtain", "--template", "nowhere.docx"), "does not exist"),
        (("nowhere.yaml",), "there is no such file"),
    ],
)
def test_what_makes_no_sense_is_said_with_the_nearest_right_name(
    arguments: tuple[str, ...], said: str, tmp_path: Path, out: Path
) -> None:
    kept(tmp_path / "plays.db", alone())
    result = run(*arguments, "--output", out, "--db", tmp_path / "plays.db")
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output
    assert not out.exists()


def test_nothing_is_overwritten_without_force_and_then_nothing_is_written(out: Path) -> None:
    out.mkdir()
    (out / "curtain-seat-cards.md").write_text("mine")
    result = run("curtain", "--format", "md", "--output", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--force" in result.stderr
    assert [p.name for p in out.iterdir()] == ["curtain-seat-cards.md"]
    assert run("curtain", "--format", "md", "--output", out, "--force").exit_code == 0
    assert (out / "curtain-seat-cards.md").read_text() != "mine"


# From a play


def test_the_newest_finished_play_or_class_is_taken(db: Path, out: Path) -> None:
    begun = Script("treeline")
    begun.choose()
    _, solo = kept(db, full_class(), alone(), begun.record)[:2]
    (path,) = written(run("play-data", "--format", "csv", "--db", db, "--output", out))
    assert next(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))["play"] == solo
    assert path.name == "curtain-play-data-2026-03-02.csv"


def test_a_play_is_named_by_the_beginning_of_its_id(db: Path, out: Path) -> None:
    first, second = kept(db, full_class(), alone())
    (data, _) = written(run("play-data", "--play", first[:12], "--db", db, "--output", out))
    assert json.loads(data.read_text())["play"]["id"] == first
    wrong = run("play-data", "--play", "zzz", "--db", db, "--output", out)
    assert wrong.exit_code == 1
    assert "there is no play `zzz`" in wrong.stderr
    assert second in wrong.stderr
    empty = run("play-data", "--play", "", "--db", db, "--output", out)
    assert empty.exit_code == 2
    assert "--play: nothing is named" in empty.stderr


def test_a_class_that_still_goes_on_can_be_exported_and_an_unfinished_play_only_by_its_id(db: Path, out: Path) -> None:
    script = Script("treeline")
    script.choose()
    (id_,) = kept(db, script.record)
    none = run("debrief-sheet", "--last", "--db", db, "--output", out)
    assert (none.exit_code, none.stdout) == (1, "")
    assert "no finished play" in none.stderr
    assert len(written(run("debrief-sheet", "--play", id_, "--db", db, "--output", out))) == 1
    going = Script(mode="class", voters="none")
    kept(db, going.record)
    assert written(run("after-action", "--db", db, "--output", out))[0].name.startswith("curtain-after-action")


def test_the_play_of_a_scenario_is_the_newest_of_it(db: Path, out: Path) -> None:
    kept(db, alone("curtain"), alone("treeline"))
    for name in ("curtain", "officer-safety/curtain", "scenarios/curtain.yaml"):
        (path,) = written(run("after-action", name, "--format", "md", "--db", db, "--output", out, "--force"))
        assert path.name.startswith("curtain-")
    none = run("after-action", "quiet-corridor", "--db", db, "--output", out)
    assert none.exit_code == 1
    assert "no finished play of `quiet-corridor`" in none.stderr


def test_a_set_of_a_play_holds_the_paper_and_the_debrief_of_the_scenario_as_it_was_then(db: Path, out: Path) -> None:
    kept(db, full_class())
    names = {path.name for path in written(run("--set", "class", "--last", "--format", "md", "--db", db, "--output", out))}
    assert "curtain-debrief-2026-03-02.md" in names
    assert "curtain-handout.md" in names
    hseep = {path.name for path in written(run("--hseep", "--last", "--format", "md", "--db", db, "--output", out / "b"))}
    assert "curtain-after-action-2026-03-02.md" in hseep


def test_everything_of_a_play_leaves_out_what_there_is_not_and_says_so(db: Path, out: Path) -> None:
    kept(db, full_class())
    result = run("--set", "all", "--last", "--format", "csv,md,json", "--db", db, "--output", out)
    assert len(written(result)) >= 11
    assert "left out: completion-record (csv): this class was held for practice" in result.stderr


def test_without_records_it_is_said_that_there_are_none(tmp_path: Path, out: Path) -> None:
    result = run("after-action", "--db", tmp_path / "nowhere.db", "--output", out)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no plays are kept there yet" in result.stderr
    assert not (tmp_path / "nowhere.db").exists()


def test_a_roster_joins_names_at_export_and_leaves_the_records_as_they_were(db: Path, tmp_path: Path, out: Path) -> None:
    kept(db, recorded())
    before = db.read_bytes()
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name\n" + "".join(f"{who},Person {n}\n" for n, who in enumerate(PEOPLE)))
    result = run(
        "completion-record", "--last", "--option", f"roster={roster}", "--option", "course=T-7", "--db", db, "--output", out
    )
    rows = list(csv.DictReader(io.StringIO(written(result)[0].read_text(encoding="utf-8-sig"))))
    assert [row["name"] for row in rows] == [f"Person {n}" for n in range(len(PEOPLE))]
    assert {row["course_number"] for row in rows} == {"T-7"}
    assert db.read_bytes() == before
    assert b"Person" not in db.read_bytes()


# What people wrote


def test_what_might_identify_is_shown_first_and_nothing_is_written_without_a_person(db: Path, out: Path) -> None:
    kept(db, recorded(reason="Sgt. Miller said so"))
    result = run("after-action", "--last", "--db", db, "--output", out)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "reason for decision 1, at " in result.stderr
    assert "“Sgt. Miller” (name): take it out and write the role" in result.stderr
    assert "export again with --yes" in result.stderr
    assert not out.exists()
    again = run("after-action", "--last", "--yes", "--db", db, "--output", out)
    assert len(written(again)) == 1
    assert "Sgt. Miller" in again.stderr


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_on_a_terminal_it_is_asked(db: Path, out: Path, answer: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.commands.leaving.somebody_there", lambda: True)
    kept(db, recorded(reason="Sgt. Miller said so"))
    result = run("after-action", "--last", "--db", db, "--output", out, stdin=answer)
    assert result.exit_code == code
    assert out.exists() is (code == 0)
    assert all(line.startswith(str(out)) for line in result.stdout.splitlines())


def test_a_record_that_carries_no_text_is_not_held_up_by_one(db: Path, out: Path) -> None:
    kept(db, recorded(reason="Sgt. Miller said so"))
    assert len(written(run("completion-record", "--last", "--db", db, "--output", out))) == 1


def test_a_terminal_is_never_steered_by_what_was_written(db: Path, out: Path) -> None:
    kept(db, recorded(reason="\x1b]0;x\x07 Sgt. Miller \u202e"))
    result = run("after-action", "--last", "--db", db, "--output", out)
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


# The list, and what others add


def test_the_list_shows_every_export_format_option_and_set() -> None:
    said = run("--list")
    assert said.exit_code == 0
    for export in EXPORTS:
        assert f"  {export.name} " in said.stdout
        assert export.about in said.stdout
        assert all(f"--option {name}=" in said.stdout for name, _ in export.options)
    assert "Sets:" in said.stdout
    assert all(name in said.stdout for name in SETS)


def _ours(source, format_):
    return [Artifact.of(f"note.{format_}", "ours\n")]


def _fails(source, format_):
    raise RuntimeError("boom")


def _odd(source, format_):
    return ["text"]


ADDED = Export("note", "an addition", "scenario", ("note",), f"{__name__}:_ours", as_document=False)


def added(monkeypatch: pytest.MonkeyPatch, **exports: object) -> None:
    """As if packages with these exporters were installed."""
    for name, export in exports.items():
        monkeypatch.setitem(globals(), name.upper(), export)
    points = [EntryPoint(name, f"{__name__}:{name.upper()}", registry.GROUP) for name in exports]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == registry.GROUP else [])


def test_an_addition_is_listed_and_made(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added(monkeypatch, added=ADDED)
    assert "an addition" in run("--list").stdout
    assert written(run("note", "curtain", "--output", out)) == [out / "note.note"]
    assert run("note", "curtain", "--format", "note", "--output", out, "--force").exit_code == 0


@pytest.mark.parametrize("function", ["_fails", "_odd", "_missing"])
def test_an_addition_that_fails_is_named_without_a_traceback(function: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added(monkeypatch, bad=Export("bad", "bad", "scenario", ("x",), f"{__name__}:{function}", as_document=False))
    result = run("bad", "curtain", "--output", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the exporter `bad`" in result.stderr
    assert "Traceback" not in result.output


def test_an_addition_that_is_no_exporter_leaves_ours_usable(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added(monkeypatch, bad=3)
    listed = run("--list")
    assert listed.exit_code == 2
    assert "handout" in listed.stdout
    assert "is no `exporters.registry.Export`" in listed.stderr
    assert run("handout", "curtain", "--output", out).exit_code == 0


def test_the_example_in_the_documentation_works(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    module = ModuleType("our_package.export")
    exec(page.partition("```python\n")[2].partition("```")[0], module.__dict__)
    monkeypatch.setitem(sys.modules, "our_package", ModuleType("our_package"))
    monkeypatch.setitem(sys.modules, "our_package.export", module)
    added(monkeypatch, added=module.ROLL_CALL)
    (path,) = written(run("roll-call", "curtain", "--output", out))
    assert path.read_text() == "The curtain\n"


def test_every_export_and_option_is_in_the_documentation() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for export in EXPORTS:
        assert f"`{export.name}`" in page
    for format_ in {format_ for export in EXPORTS for format_ in export.formats}:
        assert f"`{format_}`" in page


def test_a_document_is_made_once_for_all_its_formats(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    from exporters.documents import handout

    made = []
    whole = handout.handout
    monkeypatch.setattr(handout, "handout", lambda bundle: made.append(1) or whole(bundle))
    assert len(written(run("handout", "curtain", "--format", "md,html", "--output", out))) == 2
    assert made == [1]


# What it loads


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (
            ["handout", "curtain", "--format", "md"],
            ("textual", "rich", "sqlalchemy", "jinja2", "docx", "pptx", "xlsxwriter"),
        ),
        (["handout", "curtain", "--format", "html"], ("textual", "rich", "sqlalchemy", "docx", "pptx", "xlsxwriter")),
    ],
)
def test_an_export_loads_only_what_it_needs(arguments: list[str], absent: tuple[str, ...], out: Path) -> None:
    code = (
        f"import sys; from tui.commands.cli import main\n"
        f"try: main(['export', *{arguments!r}, '--output', {str(out)!r}])\n"
        f"except SystemExit: pass\n"
        f"print([m for m in {absent!r} if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert result.stdout.splitlines()[-1] == "[]", result.stdout + result.stderr
