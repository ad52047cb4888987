"""The map in the languages of Mermaid and Graphviz, read by both."""

from __future__ import annotations

import json
import os
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.play.bundle import Bundle
from exporters.map import dot, mermaid, reading
from exporters.map.measure import wrap
from tests.exporters.map.map_cases import NAMES, NASTY, SVG, browsed, nasty, taken


def shown_by_graphviz(tool: Callable[..., str], source: Bundle) -> list[str]:
    drawn = subprocess.run(
        [tool("dot"), "-Tsvg"], input=dot.draw(reading.of_scenario(source)).encode(), capture_output=True, check=True
    )
    root = ET.fromstring(drawn.stdout)
    return ["".join(element.itertext()).replace("\xa0", " ") for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", NAMES)
def test_graphviz_reads_the_dot(name: str, tool: Callable[..., str]) -> None:
    source = taken(name)
    answer = subprocess.run(
        [tool("dot"), "-Tjson"], input=dot.draw(reading.of_scenario(source)).encode(), capture_output=True, check=True
    )
    graph = json.loads(answer.stdout)
    assert {node["name"] for node in graph["objects"]} == set(source.scenario.scenes)
    assert len(graph["edges"]) == len(reading.of_scenario(source).links)
    assert {node["shape"] for node in graph["objects"]} >= {"box", "hexagon" if "near-miss" in outcomes(source) else "box"}


def outcomes(source: Bundle) -> set[str]:
    return {scene.ending.outcome for scene in source.scenario.scenes.values() if scene.ending}


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_text_for_graphviz(text: str, tool: Callable[..., str]) -> None:
    try:
        source = nasty(text)
    except ValueError:
        pytest.skip("the format itself refuses it")
    said = [" ".join(line.split()) for line in shown_by_graphviz(tool, source)]
    for line in wrap(reading.one_line(text), 230, 12, lines=4):
        assert line in said


def drawn_by_mermaid(tool: Callable[..., str], sources: list[Bundle], folder: Path) -> list[list[str]]:
    """What each flowchart says once Mermaid has drawn it: the texts of its elements."""
    script = Path(os.environ.get("HOTWASH_MERMAID", "mermaid.min.js"))
    if not script.is_file():
        said = "Mermaid is missing: HOTWASH_MERMAID names its `mermaid.min.js`"
        (pytest.fail if os.environ.get("HOTWASH_REQUIRE_TOOLS") else pytest.skip)(said)
    charts = json.dumps([mermaid.draw(reading.of_scenario(source)) for source in sources]).replace("<", "\\u003c")
    page = f"""<pre id="said"></pre><div id="out"></div><script src="{script.resolve().as_uri()}"></script><script>
    (async () => {{ const found = []; mermaid.initialize({{startOnLoad: false}});
      for (const [n, chart] of {charts}.entries()) {{
        try {{ const {{svg}} = await mermaid.render('g' + n, chart); const out = document.getElementById('out'); out.innerHTML = svg;
          found.push([...out.querySelectorAll('.nodeLabel p, .edgeLabel p, text')].map(e => e.innerText ?? e.textContent)
            .concat(out.querySelector('script, iframe, img, a') ? ['UNSAFE'] : [])); }}
        catch (error) {{ found.push(['ERROR ' + error]); }} }}
      document.getElementById('said').textContent = JSON.stringify(found); }})();</script>"""
    answer: list[list[str]] = json.loads(browsed(tool, page, folder))
    return answer


def test_mermaid_draws_every_scenario(tmp_path: Path, tool: Callable[..., str]) -> None:
    sources = [taken(name) for name in NAMES]
    for source, said in zip(sources, drawn_by_mermaid(tool, sources, tmp_path), strict=True):
        every = " ".join(" ".join(said).split())
        assert not every.startswith("ERROR")
        assert "UNSAFE" not in said
        for scene in source.scenario.scenes.values():
            if scene.ending:
                assert " ".join(wrap(reading.one_line(scene.ending.title), 190, 12, lines=4)) in every


def test_a_nasty_text_is_text_for_mermaid(tmp_path: Path, tool: Callable[..., str]) -> None:
    sources = []
    for text in NASTY:
        try:
            sources.append((text, nasty(text)))
        except ValueError:
            continue
    for (text, _), said in zip(sources, drawn_by_mermaid(tool, [source for _, source in sources], tmp_path), strict=True):
        every = " ".join(" ".join(said).split())
        assert not every.startswith("ERROR"), (text, every)
        assert "UNSAFE" not in said
        for line in wrap(reading.one_line(text), 190, 12, lines=4):
            assert " ".join(line.split()) in every, (text, every)
