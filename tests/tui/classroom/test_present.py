"""The shared screen: what it shows, what it never shows, and how it follows."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.pack.folder import builtin, open_pack
from engine.play import phases
from engine.play.bundle import bundle
from engine.play.events import Chose, Closed, Ended, Injected, Noted, Paused, Phase, Rolled, Started, Voted
from engine.play.fold import Play
from engine.records import Records
from engine.states.program import Program
from exporters.play.play_record import PlayRecord
from sessions.classroom.following import Following
from sessions.classroom.slide import WAITING, WallSlide, slide
from tests.tui.driving import settled, until
from tui.classroom.present import PresentScreen
from tui.classroom.present_app import PresentApp
from tui.classroom.projection import Projection
from tui.classroom.terminals import window_command
from tui.widgets.prose import blocks

PACK = Path(__file__).parents[1] / "pack"
ALL_PHASES = (phases.WELCOME, *phases.ROUND, phases.REVEAL, phases.HOT_WASH, phases.PALS_END)


class Class:
    """A class that is kept as it goes, as the instructor's terminal does it."""

    def __init__(self, where: Path | None, taken=None, **started) -> None:
        self.bundle = taken or bundle(builtin(), "curtain")
        self.records = Records.open(where) if where else None
        self.play = Play(Program(self.bundle.scenario))
        self.id = self.records.begin(self.bundle.name, 1, "class", self.bundle.parts()) if self.records else ""
        if started.pop("begin", True):
            self.begin(**started)

    def begin(self, **started) -> None:
        fields = {"voters": "hands", **started}
        self.add(Started, scenario=self.bundle.scenario.id, version=1, seed=1, mode="class", **fields)

    def add(self, kind, **fields) -> None:
        event = kind(seq=self.play.next_seq, at=datetime.now(UTC).isoformat(), **fields)
        self.play.apply(event)
        if self.records:
            self.records.append(self.id, event)

    def phase(self, name, **more) -> None:
        self.add(Phase, name=name, **more)

    def commit(self, choice=None) -> None:
        shown = self.play.shown()
        self.add(Chose, scene=self.play.scene, choice=choice or shown[0], shown=shown)
        while self.play.waits_for == "roll":
            self.add(Rolled, route=self.play.roll())

    def slide(self) -> WallSlide:
        return slide(PlayRecord(self.bundle, self.play))


def words(shown: WallSlide) -> str:
    bars = (bar.text for bar in shown.bars)
    return "\n".join([shown.title, shown.phase, *shown.text, shown.prompt, *bars, *shown.questions, shown.hint])


def secrets(taken):
    """Everything in a scenario that would give an answer away, or that is not for everybody's eyes."""
    for scene in taken.scenario.scenes.values():
        yield scene.notes
        yield from (also.text for also in scene.also if also.seat)
        if scene.decision:
            for choice in scene.decision.choices.values():
                yield from (choice.why, choice.critical)
    for inject in taken.scenario.injects.values():
        yield inject.notes


@pytest.mark.parametrize("name", [path.stem for path in builtin().scenario_paths])
def test_no_phase_before_the_reveal_gives_anything_away(name):
    here = Class(None, bundle(builtin(), name))
    hidden = {" ".join(text.split()) for text in secrets(here.bundle) if text}
    assert len(hidden) > 10
    while here.play.waits_for == "decision":
        for phase in ALL_PHASES:
            here.phase(phase)
            if phase != phases.REVEAL:
                said = " ".join(words(here.slide()).split())
                assert not [text for text in hidden if text in said], phase
        here.commit()


def test_what_a_seat_alone_reads_is_not_shown_and_what_all_read_is():
    here = Class(None, bundle(open_pack(PACK), "door"))
    here.phase(phases.READ)
    said = words(here.slide())
    assert "You stand at the door" in said
    assert "The handle moves" not in said


