"""A value as it is written on one line of a file, and the text that was meant by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENERS = {
    '"': "a text that begins with a quotation mark ends at the next one",
    "'": "an apostrophe at the beginning opens a text that ends at the next one",
    "*": "`*` at the beginning refers to another part of the file",
    "&": "`&` at the beginning names a part of the file",
    "!": "`!` at the beginning names a type",
    ">": "`>` at the beginning announces a text on the lines below",
    "|": "`|` at the beginning announces a text on the lines below",
    "-": "`-` at the beginning makes a list",
    "?": "`?` at the beginning makes a key",
    "@": "no text can begin with `@`",
    "`": "no text can begin with a backtick",
    "%": "no text can begin with `%`",
    "[": "`[` at the beginning makes a list",
    "{": "`{` at the beginning makes a mapping",
    "]": "no text can begin with `]`",
    "}": "no text can begin with `}`",
    ",": "no text can begin with a comma",
    "#": "`#` begins a comment",
    ":": "`:` at the beginning has no key before it",
}  # fmt: skip


_ENTRY = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>[^\s:#'\"\[\]{},&*!|>%@`?-][^:#]*?)\s*:(?P<gap>[ \t]+)(?P<value>\S.*?)\s*$")
_ITEM = re.compile(r"(?P<lead>\s*(?:- +)+)(?P<value>\S.*?)\s*$")
_FIRST = re.compile(r"(?P<lead>\s*-[ \t]+)(?P<value>\S.*?)\s*$")
CONTRACTION = re.compile(r"'(?:tis|twas|til|em|cause|bout|round|n|d|s|\d0s)\b", re.IGNORECASE)


def parts_of(line: str, *, item: bool = False) -> tuple[str, str, int] | None:
    """(what stands before the value, the value, its column), where the line has one; of an `item` of a list all of it."""
    match = _FIRST.match(line) if item else _ENTRY.match(line) or _ITEM.match(line)
    return (line[: match.start("value")], match["value"], match.start("value")) if match else None


def inner(value: str) -> Iterator[str]:
    """The text that was meant, by a value that may have quotes around it, or at its beginning."""
    mark = value[0]
    if mark in "\"'" and value[-1] == mark and len(value) > 1:
        text = value[1:-1].replace("\\" + mark, mark)
        first = text.find(mark)
        opens = first == 0 or text[first - 1 : first].isspace() or mark == "'" or first < 0
        yield from (text, value) if opens else (value, text)
    elif mark in "\"'" and not CONTRACTION.match(value) and mark not in value[1:]:
        yield from (value[1:], value)
    else:
        yield value
        comment = re.search(r"\s+#", value)
        if comment and mark not in "\"'":
            yield value[: comment.start()]
