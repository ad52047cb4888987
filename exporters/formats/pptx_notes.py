"""The speaker's notes of a slide, written as XML: the library looks through the whole file for a free name each time."""

from __future__ import annotations

from typing import Any

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.slide import NotesSlidePart

from exporters.content.paper import Paper

_PAGE = (
    f'<p:notes {nsdecls("p", "a", "r")}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
    "</p:nvGrpSpPr><p:grpSpPr/>"
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:lstStyle/></p:txBody></p:sp>"
    "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
)


def print_notes_on(presentation: Any, paper: Paper) -> None:
    """The sheet of notes and handouts; what stands on the page of notes keeps its place in proportion."""
    size = presentation.element.find(qn("p:notesSz"))
    wide, high = (round(side * 914400) for side in paper.inches)
    across, down = wide / int(size.get("cx")), high / int(size.get("cy"))
    size.set("cx", str(wide))
    size.set("cy", str(high))
    for shape in presentation.notes_master.shapes:
        shape.left, shape.width = round(shape.left * across), round(shape.width * across)
        shape.top, shape.height = round(shape.top * down), round(shape.height * down)


def add_notes(slide: Any, number: int, text: str) -> None:
    """Give a slide a page of notes.

    Args:
        slide: its part.
        number: unique among the pages.
        text: the notes; a line a paragraph.
    """
    master = slide.package.presentation_part.notes_master_part
    page = NotesSlidePart(PackURI(f"/ppt/notesSlides/notesSlide{number}.xml"), CONTENT_TYPE.PML_NOTES_SLIDE, slide.package,
                          parse_xml(_PAGE))  # fmt: skip
    body = page._element.find(f".//{qn('p:txBody')}")  # noqa: SLF001
    for line in text.split("\n"):
        paragraph = parse_xml(f'<a:p {nsdecls("a")}><a:r><a:rPr lang="en-US"/><a:t/></a:r></a:p>')
        paragraph.find(f".//{qn('a:t')}").text = line
        body.append(paragraph)
    page.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
    page.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
    slide.relate_to(page, RELATIONSHIP_TYPE.NOTES_SLIDE)
