"""A play in lines of text: the brief, each moment, and what is said about a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import ceil

from engine.language.reading_speed import SILENT
from engine.play.bundle import Bundle
from exporters.play.debrief_text import item
from exporters.play.decision_line import DecisionLine
from exporters.scenario.care import FOR_A_GROUP, contains, resources, terms
from exporters.wording.addressee import Addressee
from exporters.wording.decisions import progress
from exporters.wording.judgment import CHOSE
from exporters.wording.numbers import spoken
from sessions.view import BEFORE, NEW, SceneView, ShownParagraph
from tui.solo.talk import WIDTH

AGAIN = "t"
"""What is typed to read what was told before."""
STEP = 5
"""Seconds to which a suggested time is rounded up."""
_ITEM = re.compile(r"^\s*(?P<lead>[-*+]|\d{1,3}[.)])\s+(?P<text>.+)$")


def brief(bundle: Bundle, *, kept: bool, where: str = "on this computer", width: int = WIDTH) -> str:
    """What stands before a play: who you are, where, what may be hard to read, and what taking part means."""
    scenario = bundle.scenario
    lines = [item(scenario.title.upper(), "", width), ""]
    lines += [item(scenario.summary, "", width), ""]
    if scenario.facilitated:
        lines += [item(FOR_A_GROUP, "", width), ""]
    lines += [item(scenario.you, "You are:  ", width), item(scenario.setting, "Where:    ", width)]
    lines.append(f"Time:     about {scenario.minutes.solo} minutes")
    if scenario.content_notes:
        lines.append(item(contains(scenario), "Contains: ", width))
        lines += [item(text, "Help:     ", width) for text in resources(bundle)]
    lines += ["", *(item(text, f"{lead}: ", width) for lead, text in terms(bundle, kept=kept, where=where, key="type q")), ""]
    return "\n".join(lines) + "\n"


def tell(view: SceneView, width: int = WIDTH, *, timed: bool = False) -> str:
    """What there is to see now; with its suggested time where that was asked for."""
    lines: list[str] = []
    if view.result:
        lines += ["", item(view.result, "", width)]
    for passage in view.passages:
        lines += ["", NEW] if passage.has_news else []
        lines += _told(passage.paragraphs, width)
    if view.before:
        lines += told_before(view, width) if view.nothing_new else ["", item(f"({BEFORE}: type {AGAIN} to read it.)", "", width)]
    if view.ending:
        return "\n".join([*lines, "", item(view.ending, "This is where it ends: ", width), ""]) + "\n"
    lines += ["", item(view.prompt, f"{view.decision.capitalize()} ({progress(view.done, Addressee.YOU)}): ", width)]
    if view.seat:
        lines.append(item(f"({view.seat} decides)", "", width))
    if timed and view.seconds:
        lines.append(item(_suggested_time(view.seconds, view.reading_seconds(SILENT)), "", width))
    lines += [item(option.text, f"  {option.key}. ", width) for option in view.options]
    return "\n".join(lines) + "\n"


def told_before(view: SceneView, width: int = WIDTH) -> list[str]:
    """What was told before the story came back, as lines."""
    return ["", f"{BEFORE}:", *_told(view.before, width)]


def look_back(decided: Iterable[tuple[int, str, str]], width: int = WIDTH) -> str:
    """What was asked and decided so far, from (number, question, answer) in order."""
    lines = [f"{item(asked, f'{number}. ', width)}\n{item(chosen, '   You chose: ', width)}" for number, asked, chosen in decided]
    return "\n".join(["What you decided so far:", *lines] if lines else ["Nothing is decided yet."]) + "\n"


def look_at(line: DecisionLine, width: int = WIDTH) -> str:
    """What a decision was worth, right after it."""
    lines = [
        "",
        f"Looking at {line.name}, before what follows:",
        item(line.chosen, f"  {CHOSE[Addressee.YOU]}: ", width),
    ]
    if line.verdict:
        lines.append(item(f"{line.verdict}. {line.sentence}", "  Verdict:   ", width))
    lines += [item(line.why, "  Why:       ", width)] if line.why else []
    if not line.graded.sound:
        for text, why in line.best:
            lines.append(item(text, "  Best:      " if line.scored else "  Better:    ", width))
            lines += [item(why, "  Why:       ", width)] if why else []
    if line.graded.critical:
        lines.append(item(line.graded.critical, "  Life safety: ", width))
    return "\n".join(lines) + "\n"


def _told(paragraphs: Iterable[ShownParagraph], width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        lead = f"[{paragraph.reader}] " if paragraph.reader else ""
        lines += ["", *_paragraphs(lead + paragraph.text, width)]
    return lines


def _suggested_time(seconds: int, reading: int) -> str:
    """When somebody has read to the end is not known here, so the reading is a part of it."""
    whole = ceil((seconds + reading) / STEP) * STEP
    return f"(Suggested time: about {spoken(whole)}, reading included. Nothing happens when it is over.)"


def _paragraphs(text: str, width: int) -> Iterator[str]:
    for number, part in enumerate(text.strip().split("\n\n")):
        if number:
            yield ""
        for lead, words in _items(part.splitlines()):
            yield item(words, lead, width)


def _items(lines: list[str]) -> Iterator[tuple[str, str]]:
    """(what it hangs on, words) of each item of a list, or of the paragraph that the lines are."""
    lead, words = "", list[str]()
    for line in lines:
        begun = _ITEM.match(line)
        if begun and words:
            yield lead, " ".join(words)
            words = []
        if begun:
            lead = f"  {begun['lead']} "
        words += (begun["text"] if begun else line).split()
    if words:
        yield lead, " ".join(words)
