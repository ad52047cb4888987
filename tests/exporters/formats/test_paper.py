"""Paper: the sheet of a locale, in every format, and how many pages a class needs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest

from engine.errors import ExportError
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.artifact import Artifact
from exporters.content.paper import Paper, local_paper, named_paper, paper_of
from exporters.registry import EXPORTS, Maker
from tests.bench.pages import MOST, counts
from tests.exporters.readers import pdf_facts

EXPORT = {export.name: export for export in EXPORTS}
EMU = 914_400
"""Units of office files in an inch."""


def made(name: str, format_: str, sheet: Paper, **options: str) -> Artifact:
    (artifact,) = Maker(EXPORT[name], bundle(builtin(), "curtain"), options, sheet).make(format_)
    return artifact


@pytest.mark.parametrize(
    ("locale", "paper"),
    [("en_US.UTF-8", Paper.LETTER), ("es-MX", Paper.LETTER), ("fr_CA@euro", Paper.LETTER), ("en_GB.UTF-8", Paper.A4), ("de", Paper.A4),
     ("zh-Hant-TW", Paper.A4), ("C.UTF-8", Paper.LETTER), ("POSIX", Paper.LETTER), ("", Paper.LETTER), ("en", Paper.LETTER),
     ("English_United States", Paper.LETTER), ("English_Canada.1252", Paper.LETTER), ("German_Austria.1252", Paper.A4)],
)  # fmt: skip
def test_a_locale_has_the_sheet_of_its_region(locale: str, paper: Paper) -> None:
    assert paper_of(locale) is paper


def test_the_environment_is_read_in_the_order_of_posix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_PAPER", raising=False)
    assert local_paper() is Paper.LETTER
    monkeypatch.setenv("LC_PAPER", "de_DE.UTF-8")
    assert local_paper() is Paper.A4
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert local_paper() is Paper.LETTER


def test_an_unknown_sheet_is_refused_with_those_that_there_are() -> None:
    assert named_paper(" A4 ") is Paper.A4
    with pytest.raises(ExportError, match="paper `legal`: there are: letter, a4"):
        named_paper("legal")


# In every format


@pytest.mark.parametrize(("paper", "points"), [(Paper.LETTER, "612 x 792"), (Paper.A4, "595.276 x 841.89")])
def test_pdf(paper: Paper, points: str, tool: Callable[..., str], tmp_path: Path) -> None:
    for name in ("handout", "msel"):
        (tmp_path / "x.pdf").write_bytes(made(name, "pdf", paper).content)
        size = pdf_facts(tool, tmp_path / "x.pdf")["Page size"]
        sides = " x ".join(reversed(points.split(" x "))) if name == "msel" else points
        assert size.startswith(f"{sides} pts")


@pytest.mark.parametrize("paper", Paper)
def test_word(paper: Paper) -> None:
    for name in ("handout", "msel"):
        word = docx.Document(io.BytesIO(made(name, "docx", paper).content))
        assert len(word.sections) == (2 if name == "handout" else 1), "before and in columns"
        for section in word.sections:
            sides = section.page_width / EMU, section.page_height / EMU
            assert sides == pytest.approx(paper.inches if name == "handout" else paper.inches[::-1], abs=0.01)


def test_a_template_of_an_agency_keeps_its_sheet_unless_one_is_named(tmp_path: Path) -> None:
    ours = tmp_path / "ours.docx"
    word = docx.Document(Path(docx.__file__).parent / "templates" / "default.docx")
    word.sections[0].page_width, word.sections[0].page_height = 5 * EMU, 7 * EMU
    word.add_paragraph("{{ title }}")
    word.add_paragraph("{{p body }}")
    word.save(ours)
    kept = docx.Document(io.BytesIO(made("letter-cards", "docx", Paper.A4, template=str(ours)).content))
    assert kept.sections[0].page_width == 5 * EMU
    named = docx.Document(io.BytesIO(made("letter-cards", "docx", Paper.A4, template=str(ours), paper="letter").content))
    assert named.sections[0].page_width == pytest.approx(8.5 * EMU, rel=0.001)


@pytest.mark.parametrize("paper", Paper)
def test_slides_print_their_notes_on_it(paper: Paper) -> None:
    deck = pptx.Presentation(io.BytesIO(made("slides", "pptx", paper).content))
    size = next(child for child in deck.element if child.tag.endswith("notesSz"))
    assert (int(size.get("cx")) / EMU, int(size.get("cy")) / EMU) == pytest.approx(paper.inches, abs=0.01)
    for shape in deck.notes_master.shapes:
        assert shape.left + shape.width <= int(size.get("cx")) + 2
        assert shape.top + shape.height <= int(size.get("cy")) + 2


@pytest.mark.parametrize(("paper", "number", "css"), [(Paper.LETTER, 1, "letter"), (Paper.A4, 9, "A4")])
def test_spreadsheets_and_pages_for_the_browser(paper: Paper, number: int, css: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made("msel", "xlsx", paper).content))
    assert book.active.page_setup.paperSize == number
    assert f"@page {{ size: {css}; }}" in made("handout", "html", paper).content.decode()
    assert f"@page {{ size: {css} landscape; }}" in made("msel", "html", paper).content.decode()


# Pages


@pytest.mark.slow
def test_no_document_of_an_hours_class_has_more_pages_than_it_may(tool: Callable[..., str]) -> None:
    assert tool("pdfinfo")
    found = list(counts((path.stem for path in builtin().scenario_paths), MOST))
    assert len(found) == len(builtin().scenario_paths) * len(MOST) * len(Paper)
    assert [count for count in found if count.over] == []
