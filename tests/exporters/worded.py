"""A small pack, and plays of it, in which every text is whatever a test says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from engine.pack.folder import Pack, open_pack
from engine.pack.source import FORBIDDEN
from engine.play import phases
from engine.play.bundle import Bundle, bundle
from engine.play.events import Closed, Flagged, Injected, Joined, Noted, Phase, Wished
from exporters.play.play_record import PlayRecord
from tests.exporters.played import PEOPLE, Script

ID = "small"

EMPTY = (
    "-", "*", "+", "1.", "#", ">", "***", "___", "---", "- -", "-\n-", "> -", "- >", "-\n\n  -", "1.\n2.", "```", "~~~", "```\n```",
    "&nbsp;", "&#32;", "&#x200b;", "&Tab;", "&NewLine;", "&ZeroWidthSpace;", "<!-- -->", "[a]: b", "[](x)", "[]()", "** **", "``",
    "` `", "\\", "- ```\n  ```", "\u200b", "\u2060", "\u200d", "\ufe0f", "\u00ad", "\u034f", "\u3164", "\u2800", "\u115f",
    "\U000e0020", "\u0301",
)  # fmt: skip
"""Texts of which nothing, or nearly nothing, is left once their marks are read."""
ODD = (
    "~~~ Wait for him", "```\n``` later", "[Ask](who 'knows')", "a\n-", "a\n\n-", "a\n\n***\n\nb", "- a\n-\n- b", "1. a\n\n2.\n", "| a |\n| - |\n| b |",
    "a | `b|c` | d", "    code", "&#8238;txt.exe", "&#12;a", "&#13;# a", "a&#10;&#10;# b", "a\r# b", "a\u2028# b", "a\u2029- b", "a\tb",
    "# " * 12 + "deep", "> " * 30 + "deep", "- " * 30 + "deep", "* " * 11 + "deep", "w" * 3000, "\u4e00" * 800, "\U0001f46e" * 400,
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627", "a" + "\u0301" * 200, "\U0001f469\u200d\U0001f692\ufe0f", "\U0001f1e9\U0001f1ea",
    "\U0001d4d0\U00010348", "\U0010ffff", "\ue000", "\ufdd0", "\ufffd", "\ufffc", "History", "=1+1", "'", "x" * 19_999, "\U0001f600" * 2_000,
    "{{ x }}", "{% x", "_x0041_", "a\\\nb", "a  \nb", "**a", "a *b* **c** ***d*** `e`",
)  # fmt: skip
"""Texts at which a format might stumble in another way."""

_PIECES = ("-", "*", "_", "#", ">", "`", "```", "~~~", "1.", "+", "[", "]", "(", ")", "!", "|", "\\", "&", "&nbsp;", "&#8237;", "<!--",
           "-->", "<b>", ":", "=", "---", "\n", "\n\n", "\n    ", " ", "  ", "\t", "\u00a0", "\u200b", "\u2028", "\u2029", "\u3000", "\u0301",
           "\u05d0", "\U0001f600", "word", "Two words", "7")  # fmt: skip
_TEXTS = st.one_of(
    st.sampled_from((*EMPTY, *ODD)),
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12).map("".join),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40),
)


def texts() -> st.SearchStrategy[str]:
    """Texts that the checker accepts, as they come out of a file."""
    return _TEXTS.map(lambda text: FORBIDDEN.sub("", text).strip()).filter(_told)


def _told(text: str) -> bool:
    """Whether something is left when the reader has taken off what it takes for blank."""
    return bool(text.strip("\u0085\u200e\u200f")) and len(text) <= 20_000


def pack(folder: Path, words: list[str]) -> Pack:
    """A pack in a folder, in which the texts stand one after the other, and over again."""
    turn = cycle(words)
    say: Callable[[], str] = lambda: next(turn)  # noqa: E731
    (folder / "reports").mkdir(parents=True)
    for name, data in {"pack": _settings(say), "lessons": _lessons(say), "factors": _factors(say), "sources": _sources(say),
                       f"reports/{ID}": _report(say), ID: _scenario(say)}.items():  # fmt: skip
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(data, width=10**9), encoding="utf-8")
    return open_pack(folder)


def problems(pack_: Pack) -> list[str]:
    """What the checker says against the form of its files."""
    found = [*pack_.scenario(ID).problems]
    report = pack_.report(ID)
    assert report is not None
    return [f"{p.place.file}: {p.message}" for p in [*found, *report.problems]]


def in_class(taken: Bundle, words: list[str]) -> PlayRecord:
    """A class for the record, in which people write the same texts."""
    turn = cycle(words)
    script = Script(taken=taken, mode="class", purpose="record", voters="people", hseep=True)
    for who in PEOPLE:
        script.add(Joined, who=who)
    while script.deciding:
        script.add(Phase, name=phases.VOTE)
        for who in PEOPLE:
            script.vote(who)
        cards = script.play.program.injects(script.play.state)
        if cards:
            script.add(Injected, inject=cards[0].id)
        script.add(Flagged, note=next(turn))
        script.add(Wished, scene=script.play.scene, text=next(turn), heads=5)
        script.choose(reason=next(turn))
    script.end()
    for topic in (phases.EXPECTED, phases.HAPPENED, phases.LUCK, phases.CHANGE, phases.STRENGTH, phases.AREA, phases.NEXT_SHIFT):
        script.add(Noted, topic=topic, text=next(turn))
    details = {key: next(turn) for key in ("area", "element", "owner", "contact")} | {"start": "2026-04-01", "due": "2026-06-01"}
    script.add(Noted, topic=phases.ACTION, text=next(turn), details=details)
    script.add(Closed)
    return script.record


def alone(taken: Bundle, words: list[str]) -> PlayRecord:
    """A play alone, with the same texts as reasons and as what is done on the next shift."""
    turn = cycle(words)
    script = Script(taken=taken)
    while script.deciding:
        script.choose(reason=next(turn))
    script.end()
    script.add(Noted, topic=phases.NEXT_SHIFT, text=next(turn))
    return script.record


def scenario(folder: Path, words: list[str]) -> Bundle:
    """The pack's scenario with all that a play of it needs."""
    return bundle(pack(folder, words), ID)


