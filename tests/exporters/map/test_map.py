"""The decision map: all of a scenario is on it, and the lines drawn on it are true."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from engine.errors import ExportError
from engine.installation import line_for
from engine.play.bundle import Bundle
from engine.play.events import Chose, Ended, Overrode, Rolled, Started, WentBack
from engine.play.fold import Play
from engine.states.program import Program
from engine.states.step import ActionKind
from exporters import map as maps
from exporters.map import reading, tracing
from exporters.map.model import MapLink, MapWay
from exporters.map.raster import SLIDE, raster
from exporters.map.shorthand import shorthand
from exporters.map.tracing import TracedStep
from exporters.play.play_record import PlayRecord
from exporters.registry import exports, make
from exporters.scenario.odds import Odds
from exporters.scenario.outline import Outline
from tests.exporters.map.map_cases import NAMES, SVG, decides, ends, parsed, taken, texts, tiny

# The whole of a scenario


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_of_the_pack_becomes_a_map_in_every_format(name: str) -> None:
    export = exports()["map"]
    made = {format_: make(export, taken(name), format_)[0] for format_ in export.formats}
    assert [artifact.name.rpartition(".")[2] for artifact in made.values()] == ["svg", "mmd", "dot", "png"]
    assert all(artifact.content for artifact in made.values())
    assert made["png"].content[:8] == b"\x89PNG\r\n\x1a\n"
    drawn = parsed(maps.svg(taken(name), wide=True))
    wide, _ = pixels(made["png"].content)
    smallest = min(float(text.get("font-size")) for text in drawn.iter(f"{SVG}text"))
    assert smallest * wide / float(drawn.get("width")) >= 6.6, "the smallest letters can be read"


@pytest.mark.parametrize(("size", "expected"), [
    ("", (1920, 960)),
    ('width="1000" height="500"', (1920, 960)),
    ('width="1000" height="600"', (1800, 1080)),
    ('width="3000" height="1500"', (2000, 1000)),
    ('width="600" height="3000"', (400, 2000)),
])  # fmt: skip
def test_a_picture_fills_a_slide_and_is_larger_where_letters_could_not_be_read(size: str, expected: tuple[int, int]) -> None:
    assert pixels(raster(f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 4 2" />', SLIDE)) == expected


def pixels(png: bytes) -> tuple[int, int]:
    """Width and height."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


@pytest.mark.parametrize("name", NAMES)
def test_all_scenes_choices_and_endings_are_on_it(name: str) -> None:
    source = taken(name)
    said = texts(maps.svg(source))
    every = "\n".join(said)
    for id_, scene in source.scenario.scenes.items():
        assert any(id_ == text for text in said)
        if scene.ending:
            assert f"{id_}: {reading.one_line(scene.ending.title)}" in said
        for choice in scene.decision.choices.values() if scene.decision else ():
            assert f": {reading.one_line(choice.text)}" in every


def test_letters_and_numbers_are_those_of_class_and_of_the_other_documents() -> None:
    source = taken("curtain")
    outline = Outline(source)
    said = texts(maps.svg(source))
    for point in outline.points:
        for option in point.options:
            assert f"{option.letter}: {reading.one_line(option.choice.text)}" in said


@pytest.mark.parametrize("name", NAMES)
def test_it_names_itself_and_brings_nothing_with_it(name: str) -> None:
    root = parsed(maps.svg(taken(name)))
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text
    assert "Best line: 1 " in str(root[1].text)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "g", "rect", "circle", "polygon", "path", "text",
    }  # fmt: skip
    attributes = {attribute for element in root.iter() for attribute in element.attrib}
    assert not {a for a in attributes if a == "id" or "href" in a or a.startswith("on") or a == "style"}
    assert {element.get("font-family") for element in root.iter()} == {None, "sans-serif"}


# The ways between scenes


