"""The drawn map: nothing overlaps, nothing lies outside, and no text means anything but itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from exporters import map as maps
from exporters.content.document import clean
from exporters.map import cards, labels, reading, wires
from exporters.map.labels import leader
from exporters.map.layout import Box, Laid, Wire, lay
from exporters.map.measure import ELLIPSIS, fit, width, wrap
from exporters.map.model import Map
from tests.exporters.map.map_cases import NAMES, NASTY, SVG, browsed, decides, ends, nasty, parsed, taken, texts, tiny
from tests.laws import compared, law

# Geometry


def laid(map_: Map, *, wide: bool) -> Laid:
    place = {stop.id: number for number, stop in enumerate(map_.stops)}
    wired = [Wire(place[link.source], place[link.target], 3, wires.label_size(link)) for link in map_.links]
    return labels.on_their_lines(lay([cards.size(stop) for stop in map_.stops], wired, wide=wide))


def meet(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


@pytest.mark.parametrize("wide", [False, True], ids=["tall", "wide"])
@pytest.mark.parametrize("name", NAMES)
def test_no_boxes_and_no_labels_overlap_and_no_line_goes_through_a_box(name: str, wide: bool) -> None:
    map_ = reading.of_scenario(taken(name))
    found = laid(map_, wide=wide)
    boxes = [*found.boxes, *(label for label in found.labels if label)]
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
    for link, path in zip(map_.links, found.paths, strict=True):
        ends_ = {link.source, link.target}
        for (ax, ay), (bx, by) in pairwise(path):
            segment = Box(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))
            hit = [s.id for s, box in zip(map_.stops, found.boxes, strict=True) if meet(segment, box) and s.id not in ends_]
            assert not hit


@pytest.mark.parametrize("wide", [False, True], ids=["tall", "wide"])
def test_hardly_a_label_lies_beside_its_line_and_then_a_thread_leads_to_it(wide: bool) -> None:
    beside = every = 0
    for name in NAMES:
        found = laid(reading.of_scenario(taken(name)), wide=wide)
        on = [bool(leader(label, path)) for label, path in zip(found.labels, found.paths, strict=True) if label]
        beside, every = beside + sum(on), every + len(on)
    assert beside <= every / 20
    assert leader(Box(10, 10, 4, 4), ((0, 0), (0, 100))) == ((12, 12), (0, 12))
    assert leader(Box(-2, 10, 4, 4), ((0, 0), (0, 100))) == ()


@pytest.mark.parametrize("wide", [False, True], ids=["tall", "wide"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_lies_outside_the_canvas(name: str, wide: bool) -> None:
    root = parsed(maps.svg(taken(name), wide=wide))
    _, _, right, bottom = map(float, str(root.get("viewBox")).split())
    for element in root.iter():
        points = [
            tuple(map(float, p)) for p in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", element.get("points") or element.get("d") or "")
        ]
        x, y = float(element.get("x") or element.get("cx") or 0), float(element.get("y") or element.get("cy") or 0)
        if element.tag == f"{SVG}text":
            wide_ = width(str(element.text), float(str(element.get("font-size"))), bold=element.get("font-weight") == "700")
            left = x - wide_ * {"middle": 0.5, "end": 1}.get(str(element.get("text-anchor")), 0)
            points += [(left, y), (left + wide_, y)]
        elif element.tag == f"{SVG}rect":
            points += [(x, y), (x + float(element.get("width") or 0), y + float(element.get("height") or 0))]
        assert all(0 <= px <= right + 0.1 and 0 <= py <= bottom + 0.1 for px, py in points), ET.tostring(element)


@pytest.mark.parametrize("wide", [False, True], ids=["tall", "wide"])
@pytest.mark.parametrize("name", ["curtain", "quiet-corridor"])
def test_graphviz_lays_it_out_where_the_library_is_missing(
    name: str, wide: bool, monkeypatch: pytest.MonkeyPatch, tool: Callable[..., str]
) -> None:
    tool("dot")
    monkeypatch.setitem(sys.modules, "graphlay", None)
    map_ = reading.of_scenario(taken(name))
    found = laid(map_, wide=wide)
    assert not [pair for pair in combinations(found.boxes, 2) if meet(*pair)]
    for link, path in zip(map_.links, found.paths, strict=True):
        for (x, y), stop in ((path[0], link.source), (path[-1], link.target)):
            box = next(b for s, b in zip(map_.stops, found.boxes, strict=True) if s.id == stop)
            assert box.x - 12 <= x <= box.x + box.width + 12
            assert box.y - 12 <= y <= box.y + box.height + 12


def test_a_story_of_thirty_scenes_that_comes_back_is_laid_out_without_overlap() -> None:
    scenes = {f"s{n}": decides(("on", f"s{n + 1}"), ("skip", f"s{min(n + 3, 29)}"), ("again", f"s{n}"), ("back", f"s{max(0, n - 4)}"))
              for n in range(29)}  # fmt: skip
    map_ = reading.of_scenario(tiny(scenes | {"s29": ends()}))
    found = laid(map_, wide=False)
    assert not [pair for pair in combinations(found.boxes, 2) if meet(*pair)]
    assert map_.stops[1].stays


# Text


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_text_in_the_svg(text: str) -> None:
    try:
        source = nasty(text)
    except ValueError:
        pytest.skip("the format itself refuses it")
    said = [" ".join(t.split()) for t in texts(maps.svg(source))]
    wanted = reading.one_line(text)
    assert wanted or not clean(text)
    assert f"a: {wanted}".strip() in said
    assert f"Decision map: {wanted}".strip() in said


@law()
@given(st.text(max_size=80))
def test_any_text_leaves_the_svg_well_formed(text: str) -> None:
    try:
        source = nasty(text)
    except ValueError:
        reject()  # the format itself refuses it
    assert parsed(maps.svg(source)).tag == f"{SVG}svg"


@law(kept=0.2, cut=0.05)
@given(st.text(min_size=1, max_size=200), st.integers(30, 300), st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_only_what_is_cut(text: str, room: int, lines: int) -> None:
    found = wrap(text, room, 12, lines=lines)
    assert len(found) <= lines
    assert all(width(line, 12) <= room or len(line) == 1 for line in found)
    if found and found[-1].endswith(ELLIPSIS):
        compared("cut")
    else:
        compared("kept")
        assert "".join("".join(found).split()) == ("".join(text.split()) if found else "")


def test_a_line_that_fits_is_not_cut() -> None:
    assert fit("short", 300, 12) == "short"
    assert fit("x" * 100, 60, 12).endswith(ELLIPSIS)


MEASURE = """<pre id="said"></pre><script>
const found = [], count = document.querySelectorAll('text').length;
const outside = (text, frame) => { const box = text.getBBox(); return box.x < frame.x - 1 || box.y < frame.y - 1 ||
  box.x + box.width > frame.x + frame.width + 1 || box.y + box.height > frame.y + frame.height + 1; };
