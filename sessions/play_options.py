"""How a play alone is run: what is asked on the way, and when it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from engine.pack.scenario import Scenario
from engine.play.events import Started


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """What the player asked for on the command line or in the brief. It is kept with the play."""

    confidence: bool = False
    """Whether each decision asks how sure the player is."""
    rationale: bool = False
    """Whether each decision asks why, in a line."""
    timer: bool = False
    """Whether a decision's suggested time is shown running. It never scores and never forces."""
    feedback: Literal["now", "end"] = "end"
    """Whether a decision is looked at right after it, or in the debrief alone."""

    @classmethod
    def kept(cls, started: Started) -> PlayOptions:
        """The options with which a play was begun."""
        return cls(started.confidence, started.rationale, started.timer, started.feedback)

    def changed(self, key: str) -> PlayOptions:
        """The same with what a key of `ways` stands for the other way round."""
        match key:
            case "s":
                return replace(self, confidence=not self.confidence)
            case "w":
                return replace(self, rationale=not self.rationale)
            case "t":
                return replace(self, timer=not self.timer)
            case _:
                return replace(self, feedback="now" if self.feedback == "end" else "end")

    def ways(self, scenario: Scenario) -> tuple[tuple[str, str, str], ...]:
        """(key, what can be set, how it is set) for a play of this scenario, in order."""
        asked = (
            ("s", "say how sure you are", self.confidence),
            ("w", "say why", self.rationale),
            ("t", "see suggested times", self.timer),
        )
        told = "at once" if self.feedback == "now" else "at the end"
        return (
            *((key, what, "yes" if on else "no") for key, what, on in asked if key == "w" or not scenario.facilitated),
            ("f", "told what each decision was worth", told),
        )

    def suited(self, scenario: Scenario) -> PlayOptions:
        """The same, without what a scenario for a group does not do alone: no clock, nothing that is graded."""
        return replace(self, confidence=False, timer=False) if scenario.facilitated else self
