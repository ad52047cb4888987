"""Columns hold their longest words, footers end at the edge of the text, and nothing prints too small to be read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo
from engine.play.bundle import Bundle, bundle
from exporters.content.document import Columns, Document, Table, Together, rows
from exporters.content.paper import Paper
from exporters.formats.docx import render
from exporters.formats.docx_widths import column_widths
from exporters.formats.xlsx import sheets_across
from exporters.map.measure import width
from exporters.registry import EXPORTS, make
from tests.exporters.readers import pdf_facts
from tests.laws import compared, law
from tests.strategies import heading

EXPORT = {export.name: export for export in EXPORTS}
NARROW = ("run-card", "msel", "evaluation-guide", "facilitator-guide")
WORDS = st.lists(st.text("abm-", min_size=1, max_size=14), min_size=1, max_size=3).map(" ".join)


@law(examples=100, fits=0.3)
@given(data=st.data())
def test_no_column_is_narrower_than_its_longest_word_where_there_is_room(data: st.DataObject) -> None:
    columns = data.draw(st.integers(1, 6))
    cells = st.lists(WORDS, min_size=columns, max_size=columns)
    shares = tuple(data.draw(st.lists(st.integers(1, 30), min_size=columns, max_size=columns)))
    table = Table(rows(data.draw(cells))[0], rows(*data.draw(st.lists(cells, max_size=3))), widths=shares)
    room = data.draw(st.integers(2000, 14000))
    found = column_widths(table, columns, room, 9.5)
    assert room - columns <= sum(found) <= room
    texts = [[row[at][0].text for row in (table.header, *table.rows)] for at in range(columns)]
    need = [max(width(word, 9.5) * 20 * 0.85 for text in column for word in text.replace("-", "- ").split()) for column in texts]
    if sum(need) * 1.5 + 200 * columns < room and max(need) + 200 < room / 3:
        assert all(wide >= least for wide, least in zip(found, need, strict=True))
        compared("fits")


@pytest.mark.parametrize("name", NARROW)
@pytest.mark.parametrize("paper", Paper)
def test_the_footer_ends_at_the_edge_of_the_text(name: str, paper: Paper) -> None:
    (artifact,) = make(EXPORT[name], bundle(builtin(), "curtain"), "docx", {}, paper)
    section = docx.Document(io.BytesIO(artifact.content)).sections[-1]
    text = (section.page_width - section.left_margin - section.right_margin) / 635
    for footer in (section.footer, section.first_page_footer):
        (tab,) = footer._element.iter(qn("w:tab")) if footer._element.find(f".//{qn('w:tabs')}") is None else [
            tab for tabs in footer._element.iter(qn("w:tabs")) for tab in tabs
        ]  # fmt: skip
        assert abs(int(tab.get(qn("w:pos"))) - text) <= 1


def _ending(content: bytes) -> tuple[int, str]:
    """(columns of the last section, tag of what stands before its form)."""
    body = docx.Document(io.BytesIO(content)).element.body
    columns = body.sectPr.find(qn("w:cols"))
    form = body[-2].find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    return int(columns.get(qn("w:num"), "1")) if columns is not None else 1, "section" if form is not None else "paragraph"


@pytest.mark.parametrize(("even", "ending"), [(False, (2, "paragraph")), (True, (1, "paragraph"))])
def test_a_document_that_ends_in_columns_has_no_empty_section_behind_them(even: bool, ending: tuple[int, str]) -> None:
    blocks = (Columns((Table(rows("a")[0], rows("b")),), even=even),)
    assert _ending(render(Document("x", "Title", "", blocks), {}).content) == ending


def test_a_table_that_stands_alone_together_keeps_its_rows_on_one_page() -> None:
    table = Table(rows("ab")[0], rows("cd", "ef"))
    found = {}
    for name, blocks in (("free", (table,)), ("kept", (Together((table,)),))):
        body = docx.Document(io.BytesIO(render(Document("x", "Title", "", blocks), {}).content)).element.body
        lines = [[p.pPr.keepNext_val for p in row.iter(qn("w:p"))] for row in body.find(qn("w:tbl")).findall(qn("w:tr"))]
        found[name] = [all(line) for line in lines]
    assert found == {"free": [True, False, False], "kept": [True, True, False]}


@pytest.mark.parametrize("paper", Paper)
def test_the_list_of_events_prints_large_enough_with_its_header_on_each_page(paper: Paper) -> None:
    (artifact,) = make(EXPORT["msel"], bundle(builtin(), "curtain"), "xlsx", {}, paper)
    page = openpyxl.load_workbook(io.BytesIO(artifact.content)).active
    assert page.page_setup.orientation == "landscape"
    assert int(page.page_setup.paperSize) == {Paper.LETTER: 1, Paper.A4: 9}[paper]
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1), "one sheet across, as the format has it where it says nothing"
    assert page.print_title_rows == "$1:$1"
    assert page.print_area.endswith(f"!$A$1:$M${page.max_row}")
    inches = sum(page.column_dimensions[letter].width for letter in "ABCDEFGHIJKLM") * 7 / 96
    side = {1: 11.0, 9: 297 / 25.4}[int(page.page_setup.paperSize)] - page.page_margins.left - page.page_margins.right
    assert side / inches * 11 >= 6.5, "points of its letters on paper"


@pytest.mark.parametrize(
    ("paper", "characters", "sheets"), [(Paper.LETTER, 230, 1), (Paper.LETTER, 231, 2), (Paper.A4, 244, 1), (Paper.A4, 246, 2)]
)
def test_what_is_too_wide_to_be_read_takes_several_sheets(paper: Paper, characters: int, sheets: int) -> None:
    assert sheets_across(paper, characters) == sheets


TEXTS = (
    "Stay where you are with the car between you and the door, and ask dispatch for the history.",
    "Walk up to the door and ask through the window what happened, since nobody has answered.",
    "Call the number that rang and have her come out to you, where you can both see the street.",
    "Send your partner round the back at once and knock as soon as there is somebody at each side.",
    "Wait until the other one comes, however long it takes, and write down the plates of the cars.",
)


def sixteen() -> Bundle:
    """A class of sixteen decisions with five answers each."""
    scenes: dict[str, object] = {
        f"s{n}": {
            "invented": True,
            "text": f"It is the {n}th time that the street has gone quiet, and the house has one more light.",
            "decision": {
                "prompt": "Nobody has come to the window so far, and it rains. What do you and your partner do about the door?",
                "tests": ["slow-down"],
                "next": f"s{n + 1}" if n < 16 else "end",
                "choices": {
                    f"c{at}": {"text": text, "marks": ["+slow-down" if at == n % 5 else "-slow-down"],
                               "why": "Nobody is being hurt now, so that two minutes and three facts about the house are cheap."}
                    for at, text in enumerate(TEXTS)
                },
            },
        }
        for n in range(1, 17)
    }  # fmt: skip
    scenes["end"] = {"invented": True, "text": "It is over.", "ending": {"outcome": "safe", "title": "Over"}}
    injects = {f"card-{n}": {"text": "Your radio dies, and nobody knows where you are.", "at": ["s2", "s9"]} for n in range(3)}
    told = {**heading(), "start": "s1", "scenes": scenes, "injects": injects}
    scenario = Scenario.model_validate(told)
    return Bundle(scenario, None, {}, PackInfo(hotwash=1, name="made-up", title="Made up", version=1))


@pytest.mark.parametrize("paper", Paper)
def test_the_run_card_of_sixteen_decisions_is_one_sheet(paper: Paper, tmp_path: Path, tool: Callable[..., str]) -> None:
    (artifact,) = make(EXPORT["run-card"], sixteen(), "pdf", {}, paper)
    (tmp_path / "x.pdf").write_bytes(artifact.content)
    assert pdf_facts(tool, tmp_path / "x.pdf")["Pages"] == "2"
