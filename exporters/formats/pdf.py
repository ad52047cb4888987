"""Documents as PDF: tagged, with title, language and bookmarks (PDF/UA-1, ISO 14289-1), set by Typst.

The words are handed over as data, so that nothing in them is markup. The same document gives the same bytes.
"""

from __future__ import annotations

import json
import threading
from functools import cache
from heapq import nlargest
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from engine.errors import ExportError
from engine.installation import line_for
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
    spoken,
)
from exporters.content.language import Side, direction, region, turned
from exporters.content.palette import LIGHT
from exporters.content.paper import Paper
from exporters.formats.pdf_fonts import BOX, EMBEDDED, fonts, is_embedded, lost, message

if TYPE_CHECKING:
    from typst import Compiler

_STANDARDS: tuple[Literal["ua-1"], Literal["1.7"]] = ("ua-1", "1.7")
PAPERS = {Paper.LETTER: "us-letter", Paper.A4: "a4"}
"""What Typst calls them."""


def render(document: Document) -> Artifact:
    """The document as one file.

    Raises:
        ExportError: Typst is not installed, or cannot set the document.
    """
    try:
        import typst  # noqa: F401, PLC0415 - an extra
    except ImportError:
        raise ExportError(
            f"PDF needs Typst, which is not installed: {line_for('pdf')} (or export as html and print it)"
        ) from None
    plain = _document(document)
    data = json.dumps(plain, ensure_ascii=False)
    # To look for the computer's fonts takes time, and they differ between computers.
    if is_embedded(data):
        return Artifact(f"{document.name}.pdf", _set(document, data, embedded=True))
    data = json.dumps(plain | {"fonts": fonts(document.language)}, ensure_ascii=False)
    content = _attempt(_template(), {"document": data})
    if content is not None:
        return Artifact(f"{document.name}.pdf", content)
    found = lost(document, lambda source, inputs: _attempt(source, inputs) is not None)
    notes = (message(f"{document.name}.pdf", found),) if found else ()
    boxes = {ord(each.letter): BOX for each in found}
    data = json.dumps(_boxed(json.loads(data), boxes), ensure_ascii=False)
    return Artifact(f"{document.name}.pdf", _set(document, data, embedded=False), notes=notes)


def _set(document: Document, data: str, *, embedded: bool) -> bytes:
    """The pages. The standard refuses what it cannot tell to a screen reader; the rest is tagged all the same."""
    problem = ""
    for standard in _STANDARDS:
        try:
            return _compiled(_template(), {"document": data}, standard, embedded=embedded)
        except _refusals() as error:
            problem = _said(error)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the library is no `Exception`
            raise ExportError(
                f"{document.name}.pdf: Typst fails: {_said(error)}; "
                f"{line_for('pdf', upgrade=True)} (or export as html and print it)"
            ) from error
    raise ExportError(f"{document.name}.pdf: Typst cannot set this document: {problem}; export it as html and print that")


def _attempt(source: bytes, inputs: dict[str, str]) -> bytes | None:
    """The pages after the standard; None where a letter has no font, or it has something else against them."""
    try:
        return _compiled(source, inputs, _STANDARDS[0], embedded=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - whatever it is, setting the document itself tells it
        return None


def _compiled(source: bytes, inputs: dict[str, str], standard: Literal["ua-1", "1.7"], *, embedded: bool) -> bytes:
    try:
        content = _COMPILERS.get(embedded=embedded).compile(source, format="pdf", pdf_standards=standard, sys_inputs=inputs)
    except _refusals():
        raise
    except BaseException:
        # What is left of a compiler after a panic is not known.
        _COMPILERS.kept.clear()
        raise
    assert isinstance(content, bytes)
    return content


class _Compilers(threading.local):
    """What has read the fonts, once for all documents of a thread; two threads cannot set pages with the same one."""

    def __init__(self) -> None:
        self.kept: dict[bool, Compiler] = {}

    def get(self, *, embedded: bool) -> Compiler:
        """One with Typst's own fonts alone, or with those of the computer, too."""
        from typst import Compiler  # noqa: PLC0415 - an extra

        return self.kept.get(embedded) or self.kept.setdefault(embedded, Compiler(ignore_system_fonts=embedded))


_COMPILERS = _Compilers()


def _refusals() -> tuple[type[Exception], ...]:
    """What the library raises where it refuses a document; none where it is too old to say so."""
    import typst  # noqa: PLC0415 - an extra

    refusal = getattr(typst, "TypstError", None)
    return (refusal,) if refusal else ()


def _boxed(data: object, letters: dict[int, str]) -> object:
    """The data with a box for each of these letters."""
    match data:
        case str():
            return data.translate(letters)
        case dict():
            return {key: _boxed(value, letters) for key, value in data.items()}
        case list():
            return [_boxed(value, letters) for value in data]
        case _:
            return data


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
        "colors": LIGHT._asdict(),
        "blocks": _Blocks(direction(document.language)).of(in_steps(document).blocks),
        "language": document.language.partition("-")[0].lower(), "region": region(document.language) or None,
        "direction": direction(document.language),
    }  # fmt: skip


class _Blocks:
    """Makes blocks and texts data, each text with its side where that is not the document's."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def of(self, blocks: tuple[Block, ...]) -> list[dict[str, object]]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> dict[str, object]:
        kind: dict[str, object] = {"kind": type(block).__name__}
        match block:
            case Heading() if not spoken(block.text).strip():
                # The standard wants no heading empty.
                return {"kind": "TextBlock", "text": [], "style": "", "side": None}
            case Heading():
                return kind | {"level": block.level, "text": _text(block.text), "side": self._turned(block.text)}
            case TextBlock():
                return kind | {"text": _text(block.text), "style": block.style, "side": self._turned(block.text)}
            case Items():
                sides = {self._turned(item[0].text) for item in block.items if item and isinstance(item[0], TextBlock)}
                side = sides.pop() if len(sides) == 1 else None
                return kind | {"marker": block.marker, "items": [self.of(item) for item in block.items], "side": side}
            case Table():
                return kind | {
                    "header": self._row(block.header), "rows": [self._row(row) for row in block.rows],
                    "caption": block.caption, "widths": block.widths, "head_column": block.head_column,
                    "longest": _longest(block),
                }  # fmt: skip
            case Callout():
                return kind | {"class": block.kind, "title": block.title, "blocks": self.of(block.blocks)}
            case Figure():
                return kind | {"svg": block.svg, "alt": block.alt, "caption": block.caption}
            case Rules():
                return kind | {"labels": block.labels}
            case Columns() | Together():
                return kind | {"blocks": self.of(block.blocks)}
            case PageBreak():
                return kind

    def _row(self, cells: tuple[Text, ...]) -> list[dict[str, object]]:
        return [{"text": _text(cell), "side": self._turned(cell)} for cell in cells]

    def _turned(self, text: Text) -> str | None:
        return turned(spoken(text), self._side)


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
