"""What a rule looks at: one file of a pack, and what is known of it at the stage that the judgment has reached.

    FileSubject                 any file, sound or not
    └── ContentSubject          a sound scenario or report
        ├── ReportSubject       a sound report
        └── ScenarioSubject     a sound scenario, whose names may be wrong
            └── ExploredSubject     all names are right; its states are explored, perhaps not all of them
                └── ProvedSubject       every state is explored
                    └── ValuedSubject       no branch is broken; its states have values

A rule says which it needs by the type of its parameter and in its `RULE`, and gets no less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from engine.check.cues import Keyed, keyed
from engine.check.slices import Slices
from engine.pack import conditions, prose, references
from engine.pack.conditions import ConditionError
from engine.pack.diagnostics import Finding, Path, Place, Related, Severity
from engine.pack.expressions import Domain, Expr, Name
from engine.pack.folder import File, Pack
from engine.pack.prose import Prose
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.variables import History, happened
from engine.states.graph import Graph, WitnessStep
from engine.states.guard import parse
from engine.states.layout import domain_of
from engine.states.possible import Bits, possible
from engine.states.program import Program
from engine.states.step import Action, ActionKind
from engine.states.values import Valuation


@dataclass(eq=False, repr=False)
class FileSubject:
    """One file under judgment."""

    file: File[Any]
    pack: Pack
    release: bool = False
    """Whether to ask for what a release needs, too."""

    def finding(self, rule: Rule, message: str, path: Path = (), *, key: bool = False, mend: str = "",
                related: tuple[tuple[Path, str], ...] = (), play: list[WitnessStep] | None = None,
                place: Place | None = None, severity: Severity | None = None) -> Finding:  # fmt: skip
        """A finding of `rule` at `path`, or at its key."""
        doc = self.file.doc
        others = tuple(Related(doc.place(p, key=True), text) for p, text in related)
        moved = self._moved(path)
        if moved is not None and place in (None, moved):
            others = (Related(doc.place(path, key=key), "instead of what stands here"), *others)
            place = moved
        steps = tuple(str(s) for s in play or ())
        return Finding(rule.code, severity or rule.severity, message, place or doc.place(path, key=key), path, mend,
                       others, steps)  # fmt: skip

    def _moved(self, path: Path) -> Place | None:
        """Where a text stands that an agency says in its own words, in its sheet; None for what the file itself says."""
        places = self.file.local.places if self.file.local is not None else {}
        return next((places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in places), None)

    def is_local(self, path: Path) -> bool:
        """Whether an agency says the text at `path` in its own words."""
        return self._moved(path) is not None

    def problems(self, kind: str, rule: Rule) -> Iterator[Finding]:
        """What the reader of files met, as findings of `rule`."""
        for problem in self.file.problems:
            if problem.kind == kind:
                yield Finding(rule.code, rule.severity, problem.message, problem.place, problem.path, problem.mend,
                              problem.related)  # fmt: skip

    def within(self, path: Path, column: int, length: int) -> Place:
        """A stretch of the text at `path`, where it stands on one line; else the whole of it."""
        moved = self._moved(path)
        if moved is not None:
            return moved
        doc = self.file.doc
        place = doc.place(path)
        line = doc.lines[place.line - 1]
        quoted = line[place.column - 1 : place.column] in {"'", '"'}
        start = place.column + quoted + column
        if line[place.column - 1 : place.column] in "|>" or start > place.column + place.length:
            return place
        return Place(place.file, place.line, start, max(1, min(length, place.column + place.length - start)))

    def stretch(self, text: Prose, start: int, end: int) -> Place:
        """Where a stretch of a text stands: in the file, or in the sheet of an agency that says it in its own words."""
        return self._moved(text.path) or prose.place(self.file.doc, text, start, end)

    def rewritten(self, path: Path, column: int, length: int, new: str) -> str:
        """A mend: the source line with `new` in the place of a stretch of the text at `path`; empty where there is none."""
        if self._moved(path) is not None:
            return ""
        place = self.within(path, column, length)
        line = self.file.doc.lines[place.line - 1]
        start = place.column - 1
        if not new or (place == self.file.doc.place(path) and length != place.length):
            return ""
        return f"write `{line[:start]}{new}{line[start + length :]}`"


@dataclass(eq=False, repr=False, kw_only=True)
class ContentSubject(FileSubject):
    """A sound file that tells something: a scenario or a report."""

    content: Scenario | Report


@dataclass(eq=False, repr=False, kw_only=True)
class ReportSubject(ContentSubject):
    """A sound report."""

    content: Report

    @property
    def report(self) -> Report:
        """What the file holds."""
        return self.content


class Read(NamedTuple):
    """A condition of the scenario, parsed or not."""

    path: Path
    text: str
    expr: Expr | None
    error: ConditionError | None


@dataclass(eq=False, repr=False, kw_only=True)
class ScenarioSubject(ContentSubject):
    """A sound scenario, whose names may be wrong."""

    content: Scenario
    domains: dict[str, Domain]
    """Fact -> its values."""
    conditions: list[Read]
    """Every condition, in the order of the file."""

    @property
    def scenario(self) -> Scenario:
        """What the file holds."""
        return self.content

    @cached_property
    def missing_scenes(self) -> frozenset[str]:
        """What is named as a scene and is none, but for `reported`, `chose(...)` and `after`."""
        named = {scene for _, scene in references.scene_names(self.scenario)}
        return frozenset(named | {scene for _, _, scene in self.history(History.VISITED)}) - self.scenario.scenes.keys()

    @cached_property
    def keyed(self) -> tuple[Keyed, ...]:
        """The decisions in which some choices are better than others."""
        return tuple(keyed(self.content))

    def history(self, what: History) -> Iterator[tuple[Read, Name, str]]:
        """(condition, where in it, id) of every `chose(...)` or `visited(...)`."""
        for read in self.conditions:
            for name in conditions.names(read.expr) if read.expr else ():
                past = happened(name.variable)
                if past and past.what is what:
                    yield read, name, past.name


@dataclass(eq=False, repr=False, kw_only=True)
class ExploredSubject(ScenarioSubject):
    """A scenario whose names are all right, with the states that its plays reach, perhaps not all of them."""

    slices: Slices

    @property
    def program(self) -> Program:
        """The scenario, compiled."""
        return self.slices.program

    @property
    def graph(self) -> Graph:
        """The states that plays with injects reach."""
        return self.slices.graph

    @property
    def solo(self) -> Graph:
        """The states that plays without injects reach."""
        return self.slices.solo

    def onward(self, action: Action) -> Path:
        """Path of the `next` that an action follows."""
        scene = self.program.scenes[action.scene]
        if action.kind is ActionKind.NEXT:
            return ("scenes", scene, "next")
        decision = self.scenario.scenes[scene].decision
        assert decision is not None
        if decision.choices[action.id].next is None:
            return ("scenes", scene, "decision", "next")
        return ("scenes", scene, "decision", "choices", action.id, "next")


@dataclass(eq=False, repr=False, kw_only=True)
class ProvedSubject(ExploredSubject):
    """A scenario of which `graph` holds every state: what is not in it, no play meets."""

    @cached_property
    def taken(self) -> frozenset[Action]:
        """What some play does, and every inject."""
        injects = {action for at in self.program.actions for action in at if action.kind is ActionKind.INJECT}
        return frozenset(injects.union(*({edge.action for edge in edges} for edges in self.graph.edges)))

    @cached_property
    def possible(self) -> dict[int, Bits]:
        """Of each reached scene, what its variables can be there."""
        return possible(self.program, self.taken)

    def mend_at(self, scene: str, otherwise: str) -> str:
        """The mend of what no play does in a scene: the fault that may keep plays from it, if there is one, comes first."""
        if self.program.number[scene] in self.slices.beyond_faults:
            return "mend the fault before it first: plays do not go on there, and may get here then"
        return otherwise


@dataclass(eq=False, repr=False, kw_only=True)
class ValuedSubject(ProvedSubject):
    """A scenario without a broken branch: every play ends, so that every state has a value."""

    @cached_property
    def valuation(self) -> Valuation:
        """Values of the states of `solo`."""
        return Valuation(self.program, self.pack.danger, self.slices.max_states, self.solo)


class Rule(NamedTuple):
    """A rule's entry in the catalogue. Its page is the docstring of its module."""

    code: str
    """Stable, never used again for something else."""
    name: str
    """The module's name with hyphens."""
    severity: Severity
    needs: type[FileSubject]
    """What its `check` takes: the rule runs on a file of which so much is known."""
    protects: bool = False
    """Whether what it finds protects a person: then no fault of another family keeps it silent."""


