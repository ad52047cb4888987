"""Where in the story an event of a play was, in words."""

from __future__ import annotations

from engine.play import phases
from engine.play.events import Chose, Phase
from engine.play.fold import Play, replay
from exporters.play.play_record import PlayRecord
from exporters.wording.decisions import decision_name


def moment(record: PlayRecord, seq: int) -> str:
    """`at decision 6` where event number `seq` came before it was decided; `after decision 6` while the team looks back at it."""
    play = replay(record.play.program, record.play.events[:seq])
    phase = next((event.name for event in reversed(play.events) if isinstance(event, Phase)), "")
    if phase == phases.WELCOME or not play.line:
        return "at the beginning"
    if play.waits_for == "decision" and phase not in (phases.REVEAL, phases.HOT_WASH, phases.PALS_END):
        return f"at {decision_name(play.program.decision_numbers[play.scene], play.visit)}"
    return _after_the_last(play)


def _after_the_last(play: Play) -> str:
    commits = {commit.event.seq: commit for commit in play.ledger}
    last = next((entry.event.seq for entry in reversed(play.line) if isinstance(entry.event, Chose)), None)
    if last is None:
        return "at the beginning"
    commit = commits[last]
    return f"after {decision_name(play.program.decision_numbers[commit.event.scene], commit.visit)}"
