"""PDF files, read by poppler."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from typst import TypstError

from engine.errors import ExportError
from engine.installation import line_for
from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.document import Document, Figure, Heading, Table, TextBlock, bullets, clean, inline, plain, rows
from exporters.formats import pdf
from exporters.formats.pdf import render
from exporters.formats.pdf_fonts import fonts
from exporters.registry import exports, make
from tests.exporters.documents.test_documents import NASTY, document, texts
from tests.exporters.readers import ATTACKS, attacked, bare, pdf_facts, pdf_text
from tests.laws import law

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {h}"><rect width="100" height="{h}" fill="#000"/></svg>'


def saved(file: Document, folder: Path) -> Path:
    path = folder / "x.pdf"
    path.write_bytes(render(file).content)
    return path


@law(40)
@given(texts)
def test_every_text_can_be_set(text: str) -> None:
    assert render(document(text)).content.startswith(b"%PDF-1.7")


def test_every_text_stands_there_and_none_is_markup(tmp_path: Path, tool: Callable[..., str]) -> None:
    given_ = [clean(text) for text in (*NASTY, *ATTACKS) if text.isascii()]
    table = Table(rows(("x", "y"))[0], rows(*((t, t) for t in given_)), caption=given_[1])
    blocks = (*(TextBlock(plain(text)) for text in given_), bullets(given_), table)
    file = Document("x", given_[1], given_[0], blocks, facts=tuple((t, t) for t in given_), footer=given_[2])
    page = bare(pdf_text(tool, saved(file, tmp_path), "-raw"))
    for text in given_:
        assert page.count(bare(text)) >= 6, text
    assert pdf_facts(tool, tmp_path / "x.pdf")["Page size"] == "612 x 792 pts (letter)", "no `#set page` was obeyed"


def test_other_scripts_are_set_with_the_fonts_of_the_computer(tmp_path: Path, tool: Callable[..., str]) -> None:
    page = pdf_text(tool, saved(Document("x", "t", "", (TextBlock(plain("Привет. Ελλάδα. Zażółć. → “x” – é")),)), tmp_path))
    assert "Привет. Ελλάδα. Zażółć. → “x” – é" in page
    assert render(Document("x", "שלום", "日本語", (TextBlock(plain("שלום 日本語 😀")),))).content


def test_it_is_tagged_and_has_title_language_pages_and_bookmarks(tmp_path: Path, tool: Callable[..., str]) -> None:
    blocks = (
        Heading(1, plain("Part")),
        Heading(2, plain("Section")),
        TextBlock(plain("word " * 900)),
        bullets(["a"], "letter"),
    )
    path = saved(Document("x", "A title", "", blocks, footer="Foot"), tmp_path)
    facts = pdf_facts(tool, path)
    assert (facts["Title"], facts["Tagged"], facts["JavaScript"]) == ("A title", "yes", "no")
    assert f"Page 2 of {facts['Pages']}" in pdf_text(tool, path)
    found = subprocess.run([tool("pdfinfo"), "-struct-text", str(path)], capture_output=True, text=True, check=True).stdout
    for tag in ('H1 "Part"', 'H2 "Section"', "L (block)", "LI (block)"):
        assert tag in found
    raw = path.read_bytes()
    assert b"/Outlines" in raw
    assert b"/Lang(en)" in raw
    assert b"pdfuaid:part" in raw


def test_a_table_has_header_cells_and_a_picture_its_words(tmp_path: Path, tool: Callable[..., str]) -> None:
    blocks = (
        Table(rows(("A", "B"))[0], rows(("1", "2")), head_column=True),
        Figure(lambda: SVG.format(h=50), "A map of it", "Below"),
    )
    path = saved(Document("x", "t", "", blocks), tmp_path)
    found = subprocess.run([tool("pdfinfo"), "-struct", str(path)], capture_output=True, text=True, check=True).stdout
    assert "TH" in found
    assert "Figure" in found
    # As PDF writes text beyond ASCII: UTF-16, or plainly.
    raw = path.read_bytes()
    assert b"A map of it" in raw or "A map of it".encode("utf-16-be") in raw


def test_a_tall_picture_stays_on_its_page(tmp_path: Path, tool: Callable[..., str]) -> None:
    path = saved(Document("x", "t", "", (Heading(1, plain("Map")), Figure(lambda: SVG.format(h=900), "tall", "Below"))), tmp_path)
    assert int(pdf_facts(tool, path)["Pages"]) <= 2
    assert "Below" in pdf_text(tool, path)


def test_a_broad_document_lies_on_its_side(tmp_path: Path, tool: Callable[..., str]) -> None:
    assert pdf_facts(tool, saved(Document("x", "t", "", (), landscape=True), tmp_path))["Page size"].startswith("792 x 612")


def test_the_same_document_gives_the_same_bytes():
    assert render(document("x")).content == render(document("x")).content


def test_without_typst_a_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ExportError, match=re.escape(line_for("pdf"))):
        render(document("x"))


class _Panic(BaseException):
    """As the library's own, which is no `Exception`."""


