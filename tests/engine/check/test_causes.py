"""One cause, one finding: what follows from it is not told beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.check.survey import check
from engine.errors import PackError
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import open_pack
from tui.library.packs import sound

CASES = Path(__file__).parents[2] / "cases"
BASE = (CASES / "base.yaml").read_text()
REPORT = (CASES / "err" / "HW504-draft-report" / "reports" / "close-call.yaml").read_text()
TOLD = BASE.replace("invented: true\nobjectives", "report: close-call\nobjectives").replace(
    "    invented: true\n", "    beats: [1]\n"
)
OWN = """\
hotwash: 1
lessons:
  own-lesson: {title: Own, statement: Our own lesson., group: communication, origin: field, sources: []}
"""
FACTS = BASE.replace("start: door", "facts: {lihgts: false}\nstart: door").replace(
    "next: calm\n        wait:", "set: {lights: true}\n          next: calm\n        wait:"
).replace("          why: Two people", "          when: not lights\n          why: Two people")  # fmt: skip
SEATS = BASE.replace("start: door", "seats: {lead: The lead}\nstart: door").replace(
    "      prompt: What now?", "      seat: laed\n      prompt: What now?"
).replace("    text: It stays quiet.", "    text: It stays quiet.\n    also: [{seat: laed, text: A word.}]")  # fmt: skip


def findings(folder: Path, text: str, *, alone: bool = False) -> list[Finding]:
    (folder / "example.yaml").write_text(text)
    found = check([folder / "example.yaml" if alone else folder]).findings
    return [f for f in found if f.severity is not Severity.INFO]


def codes(folder: Path, text: str, *, alone: bool = False) -> list[str]:
    return [f.code for f in findings(folder, text, alone=alone)]


@pytest.mark.parametrize("text", [
    BASE.replace("tests: [wait-for-backup]", "tests: [wait-for-bakcup]"),
    BASE.replace("tests: [wait-for-backup]", "tests: [wait-for-bakcup]\n      weights: {wait-for-backup: 2}"),
    BASE.replace("marks: [+wait-for-backup]", "marks: [+wait-for-bakcup]"),
    BASE.replace("wait-for-backup", "wait-for-bakcup"),
    BASE.replace("lessons: [wait-for-backup]", "lessons: [wait-for-bakcup]"),
])  # fmt: skip
def test_a_misspelled_lesson_is_told_once(text: str, tmp_path: Path) -> None:
    assert codes(tmp_path, text) == ["HW102"]


def test_a_weight_of_a_lesson_that_is_not_tested_is_told_whatever_it_is_called(tmp_path: Path) -> None:
    text = BASE.replace("tests: [wait-for-backup]", "tests: [wait-for-backup]\n      weights: {wait-for-bakcup: 2}")
    assert codes(tmp_path, text) == ["HW113"]


def test_a_scene_misspelled_where_it_is_declared_is_told_once_with_all_who_name_it(tmp_path: Path) -> None:
    text = BASE.replace("  calm:\n", "  clam:\n", 1).replace("    text: You sprain", "    also: [{when: visited('calm'), text: So.}]\n    text: You sprain")  # fmt: skip
    (finding,) = findings(tmp_path, text)
    assert finding.code == "HW101"
    assert len(finding.related) == 3
    assert "clam" in finding.mend


@pytest.mark.parametrize(("old", "new"), [("  door:\n", "  dooor:\n"), ("start: door", "start: dor")])
def test_a_scene_that_other_kinds_of_places_name_is_told_once(old: str, new: str, tmp_path: Path) -> None:
    text = BASE.replace("start: door\n", "start: door\nreported: {door: wait}\nclaims: [{never: [harm], after: door.wait}]\n")
    assert codes(tmp_path, text.replace(old, new, 1)) == ["HW101"]


def test_a_choice_misspelled_where_it_is_declared_is_told_once(tmp_path: Path) -> None:
    text = BASE.replace("start: door\n", "start: door\nreported: {door: wait}\nclaims: [{never: [harm], after: door.wait}]\n")
    assert codes(tmp_path, text.replace("        wait:", "        wiat:")) == ["HW115"]
    alone = BASE.replace("start: door\n", "start: door\nreported: {door: wait}\n").replace("        wait:", "        wiat:")
    assert codes(tmp_path, alone) == ["HW114"]


@pytest.mark.parametrize(("text", "code"), [(FACTS, "HW103"), (SEATS, "HW104")])
def test_a_misspelled_fact_or_seat_is_told_once(text: str, code: str, tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, text)
    assert (finding.code, [r.message for r in finding.related]) == (code, ["here, too"])


def test_many_places_are_counted_and_not_listed(tmp_path: Path) -> None:
    many = "".join(f"  s{n}: {{invented: true, text: A., next: nowhere}}\n" for n in range(9))
    (finding,) = [f for f in findings(tmp_path, BASE.replace("  calm:\n", many + "  calm:\n", 1)) if f.code == "HW101"]
    assert len(finding.related) == 4
    assert finding.related[-1].message == "here, too, and at 4 more places"


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize(("name", "text"), [
    ("lessons.yaml", OWN + "foo: [\n"), ("factors.yaml", "hotwash: 1\nfoo: [\n"), ("sources.yaml", "hotwash: 1\nfoo: [\n"),
    ("reports/close-call.yaml", REPORT + "foo: [\n"), ("pack.yaml", "hotwash: 1\nfoo: [\n"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_first_and_alone(name: str, text: str, alone: bool, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "lessons.yaml").write_text(OWN)
    (tmp_path / "reports" / "close-call.yaml").write_text(REPORT)
    told = TOLD.replace("[wait-for-backup]", "[own-lesson]").replace("-wait-for-backup", "-own-lesson")
    told = told.replace("~wait-for-backup", "~own-lesson").replace("+wait-for-backup", "+own-lesson")
    told = told.replace("topics:", "sources: [our-book]\ntopics:") if name == "sources.yaml" else told
    (tmp_path / name).write_text(text)
    assert codes(tmp_path, told, alone=alone) == ["HW002"]
    with pytest.raises(PackError, match=f"{name} has errors"):
        sound(open_pack(tmp_path), "example")


def test_what_others_rest_on_comes_before_what_is_found_in_them(tmp_path: Path) -> None:
    (tmp_path / "lessons.yaml").write_text(OWN + "foo: [\n")
    assert codes(tmp_path, BASE.replace("start: door", "start: dor")) == ["HW002", "HW101"]


def test_one_wrong_factor_that_is_primary_too_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "close-call.yaml").write_text(REPORT.replace("acted-alone", "acted-alnoe"))
    assert [f.code for f in check([tmp_path]).findings if f.severity is Severity.ERROR] == ["HW107"]


@pytest.mark.parametrize("end", [".yml", ".YAML", ".yaml.txt"])
@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("alone", [False, True])
def test_a_catalogue_that_is_not_read_for_its_name_is_told_in_place_of_what_it_would_hold(
    end: str, hidden: bool, alone: bool, tmp_path: Path
) -> None:
    (tmp_path / f"lessons{end}").write_text(OWN)
    check_ = "check: {ignore: [HW022], severity: {HW0: info}}\n" if hidden else ""
    (tmp_path / "pack.yaml").write_text(f"hotwash: 1\nname: own\ntitle: Own\nversion: 1\n{check_}")
    text = BASE.replace("wait-for-backup", "own-lesson")
    (finding,) = findings(tmp_path, text, alone=alone)
    assert (finding.code, finding.severity) == ("HW022", Severity.ERROR)
    assert finding.place.file.endswith(f"lessons{end}")
    (tmp_path / f"lessons{end}").rename(tmp_path / "lessons.yaml")
    assert findings(tmp_path, text, alone=alone) == []


def test_a_report_that_is_not_read_for_its_name_is_told_alone(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "close-call.yml").write_text(REPORT)
    assert codes(tmp_path, TOLD) == ["HW022"]
    assert codes(tmp_path, TOLD, alone=True) == ["HW022"]


def test_a_file_of_another_kind_beside_a_catalogue_hides_no_name(tmp_path: Path) -> None:
    (tmp_path / "lessons.yml").write_text("on: push\n")
    assert codes(tmp_path, BASE.replace("wait-for-backup", "own-lesson")) == ["HW102", "HW022"]


@pytest.mark.parametrize(("name", "text", "said"), [
    ("Lessons.yaml", OWN, "call it"),
    ("lesson.yaml", OWN, "lessons.yaml"),
    ("call.yaml", REPORT, "reports/call.yaml"),
    ("reports/example-two.yaml", BASE, "example-two.yaml"),
    ("factors.yaml", BASE, "a name of its own"),
    ("package.yaml", "hotwash: 1\nname: own\ntitle: Own\nversion: 1\n", "pack.yaml"),
    ("reports/lessons.yaml", OWN, "lessons.yaml"),
])  # fmt: skip
def test_a_file_of_another_kind_than_its_name_says_is_one_finding(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    (finding,) = findings(tmp_path, BASE)
    assert finding.code == "HW015"
    assert finding.place.file.endswith(name)
    assert said in finding.mend


def test_a_scenario_with_a_key_misspelled_is_none_of_another_kind(tmp_path: Path) -> None:
    text = BASE.replace("scenes:", "sceens:")
    assert {f.place.file.rpartition("/")[2] for f in findings(tmp_path, text)} == {"example.yaml"}
    assert "HW014" in codes(tmp_path, text)


@pytest.mark.parametrize(("name", "mend"), [
    ("copy", "write `id: copy`"),
    ("Copy of example", "call the file `copy-of-example.yaml` and write `id: copy-of-example`"),
    ("exa\x1b[mple", "call the file `exa-mple.yaml` and write `id: exa-mple`"),
])  # fmt: skip
def test_a_copy_is_told_a_name_that_an_id_can_have(name: str, mend: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.yaml").write_text(BASE)
    (finding,) = findings(tmp_path, BASE)
    assert (finding.code, finding.mend) == ("HW109", mend)