def test_links_that_differ_only_in_letter_share_a_label() -> None:
    def labelled(*ways: tuple[str, str], answers: int = 4, only: bool = False) -> tuple[str, ...]:
        return MapLink("a", "b", tuple(MapWay(*way) for way in ways), (), answers, only).labels

    assert labelled(("A", ""), ("C", ""), ("B", "3 in 4")) == ("A C", "B 3 in 4")
    assert labelled(("A", "if x"), ("B", "if x"), answers=2) == ("if x",)
    assert labelled(("A", ""), ("B", ""), answers=2, only=True) == ("any answer",)
    assert labelled(("A", ""), ("B", ""), answers=2) == ("A B",)
    assert labelled(("", "otherwise"), answers=0) == ("otherwise",)
    assert labelled(("", ""), answers=0) == ()


def test_routes_to_the_same_scene_are_one_way() -> None:
    draw = [{"odds": 2, "to": "x"}, {"odds": 1, "to": "y"}, {"odds": 1, "to": "x"}]
    either = [{"when": "f", "to": "x", "set": {"f": False}}, {"to": "x"}]
    part = [{"when": "f", "to": "x"}, {"to": "y"}]
    scenes = {"a": decides(("d", draw), ("e", either), ("p", part)), "x": ends(), "y": ends("harm")}
    source = tiny(scenes, facts={"f": True})
    letters = {option.id: option.letter for option in Outline(source).points[0].options}
    found = {(link.target, str(way)) for link in reading.of_scenario(source).links for way in link.ways}
    assert found == {
        ("x", f"{letters['d']} 3 in 4"), ("y", f"{letters['d']} 1 in 4"), ("x", letters["e"]),
        ("x", f"{letters['p']} if note 1"), ("y", f"{letters['p']} otherwise"),
    }  # fmt: skip


def test_conditions_are_said_in_few_words() -> None:
    routes = [
        {"when": "n >= 3 and not (f or chose('a.go'))", "to": "x"}, {"when": "w in ['near', 'far']", "to": "y"},
        {"when": "visited('a')", "to": "z"}, {"to": "a"},
    ]  # fmt: skip
    start = decides(("go", "b"), ("ask", "b"))
    start["decision"]["choices"]["ask"]["set"] = {"f": True, "w": "far"}
    scenes = {"a": start, "b": {"next": routes}, "x": ends(), "y": ends(), "z": ends()}
    facts = {"f": False, "n": {"range": [0, 5], "start": 0}, "w": {"one_of": ["near", "far", "here"], "start": "here"}}
    source = tiny(scenes, facts=facts)
    letter = {option.id: option.letter for option in Outline(source).points[0].options}
    found = [str(way) for link in reading.of_scenario(source).links for way in link.ways if way.terms]
    first = f"if tally ≥ 3 and not (1 {letter['ask']} or 1 {letter['go']})"
    assert found == [first, f"if 1 {letter['ask']}", "if 1 seen", "otherwise"]


def test_a_scene_is_seen_under_the_name_that_the_map_has_for_it() -> None:
    routes = [
        {"when": "visited('c') == true and chose('a.go') == false", "to": "x"},
        {"when": "visited('x')", "to": "y"},
        {"to": "y"},
    ]
    scenes = {"a": decides(("go", "b"), ("ask", "c")), "c": {"next": "b"}, "b": {"next": routes}, "x": ends(), "y": ends()}
    outline = Outline(tiny(scenes))
    assert [shorthand(outline, route["when"]) for route in routes[:2]] == [
        f"{outline.label('c')} seen and not 1 {outline.points[0].letter('go')}",
        f"“{outline.scenes['x'].ending.title}” seen",
    ]


# The lines