def test_the_reveal_says_why_and_what_would_have_been_best():
    here = Class(None)
    here.commit("go-up" if "go-up" in here.play.shown() else here.play.shown()[1])
    here.phase(phases.REVEAL)
    scenario = here.bundle.scenario
    chosen = scenario.scenes["arrive"].decision.choices[here.play.ledger[0].event.choice]
    said = words(here.slide())
    assert chosen.why in said
    assert "Best:" in said


def test_votes_show_only_once_the_bars_are_up():
    here = Class(None)
    a, b, *_ = here.play.shown()
    here.phase(phases.VOTE)
    for choice, heads in ((a, 7), (b, 12)):
        here.add(Voted, who="", scene=here.play.scene, choice=choice, heads=heads)
    assert {bar.count for bar in here.slide().bars} == {None}
    here.phase(phases.BARS)
    assert [bar.count for bar in here.slide().bars][:2] == [7, 12]
    assert [bar.letter for bar in here.slide().bars][:2] == ["A", "B"]


def test_an_inject_is_told():
    here = Class(None)
    while not here.play.program.injects(here.play.state):
        here.commit()
    card = here.play.program.injects(here.play.state)[0].id
    here.add(Injected, inject=card)
    here.phase(phases.READ)
    assert here.slide().text[0] == here.bundle.scenario.injects[card].text


def test_the_welcome_says_what_it_contains_how_to_leave_and_what_is_kept():
    said = words(Class(None).slide())
    assert "a weapon" in said
    assert "step out at any time" in said
    assert "nobody's name" in said
    record = Class(None, purpose="record", voters="people").slide()
    assert "kept under the name that its voter chose" in words(record)
    assert "People can pass or fail" in words(record)


def test_the_hot_wash_shows_one_question_what_was_said_and_at_its_end_how_the_team_did():
    here = Class(None)
    while here.play.waits_for == "decision":
        here.commit()
    here.add(Ended, **_end(here))
    here.add(Noted, topic=phases.LUCK, text="he *stood* <b>still</b>")
    shown = []
    for page in range(1, 8):
        here.phase(phases.HOT_WASH, page=page)
        shown.append(here.slide())
    questions = list(phases.HOT_WASH_QUESTIONS.values())
    assert [s.questions[0] for s in shown[:6]] == questions
    assert {s.page for s in shown} == {1}
    luck = shown[questions.index("What was luck?")]
    assert "".join(block.body.plain for block in blocks(luck.text[0])) == "he *stood* <b>still</b>"
    assert "decision score" in words(shown[6])
    assert not any("decision score" in words(s) for s in shown[:6])


# Following


def views(following, condition, tries=200):
    """Look until the condition holds."""
    for _ in range(tries):
        view = following.look()
        if condition(view):
            return view
        following._looked = float("-inf")
    pytest.fail(f"in vain: {view}")


def test_it_waits_for_records_that_are_not_there_yet_and_then_follows(tmp_path):
    where = tmp_path / "plays.db"
    following = Following(str(where))
    assert following.look().slide == WAITING
    here = Class(where)
    here.phase(phases.VOTE, seconds=45)
    view = views(following, lambda v: v.slide.title == "The curtain")
    assert view.slide.phase == "Vote, in silence"
    assert view.remaining is not None
    assert 0 < view.remaining <= 45
    here.add(Paused)
    assert following.look().paused
    following.close()


def test_it_turns_to_a_class_that_begins_later_and_writes_nothing(tmp_path):
    where = tmp_path / "plays.db"
    first = Class(where)
    following = Following(str(where))
    views(following, lambda v: v.slide.title == "The curtain")
    first.add(Ended, **_end(first))
    first.add(Closed)
    assert following.look().slide.text[0] == "Thank you."
    before = [len(first.records.events(row.id)) for row in first.records.plays()]
    second = Class(where, bundle(builtin(), "whatever"))
    views(following, lambda v: v.slide.title == "Whatever")
    assert sorted(len(second.records.events(row.id)) for row in second.records.plays()) == sorted([*before, 1])
    following.close()


