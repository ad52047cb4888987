"""The play as lines on standard input and output: for screen readers, pipes and slow links."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TextIO

from engine.bundle import Bundle
from engine.pack import Pack
from exporters import debrief_text
from exporters.debrief_text import item, plain
from tui.moment import Moment, letter
from tui.solo import Solo

WIDTH = 78


class Left(Exception):
    """The player left; what was decided is kept."""


def brief(bundle: Bundle) -> str:
    """What stands before a play: who you are, where, and what may be hard to read."""
    scenario = bundle.scenario
    lines = ["=" * WIDTH, scenario.title.upper(), ""]
    lines += [textwrap.fill(plain(scenario.summary), WIDTH), ""]
    lines += [item(scenario.you, "You are:  "), item(scenario.setting, "Where:    ")]
    lines.append(f"Time:     about {scenario.minutes.solo} minutes")
    if scenario.content_notes:
        lines.append(item(", ".join(n.replace("-", " ") for n in scenario.content_notes), "Contains: "))
        lines += [item(f"{r.name}: {r.contact}", "Help:     ") for r in bundle.pack.resources]
    lines += ["", "You can stop at any time, without a reason: type q. Decisions are kept as you make them.", ""]
    return "\n".join(lines) + "\n"


def tell(moment: Moment) -> str:
    """What there is to see now."""
    lines: list[str] = []
    if moment.result:
        lines += ["", textwrap.fill(plain(moment.result), WIDTH)]
    for passage in moment.passages:
        lines += ["", "-" * WIDTH]
        for paragraph in passage.paragraphs:
            lead = f"[{paragraph.seat} alone reads] " if paragraph.seat else ""
            lines += ["", *_paragraphs(lead + paragraph.text)]
    if moment.ending:
        return "\n".join([*lines, "", f"*** {moment.ending} ***", ""]) + "\n"
    lines += ["", item(moment.prompt, f"Decision {moment.number}: ")]
    if moment.seat:
        lines.append(f"({moment.seat} decides)")
    lines += [item(option.text, f"  {option.key}. ") for option in moment.options]
    return "\n".join(lines) + "\n"


def _paragraphs(text: str) -> Iterator[str]:
    for number, part in enumerate(text.strip().split("\n\n")):
        if number:
            yield ""
        yield textwrap.fill(plain(" ".join(part.split())), WIDTH)


def play(session: Solo, *, confidence: bool = False, source: TextIO | None = None, out: TextIO | None = None) -> None:
    """Play to the end, then print the debrief.

    Raises:
        Left: the player typed `q`, or the input ended.
    """
    source, out = source or sys.stdin, out or sys.stdout
    while not session.over:
        moment = session.moment()
        out.write(tell(moment))
        option = _ask(moment, source, out)
        percent = _sure(source, out) if confidence else None
        session.choose(option, percent)
    out.write(tell(session.moment()))
    out.write(debrief_text.render(session.account()))
    out.flush()


def pick(packs: Sequence[Pack], source: TextIO | None = None, out: TextIO | None = None) -> str:
    """Let the player pick a scenario; `pack/id`.

    Raises:
        Left: the player typed `q`, or the input ended.
    """
    source, out = source or sys.stdin, out or sys.stdout
    names = []
    for pack in packs:
        for path in pack.scenario_paths:
            scenario = pack.scenario(path.stem).model
            if scenario is not None:
                names.append(f"{pack.info.name}/{scenario.id}")
                about = f"{scenario.title} ({scenario.minutes.solo} minutes). {scenario.summary}"
                out.write(item(about, f"{len(names):>3}. ") + "\n")
    while True:
        answer = _line(f"Which one (1-{len(names)}, q to stop)? ", source, out)
        if answer.isdecimal() and 0 < int(answer) <= len(names):
            return names[int(answer) - 1]
        out.write("A number from the list, please.\n")


def _ask(moment: Moment, source: TextIO, out: TextIO) -> str:
    """The id of the choice that the player names by its letter."""
    known = {option.key: option.id for option in moment.options}
    ids = {option.id for option in moment.options}
    while True:
        answer = _line(f"Your choice ({', '.join(known)}, q to stop): ", source, out)
        if answer in ids:
            return answer
        for key in (answer.upper(), letter(answer)):
            if key in known:
                return known[key]
        out.write(f"`{plain(answer)[:40]}` is none of the choices.\n")


def _sure(source: TextIO, out: TextIO) -> int | None:
    while True:
        answer = _line("How sure are you, in per cent (Enter to skip)? ", source, out).rstrip("%").strip()
        if not answer:
            return None
        if answer.isdecimal() and int(answer) <= 100:
            return int(answer)
        out.write("A number from 0 to 100, please.\n")


def _line(prompt: str, source: TextIO, out: TextIO) -> str:
    out.write(prompt)
    out.flush()
    line = source.readline()
    if not line or line.strip().lower() in {"q", "quit"}:
        out.write("\n")
        raise Left
    return line.strip()
