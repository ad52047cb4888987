"""The MSEL, and sheets as CSV and XLSX read by others."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ExportError
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.columns import renamed
from exporters.content.sheet import Sheet
from exporters.documents.msel import COLUMNS, STATUSES, msel
from exporters.formats import csv_table, xlsx
from exporters.registry import EXPORTS, make
from exporters.scenario.outline import Outline
from tests.exporters.documents.test_documents import NASTY
from tests.exporters.documents.test_scenario_documents import flat, seated
from tests.exporters.readers import OFFICE, Office
from tests.laws import compared, law

BUILTIN = [path.stem for path in builtin().scenario_paths]
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "  =1+1",
    '=HYPERLINK("http://example.org","x")',
    "=cmd|' /C calc'!A0",
)
cells = st.one_of(
    st.sampled_from((*NASTY, *FORMULAS)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    st.just("\ufffe\uffff"),
)


def sheet(*rows: tuple[str | int, ...]) -> Sheet:
    return Sheet("x", "A sheet", tuple(f"c{n}" for n in range(len(rows[0]))), rows)


def read_csv(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def read_xlsx(raw: bytes) -> list[tuple[tuple[object, str], ...]]:
    page = openpyxl.load_workbook(io.BytesIO(raw)).active
    return [tuple((cell.value, cell.data_type) for cell in row) for row in page.iter_rows()]


# CSV


@law(50, guarded=0.04)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
def test_csv_read_back_gives_the_texts_and_an_apostrophe_before_what_would_be_a_formula(rows) -> None:
    head, *found = read_csv(csv_table.render(sheet(*rows)).content)
    assert head == ["c0", "c1"]
    for row, read in zip(rows, found, strict=True):
        for text, cell in zip(row, read, strict=True):
            assert cell in (text, f"'{text}")
            if cell != text:
                compared("guarded")
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert read_csv(csv_table.render(sheet((text,))).content)[1] == [f"'{text}"]


@pytest.mark.parametrize("text", ["plain", "1. first", "a=b", "", "'quoted", "a\nb", 'say "so"', "a,b;c", "ünï – “x”"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert read_csv(csv_table.render(sheet((text, "x"))).content)[1] == [text, "x"]


def test_csv_is_known_as_utf8_and_has_the_line_ends_of_the_standard():
    raw = csv_table.render(sheet(("a", 1), ("b", -2))).content
    assert raw == b'\xef\xbb\xbf"c0","c1"\r\n"a",1\r\n"b",-2\r\n'


# XLSX


@law(50)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
def test_xlsx_read_back_gives_the_texts_as_texts(rows) -> None:
    _, *found = read_xlsx(xlsx.render(sheet(*rows)).content)
    for row, read in zip(rows, found, strict=True):
        for text, (value, kind) in zip(row, read, strict=True):
            assert kind == "s" or value is None
            assert (value or "") == held(text)


def held(text: str) -> str:
    """What XML can hold of a text."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", text.replace("\r", "\n"))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_a_text_in_xlsx_and_stays_one_when_the_cell_is_edited(text: str) -> None:
    page = openpyxl.load_workbook(io.BytesIO(xlsx.render(sheet((text,))).content)).active
    assert page["A2"].data_type == "s"
    assert page["A2"].quotePrefix
    assert page["A2"].number_format == "@"


def test_numbers_are_numbers_and_the_header_stays_in_sight():
    raw = xlsx.render(sheet((1, "a"), (2, "b"))).content
    page = openpyxl.load_workbook(io.BytesIO(raw)).active
    assert page["A3"].value == 2
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B3"
    assert page.print_title_rows == "$1:$1"


def test_a_day_is_a_day():
    held = Sheet("x", "A sheet", ("day",), ((date(2027, 3, 1),),))
    (cell,) = openpyxl.load_workbook(io.BytesIO(xlsx.render(held).content)).active[2]
    assert (cell.is_date, cell.value.date(), cell.number_format) == (True, date(2027, 3, 1), "yyyy-mm-dd")
    assert read_csv(csv_table.render(held).content) == [["day"], ["2027-03-01"]]


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    found = read_xlsx(xlsx.render(sheet(("x" * 40_000,))).content)
    value = found[1][0][0]
    assert len(value) < 32_767
    assert value.endswith("(cut)")


