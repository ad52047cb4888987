"""The best choice is the longest one in most decisions.

A right answer needs its qualifications and a wrong one does not, so right answers grow. Whoever has sat a few tests knows
it and picks the longest text without having read the story: the exercise then measures test-wiseness (Millman, Bishop and
Ebel 1965), and not judgment. Guidelines of item writing ask for choices of about
equal length (Haladyna, Downing and Rodriguez 2002, guideline 24).

Counted are the graded decisions in which one choice alone has the least mark loss. Lengths are characters of `text`, runs of
white space as one; a choice is the longest where it exceeds every other by more than 15 %. It is reported from three such
decisions on, if they are more than half of those counted, and if lengths dealt out blindly would come to so many in less
than one scenario of twenty. With four choices each, two of two and three of five are left alone, three of three are not.

Mend: cut what the best choices explain (that belongs into `why`), or give the poor ones the detail of a plan that somebody
could believe in. Within 15 % is near enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from engine.check import cues
from engine.check.cues import Keyed
from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW401", "longest-is-best", Severity.WARNING, ScenarioSubject)
EQUAL = Fraction(115, 100)
"""Up to this ratio two lengths count as equal."""


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """The decisions with one best choice."""
    counted = [k for k in subject.keyed if k.sole]
    longest = [found for k in counted if (found := _longest(k))]
    if not cues.usual(len(longest), counted):
        return
    shown = tuple((at.key.choice(at.key.best[0]), str(at)) for at in longest[:3])
    yield subject.finding(
        RULE, f"the best choice is the longest in {len(longest)} of {len(counted)} decisions; "
        f"by chance it would be {cues.expected(counted)}", ("scenes",), key=True, related=shown,
        mend="shorten best choices or lengthen poor ones, until they are within 15 % of each other")  # fmt: skip


class _Longest(NamedTuple):
    """A decision whose best choice is the longest."""

    key: Keyed
    length: int
    next: int
    """Length of the longest of the others."""

    def __str__(self) -> str:
        return f"best in `{self.key.scene}`: {self.length} characters, the next longest has {self.next}"


def _longest(key: Keyed) -> _Longest | None:
    lengths = {c: len(" ".join(choice.text.split())) for c, choice in key.decision.choices.items()}
    best = lengths.pop(key.best[0])
    longest = max(lengths.values())
    return _Longest(key, best, longest) if best > EQUAL * longest else None
