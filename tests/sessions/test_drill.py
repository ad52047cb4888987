"""A drill: a decision with a real line before it, judged like every other, kept apart from plays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PlayError, RecordsError
from engine.learner.due import DueList, PlannedDrill
from engine.learner.history import PlayHistory
from engine.pack.folder import builtin
from engine.play.bundle import Bundle, bundle
from engine.play.events import Chose, Closed, Rolled, Started
from engine.play.fold import Play, replay
from engine.play.given import line_to
from engine.play.scoring import debrief
from engine.records import Records
from engine.states.program import Program
from engine.states.values import Valuation
from sessions.drill import Drill, fitting, put
from sessions.solo import Solo
from sessions.unfinished import unfinished_plays
from tests.engine.learner.past import BADLY, NOW, door, entry, keep
from tests.laws import compared, law
from tests.strategies import sound_scenarios

CURTAIN = bundle(builtin(), "curtain")


def planned(scene: str, play: str = "", of: Bundle | None = None) -> PlannedDrill:
    from engine.learner.due import MetDecision

    found = of or door()
    met = MetDecision(date(2026, 6, 1), False, play) if play else None
    return PlannedDrill(entry(found.scenario.id), scene, 100, met=met)


# The line that leads there


@law(100, reached=0.3, drawn=0.02)
@given(sound_scenarios(), st.data())
def test_a_drill_stands_where_a_real_line_leads_and_is_judged_as_in_a_whole_play(scenario, data) -> None:
    """The choice, decided in a whole play that takes the same line, is worth the same."""
    program = Program(scenario)
    values = Valuation(program)
    for scene in (name for name, found in scenario.scenes.items() if found.decision is not None):
        steps = line_to(values, scene)
        if steps is None:
            continue
        compared("reached")
        play = Play(program)
        play.apply(Started(seq=0, at="", scenario=scenario.id, version=1, seed=7))
        for step in steps:
            if step.choice:
                play.apply(Chose(seq=play.next_seq, at="", scene=play.scene, choice=step.choice, shown=play.shown()))
            else:
                compared("drawn")
                play.apply(Rolled(seq=play.next_seq, at="", route=step.route))
        assert (play.scene, play.waits_for) == (scene, "decision")
        choice = data.draw(st.sampled_from(play.shown()))
        given_away = [play.events[0].model_copy(update={"mode": "drill", "given": len(steps)}), *play.events[1:]]
        chosen = Chose(seq=play.next_seq, at="", scene=scene, choice=choice, shown=play.shown())
        drill = replay(program, [*given_away, chosen])
        (alone,) = debrief(drill, values).decisions
        whole = debrief(replay(program, [*play.events, chosen]), values).decisions[-1]
        assert (alone.regret, alone.span, alone.best, alone.marks, alone.critical) == (
            whole.regret, whole.span, whole.best, whole.marks, whole.critical,
        )  # fmt: skip
        assert alone.span > 0
        assert [mistake for mistake in debrief(play, values).decisions if not mistake.sound] == [] or not _sound_line(
            values, scene
        )


def _sound_line(values: Valuation, scene: str) -> bool:
    """Whether a line without a mistake leads to a decision there at which something is at stake: by following all of them."""
    graph, waiting, seen = values.graph, [0], {0}
    while waiting:
        node = waiting.pop()
        if graph.scene(node) == scene and values.span(node):
            return True
        for edge in graph.edges[node]:
            if values.program.scenario.scenes[graph.scene(node)].decision is None or not values.regret(node, edge):
                fresh = [target for target in edge.targets if target not in seen]
                waiting += fresh
                seen.update(fresh)
    return False


def test_the_paragraphs_that_hold_on_the_line_are_told() -> None:
    """Every decision of a built-in scenario: what is shown is what a play along the same line shows."""
    shown = 0
    for scene in (name for name, found in CURTAIN.scenario.scenes.items() if found.decision is not None):
        drill = Drill.new(CURTAIN, scene, seed=1)
        play = Solo.new(CURTAIN, seed=1)
        for event in drill.play.events[1:]:
            if isinstance(event, Chose):
                play.choose(event.choice)
        if play.play.scene == scene:  # where no draw fell otherwise
            shown += 1
            assert drill.view().passages == play.view().passages
            assert drill.view().result == play.view().result
    assert shown > 3


def test_a_scene_without_a_decision_at_stake_is_refused_in_words() -> None:
    ending = next(name for name, found in CURTAIN.scenario.scenes.items() if found.ending is not None)
    with pytest.raises(PlayError, match=f"nothing is at stake at `{ending}`"):
        Drill.new(CURTAIN, ending)


def test_ones_own_mistake_is_put_where_it_was_made(tmp_path: Path) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        play = keep(records, BADLY)
        own = replay(Program(door().scenario), records.events(play))
        last = own.ledger[-1].event
        drill = put(planned(last.scene, play), door(), records)
        assert drill.lead.own
        assert [e.choice for e in drill.play.events if isinstance(e, Chose)] == list(BADLY[:-1])
        assert drill.led_here.startswith("In your own play you came here by: ")
        records.erase(play)
        assert not put(planned(last.scene, play), door(), records).lead.own  # another line leads there, too


@pytest.mark.parametrize(("name", "mistake"), [("curtain", "go-up"), ("gate", "sit-him")])
def test_where_the_story_came_back_a_drill_tells_it_whole_and_in_its_order(name: str, mistake: str) -> None:
    """Nothing was read before a drill: what a play told first stands first, and what came with the answer behind it."""
    bundle_ = bundle(builtin(), name)
    play = Solo.new(bundle_, seed=1)
    first = play.view()
    scene = play.play.scene
    asks = next(n for n, c in bundle_.scenario.scenes[scene].decision.choices.items() if c.next == scene)
    play.choose(asks)
    back = play.view()
    assert back.before
    assert back.passages[-1].has_news
    play.choose(mistake)
    told = Drill.new(bundle_, scene, own=play.play).view()
    assert (told.scene, told.before) == (scene, ())
    texts = [p.text for passage in told.passages for p in passage.paragraphs]
    assert texts == [p.text for view in (first, back) for passage in view.passages for p in passage.paragraphs]


# Deciding


def test_what_was_given_is_nobodys_decision_and_nothing_is_drawn_after_ones_own() -> None:
    drill = Drill.new(CURTAIN, "story", seed=1)
    assert (drill.decided, drill.record.debrief.decisions, drill.view().done) == (False, (), 0)
    line = drill.choose(drill.play.shown()[0])
    assert line.verdict
    assert len(drill.record.account.decisions) == 1
    assert [type(e) for e in drill.play.events[-2:]] == [Chose, Closed]
    with pytest.raises(PlayError):
        drill.choose(drill.play.shown()[0])


def test_a_drill_is_kept_whole_when_it_is_decided_and_not_before(tmp_path: Path) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        drill = Drill.new(CURTAIN, "story", records)
        assert records.plays() == []
        drill.choose(drill.play.shown()[0])
        (row,) = records.plays()
        assert (row.mode, row.finished, row.scenario) == ("drill", True, "officer-safety/curtain")
        assert records.events(row.id) == drill.play.kept
        assert replay(Program(CURTAIN.scenario), records.events(row.id)).ledger == drill.play.ledger


def test_what_could_not_be_kept_is_not_decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise RecordsError("the disk is full")

    with Records.open(tmp_path / "plays.db") as records:
        drill = Drill.new(CURTAIN, "story", records)
        with monkeypatch.context() as patch:
            patch.setattr(records, "keep", refuse)
            with pytest.raises(RecordsError):
                drill.choose(drill.play.shown()[0])
        assert not drill.decided
        drill.choose(drill.play.shown()[0])
        assert len(records.plays()) == 1


def test_drills_count_for_lessons_and_for_nothing_else(tmp_path: Path) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        keep(records, BADLY)
        drill = Drill.new(CURTAIN, "story", records)
        line = drill.choose(drill.play.shown()[0])
        for _ in range(2):  # worked out, then from what is kept of it
            log = PlayHistory().log(records)
            assert [play.scenario for play in log.plays] == ["screens/door"]
            (drilled,) = log.drills
            assert drilled.decided == (("story", line.graded.sound),)
            assert set(drilled.lessons) == set(line.graded.marks)
        assert [play.scenario for play in PlayHistory().read(records)] == ["screens/door"]
        assert unfinished_plays(records) == ()
        assert log.both[-1] == drilled


# How many


@pytest.mark.parametrize(("minutes", "number"), [(None, 2), (1, 1), (3, 1), (4, 2), (6, 3), (9, 3)])
def test_as_many_decisions_as_fit_and_at_least_one(minutes: int | None, number: int) -> None:
    due = DueList(NOW.date(), drills=(planned("a"), planned("b")), mistakes=(planned("c"),))
    assert len(fitting(due, minutes)) == number


def test_where_nothing_is_due_what_went_wrong_is_put() -> None:
    assert [x.scene for x in fitting(DueList(NOW.date(), mistakes=(planned("c"), planned("d"))))] == ["c"]
    assert fitting(DueList(NOW.date() + timedelta(days=1)), 5) == ()
