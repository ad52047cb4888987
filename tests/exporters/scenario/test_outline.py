"""What documents rest on: story order, letters, odds, times, and conditions in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given

from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo
from engine.play.bundle import Bundle, bundle
from engine.play.events import Chose, Rolled, Started
from engine.play.fold import Play
from exporters.documents.facilitator_guide import facilitator_guide
from exporters.scenario import odds as odds_module
from exporters.scenario.branching import condition, effects, ways
from exporters.scenario.odds import Odds, odds_of, say
from exporters.scenario.outline import Outline, outline_of
from exporters.scenario.timing import CALL, LEAST_TALK, clock, length, plan
from tests.engine import brute
from tests.laws import compared, law
from tests.strategies import heading, sound_scenarios

BUILTIN = [path.stem for path in builtin().scenario_paths]
AT = "2026-01-01T00:00:00+00:00"


def of(scenario: Scenario) -> Outline:
    return Outline(Bundle(scenario, None, {}, PackInfo(hotwash=1, name="made-up", title="Made up", version=1)))


def test_an_outline_and_its_odds_are_worked_out_once_a_bundle() -> None:
    taken, other = bundle(builtin(), "curtain"), bundle(builtin(), "curtain")
    assert outline_of(taken) is outline_of(taken) is odds_of(taken).outline
    assert odds_of(taken) is odds_of(taken)
    assert outline_of(other) is not outline_of(taken)


def built(id_: str) -> Outline:
    return Outline(bundle(builtin(), id_))


def written(scenes: dict, **more) -> Outline:
    return of(Scenario.model_validate({**heading(), "start": next(iter(scenes)), "scenes": scenes, **more}))


def decides(*targets: str, **more) -> dict:
    choices = {f"c{n}": {"text": f"Go {n}.", "next": target} for n, target in enumerate(targets)}
    return {"text": "Now.", "invented": True, "decision": {"prompt": "What?", "choices": choices, **more}}


def ends(outcome: str = "safe") -> dict:
    return {"text": "Over.", "invented": True, "ending": {"outcome": outcome, "title": "Over"}}


def passes(to) -> dict:
    return {"text": "On.", "invented": True, "next": to}


# Order


@law(60)
@given(sound_scenarios())
def test_every_scene_is_told_once_and_after_those_that_lead_to_it_unless_the_story_comes_back(scenario: Scenario) -> None:
    outline = of(scenario)
    assert sorted(outline.order) == sorted(scenario.scenes)
    place = {name: n for n, name in enumerate(outline.order)}
    for name, targets in outline.follow.items():
        for target in targets:
            assert place[name] < place[target] or reaches(outline, target, name)


def reaches(outline: Outline, start: str, goal: str) -> bool:
    seen, queue = {start}, [start]
    for name in queue:
        fresh = [t for t in outline.follow[name] if t not in seen]
        seen.update(fresh)
        queue += fresh
    return goal in seen


def test_a_scene_written_too_early_is_told_in_its_place():
    outline = written({"a": decides("b", "c"), "end": ends(), "c": decides("end"), "b": decides("c")})
    assert outline.order == ("a", "b", "c", "end")
    assert [p.number for p in outline.points] == [1, 2, 3]
    assert outline.label("b") == "decision 2"
    assert outline.label("end") == "the ending “Over” (safe)"


def test_passages_that_every_play_tells_are_told_to_all_and_others_are_not():
    scenes = {
        "intro": passes("first"), "first": decides("good", "bad"), "good": passes("second"), "bad": passes("between"),
        "between": passes("second"), "second": decides("bridge", "bridge"), "bridge": passes("third"), "third": decides("end"),
        "end": ends(),
    }  # fmt: skip
    outline = written(scenes)
    told = {p.scene: outline.told_before(p) for p in outline.points}
    assert told == {"first": ("intro",), "second": (), "third": ("bridge",)}
    assert [p.scene for p in outline.leading("between")] == ["first"]


@pytest.mark.parametrize("id_", BUILTIN)
def test_letters_are_those_of_a_class(id_: str) -> None:
    outline, seen = built(id_), set()
    for seed in range(12):
        play, random = Play(outline.program), Random(seed)
        play.apply(Started(seq=0, at=AT, scenario=id_, version=outline.bundle.scenario.version, seed=seed, mode="class"))
        while play.waits_for in ("decision", "roll"):
            at = {"seq": play.next_seq, "at": AT}
            if play.waits_for == "roll":
                play.apply(Rolled(**at, route=play.roll()))
                continue
            assert play.letters() == {o.id: o.letter for o in outline.point[play.scene].options}
            seen.add(play.scene)
            play.apply(Chose(**at, scene=play.scene, choice=random.choice(play.shown()), shown=play.shown()))
    assert len(seen) > 4


# Odds


@law(60, mistakes=0.2)
@given(sound_scenarios())
def test_odds_are_those_of_the_naive_semantics(scenario: Scenario) -> None:
    found = brute.explore(scenario, injects=False, limit=1500)
    assume(found.complete)
    values = brute.values(scenario)
    odds = Odds(of(scenario))

    def best(moment, steps):
        return [s for s in steps if s.kind != "choice" or values.regret(moment, s.id) == 0]

    assert dict(odds.blind) == chances(found, lambda _, steps: steps, scenario)
    assert dict(odds.best) == chances(found, best, scenario)
    shares: dict = {}
    for moment, steps in found.steps.items():
        for step in steps:
            if step.kind == "choice":
                shares.setdefault((moment.scene, step.id), set()).add(values.regret(moment, step.id) == 0)
    for (scene, choice), verdicts in shares.items():
        share = odds.answers[scene][choice]
        if False in verdicts:
            compared("mistakes")
        assert verdicts == {True} if share == 1 else verdicts == {False} if share == 0 else verdicts == {True, False}


def chances(found, habit, scenario):
    """Every way through, state by state, with the set of scenes seen in each state."""
    mass = {found.start: Fraction(1)}
    answer = dict.fromkeys(scenario.scenes, Fraction(0))
    queue = [found.start]
    waits = dict.fromkeys(found.steps, 0)
    for steps in found.steps.values():
        for step in steps:
            for landing in step.landings:
                waits[landing.moment] += 1
    for moment in queue:
        steps = found.steps[moment]
        if not steps:
            for scene in moment.visited:
                answer[scene] += mass.get(moment, 0)
        taken = habit(moment, steps)
        for step in steps:
            total = sum(x.odds for x in step.landings)
            for x in step.landings:
                if step in taken:
                    share = mass.get(moment, Fraction(0)) / len(taken) * Fraction(x.odds, total)
                    mass[x.moment] = mass.get(x.moment, Fraction(0)) + share
                waits[x.moment] -= 1
                if not waits[x.moment]:
                    queue.append(x.moment)
    return answer


@pytest.mark.parametrize("id_", BUILTIN)
def test_endings_share_all_plays_among_them(id_: str) -> None:
    odds = Odds(built(id_))
    for chances_ in (odds.blind, odds.best):
        assert sum(chances_[name] for name, _ in odds.outline.endings) == 1


@pytest.mark.parametrize("id_", BUILTIN)
def test_the_best_line_makes_no_mistake(id_: str) -> None:
    odds = Odds(built(id_))
    assert odds.line
    for stage in odds.line:
        option = next(o for o in stage.point.options if o.letter == stage.letter)
        assert odds.answers[stage.point.scene][option.id] > 0


def test_too_many_states_leave_the_odds_out_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odds_module, "MOST", 10)
    outline = built("curtain")
    assert not Odds(outline).known
    said = repr(facilitator_guide(outline.bundle))
    assert "branches too widely" in said
    assert "The best line:" in said


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0, "never"), (1, "always"), ("3/4", "3 in 4"), ("1/3", "1 in 3"), ("2/13", "15 %"), ("1/1000", "under 1 %"),
     ("999/1000", "over 99 %")],
)  # fmt: skip
def test_chances_in_words(chance, said):
    assert say(Fraction(chance)) == said


# Times


@pytest.mark.parametrize("id_", BUILTIN)
def test_the_plan_fills_the_time_of_the_class_and_no_more(id_: str) -> None:
    outline = built(id_)
    time = plan(Odds(outline))
    assert time.total == outline.bundle.scenario.minutes.class_
    usual = [slot for slot in time.slots if slot.usual]
    assert usual[0].start == time.welcome
    for before, after in pairwise(usual):
        assert before.start + before.length == after.start
    assert usual[-1].start + usual[-1].length == time.wash
    assert sorted(slot.point.number for slot in time.slots) == [point.number for point in outline.points]
    for slot in time.slots:
        assert time.welcome <= slot.start <= time.wash - slot.length
        assert min(slot.read, slot.vote, slot.discuss, slot.decide) > 0


@pytest.mark.parametrize("id_", BUILTIN)
def test_the_plan_says_where_no_time_is_left_to_talk_and_what_would_leave_it(id_: str) -> None:
    outline = built(id_)
    time = plan(Odds(outline))
    assert time.hurried == tuple(sorted(s.point.number for s in time.slots if s.usual and s.discuss < LEAST_TALK))
    assert (time.unhurried > time.total) == bool(time.hurried)
    for slot in time.slots:
        assert slot.vote >= CALL * len(slot.point.options) or not slot.discuss


def test_a_class_without_time_talks_not_at_all_and_is_told_what_it_needs():
    taken = bundle(builtin(), "curtain")
    minutes = taken.scenario.minutes.model_copy(update={"class_": 15})
    time = plan(Odds(Outline(replace(taken, scenario=taken.scenario.model_copy(update={"minutes": minutes})))))
    usual = [slot for slot in time.slots if slot.usual]
    assert time.hurried == tuple(slot.point.number for slot in usual)
    assert {slot.discuss for slot in usual} == {0}
    assert usual[-1].start + usual[-1].length == time.wash
    assert 45 < time.unhurried < 75


def test_times_in_figures():
    assert [clock(Fraction(m)) for m in (0, 9, "52.5", 61)] == ["0:00", "0:09", "0:53", "1:01"]
    assert [length(Fraction(m)) for m in ("0.2", "1.4", 2)] == ["0:15", "1:30", "2:00"]


# Words

FACTS = {
    "partner_here": False,
    "light": True,
    "gap": {"one_of": ["near", "far"], "start": "near"},
    "late": {"range": [0, 9], "start": 0},
}
REMEMBERING = {
    "a": {
        "text": "Now.", "invented": True,
        "decision": {"prompt": "What?", "choices": {
            "wait": {"text": "Wait.", "set": {"partner_here": True, "gap": "far"}, "add": {"late": 2}, "next": "b"},
            "go": {"text": "Go.", "once": True, "next": [{"odds": 3, "to": "b", "set": {"light": False}}, {"odds": 1, "to": "end"}]},
            "again": {"text": "Ask.", "add": {"late": -1}, "next": "a"},
        }},
    },
    "b": passes([{"when": "partner_here", "to": "end"}, {"to": "end"}]),
    "end": {**ends(), "also": [{"when": "light and late > 1 and gap == 'far'", "text": "Also."}]},
}  # fmt: skip


@pytest.fixture
def remembering() -> Outline:
    return written(REMEMBERING, facts=FACTS, injects={"dark-now": {"text": "Dark.", "at": ["a"], "set": {"light": False}}})


def test_conditions_in_words(remembering: Outline) -> None:
    letter = {o.id: o.letter for o in remembering.points[0].options}
    for when, said in (
        ("partner_here", f"1 {letter['wait']} was chosen"),
        ("not partner_here", f"1 {letter['wait']} was not chosen"),
        ("light", f"neither 1 {letter['go']} (on to passage 1) nor inject “dark now” came before"),
        ("not light", f"1 {letter['go']} (on to passage 1) or inject “dark now” came before"),
        ("gap == 'far'", f"1 {letter['wait']} was chosen"),
        ("late >= 4", "the tally is at least 4"),
        ("gap in ['near', 'far']", "it is so in every case"),
        (
            "late < 2 and (visited('b') or gap != 'far')",
            f"the tally is below 2 and (the class has been at passage 1 or 1 {letter['wait']} was not chosen)",
        ),
        ("not (partner_here and late > 1)", f"it is not so that (1 {letter['wait']} was chosen and the tally is above 1)"),
        ("chose('a.wait')", f"1 {letter['wait']} was chosen"),
        ("not chose('a.wait')", f"1 {letter['wait']} was not chosen"),
        ("visited('b')", "the class has been at passage 1"),
        ("chose('a.go') == true", f"1 {letter['go']} was chosen"),
        ("chose('a.go') == false", f"1 {letter['go']} was not chosen"),
    ):
        assert condition(remembering, when) == said


def test_ways_on_and_effects_in_words(remembering: Outline) -> None:
    choices = {o.id: o.choice for o in remembering.points[0].options}
    assert ways(remembering, "a", choices["again"].next) == ("this decision again",)
    assert ways(remembering, "a", choices["go"].next) == ("3 in 4: passage 1", "1 in 4: the ending “Over” (safe)")
    first, second = ways(remembering, "b", remembering.scenes["b"].next)
    assert first.startswith("if 1 ")
    assert second == "otherwise: the ending “Over” (safe)"
    assert effects(remembering, choices["wait"].set, choices["wait"].add) == ("2 more on the tally",)
    assert effects(remembering, choices["again"].set, choices["again"].add) == ("1 less on the tally",)