S = TypeVar("S", bound=ExploredSubject)


def content_of(subject: FileSubject) -> FileSubject:
    """The file, once the rules of HW0 found no error in it: as what it holds, where that is a scenario or a report."""
    common = (subject.file, subject.pack, subject.release)
    match subject.file.model:
        case Scenario() as scenario:
            domains = {name: domain_of(fact) for name, fact in scenario.facts.items()}
            reads = [_read(path, text) for path, text in references.conditions(scenario)]
            return ScenarioSubject(*common, content=scenario, domains=domains, conditions=reads)
        case Report() as report:
            return ReportSubject(*common, content=report)
        case _:
            return subject


def explored(subject: ScenarioSubject, max_states: int | None = None) -> ExploredSubject:
    """The scenario, once the rules of HW1 found no error in it; a `ProvedSubject` where the budget holds all its states.

    Args:
        subject: the scenario.
        max_states: how many states to explore at most; None for the pack's own limit.
    """
    limit = subject.pack.info.limits.max_states if max_states is None else max_states
    slices = Slices(Program(subject.scenario), limit)
    return _with_states(subject, slices, ProvedSubject if slices.graph.complete else ExploredSubject)


def valued(subject: ProvedSubject) -> ValuedSubject:
    """The scenario, once the rules of HW2 found no error in it."""
    return _with_states(subject, subject.slices, ValuedSubject)


def _with_states(subject: ScenarioSubject, slices: Slices, stage: type[S]) -> S:
    return stage(subject.file, subject.pack, subject.release, content=subject.content, domains=subject.domains,
                 conditions=subject.conditions, slices=slices)  # fmt: skip


def _read(path: Path, text: str) -> Read:
    try:
        return Read(path, text, parse(text), None)
    except ConditionError as error:
        return Read(path, text, None, error)
