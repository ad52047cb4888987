"""What all slides share: their size, the places of title and text, the letters."""

from __future__ import annotations

from typing import Any, NamedTuple

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from exporters.content.palette import LIGHT, bare, mixed

INK, QUIET, ACCENT = bare(LIGHT.ink), bare(LIGHT.quiet), bare(LIGHT.blue)
GROUND = bare(mixed(LIGHT.soft, LIGHT.ground, 0.5))
"""Each of the first three on the last contrasts by more than 7."""
FONT = "Arial"
LEFT, WIDTH = 0.7, 11.93
"""Of everything on a slide, in inches."""


class SlideBox(NamedTuple):
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


BOX = {
    "over": SlideBox(LEFT, 0.38, WIDTH, 0.36),
    "title": SlideBox(LEFT, 0.78, WIDTH, 1.0),
    "body": SlideBox(LEFT, 1.9, WIDTH, 4.1),
    "cards": SlideBox(LEFT, 1.95, WIDTH, 4.8),
    "buttons": SlideBox(LEFT, 6.15, WIDTH, 0.58),
    "foot": SlideBox(LEFT, 6.95, WIDTH, 0.35),
    "cover": SlideBox(LEFT, 3.4, WIDTH, 2.6),
    "cover title": SlideBox(LEFT, 1.6, WIDTH, 1.6),
}
LAYOUTS = {"Title Slide": "cover", "Title and Content": "text", "Title Only": "cards"}


def emu(inches: float) -> int:
    """The measure of the file format."""
    return round(inches * 914400)


def prepare(presentation: Any) -> dict[str, Any]:
    """Turn the library's own template into ours.

    Returns:
        Our layouts by name: `cover`, `text`, `cards`.
    """
    presentation.slide_width, presentation.slide_height = emu(13 + 1 / 3), emu(7.5)
    presentation.element.sldSz.attrib.pop("type", None)  # it says 4:3
    master = presentation.slide_master
    layouts: dict[str, Any] = {}
    for layout in list(presentation.slide_layouts):
        name = LAYOUTS.get(layout.name)
        if name is None:
            presentation.slide_layouts.remove(layout)
            continue
        layouts[name] = layout
        _arrange(layout, "cover title" if name == "cover" else "title", "cover" if name == "cover" else "body")
    _arrange(master, "title", "body")
    _letters(master)
    background = parse_xml(
        f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:srgbClr val="{GROUND}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    )
    for old in master._element.cSld.findall(qn("p:bg")):  # noqa: SLF001 - the library cannot
        master._element.cSld.remove(old)  # noqa: SLF001
    master._element.cSld.insert(0, background)  # noqa: SLF001
    return layouts


def _arrange(layout: Any, title: str, body: str) -> None:
    """Put the placeholders in their places; date, footer and number go."""
    for shape in list(layout.placeholders):
        number = shape.placeholder_format.idx
        if number > 1 or shape.placeholder_format.type in (13, 15, 16):
            shape._element.getparent().remove(shape._element)  # noqa: SLF001
            continue
        box = BOX[title if number == 0 and "TITLE" in str(shape.placeholder_format.type) else body]
        shape.left, shape.top, shape.width, shape.height = (emu(side) for side in box)
        inside = shape._element.txBody.bodyPr  # noqa: SLF001
        for child in list(inside):
            inside.remove(child)
        for side in ("lIns", "tIns", "rIns", "bIns"):
            inside.set(side, "0")
        inside.set("anchor", "b" if title == "cover title" and number == 0 else "t")
        inside.append(parse_xml(f"<a:noAutofit {nsdecls('a')}/>"))


def _letters(master: Any) -> None:
    """Font, size and colour of titles and text, without bullets: paragraphs that have one say so."""
    part = master.part.part_related_by(_THEME)
    theme = part.blob.decode()
    for kind in ("majorFont", "minorFont"):
        start = theme.index(f"<a:{kind}>")
        at = theme.index('<a:latin typeface="', start) + len('<a:latin typeface="')
        theme = theme[:at] + FONT + theme[theme.index('"', at) :]
    part._blob = theme.encode()  # noqa: SLF001
    styles = master._element.find(qn("p:txStyles"))  # noqa: SLF001
    for kind, size, bold in (("p:titleStyle", 3200, True), ("p:bodyStyle", 2600, False)):
        style = styles.find(qn(kind))
        for level in list(style):
            style.remove(level)
        style.append(parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="l"><a:buNone/>'
            f'<a:defRPr lang="en-US" sz="{size}" b="{int(bold)}">'
            f'<a:solidFill><a:srgbClr val="{INK}"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
        ))  # fmt: skip


_THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
