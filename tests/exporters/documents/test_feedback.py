"""Feedback: the form, the table that is typed in, and what of it stands in the report."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from engine.errors import ExitCode, UsageError
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from engine.records import Records
from exporters.content.csv_file import read_rows
from exporters.play.feedback import COLUMNS, LEAST, MOST, OPEN, RATED, read_feedback
from exporters.registry import EXPORTS, make
from tests.exporters.played import full_class, keep
from tui.commands import export as command
from tui.commands.export_request import ExportRequest

EXPORT = {export.name: export for export in EXPORTS}
ANSWERS = ("5,5,4,3,Keep the silence", "4,5,,3,", "5,5,4,5,More time to talk", "3,5,4,4,", "5,5,4,4,")


def typed(folder: Path, *answers: str, mark: str = ",") -> str:
    """The path of a table with a line for each form."""
    lines = [",".join(("form", *COLUMNS)), *(f"{number},{answer}" for number, answer in enumerate(answers, 1))]
    file = folder / "feedback.csv"
    file.write_text("\n".join(lines).replace(",", mark) + "\n", "utf-8")
    return str(file)


def report(file: str) -> str:
    (artifact,) = make(EXPORT["after-action"], full_class(), "md", {"feedback": file})
    return artifact.content.decode()


def test_the_form_asks_five_questions_and_the_table_has_a_column_for_each() -> None:
    taken = bundle(builtin(), "curtain")
    (form,) = make(EXPORT["feedback-form"], taken, "md")
    for number, question in enumerate((*RATED, OPEN), 1):
        assert f"{number}. {question}" in form.content.decode().replace("\\", "")
    (table,) = make(EXPORT["feedback-form"], taken, "csv")
    head, *lines = csv.reader(io.StringIO(table.content.decode("utf-8-sig")))
    assert head == ["form", *COLUMNS]
    assert len(COLUMNS) == 5
    assert len(lines) >= 24
    (book,) = make(EXPORT["feedback-form"], taken, "xlsx")
    picks = openpyxl.load_workbook(io.BytesIO(book.content)).active.data_validations.dataValidation
    assert {pick.formula1 for pick in picks} == {'"1,2,3,4,5"'}


def test_the_table_as_it_is_made_can_be_read_back_and_holds_no_form(tmp_path: Path) -> None:
    (table,) = make(EXPORT["feedback-form"], bundle(builtin(), "curtain"), "csv")
    (tmp_path / "empty.csv").write_bytes(table.content)
    assert read_feedback(str(tmp_path / "empty.csv")).forms == 0


def test_the_report_counts_answers_and_holds_back_a_question_that_fewer_than_five_answered(tmp_path: Path) -> None:
    said = report(typed(tmp_path, *ANSWERS, ",,,,"))
    assert "5 forms came back." in said
    assert f"| {RATED[0]} | 0 | 0 | 1 | 1 | 3 | 5 |" in said
    assert f"| {RATED[1]} | 0 | 0 | 0 | 0 | 5 | 5 |" in said
    assert f"| {RATED[2]} |   |   |   |   |   | fewer than five |" in said
    assert said.index("- Keep the silence") < said.index("- More time to talk")


def test_of_fewer_than_five_forms_nothing_but_their_number_is_told(tmp_path: Path) -> None:
    said = report(typed(tmp_path, *ANSWERS[:4]))
    assert "4 forms came back. Fewer than five are not broken down." in said
    assert RATED[0] not in said
    assert "Keep the silence" not in said


def test_a_spreadsheet_that_writes_semicolons_is_read_alike(tmp_path: Path) -> None:
    comma = read_feedback(typed(tmp_path, *ANSWERS))
    assert read_feedback(typed(tmp_path, *ANSWERS, mark=";")) == comma


@pytest.mark.parametrize("answer", ["6", "0", "x", "4.5", "-1"])
def test_an_answer_that_is_none_is_told_with_its_place(answer: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=rf"feedback.csv:3: question 2: `{answer}`; a number from {LEAST} to {MOST}"):
        read_feedback(typed(tmp_path, ANSWERS[0], f"5,{answer},4,3,"))


def test_a_table_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    file = tmp_path / "feedback.csv"
    file.write_bytes("question 1;question 2;question 3;question 4;question 5\r\n5;4;3;2;caf\xe9\r\n".encode("cp1252"))
    with pytest.raises(UsageError, match=r"line 2 is no CSV in UTF-8: save it as `CSV UTF-8`, so that names keep their accents$"):
        read_feedback(str(file))


@pytest.mark.parametrize(("encoding", "line"), [("cp1252", 3), ("cp850", 3), ("cp437", 3), ("mac-roman", 3), ("utf-16", 1)])
def test_names_with_accents_in_another_encoding_are_never_garbled(encoding: str, line: int, tmp_path: Path) -> None:
    file, text = tmp_path / "roster.csv", "code,name\r\nK7,Anna\r\nM2,José Muñoz\r\nR1,Åse\r\n"
    file.write_bytes(text.encode(encoding))
    with pytest.raises(UsageError, match=rf"roster\.csv: line {line} is no CSV in UTF-8: save it as `CSV UTF-8`"):
        read_rows("roster", file, ("code", "name"))
    for mark in ("utf-8", "utf-8-sig"):
        file.write_bytes(text.encode(mark))
        assert [row["name"] for row in read_rows("roster", file, ("code", "name"))] == ["Anna", "José Muñoz", "Åse"]


def test_a_table_without_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("form,question 1\n1,5\n", "utf-8")
    with pytest.raises(UsageError, match="the first line must be `question 1,question 2,"):
        read_feedback(str(tmp_path / "x.csv"))


def test_what_was_written_on_a_form_is_looked_at_before_it_leaves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        keep(full_class(), records)
    file = typed(tmp_path, *ANSWERS, "5,5,5,5,Sgt. Miller talked too much")
    asked = ExportRequest("after-action", None, formats="md", options=(f"feedback={file}",), db=str(tmp_path / "plays.db"))
    assert command.run(asked, tmp_path / "out", force=False, yes=False) is ExitCode.FINDINGS
    assert "Miller" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert command.run(asked, tmp_path / "out", force=False, yes=True) is ExitCode.OK
