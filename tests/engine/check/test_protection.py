"""What protects a person is told whatever else is wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.check.rules import RULES
from engine.check.survey import check

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
