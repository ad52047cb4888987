"""The Word template that is used where an agency gives none of its own.

`python -m exporters.formats.docx_template` draws it anew. What it must hold is told in `exporters.formats.docx`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor

from exporters.content.palette import LIGHT, bare, mixed
from exporters.formats.office import describe, packed

PATH = Path(__file__).parent.parent / "templates" / "docx" / "document.docx"
FONT = "Arial"
INK, QUIET = RGBColor.from_string(bare(LIGHT.ink)), RGBColor.from_string(bare(LIGHT.quiet))
CALLOUTS = {"Note": bare(LIGHT.blue), "Answer": bare(LIGHT.green), "Warning": bare(LIGHT.brick), "Seat": bare(LIGHT.violet)}
"""Kind of callout -> its color, in which its title stands on `soft`."""


def draw() -> bytes:
    """The template as a file."""
    document = Document()
    _trim(document)
    _text_styles(document)
    _callout_styles(document)
    _table_style(document)
    _page(document)
    _cover(document)
    describe(document.core_properties, title="Hotwash")
    document.core_properties.author, document.core_properties.comments = "", ""
    return packed(document)


def _trim(document: Any) -> None:
    """Leave out what the library's template has and no document of ours needs."""
    kept = {"normal table", "table grid", "normal", "header", "footer", "title", "subtitle", "caption", "no list",
            "default paragraph font", "list paragraph", "heading 1", "heading 2", "heading 3"}  # fmt: skip
    for style in list(document.styles.element.iterchildren(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")).lower() not in kept:
            document.styles.element.remove(style)
        else:
            # Their looks beside the paragraph's own are gone with the others.
            for link in style.findall(qn("w:link")):
                style.remove(link)
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith(("/stylesWithEffects", "/customXml")):
            del document.part.rels[key]
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)


def _text_styles(document: Any) -> None:
    styles = document.styles
    _font(styles["Normal"], 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(7)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    styles["Normal"].paragraph_format.widow_control = True
    for name, size, before in (("Heading 1", 17, 20), ("Heading 2", 13.5, 15), ("Heading 3", 11.5, 11)):
        _font(styles[name], size, bold=True)
        form = styles[name].paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(5), True
    _font(styles["Title"], 27, bold=True)
    _borderless(styles["Title"])
    styles["Title"].paragraph_format.space_after = Pt(3)
    _font(styles["Subtitle"], 14, colour=QUIET)
    styles["Subtitle"].paragraph_format.space_after = Pt(9)
    _font(styles["Caption"], 10, bold=True)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.space_before = Pt(6)
    for name, size, colour in (("Lead", 12.5, INK), ("Quiet", 9.5, QUIET), ("Fact", 10, INK), ("Item", 10.5, INK)):
        _font(_new(styles, name), size, colour=colour)
    styles["Hotwash Fact"].paragraph_format.space_after = Pt(1)
    # A question stays with its answers.
    styles["Hotwash Lead"].paragraph_format.keep_with_next = True
    styles["Hotwash Item"].paragraph_format.space_after = Pt(4)
    rule = _new(styles, "Rule")
    _font(rule, 10.5)
    rule.paragraph_format.space_before, rule.paragraph_format.space_after = Pt(7), Pt(3)
    huge = _new(styles, "Huge")
    _font(huge, 300, bold=True)
    huge.paragraph_format.alignment, huge.paragraph_format.line_spacing = 1, 1.0
    for name in ("Header", "Footer"):
        _font(styles[name], 9, colour=QUIET)
        styles[name].paragraph_format.tab_stops.clear_all()
    code = styles.add_style("Hotwash Code", WD_STYLE_TYPE.CHARACTER)
    code.font.name, code.font.size = "Consolas", Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)


def _callout_styles(document: Any) -> None:
    for kind, colour in CALLOUTS.items():
        for name, bold in ((kind, False), (f"{kind} Title", True)):
            style = _new(document.styles, name)
            _font(style, 10.5, bold=bold, colour=RGBColor.from_string(colour) if bold else INK)
            form = style.paragraph_format
            form.left_indent, form.right_indent, form.space_after = Inches(0.22), Inches(0.1), Pt(4)
            form.space_before, form.keep_with_next = Pt(6) if bold else Pt(0), True if bold else None
            style.element.get_or_add_pPr().insert_element_before(
                parse_xml(f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="36" w:space="8" w:color="{colour}"/></w:pBdr>'),
                "w:shd", "w:spacing", "w:ind", "w:jc", "w:outlineLvl",
            )  # fmt: skip
            style.element.get_or_add_pPr().insert_element_before(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{bare(LIGHT.soft)}"/>'),
                "w:spacing", "w:ind", "w:jc", "w:outlineLvl",
            )  # fmt: skip


def _table_style(document: Any) -> None:
    edges = "".join(
        f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="{bare(mixed(LIGHT.quiet, LIGHT.ground, 00.55))}"/>'
        for e in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    document.styles.element.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="HotwashTable"><w:name w:val="Hotwash Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="0" w:line="252" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr>'
        f'<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar><w:top w:w="50" w:type="dxa"/>'
        '<w:left w:w="75" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="75" w:type="dxa"/></w:tblCellMar>'
        '</w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{bare(mixed(LIGHT.line, LIGHT.ground, 0.4))}"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    ))  # fmt: skip
    cell = _new(document.styles, "Cell")
    _font(cell, 9.5)
    cell.font.bold = None  # so that the first row and column decide
    cell.paragraph_format.space_after = Pt(0)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(0.95)
    section.top_margin, section.bottom_margin = Inches(0.95), Inches(0.9)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].add_run("{{ title }}")
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Inches(6.6), 2)
        paragraph.add_run("{{ footer }}\tPage ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" of ")
        _field(paragraph, "NUMPAGES")


def _cover(document: Any) -> None:
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{%p if subtitle %}")
    document.add_paragraph("{{ subtitle }}", "Subtitle")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for name, value in facts %}")
    fact = document.add_paragraph("", "Hotwash Fact")
    fact.add_run("{{ name }}: ").bold = True
    fact.add_run("{{ value }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{{p body }}")


def _new(styles: Any, name: str) -> Any:
    style = styles.add_style(f"Hotwash {name}", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = styles["Normal"], True
    return style


def _font(style: Any, size: float, *, bold: bool = False, colour: RGBColor = INK) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, colour
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
        style.element.rPr.remove(spacing)


def _borderless(style: Any) -> None:
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _field(paragraph: Any, code: str) -> None:
    """A field that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no fields


if __name__ == "__main__":
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_bytes(draw())
