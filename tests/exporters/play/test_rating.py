"""An objective is rated by its own lessons at decisions that were made: by example, by a law, and on every surface."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.pack.folder import builtin
from engine.pack.scenario import Objective, Scenario
from engine.play import phases
from engine.play.bundle import Bundle, bundle
from engine.play.events import Phase
from engine.play.grades import Graded
from engine.play.scoring import debrief
from exporters.documents.evaluation_guide import evaluation_guide
from exporters.play.play_record import PlayRecord
from exporters.play.rating import Rating, beside, ratings
from exporters.registry import EXPORTS, make
from exporters.scenario.aims import aims, further
from sessions.classroom import hot_wash
from sessions.classroom.class_session import ClassSession
from sessions.classroom.flow import SUMMARY, wash
from sessions.classroom.slide import slide
from tests.engine.play.test_play_laws import go_on, wander
from tests.exporters.played import Script
from tests.laws import compared, law
from tests.strategies import LESSONS, sound_scenarios

WORTH = {"+": Fraction(1), "~": Fraction(1, 2), "-": Fraction(0)}
SHORT = ("wait", "drift", "press", "step-off")
"""Choices of the curtain that lead past the scene with her."""


def short(**started: str) -> PlayRecord:
    """A class that looked round the room and never came to talk with her."""
    script = Script("curtain", **{"mode": "class", "voters": "none", **started})
    while script.deciding and script.play.scene != "her":
        choice = next((c for c in SHORT if c in script.play.shown()), "")
        script.choose(choice)
    script.end()
    script.add(Phase, name=phases.HOT_WASH, page=len(wash(hseep=False)))
    return script.record


def text(name: str, record: PlayRecord | Bundle, format_: str = "md") -> str:
    export = next(export for export in EXPORTS if export.name == name)
    return make(export, record, format_)[0].content.decode("utf-8-sig")


def part(said: str, heading: str) -> str:
    """What stands under a heading of Markdown, up to the next of its level."""
    level = heading.partition(" ")[0]
    return said.split(f"{heading}", 1)[1].split(f"\n{level} ", 1)[0]


def test_a_lesson_that_two_objectives_share_is_no_evidence_of_the_one_that_was_not_at_stake():
    record = short()
    made = {d.scene for d in record.debrief.counted}
    assert "story" in made
    assert "her" not in made
    rated = ratings(record.bundle.scenario, record.debrief)
    assert rated[4].rating is Rating.NONE
    assert rated[4].standing == {}
    assert [d.scene for d in rated[0].evidence] == ["story"]
    assert set(rated[0].standing) == {"verify-the-story", "sweep-the-scene"}


def test_the_scene_with_her_rates_the_objective_about_her():
    found = next(f for f in map(with_her, range(60)) if f is not None)
    (graded,) = (d for d in found.debrief.counted if d.scene == "her")
    rated = ratings(found.bundle.scenario, found.debrief)[4]
    assert [d.scene for d in rated.evidence] == ["her"]
    assert rated.share == sum(WORTH[graded.marks[x]] for x in rated.aim.objective.lessons) / 2


def with_her(seed: int) -> PlayRecord | None:
    """A random play, if it came to the scene with her."""
    script = Script("curtain")
    script.random = Random(seed)
    while script.deciding:
        script.choose()
    return script.record if any(d.scene == "her" for d in script.record.debrief.counted) else None


def test_screen_wall_report_and_data_say_the_same():
    record = short()
    rated = ratings(record.bundle.scenario, record.debrief)
    assert len({r.rating for r in rated}) > 1
    report, data = text("after-action", record), json.loads(text("play-data", record, "json"))
    session = ClassSession(record.bundle, record.play)
    (beside_the_page,) = (s for s in hot_wash.facts(session, SUMMARY) if s.heading == "Objectives")
    wall = "\n".join(slide(record).text)
    for r in rated:
        said = r.words
        assert f"**{said}.**" in part(report, f"### Objective {r.aim.number}: ")
        assert data["objectives"][r.aim.number - 1]["rating"] == r.rating.value
        assert beside_the_page.lines[r.aim.number - 1] == (f"{r.aim.number}. ", f"{said}. {r.aim.objective.text}")
        assert f"{r.aim.number}. {r.aim.objective.text}: **{said}**" in wall
    assert "no decision tested it" in part(report, "### Objective 5: ")


def test_the_report_tells_of_lessons_of_no_objective():
    said = part(text("after-action", short()), "### Lessons of no objective")
    assert "- Slow down when nothing forces you to hurry: upheld 1." in said
    assert "Contact and cover" not in said


def test_nothing_is_rated_where_nothing_is_scored():
    record = short()
    unscored = replace(record.debrief, scored=False)
    assert ratings(record.bundle.scenario, unscored) == ()
    assert beside(record.bundle.scenario, unscored) == {}


@pytest.mark.parametrize("name", sorted(path.stem for path in builtin().scenario_paths))
def test_the_evaluation_guide_has_a_row_for_whatever_a_decision_tests(name: str):
    taken = bundle(builtin(), name)
    said = text("evaluation-guide", taken)
    pages = {f"Objective {aim.number}": part(said, f"## Objective {aim.number}: ") for aim in aims(taken.scenario)}
    if "## Lessons of no objective" in said:
        pages[""] = part(said, "## Lessons of no objective\n")
    tested = {lesson for scene in taken.scenario.scenes.values() if scene.decision for lesson in scene.decision.tests}
    for lesson in tested:
        assert any(f"**{taken.lessons[lesson].title}**" in page for page in pages.values()), lesson
    assert evaluation_guide(taken).blocks


# A law: the ratings against their definition, written anew


@st.composite
def aimed(draw: st.DrawFn) -> Scenario:
    """A sound scenario with objectives that share lessons or do not."""
    scenario = draw(sound_scenarios())
    lessons = st.lists(st.sampled_from(LESSONS), min_size=1, max_size=3, unique=True)
    named = draw(st.lists(lessons, min_size=1, max_size=4))
    return scenario.model_copy(update={"objectives": tuple(Objective(text="Do it.", lessons=tuple(x)) for x in named)})


def naive(scenario: Scenario, made: list[Graded], number: int) -> tuple[list[int], Fraction]:
    """The decisions that are evidence of an objective, and the share that was upheld."""
    mine = scenario.objectives[number].lessons
    others = {x for n, o in enumerate(scenario.objectives) if n != number for x in o.lessons}
    own = [x for x in mine if x not in others] or list(mine)
    seen = [d for d in made if any(x in own for x in scenario.scenes[d.scene].decision.tests)]
    shares = []
    for lesson in mine:
        weighed = [
            (scenario.scenes[d.scene].decision.weights.get(lesson, Fraction(1)) * scenario.scenes[d.scene].decision.weight,
             WORTH[d.marks[lesson]])
            for d in seen if lesson in d.marks
        ]  # fmt: skip
        if weighed:
            shares.append(sum(w * x for w, x in weighed) / sum(w for w, _ in weighed))
    return [d.seq for d in seen], sum(shares, Fraction(0)) / len(shares) if shares else Fraction(0)


@law(150, observed=0.3, unobserved=0.3, shared=0.3)
@given(aimed(), st.integers(0, 2**31 - 1))
def test_a_rating_rests_on_own_decisions_alone(scenario: Scenario, seed: int) -> None:
    random = Random(seed)
    play = wander(scenario, random.randrange(2**31), facilitated=True)
    go_on(play)
    taken = Bundle(scenario, None, {}, builtin().info)
    found = debrief(play, PlayRecord(taken, play).valuation)
    made = [d for d in found.decisions if d.counts]
    for number, rated in enumerate(ratings(scenario, found)):
        evidence, share = naive(scenario, made, number)
        assert ([d.seq for d in rated.evidence], rated.share) == (evidence, share)
        assert (rated.rating is Rating.NONE) == (not evidence)
        assert (rated.rating is Rating.UNABLE) == (bool(evidence) and not share)
        critical = any(d.critical for d in made if d.seq in evidence)
        assert (rated.rating is Rating.PERFORMED) == (bool(evidence) and share == 1 and not critical)
        compared("observed" if evidence else "unobserved")
    named = [lesson for objective in scenario.objectives for lesson in objective.lessons]
    if len(set(named)) < len(named):
        compared("shared")
    for decision in (scene.decision for scene in scenario.scenes.values() if scene.decision):
        told = {lesson for aim in aims(scenario) for lesson in aim.tasks(decision)}
        assert told.isdisjoint(further(scenario, decision))
        assert told | set(further(scenario, decision)) == set(decision.tests)