@pytest.mark.parametrize("name", NAMES)
def test_the_best_line_is_what_the_values_say(name: str) -> None:
    outline = Outline(taken(name))
    valuation, steps = outline.valuation, tracing.best(outline)
    graph, seen, queue = valuation.graph, {0}, [0]
    followed = set()
    for node in queue:
        ways = [e for e in graph.edges[node] if any(s[:2] == (graph.scene(node), e.action.id or "") for s in steps)]
        right = [edge for edge in ways if valuation.regret(node, edge) == 0]
        assert right or not graph.edges[node]
        for edge in right[:1] if len(ways) == 1 else right:
            followed |= {
                (graph.scene(node), edge.action.id if edge.action.kind is ActionKind.CHOICE else "", route)
                for route in edge.routes
            }
            fresh = set(edge.targets) - seen
            seen |= fresh
            queue += fresh
    assert steps <= followed
    chosen = {(step.scene, outline.point[step.scene].letter(step.choice)) for step in steps if step.choice}
    assert {(stage.point.scene, stage.letter) for stage in Odds(outline).line} <= chosen


def test_the_reported_line_is_what_the_report_says() -> None:
    steps = tracing.reported(Outline(taken("curtain")))
    assert {step[:2] for step in steps} == {("story", "take-her-word"), ("glance", "draw-curtain"), ("man", "take-hold")}
    scenario = taken("curtain").scenario
    routes = scenario.scenes["glance"].decision.choices["draw-curtain"].next
    assert [routes[s.route].to for s in steps if s.scene == "glance"] == ["man"]


def play(source: Bundle, *events) -> Play:
    made = Play(Program(source.scenario))
    made.apply(Started(seq=0, at="2026-01-01T00:00:00+00:00", scenario="tiny", version=1, seed=1))
    for kind, fields in events:
        extra = {"shown": made.shown()} if kind is Chose else {}
        made.apply(kind(seq=made.next_seq, at="2026-01-01T00:00:00+00:00", **extra, **fields))
    return made


DRAWN = {
    "a": decides(("go", [{"odds": 1, "to": "b"}, {"odds": 3, "to": "c"}]), ("stay", "a2")),
    "a2": {"next": "c"}, "b": {"next": "e"}, "c": decides(("on", "e"), ("off", "f")), "e": ends(), "f": ends("harm"),
}  # fmt: skip


def test_the_play_is_drawn_step_by_step_as_it_went_on_after_an_override() -> None:
    source = tiny(DRAWN)
    made = play(source, (Chose, {"scene": "a", "choice": "go"}), (Rolled, {"route": 0}), (Overrode, {"route": 1}),
                (Chose, {"scene": "c", "choice": "off"}), (Ended, {"scene": "f", "outcome": "harm"}))  # fmt: skip
    assert tracing.played(made) == (TracedStep("a", "go", 1), TracedStep("c", "off", 0))
    map_ = reading.of_play(PlayRecord(source, made))
    assert {(link.source, link.target) for link in map_.links if "played" in link.lines} == {("a", "c"), ("c", "f")}
    assert [stop.id for stop in map_.stops if stop.ended] == ["f"]
    assert "This play: 1" in map_.summary
    said = texts(maps.export_play(PlayRecord(source, made), "svg").content.decode())
    assert "played first" in said
    assert "played second" in said
    assert "this play ended here" in said


def test_what_was_taken_back_is_not_on_the_line() -> None:
    source = tiny(DRAWN)
    made = play(source, (Chose, {"scene": "a", "choice": "go"}), (Rolled, {"route": 1}), (WentBack, {"to": 1}),
                (Chose, {"scene": "a", "choice": "stay"}))  # fmt: skip
    assert tracing.played(made) == (TracedStep("a", "stay", 0), TracedStep("a2", "", 0))
    (artifact,) = make(exports()["play-map"], PlayRecord(source, made), "svg")
    assert artifact.name == "tiny-play-map-2026-01-01.svg"


def test_a_draw_that_is_still_open_is_no_step() -> None:
    assert tracing.played(play(tiny(DRAWN), (Chose, {"scene": "a", "choice": "go"}))) == ()


