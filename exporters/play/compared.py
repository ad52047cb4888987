"""What a comparison of two plays tells: the second play of a scenario beside an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from exporters.play.account import Account
from exporters.play.decision_line import DecisionLine
from exporters.wording.numbers import many

OTHER_VERSION = (
    "The earlier play was of another version of this exercise: what is compared are the decisions that are the same in both."
)


@dataclass(frozen=True, slots=True)
class ComparedDecision:
    """A decision that both plays came to, and decided differently."""

    before: DecisionLine
    now: DecisionLine
    changed: str
    """What it changed, in words."""


@dataclass(frozen=True, slots=True)
class PlayComparison:
    """An earlier play and this one."""

    date: str
    """Day of the earlier one, ISO 8601."""
    before: Account
    now: Account
    different: tuple[ComparedDecision, ...]
    """In the order of this play."""
    same: int
    """How many decisions both came to and decided alike."""
    only_before: tuple[DecisionLine, ...]
    """Those that this play never came to."""
    only_now: tuple[DecisionLine, ...]
    summary: str
    """What was the same, what was not, and how each ended."""
    other_version: bool
    """Whether the earlier play was of another version of the scenario."""

    @property
    def places(self) -> tuple[tuple[DecisionLine | None, DecisionLine | None], ...]:
        """Both lines side by side: what each decided at a place to which it came, else None."""
        then, now = (_counted(account) for account in (self.before, self.now))
        told: list[tuple[DecisionLine | None, DecisionLine | None]] = []
        for kind, a, b, c, d in SequenceMatcher(None, list(then), list(now), autojunk=False).get_opcodes():
            left, right = list(then.values())[a:b], list(now.values())[c:d]
            told += list(zip(left, right, strict=True)) if kind == "equal" else []
            told += [] if kind == "equal" else [*((line, None) for line in left), *((None, line) for line in right)]
        return tuple(told)


def _counted(account: Account) -> dict[tuple[str, int], DecisionLine]:
    return {(line.graded.scene, line.graded.visit): line for line in account.decisions if line.graded.counts}


@dataclass(frozen=True, slots=True)
class PastCompared:
    """What earlier plays of the same scenario say of a play."""

    comparison: PlayComparison | None
    """With the last one; None where there is none, or where it cannot be read."""
    seen: int
    """How many endings were seen."""
    endings: int
    """How many a play alone can reach."""

    @property
    def told(self) -> str:
        """How many endings were seen, telling none, e.g. `3 of 8 endings seen`."""
        return f"{self.seen} of {many(self.endings, 'ending')} seen."


def rows(comparison: PlayComparison) -> tuple[tuple[str, str], ...]:
    """(lead, text) of each line below the summary: differences, both answers, what that changed; then what only one play met."""
    lines: list[tuple[str, str]] = []
    for pair in comparison.different:
        lines += [
            (f"{pair.now.number}.", pair.now.asked),
            ("then", told(pair.before)),
            ("now", told(pair.now)),
            ("", pair.changed),
        ]
    for lead, only in (("Only then", comparison.only_before), ("Only now", comparison.only_now)):
        lines += [(lead, "; ".join(line.name for line in only))] if only else []
    return tuple(lines)


def told(line: DecisionLine) -> str:
    """What was chosen, and how good it was at that moment."""
    return f"{line.chosen} ({line.verdict})" if line.verdict else line.chosen
