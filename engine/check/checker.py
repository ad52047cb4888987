"""Judge one file of a pack by the rules.

A family of rules runs on what the families before it found sound: branches are not explored while
names are wrong, and nothing is valued while a branch is broken, or while a file that this one rests on cannot be used.
Rules that protect a person (`Rule.protects`) run whatever was found, on as much as could be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from engine.check.causes import broken_below, broken_catalogue
from engine.check.codes import is_code, unknown
from engine.check.hiding import needs_reason, powerless, stands
from engine.check.rules import (
    RULES,
    RuleModule,
    nothing_to_check,
    unknown_code,
    unread_file,
    unread_settings,
    unused_suppression,
    version_not_raised,
)
from engine.check.subject import (
    ExploredSubject,
    FileSubject,
    ProvedSubject,
    ScenarioSubject,
    content_of,
    explored,
    valued,
)
from engine.collector import paused
from engine.errors import UsageError
from engine.pack.diagnostics import Finding, Place, Severity
from engine.pack.folder import Pack, model_for
from engine.pack.scenario import Scenario
from engine.pack.settings import CheckSettings
from engine.pack.suppression import Suppression, suppressions

FAMILIES = ("HW0", "HW1", "HW2", "HW3", "HW4", "HW5")
"""In the order in which they run."""
_NEEDS_SCENARIO = frozenset({"HW2", "HW3", "HW4"})


class Options(NamedTuple):
    """What the user asked for."""

    max_states: int | None = None
    """How many states to explore at most; None for the pack's own limit."""
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
    subject: FileSubject
    """As much of the file as became known."""

    @property
    def scenario(self) -> bool:
        """Whether the file is a sound scenario."""
        return isinstance(self.subject.file.model, Scenario)

    @property
    def states(self) -> int:
        """States explored, merged, with injects."""
        return len(self.subject.graph.nodes) if isinstance(self.subject, ExploredSubject) else 0


@paused()
def judge(pack: Pack, path: Path, options: Options = DEFAULTS) -> Judged:
    """Every finding in one file that is to be shown."""
    subject = FileSubject(pack.file(path, model_for(path)), pack, options.release)
    comments = suppressions(subject.file.doc)
    view = _View(comments, pack.settings, options)
    shown: list[Finding] = []
    ran = []
    for family in FAMILIES:
        if family in _NEEDS_SCENARIO and not isinstance(subject, ScenarioSubject):
            continue
        ran.append(family)
        for finding in _findings(family, subject):
            shown += view.show(finding)
        # What was hidden with a reason does not stop the proof; what the proof rests on cannot be hidden.
        if any(f.severity is Severity.ERROR for f in shown):
            break
        # What comes next would speak of lessons, limits, a danger and a report that are not known.
        if family == "HW1" and any(broken_below(pack, path)):
            break
        subject = _after(family, subject, options.max_states)
    for finding in _protecting(subject, ran):
        shown += view.show(finding)
    for finding in unknown_code.findings(subject, comments, _unknown):
        shown += view.show(finding, excusable=False)
    for finding in _hiding_nothing(subject, view, ran):
        shown += view.show(finding, excusable=False)
    return Judged(shown, subject)


def _hiding_nothing(subject: FileSubject, view: _View, ran: list[str]) -> Iterator[Finding]:
    """Comments that took nothing away, and settings that cannot."""
    for comment, codes in view.idle(ran):
        yield unused_suppression.finding(subject, comment, codes)
    for comment, codes in view.in_vain():
        yield unused_suppression.in_vain(subject, comment, codes)
    yield from unused_suppression.findings_in_settings(subject, powerless)


def _findings(family: str, subject: FileSubject) -> list[Finding]:
    """What those rules of a family find that need no more than is known of the file."""
    found = [f for rule in rules_of(family) if isinstance(subject, rule.RULE.needs) for f in rule.check(subject)]
    model = subject.file.model
    return list(unread_file.in_place_of(subject.pack, found, model.report if isinstance(model, Scenario) else None))


