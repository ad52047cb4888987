"""What an agency can write into a Word template: each mark with what Word makes of it."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from jinja2 import UndefinedError

from exporters.formats.docx_marks import fill
from tests.exporters.formats.test_docx import PNG

VALUES = {
    "title": "Fire & <Rescue> {{ title }}", "subtitle": "", "footer": "one\ntwo",
    "facts": [("Scenario", "a & b"), ("Minutes", "30")], "fact": {"Scenario": "a & b", "R & D": "yes"}, "body": "BODY",
}  # fmt: skip


def lines(word: Any) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs]


def filled(*paragraphs: str) -> list[str]:
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    fill(word, VALUES)
    return lines(word)


def in_runs(*runs: str) -> list[str]:
    """One paragraph, split as Word splits it."""
    word = docx.Document()
    paragraph = word.add_paragraph()
    for run in runs:
        paragraph.add_run(run)
    fill(word, VALUES)
    return lines(word)


@pytest.mark.parametrize(("written", "shown"), [
    (["{{ title }}"], ["Fire & <Rescue> {{ title }}"]),
    (["{{title|upper}}!"], ["FIRE & <RESCUE> {{ TITLE }}!"]),
    (["  {{ fact['Scenario'] }}  {# never shown #}."], ["  a & b  ."]),
    (["{{ fact[\u201cR & D\u201d] }} {{ fact[\u2018Scenario\u2019] }}"], ["yes a & b"]),
    (["{% if 1 < 2 and 2 > 1 %}less{% endif %} \u201cquoted\u201d"], ["less \u201cquoted\u201d"]),
    (["{% if subtitle %}", "{{ subtitle }}", "{% endif %}after"], ["after"]),
    (["{%p if subtitle %}", "{{ subtitle }}", "{%p endif %}", "after"], ["after"]),
    (["{%p for name, value in facts %}", "{{ name }}: {{ value }}", "{%p endfor %}"], ["Scenario: a & b", "Minutes: 30"]),
    (["{#p a remark #}", "x {{r title}}{%r if subtitle %}no{%r endif %}"], ["x Fire & <Rescue> {{ title }}"]),
    (["{{p body }}", "{{ body }}"], ["BODY", "BODY"]),
    (["{ no mark } 100% {x} %}"], ["{ no mark } 100% {x} %}"]),
    (["<?hotwash-mark 0?> {{ body }} &lt;"], ["<?hotwash-mark 0?> BODY &lt;"]),
])  # fmt: skip
def test_a_mark_is_filled_in(written: list[str], shown: list[str]) -> None:
    assert filled(*written) == shown


@pytest.mark.parametrize("runs", [
    ("{", "{ body }", "}"), ("{{", " bo", "dy ", "}}"), ("{{ body", " }}"), ("", "{{ body }}", ""), ("{{ ", "\n", "body", "\t", "}}"),
])  # fmt: skip
def test_a_mark_that_word_has_split_is_one(runs: tuple[str, ...]) -> None:
    assert in_runs("a ", *runs, " b") == ["a BODY b"]


def test_a_mark_keeps_the_look_of_its_first_letter_and_what_follows_its_own() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("x ")
    paragraph.add_run("{{ bo").bold = True
    paragraph.add_run("dy }}, then").italic = True
    fill(word, VALUES)
    assert [(run.text, run.bold, run.italic) for run in paragraph_of(word).runs] == [
        ("x ", None, None), ("BODY", True, None), (", then", None, True),
    ]  # fmt: skip


def paragraph_of(word: Any) -> Any:
    return word.paragraphs[0]


def test_lines_of_a_value_are_lines_of_word() -> None:
    word = docx.Document()
    word.add_paragraph("{{ footer }}")
    fill(word, VALUES)
    assert len(list(word.element.body.iter(qn("w:br")))) == 1
    assert lines(word) == ["one\ntwo"]
    # Word leaves out spaces at the edge of a text that does not ask for them.
    assert [text.get("{http://www.w3.org/XML/1998/namespace}space") for text in word.element.body.iter(qn("w:t"))] == [
        "preserve"
    ] * 2


def test_rows_of_a_table_are_repeated() -> None:
    word = docx.Document()
    table = word.add_table(4, 2)
    for row, texts in enumerate([("Fact", "Value"), ("{%tr for name, value in facts %}", ""), ("{{ name }}", "{{ value }}"),
                                 ("{%tr endfor %}", "")]):  # fmt: skip
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    fill(word, VALUES)
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        ["Fact", "Value"], ["Scenario", "a & b"], ["Minutes", "30"],
    ]  # fmt: skip


def test_cells_of_a_row_are_repeated_in_the_width_of_the_table() -> None:
    word = docx.Document()
    table = word.add_table(1, 3)
    for column, text in enumerate(["{%tc for name, value in facts + facts %}", "{{ name }}", "{%tc endfor %}"]):
        table.cell(0, column).text = text
    before = sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid)
    fill(word, VALUES)
    (found,) = word.tables
    assert [cell.text for cell in found.rows[0].cells] == ["Scenario", "Minutes", "Scenario", "Minutes"]
    widths = [int(each.get(qn("w:w"))) for each in found._tbl.tblGrid]
    assert len(widths) == 4
    assert before - 4 < sum(widths) <= before


def test_what_is_left_is_a_file_that_word_reads() -> None:
    """A cell ends with a paragraph, and a table has a row."""
    word = docx.Document()
    word.add_table(1, 1).cell(0, 0).text = "{%p if subtitle %}"
    word.tables[0].cell(0, 0).add_paragraph("{%p endif %}")
    word.add_paragraph("between")
    gone = word.add_table(2, 1)
    gone.cell(0, 0).text, gone.cell(1, 0).text = "{%tr if subtitle %}", "{%tr endif %}"
    header = word.sections[0].header
    header.paragraphs[0].text = "{#p nothing #}"
    fill(word, VALUES)
    (kept,) = word.tables
    assert [cell.text for row in kept.rows for cell in row.cells] == [""]
    assert [paragraph.text for paragraph in word.sections[0].header.paragraphs] == [""]


def test_headers_properties_and_text_boxes_are_filled_in() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Restricted {{ body }}"
    word.sections[0].footer.paragraphs[0].text = "{{ fact['Scenario'] }}"
    word.core_properties.author, word.core_properties.keywords = "{{ fact['Scenario'] }}", "50% {x}"
    word.add_paragraph("out {{ body }}")._p.append(parse_xml(
        f'<w:r {nsdecls("w")}><w:pict><w:txbxContent><w:p><w:r><w:t>in {{{{ bo</w:t></w:r><w:r><w:t>dy }}}}</w:t></w:r></w:p>'
        "</w:txbxContent></w:pict></w:r>"
    ))  # fmt: skip
    assert fill(word, VALUES) == {"body", "fact"}
    section = word.sections[0]
    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == ("Restricted BODY", "a & b")
    assert (word.core_properties.author, word.core_properties.keywords) == ("a & b", "50% {x}")
    texts = [text.text for text in word.element.body.iter(qn("w:t")) if text.text]
    assert texts == ["out BODY", "in BODY"]


def test_a_text_box_is_a_text_of_its_own() -> None:
    word = docx.Document()
    word.add_paragraph("out {")._p.append(parse_xml(
        f'<w:r {nsdecls("w")}><w:pict><w:txbxContent><w:p><w:r><w:t>{{ in</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>'
    ))  # fmt: skip
    word.add_paragraph("{{ body }}")
    fill(word, VALUES)
    assert [text.text for text in word.element.body.iter(qn("w:t"))] == ["out {", "{ in", "BODY"]


NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def test_footnotes_are_filled_in() -> None:
    raw = io.BytesIO()
    docx.Document().save(raw)
    other = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode() if name.endswith((".xml", ".rels")) else source.read(name)
            if name == "[Content_Types].xml":
                part = part.replace("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES}"/></Types>')
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                part = part.replace(
                    "</Relationships>", f'<Relationship Id="rId98" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                )
            target.writestr(name, part)
        note = '<w:footnote w:id="1"><w:p><w:r><w:t>See {{ title }}</w:t></w:r></w:p></w:footnote>'
        target.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>")
    word = docx.Document(other)
    assert fill(word, VALUES) == {"title"}
    raw = io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as archive:
        assert "See Fire &amp; &lt;Rescue&gt; {{ title }}" in archive.read("word/footnotes.xml").decode()


def test_a_picture_that_a_loop_repeats_has_an_id_each_time() -> None:
    word = docx.Document()
    for text in ("{%p for each in facts %}", "", "{%p endfor %}"):
        word.add_paragraph(text)
    word.paragraphs[1].add_run().add_picture(io.BytesIO(PNG))
    fill(word, VALUES)
    ids = [shape._inline.docPr.id for shape in word.inline_shapes]
    assert len(ids) == 2
    assert len(set(ids)) == 2


@pytest.mark.parametrize(("written", "message"), [
    ("{{ title", r"the mark '\{\{ title' is not closed in its paragraph"),
    ("{%p if title", "is not closed"),
    ("{%tr if title %}", "stands outside of a table"),
])  # fmt: skip
def test_a_mark_that_cannot_be_is_named(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        filled(written)


def test_a_condition_across_cells_is_told() -> None:
    word = docx.Document()
    table = word.add_table(1, 1)
    table.cell(0, 0).text = "{% if subtitle %}"
    word.add_paragraph("{% endif %}")
    with pytest.raises(ValueError, match="begins in one paragraph, row or cell and ends within another"):
        fill(word, VALUES)


def test_what_there_is_not_is_named() -> None:
    with pytest.raises(UndefinedError, match="agency"):
        filled("{{ agency }}")


def test_a_template_without_marks_stays_as_it_is() -> None:
    word = docx.Document()
    word.add_paragraph("plain { text }")
    before = copy.deepcopy(word.element)
    assert fill(word, VALUES) == frozenset()
    assert word.element.xml == before.xml
