"""The marks of a Word template, which Jinja fills in: `{{ title }}`, `{% if subtitle %}`, `{# a remark #}`.

Word splits a text into runs wherever it likes, also within a mark: each is put together first. A mark stands in its text, or
stands for a part of the file: `{%p ... %}` for its paragraph, `{%tr ... %}` for its row of a table, `{%tc ... %}` for its cell,
so that a loop or a condition holds what is between two of them. Such a letter before a value (`{{p body }}`) changes nothing.
Curly quotation marks in a mark are straight ones: Word curls what is typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from jinja2 import StrictUndefined, Template, meta
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPEN = re.compile(r"\{[{%#]")
_SCOPED = re.compile(r"\{([{%#])(p|tr|tc|r)(?=\s)")
"""A mark with the kind of part that it stands for; `r`, a run, is its text."""
_STRAIGHT = str.maketrans("“”„‘’‚", "\"\"\"'''")
_STORIES = tuple(f".{name}+xml" for name in ("header", "footer", "footnotes", "endnotes"))
"""How the content types of parts end that hold text beside the body."""
_PLACEHOLDER = "hotwash-mark"
"""Name of the processing instruction that holds the place of a mark: no text of a template can look like one."""
_PLACEHOLDERS = re.compile(rf"<\?{_PLACEHOLDER} (\d+)\?>")
_BREAKS = ("w:br", "w:cr", "w:tab")
_ENDED = ("w:tc", "w:hdr", "w:ftr", "w:txbxContent")
"""What has to end with a paragraph."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PROPERTIES = ("author", "category", "comments", "content_status", "identifier", "keywords", "subject", "title")
_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
_PLAIN = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
"""For properties, which are no XML yet."""


def fill(word: Any, values: Mapping[str, object]) -> frozenset[str]:
    """Fill in the marks of a document, its headers, footers, notes and properties.

    Args:
        word: the document, of python-docx.
        values: name -> what stands for it; a line break in a text becomes one of Word's.

    Returns:
        The names that its marks ask for.

    Raises:
        ValueError: a mark is not closed, or what marks leave between them is no whole part of the file.
        jinja2.TemplateError: a mark cannot be read, or asks for what there is not.
    """
    # python-docx holds the body itself.
    asked = set(_fill_story(word.element.body, values))
    for part in list(word.part.package.iter_parts()):
        if part.content_type.endswith(_STORIES):
            root = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
            asked |= _fill_story(root, values)
            if not isinstance(part, XmlPart):
                part._blob = etree.tostring(root, encoding="UTF-8", standalone=True)  # noqa: SLF001 - python-docx reads no notes
    for number, drawing in enumerate(word.element.body.iter(qn("wp:docPr")), 1):
        # A loop repeats a picture with its id.
        drawing.set("id", str(number))
    properties = word.core_properties
    for name in _PROPERTIES:
        text = getattr(properties, name)
        if _OPEN.search(text):
            setattr(properties, name, _PLAIN.from_string(text).render(values))
    return frozenset(asked)


def _fill_story(root: Any, values: Mapping[str, object]) -> frozenset[str]:
    """Fill in the marks of one part; the names that they ask for."""
    source = _source(root)
    if not _OPEN.search(source):
        return frozenset()
    template, asked = _compiled(source)
    try:
        filled = parse_xml(template.render(values))
    except etree.XMLSyntaxError as error:
        raise ValueError("a loop or a condition begins in one paragraph, row or cell and ends within another") from error
    for text in list(filled.iter(qn("w:t"))):
        _break_lines(text)
    for table in list(filled.iter(qn("w:tbl"))):
        _fit_table(table)
    for holder in filled.iter(*map(qn, _ENDED)):
        if not len(holder) or holder[-1].tag != qn("w:p"):
            holder.append(OxmlElement("w:p"))
    root[:] = filled[:]
    return asked


@lru_cache(maxsize=32)
def _compiled(source: str) -> tuple[Template, frozenset[str]]:
    """A text with marks as a template, compiled once however many documents are made of it; and the names that it asks for."""
    return _ENVIRONMENT.from_string(source), frozenset(meta.find_undeclared_variables(_ENVIRONMENT.parse(source)))


