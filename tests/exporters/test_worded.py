"""Whatever a text says that the checker accepts, everything can be exported, and no word of it is lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from engine.check.statistics import statistics
from engine.check.subject import FileSubject
from engine.pack import prose as told
from engine.pack.folder import Pack
from engine.play.bundle import Bundle, bundle
from exporters.check import statistics_text
from exporters.content.artifact import Artifact
from exporters.content.document import TextBlock, inline, plain, prose
from exporters.play import debrief_text
from exporters.play.play_record import PlayRecord
from exporters.registry import EXPORTS, Maker
from sessions.view import view
from tests.engine.check.test_statistics import valued_of
from tests.exporters import worded
from tests.exporters.worded import EMPTY, ID, ODD, texts
from tests.laws import compared, law
from tui.solo import lines

NEEDED = {"pdf": "typst", "svg": "graphlay", "png": "resvg_py"}
"""Format -> the library without which it is left out."""
SLOW = frozenset({"png"})
"""Formats that are left to the fixed examples: what they draw is the SVG."""
ENTITY = re.compile(r"&#?\w+;")


def everything(pack: Pack, words: list[str], leave_out: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, Artifact]]:
    """(export, format, file) of everything that there is, from the scenario, from a class, and from a play alone."""
    taken = bundle(pack, ID)
    held, alone = worded.in_class(taken, words), worded.alone(taken, words)
    for export in EXPORTS:
        plays = (held,) if export.name == "completion-record" else (held, alone)
        for source in {"scenario": (taken,), "play": plays, "classes": ((held,),)}[export.source]:
            maker = Maker(export, source)
            for format_ in export.formats:
                if format_ not in leave_out and (format_ not in NEEDED or find_spec(NEEDED[format_])):
                    yield from ((export.name, format_, artifact) for artifact in maker.make(format_))
    for exercise in (held, alone):
        yield "debrief", "txt", Artifact.of("debrief.txt", debrief_text.render(exercise.account))
        decisions = "".join(lines.look_at(line) for line in exercise.account.decisions)
        yield "decisions", "txt", Artifact.of("decisions.txt", lines.brief(taken, kept=False) + decisions)
        yield "ending", "txt", Artifact.of("ending.txt", lines.tell(view(taken, exercise.play)))
    figures = statistics_text.render(statistics(valued_of(FileSubject(pack.scenario(ID), pack))))
    yield "statistics", "txt", Artifact.of("statistics.txt", figures)


def kinds(leave_out: frozenset[str] = frozenset()) -> set[tuple[str, str]]:
    """(export, format) of everything that `everything` has to make."""
    found = {(export.name, format_) for export in EXPORTS for format_ in export.formats
             if format_ not in leave_out and (format_ not in NEEDED or find_spec(NEEDED[format_]))}  # fmt: skip
    return found | {(name, "txt") for name in ("debrief", "decisions", "ending", "statistics")}


class _Page(HTMLParser):
    """The words of a page between `<main>` and its end; of a fragment all."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(page.partition("<main>")[2].partition("</main>")[0] or page)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def letters(text: str) -> str:
    """The letters of a text: what no mark of Markdown is made of."""
    return "".join(c for c in text if unicodedata.category(c)[0] == "L")


def read(artifact: Artifact) -> str:
    """The letters of a page or of a Markdown file, as its reader gets them."""
    text = artifact.content.decode("utf-8")
    page = text if artifact.name.endswith(".html") else MarkdownIt("commonmark").enable("table").render(text)
    return letters(unquote("".join(_Page(page).words)))


def lost(taken: Bundle, made: list[tuple[str, str, Artifact]], format_: str) -> tuple[list[str], int]:
    """The texts of the scenario that stand in none of its documents, and how many were looked for."""
    shown = "\n".join(read(artifact) for _, f, artifact in made if f == format_)
    wanted = [t.text for t in told.of_scenario(taken.scenario) if t.path[0] != "claims"]
    # An entity stands for another character.
    wanted = [text for text in wanted if letters(text) and not ENTITY.search(text)]
    return [text for text in wanted if letters(unquote(text)) not in shown], len(wanted)


def judge(folder: Path, words: list[str], leave_out: frozenset[str] = frozenset()) -> Counter[str]:
    """Make everything, look for every text; answers how many were looked for in each format."""
    pack = worded.pack(folder, words)
    made = list(everything(pack, words, leave_out))
    assert {(name, format_) for name, format_, _ in made} == kinds(leave_out)
    assert all(artifact.content for _, _, artifact in made)
    sought: Counter[str] = Counter()
    for format_ in ("html", "md"):
        missing, looked_for = lost(bundle(pack, ID), made, format_)
        assert not missing, (format_, missing)
        sought[format_] = looked_for
    return sought


