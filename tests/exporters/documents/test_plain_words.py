"""What documents say in words of their own holds none of the program's: whoever reads them has never seen it from inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from engine.pack.catalogues import Lesson
from engine.pack.folder import builtin
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.play.bundle import Bundle, bundle
from exporters.documents.slides import slides
from exporters.map import mermaid, reading
from exporters.play import debrief_text
from exporters.registry import EXPORTS, Maker
from tests.exporters.played import hour_of

ENGINE_WORDS = re.compile(
    r"\b(commit\w*|states?|seq|flag\w*|counters?|goes (?:up|down)|becomes|(?:is|are|==) (?:true|false)|null|nodes?|edges?|"
    r"regrets?|ledgers?|spans?|booleans?|overr\w+|valuation\w*|drift|fold\w*|enum\w*|solo|weight\w*|quadrants?|"
    r"seed-\d+|[a-z]+_[a-z_]+|[a-z-]+\.[a-z-]+\.[a-z-]+)\b"
    r"|[=!<>]=",
    re.IGNORECASE,
)
"""What a reader would not say."""
AUTHORED = frozenset({
    "text", "prompt", "why", "result", "critical", "notes", "title", "summary", "you", "setting", "because", "advice",
    "what_nearly_happened", "statement",
})  # fmt: skip
"""Fields in which an author writes."""
LISTED = frozenset({"discuss", "beats"})
PLAIN = "So it is."
DATA = ("play-data", "completion-record")
"""Exports for programs."""


STRANGE = "zq"
"""Begins the name of every fact."""
_NAMES = re.compile(r"'[^']*'|\b[a-z_]\w*\b")


def strange(value: Any, facts: frozenset[str], key: str = "") -> Any:
    """A part of a file in which the facts have names that nobody says."""
    if isinstance(value, dict):
        named = key in ("facts", "set", "add")
        return {f"{STRANGE}{k}" if named and k in facts else k: strange(v, facts, k) for k, v in value.items()}
    if isinstance(value, list):
        return [strange(v, facts, key) for v in value]
    return _NAMES.sub(lambda name: f"{STRANGE}{name[0]}" if name[0] in facts else name[0], value) if key == "when" else value


def plain(value: Any, key: str = "") -> Any:
    """A part of a file in which every author's text says the same."""
    if isinstance(value, dict):
        return {k: PLAIN if key == "seats" else plain(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [PLAIN if key in LISTED and isinstance(v, str) else plain(v, key) for v in value]
    return PLAIN if key in AUTHORED and isinstance(value, str) else value


def plain_bundle(id_: str) -> Bundle:
    """A built-in scenario without a word of its author, but for the names of injects and the words of facts."""
    taken = bundle(builtin(), id_)
    told = taken.scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    report = taken.report and Report.model_validate(
        plain(taken.report.model_dump(mode="json", by_alias=True, exclude_unset=True))
    )
    lessons = {
        name: Lesson.model_validate(plain(lesson.model_dump(mode="json", by_alias=True, exclude_unset=True)))
        for name, lesson in taken.lessons.items()
    }
    pack = taken.pack.model_copy(update={"resources": ()})
    scenario = Scenario.model_validate(strange(plain({**told, "sources": []}), frozenset(taken.scenario.facts)))
    return Bundle(scenario, report, lessons, pack, taken.scoring, taken.texts)


def documents(taken: Bundle) -> Iterator[tuple[str, str]]:
    """(name, text) of every document that people read, from the scenario and from a class of it."""
    hour = hour_of(taken)
    sources = {"scenario": taken, "play": hour, "classes": (hour,)}
    for export in EXPORTS:
        format_ = next((f for f in ("md", "csv") if f in export.formats), None)
        if format_ and export.name not in DATA:
            for artifact in Maker(export, sources[export.source], {"hseep": "yes"}).make(format_):
                # A backslash is Markdown's; what stands in quotation marks is the name of an inject, or a word.
                yield export.name, re.sub(r"\\(.)", r"\1", artifact.content.decode("utf-8-sig"))
    for slide in slides(taken).slides:
        yield (
            "slides",
            " ".join((slide.title, slide.over, slide.notes, *(link.text for link in slide.links))),
        )
    yield "debrief", debrief_text.render(hour.account)
    for map_, name in ((reading.of_scenario(taken), "map"), (reading.of_play(hour), "play-map")):
        yield name, mermaid.draw(map_)


@pytest.mark.parametrize("id_", [path.stem for path in builtin().scenario_paths])
def test_no_document_speaks_in_the_words_of_the_program_or_names_a_variable(id_: str) -> None:
    names = []
    odd = {}
    for name, text in documents(plain_bundle(id_)):
        names.append(name)
        assert STRANGE not in text.casefold(), (name, text[max(0, text.casefold().find(STRANGE) - 60) :][:120])
        if "map" in name:
            continue
        kept = re.sub(r"“[^”]*”", "", text)
        kept = re.sub(r"https?://\S+|_{3,}|={3,}|hotwash [a-z -]+|<br>|---", " ", kept)
        odd |= {(name, match[0]): kept[max(0, match.start() - 40) : match.end() + 40] for match in ENGINE_WORDS.finditer(kept)}
    assert {
        "slides",
        "facilitator-guide",
        "run-card",
        "msel",
        "after-action",
        "debrief-sheet",
        "debrief",
        "map",
        "play-map",
    } <= set(names)
    assert odd == {}


@pytest.mark.parametrize(
    "text",
    ["minutes goes up by 2", "before the team commits", "“x” is true", "too many states", "seed-002", "partner_here", "a == b"],
)
def test_the_search_finds_what_it_is_for(text: str) -> None:
    assert ENGINE_WORDS.search(text)
