"""A scene's text: the little Markdown that scenes use, drawn without a Markdown library.

Textual's own Markdown widget would take a tenth of the time to the first frame. Known here: paragraphs, *emphasis*, **strong**,
`code`, links, headings, quotations and lists; whatever else stands there is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from engine.printable import printable

_SPAN = re.compile(
    r"\\(?P<escaped>[\\`*_\[\]()#+\-.!>])"
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?P<strong>(?=\S).+?(?<=\S))\*\*"
    r"|\*(?P<em>(?=[^\s*]).*?(?<=[^\s*]))\*"
    r"|(?<!\w)_(?P<em_>(?=[^\s_]).*?(?<=[^\s_]))_(?!\w)"
    r"|\[(?P<label>[^\]]+)\]\((?P<url>[^)\s]+)\)"
)
_ITEM = re.compile(r"^(?P<lead>[-*+]|\d{1,3}[.)])\s+(?P<text>.+)$")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or an item of a list."""

    lead: str
    """What it hangs on, e.g. `- `; empty for a paragraph."""
    body: Content
    gap: bool = True
    """Whether an empty line comes before it."""


def clean(text: str) -> str:
    """Text without what could move a terminal's cursor."""
    return printable(text, " ")


def literal(text: str, style: str = "") -> Content:
    """Text as it stands: no markup in it counts."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def blocks(text: str) -> list[Block]:
    """Markdown as blocks in order."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", clean(text).strip()):
        found += _part([line.strip() for line in part.splitlines()])
    return found


def inline(text: str) -> Content:
    """One paragraph with its emphasis."""
    return Content("").join(_spans(clean(text)))


def _part(lines: list[str]) -> Iterator[Block]:
    """The blocks of lines that no empty line parts."""
    lead, words, gap = "", list[str](), True
    for line in lines:
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if not (heading or item):
            words.append(line.removeprefix("> ").strip() if line.startswith(">") else line)
            continue
        if words:
            yield Block(lead, inline(" ".join(words)), gap)
            gap = False
        if heading:
            yield Block("", inline(heading["text"]).stylize("bold"), gap)
            lead, words, gap = "", [], True
        elif item:
            lead, words = f"  {item['lead']} ", [item["text"]]
    if words:
        yield Block(lead, inline(" ".join(words)), gap)


def _spans(text: str) -> Iterator[Content]:
    at = 0
    for match in _SPAN.finditer(text):
        yield Content(text[at : match.start()])
        yield _span(match)
        at = match.end()
    yield Content(text[at:])


def _span(match: re.Match[str]) -> Content:
    if match["escaped"]:
        return Content(match["escaped"])
    if match["code"]:
        return Content.styled(match["code"], "bold")
    if match["strong"]:
        return inline(match["strong"]).stylize("bold")
    if match["label"]:
        return Content(f"{match['label']} ({match['url']})")
    return inline(match["em"] or match["em_"] or "").stylize("italic")
