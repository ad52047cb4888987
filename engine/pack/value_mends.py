"""What an author may have meant by a value that is read, but is not of the kind that belongs there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from math import lcm

from engine.pack.condition_mends import readable, rewritten
from engine.pack.diagnostics import Problem
from engine.pack.lookalikes import first_odd, name_of
from engine.pack.yaml_mends import Guess, quoted

_VALUE = re.compile(r"(?P<before>\s*(?:- +)*(?P<key>[^\s:#'\"\[\]{},][^:#]*?)\s*:\s+)(?P<value>\S.*?)\s*$")
_NUMBER = re.compile(r"['\"]?\s*([-+]?\d{1,15})\D*$")
_ODDS = re.compile(r"\bodds:\s*(['\"]?)([^\s,}'\"#]+)\1")
_TRUTH = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
_NAMED = re.compile(r"`([^`]+)`")


def guesses(lines: Sequence[str], problem: Problem) -> Iterator[Guess]:
    """What the line of a problem may have been meant to be, likeliest first."""
    number = problem.place.line - 1
    if number >= len(lines):
        return
    line = lines[number]
    for make in (_condition,) if problem.kind == "syntax" else _GUESSES:
        yield from make(lines, number, line, problem)


_WHEN = re.compile(r"(?P<before>\s*(?:- +)?when:\s+)(?P<value>\S.*?)(?P<after>\s*)$")
_WHEN_IN_BRACES = re.compile(r"(?P<before>.*[{,]\s*when:\s+)(?P<value>[^,}]+?)(?P<after>\s*[,}].*)$")


def _condition(_: Sequence[str], number: int, line: str, __: Problem) -> Iterator[Guess]:
    """A condition in the words of the format: `!near` is a type to YAML."""
    match = _WHEN.match(line) or _WHEN_IN_BRACES.match(line)
    if match is None:
        return
    value = match["value"].strip("'\"") if match["value"][0] == match["value"][-1:] else match["value"]
    meant = value if readable(value) and value[0] not in "[{(" else rewritten(value)
    if meant:
        # Braces would be cut by a comma, and brackets open a list.
        new = meant if re.fullmatch(r"[a-z][^:#,{}\[\]\"]*", meant) else quoted(meant)
        told = "", "say it in the words of conditions", match.start("value"), len(match["value"])
        yield Guess(number, 1, (match["before"] + new + match["after"],), *told)


def _tag(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """The value without a type before it."""
    new = re.sub(r"!!\w+\s+", "", line, count=1)
    if problem.kind == "tag" and new != line:
        yield Guess(number, 1, (new,), "", "take the tag out", problem.place.column - 1, problem.place.length)


def _key(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """The nearest key that is known."""
    if problem.kind != "unknown_key" or not problem.mend.startswith("did you mean"):
        return
    named = _NAMED.search(problem.mend)
    column = problem.place.column - 1
    if named:
        new = line[:column] + named[1] + line[column + problem.place.length :]
        odd = first_odd(line[column : column + problem.place.length])
        reason = f"it holds a {name_of(odd[0])}" if odd else ""
        yield Guess(number, 1, (new,), reason, problem.mend.rstrip("?"), column, problem.place.length)


def _odds(lines: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """Odds as whole numbers that stand to each other as what was written."""
    if not problem.path or problem.path[-1] != "odds":
        return
    start = problem.place.column - 1
    here = _ODDS.search(line, max(0, line.rfind("odds", 0, start + 4)))
    if here is None:
        return
    shares = {at: share for at, text in _siblings(lines, number) if (share := _share(text)) is not None}
    share = _share(here[2])
    whole = []
    if share is not None:
        scale = lcm(*(s.denominator for s in shares.values()), share.denominator)
        whole.append(share * scale)
    whole += [Fraction(int(digits[0])) for digits in [re.match(r"\d+", here[2])] if digits and int(digits[0]) > 0]
    for value in whole:
        if value > 0:
            new = f"{line[: here.start(2) - len(here[1])]}{value}{line[here.end(2) + len(here[1]) :]}"
            reason, advice = "odds are whole numbers, such as 7 and 3", "give every route a whole number"
            yield Guess(number, 1, (new,), reason, advice, here.start(2), len(here[2]))


def _siblings(lines: Sequence[str], number: int) -> Iterator[tuple[int, str]]:
    """(line, what is written) of the odds in the lines around."""
    for at in range(max(0, number - 6), min(len(lines), number + 7)):
        for match in _ODDS.finditer(lines[at]):
            yield at, match[2]


def _share(text: str) -> Fraction | None:
    if len(text) > 12 or not re.fullmatch(r"\d*\.?\d+(?:/\d+)?%?", text):
        return None
    try:
        return Fraction(text.rstrip("%"))
    except (ValueError, ZeroDivisionError):
        return None


def _value(line: str) -> tuple[str, str] | None:
    match = _VALUE.match(line)
    return (match["before"], match["value"]) if match else None


def _at_value(line: str, problem: Problem, new: str, number: int, reason: str, advice: str) -> Guess:
    column, length = problem.place.column - 1, problem.place.length
    return Guess(number, 1, (line[:column] + new + line[column + length :],), reason, advice, column, length)


def _truth(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """`yes` and `no` as what every program reads alike."""
    found = line[problem.place.column - 1 :][: problem.place.length]
    word = _TRUTH.get(found.strip("'\"").lower()) or {"true": "true", "false": "false"}.get(found.strip("'\"").lower())
    if word and problem.kind in {"ambiguous_value", "wrong_type"} and found != word:
        yield _at_value(line, problem, word, number, "", "say it plainly")


def _number(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """The number alone, without quotes, unit or sign."""
    if "whole number" not in problem.message and problem.kind != "ambiguous_value" and "number of" not in problem.message:
        return
    found = line[problem.place.column - 1 :][: problem.place.length]
    match = _NUMBER.match(found)
    if match:
        yield _at_value(line, problem, str(int(match[1])), number, "", "give the number alone")


def _unwrapped(_: Sequence[str], number: int, line: str, __: Problem) -> Iterator[Guess]:
    """One value instead of a list of one."""
    parts = _value(line)
    if parts and parts[1].startswith("[") and parts[1].endswith("]") and "," not in parts[1]:
        yield Guess(number, 1, (parts[0] + parts[1][1:-1].strip(),), "", "one value is enough here", len(parts[0]), len(parts[1]))


def _wrapped(lines: Sequence[str], number: int, line: str, _: Problem) -> Iterator[Guess]:
    """A list instead of one value, or of a mapping of one."""
    parts = _value(line)
    if parts and parts[1][0] not in "[|>":
        before, value = parts
        inside = value if value[0] in "{\"'" else quoted(value) if " " in value or "," in value else value
        items = [item.strip() for item in value.split(",")]
        if len(items) > 1 and all(re.fullmatch(r"[+~-]?[a-z][\w-]*", item) for item in items):
            inside = ", ".join(items)
        yield Guess(number, 1, (f"{before}[{inside}]",), "", "put it into a list", len(before), len(value))
    elif parts is None and number + 1 < len(lines):
        yield from _dashes(lines, number, line)


def _dashes(lines: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A dash before what stands below a key: a list of one mapping, or of texts."""
    below = number + 1
    text = lines[below].lstrip()
    indent = len(lines[below]) - len(text)
    if indent <= len(line) - len(line.lstrip()) or not text or text.startswith("- "):
        return
    last = below
    while last + 1 < len(lines) and len(lines[last + 1]) - len(lines[last + 1].lstrip()) >= indent and lines[last + 1].strip():
        last += 1
    pad = " " * indent
    new = (f"{pad}- {text}", *(f"  {other}" for other in lines[below + 1 : last + 1]))
    more = " and two spaces before the lines below it" if last > below else ""
    yield Guess(below, last + 1 - below, new, "", f"put a dash before `{text.split(':')[0]}`{more}", indent, len(text.rstrip()))


