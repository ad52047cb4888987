"""What leads to a decision that is put by itself: told, not played."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from engine.errors import PlayError
from engine.play.bundle import Bundle
from engine.play.events import Chose, Rolled, Started
from engine.play.fold import Play
from engine.play.given import GivenStep, line_to, lines_of
from engine.states.program import Program
from engine.states.values import Valuation


class Lead(NamedTuple):
    """What leads to the decision of a drill."""

    steps: tuple[GivenStep, ...]
    own: bool = False
    """Whether the learner went this way, in a play that is kept."""


def lead(values: Valuation, scene: str, own: Play | None = None) -> Lead:
    """What leads to a scene's decision.

    Args:
        values: of the scenario.
        scene: its id.
        own: a play in which the learner decided there with regret; its line is taken where it still leads there.

    Raises:
        PlayError: no line leads to a decision there at which something is at stake.
    """
    for steps, choice in lines_of(own, scene) if own is not None else ():
        if _regretted(values, steps, scene, choice):
            return Lead(steps, own=True)
    steps_there = line_to(values, scene)
    if steps_there is None:
        raise PlayError(f"nothing is at stake at `{scene}`")
    return Lead(steps_there)


def _regretted(values: Valuation, steps: Sequence[GivenStep], scene: str, choice: str) -> bool:
    """Whether a line of an earlier play still leads to the scene, and what was chosen there is still regretted."""
    try:
        play = led(values.program, Started(seq=0, at="", scenario="", version=1, seed=0, given=len(steps)), steps, str)
    except PlayError:
        return False
    if play.waits_for != "decision" or play.scene != scene:
        return False
    node = values.node(play.state)
    return any(edge.action.id == choice and values.regret(node, edge) > 0 for edge in values.graph.edges[node])


def led(program: Program, begun: Started, steps: Iterable[GivenStep], now: Callable[[], str]) -> Play:
    """A play that stands behind these steps.

    Raises:
        PlayError: they cannot be taken.
    """
    play = Play(program)
    play.apply(begun)
    for step in steps:
        play.apply(given_event(play, step, now()))
    return play


def given_event(play: Play, step: GivenStep, at: str) -> Chose | Rolled:
    """The event of a step that is told and not played."""
    if step.choice:
        return Chose(seq=play.next_seq, at=at, scene=play.scene, choice=step.choice, shown=play.shown())
    return Rolled(seq=play.next_seq, at=at, route=step.route)


def led_here(bundle: Bundle, play: Play, *, own: bool = False) -> str:
    """In a line, what led here; empty where it is the beginning.

    Args:
        bundle: what is played.
        play: it stands behind what was given.
        own: whether the player went this way before.
    """
    last = next((entry.event for entry in reversed(play.line) if isinstance(entry.event, Chose)), None)
    if last is None:
        return ""
    decision = bundle.scenario.scenes[last.scene].decision
    assert decision is not None
    return f"{'In your own play you came here by' if own else 'What led here'}: {decision.choices[last.choice].text}"
