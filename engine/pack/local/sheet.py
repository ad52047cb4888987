"""A sheet of local words: a plain text file with the scenario's lines and room for the agency's own.

    [scene.arrive.text.1]
    here:  The rain has stopped and the street shines.
    yours: The rain has stopped on Mill Street.

A line that begins with `#` is help. A line that begins with a space is text. What stands under a label goes on until the next
label or the next key; an empty line parts paragraphs.
"""

from __future__ import annotations

import codecs
import re
import textwrap
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.pack.diagnostics import Place, Problem, nearest
from engine.pack.local.slots import flat
from engine.pack.source import FORBIDDEN, brief

KIND = "local_words"
ABOUT = "about this sheet"
EVERYWHERE = "everywhere"
ASIDE = "put aside: "
WIDTH = 100
"""Characters of a line that is written."""
INDENT = " " * 7
LABELS = ("here", "yours", "policy", "why", "was", "format", "scenario", "made from")
_KEY = re.compile(r"\[\s*([^\]]*?)\s*\]\s*")
_LABEL = re.compile(r"([A-Za-z][A-Za-z ]{1,19}?) ?:(?:\s+(.*))?")
_TIGHT = re.compile(rf"({'|'.join(LABELS)}) ?:(.*)", re.IGNORECASE)
"""A label, and no space after its colon."""
_SLIP = re.compile(r"\s{0,6}(here|yours|policy|why)(?![\w'’])", re.IGNORECASE)
"""What was meant as a label, in a line that the program did not write: it begins its own with seven spaces."""
_ONE_WRITER = ("here", "was", "policy")
"""Labels under which nobody but the program writes a second line."""
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


class SheetField(NamedTuple):
    """What stands under a label."""

    text: str
    line: int
    """From 1, of the label."""


@dataclass
class SheetEntry:
    """A key of a sheet, and what stands under it."""

    key: str
    line: int
    """From 1, of the key."""
    fields: dict[str, SheetField] = field(default_factory=dict)

    def text(self, label: str) -> str:
        """What stands under a label; empty for nothing."""
        return self.fields[label].text if label in self.fields else ""

    def line_of(self, label: str) -> int:
        """The line of a label, or else of the key."""
        return self.fields[label].line if label in self.fields else self.line

    @property
    def filled(self) -> bool:
        """Whether somebody wrote something of their own into it."""
        return any(self.text(label) for label in ("yours", "policy", "why"))


@dataclass
class LocalSheet:
    """A sheet, read."""

    name: str
    """As messages call it."""
    entries: dict[str, SheetEntry] = field(default_factory=dict)
    """By key, in their order; without those below."""
    everywhere: list[SheetEntry] = field(default_factory=list)
    """Words that are said otherwise wherever they stand."""
    aside: list[SheetEntry] = field(default_factory=list)
    """What no longer fitted and was put aside; the key is that under which it stood."""
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    """Of the bytes that were read, or why they could not be."""

    def about(self, label: str) -> str:
        """What the sheet says of itself."""
        return self.entries[ABOUT].text(label) if ABOUT in self.entries else ""

    def place(self, entry: SheetEntry, label: str = "") -> Place:
        """Where an entry stands, or one of its labels."""
        length = len(label) + 1 if label in entry.fields else len(entry.key) + 2
        return Place(self.name, entry.line_of(label), 1, length)

    def problem(self, entry: SheetEntry, message: str, mend: str, label: str = "") -> Problem:
        """A problem with an entry."""
        return Problem(KIND, message, self.place(entry, label), mend=mend)


def read_sheet(raw: bytes, name: str) -> LocalSheet:
    """Read a sheet. What is wrong in its form is a problem of it."""
    sheet = LocalSheet(name)
    text = _decoded(raw, sheet)
    bad = FORBIDDEN.search(text)
    if bad is not None:
        before = text[: bad.start()].splitlines() or [""]
        sheet.problems.append(Problem(
            KIND, f"a character that cannot be seen stands here (U+{ord(bad[0]):04X})",
            Place(name, len(before), len(before[-1]) + 1), mend="take it out",
        ))  # fmt: skip
        return sheet
    _Reader(sheet).read(text)
    return sheet


def _decoded(raw: bytes, sheet: LocalSheet) -> str:
    """The text, as the editors of this world save it."""
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        sheet.problems.append(Problem(
            KIND, f"byte 0x{raw[error.start]:02x} is not UTF-8", Place(sheet.name, line, 1),
            mend="save the file as UTF-8: in Notepad with Save as, Encoding",
        ))  # fmt: skip
        return ""


