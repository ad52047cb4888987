"""Every sentence of a scenario and of a report by its place, and the order in which a story is told: listed by hand."""

from __future__ import annotations

import pytest
import yaml

from engine.pack import prose, story
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from tests.strategies import heading

OVER = {"text": "Over.", "ending": {"outcome": "safe", "title": "Over"}}


def choice(to: str, **more: object) -> dict[str, object]:
    return {"text": f"To {to}.", "next": to, **more}


def scenario(scenes: dict[str, object], **more: object) -> Scenario:
    return Scenario.model_validate(heading() | {"start": next(iter(scenes)), "scenes": scenes, **more})


def test_every_text_of_a_scenario() -> None:
    door = {"text": "A door.", "notes": "Ask.", "also": [{"text": "A dog."}], "decision": {
        "prompt": "What now?", "discuss": ["Why?", "Why not?"],
        "choices": {"go": choice("home", why="So.", critical="Alone", result="It opens."), "wait": choice("home")},
    }}  # fmt: skip
    told = scenario(
        {"door": door, "home": OVER}, seats={"cover": "Cover"}, discuss=["And you?"],
        injects={"bell": {"text": "It rings.", "at": ["door"], "notes": "Loud.", "discuss": ["Who?"]}},
        claims=[{"never": ["harm"]}, {"reachable": ["safe"], "because": "It is."}],
    )  # fmt: skip
    at = ("scenes", "door", "decision")
    assert list(prose.of_scenario(told)) == [
        prose.Prose(*fields) for fields in (
            (("title",), "Made up"), (("summary",), "Nothing of it happened."), (("you",), "An officer."),
            (("setting",), "Nowhere, at night."), (("objectives", 0, "text"), "Decide well.", None, False), (("seats", "cover"), "Cover"),
            (("scenes", "door", "text"), "A door.", "door"), (("scenes", "door", "also", 0, "text"), "A dog.", "door"),
            (("scenes", "door", "notes"), "Ask.", "door", False), ((*at, "prompt"), "What now?", "door"),
            ((*at, "discuss", 0), "Why?", "door", False), ((*at, "discuss", 1), "Why not?", "door", False),
            ((*at, "choices", "go", "text"), "To home.", "door"), ((*at, "choices", "go", "why"), "So.", "door"),
            ((*at, "choices", "go", "critical"), "Alone", "door"), ((*at, "choices", "go", "result"), "It opens.", "door"),
            ((*at, "choices", "wait", "text"), "To home.", "door"), (("scenes", "home", "text"), "Over.", "home"),
            (("scenes", "home", "ending", "title"), "Over", "home"), (("injects", "bell", "text"), "It rings."),
            (("injects", "bell", "notes"), "Loud.", None, False), (("injects", "bell", "discuss", 0), "Who?", None, False),
            (("claims", 1, "because"), "It is.", None, False), (("discuss", 0), "And you?", None, False),
        )
    ]  # fmt: skip


REPORT = """\
hotwash: 1
id: stop
kind: near-miss
title: A stop
outcome: near-miss
source: {type: submitted, note: Told twice.}
setting: {call_type: A traffic stop, place: A road, light: Dark, weather: Rain}
people: {others: unknown}
beats:
  - He walked up.
  - She called.
what_nearly_happened: He could have died.
severity_potential: fatal
primary_factor: unknown
what_went_right: [luck]
lessons: [wait-for-backup]
advice: Wait.
discuss:
  - Why?
review: {status: draft, removed: [A street]}
"""


def test_every_text_of_a_report() -> None:
    report = Report.model_validate(yaml.safe_load(REPORT))
    assert [(text.path, text.text, text.met) for text in prose.of_report(report)] == [
        (("title",), "A stop", True), (("source", "note"), "Told twice.", True), (("setting", "call_type"), "A traffic stop", True),
        (("setting", "place"), "A road", True), (("setting", "light"), "Dark", True), (("setting", "weather"), "Rain", True),
        (("beats", 0), "He walked up.", True), (("beats", 1), "She called.", True),
        (("what_nearly_happened",), "He could have died.", True), (("advice",), "Wait.", True), (("discuss", 0), "Why?", False),
        (("review", "removed", 0), "A street", True),
    ]  # fmt: skip