@pytest.mark.parametrize("title", ["", "a/b:c*?[d]\\", "'x'", "x" * 99, "\u202e", "MSEL The curtain"])
def test_every_title_makes_a_tab(title: str) -> None:
    raw = xlsx.render(Sheet("x", title, ("a",), (("b",),))).content
    assert 1 <= len(openpyxl.load_workbook(io.BytesIO(raw)).sheetnames[0]) <= 31


def test_a_cell_and_a_tab_hold_so_many_units_of_utf_16():
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx.render(Sheet("x", "\U0001f600" * 20, ("A",), (("\U0001f600" * 20_000,),))).content)
    )
    value = book.active["A2"].value
    assert value.endswith("\U0001f600 ... (cut)")
    assert 32_000 < len(value.encode("utf-16-le")) // 2 <= 32_767
    assert len(book.sheetnames[0].encode("utf-16-le")) // 2 == 30


def test_the_same_sheet_gives_the_same_file():
    assert xlsx.render(sheet(("a", 1))).content == xlsx.render(sheet(("a", 1))).content


@OFFICE
@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_libreoffice_runs_no_formula(tmp_path: Path, office: Office, format_: str) -> None:
    source = tmp_path / f"in.{format_}"
    render = csv_table.render if format_ == "csv" else xlsx.render
    texts = [t for t in FORMULAS if t.strip() == t]
    source.write_bytes(render(sheet(*((t,) for t in texts))).content)
    office.convert("ods", tmp_path, source, options=("--infilter=CSV:44,34,76,1",) if format_ == "csv" else ())
    office.convert("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true", tmp_path, tmp_path / "in.ods")
    shown = [row[0] for row in read_csv((tmp_path / "in.csv").read_bytes())][1:]
    assert [t.removeprefix("'") for t in shown] == texts


# The MSEL


def rows_of(id_: str) -> list[dict[str, str]]:
    (artifact,) = make(next(e for e in EXPORTS if e.name == "msel"), bundle(builtin(), id_), "csv")
    assert artifact.name == f"{id_}-msel.csv"
    head, *rows = read_csv(artifact.content)
    assert tuple(head) == COLUMNS
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("id_", BUILTIN)
def test_the_list_has_every_decision_inject_seat_text_and_ending_once_in_the_order_of_time(id_: str) -> None:
    found, outline = rows_of(id_), Outline(bundle(builtin(), id_))
    scenario = outline.bundle.scenario
    assert [row["Event number"] for row in found] == [str(n) for n in range(1, len(found) + 1)]
    minutes = [60 * int(row["Planned time"].split(":")[0]) + int(row["Planned time"].split(":")[1]) for row in found]
    assert minutes == sorted(minutes)
    assert minutes[-1] == scenario.minutes.class_
    kinds = [row["Event type"] for row in found]
    assert kinds.count("decision") == len(outline.points)
    assert kinds.count("inject") == len(scenario.injects)
    assert set(kinds) == {"administrative", "scenario", "decision", "inject"}
    decided = [int(row["Description"].split()[1].rstrip(".")) for row in found if row["Event type"] == "decision"]
    assert sorted(decided) == [p.number for p in outline.points]
    cards = sum(p.seat is not None for s in scenario.scenes.values() if s.ending is None for p in s.also)
    assert sum(row["Inject mode"] == "Seat card" for row in found) == cards
    ends = [row["Expected outcome"].removeprefix("The exercise ends: ") for row in found if row["Notes"].startswith("Outcome:")]
    assert sorted(ends) == sorted(ending.title for _, ending in outline.endings)
    told = [row for row in found if row["Event type"] == "scenario" and "Read aloud" in row["Inject mode"]]
    assert len(told) == len(scenario.scenes)


