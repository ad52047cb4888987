"""The language of what leaves the program: that of the pack, in every format, and from its side of the page."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
from docx.oxml.ns import qn
from pptx import Presentation

from engine.pack.folder import builtin_folder, open_pack
from engine.play.bundle import Bundle, bundle, from_parts
from exporters.content.document import Callout, Document, Table, TextBlock, bullets, plain, rows
from exporters.content.language import direction, region, turned
from exporters.formats.docx import render as word
from exporters.formats.html import render as html
from exporters.formats.pdf import render as pdf
from exporters.registry import exports, make


def told_in(language: str) -> Bundle:
    """A scenario of the built-in pack, as if its pack were in this language."""
    made = bundle(open_pack(builtin_folder()), "curtain")
    return replace(made, pack=made.pack.model_copy(update={"language": language}))


def exported(language: str, name: str, format_: str) -> bytes:
    (artifact,) = make(exports()[name], told_in(language), format_)
    return artifact.content


@pytest.mark.parametrize(("language", "way"), [
    ("en", "ltr"), ("es-MX", "ltr"), ("ar", "rtl"), ("AR-eg", "rtl"), ("he", "rtl"), ("fa-AF", "rtl"), ("az-Arab-IR", "rtl"),
    ("ur-Latn", "ltr"), ("pa-Guru", "ltr"), ("zh-Hant", "ltr"), ("ara", "rtl"), ("art", "ltr"),
])  # fmt: skip
def test_the_way_that_a_language_runs(language: str, way: str) -> None:
    assert direction(language) == way


def test_the_region_of_a_tag() -> None:
    assert [region(tag) for tag in ("es", "es-mx", "zh-Hant-TW", "de-1996")] == ["", "MX", "TW", ""]


@pytest.mark.parametrize(("language", "tag"), [
    ("en", '<html lang="en">'), ("es-MX", '<html lang="es-MX">'), ("ar", '<html lang="ar" dir="rtl">'),
])  # fmt: skip
def test_html_says_its_language(language: str, tag: str) -> None:
    assert tag in exported(language, "handout", "html").decode()


def test_the_style_sheet_knows_no_left_and_no_right() -> None:
    style = re.search(r"<style>(.*?)</style>", exported("en", "handout", "html").decode(), re.DOTALL)
    assert style is not None
    assert re.findall(r"(?:padding|margin|border)-(?:left|right)|text-align: (?:left|right)", style[1]) == []


def test_word_says_its_language() -> None:
    styles = docx.Document(io.BytesIO(exported("es-MX", "handout", "docx"))).styles.element
    assert [x.get(qn("w:val")) for x in styles.iter(qn("w:lang"))] == ["es-MX"]
    english = docx.Document(io.BytesIO(exported("en", "handout", "docx"))).styles.element
    assert [x.get(qn("w:val")) for x in english.iter(qn("w:lang"))] == ["en-US"]


def test_word_runs_from_the_right() -> None:
    document = docx.Document(io.BytesIO(exported("ar", "facilitator-guide", "docx")))
    body = document.element.body
    paragraphs, runs = list(body.iter(qn("w:p"))), list(body.iter(qn("w:r")))
    assert len(paragraphs) > 100
    assert all(p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for p in paragraphs)
    assert all(r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for r in runs)
    tables = list(body.iter(qn("w:tblPr")))
    assert tables
    assert all(t.find(qn("w:bidiVisual")) is not None for t in tables)
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:bidi")) == "ar"


def test_word_in_english_runs_from_the_left() -> None:
    with zipfile.ZipFile(io.BytesIO(exported("en", "facilitator-guide", "docx"))) as archive:
        assert b"<w:bidi/>" not in archive.read("word/document.xml")


@pytest.mark.parametrize(("language", "said"), [("en", "en"), ("es-MX", "es-MX"), ("ar", "ar")])
def test_pdf_says_its_language(language: str, said: str) -> None:
    assert set(re.findall(rb"/Lang ?\(([^)]*)\)", exported(language, "handout", "pdf"))) == {said.encode()}


@pytest.mark.parametrize(("language", "said"), [("en", "en-US"), ("es-MX", "es-MX"), ("ar", "ar")])
def test_slides_say_their_language(language: str, said: str) -> None:
    presentation = Presentation(io.BytesIO(exported(language, "slides", "pptx")))
    found = [
        look.get("lang")
        for slide in presentation.slides
        for page in (slide, *([slide.notes_slide] if slide.has_notes_slide else []))
        for look in page.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr")
    ]
    assert len(found) > 100
    assert set(found) == {said}


def test_slides_run_from_the_right() -> None:
    presentation = Presentation(io.BytesIO(exported("he", "slides", "pptx")))
    forms = [p._p.pPr for slide in presentation.slides for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs]
    assert len(forms) > 100
    assert all(form.get("rtl") == "1" and form.get("algn") in {"r", "ctr"} for form in forms)


def test_a_record_keeps_the_language_and_an_old_one_is_english() -> None:
    parts = told_in("es").parts()
    assert from_parts(parts).pack.language == "es"
    settings = json.loads(parts["pack"])
    del settings["language"], settings["identifying"]
    assert from_parts(parts | {"pack": json.dumps(settings).encode()}).pack.language == "en"


# A text that runs the other way than the page

MIXED = Document(
    "x", "t", "שלום",
    (TextBlock(plain("He said: مرحبا and left.")), TextBlock(plain("مرحبا بكم, 911", bold=True)), bullets(["שלום", "two"]),
     Table(rows(("a", "שלום"))[0], rows(("x", "y")), "c"), Callout("note", "שלום", ())),
)  # fmt: skip


@pytest.mark.parametrize(("text", "way"), [
    ("abc", None), ("مرحبا", "rtl"), ("911: שלום", "rtl"), ("a שלום", None), ("123", None), ("", None), ("“שלום”", "rtl"),
])  # fmt: skip
def test_a_text_runs_as_its_first_letter_does(text: str, way: str | None) -> None:
    assert turned(text, "ltr") == way
    assert turned("abc", "rtl") == "ltr"
    assert turned("שלום", "rtl") is None


def test_html_turns_each_text_that_runs_the_other_way() -> None:
    page = html(MIXED).content.decode()
    assert re.findall(r'<(\w+)[^>]* dir="(\w+)"', page) == [
        ("p", "rtl"),
        ("p", "rtl"),
        ("li", "rtl"),
        ("th", "rtl"),
        ("p", "rtl"),
    ]
    assert '<p dir="rtl"><strong>مرحبا بكم, 911</strong></p>' in page
    arabic = html(replace(MIXED, language="ar")).content.decode()
    assert ('<html lang="ar" dir="rtl">' in arabic, '<p dir="ltr">He said' in arabic) == (True, True)
    assert 'dir="rtl"' not in arabic.split("<body>")[1]


def test_word_turns_each_text_that_runs_the_other_way() -> None:
    document = docx.Document(io.BytesIO(word(MIXED, {}).content))
    turned_ = {p.text for p in map(paragraph, document.element.body.iter(qn("w:p"))) if p.side == "rtl"}
    assert turned_ == {"مرحبا بكم, 911", "שלום"}
    bold = next(p for p in document.element.body.iter(qn("w:p")) if paragraph(p).text.endswith("911"))
    assert [child.tag.rpartition("}")[2] for child in bold.find(qn("w:r")).find(qn("w:rPr"))] == ["b", "bCs", "rtl"]
    arabic = docx.Document(io.BytesIO(word(replace(MIXED, language="ar"), {}).content))
    sides = {p.text: p.side for p in map(paragraph, arabic.element.body.iter(qn("w:p")))}
    assert sides["He said: مرحبا and left."] == "ltr"
    assert sides["مرحبا بكم, 911"] == "rtl"


class Turned(NamedTuple):
    text: str
    side: str


def paragraph(element: Any) -> Turned:
    flag = element.find(f"{qn('w:pPr')}/{qn('w:bidi')}")
    side = "" if flag is None else "rtl" if flag.get(qn("w:val")) in (None, "1") else "ltr"
    return Turned("".join(t.text or "" for t in element.iter(qn("w:t"))), side)


def test_pdf_turns_each_text_that_runs_the_other_way(tmp_path: Path, tool: Callable[..., str]) -> None:
    """Each Hebrew word stands at the right of what it stands in, and each English one at the left."""
    path = tmp_path / "x.pdf"
    path.write_bytes(
        pdf(Document("x", "t", "", (TextBlock(plain("שלום")), TextBlock(plain("hello")), bullets(["שלום"])))).content
    )
    out = subprocess.run([tool("pdftotext"), "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    places = {text: float(x) for x, text in re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]+)</word>', out)}
    hebrew = next(x for text, x in places.items() if not text.isascii())
    assert hebrew > 450
    assert places["hello"] < 100
    assert places["•"] > hebrew
