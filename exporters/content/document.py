"""A document as data: what it says, before any format decides how it looks.

Text from scenarios and from class is put in by `plain`, `inline` and `prose` alone, which take out what no format can carry;
each format then escapes it in its own way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from exporters.content.paper import Paper

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Level: TypeAlias = Literal[1, 2, 3]
LEVELS: tuple[Level, ...] = (1, 2, 3)


class Span(NamedTuple):
    """A run of text."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


Text: TypeAlias = tuple[Span, ...]
"""Text on one line; a newline in it is a line break."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section."""

    level: Level
    """1 for a part of the document; the document's own title stands above."""
    text: Text
    anchor: str = ""
    """Unique in the document; empty for none."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph."""

    text: Text
    style: Literal["", "lead", "quiet", "huge"] = ""
    """`lead` stands out, `quiet` steps back, `huge` fills the page with a letter."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[tuple[Block, ...], ...]
    marker: Literal["bullet", "number", "letter", "box"] = "bullet"
    """`letter` counts A, B, C; `box` is to be ticked by hand."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    widths: tuple[int, ...] = ()
    """Relative widths of the columns; empty where the format may decide."""
    head_column: bool = False
    """Whether the first cell of each row names the row."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A frame with a title: for notes, answers, warnings."""

    kind: Literal["note", "answer", "warning", "seat"]
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Figure:
    """A picture, drawn when a format first asks for it."""

    draw: Callable[[], str]
    """Answers the SVG."""
    alt: str
    """What it shows, for whoever cannot see it."""
    caption: str = ""
    png: bytes = b""
    """The same for formats that cannot draw; empty where there is none."""

    @cached_property
    def svg(self) -> str:
        """The picture as SVG."""
        return self.draw()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page on paper; elsewhere a line."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Room to write by hand: a ruled line for each label, which may be empty."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks in two columns on paper; on a screen one below the other. Stands in no other block."""

    blocks: tuple[Block, ...]
    even: bool = False
    """Whether they shall be of one height where the document ends with them, if the format can do that."""


@dataclass(frozen=True, slots=True)
class Together:
    """Short blocks that no page or column parts."""

    blocks: tuple[Block, ...]


Block: TypeAlias = Heading | TextBlock | Items | Table | Callout | Figure | PageBreak | Rules | Columns | Together


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    name: str
    """What its file is called, without the ending."""
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    facts: tuple[tuple[str, str], ...] = ()
    """(name, value) pairs for the cover and the file's properties: scenario, version, date."""
    landscape: bool = False
    small: bool = False
    """Whether paper takes smaller letters and margins: for what is looked things up in."""
    paper: Paper = Paper.LETTER
    footer: str = ""
    """At the foot of each page, beside its number."""
    language: str = "en"
    """Of its text: a tag of BCP 47."""


_CONTROL = {c: " " for c in range(0x20) if c != 0x0A} | dict.fromkeys((0x7F, *range(0x80, 0xA0)), " ")
_BREAKS = {0x2028: "\n", 0x2029: "\n\n"}
"""Separators of lines and paragraphs that are no control characters."""
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff\ufeff")


_UNWANTED = _CONTROL | _BREAKS


def clean(text: str) -> str:
    """Text without control characters, bidirectional overrides and lone surrogates, which break files and hide words."""
    return _harmless(text).strip()


def _harmless(text: str) -> str:
    if text.isprintable():  # as most is, and none of these are
        return text
    return "".join(c for c in text.translate(_UNWANTED) if c not in _OVERRIDES and unicodedata.category(c) != "Cs")


def plain(text: str, *, bold: bool = False, italic: bool = False) -> Text:
    """Text in which no character means anything."""
    kept = clean(text)
    return (Span(kept, bold, italic),) if kept else ()


def join(*texts: Text | str) -> Text:
    """Texts one after the other; strings are taken as they stand, with their spaces."""
    return tuple(span for part in texts for span in ((Span(part),) if isinstance(part, str) else part) if span.text)


def inline(markdown: str) -> Text:
    """A line of the format's Markdown; as it stands where that is more than paragraphs, such as `1. First`."""
    blocks_ = prose(markdown)
    found = [block.text for block in blocks_ if isinstance(block, TextBlock | Heading)]
    return join(*_between(found, "\n")) if len(found) == len(blocks_) else plain(markdown)


@lru_cache(maxsize=4096)
def prose(markdown: str) -> tuple[Block, ...]:
    """Paragraphs, lists and quotations of the format's Markdown. Raw HTML, pictures and links stay as their text.

    So does a text of which nothing would be left to see, such as `-` or `&nbsp;`, and one that is nested too deep to be read:
    there is a block wherever there is a character.
    """
    kept = clean(markdown)
    if _UNMARKED.fullmatch(kept):  # as most is: the parser is neither loaded nor asked
        return tuple(TextBlock((Span(part),)) for part in kept.split("\n\n"))
    return _parsed(kept)


def _parsed(kept: str) -> tuple[Block, ...]:
    tokens = _parser().parse(kept)
    found = tuple(_blocks(tokens)) if all(token.level < _DEEPEST for token in tokens) else ()
    return found if any(map(_shows, found)) else paragraphs((kept,))


