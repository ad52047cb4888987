"""Scenarios for tests of the map, and independent readers of what it is drawn as."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo
from engine.play.bundle import Bundle, bundle

SVG = "{http://www.w3.org/2000/svg}"
NAMES = [path.stem for path in builtin().scenario_paths]
NASTY = (
    "<script>alert(1)</script>", "{{ 7*7 }}", "a & b &amp; c &#60;b&#62;", "x &amp;amp; y &amp;lt;", "'\"", "=1+1", '"]; evil["x', "%% no comment", "%%{init: {}}%%",
    "end", "a\x1b[31mb", "\u202eabc", "tab\tx", "\u05d0\u05d1 \u05d2", "\u65e5\u672c\u8a9e" * 20, "\U0001f600 ok", "back\\slash\\N\\n", "x" * 300,
    "`code`", "\\", "]]>", "<!-- no -->", "style x:#35;y#;", "click s0 href", "<b>bold</b><br/>", "|pipe|", "{curly} (round) [square]", "\x00\x07",
)  # fmt: skip


def taken(name: str) -> Bundle:
    return bundle(builtin(), name)


def tiny(scenes: dict, **fields) -> Bundle:
    """A scenario of these scenes."""
    base = {
        "hotwash": 1, "id": "tiny", "version": 1, "title": "Tiny", "summary": "s", "you": "y", "setting": "s",
        "minutes": {"solo": 1, "class": 1}, "topics": ["t"], "invented": True, "start": next(iter(scenes)),
        "objectives": [{"text": "o", "lessons": ["l"]}], "scenes": {k: {"text": "t", **v} for k, v in scenes.items()},
    }  # fmt: skip
    scenario = Scenario.model_validate(base | fields)
    return Bundle(scenario, None, {}, PackInfo.model_validate({"hotwash": 1, "name": "p", "title": "P", "version": 1}))


def decides(*choices, **fields) -> dict:
    """A decision of choices (id, next)."""
    return {"decision": {"prompt": "p?", "choices": {c: {"text": c, "next": n} for c, n in choices}, **fields}}


def ends(outcome: str = "safe", title: str = "t") -> dict:
    return {"ending": {"outcome": outcome, "title": title}}


def nasty(text: str) -> Bundle:
    """A scenario with this text wherever a text can stand."""
    scenes = {
        "a": {"text": text, "decision": {"prompt": text, "tests": ["l"], "choices": {
            "x": {"text": text, "marks": ["+l"], "next": "b"}, "y": {"text": text, "marks": ["-l"], "critical": text, "next": "e"}}}},
        "b": {"text": text, "next": "e"},
        "e": {"text": text, **ends("harm", text)},
    }  # fmt: skip
    return tiny(scenes, title=text, injects={"i": {"text": text, "at": ["a"]}})


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [
        "".join(element.itertext())
        for element in parsed(svg).iter()
        if element.tag in (f"{SVG}text", f"{SVG}title", f"{SVG}desc")
    ]


def browsed(tool: Callable[..., str], page: str, folder: Path) -> str:
    """The text of a page after its scripts have run in Chromium."""
    (folder / "page.html").write_text(f'<!doctype html><meta charset="utf-8"><body>{page}</body>', encoding="utf-8")
    command = [tool("chromium", "chromium-browser", "google-chrome"), "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
               f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=20000", "--dump-dom", str(folder / "page.html")]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=180, check=True)
    said = re.search(r'<pre id="said">(.*?)</pre>', done.stdout.decode(), re.DOTALL)
    assert said, done.stdout[-2000:]
    return said[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
