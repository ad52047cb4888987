"""How a play alone is run: what is asked on the way, and when it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from engine.pack.scenario import Scenario


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """What the player asked for on the command line."""

    confidence: bool = False
    """Whether each decision asks how sure the player is."""
    rationale: bool = False
    """Whether each decision asks why, in a line."""
    timer: bool = False
    """Whether a decision's suggested time is shown running. It never scores and never forces."""
    feedback: Literal["now", "end"] = "end"
    """Whether a decision is looked at right after it, or in the debrief alone."""

    def suited(self, scenario: Scenario) -> PlayOptions:
        """The same, without what a scenario for a group does not do alone: no clock, nothing that is graded."""
        return replace(self, confidence=False, timer=False) if scenario.facilitated else self
