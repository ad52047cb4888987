"""What protects a person is told whatever else is wrong with a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.check.checker import DEFAULTS, Options
from engine.check.rules import RULES
from engine.check.survey import check
from engine.pack.diagnostics import Severity
from engine.pack.folder import builtin
from engine.pack.report import CHECKS, Report

REPORT = """\
hotwash: 1
id: stop
kind: near-miss
title: A stop
outcome: near-miss
source: {type: submitted}
setting: {call_type: A traffic stop}
people: {others: unknown}
beats:
  - Officer Varnholt walked up to the car at 1420 Harlan Street.
what_nearly_happened: Somebody could have died.
severity_potential: fatal
primary_factor: unknown
what_went_right: [luck]
lessons: [wait-for-backup]
review: {status: draft}
"""
ALL_PASSED = f"{{{', '.join(f'{name}: pass' for name in CHECKS)}}}"
FAULTS = {
    "none": ("", ""),
    "an unknown lesson": ("lessons: [wait-for-backup]", "lessons: [no-such-lesson]"),
    "an unknown factor": ("primary_factor: unknown", "primary_factor: no-such-factor"),
    "an unknown content note": ("review:", "content_notes: [no-such-note]\nreview:"),
    "another id": ("id: stop", "id: other"),
    "an unknown key": ("review:", "reveiw:"),
    "a key that is missing": ("outcome: near-miss\n", ""),
    "a wrong type": ("others: unknown", "others: many"),
    "a key given twice": ("kind: near-miss\n", "kind: near-miss\nkind: hazard\n"),
    "beats as a text": ("beats:\n  - Officer", "beats:\n  Officer"),
    "beats under another name": ("beats:", "beat:"),
    "a fault of the syntax below": ("review: {status: draft}", "review: {status: draft"),
    "another version of the format": ("hotwash: 1", "hotwash: 7"),
}


def codes(tmp_path: Path, name: str, text: str) -> dict[str, set[int]]:
    """Code -> the lines at which it was found in a pack of this file."""
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    found: dict[str, set[int]] = {}
    for finding in check([tmp_path]).findings:
        found.setdefault(finding.code, set()).add(finding.place.line)
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_identifying_detail_is_told_beside_any_fault(fault: str, tmp_path: Path) -> None:
    old, new = FAULTS[fault]
    text = REPORT.replace(old, new) if old else REPORT
    found = codes(tmp_path, "reports/stop.yaml", text)
    beat = next(n for n, line in enumerate(text.split("\n"), 1) if "Varnholt" in line)
    assert found["HW501"] == {beat}
    assert (fault == "none") == (not {c for c in found if c < "HW2" and c != "HW001"})


def test_publishable_report_with_a_fault_is_told_that_nobody_has_reviewed_it(tmp_path: Path) -> None:
    text = REPORT.replace("status: draft", "status: publishable").replace("[wait-for-backup]", "[no-such-lesson]")
    assert {"HW102", "HW501", "HW502"} <= set(codes(tmp_path, "reports/stop.yaml", text))


def test_content_note_that_is_missing_is_told_beside_an_unknown_scene(tmp_path: Path) -> None:
    base = (Path(__file__).parents[2] / "cases" / "base.yaml").read_text()
    text = base.replace("It stays quiet.", "He wants to kill himself.").replace(
        "          next: calm\n        wait", "          next: clam\n        wait"
    )
    found = codes(tmp_path, "example.yaml", text)
    assert {"HW101", "HW503"} <= set(found)


def test_condition_that_has_spaces_is_no_text(tmp_path: Path) -> None:
    base = (Path(__file__).parents[2] / "cases" / "base.yaml").read_text()
    text = base.replace(
        "    text: It stays quiet.\n", "    txet: It stays quiet.\n    also: [{text: Dark., when: John Miller was here}]\n"
    )
    assert "HW501" not in codes(tmp_path, "example.yaml", text)


def test_rules_that_protect_are_these() -> None:
    assert [r.RULE.code for r in RULES if r.RULE.protects] == ["HW501", "HW502", "HW503", "HW505"]


def test_where_the_words_of_the_pack_cannot_be_read_that_is_told_alone(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("hotwash: 1\nname: [\n")
    assert set(codes(tmp_path, "reports/stop.yaml", REPORT)) == {"HW002"}


def test_raw_report_of_which_everything_identifies_somebody(tmp_path: Path) -> None:
    beats = [
        "At 0214 hours on 9/13/2006 Engine 14 from Millbrook went to 1420 Harlan Street.",
        "N437UA was cleared onto Runway 27L at DTW by Detroit Tower; American 1420 was on final.",
        "The pharmacist gave Mrs. Ortega in room 412 ten times the dose of heparin, MRN 00482913.",
        "Truck Company 9 and Rescue Squad Four were on Division Charlie, Box 4471.",
        "The nurse on 6 West at St. Luke's paged Dr. Anand at a quarter past two.",
        "The train 2C47 passed signal WH312 at danger near Clapham Junction.",
    ]
    text = REPORT.replace(
        "  - Officer Varnholt walked up to the car at 1420 Harlan Street.", "\n".join(f"  - {beat}" for beat in beats)
    )
    text = text.replace("review: {status: draft}", "review: {status: publishable, reviewers: [Tom, tom ], checks: {names: fail}}")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "stop.yaml").write_text(text)
    findings = check([tmp_path]).findings
    told = " ".join(f.message for f in findings if f.code == "HW501")
    for detail in (
        "N437UA",
        "American 1420",
        "room 412",
        "MRN 00482913",
        "2C47",
        "signal WH312",
        "Millbrook",
        "6 West",
        "Engine 14",
    ):
        assert f"`{detail}`" in told, detail
    assert {f.severity for f in findings} == {Severity.ERROR}
    assert [f.message.split(", ")[0] for f in findings if f.code == "HW502"] == ["the report is called publishable"] * 3


@pytest.mark.parametrize("other", [
    "n/a", "N / A", "N.N.", "not known", "xxx", "?", "Unknown reviewer", "Lee, Ann", "\u00c1nn  LEE", "ann lee.",
])  # fmt: skip
def test_a_second_reviewer_who_is_nobody_or_the_first_one_again_is_none(other: str, tmp_path: Path) -> None:
    second = json.dumps(other, ensure_ascii=False)
    review = f"review: {{status: publishable, reviewers: [Ann Lee, {second}], checks: {ALL_PASSED}}}"
    text = REPORT.replace("review: {status: draft}", review)
    assert text != REPORT
    (tmp_path / "reports").mkdir()
    path = tmp_path / "reports" / "stop.yaml"
    path.write_text(text, encoding="utf-8")
    assert [f.code for f in check([path]).findings if f.code != "HW501"] == ["HW502"]
    for somebody in ("B. Ode", "B.", "A. L."):
        path.write_text(text.replace(json.dumps(other, ensure_ascii=False), somebody), encoding="utf-8")
        assert [f.code for f in check([path]).findings if f.code != "HW501"] == []


@pytest.mark.parametrize("untold", CHECKS)
def test_a_check_that_is_not_told_has_not_passed(untold: str, tmp_path: Path) -> None:
    path = tmp_path / "reports" / "stop.yaml"
    path.parent.mkdir()
    checks = ALL_PASSED.replace(f"{untold}: pass", "vehicles: pass")
    review = f"review: {{status: publishable, reviewers: [Ann Lee, B. Ode], checks: {checks}}}"
    path.write_text(REPORT.replace("review: {status: draft}", review))
    (message,) = [f.message for f in check([path]).findings if f.code == "HW502"]
    assert message == f"the report is called publishable, but its check `{untold}` is not told"
    path.write_text(path.read_text().replace("publishable", "draft"))
    assert [f for f in check([path]).findings if f.code == "HW502"] == []


def test_every_report_of_the_built_in_pack_tells_every_check() -> None:
    reports = [builtin().file(path, Report).model for path in builtin().report_paths]
    assert reports
    assert {tuple(report.review.checks) for report in reports if report is not None} == {CHECKS}


@pytest.mark.parametrize(("setting", "options"), [
    ("ignore: [HW501]", DEFAULTS), ("severity: {HW501: 'off'}", DEFAULTS), ("severity: {HW5: info}", DEFAULTS), ("select: [HW4]", DEFAULTS),
    ("", Options(ignore=("HW501",))), ("", Options(ignore=("HW5",))), ("", Options(select=("HW4",))),
])  # fmt: skip
def test_no_setting_and_no_option_hides_what_may_identify_somebody_in_a_publishable_report(
    setting: str, options: Options, tmp_path: Path
) -> None:
    path = tmp_path / "reports" / "stop.yaml"
    path.parent.mkdir()
    (tmp_path / "pack.yaml").write_text(f"hotwash: 1\nname: own\ntitle: Own\nversion: 1\ncheck: {{{setting}}}\n")
    shared = REPORT.replace("{status: draft}", f"{{status: publishable, reviewers: [A. Lee, A. Lee], checks: {ALL_PASSED}}}")
    path.write_text(shared)
    found = {(f.code, f.severity) for f in check([tmp_path], options).findings if f.place.file.endswith("stop.yaml")}
    assert found == {("HW501", Severity.ERROR), ("HW502", Severity.ERROR)}
    beat, review = "# hotwash: ignore[HW501] all are invented", "# hotwash: ignore[HW502] for a class on reviews"
    path.write_text(shared.replace("  - Officer", f"  {beat}\n  - Officer").replace("review:", f"{review}\nreview:"))
    assert [f for f in check([tmp_path], options).findings if f.severity is not Severity.INFO] == []
    path.write_text(REPORT)
    assert Severity.ERROR not in {f.severity for f in check([tmp_path], options).findings}, "a draft's warnings may be hidden"
