"""Findings as JUnit XML, for programs that show test results: a file is a test case, the whole check a suite.

Findings at or above the fail level make a file fail; what lies below it is its `system-out`. A file has one
`failure` at most, with all of its findings in it, since Jenkins and GitLab show no second one.

Source: `junit-10.xsd` of Jenkins' xUnit plugin, https://github.com/jenkinsci/xunit-plugin
"""

from __future__ import annotations

import xml.etree.ElementTree as ET  # written here, never read
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from engine.pack.diagnostics import Finding, Severity, Verdict
from exporters.check import findings_text
from exporters.check.findings_parts import absolute, below, clean

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(verdict: Verdict, root: Path, fail_on: Severity, lines: Callable[[str], Sequence[str]]) -> str:
    """One suite; a case for each file checked, in the order in which they were."""
    by_file: dict[str, list[Finding]] = {file: [] for file in verdict.checked}
    for finding in verdict.findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    cases = [_case(file, found, root, fail_on, lines) for file, found in by_file.items()]
    counts = {"tests": str(len(cases)), "failures": str(sum(c.find("failure") is not None for c in cases)), "errors": "0"}
    suites = ET.Element("testsuites", {"name": "hotwash check", **counts})
    ET.SubElement(suites, "testsuite", {"name": "hotwash check", **counts, "skipped": "0"}).extend(cases)
    ET.indent(suites)
    return f"{_HEAD}{ET.tostring(suites, encoding='unicode')}\n"


def _case(file: str, found: list[Finding], root: Path, fail_on: Severity, lines: Callable[[str], Sequence[str]]) -> ET.Element:
    folder, name = _name(file, root)
    case = ET.Element("testcase", {"classname": folder, "name": name})
    failing = [f for f in found if f.severity.rank <= fail_on.rank]
    other = [f for f in found if f.severity.rank > fail_on.rank]
    if failing:
        failure = ET.SubElement(case, "failure", {"type": failing[0].code, "message": clean(_headline(failing))})
        failure.text = _body(failing, lines)
    if other:
        ET.SubElement(case, "system-out").text = _body(other, lines)
    return case


def _name(file: str, root: Path) -> tuple[str, str]:
    """(folder, name); a file right in `root` has the name of that folder, because `.` is no class name."""
    path = PurePosixPath(below(file, root) or absolute(file).as_posix())
    folder = path.parent.as_posix()
    return clean(root.resolve().name if folder == "." else folder), clean(path.name)


def _headline(failing: list[Finding]) -> str:
    first = f"{failing[0].code} in line {failing[0].place.line}: {failing[0].message}"
    return first if len(failing) == 1 else f"{len(failing)} findings, the first {first}"


def _body(findings: list[Finding], lines: Callable[[str], Sequence[str]]) -> str:
    return clean(findings_text.render(Verdict(findings), lines, verbose=True)).strip("\n")