def test_a_line_says_who_tells_whom_what_and_what_to_expect():
    found = [row for row in rows_of("curtain") if row["Description"].startswith("Decision 1.")]
    (row,) = found
    assert row["From"] == "All"
    assert row["To"] in bundle(builtin(), "curtain").scenario.seats.values()
    assert row["Expected outcome"].startswith("Best is ")
    inject = next(row for row in rows_of("curtain") if row["Event type"] == "inject")
    assert inject["Inject mode"].startswith("Card: ")
    assert inject["Notes"].startswith("Optional; at decision ")
    seat = next(row for row in rows_of("curtain") if row["Inject mode"] == "Seat card")
    assert seat["To"] in bundle(builtin(), "curtain").scenario.seats.values()


def test_xlsx_and_csv_hold_the_same():
    taken, export = bundle(builtin(), "curtain"), next(e for e in EXPORTS if e.name == "msel")
    (table,), (book,) = make(export, taken, "csv"), make(export, taken, "xlsx")
    for row, cells_ in zip(read_csv(table.content), read_xlsx(book.content), strict=True):
        assert [cell.removeprefix("'") for cell in row] == [shown(value) for value, _ in cells_]


def shown(value: object) -> str:
    """A cell as CSV has it; times are hours and minutes."""
    if isinstance(value, timedelta):
        return f"{value.seconds // 3600}:{value.seconds // 60 % 60:02}"
    return "" if value is None else str(value)


def test_times_are_times_a_status_is_picked_and_actual_times_can_be_typed():
    (book,) = make(next(e for e in EXPORTS if e.name == "msel"), bundle(builtin(), "curtain"), "xlsx")
    page = openpyxl.load_workbook(io.BytesIO(book.content)).active
    at = {name: COLUMNS.index(name) + 1 for name in COLUMNS}
    rows_ = range(2, page.max_row + 1)
    planned = [page.cell(row, at["Planned time"]).value for row in rows_]
    assert all(isinstance(value, timedelta) for value in planned)
    assert planned == sorted(planned)
    for row in rows_:
        actual = page.cell(row, at["Actual time"])
        assert actual.value is None
        assert actual.number_format == "[h]:mm"
        assert not page.cell(row, at["Controller"]).value
        assert page.cell(row, at["Status"]).value == STATUSES[0]
    (pick,) = page.data_validations.dataValidation
    assert pick.formula1 == f'"{",".join(STATUSES)}"'
    assert str(pick.sqref) == f"D2:D{page.max_row}"


@pytest.mark.parametrize("id_", BUILTIN)
def test_the_spreadsheet_holds_all_that_is_read_to_all(id_: str) -> None:
    outline, texts = Outline(bundle(builtin(), id_)), [row["Description"] for row in rows_of(id_)]
    for scene in outline.scenes.values():
        parts = [scene.text, *(p.text for p in scene.also if p.seat is None)]
        assert any(all(flat(part) in flat(text) for part in parts) for text in texts)


# Columns under other names


def mapping(tmp_path: Path, text: str) -> str:
    file = tmp_path / "columns.yaml"
    file.write_text(text)
    return str(file)


def test_a_mapping_file_renames_columns_and_leaves_the_others(tmp_path: Path) -> None:
    file = mapping(tmp_path, "Event number: Serial\nplanned time: 'H+'\n")
    export = next(e for e in EXPORTS if e.name == "msel")
    (table,) = make(export, seated(), "csv", {"columns": file})
    assert read_csv(table.content)[0][:3] == ["Serial", "H+", "Actual time"]
    document = msel(seated(), "html", {"columns": file})
    assert "Serial" in repr(document)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Event nummer: x", "did you mean `Event number`"), ("From: To", "two columns would be called `To`"), ("- a", "expected a line"),
     ("From: [a]", "expected a line"), ("From: 7", "expected a line"), ("From: ' '", "expected a line"), ("", "expected a line"),
     ("From: a\nFrom: b", "columns.yaml:2:1"), ("From: &x a", "columns.yaml:1:7"), ("From: a\nfrom: b", "`From` is renamed twice")],
)  # fmt: skip
def test_a_mapping_file_with_an_error_is_refused_with_the_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ExportError, match=re.escape(said)):
        renamed(COLUMNS, mapping(tmp_path, text))


def test_a_missing_mapping_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be read"):
        renamed(COLUMNS, str(tmp_path / "none.yaml"))