def paragraphs(texts: Iterable[str]) -> tuple[Block, ...]:
    """Each text a paragraph, as it stands."""
    return tuple(TextBlock(plain(text)) for text in texts if clean(text))


def spoken(text: Text) -> str:
    """The words of a text, however they look."""
    return "".join(span.text for span in text)


def bullets(
    items: Iterable[str | Text | Sequence[Block]], marker: Literal["bullet", "number", "letter", "box"] = "bullet"
) -> Items:
    """A list of one-line items or of blocks."""
    return Items(tuple(_item(item) for item in items), marker)


def rows(*cells: Sequence[str | Text]) -> tuple[tuple[Text, ...], ...]:
    """Rows of a table; strings are taken as they stand."""
    return tuple(tuple(plain(cell) if isinstance(cell, str) else cell for cell in row) for row in cells)


def in_steps(document: Document) -> Document:
    """The document with its headings raised where a level is left out, which screen readers and standards do not take."""
    deepest = 0

    def step(blocks: tuple[Block, ...]) -> Iterator[Block]:
        nonlocal deepest
        for block in blocks:
            match block:
                case Heading():
                    level = min(block.level, deepest + 1)
                    deepest = level
                    yield replace(block, level=LEVELS[level - 1])
                case Callout() | Columns() | Together():
                    yield replace(block, blocks=tuple(step(block.blocks)))
                case Items():
                    yield replace(block, items=tuple(tuple(step(item)) for item in block.items))
                case _:
                    yield block

    return replace(document, blocks=tuple(step(document.blocks)))


def slug(text: str) -> str:
    """Part of a file's name or an anchor: lower-case letters, digits and hyphens; `x` for nothing."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-") or "x"


def _item(item: str | Text | Sequence[Block]) -> tuple[Block, ...]:
    if isinstance(item, str):
        return (TextBlock(plain(item)),)
    if item and isinstance(item[0], Span):
        return (TextBlock(tuple(s for s in item if isinstance(s, Span))),)
    return tuple(b for b in item if not isinstance(b, Span))


def _shows(block: Block) -> bool:
    """Whether there is anything to see in a block of Markdown."""
    match block:
        case TextBlock() | Heading():
            return any(not c.isspace() and unicodedata.category(c)[0] != "C" for span in block.text for c in span.text)
        case Items():
            return any(_shows(part) for item in block.items for part in item)
        case _:
            return True


def _between(texts: list[Text], word: str) -> list[Text | str]:
    found: list[Text | str] = []
    for number, text in enumerate(texts):
        found += [word, text] if number else [text]
    return found


_UNMARKED = re.compile(r"{0}(?:\n\n{0})*".format(r"[A-Za-z\"“(](?:[^\\`*_&<\[\x00-\x1f]*[^\\`*_&<\[\s])?"))
"""Paragraphs of one line each in which nothing is a mark."""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - texts without marks need none

    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline", "autolink", "reference"])


_DEEPEST = 19
"""The parser leaves out what stands in more than twenty blocks, and a list is two of them."""


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            end = _closing(tokens, at)
            yield Items(tuple(_list_items(tokens[at + 1 : end])), "number" if token.type.startswith("ordered") else "bullet")
            at = end
        elif token.type == "inline":
            heading = tokens[at - 1].type == "heading_open"
            spans = tuple(_spans(token.children or []))
            if spans:
                yield TextBlock(tuple(s._replace(bold=True) for s in spans) if heading else spans)
        elif token.type in ("code_block", "fence"):
            # What stands beside the opening fence is text, too.
            code = _harmless("\n".join(part for part in (token.info.strip(), token.content.rstrip()) if part))
            if code:
                yield TextBlock((Span(code, code=True),))
        at += 1


def _list_items(tokens: list[Token]) -> Iterator[tuple[Block, ...]]:
    at = 0
    while at < len(tokens):
        end = _closing(tokens, at)
        # An item without anything in it keeps its place, and its number.
        yield tuple(_blocks(tokens[at + 1 : end])) or (TextBlock(()),)
        at = end + 1


def _closing(tokens: list[Token], at: int) -> int:
    depth = 0
    for number in range(at, len(tokens)):
        depth += tokens[number].nesting
        if depth == 0:
            return number
    return len(tokens)


def _spans(tokens: list[Token]) -> Iterator[Span]:
    """Runs of text. Entities may stand for characters that `clean` takes out."""
    return (span._replace(text=text) for span in _runs(tokens) if (text := _harmless(span.text)))


def _runs(tokens: list[Token]) -> Iterator[Span]:
    bold = italic = 0
    links: list[str] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                links.append(" ".join(str(token.attrs[name]) for name in ("href", "title") if token.attrs.get(name)))
            case "link_close":
                target = links.pop()
                yield Span(f" ({target})" if target else "", bool(bold), bool(italic))
            case "softbreak":
                yield Span(" ", bool(bold), bool(italic))
            case "hardbreak":
                yield Span("\n", bool(bold), bool(italic))
            case "code_inline":
                yield Span(token.content, bool(bold), bool(italic), code=True)
            case _ if token.content:
                yield Span(token.content, bool(bold), bool(italic))
            case _:
                pass
