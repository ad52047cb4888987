"""What an author may have meant by several lines that belong together, or by a line that does not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.pack import conflicts
from engine.pack.mends.guess import LONGEST, Guess
from engine.pack.mends.spots import depth, quoted

_BLOCK = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[A-Za-z_][\w-]*):[ \t]+[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")
"""A key whose text stands on the lines below it."""
_KEY = re.compile(r"(?P<lead> *(?:- +)*)[a-z][a-z0-9_-]*:(?:\s|$)")
_VALUE = re.compile(r"(?P<head>(?P<lead> *(?:- +)*)[A-Za-z_][\w-]*:[ \t]+)(?P<value>[^\s|>#'\"\[{&*!].*?)[ \t]*$")
_ITEM = re.compile(r"(?P<head>(?P<lead> *)-[ \t]+)(?P<value>[^\s|>#'\"\[{&*!-].*?)[ \t]*$")
_LOOK_UP = 60
"""Lines above a problem in which the beginning of a text is looked for."""


def first(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """Guesses that are tried before those at the line alone."""
    yield from _outside(lines, number)
    yield from _twice(lines[number], number)
    yield from _block(lines, number)


def last(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """Guesses that are tried after those at the line alone."""
    yield from _sentence(lines, number)
    yield from _second_colon(lines, number)


def _outside(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """A line of something else: a mark of a merge, a comment of another language, a fence of Markdown, a row of dashes."""
    line = lines[number]
    lead = line[: len(line) - len(line.lstrip())]
    if conflicts.MARK.match(line):
        yield Guess(number, 1, (), "a mark that a merge left stands here", "", len(lead), len(line.strip()))
    comment = re.match(r"\s*(?P<sign>//|--(?!-)|;|/\*|<!--|%%)\s*(?P<text>.*?)\s*(?:\*/|-->)?$", line)
    if comment:
        new = f"{lead}# {comment['text']}".rstrip()
        yield Guess(
            number, 1, (new,), f"`{comment['sign']}` begins no comment", "begin it with `#`", len(lead), len(comment["sign"])
        )
    if re.match(r"\s*(?:```|~~~)\w*\s*$", line):
        yield Guess(number, 1, (), "a fence of Markdown stands here", "", len(lead), len(line.strip()))
    if re.match(r"\s*(?:-{4,}|={3,}|\*{3,}|_{3,})\s*$", line):
        yield Guess(number, 1, (), "a row of signs stands here", "", len(lead), len(line.strip()))


def _twice(line: str, number: int) -> Iterator[Guess]:
    """A dash too many."""
    match = re.match(r"(?P<lead>\s*- +)- +(?=\S)", line)
    if match:
        yield Guess(
            number, 1, (match["lead"] + line[match.end() :],), "a dash stands here twice", "take one out", match.end("lead")
        )


def _block(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """A text below `|` or `>` that is not indented by more than its key."""
    for at in range(number, max(-1, number - _LOOK_UP), -1):
        header = _BLOCK.match(lines[at])
        if header:
            yield from _body(lines, at, len(header["lead"]), header["key"])
            return


def _body(lines: Sequence[str], at: int, indent: int, key: str) -> Iterator[Guess]:
    last = at
    for number in range(at + 1, len(lines)):
        entry = _KEY.match(lines[number])
        if entry and len(entry["lead"]) <= indent and (number > at + 1 or len(entry["lead"]) < indent):
            break
        last = number
    while last > at and not lines[last].strip():
        last -= 1
    body = list(lines[at + 1 : last + 1])
    wrong = [n for n, line in enumerate(body) if line.strip() and _indent(line) <= indent]
    if not wrong:
        right = [_indent(line) for line in body if line.strip()]
        wrong = [n for n, line in enumerate(body) if line.strip() and _indent(line) < right[0]] if right else []
    if not wrong:
        return
    reason = f"the text below `{key}:` stands too far left"
    begin, end = wrong[0], wrong[-1]
    pad = " " * (indent + 2)
    new = tuple(line if n not in wrong else pad + line.strip() for n, line in enumerate(body))[begin : end + 1]
    many = f"the lines {at + 2 + begin} to {at + 2 + end}" if end > begin else "the line"
    advice = f"indent {many} with {indent + 2} spaces"
    flat = f"{lines[at][: lines[at].index(':') + 1]} {quoted(' '.join(line.strip() for line in body))}"
    if end > begin and all(line.strip() for line in body) and len(flat) <= LONGEST:
        yield Guess(at, last + 1 - at, (flat,), reason, f"{advice}, or put the text in quotes",
                    _indent(body[begin]), len(body[begin].strip()), shown=at + 1 + begin)  # fmt: skip
    yield Guess(at + 1 + begin, end + 1 - begin, new, reason, advice, _indent(body[begin]), len(body[begin].strip()))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _sentence(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """A text on several lines in one of which a colon stands: all of it in quotes."""
    for at in range(number, max(-1, number - _LOOK_UP), -1):
        match = _VALUE.match(lines[at]) or _ITEM.match(lines[at])
        if match is None or (at == number and not lines[at + 1 : at + 2]):
            continue
        indent = len(match["lead"])
        last = at
        while last + 1 < len(lines) and lines[last + 1].strip() and _indent(lines[last + 1]) > indent:
            last += 1
        if last == at or last < number:
            continue
        whole = " ".join([match["value"], *(line.strip() for line in lines[at + 1 : last + 1])])
        colon = next(
            (n for n in range(at, last + 1) if re.search(r":(?:\s|$)", lines[n][len(match["head"]) if n == at else 0 :])), at
        )
        new: tuple[str, ...] = (match["head"] + quoted(whole),)
        advice = "put the whole text in quotes"
        if len(new[0]) > LONGEST:
            pad = " " * (indent + 2)
            new = (match["head"] + "|", *(pad + line.strip() for line in [match["value"], *lines[at + 1 : last + 1]]))
            advice = f"write `|` after the colon, and the text on the lines below, indented by {indent + 2} spaces"
        reason = "a colon and a space in a text make a key of what stands before"
        yield Guess(at, last + 1 - at, new, reason, advice, _indent(lines[colon]), len(lines[colon].strip()), shown=colon)
        return


def _second_colon(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """A value with a colon behind it."""
    line = lines[number]
    match = re.match(r"(?P<before>\s*(?:- +)*[A-Za-z_][\w-]*:[ \t]+)(?P<value>[\w.-]+)[ \t]*:(?P<after>[ \t]*(?:#.*)?)$", line)
    if match and depth(match["before"]) == 0:
        new = (match["before"] + match["value"] + match["after"]).rstrip()
        yield Guess(number, 1, (new,), f"a colon stands after the value `{match['value']}`", "take it out", match.end("value"))
