"""A debrief against figures that were worked out by hand from docs/semantics.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from engine.pack.scenario import Scenario
from engine.pack.settings import Danger
from engine.play.events import Chose, Confided, Ended, Injected, Noted, Overrode, Rolled, Started, WentBack
from engine.play.fold import Play
from engine.play.grades import Balance, Debrief, ExposurePoint, Luck, LuckKind, Quadrant
from engine.play.scoring import debrief, verdict
from engine.states.program import Program
from engine.states.values import Valuation
from tests.strategies import heading

AT = "2026-01-01T00:00:00+00:00"


def ending(outcome: str) -> dict:
    return {"text": "Over.", "ending": {"outcome": outcome, "title": "Over"}}


def choice(*marks: str, **more: object) -> dict:
    return {"text": "Do it.", "marks": marks, "why": "Because.", **more}


SCENES = {
    "door": {"text": "A door.", "decision": {"prompt": "What now?", "tests": ["slow-down"], "choices": {
        "wait": choice("+slow-down", next="hall"),
        "go": choice("-slow-down", critical="Alone", next=[{"odds": 1, "to": "hall"}, {"odds": 3, "to": "yard"}]),
    }}},
    "hall": {"text": "A hall.", "decision": {
        "prompt": "What now?", "tests": ["slow-down", "read-the-cues"], "weight": 2, "weights": {"slow-down": 3}, "choices": {
            "look": choice("+slow-down", "+read-the-cues", "-sweep-the-scene", next=[{"when": "loud", "to": "near"}, {"to": "home"}]),
            "peek": choice("~slow-down", "-read-the-cues", next=[{"odds": 3, "to": "home"}, {"odds": 1, "to": "hurt"}]),
            "rush": choice("-slow-down", "-read-the-cues", next="hurt"),
        }}},
    "yard": {"text": "A yard.", "decision": {"prompt": "What now?", "tests": ["slow-down"], "choices": {
        "stop": choice("~slow-down", next="near"), "run": choice("-slow-down", next="hurt"),
    }}},
    "street": {"text": "A street.", "next": [{"odds": 1, "to": "door"}, {"odds": 1, "to": "yard"}]},
    "home": ending("safe"), "near": ending("near-miss"), "hurt": ending("harm"),
}  # fmt: skip


def scenario(**more: object) -> Scenario:
    data = heading() | {
        "report": "made-up", "reported": {"door": "go"}, "facts": {"loud": False}, "start": "door", "scenes": SCENES,
        "injects": {"noise": {"text": "A noise.", "at": ["hall"], "set": {"loud": True}}},
    }  # fmt: skip
    del data["invented"]
    return Scenario.model_validate(data | more)


class Played:
    """A play, event by event."""

    def __init__(self, told: Scenario, mode: str = "class") -> None:
        self.play = Play(Program(told))
        self.add(Started, scenario=told.id, version=told.version, seed=1, mode=mode)

    def add(self, kind: Callable, **fields: object) -> None:
        self.play.apply(kind(seq=self.play.next_seq, at=AT, **fields))

    def choose(self, chosen: str, reason: str = "") -> None:
        self.add(Chose, scene=self.play.scene, choice=chosen, shown=self.play.shown(), reason=reason)

    def end(self) -> None:
        self.add(Ended, scene=self.play.scene, outcome=self.play.program.scenario.scenes[self.play.scene].ending.outcome)

    def debrief(self, danger: Danger | None = None) -> Debrief:
        return debrief(self.play, Valuation(self.play.program, danger))


def interrupted() -> Played:
    """Poor decisions; the first draw is good luck, the second bad luck that the facilitator turns away."""
    here = Played(scenario())
    here.add(Confided, scene="door", percent=70)
    here.add(Noted, topic="flag", text="Here.")
    here.choose("go", "It is quiet.")
    here.add(Rolled, route=0)
    here.add(Injected, inject="noise")
    here.add(Confided, scene="hall", percent=20)
    here.choose("peek")
    here.add(Rolled, route=1)
    here.add(Overrode, route=0)
    here.end()
    return here


def test_a_play_is_graded_as_by_hand() -> None:
    found = interrupted().debrief()
    assert (found.scenario, found.version, found.scored, found.cut) == ("made-up", 1, True, False)
    assert (found.regret, found.span, found.score) == (Fraction(21, 8), Fraction(27, 8), Fraction(200, 9))
    assert found.blind == 100 * (
        1
        - (Fraction(11, 16) + Fraction(5, 8) * Fraction(13, 12) + Fraction(3, 8) * Fraction(1, 4))
        / (Fraction(11, 8) + Fraction(5, 8) * 2 + Fraction(3, 8) / 2)
    )
    assert (found.outcome, found.ending, found.quadrant) == ("safe", "home", Quadrant.NEAR_MISS)
    assert found.turning_point == 0
    assert found.brier == (Fraction(49, 100) + Fraction(4, 100)) / 2
    assert [note.text for note in found.notes] == ["Here."]
    assert {k: (x.upheld, x.partly, x.violated, x.share) for k, x in found.lessons.items()} == {
        "slow-down": (0, 1, 1, Fraction(3, 7)), "read-the-cues": (0, 0, 1, 0),
    }  # fmt: skip


def test_each_decision_is_graded_as_by_hand() -> None:
    door, hall = interrupted().debrief().decisions
    assert (door.seq, door.number, door.made, door.scene, door.visit, door.choice, door.counts) == (
        3,
        1,
        1,
        "door",
        1,
        "go",
        True,
    )
    assert (set(door.shown), door.best) == ({"wait", "go"}, ("wait",))
    assert (door.loss, door.regret, door.span, door.risk) == (1, Fraction(11, 8), Fraction(11, 8), Fraction(1, 4))
    assert door.exposure == (0, Fraction(49, 96))
    assert (door.marks, door.critical, door.confidence) == ({"slow-down": "-"}, "Alone", Fraction(7, 10))
    assert (door.reported, door.reason) == ("go", "It is quiet.")
    assert (hall.seq, hall.number, hall.made, hall.scene, hall.visit, hall.choice, hall.counts) == (
        7,
        2,
        2,
        "hall",
        1,
        "peek",
        True,
    )
    assert hall.best == ("look",)
    assert (hall.loss, hall.regret, hall.span, hall.risk) == (Fraction(5, 4), Fraction(5, 4), 2, 0)
    assert hall.exposure == (Fraction(1, 4), Fraction(19, 36))
    assert (hall.marks, hall.critical, hall.confidence) == ({"slow-down": "~", "read-the-cues": "-"}, "", Fraction(1, 5))
    assert (hall.reported, hall.reason) == ("unknown", "")


def test_luck_and_the_balances_are_as_by_hand() -> None:
    found = interrupted().debrief()
    lucks = (
        Luck(LuckKind.ROLL, 4, 3, "", "hall", Fraction(1, 4), danger=Fraction(1, 4), loss=Fraction(3, 8)),
        Luck(LuckKind.INJECT, 5, 3, "noise", "hall", Fraction(1), danger=Fraction(-1, 4), loss=Fraction(0)),
        Luck(LuckKind.ROLL, 8, 7, "", "hurt", Fraction(1, 4), danger=Fraction(-3, 4), loss=Fraction(0)),
        Luck(LuckKind.OVERRIDE, 9, 7, "", "home", Fraction(1), danger=Fraction(1), loss=Fraction(0)),
    )
    assert found.luck == found.luck_to_ending == lucks
    assert found.loss_balance == Balance(
        start=Fraction(0), choices=Fraction(21, 8), chance=Fraction(3, 8), shifts=Fraction(0), total=Fraction(9, 4)
    )
    assert found.danger_balance == Balance(
        start=Fraction(0), choices=Fraction(1, 4), chance=Fraction(-1, 2), shifts=Fraction(3, 4), total=Fraction(0)
    )
    assert found.exposure == (
        ExposurePoint("start", 0, "door", Fraction(0), Fraction(49, 96)),
        ExposurePoint("decision", 3, "door", Fraction(0), Fraction(49, 96)),
        ExposurePoint("decision", 7, "hall", Fraction(1, 4), Fraction(19, 36)),
        ExposurePoint("end", 9, "home", Fraction(0), Fraction(0)),
    )


def test_an_override_shifts_the_loss_that_is_still_to_come() -> None:
    here = Played(scenario())
    here.choose("go")
    here.add(Rolled, route=0)
    here.add(Overrode, route=1)
    here.choose("stop")
    here.end()
    found = here.debrief()
    assert found.luck[1] == Luck(LuckKind.OVERRIDE, 3, 1, "", "yard", Fraction(1), danger=Fraction(-1, 3), loss=Fraction(-1, 2))
    assert found.loss_balance == Balance(
        start=Fraction(0), choices=Fraction(11, 8), chance=Fraction(3, 8), shifts=Fraction(-1, 2), total=Fraction(3, 2)
    )
    assert found.danger_balance == Balance(
        start=Fraction(0), choices=Fraction(1, 4), chance=Fraction(1, 4), shifts=Fraction(-1, 3), total=Fraction(1, 3)
    )
    assert (found.outcome, found.quadrant, found.turning_point) == ("near-miss", Quadrant.NEAR_MISS, 0)


def test_the_start_has_a_loss_and_a_danger_of_its_own() -> None:
    here = Played(scenario(start="yard"))
    assert here.debrief().exposure == (ExposurePoint("start", 0, "yard", Fraction(1, 3), Fraction(2, 3)),)
    here.choose("stop")
    found = here.debrief()
    assert found.loss_balance == Balance(
        start=Fraction(1, 2), choices=Fraction(0), chance=Fraction(0), shifts=Fraction(0), total=Fraction(1, 2)
    )
    assert found.danger_balance == Balance(
        start=Fraction(1, 3), choices=Fraction(0), chance=Fraction(0), shifts=Fraction(0), total=Fraction(1, 3)
    )
    assert found.exposure[-1] == ExposurePoint("end", 1, "near", Fraction(1, 3), Fraction(1, 3)), (
        "an ending that is not noted is reached too"
    )
    assert (found.outcome, found.ending, found.quadrant, found.luck_to_ending) == (None, None, None, ())


def test_a_draw_before_the_first_decision_follows_none_and_a_regret_below_one_is_a_turning_point_too() -> None:
    here = Played(scenario(start="street"))
    here.add(Rolled, route=1)
    here.choose("run")
    here.end()
    found = here.debrief()
    assert found.luck == (Luck(LuckKind.ROLL, 1, None, "", "yard", Fraction(1, 2), danger=Fraction(-1, 6), loss=Fraction(-1, 4)),)
    assert (found.decisions[0].regret, found.turning_point, found.score) == (Fraction(1, 2), 0, 0)


def test_what_comes_after_going_back_is_graded_and_does_not_count() -> None:
    here = interrupted()
    first = here.debrief()
    here.add(WentBack, to=3)
    here.choose("wait")
    here.choose("look")
    here.end()
    found = here.debrief()
    assert found.decisions[:2] == first.decisions
    assert [(d.number, d.made, d.choice, d.counts, d.regret, d.confidence) for d in found.decisions[2:]] == [
        (1, 3, "wait", False, 0, None), (2, 4, "look", False, 0, None),
    ]  # fmt: skip
    same = (
        "score",
        "blind",
        "regret",
        "span",
        "outcome",
        "ending",
        "quadrant",
        "lessons",
        "turning_point",
        "luck_to_ending",
        "brier",
    )
    assert [getattr(found, name) for name in same] == [getattr(first, name) for name in same]
    assert (found.cut, found.luck) == (True, ())
    assert found.loss_balance == found.danger_balance == Balance(Fraction(0), Fraction(0), Fraction(0), Fraction(0), Fraction(0))
    assert [(x.at, x.seq, x.scene) for x in found.exposure] == [
        ("start", 0, "door"), ("decision", 12, "door"), ("decision", 13, "hall"), ("end", 13, "home"),
    ]  # fmt: skip


def test_an_override_of_the_ending_leaves_the_luck_that_led_to_it() -> None:
    here = Played(scenario())
    here.choose("wait")
    here.choose("peek")
    here.add(Rolled, route=1)
    here.end()
    luck = here.debrief().luck
    here.add(Overrode, route=0)
    here.end()
    found = here.debrief()
    assert found.luck_to_ending == luck
    assert [x.kind for x in found.luck] == [LuckKind.ROLL, LuckKind.OVERRIDE]
    assert (found.outcome, found.quadrant) == ("harm", Quadrant.FORESEEABLE)


@pytest.mark.parametrize(("chosen", "quadrant"), [("look", Quadrant.EARNED), ("rush", Quadrant.FORESEEABLE)])
def test_best_and_worst_choices(chosen: str, quadrant: Quadrant) -> None:
    here = Played(scenario())
    here.choose("wait")
    here.choose(chosen)
    here.end()
    found = here.debrief()
    assert found.quadrant is quadrant
    assert found.score == (100 if chosen == "look" else 100 * (1 - Fraction(2) / Fraction(27, 8)))
    assert found.turning_point == (None if chosen == "look" else 1)
    assert (found.brier, found.decisions[0].confidence) == (None, None)


def test_a_critical_choice_makes_a_play_poor_whatever_its_score() -> None:
    look = SCENES["hall"]["decision"]["choices"]["look"] | {"critical": "Seen from the stairs"}
    hall = SCENES["hall"]["decision"] | {"choices": SCENES["hall"]["decision"]["choices"] | {"look": look}}
    here = Played(scenario(scenes=SCENES | {"hall": SCENES["hall"] | {"decision": hall}}))
    here.choose("wait")
    here.choose("look")
    here.end()
    assert (here.debrief().score, here.debrief().quadrant) == (100, Quadrant.NEAR_MISS)


@pytest.mark.parametrize(("regret", "sound"), [(20, True), (Fraction(201, 10), False)])
@pytest.mark.parametrize(("outcome", "good"), [("safe", True), ("near-miss", True), ("setback", False), ("harm", False)])
def test_the_quadrant_turns_at_a_score_of_80_and_below_a_near_miss(
    regret: Fraction, sound: bool, outcome: str, good: bool
) -> None:
    graded = replace(interrupted().debrief().decisions[1], regret=Fraction(regret), span=Fraction(100))
    quadrants = {(True, True): Quadrant.EARNED, (True, False): Quadrant.BAD_LUCK,
                 (False, True): Quadrant.NEAR_MISS, (False, False): Quadrant.FORESEEABLE}  # fmt: skip
    assert verdict([graded], outcome) == (100 - Fraction(regret), quadrants[sound, good])


def test_confidence_is_that_of_the_decision_at_hand() -> None:
    here = Played(scenario())
    here.add(Confided, scene="door", percent=70)
    here.add(Confided, scene="door", percent=60)
    here.choose("wait")
    here.choose("look")
    assert [d.confidence for d in here.debrief().decisions] == [Fraction(3, 5), None]
    assert here.debrief().brier == Fraction(16, 100)


def test_danger_is_measured_on_the_scale_of_the_pack() -> None:
    danger = Danger.model_validate({"near-miss": "1/4"})
    here = Played(scenario(start="yard"))
    here.choose("stop")
    assert here.debrief(danger).danger_balance.total == Fraction(1, 4)


NOTES = {"content_notes": ["mass-violence"]}


def test_what_is_meant_for_a_group_is_not_scored_alone() -> None:
    alone, together = (Played(scenario(**NOTES), mode=mode) for mode in ("solo", "class"))
    for here in (alone, together):
        here.add(Confided, scene="door", percent=70)
        here.choose("go")
        here.add(Rolled, route=0)
        here.choose("rush")
        here.end()
    told, scored = alone.debrief(), together.debrief()
    assert scored.scored
    assert None not in (scored.score, scored.blind, scored.quadrant, scored.turning_point, scored.brier)
    nothing = {"scored": False, "score": None, "blind": None, "quadrant": None, "turning_point": None, "brier": None}
    shown = tuple(replace(graded, shown=other.shown) for graded, other in zip(scored.decisions, told.decisions, strict=True))
    assert told == replace(scored, **nothing, decisions=shown)


def test_a_play_alone_of_what_is_not_meant_for_a_group_is_scored() -> None:
    here = Played(scenario(), mode="solo")
    here.choose("wait")
    found = here.debrief()
    assert (found.scored, found.score) == (True, 100)