class _Reader:
    """Goes through the lines of a sheet."""

    def __init__(self, sheet: LocalSheet) -> None:
        self._sheet = sheet
        self._entry: SheetEntry | None = None
        self._label = ""
        self._lines: list[str] = []

    def read(self, text: str) -> None:
        for number, line in enumerate(text.split("\n"), 1):
            self._line(number, line.rstrip())
        self._close()

    def _line(self, number: int, line: str) -> None:
        if key := _KEY.fullmatch(line):
            self._close()
            self._open(key[1], number)
        elif line.startswith("#"):
            self._comment(number, line)
        elif (label := _TIGHT.fullmatch(line) or _LABEL.fullmatch(line)) and self._is_label(label[1].lower(), number):
            self._close()
            self._begin(label[1].lower(), (label[2] or "").strip(), number)
        elif self._label in _ONE_WRITER and (slip := _SLIP.match(line)):
            self._problem(number, f"expected `{slip[1].lower()}:` at the beginning of the line, found `{brief(line)}`",
                          f"write `{slip[1].lower()}:` there, with its colon and no space before it")  # fmt: skip
        elif line.strip():
            self._more(number, line.strip())
        elif self._lines:
            self._lines.append("")

    def _open(self, key: str, number: int) -> None:
        key = " ".join(key.lower().split())
        entry = self._entry = SheetEntry(key, number)
        sheet = self._sheet
        if key == EVERYWHERE:
            sheet.everywhere.append(entry)
        elif key.startswith(ASIDE.strip()):
            entry.key = key.removeprefix(ASIDE.strip()).strip()
            sheet.aside.append(entry)
        elif key in sheet.entries:
            first = sheet.entries[key].line
            self._problem(number, f"`[{brief(key)}]` stands here a second time, and first in line {first}",
                          "write yours in one place, and take the other out")  # fmt: skip
        else:
            sheet.entries[key] = entry

    def _is_label(self, label: str, number: int) -> bool:
        if label in LABELS:
            return True
        meant = nearest(label, LABELS)
        if meant is not None:
            self._problem(number, f"`{brief(label)}:` is no label of a sheet",
                          f"did you mean `{meant}:`? If it is text, begin the line with a space")  # fmt: skip
        return False

    def _begin(self, label: str, text: str, number: int) -> None:
        if self._entry is None:
            self._problem(number, f"`{label}:` stands before any `[key]`", "put it under the key of the line that it is for")
        elif label in self._entry.fields:
            self._problem(number, f"`{label}:` stands a second time under `[{brief(self._entry.key)}]`",
                          "keep one; if it is text, begin the line with a space")  # fmt: skip
        else:
            self._entry.fields[label] = SheetField("", number)
            self._label = label
            self._lines = [text] if text else []

    def _more(self, number: int, text: str) -> None:
        if self._label:
            self._lines.append(text)
        else:
            where = f"under `[{brief(self._entry.key)}]`, before any label" if self._entry else "before any `[key]`"
            self._problem(number, f"text stands {where}: `{brief(text)}`", "write it after `yours:`, or begin the line with #")

    def _comment(self, number: int, line: str) -> None:
        if self._label in ("yours", "why") and self._lines and self._lines[-1]:
            self._problem(number, f"a line of help stands in a text: `{brief(line)}`",
                          "if it is text, begin the line with a space; if not, put an empty line before it")  # fmt: skip

    def _close(self) -> None:
        if self._entry is not None and self._label:
            line = self._entry.fields[self._label].line
            self._entry.fields[self._label] = SheetField(_joined(self._lines), line)
        self._label, self._lines = "", []

    def _problem(self, number: int, message: str, mend: str) -> None:
        self._sheet.problems.append(Problem(KIND, message, Place(self._sheet.name, number, 1), mend=mend))


def _joined(lines: list[str]) -> str:
    """Lines as text: those of a paragraph are one, but for items of a list."""
    parts: list[str] = []
    for line in lines:
        if line and parts and parts[-1] and not _LIST_ITEM.match(line):
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    return re.sub(r"\n{2,}", "\n\n", "\n".join(parts)).strip()


def written(key: str, fields: dict[str, str]) -> str:
    """An entry as it stands in a sheet; reading it gives the same texts."""
    return "\n".join([f"[{key}]", *(_field(label, text) for label, text in fields.items())]) + "\n"


def _field(label: str, text: str) -> str:
    lead = f"{label}:".ljust(len(INDENT))
    lead += "" if lead.endswith(" ") else " "
    wrapped = "\n".join(line for part in text.split("\n") for line in _wrapped(part))
    if _joined([line.strip() for line in wrapped.split("\n")]) != text:
        wrapped = text
    return (lead + wrapped.replace("\n", f"\n{INDENT}")).replace(f"{INDENT}\n", "\n").rstrip()


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH - len(INDENT), break_long_words=False, break_on_hyphens=False) or [""]


def same(first: str, second: str) -> bool:
    """Whether two texts are the same, wherever their lines are broken."""
    return flat(first) == flat(second)
