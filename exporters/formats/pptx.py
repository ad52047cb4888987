"""Slides as a PowerPoint file: 16:9, large type, a title on each, links that lead to slides.

Nothing on a slide answers to a click but its links, so that a slip shows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from exporters.content.artifact import Artifact
from exporters.content.deck import BACK, Card, Deck, Link, Slide
from exporters.content.document import Span, clean
from exporters.content.palette import LIGHT, bare, mixed
from exporters.formats.office import describe, legal, packed
from exporters.formats.office_language import speak_in_slides
from exporters.formats.pptx_fit import GAP, INDENT, LINE, Piece, pages, pieces, wrapped
from exporters.formats.pptx_master import ACCENT, BOX, INK, QUIET, SlideBox, emu, prepare
from exporters.formats.pptx_notes import add_notes, print_notes_on

BULLETS = {
    "bullet": '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>',
    "box": '<a:buFont typeface="Arial"/><a:buChar char="&#9744;"/>',
    "number": '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/>',
    "letter": '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="alphaUcPlain"/>',
}
CARD_SIZES = (24, 22, 20, 18, 16, 14)
FOOT = 14
"""Size of the links at the foot."""


FOOT_WIDTH = 10.2
"""What the links at the foot may take, in inches."""


class _Page(NamedTuple):
    """One of the slides over which a slide is spread."""

    slide: Slide
    pieces: Sequence[Piece]
    number: int
    """From 0."""
    of: int
    key: str

    @property
    def last(self) -> bool:
        return self.number == self.of - 1

    @property
    def cards(self) -> Sequence[Card]:
        return self.slide.cards if self.last else ()

    @property
    def layout(self) -> str:
        return "cover" if self.slide.cover else "text" if self.pieces else "cards"


def render(deck: Deck) -> Artifact:
    """The presentation as one file."""
    presentation = Presentation()
    layouts = prepare(presentation)
    found = [page for slide in deck.slides for page in _pages(slide)]
    parts: dict[str, Any] = {}
    for page in found:
        parts[page.key] = presentation.slides.add_slide(layouts[page.layout])
    home = found[0].key
    for number, page in enumerate(found, 1):
        if page.slide.notes:
            add_notes(parts[page.key].part, number, legal(page.slide.notes))
        _Drawn(parts, parts[page.key], home).draw(page)
    print_notes_on(presentation, deck.paper)
    speak_in_slides(presentation, deck.language)
    describe(presentation.core_properties, title=deck.title, subject=deck.subtitle)
    presentation.core_properties.author = ""
    return Artifact(f"{deck.name}.pptx", packed(presentation))


def _pages(slide: Slide) -> list[_Page]:
    box = BOX["cover" if slide.cover else "body"]
    spread: list[Sequence[Piece]] = [*pages(list(pieces(slide.blocks)), box.width * 72, box.height * 72)]
    if slide.cards and slide.blocks:
        # Cards take a slide of their own.
        spread.append(())
    key = slide.key
    return [_Page(slide, part, n, len(spread), key if not n else f"{key}#{n}") for n, part in enumerate(spread)]


class _Drawn:
    """A slide being drawn."""

    def __init__(self, parts: dict[str, Any], part: Any, home: str) -> None:
        self._parts, self._part, self._home = parts, part, home
        self._tree = part.shapes._spTree  # noqa: SLF001 - shapes are written as XML: several times as fast
        self._id = 100
        self._relations: dict[str, str] = {}

    def draw(self, page: _Page) -> None:
        """Everything on it, in the order in which it is read."""
        slide = page.slide
        which = f" ({page.number + 1} of {page.of})" if page.of > 1 else ""
        self._title(slide.title + which, cover=slide.cover)
        if slide.over:
            self._add("Over the title", BOX["over"], [Piece((Span(slide.over),), 18)], colour=ACCENT)
        if page.pieces:
            self._fill(page.pieces)
        if page.cards:
            self._cards(page.cards)
        # The way on is below the text, where the text ends.
        buttons = slide.buttons if page.last else (Link("More", f"{slide.key}#{page.number + 1}"),)
        self._buttons(buttons)
        self._foot(slide)
        if slide.hidden:
            self._part._element.set("show", "0")  # noqa: SLF001
        # Clicks beside the links do nothing.
        self._part._element.append(parse_xml(f'<p:transition {nsdecls("p")} advClick="0"/>'))  # noqa: SLF001

    def _title(self, title: str, *, cover: bool) -> None:
        box = BOX["title"]
        text = (Span(clean(title).replace("\n", " "), bold=True),)
        sizes = (44,) if cover else (32, 28, 24, 20, 16)
        fitting = (s for s in sizes if len(list(wrapped(text, s, box.width * 72))) * s * LINE < box.height * 72)
        body = self._part.shapes.title._element.txBody  # noqa: SLF001
        _say(body, [Piece(text, next(fitting, sizes[-1]))])

    def _fill(self, found: Sequence[Piece]) -> None:
        _say(self._part.placeholders[1]._element.txBody, found)  # noqa: SLF001

    def _cards(self, cards: Sequence[Card]) -> None:
        box = BOX["cards"]
        gap = 0.12
        # The letter stands in front, and the text beside it.
        wide = (box.width - 0.4) * 72 - 54
        size, rows = CARD_SIZES[-1], [1]
        for size in CARD_SIZES:
            rows = [len(list(wrapped(card.text, size, wide))) for card in cards]
            if sum(r * size * LINE / 72 + 0.3 + gap for r in rows) <= box.height:
                break
        heights = [r * size * LINE / 72 + 0.3 for r in rows]
        spare = max(0.0, box.height - sum(heights) - gap * len(rows)) / len(rows)
        top = box.top
        for card, height in zip(cards, heights, strict=True):
            tall = height + min(spare, 0.25)
            piece = Piece((Span(f"{card.letter}\t", bold=True), *card.text), size)
            self._add(f"Choice {card.letter}", SlideBox(box.left, top, box.width, tall), [piece], to=card.to, look="card")
            top += tall + gap

    def _buttons(self, links: Sequence[Link]) -> None:
        box = BOX["buttons"]
        wanted = [max(0.8, len(link.text) * 0.16 + 0.5) for link in links]
        gap = 0.15
        # Many buttons share the row.
        share = min(1.0, (box.width - gap * len(links)) / sum(wanted, 0.001))
        left = box.left
        for link, width in zip(links, wanted, strict=True):
            place = SlideBox(left, box.top, width * share, box.height)
            said = [Piece((Span(link.text, bold=True),), 20 if share == 1 else 14)]
            self._add(f"Link: {link.text}", place, said, to=link.to, look="button")
            left += width * share + gap

    def _foot(self, slide: Slide) -> None:
        box = BOX["foot"]
        rows: list[list[Link]] = [[]]
        used = 0.0
        for link in slide.links:
            if used + _wide(link) > FOOT_WIDTH:
                rows.append([])
                used = 0.0
            rows[-1].append(link)
            used += _wide(link)
        top = box.top if len(rows) == 1 else box.top - 0.2
        for row in rows:
            left = box.left
            for link in row:
                self._foot_link(link, SlideBox(left, top, _wide(link) - 0.1, 0.26))
                left += _wide(link)
            top += 0.27
        if not slide.cover:
            self._foot_link(Link("Back", BACK), SlideBox(11.0, box.top, 0.6, 0.3))
            self._foot_link(Link("Beginning", self._home), SlideBox(11.7, box.top, 1.0, 0.3))

    def _foot_link(self, link: Link, box: SlideBox) -> None:
        self._add(f"Link: {link.text}", box, [Piece((Span(link.text),), FOOT)], to=link.to, look="foot")

    def _add(self, name: str, box: SlideBox, pieces: Sequence[Piece], *, to: str = "", look: str = "", colour: str = INK) -> None:
        """A text box; with `to` a link."""
        self._id += 1
        shape = parse_xml(
            f'<p:sp {nsdecls("p", "a", "r")}><p:nvSpPr><p:cNvPr id="{self._id}" name=""/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{emu(box.left)}" y="{emu(box.top)}"/>'
            f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
            f"{_LOOKS[look]}</p:spPr><p:txBody>{_INSIDE[look]}<a:p/></p:txBody></p:sp>"
        )
        about = shape.find(f".//{qn('p:cNvPr')}")
        about.set("name", legal(name))
        if to:
            about.append(self._link(to))
        _say(shape.find(qn("p:txBody")), pieces, colour="FFFFFF" if look == "button" else colour, hang=look == "card")
        self._tree.append(shape)

    def _link(self, to: str) -> Any:
        link = parse_xml(f'<a:hlinkClick {nsdecls("a", "r")} r:id="" action="ppaction://hlinkshowjump?jump=lastslideviewed"/>')
        if to != BACK:
            if to not in self._relations:
                self._relations[to] = self._part.part.relate_to(self._parts[to].part, RELATIONSHIP_TYPE.SLIDE)
            link.set(qn("r:id"), self._relations[to])
            link.set("action", "ppaction://hlinksldjump")
        return link


def _wide(link: Link) -> float:
    return len(link.text) * 0.11 + 0.3


_LOOKS = {
    "": '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>',
    "foot": '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>',
    "card": '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 9000"/></a:avLst></a:prstGeom>'
    '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    f'<a:ln w="19050"><a:solidFill><a:srgbClr val="{bare(mixed(LIGHT.quiet, LIGHT.ground, 0.65))}"/></a:solidFill></a:ln>',
    "button": '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 20000"/></a:avLst></a:prstGeom>'
    f'<a:solidFill><a:srgbClr val="{ACCENT}"/></a:solidFill><a:ln><a:noFill/></a:ln>',
}
_INSIDE = {
    "": '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></a:bodyPr>',
    "foot": '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>',
    "card": '<a:bodyPr wrap="square" lIns="182880" tIns="91440" rIns="182880" bIns="91440" anchor="ctr">'
    "<a:noAutofit/></a:bodyPr>",
    "button": '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>',
}


def _say(body: Any, found: Sequence[Piece], *, colour: str = INK, hang: bool = False) -> None:
    """Put paragraphs in the place of those that are there."""
    for old in body.findall(qn("a:p")):
        body.remove(old)
    centred = body.bodyPr.get("wrap") == "none" and colour == "FFFFFF"
    for number, piece in enumerate(found):
        after = int(piece.size * GAP * 100) if number < len(found) - 1 else 0
        deep = INDENT * piece.level
        place = f'marL="{deep * 12700}" indent="{-INDENT * 12700 if piece.marker else 0}"'
        if hang:
            place = f'marL="{54 * 12700}" indent="{-54 * 12700}"'
        tabs = f'<a:tabLst><a:tab pos="{54 * 12700}" algn="l"/></a:tabLst>' if hang else ""
        paragraph = parse_xml(
            f'<a:p {nsdecls("a")}><a:pPr {place} algn="{"ctr" if centred else "l"}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="{after}"/></a:spcAft>'
            f"{BULLETS.get(piece.marker, '<a:buNone/>')}{tabs}</a:pPr></a:p>"
        )
        for span in piece.text:
            _run(paragraph, span, piece.size, QUIET if piece.quiet else colour)
        body.append(paragraph)


def _run(paragraph: Any, span: Span, size: int, colour: str) -> None:
    for number, part in enumerate(legal(span.text).split("\n")):
        if number:
            paragraph.append(parse_xml(f"<a:br {nsdecls('a')}/>"))
        if not part:
            continue
        look = f'b="{int(span.bold)}" i="{int(span.italic)}"'
        code = '<a:latin typeface="Consolas"/>' if span.code else ""
        run = parse_xml(
            f'<a:r {nsdecls("a")}><a:rPr lang="en-US" sz="{size * 100}" {look} dirty="0"><a:solidFill><a:srgbClr val="{colour}"/>'
            f"</a:solidFill>{code}</a:rPr><a:t/></a:r>"
        )
        run.find(qn("a:t")).text = part
        paragraph.append(run)
