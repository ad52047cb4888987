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


def in_small(word: Any) -> None:
    """Narrow margins, and letters and distances of all styles in proportion: what is to be one sheet is one."""
    for section in word.sections:
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)
        section.header_distance = section.footer_distance = Cm(0.8)
    styles = word.styles.element
    _scale(styles.iter(qn("w:sz"), qn("w:szCs")), ("w:val",), _LETTERS)
    _scale(styles.iter(qn("w:spacing")), ("w:before", "w:after"), _DISTANCES)


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
    paragraph = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )
    paragraph.pPr.append(form)
    return paragraph


def continuous(word: Any) -> None:
    """The last section of the document begins on the page on which the one before it ends."""
    _set_type(word.element.body.sectPr, "continuous")


def _set_type(section: Any, kind: str) -> None:
    for old in section.findall(qn("w:type")):
        section.remove(old)
    section.insert_element_before(parse_xml(f'<w:type {nsdecls("w")} w:val="{kind}"/>'), *_AFTER_TYPE)
