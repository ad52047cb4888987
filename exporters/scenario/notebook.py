"""What a story remembers, as people keep it: by the answers that made it so, or else as a note to tick or a tally to count.

A fact has a name in its file alone. Where a few answers, passages or cards make a flag or a word what it is, they say it better;
where there are many, and for whatever counts, the facilitator's guide has a numbered note or tally that says what changes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.pack import references
from engine.pack.diagnostics import Path
from engine.pack.expressions import And, Compare, Const, Counter, Domain, Expr, Flag, Member, Name, Not, Or, Value, Words
from engine.pack.scenario import Scenario
from engine.pack.variables import happened
from engine.states.guard import parse
from engine.states.layout import domain_of

_FEW = 4
"""So many answers are named wherever the fact matters; of more the guide keeps a note. Other places take the room of two."""
_ANSWER = re.compile(r"\d+ [A-Z]+( \(.*\))?")
_CARD = re.compile("inject .*")


class ChangePlace(NamedTuple):
    """Where a fact is changed."""

    words: str
    """`2 B`, `2 B (on to decision 4)`, `passage 1`, `inject “radio dies”`."""
    plain: bool
    """Whether they say all: of several ways from one answer to one scene they do not."""
    scenes: frozenset[str]
    """Where it can come about."""

    @property
    def order(self) -> tuple[bool, int, str]:
        """For a list of them: answers by number and letter, then the others."""
        number, _, rest = self.words.partition(" ")
        return (False, int(number), rest) if number.isdigit() else (True, 0, self.words)


class FactValues(NamedTuple):
    """That a flag or a word is one of several values."""

    fact: str
    values: frozenset[Value]


@dataclass(frozen=True, slots=True)
class Precursors:
    """What has to have come for a fact to be so, where few places change it."""

    begins: bool
    """Whether it is so at the start."""
    into: tuple[str, ...]
    """Places that make it so."""
    out: tuple[str, ...]
    """Places that make it otherwise."""


class Notebook:
    """The facts of a scenario that something to be told depends on."""

    def __init__(self, scenario: Scenario, place: Callable[[Path], ChangePlace], later: Callable[[str], frozenset[str]]) -> None:
        """Of a scenario.

        Args:
            scenario: the scenario.
            place: names the place of an effect by its path.
            later: the scenes that may come after one.
        """
        self._later = later
        self._domains: dict[str, Domain] = {fact: domain_of(declared) for fact, declared in scenario.facts.items()}
        self._sets: dict[str, dict[tuple[ChangePlace, Value], None]] = {fact: {} for fact in self._domains}
        self._adds: dict[str, dict[tuple[ChangePlace, int], None]] = {fact: {} for fact in self._domains}
        for path, fact, value in references.sets(scenario):
            self._sets[fact][place(path), value] = None
        for path, fact, amount in references.adds(scenario):
            if amount:
                self._adds[fact][place(path), amount] = None
        self.labels = self._labels(scenario)

    def _labels(self, scenario: Scenario) -> Mapping[str, str]:
        """Fact -> what the papers call it, of those that are kept as a note or a tally."""
        conditions = [parse(when) for path, when in references.conditions(scenario) if path[0] != "claims"]
        read = {fact for expr in conditions for fact in _read(expr)}
        beside = {fact for expr in conditions for fact in _compared(expr)}
        counts = [fact for fact, domain in self._domains.items() if fact in read and isinstance(domain, Counter)]
        notes = [
            fact
            for fact in self._domains
            if fact in read and fact not in counts and (fact in beside or not self._few(fact))
        ]  # fmt: skip
        tallies = {fact: f"tally {number}" if len(counts) > 1 else "the tally" for number, fact in enumerate(counts, 1)}
        return tallies | {fact: f"note {number}" for number, fact in enumerate(notes, 1)}

    def _few(self, fact: str) -> bool:
        places = dict.fromkeys(place for place, _ in self._sets[fact])
        room = sum(1 if _ANSWER.fullmatch(place.words) and "(" not in place.words else 2 for place in places)
        return room <= _FEW and all(place.plain for place in places)

    def wanted(self, expr: Expr) -> FactValues | None:
        """The fact and its values of which a condition speaks; None where it speaks of something else."""
        match expr:
            case Name(variable) if self._told(variable):
                return FactValues(variable, frozenset({True}))
            case Not(part):
                inner = self.wanted(part)
                return inner and FactValues(inner.fact, self._values(inner.fact) - inner.values)
            case Compare(op, Name(variable), Const(value)) | Compare(op, Const(value), Name(variable)) if self._told(variable):
                values = frozenset({value})
                return FactValues(variable, values if op == "==" else self._values(variable) - values)
            case Member(Name(variable), constants) if self._told(variable):
                return FactValues(variable, frozenset(const.value for const in constants))
            case _:
                return None

    def _told(self, variable: str) -> bool:
        return happened(variable) is None and not isinstance(self._domains[variable], Counter)

    def _values(self, fact: str) -> frozenset[Value]:
        domain = self._domains[fact]
        return frozenset(domain.words) if isinstance(domain, Words) else frozenset({False, True})

    def precursors(self, wanted: FactValues) -> Precursors:
        """What has to have come for it, of a fact without a note."""
        begins = self._domains[wanted.fact].start in wanted.values
        into, out = (
            tuple(
                dict.fromkeys(sorted((p for p, value in self._sets[wanted.fact] if (value in wanted.values) is so), key=_order))
            )
            for so in (True, False)
        )
        into, out = (self._after(out, into), out) if begins else (into, self._after(into, out))
        return Precursors(begins, tuple(p.words for p in into), tuple(p.words for p in out))

    def _after(self, places: tuple[ChangePlace, ...], others: tuple[ChangePlace, ...]) -> tuple[ChangePlace, ...]:
        """Those of the others that can come after one of the places."""
        return tuple(other for other in others if any(self._follows(place, other) for place in places))

    def _follows(self, first: ChangePlace, second: ChangePlace) -> bool:
        reached = frozenset[str]().union(*map(self._later, first.scenes))
        if _CARD.fullmatch(first.words):
            reached |= first.scenes
        return bool(reached & second.scenes)

    def said(self, wanted: FactValues, *, inside: bool) -> str:
        """In words, to stand behind *if*: `2 A was chosen (with no 3 B since)`, `note 1 is ticked`.

        Args:
            wanted: what is to be so.
            inside: whether it stands beside another condition, which shall not be taken for a part of it.
        """
        label = self.labels.get(wanted.fact)
        if label:
            return self._of_note(label, wanted)
        before = self.precursors(wanted)
        several = inside and not before.begins and len(before.into) > 1
        return f"{'either ' if several else ''}{_sentence(before)}"

    def _of_note(self, label: str, wanted: FactValues) -> str:
        if isinstance(self._domains[wanted.fact], Flag):
            return f"{label} is {'' if True in wanted.values else 'not '}ticked"
        others = self._values(wanted.fact) - wanted.values
        if len(others) < len(wanted.values):
            return f"{label} does not say {_listed(others)}"
        return f"{label} says {_listed(wanted.values)}"

    def effects(self, set_: Mapping[str, Value], add: Mapping[str, int]) -> tuple[str, ...]:
        """What is to be written down: `tick note 1`, `write “far” at note 2`, `2 more on the tally`."""
        written = [_write(self.labels[fact], value) for fact, value in set_.items() if fact in self.labels]
        counted = [
            f"{abs(amount)} {'more' if amount > 0 else 'less'} on {self.labels[fact]}"
            for fact, amount in add.items()
            if amount and fact in self.labels
        ]
        return (*written, *counted)

    def kept(self) -> Iterator[tuple[str, str]]:
        """(label, what it starts as and what changes it) of each note and tally."""
        for fact, label in self.labels.items():
            changes: dict[str, list[ChangePlace]] = {}
            for place, value in self._sets[fact]:
                changes.setdefault(_written(value), []).append(place)
            for place, amount in self._adds[fact]:
                changes.setdefault(f"{amount:+}", []).append(place)
            parts = [f"{what} after {', '.join(p.words for p in sorted(places, key=_order))}" for what, places in changes.items()]
            yield label, "; ".join((f"{_stands(self._domains[fact].start)} at the start", *parts))


def _order(place: ChangePlace) -> tuple[bool, int, str]:
    return place.order


def _sentence(before: Precursors) -> str:
    """What has to have come, in words, to stand behind *if*."""
    if not before.into and not before.out:
        return "it is so in every case" if before.begins else "it is so in no case"
    if before.begins:
        if not before.out:
            return "it is so in every case"
        since = f" (or {_either(before.into)} since)" if before.into else ""
        return _not_come(before.out) + since
    if not before.into:
        return "it is so in no case"
    since = f" (with no {_either(before.out)} since)" if before.out else ""
    return f"{_either(before.into)} {_verb(before.into)}{since}"


def _not_come(places: tuple[str, ...]) -> str:
    if len(places) > 1:
        return f"neither {' nor '.join(places)} {_verb(places)}"
    verb = {"was chosen": "was not chosen", "was played": "was not played"}.get(_verb(places), "did not come before")
    return f"{places[0]} {verb}"


def _verb(places: tuple[str, ...]) -> str:
    if all(_ANSWER.fullmatch(place) for place in places):
        return "was chosen"
    return "was played" if all(_CARD.fullmatch(place) for place in places) else "came before"


def _either(places: tuple[str, ...]) -> str:
    return " or ".join(places)


def _listed(values: frozenset[Value]) -> str:
    return " or ".join(f"“{value}”" for value in sorted(map(str, values)))


def _write(label: str, value: Value) -> str:
    if isinstance(value, bool):
        return f"{'tick' if value else 'clear'} {label}"
    return f"write “{value}” at {label}" if isinstance(value, str) else f"set {label} to {value}"


def _stands(value: Value) -> str:
    if isinstance(value, bool):
        return "ticked" if value else "not ticked"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "ticked" if value else "cleared"
    return f"“{value}”" if isinstance(value, str) else f"set to {value}"


def _read(expr: Expr) -> Iterator[str]:
    """The facts that a condition reads."""
    match expr:
        case Name(variable):
            if happened(variable) is None:
                yield variable
        case Not(part):
            yield from _read(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _read(part)
        case Compare(_, left, right):
            yield from _read(left)
            yield from _read(right)
        case Member(left, _):
            yield from _read(left)
        case _:
            pass


def _compared(expr: Expr) -> Iterator[str]:
    """The facts that a condition compares with something else that changes."""
    match expr:
        case Compare(_, Name(), Name()):
            yield from _read(expr)
        case Not(part):
            yield from _compared(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _compared(part)
        case _:
            pass