for (const svg of document.querySelectorAll('svg')) {
  for (const group of svg.querySelectorAll(':scope > g > g')) {
    const frame = group.querySelector(':scope > rect, :scope > polygon').getBBox();
    for (const text of group.querySelectorAll('text')) if (outside(text, frame)) found.push(text.textContent);
  }
  for (const text of svg.querySelectorAll('text')) if (outside(text, svg.viewBox.baseVal)) found.push(text.textContent);
}
document.getElementById('said').textContent = JSON.stringify({count, found});
</script>"""


@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans"])
def test_a_browser_finds_every_text_inside_its_box(font: str, tmp_path: Path, tool: Callable[..., str]) -> None:
    sources = [*map(taken, NAMES), *map(nasty, ("x" * 300, "W" * 60, "\u65e5\u672c\u8a9e" * 20, "a. i, l!"))]
    drawn = [maps.svg(source).replace('font-family="sans-serif"', f'font-family="{font}"') for source in sources]
    said = json.loads(browsed(tool, "".join(drawn) + MEASURE, tmp_path))
    assert said["count"] > 10 * len(sources)
    assert said["found"] == []


def test_rsvg_draws_it(tmp_path: Path, tool: Callable[..., str]) -> None:
    for number, source in enumerate([taken("curtain"), nasty("<script>&'\"")]):
        (tmp_path / f"{number}.svg").write_text(maps.svg(source), encoding="utf-8")
        drawn = subprocess.run([tool("rsvg-convert"), str(tmp_path / f"{number}.svg")], capture_output=True, check=True)
        assert drawn.stdout[:8] == b"\x89PNG\r\n\x1a\n"
        assert not drawn.stderr