def _end(here):
    while here.play.waits_for == "decision":
        here.commit()
    return {"scene": here.play.scene, "outcome": here.bundle.scenario.scenes[here.play.scene].ending.outcome}


def test_a_class_that_is_erased_is_waited_for_again(tmp_path):
    where = tmp_path / "plays.db"
    here = Class(where)
    following = Following(str(where))
    views(following, lambda v: v.slide.title == "The curtain")
    here.records.erase(here.id)
    views(following, lambda v: v.slide == WAITING)
    following.close()


# The screen


def run(app, steps, size=(60, 16)):
    async def main():
        async with app.run_test(size=size) as pilot:
            await steps(pilot)

    asyncio.run(main())


def text_of(app):
    return "\n".join(
        "".join(segment.text for segment in app.screen._compositor.render_strips()[y]) for y in range(app.size.height)
    )


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)])
def test_every_word_of_a_long_text_is_on_some_page(tmp_path, size):
    here = Class(tmp_path / "plays.db", bundle(open_pack(PACK), "door"))
    here.commit("wait")
    here.phase(phases.READ)

    async def steps(pilot):
        await until(pilot, lambda: "Read" in text_of(pilot.app))
        await settled(pilot)
        projection = pilot.app.screen.query_one(Projection)
        seen = []
        for page in itertools.count(1):
            here.phase(phases.READ, page=page)
            await until(pilot, lambda page=page: projection.page == min(page, projection.pages))
            await settled(pilot)
            seen.append(text_of(pilot.app))
            if page >= projection.pages:
                break
        said = " ".join(" ".join(seen).split())
        for word in ("hallway", "woman", "dispatch", "cat"):
            assert word in said

    run(PresentApp(Following(str(tmp_path / "plays.db"))), steps, size)


def test_a_blank_screen_shows_nothing(tmp_path):
    here = Class(tmp_path / "plays.db")
    here.phase(phases.READ, dark=True)

    async def steps(pilot):
        await until(pilot, lambda: isinstance(pilot.app.screen, PresentScreen) and pilot.app.screen.has_class("dark"))
        await settled(pilot)
        assert not text_of(pilot.app).strip()

    run(PresentApp(Following(str(tmp_path / "plays.db"))), steps)


def test_resizing_stays_on_the_page(tmp_path):
    here = Class(tmp_path / "plays.db", bundle(open_pack(PACK), "door"))
    here.commit("wait")
    here.phase(phases.READ, page=2)

    async def steps(pilot):
        projection = pilot.app.screen.query_one(Projection)
        await until(pilot, lambda: projection.page == 2)
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        assert projection.page == 1
        await pilot.resize_terminal(60, 16)
        await settled(pilot)
        assert projection.page == 2

    run(PresentApp(Following(str(tmp_path / "plays.db"))), steps)


# Windows


def test_the_window_gives_its_sign_once_it_shows_something(tmp_path):
    sign = tmp_path / "sign"
    app = PresentApp(Following(str(tmp_path / "plays.db")), sign=sign)

    async def steps(pilot):
        await until(pilot, sign.exists)
        await pilot.pause()
        assert text_of(app).strip()

    assert not sign.exists()
    run(app, steps)


def test_a_window_opens_where_there_is_a_desktop(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name in {"konsole", "wt"} else None)
    command = ["hotwash", "present"]
    assert window_command(command, {"DISPLAY": ":0"}, "linux") == ["konsole", "-e", *command]
    assert window_command(command, {}, "linux") is None
    assert window_command(command, {"SSH_CONNECTION": "x", "DISPLAY": ":10"}, "linux") is None
    assert window_command(command, {"TMUX": "x"}, "linux") == ["tmux", "new-window", "-n", "present", *command]
    assert window_command(command, {}, "win32") == ["wt", "--window", "new", *command]
    assert window_command(["a", 'b "c"'], {}, "darwin") == [
        "osascript", "-e", "tell application \"Terminal\" to do script \"a 'b \\\"c\\\"'\"",
    ]  # fmt: skip