def _marks(lines: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """Marks as a list of `+lesson`, from a mapping of lessons to signs."""
    if "marks" not in problem.path:
        return
    parts = _value(line)
    if parts and parts[1].startswith("{"):
        pairs = [pair.split(":", 1) for pair in parts[1].strip("{}").split(",") if ":" in pair]
        marks = [_mark(sign) + lesson.strip() for lesson, sign in pairs]
        yield Guess(
            number, 1, (f"{parts[0]}[{', '.join(marks)}]",), "", "put the sign before the lesson", len(parts[0]), len(parts[1])
        )
    below = [at for at in range(number + 1, min(len(lines), number + 8)) if lines[at].strip()]
    indent = len(line) - len(line.lstrip())
    signed = []
    for at in below:
        entry = re.match(r"(\s*)([a-z][a-z0-9-]*)\s*:\s*(\S.*?)\s*$", lines[at])
        if entry is None or len(entry[1]) <= indent:
            break
        signed.append(_mark(entry[3]) + entry[2])
    if signed and parts is None:
        flat = f"{line.rstrip()} [{', '.join(signed)}]"
        yield Guess(number, 1 + len(signed), (flat,), "", "put the sign before the lesson", indent)
    here = line[problem.place.column - 1 :][: problem.place.length].strip("'\"")
    spaced = re.fullmatch(r"([+~-])\s+([a-z].*)", here)
    if spaced:
        yield _at_value(line, problem, spaced[1] + spaced[2], number, "", "put the sign right before the lesson")
    elif here[:1].isalpha():
        yield _at_value(line, problem, "+" + here, number, "", "put `+`, `~` or `-` before the lesson")


def _mark(sign: str) -> str:
    word = sign.strip().strip("'\"").lower()
    if word in {"-", "violated", "no", "false", "bad", "-1", "0"}:
        return "-"
    return "~" if word in {"~", "partly", "partial"} else "+"


def _route(lines: Sequence[str], number: int, _: str, problem: Problem) -> Iterator[Guess]:
    """Routes that are all draws, or all conditions."""
    if problem.kind != "shape" or "route" not in problem.message:
        return
    for at in range(number, min(len(lines), number + 8)):
        other = lines[at]
        for edit, advice in _ROUTE_EDITS:
            new = _ROUTE.sub(partial(_edited, edit), other)
            if new != other:
                yield Guess(at, 1, (new,), "", advice, other.index("{"))


_ROUTE = re.compile(r"\{[^{}]*\bto:[^{}]*\}")
_ROUTE_EDITS = (("odds", "give every route `odds`"), ("when", "take `when` out of the draw"), ("no odds", "take the odds out"))


def _edited(edit: str, match: re.Match[str]) -> str:
    """A route with odds, or without what cannot stand beside them."""
    route = match[0]
    drawn, conditional = "odds:" in route, "when:" in route
    if edit == "odds" and not drawn and not conditional:
        return re.sub(r"\{\s*", "{odds: 1, ", route, count=1)
    if edit == "when" and drawn and conditional:
        return _without(route, "when")
    return _without(route, "odds") if edit == "no odds" and drawn else route


def _without(route: str, key: str) -> str:
    text = re.sub(rf"\b{key}:\s*(?:\"[^\"]*\"|'(?:[^']|'')*'|[^,}}])*", "", route, count=1)
    return re.sub(r",\s*(?=[,}])", "", re.sub(r"\{\s*,\s*", "{", text))


def _word(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """The word that a mend names, in the place of what was found."""
    if problem.kind not in {"wrong_type", "format_version"}:
        return
    named = _NAMED.search(problem.mend) if problem.mend.startswith(("for example", "did you mean", "write")) else None
    if named:
        advice = problem.mend.rstrip("?") if problem.mend.startswith("did") else "give it as it is expected"
        yield _at_value(line, problem, named[1].removeprefix("hotwash: "), number, "", advice)


_GUESSES = (_condition, _tag, _key, _odds, _truth, _number, _unwrapped, _wrapped, _marks, _route, _word)
