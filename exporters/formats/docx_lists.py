"""Word's own lists: each is counted from its beginning."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

STEP = 360
"""How far a level of a list is set in: twips, a twentieth of a point."""
MARKERS = {"bullet": ("bullet", "•"), "number": ("decimal", "%{}."), "letter": ("upperLetter", "%{}"), "box": ("bullet", "☐")}
"""Marker -> Word's number format and text."""


class Lists:
    """The lists of a document."""

    def __init__(self, docx: Any) -> None:
        self._docx = docx
        self._abstract: dict[str, int] = {}

    def new(self, marker: str) -> int:
        """A new list: the id that its items refer to."""
        root = self._root
        if marker not in self._abstract:
            ids = [int(a.get(qn("w:abstractNumId"))) for a in root.findall(qn("w:abstractNum"))]
            self._abstract[marker] = max(ids, default=-1) + 1
            first = root.find(qn("w:num"))
            definition = _definition(self._abstract[marker], marker)
            # Word refuses a file in which a definition stands behind a list.
            first.addprevious(definition) if first is not None else root.append(definition)
        numbers = root.findall(qn("w:num"))
        number = max([int(n.get(qn("w:numId"))) for n in numbers], default=0) + 1
        restart = "".join(f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(9))
        num = parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{self._abstract[marker]}"/>{restart}</w:num>'
        )
        numbers[-1].addnext(num) if numbers else root.append(num)
        return number

    @cached_property
    def _root(self) -> Any:
        try:
            return self._docx.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:
            blob = f"<w:numbering {nsdecls('w')}/>".encode()
            name = PackURI("/word/numbering.xml")
            part = NumberingPart.load(name, CONTENT_TYPE.WML_NUMBERING, blob, self._docx.part.package)
            self._docx.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
            return part.element


def _definition(number: int, marker: str) -> Any:
    kind, text = MARKERS[marker]
    bold = "<w:rPr><w:b/></w:rPr>" if marker == "letter" else ""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text.format(level + 1)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr>{bold}</w:lvl>'
        for level in range(9)
    )
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
    )
