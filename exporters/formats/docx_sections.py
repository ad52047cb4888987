"""Sections of a Word file: a page's sheet, and columns (ECMA-376, part 1, section 17.6)."""

from __future__ import annotations

import copy
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from exporters.content.paper import Paper

GUTTER = 400
"""Between two columns: twips, a twentieth of a point."""
_TWIPS = 1440
"""In an inch."""
_NEAR = 60
"""Twips by which a tab stop may stand beside the edge."""
_LETTERS, _DISTANCES = 0.82, 0.45
"""Of the usual size, on a page of small letters."""
_AFTER_TYPE = ("w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType", "w:cols", "w:formProt", "w:vAlign",
               "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid")  # fmt: skip


def on_paper(word: Any, paper: Paper) -> None:
    """Every section on this sheet, upright or across as it lies."""
    short, long = (round(side * _TWIPS) * 635 for side in paper.inches)
    for section in word.sections:
        across = section.page_width > section.page_height
        section.page_width, section.page_height = (long, short) if across else (short, long)


def tabs_to(word: Any, old: int) -> None:
    """Move tab stops of headers and footers that stood at the edge of the text, or in its middle, to where these are.

    Args:
        word: the document, of python-docx.
        old: how wide the text was; as `text_width` gives it.
    """
    new = text_width(word)
    moved = {old: new, old // 2: new // 2}
    for part in word.part.package.iter_parts():
        if part.content_type.endswith((".header+xml", ".footer+xml")):
            for tab in part.element.iter(qn("w:tab")):
                at = int(tab.get(qn("w:pos"), -1))
                nearest = min(moved, key=lambda pos: abs(pos - at))
                if abs(nearest - at) <= _NEAR:
                    tab.set(qn("w:pos"), str(moved[nearest]))


def text_width(word: Any) -> int:
    """How wide the text of the last section is, in twips."""
    section = word.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin) // 635


def end_in_columns(word: Any) -> None:
    """Let the last section take the columns with which the document ends: an empty one after them may be a page of its own."""
    body = word.element.body
    form = body[-2].find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if len(body) > 1 else None
    if form is None or body[-2].findall(qn("w:r")):
        return
    _set_type(body.sectPr, form.find(qn("w:type")).get(qn("w:val")))
    for old in body.sectPr.findall(qn("w:cols")):
        body.sectPr.remove(old)
    body.sectPr.insert_element_before(copy.deepcopy(form.find(qn("w:cols"))), *_AFTER_TYPE[_AFTER_TYPE.index("w:cols") + 1 :])
    body.remove(body[-2])


def in_small(word: Any) -> None:
    """Narrow margins, and letters and distances of all styles in proportion: what is to be one sheet is one."""
    for section in word.sections:
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)
        section.header_distance = section.footer_distance = Cm(0.8)
    styles = word.styles.element
    _scale(styles.iter(qn("w:sz"), qn("w:szCs")), ("w:val",), _LETTERS)
    _scale(styles.iter(qn("w:spacing")), ("w:before", "w:after"), _DISTANCES)
    for margins in styles.iter(qn("w:tblCellMar")):
        _scale(margins.iter(qn("w:top"), qn("w:bottom")), ("w:w",), _DISTANCES / 2)


def _scale(elements: Any, names: tuple[str, ...], factor: float) -> None:
    for element in elements:
        for name in names:
            value = element.get(qn(name))
            if value is not None:
                element.set(qn(name), str(round(int(value) * factor)))


def section_end(word: Any, *, columns: int, fresh: bool = False) -> Any:
    """A paragraph without height that ends a section with these columns, which else is as the last one of the document.

    Args:
        word: the document, of python-docx.
        columns: how many.
        fresh: whether the section begins on a new page.
    """
    form = copy.deepcopy(word.element.body.sectPr)
    _set_type(form, "nextPage" if fresh else "continuous")
    for old in form.findall(qn("w:cols")):
        form.remove(old)
    space = f' w:space="{GUTTER}"' if columns > 1 else ""
    form.insert_element_before(
        parse_xml(f'<w:cols {nsdecls("w")} w:num="{columns}"{space}/>'), *_AFTER_TYPE[_AFTER_TYPE.index("w:cols") + 1 :]
    )
    paragraph = low()
    paragraph.pPr.append(form)
    return paragraph


def low() -> Any:
    """An empty paragraph without height."""
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )


def continuous(word: Any) -> None:
    """The last section of the document begins on the page on which the one before it ends."""
    _set_type(word.element.body.sectPr, "continuous")


def _set_type(section: Any, kind: str) -> None:
    for old in section.findall(qn("w:type")):
        section.remove(old)
    section.insert_element_before(parse_xml(f'<w:type {nsdecls("w")} w:val="{kind}"/>'), *_AFTER_TYPE)