def _source(root: Any) -> str:
    """The XML of a part, its marks as Jinja reads them."""
    paragraphs: dict[Any, list[Any]] = {}
    for element in root.iter(qn("w:t"), *map(qn, _BREAKS)):
        if element.getparent().tag == qn("w:r"):
            # A text box has paragraphs within a paragraph.
            paragraphs.setdefault(_above(element, "p"), []).append(element)
    marks: list[str] = []
    scoped: dict[Any, list[Any]] = {}
    for elements in paragraphs.values():
        _place(elements, marks, scoped)
    for element, placeholders in scoped.items():
        for placeholder in placeholders:
            element.addprevious(placeholder)
        element.getparent().remove(element)
    return _PLACEHOLDERS.sub(lambda match: marks[int(match[1])], etree.tostring(root, encoding="unicode"))


def _place(elements: list[Any], marks: list[str], scoped: dict[Any, list[Any]]) -> None:
    """Put a placeholder where each mark of a paragraph begins, or down for the part that it stands for.

    Args:
        elements: the texts and breaks of the paragraph.
        marks: gets what each placeholder stands for, in order.
        scoped: part of the file -> its placeholders.
    """
    letters = [(element, letter) for element in elements for letter in _spelled(element)]
    line = "".join(letter for _, letter in letters)
    unclosed = _OPEN.search(_MARK.sub(lambda match: " " * len(match[0]), line))
    if unclosed:
        raise ValueError(f"the mark {line[unclosed.start() :][:40]!r} is not closed in its paragraph")
    pieces: dict[Any, list[Any]] = {}
    end = 0
    for match in _MARK.finditer(line):
        for element, letter in letters[end : match.start()]:
            pieces.setdefault(element, []).append(letter)
        end = match.end()
        first = letters[match.start()][0]
        kind = _SCOPED.match(match[0])
        placeholder = etree.ProcessingInstruction(_PLACEHOLDER, str(len(marks)))
        marks.append(_SCOPED.sub(r"{\1", match[0]).translate(_STRAIGHT))
        if kind and kind[1] != "{" and kind[2] != "r":
            scoped.setdefault(_above(first, kind[2]), []).append(placeholder)
        else:
            pieces.setdefault(first, []).append(placeholder)
    if end:
        for element, letter in letters[end:]:
            pieces.setdefault(element, []).append(letter)
        for element in elements:
            _write(element, pieces.get(element, []))


def _spelled(element: Any) -> str:
    return (element.text or "") if element.tag == qn("w:t") else "\n"


def _write(element: Any, pieces: list[Any]) -> None:
    """Let a text be these letters and placeholders; a break within a mark, which has none, goes."""
    if element.tag != qn("w:t"):
        if not pieces:
            element.getparent().remove(element)
        return
    element.text = ""
    element.set(_SPACE, "preserve")
    for piece in pieces:
        if not isinstance(piece, str):
            element.append(piece)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text += piece


def _above(element: Any, kind: str) -> Any:
    """The nearest part of a kind that an element stands in."""
    found = next(element.iterancestors(qn(f"w:{kind}")), None)
    if found is None:
        raise ValueError(f"a mark of the kind {{%{kind} ... %}} stands outside of a table")
    return found


def _break_lines(text: Any) -> None:
    """Let the lines of a text be lines of Word."""
    first, *others = (text.text or "").split("\n")
    text.text = first
    for line in reversed(others):
        following = OxmlElement("w:t")
        following.text = line
        following.set(_SPACE, "preserve")
        text.addnext(following)
        text.addnext(OxmlElement("w:br"))


def _fit_table(table: Any) -> None:
    """Give a table as many columns as its longest row has cells, in its own width; without rows it is none."""
    rows = table.findall(qn("w:tr"))
    grid = table.find(qn("w:tblGrid"))
    if not rows:
        table.getparent().remove(table)
    elif grid is not None and len(grid):
        needed = max(len(row.findall(qn("w:tc"))) for row in rows)
        if needed > len(grid):
            width = sum(int(column.get(qn("w:w"), 0)) for column in grid) // needed
            while len(grid) < needed:
                grid.append(OxmlElement("w:gridCol"))
            for column in grid:
                column.set(qn("w:w"), str(width))
