"""One YAML file as it was read: data, and the place of each part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from engine.pack.diagnostics import Path, Place, Problem

LINE_BREAK = re.compile("\r\n|\r|\n")
"""The end of a line, as editors count. The parser knows three more signs for it: `engine.pack.source` refuses those."""


class Node:
    """Where a list or a mapping stands, and its parts. A scalar's place is the parser's event itself."""

    __slots__ = ("end_mark", "parts", "start_mark")

    def __init__(self, start_mark: Any, end_mark: Any, parts: dict[str, tuple[Any, Any]] | list[Any]) -> None:
        self.start_mark = start_mark
        """The parser's mark: `line` and `column` from 0."""
        self.end_mark = end_mark
        self.parts = parts
        """Of a mapping: key -> (the key's event, the value's place). Of a list: its values' places."""


class Suspect(NamedTuple):
    """Something that is a fault only if a certain kind of value was expected there."""

    kind: str
    """`ambiguous_value`, `unquoted_prose` or `cut_prose`."""
    path: Path
    found: str


@dataclass(eq=False, repr=False)
class YamlDocument:
    """One file, read."""

    name: str
    """The file's path as it is shown to the user."""
    text: str = ""
    digest: str = ""
    """Of the bytes that were read, or why they could not be: what `engine.pack.files.fingerprint` tells of the file."""
    data: Any = None
    tree: Any = None
    problems: list[Problem] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    whole: bool = False
    """False where reading had to stop, so that `data` is not the whole document."""
    empty: list[tuple[Path, str]] = field(default_factory=list)
    """Paths of values that are nothing, with their keys: a fault where the model takes nothing for a value left out."""
    refused: set[Path] = field(default_factory=set)
    """Paths whose values were refused and stand as None in `data`."""
    _lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The text, a line each, without line ends."""
        if self._lines is None:
            self._lines = LINE_BREAK.split(self.text)
        return self._lines

    @cached_property
    def joined(self) -> str:
        """The lines with a plain line feed between them, whatever ends them in the file."""
        return "\n".join(self.lines)

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line begins in `joined`, and where one after the last would."""
        return list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value at `path` stands, or its key. The nearest parent if there is none."""
        node = self.tree
        if node is None:
            return Place(self.name, 1, 1)
        at = node
        at_key = None
        for step in path:
            parts = _parts(node)
            if isinstance(parts, dict) and step in parts:
                at_key, node = parts[str(step)]
            elif isinstance(parts, list) and isinstance(step, int) and step < len(parts):
                node = parts[step]
                at_key = None
            else:
                break
            at = node
        if at_key is not None and (key or _parts(node) is not None or at.start_mark.index == at.end_mark.index):
            at = at_key
        return self.between(at.start_mark, at.end_mark)

    def between(self, start: Any, end: Any) -> Place:
        """The stretch between two marks, as far as the first one's line goes."""
        if end.line == start.line:
            length = end.column - start.column
        else:
            line = self.lines[start.line] if start.line < len(self.lines) else ""
            length = len(line.rstrip()) - start.column
        return Place(self.name, start.line + 1, start.column + 1, max(1, length))

    def text_spans(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Where scalars that are not plain lie: (line, column) of the start and the end, from 0."""
        spans = []
        stack = [self.tree] if self.tree is not None else []
        while stack:
            node = stack.pop()
            parts = _parts(node)
            if isinstance(parts, dict):
                stack += [value for _, value in parts.values()]
            elif parts is not None:
                stack += parts
            else:
                start = (node.start_mark.line, node.start_mark.column)
                end = (node.end_mark.line, node.end_mark.column)
                if self.lines[start[0]][start[1] : start[1] + 1] in {"'", '"', "|", ">"}:
                    # The header of a block text may still be followed by a comment.
                    spans.append(((start[0] + 1, 0) if self.lines[start[0]][start[1]] in "|>" else start, end))
        return spans

    def has(self, path: Path) -> bool:
        """Whether there is a value at `path`."""
        node = self.tree
        for step in path:
            parts = _parts(node)
            if isinstance(parts, dict) and step in parts:
                node = parts[str(step)][1]
            elif isinstance(parts, list) and isinstance(step, int) and step < len(parts):
                node = parts[step]
            else:
                return False
        return node is not None


def _parts(node: Any) -> Any:
    """The parts of a list or a mapping; None for a scalar's event, or for nothing."""
    return getattr(node, "parts", None)
