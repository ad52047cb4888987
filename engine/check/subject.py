"""What a rule looks at: one file of a pack, and what has been worked out about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from engine.pack import conditions, references
from engine.pack.conditions import ConditionError
from engine.pack.diagnostics import Finding, Path, Place, Related, Severity
from engine.pack.expressions import And, Domain, Expr, Name
from engine.pack.folder import File, Pack
from engine.pack.report import Report
from engine.pack.scenario import Claim, Scenario
from engine.states.graph import DEFAULT_BUDGET, Graph, WitnessStep, explore
from engine.states.guard import ALWAYS, Guard, parse
from engine.states.layout import domain_of
from engine.states.program import Program
from engine.states.step import Action
from engine.states.values import Valuation


class Rule(NamedTuple):
    """A rule's entry in the catalogue. Its page is the docstring of its module."""

    code: str
    """Stable, never used again for something else."""
    name: str
    """The module's name with hyphens."""
    severity: Severity


class Read(NamedTuple):
    """A condition of the scenario, parsed or not."""

    path: Path
    text: str
    expr: Expr | None
    error: ConditionError | None


class Shown(NamedTuple):
    """What exploration says of a conditional paragraph."""

    scene: str
    number: int
    shown: bool | None
    """None where the budget ended the exploration."""


@dataclass(eq=False, repr=False)
class Subject:
    """One file under judgment."""

    file: File[Any]
    pack: Pack
    max_states: int = DEFAULT_BUDGET
    release: bool = False
    """Whether to ask for what a release needs, too."""

    @property
    def scenario(self) -> Scenario | None:
        """The file as a scenario, if it is a sound one."""
        return self.file.model if isinstance(self.file.model, Scenario) else None

    @property
    def report(self) -> Report | None:
        """The file as a report, if it is a sound one."""
        return self.file.model if isinstance(self.file.model, Report) else None

    def finding(self, rule: Rule, message: str, path: Path = (), *, key: bool = False, mend: str = "",
                related: tuple[tuple[Path, str], ...] = (), play: list[WitnessStep] | None = None,
                place: Place | None = None, severity: Severity | None = None) -> Finding:  # fmt: skip
        """A finding of `rule` at `path`, or at its key."""
        doc = self.file.doc
        others = tuple(Related(doc.place(p, key=True), text) for p, text in related)
        steps = tuple(str(s) for s in play or ())
        return Finding(rule.code, severity or rule.severity, message, place or doc.place(path, key=key), path, mend,
                       others, steps)  # fmt: skip

    def problems(self, kind: str, rule: Rule) -> Iterator[Finding]:
        """What the reader of files met, as findings of `rule`."""
        for problem in self.file.problems:
            if problem.kind == kind:
                yield Finding(rule.code, rule.severity, problem.message, problem.place, problem.path, problem.mend,
                              problem.related)  # fmt: skip

    def within(self, path: Path, column: int, length: int) -> Place:
        """A stretch of the text at `path`, where it stands on one line; else the whole of it."""
        doc = self.file.doc
        place = doc.place(path)
        line = doc.lines[place.line - 1]
        quoted = line[place.column - 1 : place.column] in {"'", '"'}
        start = place.column + quoted + column
        if line[place.column - 1 : place.column] in "|>" or start > place.column + place.length:
            return place
        return Place(place.file, place.line, start, max(1, min(length, place.column + place.length - start)))

    def rewritten(self, path: Path, column: int, length: int, new: str) -> str:
        """A mend: the source line with `new` in the place of a stretch of the text at `path`; empty where there is none."""
        place = self.within(path, column, length)
        line = self.file.doc.lines[place.line - 1]
        start = place.column - 1
        if not new or (place == self.file.doc.place(path) and length != place.length):
            return ""
        return f"write `{line[:start]}{new}{line[start + length :]}`"

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """Fact -> its values."""
        return {name: domain_of(fact) for name, fact in self.scenario.facts.items()} if self.scenario else {}

    @cached_property
    def conditions(self) -> list[Read]:
        """Every condition of the scenario."""
        if self.scenario is None:
            return []
        return [_read(path, text) for path, text in references.conditions(self.scenario)]

    def history(self, kind: str) -> Iterator[tuple[Read, Name, str]]:
        """(condition, where in it, id) of every `chose(...)` or `visited(...)`."""
        for read in self.conditions:
            for name in conditions.names(read.expr) if read.expr else ():
                if name.variable.startswith(f"{kind}:"):
                    yield read, name, name.variable.split(":", 1)[1]

    def onward(self, action: Action) -> Path:
        """Path of the `next` that an action follows."""
        assert self.scenario is not None
        scene = self.program.scenes[action.scene]
        if action.kind == "next":
            return ("scenes", scene, "next")
        decision = self.scenario.scenes[scene].decision
        assert decision is not None
        if decision.choices[action.id].next is None:
            return ("scenes", scene, "decision", "next")
        return ("scenes", scene, "decision", "choices", action.id, "next")

    @cached_property
    def program(self) -> Program:
        """The scenario, compiled. Only where HW0 and HW1 found no error."""
        assert self.scenario is not None
        return Program(self.scenario)

    @cached_property
    def graph(self) -> Graph:
        """Every state that a play with injects can reach."""
        also = self.program.also
        watch = {scene: [also[scene][n].test for n in numbers] for scene, numbers in self._conditional.items()}
        return explore(self.program, injects=True, budget=self.max_states, watch=watch)

    @cached_property
    def solo(self) -> Graph:
        """Every state that a play without injects can reach."""
        if self.scenario is not None and not self.scenario.injects:
            return self.graph
        return explore(self.program, injects=False, budget=self.max_states)

    @cached_property
    def valuation(self) -> Valuation:
        """Values of the states. Only where HW2 found no error."""
        return Valuation(self.program, self.pack.danger, self.max_states, self.solo)

    @cached_property
    def scenes_reached(self) -> frozenset[int]:
        """Numbers of the scenes that some play reaches."""
        return frozenset(s.scene for s in self.graph.nodes)

    @cached_property
    def paragraphs(self) -> list[Shown]:
        """Whether some play shows it, for each conditional paragraph of a reached scene.

        The exploration of `graph` sees most of them. One that it does not see, though it reads what control does
        not, is explored in a slice of its own.
        """
        graph = self.graph
        found = []
        for scene, tests in self._conditional.items():
            if scene not in self.scenes_reached:
                continue
            for at, number in enumerate(tests):
                shown: bool | None = (scene, at) in graph.seen
                guard = self.program.also[scene][number]
                if not shown and not graph.keeps(scene, guard.reads):
                    shown = self._slice(scene, guard)
                found.append(Shown(self.program.scenes[scene], number, shown))
        return found

    @cached_property
    def _conditional(self) -> dict[int, list[int]]:
        """Scene -> numbers of its paragraphs that have a condition."""
        found = {}
        for scene, guards in enumerate(self.program.also):
            numbers = [n for n, guard in enumerate(guards) if guard is not ALWAYS]
            if numbers:
                found[scene] = numbers
        return found

    def _slice(self, scene: int, guard: Guard) -> bool | None:
        complete = True
        # Most paragraphs are seen without injects, where there are fewer states.
        for injects in (False, True) if self.program.scenario.injects else (False,):
            graph = explore(self.program, injects=injects, budget=self.max_states, observed=((scene, guard),),
                            watch={scene: [guard.test]}, stop=True)  # fmt: skip
            if graph.seen:
                return True
            complete = graph.complete
        return False if complete else None

    def slice_of(self, claim: Claim) -> tuple[Graph, Callable[[int], bool]]:
        """The states that a claim speaks of, and whether it speaks of an ending (a node of the graph).

        What the claim reads is kept up to the endings. `never` is about plays with injects, `reachable` without.
        """
        guard = self._guard_of(claim)
        graph = self._slice_for(guard, injects=bool(claim.never))
        return graph, lambda node: bool(guard.test(graph.nodes[node].bits))

    def _guard_of(self, claim: Claim) -> Guard:
        """`when` and `after`, together."""
        guard = self.program.guard(claim.when)
        if claim.after is None:
            return guard
        test, chosen = guard.test, self.program.guard(f"chose('{claim.after}')")
        both = And((chosen.expr, guard.expr))
        return Guard(lambda bits: bits & chosen.reads and test(bits), guard.reads | chosen.reads, both)

    def _slice_for(self, guard: Guard, *, injects: bool) -> Graph:
        base = self.graph if injects else self.solo
        endings = self._endings
        if all(base.keeps(e, guard.reads) for e in endings):
            return base
        shared = self._shared_slice(injects)
        if shared is not None:
            return shared
        observed = tuple((e, guard) for e in endings)
        return explore(self.program, injects=injects, budget=self.max_states, observed=observed)

    def _shared_slice(self, injects: bool) -> Graph | None:
        """One exploration for all claims of a kind, where it takes hardly more states than none; else None."""
        if injects not in self._shared:
            scenario = self.program.scenario
            guards = [self._guard_of(c) for c in scenario.claims if bool(c.never) == injects]
            observed = tuple((e, guard) for e in self._endings for guard in guards)
            base = self.graph if injects else self.solo
            budget = min(self.max_states, 2 * len(base.nodes) + 1000)
            graph = Graph(self.program, injects=injects, budget=budget, observed=observed) if base.complete else None
            self._shared[injects] = graph if graph is not None and graph.complete else None
        return self._shared[injects]

    @cached_property
    def _shared(self) -> dict[bool, Graph | None]:
        return {}

    @cached_property
    def _endings(self) -> list[int]:
        return [self.program.number[name] for name, scene in self.program.scenario.scenes.items() if scene.ending]


def _read(path: Path, text: str) -> Read:
    try:
        return Read(path, text, parse(text), None)
    except ConditionError as error:
        return Read(path, text, None, error)
