"""What an author may have meant by a value that is read, but is not of the kind that belongs there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.pack.diagnostics import Problem
from engine.pack.mends import key_mends
from engine.pack.mends.condition_mends import readable, rewritten
from engine.pack.mends.guess import LONGEST, Guess
from engine.pack.mends.meant import Around
from engine.pack.mends.spots import flow, quoted, spot
from engine.pack.mends.value_forms import ITEMS, forms, item_form
from engine.pack.scalar_forms import TRUTH, share
from engine.pack.scalar_forms import number as number_of
from engine.pack.source import parse

_VALUE = re.compile(r"(?P<before>\s*(?:- +)*(?P<key>[^\s:#'\"\[\]{},][^:#]*?)\s*:\s+)(?P<value>\S.*?)\s*$")
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
_WHEN_IN_BRACES = re.compile(r"(?P<before>.*[{,]\s*when:\s+)(?P<value>\$?\{+[^{}]*\}+|[^,}]+?)(?P<after>\s*[,}].*)$")


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


def _value(line: str) -> tuple[str, str] | None:
    match = _VALUE.match(line)
    return (match["before"], match["value"]) if match else None


def _at_value(line: str, problem: Problem, new: str, number: int, reason: str, advice: str) -> Guess:
    column, length = problem.place.column - 1, problem.place.length
    return Guess(number, 1, (line[:column] + new + line[column + length :],), reason, advice, column, length)


def _truth(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """`yes` and `no` as what every program reads alike."""
    found = line[problem.place.column - 1 :][: problem.place.length]
    bare = found.strip("'\"").lower()
    said = TRUTH.get(bare, {"1": True, "0": False}.get(bare))
    word = None if said is None else flow(said)
    wanted = problem.kind == "ambiguous_value" or "`true` or `false`" in problem.message
    if word and wanted and found != word:
        yield _at_value(line, problem, word, number, "", "say it plainly")


def _anchored(lines: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """A value without its anchor, or in the place of an alias to it."""
    if problem.kind != "anchor":
        return
    column = problem.place.column - 1
    sign = re.match(r"[&*]([\w-]+) ?", line[column:])
    if sign is None:
        return
    if line[column] == "&":
        used = any(re.search(rf"\*{re.escape(sign[1])}(?![\w-])", other) for other in lines)
        if not used and line[column + len(sign[0]) :][:1] not in {"[", "{", "", '"', "'"}:
            return
        new = (line[:column] + line[column + len(sign[0]) :]).rstrip()
        yield Guess(
            number, 1, (new,), "", "take the anchor out, and write the value out where it is needed", column, len(sign[0].strip())
        )
        return
    named = (re.search(rf"&{re.escape(sign[1])} +(\S.*?)\s*$", other) for other in lines)
    for match in named:
        if match:
            new = line[:column] + match[1] + line[column + len(sign[0].rstrip()) :]
            yield Guess(number, 1, (new,), "", "write the value out", column, len(sign[0].strip()))


def _number(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """The number alone, without quotes, unit or sign; at the bound where it is beyond it."""
    if not re.search("whole number|number of|number above|number such as", problem.message) and problem.kind != "ambiguous_value":
        return
    found = line[problem.place.column - 1 :][: problem.place.length].strip("'\" ")
    whole = number_of(found)
    part = share(found)
    if whole is not None and "whole number" in problem.message:
        yield _at_value(line, problem, str(whole), number, "", "give the number alone")
    if part is not None and "whole number" not in problem.message:
        yield _at_value(line, problem, flow(int(part) if part == int(part) else float(part)), number, "", "give the number alone")
    if problem.kind == "ambiguous_value" and whole is not None:
        yield _at_value(line, problem, str(whole), number, "", "give the number alone")
    bound = re.search(r"number (?:of )?(?:at least|above|at most) (-?\d+)", problem.message)
    if bound:
        least = max(1, int(bound[1])) if "at most" not in problem.message.split("number", 1)[1][:12] else int(bound[1])
        yield _at_value(line, problem, str(least), number, "", "give a number within the bounds")
    if problem.path and problem.path[-1] == "version":
        yield _at_value(line, problem, "1", number, "", "count versions 1, 2, 3")


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


def _dashed(lines: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """A dash before a text that stands alone below its key."""
    text = line.strip()
    if (
        "expected a list, found `" in problem.message
        and not re.match(r"(?:- +)*[\w-]+:(?:\s|$)", text)
        and text[:1] not in "|>[{"
    ):
        indent = len(line) - len(line.lstrip())
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if len(following) - len(following.lstrip()) < indent or not following.strip():
            item = text if re.fullmatch(r"[\w ,.?!-]+", text) else quoted(text)
            yield Guess(number, 1, (f"{line[:indent]}- {item}",), "", "put a dash before it", indent, len(text))


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


def _word(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """The word that a mend names, in the place of what was found."""
    if problem.kind not in {"wrong_type", "format_version"}:
        return
    named = _NAMED.search(problem.mend) if problem.mend.startswith(("for example", "did you mean", "write")) else None
    if named:
        advice = problem.mend.rstrip("?") if problem.mend.startswith("did") else "give it as it is expected"
        yield _at_value(line, problem, named[1].removeprefix("hotwash: "), number, "", advice)


def _form(lines: Sequence[str], number: int, _: str, problem: Problem) -> Iterator[Guess]:
    """The value, or the one that it is a part of, in the form of the format."""
    of_key = (
        lines[number][problem.place.column - 1 + problem.place.length :].startswith(":") and "does not fit" in problem.message
    )
    if problem.kind in {"unknown_key", "syntax", "control_character", "duplicate_key"} or of_key:
        return
    item = re.match(r"(?P<lead>\s*- +)(?P<value>\S.*)$", lines[number])
    alone = item_form(problem.path) if item else None
    if item and alone:
        for meant in alone[1]([_read(item["value"])], Around(lines, number, alone[0])):
            if isinstance(meant.value, list) and len(meant.value) == 1:
                new = item["lead"] + flow(meant.value[0])
                yield Guess(number, 1, (new,), "", meant.advice.removesuffix(", in a list"), item.end("lead"), len(item["value"]))
    yield from _whole(lines, number, problem, of_items=False)


def _listed(lines: Sequence[str], number: int, _: str, problem: Problem) -> Iterator[Guess]:
    """A list with a dash a line, on one line in the form of the format."""
    if problem.kind in {"wrong_type", "missing_key"}:
        yield from _whole(lines, number, problem, of_items=True)


def _whole(lines: Sequence[str], number: int, problem: Problem, *, of_items: bool) -> Iterator[Guess]:
    for key, form in forms(problem.path):
        here = spot(lines, number, key, problem.place.column - 1)
        if here is None or of_items != (key in ITEMS and here.last > here.first):
            continue
        for meant in form(here.data, Around(lines, here.first, key, Path(problem.place.file).stem)):
            line = here.line(meant.value, meant.key)
            if len(line) <= LONGEST:
                yield Guess(here.first, here.last + 1 - here.first, (line,), "", meant.advice, here.column, len(key))


def _read(text: str) -> object:
    """One line of a list, as it is read, or as it stands."""
    document = parse(f"- {text}\n".encode("utf-8", "replace"), "")
    return document.data[0] if document.whole and isinstance(document.data, list) and document.data else text


_GUESSES = (
    _condition, _tag, key_mends.renamed, key_mends.cut, key_mends.empty, key_mends.repeated, _anchored, _dashed, _form,
    key_mends.missing, key_mends.named, _truth, _number, _unwrapped, _wrapped, _listed, _word,
)  # fmt: skip
