"""Who takes part in a class, and how it votes: what the set-up asks, and a fold over those who joined."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.errors import UsageError
from engine.play.ballots import may_break_down
from engine.play.events import AnyEvent, Joined
from exporters.wording.promises import Purpose, Voting
from sessions.written_lines import LONGEST_NAME

CLASS = ""
"""Who the whole class is, where its hands are counted."""
MOST_TABLES = 40
MOST_HEADS = 2000


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who votes: a table, a seat or a pseudonym; or the class whose hands are counted."""

    who: str
    seat: str = ""
    """Id of the seat, where seats vote."""
    heads: int = 0
    """How many people this is; 0 where nobody has counted."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is settled before a class begins."""

    purpose: Purpose = "practice"
    voters: Voting = "hands"
    heads: int = 0
    """People in the class where hands are counted, else at each table or seat; 0 where nobody has counted."""
    tables: int = 4
    people: tuple[str, ...] = ()
    """Pseudonyms."""
    hseep: bool = False
    one_screen: bool = False

    def joining(self, seats: Mapping[str, str]) -> tuple[Voter, ...]:
        """Those who take part, of a scenario with these seats (id -> name)."""
        match self.voters:
            case "hands":
                return (Voter(CLASS, heads=self.heads),) if self.heads else ()
            case "tables":
                return tuple(Voter(f"Table {n}", heads=self.heads) for n in range(1, self.tables + 1))
            case "seats":
                return tuple(Voter(name, seat, self.heads) for seat, name in seats.items())
            case "people":
                return tuple(Voter(name, heads=1) for name in self.people)
            case _:
                return ()

    def hides_votes(self, seats: Mapping[str, str]) -> bool:
        """Whether tables, seats or persons would be so few that how they vote is neither shown nor reported."""
        voters = self.joining(seats)
        return self.voters != "hands" and not may_break_down(len(voters)) and not all(may_break_down(v.heads) for v in voters)

    def check(self, seats: Mapping[str, str]) -> None:
        """Make sure that a class can begin like this.

        Raises:
            UsageError: it cannot, and why.
        """
        if not 0 <= self.heads <= MOST_HEADS:
            raise UsageError(f"the number of people is 0 to {MOST_HEADS}, not {self.heads}")
        if self.voters == "tables" and not 1 <= self.tables <= MOST_TABLES:
            raise UsageError(f"the number of tables is 1 to {MOST_TABLES}, not {self.tables}")
        if self.voters == "seats" and not seats:
            raise UsageError("this exercise has no seats; count hands or let tables vote")
        if self.voters == "people":
            self._check_people()

    def _check_people(self) -> None:
        if self.purpose != "record":
            raise UsageError("a class for practice keeps no persons; count hands or let tables vote, or hold it for the record")
        if not self.people:
            raise UsageError("nobody is on the list: write the pseudonyms with commas in between")
        if len({name.casefold() for name in self.people}) < len(self.people):
            raise UsageError("two people on the list have the same pseudonym")
        if long := next((name for name in self.people if len(name) > LONGEST_NAME), None):
            raise UsageError(f"a pseudonym has at most {LONGEST_NAME} characters: {long[:20]}…")

    def usable(self, seats: Mapping[str, str]) -> Setup:
        """The same, with hands in place of what this scenario or purpose does not allow."""
        try:
            self.check(seats)
        except UsageError:
            return replace(self, voters="hands", heads=0)
        return self


def names(text: str) -> tuple[str, ...]:
    """The pseudonyms in a text: parted by commas, semicolons or line breaks."""
    found = (" ".join(part.split()) for part in re.split(r"[,;\n]", text))
    return tuple(name for name in found if name)


def roster(events: Sequence[AnyEvent]) -> dict[str, Voter]:
    """Those who take part now, by name, in the order in which they first joined. The last word on each counts."""
    return {e.who: Voter(e.who, e.seat, e.heads) for e in events if isinstance(e, Joined)}


def heads(voters: Mapping[str, Voter]) -> int:
    """How many people take part; 0 where nobody has counted."""
    return sum(voter.heads for voter in voters.values())