def test_every_play_of_the_pack_is_a_line_from_the_start_to_its_ending() -> None:
    for name in NAMES:
        source = taken(name)
        for seed in range(5):
            made = Play(Program(source.scenario))
            at = {"at": "2026-01-01T00:00:00+00:00"}
            made.apply(Started(seq=0, **at, scenario=name, version=1, seed=seed))
            while made.waits_for != "nothing":
                if made.waits_for == "roll":
                    made.apply(Rolled(seq=made.next_seq, **at, route=made.roll()))
                elif made.waits_for == "ended":
                    made.apply(
                        Ended(
                            seq=made.next_seq, **at, scene=made.scene, outcome=source.scenario.scenes[made.scene].ending.outcome
                        )
                    )
                else:
                    made.apply(Chose(seq=made.next_seq, **at, scene=made.scene, choice=made.shown()[0], shown=made.shown()))
            map_ = reading.of_play(PlayRecord(source, made))
            went = [shown_scene.scene for entry in made.line for shown_scene in entry.shown_scenes]
            pairs = {(a, b) for a, b in pairwise(went) if a != b}
            assert {(link.source, link.target) for link in map_.links if "played" in link.lines} == pairs


def test_played_alone_what_is_meant_for_a_group_shows_no_exposure() -> None:
    source = tiny(DRAWN, content_notes=["suicide-talk"])
    made = play(source, (Chose, {"scene": "a", "choice": "stay"}))
    assert reading.of_scenario(source).exposed
    assert not reading.of_play(PlayRecord(source, made)).exposed
    assert "exposure" not in maps.export_play(PlayRecord(source, made), "svg").content.decode().lower()


def test_exposure_is_the_mean_over_the_states_of_a_scene() -> None:
    stop = next(s for s in reading.of_scenario(tiny(DRAWN)).stops if s.id == "a")
    assert stop.exposure == (0, pytest.approx(0.5 * (0.75 * 0.5) + 0.5 * 0.5, abs=0.001))


# What is wrong, and what is missing


def test_a_scenario_that_never_ends_or_cannot_go_on_is_drawn_without_values() -> None:
    round_ = tiny({"a": decides(("go", "b"), ("end", "e")), "b": {"next": "a"}, "e": ends()})
    stuck = tiny({"a": decides(("go", [{"when": "f", "to": "e"}])), "e": ends()}, facts={"f": False})
    for source in (round_, stuck):
        map_ = reading.of_scenario(source)
        assert not map_.exposed
        assert not map_.lines
        assert parsed(maps.svg(source)).tag == f"{SVG}svg"


def test_a_scenario_with_an_unknown_scene_is_refused_with_the_mend() -> None:
    with pytest.raises(ExportError, match="hotwash check"):
        maps.svg(tiny({"a": decides(("go", "nowhere")), "e": ends()}))


def test_without_a_layout_there_is_still_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "graphlay", None)
    monkeypatch.setattr("exporters.map.graphviz.installed", lambda: None)
    with pytest.raises(ExportError, match=re.escape(line_for("map"))):
        maps.svg(taken("curtain"))
    assert make(exports()["map"], taken("curtain"), "dot")[0].content.startswith(b"digraph")


def test_without_the_renderer_a_png_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(ExportError, match=re.escape(line_for("map"))):
        make(exports()["map"], taken("curtain"), "png")


class _Panic(BaseException):
    """As the library's own, which is no `Exception`."""


@pytest.mark.parametrize("problem", [ValueError("no root\nnode"), _Panic("no root node")], ids=["refusal", "panic"])
def test_a_picture_that_cannot_be_drawn_is_told_on_one_line(problem: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> bytes:
        raise problem

    monkeypatch.setattr("resvg_py.svg_to_bytes", fail)
    with pytest.raises(ExportError, match="cannot draw the PNG: no root node; take the SVG"):
        make(exports()["map"], taken("curtain"), "png")


def test_the_same_scenario_gives_the_same_map_in_every_process() -> None:
    code = ("from engine.play.bundle import bundle; from engine.pack.folder import builtin; from exporters import map as m; import sys; "
            "sys.stdout.write(m.svg(bundle(builtin(), 'treeline')))")  # fmt: skip
    made = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] != b""