def test_in_what_is_no_sound_report_sentences_are_found_wherever_they_stand() -> None:
    data = yaml.safe_load(REPORT) | {"review": "Officer Varnholt was late", "odd": {"more": ["Two words", "one"]}}
    texts = {text.path: text.text for text in prose.of_data(data, Report)}
    assert texts[("review",)] == "Officer Varnholt was late"
    assert texts[("odd", "more", 0)] == "Two words"
    assert texts[("beats", 1)] == "She called."
    assert not {("lessons", 0), ("odd", "more", 1), ("id",), ("kind",)} & texts.keys()
    assert list(prose.of_data("One sentence.", Report)) == []


# -- The order of a story


def crossing(to: tuple[str, ...], **more: object) -> dict[str, object]:
    return {
        "text": "A moment.",
        "decision": {"prompt": "What now?", "choices": {f"c{n}": choice(t) for n, t in enumerate(to)}, **more},
    }


@pytest.mark.parametrize(
    ("ways", "order"),
    [
        ({"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}, "abcd"),
        # The file tells the scenes in another order than the story.
        ({"d": (), "c": ("d",), "b": ("c",), "a": ("b",)}, "abcd"),
        ({"a": ("c",), "b": ("d",), "c": ("d",), "d": ()}, "abcd"),
        ({"a": ("d", "c"), "d": (), "c": ("b",), "b": ("d",)}, "acbd"),
        # One that leads to itself, and a story that comes back: the first in the file that was not taken.
        ({"a": ("a", "b"), "b": ()}, "ab"), ({"a": ("b",), "b": ("a", "c"), "c": ()}, "abc"),
        ({"d": (), "b": ("c",), "c": ("b", "d"), "a": ("b",)}, "adbc"),
        # Two ways to the same scene are one.
        ({"a": ("b", "b"), "b": ()}, "ab"), ({"b": (), "a": ()}, "ba"),
    ],
)  # fmt: skip
def test_a_scene_comes_after_those_that_lead_to_it(ways: dict[str, tuple[str, ...]], order: str) -> None:
    told = scenario({name: crossing(to) if to else OVER for name, to in ways.items()})
    assert story.story_order(told) == tuple(order)
    assert story.follow(told) == {name: tuple(dict.fromkeys(to)) for name, to in ways.items()}
    decided = [name for name in order if ways[name]]
    assert story.decision_numbers(told) == {name: number for number, name in enumerate(decided, 1)}


def test_alone_one_stands_in_the_place_of_who_decides() -> None:
    scenes = {"b": crossing(("c",), seat="cover"), "a": crossing(("b",), seat="contact"), "c": crossing(("d",)), "d": OVER,
              "way": {"text": "A way.", "next": "a"}}  # fmt: skip
    told = scenario(scenes, start="way", seats={"cover": "Cover", "contact": "Contact", "medic": "Medic"})
    assert story.own_seat(told) == "contact"
    assert {name: story.seat_alone(told, name) for name in "abcd"} == {
        "a": "contact",
        "b": "cover",
        "c": "contact",
        "d": "contact",
    }
    nobody = scenario({"a": crossing(("d",)), "d": OVER})
    assert (story.own_seat(nobody), story.seat_alone(nobody, "a")) == (None, None)


def test_alone_another_seats_text_is_read_only_where_it_is_noticed() -> None:
    also = [{"text": "All."}, {"text": "Mine.", "seat": "contact"}, {"text": "Theirs.", "seat": "cover"},
            {"text": "Seen.", "seat": "cover", "noticed": True}]  # fmt: skip
    told = scenario(
        {"a": crossing(("d",), seat="contact") | {"also": also}, "d": OVER}, seats={"cover": "Cover", "contact": "Contact"}
    )
    assert [story.read_alone(told, "a", p) for p in told.scenes["a"].also] == [True, True, False, True]


def test_what_stands_in_the_place_of_the_text_comes_first() -> None:
    also = [{"text": "One."}, {"text": "Two.", "when": "x", "instead": True}, {"text": "Three."}]
    scene = scenario({"d": OVER | {"also": also}}, facts={"x": False}).scenes["d"]
    assert story.told(scene, [0, 2]) == (story.TEXT, 0, 2)
    assert story.told(scene, [0, 1, 2]) == (1, 0, 2)
    assert story.told(scene, []) == (story.TEXT,)
