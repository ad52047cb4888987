"""Documents as PDF: tagged, with title, language and bookmarks (PDF/UA-1, ISO 14289-1), set by Typst.

The words are handed over as data, so that nothing in them is markup. The same document gives the same bytes.
"""

from __future__ import annotations

import json
from functools import cache
from heapq import nlargest
from importlib.resources import files
from typing import Literal

from engine.errors import ExportError
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
    Table,
    Text,
    TextBlock,
    Together,
    in_steps,
)
from exporters.content.language import direction, region
from exporters.content.paper import Paper

EMBEDDED = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
"""Fonts that come with Typst."""
_STANDARDS: tuple[Literal["ua-1"], Literal["1.7"]] = ("ua-1", "1.7")
PAPERS = {Paper.LETTER: "us-letter", Paper.A4: "a4"}
"""What Typst calls them."""
_COVERED = 0x0530
"""Below, the embedded fonts have every letter: Latin, Greek and Cyrillic."""


def render(document: Document) -> Artifact:
    """The document as one file.

    Raises:
        ExportError: Typst is not installed, or cannot set the document.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError:
        raise ExportError(
            "PDF needs Typst, which is not installed: pip install 'hotwash[pdf]' (or export as html and print it)"
        ) from None
    data = json.dumps(_document(document), ensure_ascii=False)
    # To look for the computer's fonts takes time, and they differ between computers.
    embedded = all(ord(c) < _COVERED or 0x2000 <= ord(c) < 0x2600 for c in data)
    # The standard refuses letters for which there is no font. They are then left out, and the rest is tagged all the same.
    problem = ""
    for standard in _STANDARDS:
        try:
            content = typst.compile(
                _template(), format="pdf", pdf_standards=standard, sys_inputs={"document": data}, ignore_system_fonts=embedded
            )
        except typst.TypstError as error:
            problem = _said(error)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the library is no `Exception`
            raise ExportError(
                f"{document.name}.pdf: Typst fails: {_said(error)}; "
                "pip install --upgrade 'hotwash[pdf]' (or export as html and print it)"
            ) from error
        else:
            return Artifact(f"{document.name}.pdf", content)
    raise ExportError(f"{document.name}.pdf: Typst cannot set this document: {problem}; export it as html and print that")


def _said(error: BaseException) -> str:
    """What the library says, on one line."""
    return " ".join(str(error).split()) or type(error).__name__


@cache
def _template() -> bytes:
    return (files("exporters") / "templates" / "typst" / "document.typ").read_bytes()


def _document(document: Document) -> dict[str, object]:
    return {
        "title": document.title or document.name, "subtitle": document.subtitle, "facts": document.facts,
        "footer": document.footer, "landscape": document.landscape, "small": document.small,
        "paper": PAPERS[document.paper], "width": 72 * document.paper.inches[document.landscape], "fonts": EMBEDDED,
        "blocks": _blocks(in_steps(document).blocks),
        "language": document.language.partition("-")[0].lower(), "region": region(document.language) or None,
        "direction": direction(document.language),
    }  # fmt: skip


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, object]]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, object]:
    kind: dict[str, object] = {"kind": type(block).__name__}
    match block:
        case Heading() if not "".join(span.text for span in block.text).strip():
            # The standard wants no heading empty.
            return {"kind": "TextBlock", "text": [], "style": ""}
        case Heading():
            return kind | {"level": block.level, "text": _text(block.text)}
        case TextBlock():
            return kind | {"text": _text(block.text), "style": block.style}
        case Items():
            return kind | {"marker": block.marker, "items": [_blocks(item) for item in block.items]}
        case Table():
            return kind | {
                "header": [_text(cell) for cell in block.header], "rows": [[_text(cell) for cell in row] for row in block.rows],
                "caption": block.caption, "widths": block.widths, "head_column": block.head_column,
                "longest": _longest(block),
            }  # fmt: skip
        case Callout():
            return kind | {"class": block.kind, "title": block.title, "blocks": _blocks(block.blocks)}
        case Figure():
            return kind | {"svg": block.svg, "alt": block.alt, "caption": block.caption}
        case Rules():
            return kind | {"labels": block.labels}
        case Columns() | Together():
            return kind | {"blocks": _blocks(block.blocks)}
        case PageBreak():
            return kind


def _longest(table: Table) -> list[tuple[list[str], list[str]]]:
    """Of each column of the header the longest words there, and the longest of its cells: no column may be narrower."""
    return [
        (_longest_words([name]), _longest_words([row[at] for row in table.rows if at < len(row)]))
        for at, name in enumerate(table.header)
    ]


def _longest_words(cells: list[Text]) -> list[str]:
    """A few, since the one with the most letters need not be the widest."""
    words = {word for cell in cells for span in cell for word in span.text.split()}
    return nlargest(4, words, key=lambda word: (len(word), word))


def _text(text: Text) -> list[dict[str, object]]:
    return [span._asdict() for span in text]