@pytest.mark.slow
@law(examples=40, quick=2, page=0.3, markdown=0.3)
@given(words=st.lists(texts(), min_size=8, max_size=16))
def test_whatever_a_text_says_everything_is_exported_and_no_word_is_lost(
    words: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("worded")
    assume(not worded.problems(worded.pack(folder / "looked-at", words)))
    sought = judge(folder / "exported", words, SLOW)
    if sought["html"]:
        compared("page")
    if sought["md"]:
        compared("markdown")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_odd_texts_are_exported_in_every_format(part: int, tmp_path: Path) -> None:
    words = [*EMPTY, *(text for text in ODD if len(text) < 1000)][part::2]
    sought = judge(tmp_path / "pack", words, frozenset() if part == 0 else SLOW)
    assert not worded.problems(worded.pack(tmp_path / "again", words))
    assert sought["html"] >= 10


@pytest.mark.slow
def test_texts_of_one_endless_word_are_exported(tmp_path: Path) -> None:
    endless = [text for text in ODD if len(text) >= 1000]
    words = [text for each in endless for text in (each, *("Short" for _ in range(7)))]
    assert judge(tmp_path / "pack", words, SLOW)["html"] >= 10


@pytest.mark.parametrize("text", EMPTY, ids=ascii)
def test_a_text_that_comes_to_nothing_in_every_field_leaves_every_document_whole(text: str, tmp_path: Path) -> None:
    pack = worded.pack(tmp_path / "pack", [text])
    assert not worded.problems(pack), "the checker accepts it"
    taken = bundle(pack, ID)
    sources: dict[str, Bundle | PlayRecord] = {"scenario": taken, "play": worded.in_class(taken, [text])}
    made = 0
    for export in EXPORTS:
        if export.as_document:
            module, _, name = export.make.partition(":")
            options = ({},) if export.options else ()
            made += bool(getattr(import_module(module), name)(sources[export.source], *options))
    assert made == sum(export.as_document for export in EXPORTS)


@pytest.mark.parametrize("text", [*EMPTY, *ODD], ids=lambda text: ascii(text)[:40])
def test_there_is_something_to_read_wherever_there_is_a_text(text: str) -> None:
    assert prose(text)
    assert inline(text)
    assert "".join(span.text for span in inline(text))


@pytest.mark.parametrize("text", ["-", "***", "&nbsp;", "&#x200b;", "[](  )", "> -", "```", "1."])
def test_a_text_of_marks_alone_stands_as_it_is(text: str) -> None:
    assert prose(text) == (TextBlock(plain(text)),)


def test_what_stands_beside_a_fence_in_a_title_of_a_link_or_deep_in_lists_is_kept():
    assert letters(_all("~~~ Wait for him")) == "Waitforhim"
    assert letters(_all("[Ask](who 'knows')")) == "Askwhoknows"
    for mark in ("> ", "- ", "* ", "1. "):
        for depth in range(1, 40):
            assert letters(_all(f"Above\n\n{mark * depth}deep")) == "Abovedeep", (mark, depth)


def test_an_entity_brings_in_no_character_that_is_taken_out_elsewhere():
    assert _all("&#8238;a&#12;b&#xfeff;c&#13;d") == "a bc d"


def test_an_item_without_anything_in_it_keeps_its_number():
    (block,) = prose("1. a\n2.\n3. c")
    assert len(block.items) == 3


def test_a_separator_of_lines_begins_no_block_in_markdown(tmp_path: Path) -> None:
    words = ["Above\u2028# below", "Above\r# below", "a&#10;&#10;# below", "Above\u2029- below"]
    made = everything(worded.pack(tmp_path / "pack", words), words, frozenset({"docx", "pdf", "pptx", "xlsx", "svg", "png"}))
    texts_ = [artifact.content.decode() for _, format_, artifact in made if format_ == "md"]
    assert len(texts_) > 5
    for text in texts_:
        assert not re.search(r"(?m)^[#>\s-]*# below|\r", text)


def _all(text: str) -> str:
    """The words of a text of the format, one block after the other."""
    return "".join(_words(prose(text)))


def _words(blocks) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextBlock):
            yield from (span.text for span in block.text)
        else:
            for item in block.items:
                yield from _words(item)
