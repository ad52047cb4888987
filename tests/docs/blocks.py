"""What the documents show: their blocks, their commands, and the marks that say how a block is tried.

A mark is a comment of HTML in the line before a block (no reader sees it):

| mark | the block is |
|---|---|
| `file: NAME` | a whole file of that name, for the commands of its page |
| `part of: NAME` | a part; `tests/docs/parts/NAME` completes it. `, finds HW404` names each finding that the text promises |
| `sheet: ID` | entries of the sheet of local words of a scenario |
| `without: NAME: TEXT` | commands, run once the text is taken out of that file |
| `in a shell` | lines of a shell, with other programs than Hotwash among them |
| `not run: WHY` | commands that are not run, with the reason |

In the first line of a page `blocks run by: FILE` leaves all of its blocks and commands to another test.
Without a mark a block is commands, or TOML or Python that is what it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"(?:^<!-- (?P<mark>.+?) -->\n+)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_ELSEWHERE = re.compile(r"\A<!-- blocks run by: (\S+) -->$", re.MULTILINE)
_TYPED_AHEAD = re.compile(r"^\|[^\n]*press Tab[^\n]*\n(?:\|[^\n]*\n)+", re.MULTILINE)
"""A table of beginnings of commands, which Tab completes."""
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block."""

    page: Path
    line: int
    """Of its first line of text, from 1."""
    language: str
    text: str
    kind: str
    """The word of the mark before its colon, or `commands`, `toml`, `python`."""
    about: str = ""
    """The rest of the mark."""

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


class Step(NamedTuple):
    """A command as it is typed, and what the page shows of its answer."""

    command: str
    answer: str | None
    """None where the page shows none."""


@dataclass(frozen=True)
class Page:
    """A document."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def elsewhere(self) -> str:
        """The test that runs its blocks; empty where that is this folder."""
        named = _ELSEWHERE.search(self.text)
        return named[1] if named else ""

    @cached_property
    def blocks(self) -> list[Block]:
        return [self._block(match) for match in _BLOCK.finditer(self.text)]

    def _block(self, match: re.Match[str]) -> Block:
        mark, _, about = (match["mark"] or "").partition(": ")
        line = self.text.count("\n", 0, match.start("text")) + 1
        kind = "elsewhere" if self.elsewhere else mark or match["language"].replace("console", "") or "commands"
        return Block(self.path, line, match["language"], match["text"], kind, about)

    @cached_property
    def inline(self) -> list[str]:
        """Commands in the text and in tables, where no other test runs the page."""
        if self.elsewhere:
            return []
        prose = _TYPED_AHEAD.sub("", _BLOCK.sub("", self.text))
        code = [span.replace(r"\|", "|") for span in _CODE.findall(prose)]
        return list(dict.fromkeys(span for span in code if re.match(r"hotwash( |$)", span)))


def steps(block: Block) -> list[Step]:
    """The commands of a block.

    Behind a prompt (`$ `) a command is followed by its answer. Elsewhere each line is a command; what it is for follows a `#`.
    """
    text = re.sub(r"\\\n\s*", "", block.text)
    if text.startswith("$ "):
        parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
        return [Step(command, answer) for command, _, answer in (part.partition("\n") for part in parts)]
    return [Step(line, None) for line in text.splitlines() if line and not line.startswith("#")]


ALL = [Page(path) for path in PAGES]
BLOCKS = [block for page in ALL for block in page.blocks]
