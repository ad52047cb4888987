"""What an author may have meant by a line whose brackets, or what stands in them, cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.pack.mends.guess import Guess
from engine.pack.mends.spots import quoted
from engine.pack.mends.written_values import OPENERS, inner, parts_of

_FLOW_KEY = re.compile(r"[{,]\s*([A-Za-z_][\w-]*)\s*:\s*")


def round_brackets(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """Round brackets around a list or a mapping."""
    parts = parts_of(line)
    match = re.fullmatch(r"[(<](.*)[)>]", parts[1]) if parts else None
    if parts and match:
        inside = re.sub(r"(\w)\s*=\s*", r"\1: ", match[1])
        pair = "{}" if re.search(r"\w:\s", inside) else "[]"
        new = parts[0] + pair[0] + inside + pair[1]
        yield Guess(number, 1, (new,), "", f"use `{pair}`", parts[2], len(parts[1]))


def commas(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """Commas and equals signs between brackets: none, or too many."""
    if "[" not in line and "{" not in line:
        return
    doubled = re.sub(r",(?:\s*,)+", ",", re.sub(r"([\[{])\s*,\s*", r"\1", line))
    if doubled != line:
        at = next(n for n, (a, b) in enumerate(zip(line, doubled + "\0", strict=False)) if a != b)
        yield Guess(number, 1, (doubled,), "a comma stands here without anything before it", "take it out", at)
    missing = re.sub(r"(['\"])\s+(?=['\"])", r"\1, ", line)
    if missing != line:
        at = next(n for n, (a, b) in enumerate(zip(line, missing, strict=False)) if a != b)
        yield Guess(number, 1, (missing,), "a comma is missing here", "put one there", at)
    equal = re.sub(r"([{,]\s*[A-Za-z_][\w-]*)\s*=\s*", r"\1: ", line)
    if equal != line:
        yield Guess(number, 1, (equal,), "`=` stands where a colon belongs", "put a colon there", line.index("="))


def signs(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A sign apart from its lesson: `[- lesson]` begins a list in the list."""
    new = re.sub(r"([\[,]\s*[+~-])\s+(?=[a-z])", r"\1", line)
    if new != line and "[" in line:
        at = next(n for n, (a, b) in enumerate(zip(line, new, strict=False)) if a != b)
        yield Guess(number, 1, (new,), "a sign stands apart from its lesson", "put the sign right before the lesson", at)


def texts(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """Texts in `{key: text, key: text}` in quotes."""
    keys = list(_FLOW_KEY.finditer(line))
    if not keys or "}" not in line:
        return
    end = line.rindex("}")
    new, at, place = "", 0, 0
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        stop = following.start() if following else end
        value = line[key.end() : stop].rstrip()
        if not value or value[0] in "[{" or (value[0] in "\"'" and value.find(value[0], 1) == len(value) - 1):
            continue
        special = re.search(r"[,:#\[\]{}\"'*&!|>%@`?]", value)
        if (" " in value and special) or value[0] in OPENERS:
            new += line[at : key.end()] + quoted(next(inner(value)))
            at, place = stop - (len(line[key.end() : stop]) - len(value)), place or key.end()
    if at:
        opens = line[place] in "\"'" and line[place + 1 :].count(line[place]) == 0
        reason = "the quote that opens here is not closed" if opens else "a sign in an unquoted text between braces cuts it"
        yield Guess(number, 1, (new + line[at:],), reason, "put the text in quotes", place)


def unpaired(_: Sequence[str], number: int, line: str) -> Iterator[Guess]:
    """A bracket that is not closed, or closed twice."""
    text = line.split(" #", maxsplit=1)[0].rstrip()
    for left, right in ("[]", "{}"):
        more = text.count(left) - text.count(right)
        if more == 1:
            told = f"`{left}` is not closed", f"close it with `{right}`", text.rindex(left)
            yield Guess(number, 1, (text.rstrip(",") + right,), *told)
            if text.endswith(("]", "}")):
                yield Guess(number, 1, (text[:-1] + right + text[-1],), *told)
        elif more == -1 and text.endswith(right):
            yield Guess(number, 1, (text[:-1].rstrip(),), f"`{right}` closes what was not opened", "take it out", len(text) - 1)
    if text.endswith((",", ";")):
        yield Guess(number, 1, (text[:-1],), f"`{text[-1]}` stands at the end of the line", "take it out", len(text) - 1)
    swapped = re.sub(r"\[(.*)\}$", r"[\1]", re.sub(r"\{(.*)\]$", r"{\1}", text))
    if swapped != text:
        yield Guess(number, 1, (swapped,), "the brackets at the two ends are not of one kind", "use a pair", len(text) - 1)
