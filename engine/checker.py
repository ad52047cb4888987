"""Judge one file of a pack by the rules.

A family of rules runs on what the families before it found sound: branches are not explored while
names are wrong, and nothing is valued while a branch is broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics import Finding, Place, Severity
from engine.errors import UsageError
from engine.graph import DEFAULT_BUDGET
from engine.model import CheckSettings, Scenario
from engine.pack import Pack, model_for
from engine.rules import RULES, RuleModule, unused_suppression
from engine.subject import Subject
from engine.suppression import Suppression, suppressions

FAMILIES = ("HW0", "HW1", "HW2", "HW3", "HW4", "HW5")
"""In the order in which they run."""
_NEEDS_SCENARIO = frozenset({"HW2", "HW3", "HW4"})


class Options(NamedTuple):
    """What the user asked for."""

    max_states: int = DEFAULT_BUDGET
    select: tuple[str, ...] = ()
    """Codes or beginnings of codes that are shown; empty for the pack's own settings."""
    ignore: tuple[str, ...] = ()
    """Codes or beginnings of codes that are not shown, besides those that the pack's settings leave out."""
    release: bool = False
    """Whether to ask for what a release needs, too."""


DEFAULTS = Options()


class Judged(NamedTuple):
    """What was found in one file."""

    findings: list[Finding]
    """Those that are to be shown."""
    subject: Subject

    @property
    def scenario(self) -> bool:
        """Whether the file is a sound scenario."""
        return isinstance(self.subject.file.model, Scenario)

    @property
    def states(self) -> int:
        """States explored, merged, with injects."""
        return len(self.subject.graph.nodes) if "graph" in vars(self.subject) else 0


def judge(pack: Pack, path: Path, options: Options = DEFAULTS) -> Judged:
    """Every finding in one file that is to be shown."""
    limit = options.max_states if options.max_states != DEFAULT_BUDGET else pack.info.limits.max_states
    subject = Subject(pack.file(path, model_for(path)), pack, limit, options.release)
    findings: list[Finding] = []
    ran = []
    for family in FAMILIES:
        if family in _NEEDS_SCENARIO and subject.scenario is None:
            continue
        ran.append(family)
        for rule in rules_of(family):
            findings += rule.check(subject)
        # By the rule's own severity: what cannot be valued cannot be valued under any setting either.
        if any(f.severity is Severity.ERROR for f in findings):
            break
    findings = _without(subject, findings, suppressions(subject.file.doc), ran)
    return Judged(_shown(findings, pack.settings, options), subject)


def _without(subject: Subject, findings: list[Finding], comments: list[Suppression], ran: list[str]) -> list[Finding]:
    """The findings that no comment takes away, and one for each comment that took nothing away."""
    if not comments:
        return findings
    kept: list[Finding] = []
    used: set[tuple[Place, str]] = set()
    for finding in findings:
        taking = [c for c in comments if c.reason and c.covers(finding)]
        used.update((c.place, finding.code) for c in taking)
        if not taking:
            kept.append(finding)
    for comment in comments:
        idle = [c for c in comment.codes if (comment.place, c) not in used and c[:3] in ran]
        if comment.reason and idle:
            kept.append(unused_suppression.finding(subject, comment, idle))
    return kept


def _shown(findings: list[Finding], settings: CheckSettings, options: Options) -> list[Finding]:
    """The findings that the user and the pack want to see, as bad as the pack takes them."""
    select = options.select or settings.select
    ignore = (*options.ignore, *settings.ignore)
    shown = []
    for finding in findings:
        if (select and not finding.code.startswith(select)) or (ignore and finding.code.startswith(ignore)):
            continue
        fitting = [code for code in settings.severity if finding.code.startswith(code)]
        level = settings.severity[max(fitting, key=len)] if fitting else finding.severity.value
        if level != "off":
            shown.append(finding._replace(severity=Severity(level)))
    return shown


def rules_of(family: str) -> Iterator[RuleModule]:
    """The rules of a family, in the order of their codes."""
    return (r for r in RULES if r.RULE.code.startswith(family))


def find_rule(code: str) -> RuleModule:
    """The rule of this code or name.

    Raises:
        UsageError: there is none.
    """
    wanted = code.strip().lower()
    for rule in RULES:
        if wanted in (rule.RULE.code.lower(), rule.RULE.name):
            return rule
    raise UsageError(f"no rule `{code}`; `hotwash explain` lists them")
