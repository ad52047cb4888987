"""The language of an office file, and for one that is written from right to left its side, in every text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.ns import qn as slide_qn

from exporters.content.language import direction, with_region

_EAST_ASIAN = frozenset({"zh", "ja", "ko"})
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap",
    "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr",
    "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What follows `w:bidi` in a paragraph's properties (ECMA-376, 17.3.1.26)."""
_AFTER_RTL = ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath")
_AFTER_BIDI_OF_SECTION = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")


def speak_in_word(document: Any, language: str) -> None:
    """Give a Word document its language. A document in plain `en` keeps that of its template."""
    if language == "en":
        return
    _word_default(document, language)
    if direction(language) == "rtl":
        for root in _word_texts(document):
            _turn_word(root)
        for section in document.sections:
            section._sectPr.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI_OF_SECTION)  # noqa: SLF001 - the library has none
        _turn_styles(document.styles.element)


def speak_in_slides(presentation: Any, language: str) -> None:
    """Give every text of a presentation its language, notes and layouts included."""
    rtl = direction(language) == "rtl"
    for part in presentation.part.package.iter_parts():
        root = getattr(part, "_element", None)
        if root is None:
            continue
        for kind in ("a:rPr", "a:endParaRPr", "a:defRPr"):
            for look in root.iter(slide_qn(kind)):
                if "lang" in look.attrib:
                    look.set("lang", with_region(language))
        if rtl:
            _turn_slide(root)


def _word_default(document: Any, language: str) -> None:
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        return
    mark = defaults.find(qn("w:lang"))
    if mark is None:
        mark = OxmlElement("w:lang")
        defaults.append(mark)
    mark.set(qn("w:val"), language)
    if direction(language) == "rtl":
        mark.set(qn("w:bidi"), language)
    if language.partition("-")[0].lower() in _EAST_ASIAN:
        mark.set(qn("w:eastAsia"), language)
    for theme in document.settings.element.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), language)


def _word_texts(document: Any) -> Iterator[Any]:
    """The body, headers and footers."""
    yield document.element.body
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            yield part._element  # noqa: SLF001 - the library has no way to its root


def _turn_word(root: Any) -> None:
    for paragraph in root.iter(qn("w:p")):
        form = paragraph.get_or_add_pPr()
        if form.find(qn("w:bidi")) is None:
            form.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for run in root.iter(qn("w:r")):
        look = run.get_or_add_rPr()
        if look.find(qn("w:rtl")) is None:
            _thicken(look)
            look.insert_element_before(OxmlElement("w:rtl"), *_AFTER_RTL)
    for table in root.iter(qn("w:tblPr")):
        if table.find(qn("w:bidiVisual")) is None:
            visual = OxmlElement("w:bidiVisual")
            style = table.find(qn("w:tblStyle"))
            table.insert(0, visual) if style is None else style.addnext(visual)


def _turn_styles(styles: Any) -> None:
    """Sizes and weights of a script from right to left are settings of their own."""
    for look in styles.iter(qn("w:rPr")):
        _thicken(look)
        size = look.find(qn("w:sz"))
        if size is not None:
            for old in look.findall(qn("w:szCs")):
                look.remove(old)
            other = OxmlElement("w:szCs")
            other.set(qn("w:val"), size.get(qn("w:val")))
            size.addnext(other)


def _thicken(look: Any) -> None:
    for name in ("w:b", "w:i"):
        found = look.find(qn(name))
        if found is not None and look.find(qn(f"{name}Cs")) is None:
            other = OxmlElement(f"{name}Cs")
            other.attrib.update(found.attrib)
            found.addnext(other)


def _turn_slide(root: Any) -> None:
    for paragraph in root.iter(slide_qn("a:p")):
        form = paragraph.find(slide_qn("a:pPr"))
        if form is None:
            form = parse_xml(f"<a:pPr {nsdecls('a')}/>")
            paragraph.insert(0, form)
        form.set("rtl", "1")
        if form.get("algn", "l") == "l":
            form.set("algn", "r")
        if "marL" in form.attrib:
            form.set("marR", form.attrib.pop("marL"))
