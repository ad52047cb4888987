"""Where a value stands in the lines of a file, and what it is: found from the lines alone, so that a guess can take its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from engine.pack.source import parse

_LOOK_UP = 40
"""Lines above a problem in which its key is looked for."""
_LONGEST = 60
"""Lines of the longest value that is taken as a whole."""
_PLAIN = re.compile(r"[A-Za-z0-9+~(-][^,\[\]{}:#\"\n]*[^\s,\[\]{}:#\"]|[A-Za-z0-9]")
_COMMENT = re.compile(r"\s+#.*$")


class Spot(NamedTuple):
    """A key of a mapping, with its value."""

    first: int
    """The line of the key, from 0."""
    last: int
    """The last line of the value."""
    column: int
    """Where the key begins in its line, from 0."""
    key: str
    head: str
    """What stands before the key."""
    value: str
    """What is written as the value, on as many lines as it has."""
    tail: str
    """What follows the value on its line: the rest of a mapping in braces, or a comment."""

    @property
    def data(self) -> Any:
        """The value as it is read; as it is written where it cannot be."""
        text = self.value
        document = parse(f"v:{'' if text.startswith(chr(10)) else ' '}{text}\n".encode("utf-8", "replace"), "")
        data = document.data
        return data.get("v") if document.whole and isinstance(data, dict) and len(data) == 1 else text.strip()

    def line(self, value: Any, key: str = "") -> str:
        """The key's line with another value, and perhaps another key."""
        return f"{self.head}{key or self.key}: {flow(value)}{self.tail}".rstrip()


def spot(lines: Sequence[str], number: int, key: str, column: int | None = None) -> Spot | None:
    """The key that stands nearest above, or on, the line `number`; on that line nearest before `column`."""
    wanted = re.compile(rf"(?<![\w-])(?P<quote>[\"']?){re.escape(key)}(?P=quote)[ \t]*:(?=[ \t]|$|[\"'\[{{])")
    for at in range(number, max(-1, number - _LOOK_UP), -1):
        found = [m for m in wanted.finditer(lines[at]) if m.start() == 0 or lines[at][m.start() - 1] in " \t{[,\"'"]
        before = [m for m in found if at < number or column is None or m.start() <= column]
        if before or found:
            match = (before or found)[-1] if before else found[0]
            return _at(lines, at, match, key)
    return None


def _at(lines: Sequence[str], at: int, match: re.Match[str], key: str) -> Spot | None:
    line = lines[at]
    head, rest = line[: match.start()], line[match.end() :]
    if depth(head) > 0:
        length = _balanced(rest)
        value = rest[:length].strip()
        tail = rest[length:]
        return Spot(at, at, match.start(), key, head, value, tail)
    bare = _COMMENT.sub("", rest)
    value, tail = bare.strip(), rest[len(bare) :] if not bare.strip().startswith(("'", '"')) else ""
    last = at
    indent = len(re.match(r"[ ]*(?:- +)*", line)[0])  # type: ignore[index]
    if not value or value[0] in "|>" or depth(value) > 0:
        last = _end(lines, at, indent, dashes=not value)
    if last - at > _LONGEST:
        return None
    body = [re.sub(r"\s+#.*$", "", other) if value[:1] not in {"|", ">"} else other for other in lines[at + 1 : last + 1]]
    whole = "\n".join([value, *body]) if body else value
    return Spot(at, last, match.start(), key, head, whole, tail if not body else "")


def _end(lines: Sequence[str], at: int, indent: int, *, dashes: bool) -> int:
    """The last line of a value that stands below its key: what is indented by more, or a list at its own indentation."""
    last = at
    for number in range(at + 1, len(lines)):
        text = lines[number].strip()
        if not text:
            continue
        here = len(lines[number]) - len(lines[number].lstrip(" "))
        if here > indent or (dashes and here == indent and text.startswith("-")) or text in {"]", "}"}:
            last = number
        else:
            break
    return last


def depth(text: str) -> int:
    """How many brackets a text leaves open, those in quotes aside."""
    open_ = 0
    for part in re.split(r"\"(?:[^\"\\]|\\.)*\"|(?<![\w])'(?:[^']|'')*'", text):
        open_ += part.count("{") + part.count("[") - part.count("}") - part.count("]")
    return open_


def _balanced(text: str) -> int:
    """How far the value at the beginning of a text goes, inside braces."""
    open_, mark = 0, ""
    for at, char in enumerate(text):
        if mark:
            mark = "" if char == mark else mark
        elif char in "\"'" and not text[:at].strip(" [{,:")[-1:].isalnum():
            mark = char
        elif char in "[{":
            open_ += 1
        elif char in "]}" and open_ == 0:
            return at
        elif char in "]}":
            open_ -= 1
        elif char == "," and open_ == 0:
            return at
    return len(text)


def flow(value: Any, *, listed: bool = False) -> str:
    """A value on one line of YAML."""
    match value:
        case None:
            return "~"
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{flow(str(k))}: {flow(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(v, listed=True) for v in value) + "]"
        case str():
            # A sentence in `[...]` is quoted, since a comma in it would cut it.
            return value if _is_plain(value) and not (listed and " " in value) else quoted(value)
        case _:
            return str(value)


def _is_plain(text: str) -> bool:
    """Whether a text is read as itself without quotes, also inside braces."""
    if text == "..." or not _PLAIN.fullmatch(text) or (text.startswith(("- ", "-", "+", "~")) and not text[1:2].isalpha()):
        return text == "..."
    document = parse(f"{{v: {text}}}\n".encode("utf-8", "replace"), "")
    return document.whole and document.data == {"v": text} and not document.suspects


def quoted(text: str) -> str:
    """The text in quotes of the kind that it does not hold itself."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
