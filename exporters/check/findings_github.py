"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

GitHub keeps ten errors, ten warnings and ten notices of a step and drops what follows; so no more are written, and
a last notice counts the rest.

Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from pathlib import Path

from engine.pack.diagnostics import Finding, Severity, Verdict
from exporters.check.findings_parts import absolute, below, clean, full_message

LIMIT = 10
"""Annotations of one kind that GitHub shows for a step."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(verdict: Verdict, root: Path) -> str:
    """A line for each finding that GitHub would show, and one for the number of the others."""
    shown = _within(verdict, dict.fromkeys(Severity, LIMIT))
    if len(shown) < len(verdict.findings):
        shown = _within(verdict, dict.fromkeys(Severity, LIMIT) | {Severity.INFO: LIMIT - 1})
    out = [_command(finding, root) for finding in shown]
    if len(shown) < len(verdict.findings):
        out.append(f"::notice title=Hotwash::{_data(_rest(verdict, shown))}")
    return "".join(f"{line}\n" for line in out)


def _within(verdict: Verdict, limits: dict[Severity, int]) -> list[Finding]:
    """The first findings of each severity, as many as its limit, in their order."""
    left = dict(limits)
    shown = []
    for finding in verdict.findings:
        if left[finding.severity] > 0:
            left[finding.severity] -= 1
            shown.append(finding)
    return shown


def _rest(verdict: Verdict, shown: list[Finding]) -> str:
    counts = {s: verdict.count(s) - sum(f.severity is s for f in shown) for s in Severity}
    parts = [f"{count} {_COMMANDS[s]}" if count == 1 else f"{count} {_COMMANDS[s]}s" for s, count in counts.items() if count]
    return f"not shown here, because GitHub shows {LIMIT} of a kind: {', '.join(parts)}. `hotwash check` lists them all."


def _command(finding: Finding, root: Path) -> str:
    place = finding.place
    properties = {
        "file": below(place.file, root) or absolute(place.file).as_posix(),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + place.length),
        "title": f"Hotwash {finding.code}",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(clean(full_message(finding)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(clean(text)).replace(":", "%3A").replace(",", "%2C")
