"""A few drills one after another: which they are, each put when it is its turn, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import HotwashError
from exporters.progress.due_words import drilled_line, due_line
from tui.library.packs import sound

if TYPE_CHECKING:
    from engine.learner.due import PlannedDrill
    from engine.records import Records
    from exporters.play.decision_line import DecisionLine
    from sessions.drill import Drill
    from tui.library.shelf import Practice, Shelf


class DrillRound:
    """Drills for somebody alone. What takes its time may be asked in a thread."""

    def __init__(self, shelf: Shelf, records: Records | None, minutes: int | None = None, *, keep: bool = True) -> None:
        """Of what stands on a shelf.

        Args:
            shelf: the exercises; they need not have been read.
            records: what was played, or None.
            minutes: how long it may take; None for all that is due.
            keep: whether drills are kept.
        """
        self._shelf = shelf
        self._records = records
        self._minutes = minutes
        self.kept = keep and records is not None
        """Whether what is decided is kept."""
        self._planned: list[PlannedDrill] = []
        self._lines: list[DecisionLine] = []
        self.today = ""
        """What is due, in words, as it was last planned."""
        self.total = 0
        """How many drills there are."""

    @property
    def number(self) -> int:
        """Of the drill that was put last, from 1."""
        return self.total - len(self._planned)

    @property
    def outcome(self) -> str:
        """What came of the drills, in a sentence."""
        return drilled_line(len(self._lines), sum(line.graded.sound for line in self._lines))

    def plan(self) -> None:
        """Choose the drills.

        Raises:
            HotwashError: the packs or the records cannot be read.
        """
        from sessions.drill import fitting

        practice = self._looked_back()
        self._planned = list(fitting(practice.due, self._minutes))
        self.total = len(self._planned)

    def _looked_back(self) -> Practice:
        for _ in self._shelf.read():
            pass
        for _ in self._shelf.look_back(self._records) if self._records is not None else ():
            pass
        practice = self._shelf.practice(0)
        self.today = due_line(practice.due, begun=practice.begun)
        return practice

    def put(self) -> Drill | None:
        """The next drill; None where there is none left. One whose exercise cannot be played is left out."""
        from sessions.drill import put

        while self._planned:
            planned = self._planned.pop(0)
            exercise = next(x for x in self._shelf.exercises if x.entry is planned.entry)
            try:
                return put(planned, sound(exercise.pack, exercise.entry.id), self._records, keep=self.kept)
            except HotwashError:
                self.total -= 1
        return None

    def choose(self, drill: Drill, choice: str) -> DecisionLine:
        """Decide a drill; see `Drill.choose`."""
        line = drill.choose(choice)
        self._lines.append(line)
        return line

    def close(self) -> None:
        """Look again at what is due."""
        self._looked_back()