def _scenario(say: Callable[[], str]) -> dict[str, Any]:
    def choice(mark: str, to: Any, **more: Any) -> dict[str, Any]:
        return {"text": say(), "marks": [f"{mark}slow-down"], "why": say(), "result": say(), "next": to, **more}

    draw = [{"odds": 3, "to": "hurt"}, {"odds": 1, "to": "calm", "set": {"near": True}}]
    told = {"invented": True}
    return {
        "hotwash": 1, "id": ID, "version": 1, "title": say(), "summary": say(), "you": say(), "setting": say(),
        "minutes": {"solo": 5, "class": 30}, "topics": ["traffic"], "content_notes": ["weapon-present"], "report": ID,
        "reported": {"door": "rush"}, "objectives": [{"text": say(), "lessons": ["slow-down"]}],
        "seats": {"contact": say(), "cover": say()}, "facts": {"near": False}, "start": "way",
        "scenes": {
            "way": {**told, "text": say(), "notes": say(), "next": "door"},
            "door": {
                "beats": [1], "text": say(), "notes": say(),
                "also": [{"seat": "cover", "text": say()}, {"when": "near", "text": say()}, {"when": "not near", "text": say()},
                         {"seat": "contact", "when": "not near", "text": say()}, {"text": say()}],
                "decision": {
                    "prompt": say(), "seat": "contact", "tests": ["slow-down"], "discuss": [say(), say()],
                    "choices": {"rush": choice("-", draw, critical=say()), "wait": choice("+", "room"),
                                "call": choice("~", "room", set={"near": True})},
                },
            },
            "room": {
                **told, "text": say(), "also": [{"when": "near", "text": say()}],
                "decision": {"prompt": say(), "choices": {
                    "go": {"text": say(), "next": "calm"}, "stay": {"text": say(), "when": "not near", "next": "calm"}}},
            },
            "calm": {**told, "text": say(), "ending": {"outcome": "near-miss", "title": say()}},
            "hurt": {**told, "text": say(), "also": [{"text": say()}], "ending": {"outcome": "harm", "title": say()}},
        },
        "injects": {"radio": {"text": say(), "at": ["door"], "set": {"near": True}, "notes": say(), "discuss": [say()]}},
        "claims": [{"reachable": ["harm"], "because": say()}], "discuss": [say(), say()], "sources": ["book"],
    }  # fmt: skip


def _report(say: Callable[[], str]) -> dict[str, Any]:
    return {
        "hotwash": 1, "id": ID, "kind": "near-miss", "title": say(), "outcome": "harm",
        "source": {"type": "composed", "note": say()}, "setting": {key: say() for key in ("call_type", "place", "light", "weather")},
        "people": {}, "beats": [say(), say()], "what_nearly_happened": say(), "severity_potential": "fatal",
        "factors": {"acts": ["haste"]}, "primary_factor": "haste", "what_went_right": ["luck"], "lessons": ["slow-down"],
        "advice": say(), "discuss": [say()], "review": {"status": "draft", "removed": [say()]},
    }  # fmt: skip


def _settings(say: Callable[[], str]) -> dict[str, Any]:
    resources = [{"name": say(), "contact": say(), "note": say()}]
    return {"hotwash": 1, "name": "mine", "title": say(), "version": 1, "resources": resources}


def _lessons(say: Callable[[], str]) -> dict[str, Any]:
    return {"hotwash": 1, "lessons": {"slow-down": {"title": say(), "statement": say(), "group": "core", "sources": ["book"]}}}


def _factors(say: Callable[[], str]) -> dict[str, Any]:
    return {"hotwash": 1, "factors": {"acts": {"haste": say()}, "recovery": {"luck": say()}}}


def _sources(say: Callable[[], str]) -> dict[str, Any]:
    return {"hotwash": 1, "sources": {"book": {"title": say(), "locator": say(), "read": "whole"}}}
