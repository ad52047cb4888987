"""The content of a Word file: each block as the elements of WordprocessingML (ECMA-376, part 1, section 17).

The elements are made directly: python-docx looks up styles and cells anew for each paragraph, which takes seconds in a long
guide.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu

from engine.errors import ExportError
from exporters.content.document import (
    Block,
    Callout,
    Columns,
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
    spoken,
)
from exporters.content.language import Side, turned
from exporters.formats.docx_lists import STEP, Lists
from exporters.formats.docx_sections import GUTTER, continuous, low, section_end
from exporters.formats.docx_template import PATH
from exporters.formats.docx_widths import column_widths
from exporters.formats.office import legal

CELL_SIZE = 9.5
"""Points of the letters in a table."""
GAP = 180
"""Below a table, in twips; a half of it where letters are small."""
STYLES = {"lead": "Hotwash Lead", "quiet": "Hotwash Quiet", "huge": "Hotwash Huge"}


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block stands."""

    style: str = ""
    """Style of its paragraphs; empty for the style of its kind."""
    depth: int = 0
    """How many lists it stands in."""
    left: int = 0
    """How far it is set in, in twips."""
    number: int | None = None
    """The list whose item begins here."""


_TOP = BlockPlace()


class Body:
    """Makes the elements of a document, with what they need in its styles, numbering and pictures."""

    def __init__(self, docx: Any, read: Any, side: Side = "ltr", *, columns: bool = True) -> None:
        """Of a document.

        Args:
            docx: the document, of python-docx.
            read: opens another.
            side: where its language begins a line.
            columns: whether columns can be had where the content goes: a cell of a table has none.
        """
        self._docx, self._read, self._side, self._columns = docx, read, side, columns
        self._styles = _by_name(docx)
        self._lists = Lists(docx)
        self._break = False
        self._cell_size = _size(docx, self._style("Hotwash Cell"))
        self._gap = GAP if self._cell_size >= CELL_SIZE else GAP // 2
        section = docx.sections[-1]
        self._width = int((section.page_width - section.left_margin - section.right_margin) / 635)
        self._height = int((section.page_height - section.top_margin - section.bottom_margin) / 635)

    def cover(self, title: str, subtitle: str) -> Iterator[Any]:
        """The title and the subtitle of a document, those of them that are not empty."""
        for text, style in ((title, "title"), (subtitle, "subtitle")):
            if text:
                yield self._paragraph((Span(text),), _TOP, style)

    def elements(self, blocks: Iterable[Block], place: BlockPlace = _TOP) -> Iterator[Any]:
        """The elements of the blocks, in order."""
        for block in blocks:
            match block:
                case Heading():
                    yield self._paragraph(block.text, place, f"heading {block.level}")
                case TextBlock():
                    yield self._paragraph(block.text, place, "" if place.style else STYLES.get(block.style, ""))
                case Items():
                    yield from self._items(block, place)
                case Table():
                    yield from self._table(block, place)
                case Callout():
                    yield from self._callout(block, place)
                case Figure():
                    yield from self._figure(block, place)
                case Rules():
                    yield from self._rules(block, place)
                case Columns():
                    yield from self._in_columns(block, place)
                case Together():
                    yield from self._together(block, place)
                case PageBreak():
                    self._break = True

    def _paragraph(self, text: Text, place: BlockPlace, style: str = "", *, next_: bool = False) -> Any:
        element = OxmlElement("w:p")
        form = OxmlElement("w:pPr")
        form.append(_value("w:pStyle", self._style(style or place.style or ("Hotwash Item" if place.depth else "Normal"))))
        if next_:
            form.append(OxmlElement("w:keepNext"))
        if self._break:
            form.append(OxmlElement("w:pageBreakBefore"))
            self._break = False
        if place.number is not None:
            number = OxmlElement("w:numPr")
            number.extend((_value("w:ilvl", str(place.depth - 1)), _value("w:numId", str(place.number))))
            form.append(number)
        own = turned(spoken(text), self._side)
        if own is not None:
            form.append(_flag("w:bidi", own))
        if place.depth:
            form.append(self._indent(place))
        element.append(form)
        element.extend(self._runs(text, own))
        return element

    def _indent(self, place: BlockPlace) -> Any:
        found = OxmlElement("w:ind")
        found.set(qn("w:left"), str(place.left + STEP * place.depth))
        if place.number is not None:
            found.set(qn("w:hanging"), str(STEP))
        return found

    def _runs(self, text: Text, side: Side | None) -> Iterator[Any]:
        for span in text:
            run = OxmlElement("w:r")
            if span.bold or span.italic or span.code or side:
                run.append(self._look(span, side))
            for number, line in enumerate(legal(span.text).split("\n")):
                if number:
                    run.append(OxmlElement("w:br"))
                said = OxmlElement("w:t")
                said.text = line.replace("\t", " ")
                said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(said)
            yield run

    def _look(self, span: Span, side: Side | None) -> Any:
        look = OxmlElement("w:rPr")
        if span.code:
            look.append(_value("w:rStyle", self._style("Hotwash Code")))
        # A script from right to left has a weight and a slant of its own.
        for wanted, name in ((span.bold, "w:b"), (span.italic, "w:i")):
            if wanted:
                look.extend(OxmlElement(tag) for tag in ((name, f"{name}Cs") if side == "rtl" else (name,)))
        if side:
            look.append(_flag("w:rtl", side))
        return look

    def _items(self, items: Items, place: BlockPlace) -> Iterator[Any]:
        if place.depth >= 9:
            # Word knows nine levels.
            for item in items.items:
                yield from self.elements(item, replace(place, number=None))
            return
        number = self._lists.new(items.marker)
        for item in items.items:
            first = replace(place, depth=place.depth + 1, number=number)
            blocks = item if item and isinstance(item[0], TextBlock | Heading) else (TextBlock(()), *item)
            for element in self.elements(blocks[:1], first):
                element.get_or_add_pPr().keepNext_val = True if len(blocks) > 1 else None
                yield element
            yield from self.elements(blocks[1:], replace(first, number=None))

    def _table(self, table: Table, place: BlockPlace) -> Iterator[Any]:
        if table.caption:
            yield self._paragraph((Span(table.caption),), replace(place, number=None), "caption", next_=True)
        elif self._break:
            yield self._paragraph((), place)
        columns = max([len(table.header), *(len(row) for row in table.rows)], default=0)
        if not columns:
            return
        width = self._width - place.left - STEP * place.depth
        widths = column_widths(table, columns, width, self._cell_size)
        element = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{self._style("Hotwash Table")}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{place.left + STEP * place.depth}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(table.head_column)}" w:lastColumn="0" '
            'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>'
            + "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
            + "</w:tblGrid></w:tbl>"
        )
        if table.caption:
            element.tblPr.append(_value("w:tblCaption", legal(table.caption)))
        element.append(self._row([_bold(cell) for cell in table.header], widths, head=True))
        for row in table.rows:
            cells = (_bold(row[0]), *row[1:]) if table.head_column and row else row
            element.append(self._row(cells, widths))
        yield element
        # Two tables without anything in between would become one; and a cell has to end with a paragraph.
        gap = OxmlElement("w:p")
        gap.append(
            parse_xml(
                f'<w:pPr {nsdecls("w")}><w:spacing w:before="0" w:after="0" w:line="{self._gap}" w:lineRule="exact"/></w:pPr>'
            )
        )
        yield gap

    def _row(self, cells: Sequence[Text], widths: list[int], *, head: bool = False) -> Any:
        row, form = OxmlElement("w:tr"), OxmlElement("w:trPr")
        form.append(OxmlElement("w:cantSplit"))
        if head:
            form.append(OxmlElement("w:tblHeader"))
        row.append(form)
        for number, width in enumerate(widths):
            cell = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr></w:tc>')
            text = cells[number] if number < len(cells) else ()
            cell.append(self._paragraph(text, _TOP, "Hotwash Cell", next_=head))
            row.append(cell)
        return row

    def _callout(self, callout: Callout, place: BlockPlace) -> Iterator[Any]:
        style = f"Hotwash {callout.kind.capitalize()}"
        yield self._paragraph((Span(callout.title),), replace(place, number=None), f"{style} Title")
        found = list(self.elements(callout.blocks, BlockPlace(style, 0, 317)))
        if found and found[-1].tag == qn("w:p"):
            # The gap below the frame.
            found[-1].get_or_add_pPr().get_or_add_spacing().set(qn("w:after"), "180")
        yield from found

    def _rules(self, rules: Rules, place: BlockPlace) -> Iterator[Any]:
        for label in rules.labels:
            element = self._paragraph((Span(f"{label}: "),) if label else (), replace(place, number=None), "Hotwash Rule")
            run = OxmlElement("w:r")
            run.append(OxmlElement("w:tab"))
            element.append(run)
            tabs = parse_xml(
                f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:leader="underscore" w:pos="{self._width}"/></w:tabs>'
            )
            element.pPr.insert_element_before(tabs, "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
            yield element

    def _in_columns(self, columns: Columns, place: BlockPlace) -> Iterator[Any]:
        if not self._columns:
            yield from self.elements(columns.blocks, place)
            return
        fresh, self._break = self._break, False
        yield section_end(self._docx, columns=1)
        whole, self._width = self._width, (self._width - GUTTER) // 2
        yield from self.elements(columns.blocks, place)
        self._width = whole
        yield section_end(self._docx, columns=2, fresh=fresh)
        if columns.even:
            yield low()
        # What follows goes on where the columns end.
        continuous(self._docx)

    def _together(self, together: Together, place: BlockPlace) -> Iterator[Any]:
        found = list(self.elements(together.blocks, place))
        if all(isinstance(block, Table) for block in together.blocks):
            for element in found:
                _keep_rows(element)
        for element in found[:-1]:
            if element.tag == qn("w:p"):
                element.get_or_add_pPr().keepNext_val = True
        yield from found

    def _figure(self, figure: Figure, place: BlockPlace) -> Iterator[Any]:
        place = replace(place, number=None)
        png = figure.png or _drawn(figure.svg)
        if not png:
            yield self._paragraph((Span(f"[{figure.alt}]"),), place, "Hotwash Quiet", next_=bool(figure.caption))
        else:
            element = self._paragraph((), place, next_=bool(figure.caption))
            element.append(self._picture(figure, png))
            yield element
        if figure.caption:
            yield self._paragraph((Span(figure.caption),), place, "Hotwash Quiet")

    def _picture(self, figure: Figure, png: bytes) -> Any:
        inline = self._docx.part.new_pic_inline(io.BytesIO(png))
        # As large as the page allows, at most its own size.
        scale = min(1, self._width * 635 / inline.extent.cx, self._height * 0.85 * 635 / inline.extent.cy)
        inline.extent.cx = inline.graphic.graphicData.pic.spPr.cx = Emu(int(inline.extent.cx * scale))
        inline.extent.cy = inline.graphic.graphicData.pic.spPr.cy = Emu(int(inline.extent.cy * scale))
        inline.docPr.set("descr", legal(figure.alt))
        run, drawing = OxmlElement("w:r"), OxmlElement("w:drawing")
        drawing.append(inline)
        run.append(drawing)
        return run

    def _style(self, name: str) -> str:
        """The id of a style; what the template lacks is taken from ours."""
        found = self._styles.get(name.lower())
        if found is None:
            ours = self._read(str(PATH)).styles.element
            self._docx.styles.element.extend(copy.deepcopy(s) for s in ours if _name(s) and _name(s) not in self._styles)
            self._styles = _by_name(self._docx)
            found = self._styles[name.lower()]
        return found


def _drawn(svg: str) -> bytes:
    """An SVG as a picture of dots; empty where what draws it is not installed."""
    from exporters.map.raster import PAGE, raster  # noqa: PLC0415 - few documents have pictures

    try:
        return raster(svg, PAGE)
    except ExportError:
        return b""


def _bold(text: Text) -> Text:
    return tuple(span._replace(bold=True) for span in text)


def _flag(tag: str, side: Side) -> Any:
    """Whether something runs from right to left, where that is not as in the rest of the document."""
    return OxmlElement(tag) if side == "rtl" else _value(tag, "0")


def _value(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"))).lower()


def _keep_rows(element: Any) -> None:
    """Keep the rows of a table on one page."""
    for row in element.findall(qn("w:tr"))[:-1]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().keepNext_val = True


def _size(docx: Any, style: str) -> float:
    """The size of the letters of a style in points; that of ours where it names none."""
    sizes = (s.find(f"{qn('w:rPr')}/{qn('w:sz')}") for s in docx.styles.element if s.get(qn("w:styleId")) == style)
    return next((int(size.get(qn("w:val"))) / 2 for size in sizes if size is not None), CELL_SIZE)


def _by_name(docx: Any) -> dict[str, str]:
    """Name of a style, in lower case -> its id."""
    return {_name(s): s.get(qn("w:styleId")) for s in docx.styles.element.findall(qn("w:style")) if _name(s)}