@pytest.mark.parametrize(
    ("problem", "mend"),
    [
        (ValueError("unknown pdf standard: ua-1"), re.escape(line_for("pdf", upgrade=True))),
        (_Panic("index out of\nbounds"), f"index out of bounds; {re.escape(line_for('pdf', upgrade=True))}"),
        (TypstError("font\n  missing"), "font missing; export it as html"),
    ],
    ids=["older", "panic", "refusal"],
)
def test_a_fault_of_typst_is_one_line_with_its_mend(problem: BaseException, mend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def __init__(self, **_: object) -> None:
            pass

        def compile(self, *_: object, **__: object) -> bytes:
            raise problem

    monkeypatch.setattr(pdf, "_COMPILERS", pdf._Compilers())
    with monkeypatch.context() as failing:
        failing.setattr("typst.Compiler", Failing)
        with pytest.raises(ExportError, match=mend) as caught:
            render(document("x"))
    assert "\n" not in str(caught.value)
    if not isinstance(problem, TypstError):
        assert render(document("x")).content, "the next document does not meet what is left of it"


def test_documents_are_the_same_whatever_was_set_before_and_in_however_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    names, alone = ("x", "y", "z", "x"), {}
    for name in names:
        monkeypatch.setattr(pdf, "_COMPILERS", pdf._Compilers())
        alone[name] = render(document(name)).content
    assert [render(document(name)).content for name in names] == [alone[name] for name in names]
    with ThreadPoolExecutor(len(names)) as pool:
        together = pool.map(lambda name: render(document(name)).content, names)
    assert list(together) == [alone[name] for name in names]


def test_a_typst_without_an_error_of_its_own_is_told_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        def __init__(self, **_: object) -> None:
            raise TypeError("Compiler.__new__() got an unexpected keyword argument 'ignore_system_fonts'")

    monkeypatch.setattr(pdf, "_COMPILERS", pdf._Compilers())
    monkeypatch.delattr("typst.TypstError")
    monkeypatch.setattr("typst.Compiler", Old)
    with pytest.raises(ExportError, match="'ignore_system_fonts'; " + re.escape(line_for("pdf", upgrade=True))):
        render(document("x"))


def test_a_letter_for_which_there_is_no_font_leaves_the_rest_of_the_page(tmp_path: Path, tool: Callable[..., str]) -> None:
    page = pdf_text(tool, saved(Document("x", "t", "", (TextBlock(plain("before \ue000\U0010ffff\u3164 after")),)), tmp_path))
    assert "before" in page
    assert "after" in page


def test_letters_without_a_font_are_named_with_their_place_and_stand_as_boxes(tmp_path: Path, tool: Callable[..., str]) -> None:
    blocks = (
        TextBlock(plain("Good.")),
        Heading(1, plain("The gate")),
        bullets(["he carved \U0001b002 and \U0001b004", "and \U0001b002"]),
    )
    artifact = render(Document("x", "t", "", blocks))
    (note,) = artifact.notes
    assert note.split("\n")[0] == "x.pdf: no font on this computer has these letters, so □ stands for them:"
    assert "  `\U0001b002` U+1B002 HENTAIGANA LETTER A-1, in “The gate”: “he carved \U0001b002 and \U0001b004”" in note.split(
        "\n"
    )
    assert note.count("U+1B002") == note.count("U+1B004") == 1
    path = tmp_path / "x.pdf"
    path.write_bytes(artifact.content)
    assert "he carved □ and □" in pdf_text(tool, path)
    assert pdf_facts(tool, path)["Tagged"] == "yes"


def test_where_many_letters_have_no_font_the_search_for_them_ends() -> None:
    (note,) = render(Document("x", "t", "", (TextBlock(plain("".join(map(chr, range(0x1B002, 0x1B0A2))))),))).notes
    assert "and 18 more" in note


def test_what_every_font_has_says_nothing() -> None:
    assert render(Document("x", "t", "", (TextBlock(plain("Привет → é")),))).notes == ()


def test_a_script_is_asked_of_the_fonts_that_draw_it_as_its_language_does() -> None:
    chinese, japanese = fonts("zh-Hans"), fonts("ja-JP")
    assert chinese.index("Noto Sans CJK SC") < chinese.index("Noto Sans CJK JP")
    assert japanese.index("Yu Gothic") < japanese.index("Microsoft YaHei")
    assert fonts("zh-Hant-TW").index("Microsoft JhengHei") < fonts("zh-Hant-TW").index("Microsoft YaHei")
    for language in ("en", "ar", "ko"):
        assert fonts(language)[0] == "Libertinus Serif"
        assert len(fonts(language)) == len(set(fonts(language)))
        assert fonts(language).index("Noto Naskh Arabic") < fonts(language).index("DejaVu Sans Mono")


@pytest.mark.parametrize("name", sorted(name for name, e in exports().items() if e.source == "scenario" and "pdf" in e.formats))
def test_every_document_of_a_scenario_that_tries_to_break_out_is_set(name: str, tmp_path: Path, tool: Callable[..., str]) -> None:
    for number, artifact in enumerate(make(exports()[name], attacked(), "pdf")):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(artifact.content)
        assert pdf_facts(tool, path)["Tagged"] == "yes"
        page = bare(pdf_text(tool, path))
        for text in ATTACKS if name == "facilitator-guide" else ():
            # Its Markdown is read as such.
            assert bare("".join(span.text for span in inline(text))) in page, text


def test_a_guide_is_made_from_every_built_in_scenario():
    for path in builtin().scenario_paths[:3]:
        (artifact,) = make(exports()["facilitator-guide"], bundle(builtin(), path.stem), "pdf")
        assert artifact.name == f"{path.stem}-facilitator-guide.pdf"
