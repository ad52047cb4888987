"""Judge files of packs by the rules.

A family of rules runs on what the families before it found sound: branches are not explored while
names are wrong, and nothing is valued while a branch is broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from engine.diagnostics import Finding, Severity
from engine.errors import PackError, UsageError
from engine.graph import DEFAULT_BUDGET
from engine.model import Scenario
from engine.pack import CATALOGUES, Pack, model_for, open_pack, pack_of
from engine.rules import RULES, RuleModule
from engine.subject import Subject

FAMILIES = ("HW0", "HW1", "HW2", "HW3", "HW4", "HW5")
"""In the order in which they run."""
_NEEDS_SCENARIO = frozenset({"HW2", "HW3", "HW4"})


class Options(NamedTuple):
    """What the user asked for."""

    max_states: int = DEFAULT_BUDGET
    select: tuple[str, ...] = ()
    """Codes or beginnings of codes that are shown; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes or beginnings of codes that are not shown."""

    def shows(self, code: str) -> bool:
        """Whether findings of this code are asked for."""
        return (not self.select or code.startswith(self.select)) and not code.startswith(self.ignore or ("-",))


DEFAULTS = Options()


@dataclass(eq=False, repr=False)
class Verdict:
    """What a check found."""

    findings: list[Finding] = field(default_factory=list)
    """By file, line and column."""
    files: int = 0
    """Files checked."""
    scenarios: int = 0
    states: int = 0
    """States explored in all, merged, with injects."""

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(f.severity is severity for f in self.findings)

    def fails(self, level: Severity) -> bool:
        """Whether something is at least as bad as `level`."""
        return any(f.severity.rank <= level.rank for f in self.findings)


def check(targets: Iterable[Path], options: Options = DEFAULTS) -> Verdict:
    """Check files, and whole packs where a target is a folder.

    Raises:
        PackError: a target does not exist, or is a folder that holds no pack.
    """
    verdict = Verdict()
    packs: dict[Path, Pack] = {}
    seen: set[Path] = set()
    for target in targets:
        for pack, path in _files(target, packs):
            if path not in seen:
                seen.add(path)
                _add(verdict, judge(pack, path, options), options)
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    verdict.findings.sort(key=lambda f: (f.place.file, f.place.line, f.place.column, order[f.severity], f.code))
    return verdict


def _add(verdict: Verdict, judged: Judged, options: Options) -> None:
    verdict.findings += [f for f in judged.findings if options.shows(f.code)]
    verdict.files += 1
    verdict.scenarios += judged.scenario
    verdict.states += judged.states


def _files(target: Path, packs: dict[Path, Pack]) -> Iterator[tuple[Pack, Path]]:
    if target.is_dir():
        pack = packs.setdefault(target.resolve(), open_pack(target))
        if pack.empty:
            raise PackError(f"{target}: no .yaml file of a pack in this folder")
        for path in pack.paths:
            yield pack, path
    elif target.exists():
        folder = target.parent.resolve()
        pack = packs.setdefault(folder, pack_of(target))
        for name in CATALOGUES:
            catalogue = pack.folder / name
            # A broken catalogue would make every name in the file look unknown.
            if catalogue != target and catalogue.is_file() and pack.file(catalogue, model_for(catalogue)).model is None:
                yield pack, catalogue
        yield pack, target
    else:
        raise PackError(f"{target}: there is no such file or folder")


class Judged(NamedTuple):
    """What was found in one file."""

    findings: list[Finding]
    scenario: bool
    states: int
    subject: Subject


def judge(pack: Pack, path: Path, options: Options = DEFAULTS) -> Judged:
    """Every finding in one file."""
    subject = Subject(pack.file(path, model_for(path)), pack, min(options.max_states, _limit(pack, options)))
    findings: list[Finding] = []
    for family in FAMILIES:
        if family in _NEEDS_SCENARIO and subject.scenario is None:
            continue
        for rule in rules_of(family):
            findings += rule.check(subject)
        if any(f.severity is Severity.ERROR for f in findings):
            break
    explored = "graph" in vars(subject)
    return Judged(findings, isinstance(subject.file.model, Scenario), len(subject.graph.nodes) if explored else 0, subject)


def _limit(pack: Pack, options: Options) -> int:
    """The pack's own budget, unless the user asks for another one."""
    return options.max_states if options.max_states != DEFAULT_BUDGET else pack.info.limits.max_states


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


