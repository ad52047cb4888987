"""Documents as Word files, from a template that an agency can replace by its own.

A template is a Word file (`.docx` or `.dotx`) with marks (`exporters.formats.docx_marks`) for `{{ title }}`, `{{ subtitle }}`,
`{{ footer }}`, the pairs of `facts` (also by name: `{{ fact["Scenario"] }}`) and, in a paragraph of its own, `{{p body }}`: the
content. The title and the subtitle stand above the content where the template has no place for a title. Styles are found by
name: Word's own for headings and captions, and those that begin with `Hotwash`; what a template lacks comes from ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from jinja2 import UndefinedError

from engine.errors import ExportError, UnusableFile
from engine.pack.files import read_bytes
from exporters.content.artifact import Artifact
from exporters.content.document import Document, in_steps
from exporters.content.language import direction
from exporters.content.paper import Paper
from exporters.formats.docx_body import Body
from exporters.formats.docx_marks import fill
from exporters.formats.docx_package import as_document
from exporters.formats.docx_sections import end_in_columns, in_small, on_paper, tabs_to, text_width
from exporters.formats.docx_template import PATH
from exporters.formats.office import describe, legal, packed
from exporters.formats.office_language import speak_in_word

_PLACE = "\ue0ffbody\ue0ff"
"""Stands for the content while the template is filled in, so that no text of a scenario passes through it."""
_MOST = 50_000_000
"""Bytes of the largest template that is read; most of one is its pictures."""
_KNOWN = "title, subtitle, footer, facts, fact, body"


def render(document: Document, options: Mapping[str, str]) -> Artifact:
    """The document as one file.

    Args:
        document: what it says.
        options: `template`, a path, where it is not to be ours; `paper`, where the sheet of that template is not to stand.

    Raises:
        ExportError: the template cannot be used.
    """
    path = options.get("template", "")
    word, missing = _filled(path or str(PATH), document)
    old = text_width(word)
    try:
        if document.small and not path:
            in_small(word)
        places = [t for t in word.element.body.iter(qn("w:t")) if _PLACE in (t.text or "")]
        if len(places) != 1:
            found = "no place" if not places else "more than one place"
            raise ExportError(f"{path}: has {found} for the content: put {{{{p body }}}} into one paragraph of its own")
        _put(word, places[0], document, missing, None if path and "paper" not in options else document.paper)
        tabs_to(word, old)
        speak_in_word(word, document.language)
        describe(word.core_properties, title=document.title, subject=document.subtitle)
        return Artifact(f"{document.name}.docx", packed(word))
    except (OpcError, KeyError, ValueError, AttributeError, IndexError) as error:
        if not path:
            raise
        raise ExportError(f"{path}: this Word template cannot be used: {_said(error)}") from error


def _filled(path: str, document: Document) -> tuple[Any, tuple[str, str]]:
    """The template with everything filled in but the content; and the title and subtitle, where it has no place for a title."""
    try:
        word = docx.Document(BytesIO(as_document(read_bytes(Path(path), limit=_MOST))))
    except UnusableFile as error:
        raise ExportError(str(error)) from error
    except Exception as error:
        # What the library says of a damaged file depends on where it is damaged.
        raise ExportError(f"{path}: this is no Word template (.docx or .dotx) that can be read: {_said(error)}") from error
    try:
        places = fill(word, _context(document))
    except UndefinedError as error:
        raise ExportError(f"{path}: the template asks for what there is not: {error}; there are: {_KNOWN}") from error
    except Exception as error:
        # A template is a program of somebody else's.
        raise ExportError(f"{path}: the template cannot be filled in: {_said(error)}") from error
    if "title" in places:
        return word, ("", "")
    return word, (document.title, "" if "subtitle" in places else document.subtitle)


def _context(document: Document) -> dict[str, object]:
    facts = [(_text(name), _text(value)) for name, value in document.facts]
    return {
        "title": _text(document.title),
        "subtitle": _text(document.subtitle),
        "footer": _text(document.footer),
        "facts": facts,
        "fact": dict(facts),
        "body": _PLACE,
    }


def _text(text: str) -> str:
    return legal(text).replace("\t", " ")


def _put(word: Any, place: Any, document: Document, missing: tuple[str, str], paper: Paper | None) -> None:
    """Put the content where its place is, below what the template has no place for.

    Args:
        word: the document, of python-docx.
        place: the element that holds the mark of the place.
        document: what it says.
        missing: title and subtitle, where the template has none for them.
        paper: the sheet; None for the template's own.
    """
    paragraph = place
    # The outermost: a text box stands within a paragraph.
    for above in place.iterancestors(qn("w:p")):
        paragraph = above
    section = word.sections[-1]
    if paper is not None:
        on_paper(word, paper)
    if document.landscape and section.page_width < section.page_height:
        for each in word.sections:
            each.page_width, each.page_height, each.orientation = each.page_height, each.page_width, 1
    in_cell = paragraph.getparent().tag == qn("w:tc")
    body = Body(word, docx.Document, direction(document.language), columns=not in_cell)
    for element in body.cover(*missing):
        paragraph.addprevious(element)
    for element in body.elements(in_steps(document).blocks):
        paragraph.addprevious(element)
    if in_cell:
        # A cell has to end with a paragraph.
        place.text = ""
    else:
        paragraph.getparent().remove(paragraph)
        end_in_columns(word)


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
