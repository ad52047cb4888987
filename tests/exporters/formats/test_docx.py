"""Word files, read by python-docx and by LibreOffice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given

from engine.errors import ExportError
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.document import (
    Callout,
    Document,
    Figure,
    Heading,
    PageBreak,
    Table,
    TextBlock,
    bullets,
    clean,
    inline,
    plain,
    prose,
    rows,
)
from exporters.formats.docx import render
from exporters.formats.docx_template import PATH, draw
from exporters.registry import exports, make
from tests.exporters.documents.test_documents import NASTY, document, squeezed, texts
from tests.exporters.readers import ATTACKS, OFFICE, Office, attacked, bare, pdf_facts, pdf_text
from tests.laws import law

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049"
    "454e44ae426082"
)


def read(content: bytes):
    return docx.Document(io.BytesIO(content))


def said(content: bytes) -> str:
    """Every text of the main part, and of header and footer."""
    word = read(content)
    parts = [word.element.body]
    for section in word.sections:
        parts += [section.header._element, section.footer._element, section.first_page_footer._element]
    lines: list[str] = []
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            found = paragraph.iter(qn("w:t"), qn("w:br"))
            lines.append("".join("\n" if e.tag == qn("w:br") else e.text or "" for e in found))
    return "\n".join(lines)


def simple(*blocks, **more) -> Document:
    return Document("x", "A title", "A subtitle", blocks, **more)


@law(60)
@given(texts)
def test_every_text_stands_there_as_it_is(text: str) -> None:
    found = squeezed(said(render(document(text), {}).content))
    for line in clean(text).split("\n"):
        assert squeezed(line) in found


@OFFICE
def test_libreoffice_shows_every_text_and_interprets_none(office: Office, tmp_path: Path, tool: Callable[..., str]) -> None:
    given_ = [clean(text) for text in (*NASTY, *ATTACKS) if text.isascii()]
    blocks = [TextBlock(plain(text)) for text in given_] + [Table(rows(("x", "y"))[0], rows(*((t, t) for t in given_)))]
    file = Document("x", given_[1], given_[0], (*blocks, bullets(given_)), facts=tuple((t, t) for t in given_), footer=given_[2])
    page = bare(pdf_text(tool, office.pdfs({"x.docx": render(file, {}).content}, tmp_path)["x.docx"], "-raw"))
    for text in given_:
        assert page.count(bare(text)) >= 5, text
    assert "49" not in page.replace("\u202f", "")


@OFFICE
@pytest.mark.parametrize("name", ["handout", "facilitator-guide", "seat-cards"])
def test_a_scenario_that_tries_to_break_out_is_shown_as_it_stands(
    name: str, office: Office, tmp_path: Path, tool: Callable[..., str]
) -> None:
    (artifact, *_) = make(exports()[name], attacked(), "docx")
    page = pdf_text(tool, office.pdfs({"x.docx": artifact.content}, tmp_path)["x.docx"])
    for text in ATTACKS if name == "facilitator-guide" else ("<script>window.ran = 1</script>",):
        # Its Markdown is read as such.
        read_as = "".join(span.text for span in inline(text))
        assert bare(read_as) in bare(page), text
    assert pdf_facts(tool, tmp_path / "x.pdf")["Title"].startswith("The curtain")


def test_title_language_and_subject_are_properties_and_no_tool_is_named():
    properties = read(render(simple(), {}).content).core_properties
    assert (properties.title, properties.subject, properties.language) == ("A title", "A subtitle", "en")
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")


def test_lists_are_words_own_and_each_counts_from_one():
    items = [bullets(["a", "b"], "number"), bullets(["c", (TextBlock(plain("d")), bullets(["e"], "letter"))], "number")]
    word = read(render(simple(*items), {}).content)
    at = {p.text: p._p.pPr.numPr for p in word.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None}
    assert set(at) == {"a", "b", "c", "d", "e"}
    assert at["a"].numId.val == at["b"].numId.val != at["c"].numId.val == at["d"].numId.val
    assert at["e"].ilvl.val == 1
    numbering = word.part.numbering_part.element
    tags = [child.tag for child in numbering]
    assert tags == sorted(tags, key=[qn("w:abstractNum"), qn("w:num")].index), "Word refuses another order"
    assert {n.get(qn("w:numId")) for n in numbering.findall(qn("w:num"))} >= {str(n.numId.val) for n in at.values()}
    assert numbering.findall(f".//{qn('w:startOverride')}")


def test_a_table_repeats_its_header_and_breaks_no_row():
    table = Table(rows(("A", "B"))[0], rows(("1", "2"), ("3", "4")), "Caption", (1, 2), head_column=True)
    word = read(render(simple(table), {}).content)
    (found,) = word.tables
    first, *others = found.rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in found.rows)
    assert found.rows[1].cells[0].paragraphs[0].runs[0].bold
    caption = next(p for p in word.paragraphs if p.text == "Caption")
    assert caption.style.paragraph_format.keep_with_next
    assert found._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Caption"


def test_headings_are_headings_and_stay_with_what_follows():
    word = read(render(simple(Heading(1, plain("One")), Heading(2, plain("Two")), Heading(3, plain("Three"))), {}).content)
    found = {p.text: p.style for p in word.paragraphs if p.style.name.startswith("Heading")}
    assert {text: style.name for text, style in found.items()} == {"One": "Heading 1", "Two": "Heading 2", "Three": "Heading 3"}
    assert all(style.paragraph_format.keep_with_next for style in found.values())


def test_a_picture_says_what_it_shows():
    word = read(render(simple(Figure(lambda: "<svg/>", "A map", "Below", PNG)), {}).content)
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == "A map"


def test_a_picture_is_drawn_as_finely_as_its_letters_need() -> None:
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="3000"/>'
    word = read(render(simple(Figure(lambda: drawn, "A map")), {}).content)
    (shape,) = word.inline_shapes
    image = word.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].image
    assert (image.px_width, image.px_height) == (800, 2000)
    assert shape.height < word.sections[0].page_height


def test_a_picture_that_cannot_be_drawn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    content = render(simple(Figure(lambda: "<svg/>", "A map of it")), {}).content
    assert "[A map of it]" in said(content)


def test_a_page_break_begins_the_next_paragraph_or_table():
    table = Table(rows(("A",))[0], rows(("1",)))
    word = read(render(simple(TextBlock(plain("x")), PageBreak(), Heading(1, plain("y")), PageBreak(), table), {}).content)
    broken = [p.text for p in word.paragraphs if p._p.pPr is not None and p._p.pPr.find(qn("w:pageBreakBefore")) is not None]
    assert broken == ["y", ""]


def test_a_broad_document_lies_on_its_side():
    section = read(render(simple(landscape=True), {}).content).sections[0]
    assert section.page_width > section.page_height


def test_a_page_of_small_letters_is_smaller_in_letters_distances_and_margins(tmp_path: Path) -> None:
    usual, small = (read(render(simple(small=small), {}).content) for small in (False, True))
    for name in ("Normal", "Heading 1", "Heading 2", "Title"):
        assert small.styles[name].font.size < usual.styles[name].font.size
    assert small.styles["Heading 1"].paragraph_format.space_before < usual.styles["Heading 1"].paragraph_format.space_before
    assert small.sections[0].left_margin < usual.sections[0].left_margin
    options = template(tmp_path, "{{p body }}")
    mine, agency = (read(render(simple(small=small), options).content) for small in (False, True))
    assert agency.styles["Normal"].font.size == mine.styles["Normal"].font.size
    assert agency.sections[0].left_margin == mine.sections[0].left_margin


def test_the_same_document_gives_the_same_bytes_and_so_does_the_template():
    file = document("x")
    assert render(file, {}).content == render(file, {}).content
    assert draw() == PATH.read_bytes(), "run python -m exporters.formats.docx_template"


# Templates of agencies


def template(tmp_path: Path, *lines: str, header: str = "") -> dict[str, str]:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    if header:
        word.sections[0].header.paragraphs[0].text = header
    word.save(str(tmp_path / "agency.docx"))
    return {"template": str(tmp_path / "agency.docx")}


def test_an_agencys_template_gives_cover_header_and_styles(tmp_path: Path) -> None:
    word = docx.Document()
    word.styles["Heading 1"].font.name = "Georgia"
    word.add_paragraph("Agency of {{ title }} / {{ fact['Scenario'] }}")
    word.add_paragraph("{{p body }}")
    word.add_paragraph("The end")
    word.sections[0].header.paragraphs[0].text = "Restricted {{ subtitle }}"
    word.save(str(tmp_path / "t.docx"))
    blocks = (Heading(1, plain("Part")), Callout("warning", "Care", prose("One\n\n- two")), bullets(["{{ three }}"], "box"))
    content = render(simple(*blocks, facts=(("Scenario", "a & {% b %} {_{"),)), {"template": str(tmp_path / "t.docx")}).content
    found = read(content)
    lines = [p.text for p in found.paragraphs]
    assert lines == ["Agency of A title / a & {% b %} {_{", "Part", "Care", "One", "two", "{{ three }}", "The end"]
    assert found.sections[0].header.paragraphs[0].text == "Restricted A subtitle"
    heading = found.paragraphs[1].style
    assert (heading.name, heading.font.name) == ("Heading 1", "Georgia")
    assert found.paragraphs[2].style.name == "Hotwash Warning Title", "a style that it lacks comes from ours"


KINDS = {
    "dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
}
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


PROGRAM_TYPE = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
PROGRAM_LINK = (
    b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
)


def of_kind(path: Path, kind: str) -> Path:
    """A Word file as one of another kind, with a program in it."""
    other = path.with_suffix(f".{kind}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(MAIN.encode(), KINDS[kind].encode()).replace(b"<Override ", PROGRAM_TYPE + b"<Override ", 1)
            if name == "word/_rels/document.xml.rels":
                part = part.replace(b"</Relationships>", PROGRAM_LINK + b"</Relationships>")
            target.writestr(name, part)
        target.writestr("word/vbaProject.bin", b"a program")
    return other


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_template_of_word_gives_a_document_without_its_programs(kind: str, tmp_path: Path) -> None:
    path = of_kind(Path(template(tmp_path, "{{ title }}", "{{p body }}", header="The agency")["template"]), kind)
    content = render(simple(TextBlock(plain("inside"))), {"template": str(path)}).content
    word = read(content)
    assert [p.text for p in word.paragraphs] == ["A title", "inside"]
    assert word.sections[0].header.paragraphs[0].text == "The agency"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert MAIN in archive.read("[Content_Types].xml").decode()
        assert [name for name in archive.namelist() if "vba" in name] == []
        assert b"vbaProject" not in archive.read("word/_rels/document.xml.rels")


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["{{p body }}"], ["A title", "A subtitle", "inside"]),
        (["{{ title }}", "{{p body }}"], ["A title", "inside"]),
        (["{{ subtitle }}", "{{p body }}"], ["A subtitle", "A title", "inside"]),
    ],
)
def test_a_template_without_a_place_for_the_title_keeps_it(tmp_path: Path, lines: list[str], shown: list[str]) -> None:
    word = read(render(simple(TextBlock(plain("inside"))), template(tmp_path, *lines)).content)
    assert [p.text for p in word.paragraphs] == shown
    styles = {p.text: p.style.name for p in word.paragraphs}
    if "{{ title }}" not in lines[0]:
        assert styles["A title"] == "Title"


def test_a_template_without_lists_gets_them(tmp_path: Path) -> None:
    options = template(tmp_path, "{{p body }}")
    with zipfile.ZipFile(options["template"]) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    del parts["word/numbering.xml"]
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        kept = parts[name].decode().replace("/>", "/>\n").splitlines()
        parts[name] = "".join(line for line in kept if "numbering" not in line).encode()
    with zipfile.ZipFile(options["template"], "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    word = read(render(simple(bullets(["a"])), options).content)
    assert word.part.numbering_part.element.findall(qn("w:num"))


def test_the_content_may_stand_in_a_cell(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_table(1, 1).cell(0, 0).text = "{{p body }}"
    word.save(str(tmp_path / "t.docx"))
    content = render(simple(TextBlock(plain("inside"))), {"template": str(tmp_path / "t.docx")}).content
    assert "inside" in read(content).tables[0].cell(0, 0).text
    assert "\ue0ff" not in said(content)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["{{ title }}"], "no place for the content"),
        (["{{p body }}", "{{p body }}"], "more than one place"),
        (["{{ agency }}", "{{p body }}"], "'agency' is undefined; there are: title"),
        (["{% if title %}", "{{p body }}"], "cannot be filled in"),
        (["{% for x in %}", "{{p body }}"], "cannot be filled in"),
        (["{{ ''.__class__.__mro__ }}", "{{p body }}"], "cannot be filled in"),
        (["{{ 1 / 0 }}", "{{p body }}"], "cannot be filled in"),
    ],
)
def test_a_broken_template_is_named_with_its_fault(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(ExportError, match=message) as caught:
        render(simple(), template(tmp_path, *lines))
    assert "agency.docx" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"not a zip", None])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "t.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ExportError, match=r"t\.docx"):
        render(simple(), {"template": str(path)})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(ExportError, match=r"t\.docx"):
        render(simple(), {"template": str(path)})


def test_the_option_reaches_the_format(tmp_path: Path) -> None:
    export = exports()["letter-cards"]
    (artifact,) = make(export, bundle(builtin(), "curtain"), "docx", template(tmp_path, "Agency", "{{p body }}"))
    assert read(artifact.content).paragraphs[0].text == "Agency"