def _protecting(subject: FileSubject, ran: list[str]) -> Iterator[Finding]:
    """What rules find that protect a person and belong to a family that was not reached."""
    # Its language and its own words are what they go by.
    if broken_catalogue(subject.pack, "pack.yaml"):
        return
    readable = content_of(subject) if type(subject) is FileSubject else subject
    for rule in RULES:
        if rule.RULE.protects and not rule.RULE.code.startswith(tuple(ran)) and isinstance(readable, rule.RULE.needs):
            yield from rule.check(readable)


def _after(family: str, subject: FileSubject, max_states: int | None) -> FileSubject:
    """The file, of which more is known once a family of rules has found no error in it."""
    match family:
        case "HW0":
            return content_of(subject)
        case "HW1" if isinstance(subject, ScenarioSubject):
            return explored(subject, max_states)
        case "HW2" if isinstance(subject, ProvedSubject):
            return valued(subject)
        case _:
            return subject


def judge_settings(pack: Pack, options: Options = DEFAULTS) -> list[Finding]:
    """Every finding in what a pack's files are judged by and that is none of them: its settings, the record of its versions."""
    view = _View([], pack.settings, options)
    found = [
        *unknown_code.findings_in_tool(pack, _unknown),
        *unused_suppression.findings_in_tool(pack, powerless),
        *unread_settings.findings(pack),
        *version_not_raised.findings(pack),
    ]
    return [shown for finding in found for shown in view.show(finding)]


def judge_folder(pack: Pack, options: Options = DEFAULTS) -> list[Finding]:
    """Every finding about a pack's folder as a whole that is to be shown: what is not read, and whether anything is."""
    view = _View([], pack.settings, options)
    found = [*unread_file.findings(pack), *nothing_to_check.findings(pack)]
    return [shown for finding in found for shown in view.show(finding)]


def must_count(options: Options) -> None:
    """Refuse options with a code that no rule has, or that cannot do what it is there for.

    Raises:
        UsageError: there is one.
    """
    for name in ("select", "ignore"):
        for code, mend in unknown(getattr(options, name)):
            raise UsageError(f"--{name}: no rule has the code `{code}`; {mend}")
    for _, why, mend in powerless(options.ignore):
        raise UsageError(f"--ignore: no option hides {why}; {mend}")


def _unknown(codes: Iterable[str], whole: bool) -> Iterable[tuple[str, str]]:
    return unknown(codes, whole=whole)


class _View:
    """What the file, the pack and the user want to see of the findings."""

    def __init__(self, comments: list[Suppression], settings: CheckSettings, options: Options) -> None:
        self._comments = [c for c in comments if c.reason]
        self._used: set[tuple[Place, str]] = set()
        self._in_vain: set[tuple[Place, str]] = set()
        self._select = options.select or settings.select
        self._ignore = (*options.ignore, *settings.ignore)
        self._severity = settings.severity

    def show(self, finding: Finding, *, excusable: bool = True) -> list[Finding]:
        """The finding as it is to be shown, or nothing. Comments count where it is `excusable`."""
        taking = [c for c in self._comments if excusable and c.covers(finding)]
        if stands(finding):
            self._in_vain.update((c.place, finding.code) for c in taking)
            return [finding]
        self._used.update((c.place, finding.code) for c in taking)
        if needs_reason(finding):
            return [] if taking else [finding]
        if taking or (self._select and not finding.code.startswith(self._select)):
            return []
        if self._ignore and finding.code.startswith(self._ignore):
            return []
        fitting = [code for code in self._severity if finding.code.startswith(code)]
        level = self._severity[max(fitting, key=len)] if fitting else finding.severity.value
        return [] if level == "off" else [finding._replace(severity=Severity(level))]

    def idle(self, ran: list[str]) -> Iterator[tuple[Suppression, list[str]]]:
        """Comments that took nothing away, with those of their codes whose rules ran."""
        for comment in self._comments:
            spoken_of = self._used | self._in_vain
            codes = [c for c in comment.codes if (comment.place, c) not in spoken_of and c[:3] in ran and is_code(c)]
            if codes:
                yield comment, codes

    def in_vain(self) -> Iterator[tuple[Suppression, list[str]]]:
        """Comments at findings that stand whatever they say, with the codes of those."""
        for comment in self._comments:
            codes = [c for c in comment.codes if (comment.place, c) in self._in_vain - self._used]
            if codes:
                yield comment, codes


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
