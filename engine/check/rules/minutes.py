"""`minutes` does not fit what there is to read and to decide.

A trainee takes a quarter of an hour from a shift, an instructor plans a lesson: both rely on it. Reckoned are 200 words a
minute (a little below the 238 that adults read silently; Brysbaert 2019, How many words do we read per minute?) and three
quarters of a minute to weigh each decision. A typical play chooses blindly among what is available and counts text,
paragraphs shown, prompt, choices and result; of paragraphs that no later branch depends on, one example is taken.

`solo` is too short below half of a typical play, and too long above twice of it and above the longest play as well; within
fifteen minutes of a typical play nothing is said. `class` is the solo play with talk: it cannot be shorter.

Bad:

    minutes: {solo: 40, class: 60}

Good:

    minutes: {solo: 5, class: 60}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.check.subject import ProvedSubject, Rule
from engine.language import reading_speed
from engine.pack import story
from engine.pack.diagnostics import Finding, Severity
from engine.pack.scenario import Scenario
from engine.states.graph import Transition

RULE = Rule("HW409", "minutes", Severity.WARNING, ProvedSubject)
APART = 15
"""Minutes that never count."""


class Length(NamedTuple):
    """How long plays take, in minutes."""

    typical: float
    longest: float


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """What the author says, beside what plays take."""
    scenario = subject.scenario
    minutes = scenario.minutes
    length = lengths(subject)
    if far(minutes.solo, length):
        yield subject.finding(
            RULE, f"`solo` says {minutes.solo} min, where a typical play takes about {_whole(length.typical)} min and the "
            f"longest {_whole(length.longest)} min", ("minutes", "solo"),
            mend="play it once with a watch and write down what it took")  # fmt: skip
    if minutes.class_ < minutes.solo:
        yield subject.finding(
            RULE, f"`class` says {minutes.class_} min, less than one alone takes", ("minutes", "class"),
            related=((("minutes", "solo"), f"alone {minutes.solo} min"),),
            mend="a class reads, decides and talks: give it more time")  # fmt: skip


def _whole(minutes: float) -> int:
    return max(1, round(minutes))


def far(solo: int, length: Length) -> bool:
    """Whether `solo` is far from what plays take."""
    if abs(solo - length.typical) < APART:
        return False
    return 2 * solo < length.typical or solo > max(2 * length.typical, length.longest)


def lengths(subject: ProvedSubject) -> Length:
    """The mean of blind plays without injects, and the longest of them."""
    graph = subject.solo
    scenes = [_timed(subject.scenario, name) for name in subject.program.scenes]
    typical, longest = [0.0] * len(graph.nodes), [0.0] * len(graph.nodes)
    for node in graph.backwards():
        number = graph.nodes[node].scene
        scene, bits = scenes[number], graph.witnesses[node]
        here = scene.asked + (scene.text if subject.program.text[number].test(bits) else 0.0)
        here += sum(m for m, guard in zip(scene.also, subject.program.also[number], strict=True) if guard.test(bits))
        on, most = 0.0, 0.0
        edges = graph.edges[node]
        for edge in edges:
            choice, result = scene.choices.get(edge.action.id, (0.0, 0.0))
            here += choice
            on += result + _mean(edge, typical)
            most = max(most, result + max(longest[t] for t in edge.targets))
        typical[node], longest[node] = here + on / max(1, len(edges)), here + most
    return Length(typical[0], longest[0])


class _Timed(NamedTuple):
    """Minutes that a scene's texts take."""

    text: float
    asked: float
    """The prompt, and the decision."""
    also: list[float]
    choices: dict[str, tuple[float, float]]
    """Of each choice its text and its result."""


def _timed(scenario: Scenario, name: str) -> _Timed:
    scene = scenario.scenes[name]
    also = [_read(p.text) if story.read_alone(scenario, name, p) else 0.0 for p in scene.also]
    decision = scene.decision
    if decision is None:
        return _Timed(_read(scene.text), 0.0, also, {})
    choices = {c: (_read(choice.text), _read(choice.result or "")) for c, choice in decision.choices.items()}
    return _Timed(_read(scene.text), _read(decision.prompt) + reading_speed.A_DECISION, also, choices)


def _read(text: str) -> float:
    return float(reading_speed.minutes([text], reading_speed.SILENT))


def _mean(edge: Transition, of: list[float]) -> float:
    if len(edge.targets) == 1:
        return of[edge.targets[0]]
    return sum(odds * of[target] for odds, target in zip(edge.odds, edge.targets, strict=True)) / sum(edge.odds)
