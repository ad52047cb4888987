"""Findings as JUnit XML, held to the published schema."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given

from engine.pack.diagnostics import Severity, Verdict
from exporters.check import findings_junit
from tests.exporters.check.reports import NAMES, SCHEMAS, WORDS, agrees, all_cases, finding, lines, real
from tests.laws import law

SCHEMA = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))
ROOT = Path("/checkout")


def suite(verdict: Verdict, fail_on: Severity = Severity.ERROR, root: Path = ROOT) -> ET.Element:
    """The one suite of a document that the schema accepts."""
    rendered = findings_junit.render(verdict, root, fail_on, lines)
    document = ET.fromstring(rendered.encode())
    SCHEMA.validate(document)
    (only,) = document
    assert all(document.get(k) == only.get(k) for k in ("tests", "failures", "errors"))
    return only


def verdict(*findings: Severity, checked: tuple[str, ...] = ("/checkout/pack/a.yaml",)) -> Verdict:
    return Verdict([finding(s, "/checkout/pack/a.yaml", line=n) for n, s in enumerate(findings, 1)], checked=list(checked))


def test_one_case_as_reviewed(tmp_path: Path) -> None:
    found = real("HW203-dead-end", tmp_path / "pack")
    rendered = findings_junit.render(found, tmp_path, Severity.ERROR, lines)
    assert agrees("dead-end.xml", rendered.replace(str(tmp_path), "/checkout"))


def test_every_case_is_valid() -> None:
    found = all_cases()
    named = {*found.checked, *(finding.place.file for finding in found.findings)}  # some files are told of, and not read
    assert int(suite(found, root=Path.cwd()).get("tests", 0)) == len(named) > 50


def test_each_file_is_a_case_whether_anything_is_found_or_not() -> None:
    found = suite(verdict(Severity.ERROR, checked=("/checkout/b.yaml", "/checkout/pack/a.yaml", "/checkout/p/q/c.yaml")))
    cases = [(c.get("classname"), c.get("name"), [e.tag for e in c]) for c in found]
    assert cases == [("checkout", "b.yaml", []), ("pack", "a.yaml", ["failure"]), ("p/q", "c.yaml", [])]
    assert (found.get("tests"), found.get("failures"), found.get("errors"), found.get("skipped")) == ("3", "1", "0", "0")


def test_file_elsewhere_is_named_in_full() -> None:
    (case,) = suite(Verdict(checked=["/else/where/a.yaml"]))
    assert (case.get("classname"), case.get("name")) == ("/else/where", "a.yaml")


@pytest.mark.parametrize(
    ("fail_on", "failing", "others"),
    [(Severity.ERROR, 1, 2), (Severity.WARNING, 2, 1), (Severity.INFO, 3, 0)],
)  # fmt: skip
def test_fail_level_parts_failures_from_output(fail_on: Severity, failing: int, others: int) -> None:
    (case,) = suite(verdict(Severity.ERROR, Severity.WARNING, Severity.INFO), fail_on)
    assert (case.findtext("failure") or "").count("[HW014]") == failing
    assert (case.findtext("system-out") or "").count("[HW014]") == others


def test_warning_alone_does_not_fail_a_file() -> None:
    found = suite(verdict(Severity.WARNING))
    assert found.get("failures") == "0"
    assert [e.tag for e in found[0]] == ["system-out"]


def test_failure_has_a_headline_and_all_findings() -> None:
    (case,) = suite(verdict(Severity.ERROR, Severity.ERROR))
    (failure,) = case
    assert failure.get("message") == "2 findings, the first HW014 in line 1: unknown key `x`"
    assert failure.get("type") == "HW014"
    assert "a.yaml:1:1" in (failure.text or "")
    assert "a.yaml:2:1" in (failure.text or "")


def test_control_characters_are_removed_and_markup_is_kept() -> None:
    made = finding(message="\x1b[31m<b>&\x00\u202e\ud800\x85\uffff ]]> é漢😀")
    (case,) = suite(Verdict([made]))
    assert (case[0].get("message") or "").endswith(": [31m<b>& ]]> é漢😀")


@law(40)
@given(WORDS, NAMES)
def test_any_words_and_any_name_are_valid(words: str, name: str) -> None:
    suite(Verdict([finding(file=f"/checkout/{name}", message=words, mend=words, play=(words,))]))
