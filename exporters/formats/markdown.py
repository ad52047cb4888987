"""Documents as Markdown (CommonMark, tables as on GitHub). Every character of a text stands for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.states.order import letter
from exporters.content.artifact import Artifact
from exporters.content.document import (
    Block,
    Callout,
    Columns,
    Document,
    Figure,
    Heading,
    Items,
    PageBreak,
    Rules,
    Span,
    Table,
    Text,
    TextBlock,
    Together,
)

# Where any of these stands, Markdown might take it for a mark.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_START = re.compile(r"(?m)^(\s*)([#+\-=>:]|\d{1,9}(?=[.)](?:\s|$)))")
_BAR = "\\|"
_RULE = "\\_" * 24
_ENTITY = re.compile(r"&(?=#?\w+;)")


def render(document: Document) -> Artifact:
    """The document as one file."""
    lines = [f"# {_text((Span(document.title),))}"]
    if document.subtitle:
        lines += ["", f"*{_text((Span(document.subtitle),))}*"]
    if document.facts:
        lines += ["", *(f"- {_text((Span(name, bold=True),))}: {_text((Span(value),))}" for name, value in document.facts)]
    lines += ["", *_joined(document.blocks)]
    if document.footer:
        lines += ["", "---", "", f"*{_text((Span(document.footer),))}*"]
    return Artifact.of(f"{document.name}.md", "\n".join(lines).rstrip() + "\n")


def _joined(blocks: tuple[Block, ...]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {_text(block.text)}"
        case TextBlock(style="huge"):
            yield f"# {_text(block.text)}"
        case TextBlock():
            yield from _text(block.text, breaks="\\\n").split("\n")
        case Items():
            for number, item in enumerate(block.items):
                yield from _hung(item, _lead(block.marker, number))
        case Table():
            yield from _table(block)
        case Callout():
            yield f"> **{_text((Span(block.title),))}**"
            for line in ["", *_joined(block.blocks)]:
                yield f"> {line}".rstrip()
        case Figure():
            yield f"*[{_text((Span(block.alt),))}]*"
            if block.caption:
                yield from ("", _text((Span(block.caption),)))
        case PageBreak():
            yield "---"
        case Rules():
            for number, label in enumerate(block.labels):
                if number:
                    yield ""
                yield f"{_text((Span(f'{label}: '),)) if label else ''}{_RULE}"
        case Columns() | Together():
            yield from _joined(block.blocks)


def _lead(marker: str, number: int) -> str:
    match marker:
        case "number":
            return f"{number + 1}. "
        case "letter":
            return f"- **{letter(number)}** "
        case "box":
            return "- [ ] "
        case _:
            return "- "


def _hung(item: tuple[Block, ...], lead: str) -> Iterator[str]:
    indent = " " * (2 if lead.startswith("-") else len(lead))
    for number, line in enumerate(_joined(item)):
        yield (indent + line if number else lead + line).rstrip()


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield from (f"**{_text((Span(table.caption),))}**", "")
    yield _row(table.header)
    yield "|" + " --- |" * len(table.header)
    for row in table.rows:
        cells = (tuple(s._replace(bold=True) for s in row[0]), *row[1:]) if table.head_column else row
        yield _row(cells)


def _row(cells: tuple[Text, ...]) -> str:
    return "| " + " | ".join(_text(cell, breaks="<br>", cell=True) or " " for cell in cells) + " |"


def _text(text: Text, breaks: str = " ", *, cell: bool = False) -> str:
    return "".join(_span(span, breaks, cell=cell) for span in text)


def _span(span: Span, breaks: str, *, cell: bool) -> str:
    # A carriage return would begin a line here as a line feed does.
    said = span.text.replace("\r", " ")
    if span.code and said.strip():
        return _code(said.replace("\n", " "), cell=cell)
    body = _escape(said, cell=cell).replace("\n", breaks)
    mark = "***" if span.bold and span.italic else "**" if span.bold else "*" if span.italic else ""
    if not mark or not body.strip():
        return body
    # Marks must touch the words that they mark.
    left, right = body[: len(body) - len(body.lstrip())], body[len(body.rstrip()) :]
    return f"{left}{mark}{body.strip()}{mark}{right}"


def _code(text: str, *, cell: bool) -> str:
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text[0] in " `" or text[-1] in " `" else ""
    # In a table the bar parts cells even within code.
    return f"{fence}{pad}{text.replace('|', _BAR) if cell else text}{pad}{fence}"


def _escape(text: str, *, cell: bool) -> str:
    escaped = _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", text))
    # A cell is never the beginning of a block.
    return escaped if cell else _LINE_START.sub(lambda m: f"{m[1]}{m[2]}\\" if m[2].isdigit() else f"{m[1]}\\{m[2]}", escaped)
