"""Which variables something can still read: the reason why few states are enough.

A backward data-flow analysis over scenes (Aho et al., *Compilers*, live-variable analysis). What is
not live in a scene can be cleared from a state there, exactly: no later condition sees it.
"""

from __future__ import annotations

from engine.states.guard import Guard
from engine.states.program import Program
from engine.states.step import Action, ActionKind


def live(program: Program, *, injects: bool, observed: tuple[tuple[int, Guard], ...] = ()) -> list[int]:
    """For each scene, the bits that can still be read from its beginning on.

    Control reads are counted: conditions of choices, routes and injects, counting, taken and played. An inject that changes
    nothing that can be read from there on reads nothing itself (`idle`); as liveness only grows, this is settled at its least.

    Args:
        program: the compiled scenario.
        injects: whether injects can be played.
        observed: further readings at the beginning of a scene, as (scene, condition).
    """
    alive = [0] * len(program.scenes)
    for scene, guard in observed:
        alive[scene] |= guard.reads
    actions = [[a for a in at if injects or a.kind is not ActionKind.INJECT] for at in program.actions]
    predecessors: list[set[int]] = [set() for _ in program.scenes]
    for scene, at in enumerate(actions):
        for action in at:
            for way in action.ways:
                predecessors[way.scene].add(scene)
    waiting = list(range(len(program.scenes)))
    queued = set(waiting)
    while waiting:
        scene = waiting.pop()
        queued.discard(scene)
        found = alive[scene]
        for action in actions[scene]:
            found |= _before(action, alive)
        if found != alive[scene]:
            alive[scene] = found
            # An inject stays in its scene, so the scene depends on itself.
            for earlier in (*predecessors[scene], scene):
                if earlier not in queued:
                    queued.add(earlier)
                    waiting.append(earlier)
    return alive


def idle(action: Action, alive: int) -> bool:
    """Whether an action is an inject that changes no bit of these, the token that it was played among them.

    Nothing that comes later can tell whether it was played, so neither can it matter whether it may be played.
    """
    return action.kind is ActionKind.INJECT and not action.effect.adds and not action.effect.kills & alive


def _before(action: Action, alive: list[int]) -> int:
    """The bits live before an action, given those live at the beginning of each scene."""
    if idle(action, alive[action.scene]):
        return 0
    if action.kind is ActionKind.INJECT:
        after = alive[action.scene]
    else:
        after = 0
        for way in action.ways:
            after |= way.guard.reads | way.effect.reads | (alive[way.scene] & ~way.effect.kills)
    return action.guard.reads | action.effect.reads | (after & ~action.effect.kills)
