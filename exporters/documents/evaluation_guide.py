"""Exercise evaluation guide after HSEEP: per objective its lessons as critical tasks, room for what was seen, and a rating."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from engine.pack.scenario import Decision
from engine.play.bundle import Bundle
from exporters.content.document import Block, Document, Heading, Rules, Table, TextBlock, Together, bullets, join, plain, rows
from exporters.documents.parts import TO_FILL, facts, heading, line, named, overview
from exporters.play.rating import DEFINITIONS, NAMES, Rating
from exporters.scenario.aims import Aim, aims, further
from exporters.scenario.outline import DecisionPoint, Outline, outline_of

RATINGS = (Rating.PERFORMED, Rating.SOME, Rating.MAJOR, Rating.UNABLE)
ACHIEVED = "The targets and critical tasks of the capability were completed in a manner that achieved the objective"
SAFE = (
    "It did not contribute to additional health or safety risks for the public or for emergency workers, and it was conducted in "
    "accordance with applicable plans, policies, procedures, regulations and laws."
)
HSEEP_DEFINITIONS = {
    Rating.PERFORMED: f"{ACHIEVED} and did not negatively impact the performance of other activities. {SAFE}",
    Rating.SOME: f"{ACHIEVED} and did not negatively impact the performance of other activities. {SAFE} "
    "However, opportunities to enhance effectiveness or efficiency were identified.",
    Rating.MAJOR: f"{ACHIEVED}, but some or all of the following were observed: it had a negative impact on the performance of "
    "other activities; it contributed to additional health or safety risks for the public or for emergency workers; or it was "
    "not conducted in accordance with applicable plans, policies, procedures, regulations and laws.",
    Rating.UNABLE: "The targets and critical tasks of the capability were not performed in a manner that achieved the objective.",
}
"""After the Homeland Security Exercise and Evaluation Program, 2020; shortened."""
TO_CIRCLE = "\u00a0\u00a0".join("PSMU")
_SPACE = join("\n".join("\u00a0" * 5))
"""Room to write by hand."""
_RULES = 3
"""Further lines to write on below a label."""


def evaluation_guide(bundle: Bundle) -> Document:
    """The guide for evaluators. It shows which answers uphold a lesson."""
    outline = outline_of(bundle)
    pages = [Together(tuple(_objective(outline, aim))) for aim in aims(bundle.scenario)]
    return Document(
        name=f"{bundle.scenario.id}-evaluation-guide",
        title=bundle.scenario.title,
        subtitle="Exercise evaluation guide. Not for players: it shows which answers uphold a lesson",
        blocks=(*_first(bundle), *pages, *_further(outline), *_overall(bundle)),
        facts=facts(bundle),
        landscape=True,
        small=True,
        footer=f"{bundle.scenario.title} · evaluation guide · version {bundle.scenario.version}",
    )


def _first(bundle: Bundle) -> Iterator[Block]:
    names = ("Evaluator", "Organization or jurisdiction", "Venue", "Exercise date", "Mission area", "Core capability")
    yield overview((("Exercise", line(bundle.scenario.title)), *((name, TO_FILL) for name in names)))
    yield heading("How to use it")
    yield bullets(
        [
            "Write down what was decided, by whom, with which reason. Quote. Note who spoke up, and whether it was heard.",
            "Rate what was done with what was known then. A good ending mends no rating, a bad one spoils none.",
            "Rate each task, then the objective, then the exercise. Leave a task open that the class did not come to.",
            "The program rates the same objectives from the votes and decisions; compare after you have made up your mind.",
        ]
    )
    yield heading("Ratings")
    found = [(f"{r.value}: {NAMES[r]}", DEFINITIONS[r], HSEEP_DEFINITIONS[r]) for r in RATINGS]
    head = rows(("Rating", "In this exercise", "In HSEEP (2020)"))[0]
    yield Table(head, rows(*found), "What the ratings mean", (2, 4, 6), head_column=True)


def _objective(outline: Outline, aim: Aim) -> Iterator[Block]:
    yield Heading(1, join(f"Objective {aim.number}: ", line(aim.objective.text)))
    yield TextBlock(named("Capability and target", TO_FILL))
    yield _tasks(outline, aim.objective.lessons, aim.tasks)
    yield TextBlock(named(f"Rating of objective {aim.number}", TO_CIRCLE))


def _further(outline: Outline) -> Iterator[Block]:
    """What is tested for no objective: to be seen, and to be talked about."""
    lessons = partial(further, outline.bundle.scenario)
    ids = dict.fromkeys(id_ for point in outline.points for id_ in lessons(point.decision))
    if ids:
        yield Together(
            (
                heading("Lessons of no objective"),
                TextBlock(plain("Decisions test these, too. No rating of an objective rests on them.")),
                _tasks(outline, tuple(ids), lessons),
            )
        )


def _tasks(outline: Outline, ids: tuple[str, ...], rated: Callable[[Decision], tuple[str, ...]]) -> Table:
    """Lessons as critical tasks; `rated` says which of them are looked at in a decision."""
    found = []
    for id_ in ids:
        lesson = outline.bundle.lessons.get(id_)
        task = join(plain(outline.lesson(id_), bold=True), *(("\n", line(lesson.statement)) if lesson else ()))
        points = [point for point in outline.points if id_ in rated(point.decision)]
        found.append((task, "\n".join(_upheld(point, id_) for point in points) or "tested by no decision", _SPACE, TO_CIRCLE))
    head = rows(("Critical task", "At decision: upheld by", "Observed: notes and explanation", "Rating"))[0]
    return Table(head, rows(*found), widths=(4, 3, 8, 2))


def _upheld(point: DecisionPoint, lesson: str) -> str:
    """The number of a decision, and the letters that uphold a lesson there."""
    letters = [o.letter for o in point.options if f"+{lesson}" in o.choice.marks]
    return f"{point.number}: {', '.join(letters) or 'none'}"


def _overall(bundle: Bundle) -> Iterator[Block]:
    yield heading("Overall")
    found = [(f"{n}.", line(o.text), TO_CIRCLE) for n, o in enumerate(bundle.scenario.objectives, 1)]
    yield Table(rows(("No.", "Objective", "Rating"))[0], rows(*found), "Ratings of the objectives", (1, 10, 2))
    yield TextBlock(named("Overall rating", TO_CIRCLE))
    for label in ("Strengths", "Areas for improvement"):
        yield Together((Rules((label, *[""] * _RULES)),))
