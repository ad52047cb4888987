"""Slides: what stands on them, what does not, where they lead; read by python-pptx and by LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pptx
import pytest
from pptx.oxml.ns import qn

from engine.pack.folder import builtin
from engine.pack.scalars import OUTCOMES
from engine.pack.scenario import Scenario
from engine.play.bundle import Bundle, bundle
from engine.states.order import class_key
from engine.states.program import Program
from exporters.content.deck import BACK, Card, Deck, Link, Slide
from exporters.content.document import Items, TextBlock, bullets, inline, plain
from exporters.documents.slide_notes import lines
from exporters.documents.slides import slides
from exporters.formats.pptx import render
from exporters.formats.pptx_fit import pages, pieces
from exporters.registry import exports, make
from tests.exporters.readers import ATTACKS, OFFICE, Office, attacked, bare, pdf_text

NAMES = [path.stem for path in builtin().scenario_paths]
EVERY = pytest.mark.parametrize("name", NAMES)
INCH = 72


@cache
def taken_from_pack(name: str) -> Bundle:
    return bundle(builtin(), name)


@cache
def deck(name: str) -> Deck:
    return slides(taken_from_pack(name))


def read(content: bytes):
    return pptx.Presentation(io.BytesIO(content))


def shown(slide: Slide) -> str:
    """Everything that stands on a slide."""
    cards = [f"{c.letter} {''.join(s.text for s in c.text)}" for c in slide.cards]
    links = [link.text for link in (*slide.buttons, *slide.links)]
    return "\n".join([slide.over, slide.title, lines(slide.blocks), *cards, *links])


def said(text: str) -> str:
    """A text of the format as a slide says it, without spaces."""
    return bare("".join(span.text for span in inline(text)))


def secrets(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """(what it is, text) of everything that belongs into the notes alone."""
    for name, scene in scenario.scenes.items():
        yield from ((f"seat text of {name}", p.text) for p in scene.also if p.seat is not None)
        if scene.notes:
            yield f"notes of {name}", scene.notes
        for id_, choice in scene.decision.choices.items() if scene.decision else ():
            yield from (
                (f"{kind} of {name}.{id_}", text) for kind, text in (("why", choice.why), ("critical", choice.critical)) if text
            )
    yield from ((f"notes of {id_}", inject.notes) for id_, inject in scenario.injects.items() if inject.notes)


# What stands on them


@EVERY
def test_no_slide_shows_a_why_a_note_a_critical_error_or_what_a_seat_alone_reads(name: str) -> None:
    made = deck(name)
    all_ = bare("\n".join(shown(slide) for slide in made.slides))
    for what, text in secrets(taken_from_pack(name).scenario):
        assert said(text) not in all_, what


@EVERY
def test_no_slide_adds_an_outcome_a_mark_or_a_verdict_to_the_scenarios_own_words(name: str) -> None:
    taken = taken_from_pack(name)
    own = Path(builtin().scenario(name).path).read_text(encoding="utf-8").lower()
    words = {
        *OUTCOMES,
        "near miss",
        "upheld",
        "partly",
        "violated",
        "best",
        "worst",
        "poor",
        "sound",
        "safest",
        "score",
        "correct",
    }
    ids = {lesson for lesson in taken.lessons if "-" in lesson}
    for slide in deck(name).slides:
        if slide.key in ("title", "who", "rules", "care", "start", "waits", "hot-wash", "questions", "speaking-up", "help"):
            continue
        for word in words | ids:
            for line in shown(slide).lower().splitlines():
                if re.search(rf"\b{re.escape(word)}\b", line):
                    assert bare(line)[:40] in bare(own) or _within(line, own), (slide.key, word, line)
        titles = {lesson.title.lower() for lesson in taken.lessons.values()}
        assert not [t for t in titles if t in shown(slide).lower() and t not in own], slide.key


def _within(line: str, own: str) -> bool:
    """Whether a line of a slide is one of the scenario's, without what the slide puts before it."""
    rest = re.sub(r"^(- |[a-f] |you chose: )", "", line)
    return bare(rest.replace("(not always on offer)", "")) in bare(re.sub(r"[*_`]", "", own))


@EVERY
def test_a_result_stands_on_no_slide_that_comes_before_the_choice(name: str) -> None:
    scenario = taken_from_pack(name).scenario
    words = {slide.key: bare(shown(slide)) for slide in deck(name).slides}
    for scene, found in scenario.scenes.items():
        for id_, choice in found.decision.choices.items() if found.decision else ():
            if choice.result:
                where = {key for key, text in words.items() if said(choice.result) in text}
                assert f"scene:{scene}={id_}" in where
                # Two choices may come to the same at once.
                assert all("=" in key for key in where)
        if found.ending:
            holding = {key for key, text in words.items() if said(found.text)[:80] in text}
            assert holding == {f"scene:{scene}"}


@EVERY
def test_what_not_every_play_reads_is_behind_a_link_and_the_notes_say_when(name: str) -> None:
    made, scenario = deck(name), taken_from_pack(name).scenario
    by_key = {slide.key: slide for slide in made.slides}
    for scene, found in scenario.scenes.items():
        texts = [p for p in found.also if p.when is not None and p.seat is None]
        for number, passage in enumerate(texts, 1):
            slide = by_key[f"scene:{scene}+{number}"]
            assert said(passage.text) in bare(shown(slide))
            place = " in place of the text" if passage.instead else ""
            assert slide.notes.startswith(f"Show this{place} only if ")
            assert slide.hidden
            assert slide.key in {link.to for link in by_key[f"scene:{scene}"].links}


@EVERY
def test_letters_are_those_of_class(name: str) -> None:
    taken = taken_from_pack(name)
    program = Program(taken.scenario)
    by_key = {slide.key: slide for slide in deck(name).slides}
    for scene, found in taken.scenario.scenes.items():
        if found.decision is None:
            continue
        order = sorted(found.decision.choices, key=lambda c, scene=scene: class_key(program, scene, c))
        cards = by_key[f"scene:{scene}?"].cards
        assert [card.letter for card in cards] == list("ABCDEF"[: len(order)])
        for card, choice in zip(cards, order, strict=True):
            assert bare("".join(s.text for s in card.text)).startswith(said(found.decision.choices[choice].text))


@EVERY
def test_the_notes_hold_the_whys(name: str) -> None:
    made = deck(name)
    notes = bare("\n".join(slide.notes for slide in made.slides))
    for what, text in secrets(taken_from_pack(name).scenario):
        assert said(text) in notes, what


# Where they lead


def onward(by_key: dict[str, Slide], key: str) -> set[str]:
    """The scenes to which a slide of a result leads."""
    if "=" not in key:
        return {key.removeprefix("scene:")}
    return {link.to.removeprefix("scene:") for link in by_key[key].buttons}


@EVERY
def test_each_choice_leads_where_the_scenario_says_and_no_further(name: str) -> None:
    scenario = taken_from_pack(name).scenario
    by_key = {slide.key: slide for slide in deck(name).slides}
    program = Program(scenario)
    for scene, found in scenario.scenes.items():
        if found.decision is None:
            continue
        order = sorted(found.decision.choices, key=lambda c, scene=scene: class_key(program, scene, c))
        for place, id_ in enumerate(order):
            next_ = found.decision.choices[id_].next or found.decision.next
            expected = {next_} if isinstance(next_, str) else {route.to for route in next_}
            assert onward(by_key, by_key[f"scene:{scene}?"].cards[place].to) == expected
            assert by_key[f"scene:{scene}!"].buttons[place].to == by_key[f"scene:{scene}?"].cards[place].to
    for scene, found in scenario.scenes.items():
        if found.next is not None:
            expected = {found.next} if isinstance(found.next, str) else {route.to for route in found.next}
            assert {link.to.removeprefix("scene:") for link in by_key[f"scene:{scene}"].buttons} == expected


def test_a_draw_has_a_button_for_each_number_and_says_nothing_of_what_they_mean():
    made = {slide.key: slide for slide in deck("curtain").slides}
    draws = [s for s in made.values() if "Chance decides" in shown(s)]
    assert draws
    for slide in draws:
        assert [link.text for link in slide.buttons] == [str(n) for n in range(1, len(slide.buttons) + 1)]
        assert "The draw, by the author's odds:" in slide.notes
    odds = next(s for s in draws if s.key == "scene:glance=draw-curtain")
    assert len(odds.buttons) == 4
    assert len({link.to for link in odds.buttons}) >= 2


@EVERY
def test_every_slide_can_be_reached_by_links_and_every_link_has_an_end(name: str) -> None:
    made = deck(name)
    by_key = {slide.key: slide for slide in made.slides}
    assert len(by_key) == len(made.slides)
    seen, queue = {made.slides[0].key}, [made.slides[0].key]
    for key in queue:
        slide = by_key[key]
        targets = [c.to for c in slide.cards] + [link.to for link in (*slide.buttons, *slide.links)]
        fresh = [t for t in targets if t != BACK and t not in seen]
        seen.update(fresh)
        queue += fresh
    assert set(by_key) - seen == {"waits"}, "that one comes up when somebody goes on by key"


@EVERY
def test_going_on_by_key_shows_nothing_that_was_not_chosen(name: str) -> None:
    made = deck(name)
    start = taken_from_pack(name).scenario.start
    visible = [slide.key for slide in made.slides if not slide.hidden and slide.key.startswith(("scene:", "inject:"))]
    assert visible in ([f"scene:{start}", f"scene:{start}?"], [f"scene:{start}"])


# The file


@pytest.fixture(scope="module")
def curtain() -> bytes:
    (artifact,) = make(exports()["slides"], taken_from_pack("curtain"), "pptx")
    assert artifact.name == "curtain-slides.pptx"
    return artifact.content


def test_every_slide_has_a_title_of_its_own_that_is_read_first(curtain: bytes) -> None:
    found = read(curtain)
    titles = [slide.shapes.title.text_frame.text for slide in found.slides]
    assert all(titles)
    # Questions may be the same; the line above them tells them apart.
    over = [next((s.text_frame.text for s in slide.shapes if s.name == "Over the title"), "") for slide in found.slides]
    assert len(set(zip(titles, over, strict=True))) == len(titles)
    assert all(next(iter(slide.shapes)) == slide.shapes.title for slide in found.slides)
    assert found.slide_width / found.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert (found.core_properties.title, found.core_properties.language) == ("The curtain", "en")


def test_links_lead_to_slides_and_clicks_beside_them_do_nothing(curtain: bytes) -> None:
    found = read(curtain)
    ids = {slide.part.partname: slide for slide in found.slides}
    for slide in found.slides:
        assert slide._element.find(qn("p:transition")).get("advClick") == "0"
        links = slide._element.findall(f".//{qn('a:hlinkClick')}")
        assert links
        for link in links:
            if link.get("action") == "ppaction://hlinksldjump":
                assert slide.part.related_part(link.get(qn("r:id"))).partname in ids
            else:
                assert (link.get("action"), link.get(qn("r:id"))) == ("ppaction://hlinkshowjump?jump=lastslideviewed", "")


def test_the_file_says_on_its_slides_what_the_deck_says_and_the_rest_in_the_notes(curtain: bytes) -> None:
    found = read(curtain)
    on_slides = bare("\n".join(s.text_frame.text for slide in found.slides for s in slide.shapes if s.has_text_frame))
    in_notes = bare("\n".join(slide.notes_slide.notes_text_frame.text for slide in found.slides if slide.has_notes_slide))
    for what, text in secrets(taken_from_pack("curtain").scenario):
        assert said(text) not in on_slides, what
        assert said(text) in in_notes, what


def test_no_preview_of_the_librarys_template_is_left(curtain: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(curtain)) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name]
        assert b"thumbnail" not in file.read("_rels/.rels")
        assert b"jpeg" not in file.read("[Content_Types].xml")


def test_no_placeholder_is_left_empty(curtain: bytes) -> None:
    for slide in read(curtain).slides:
        assert [p.name for p in slide.placeholders if not p.text_frame.text.strip()] == []


def test_the_same_scenario_gives_the_same_bytes(curtain: bytes) -> None:
    assert render(deck("curtain")).content == curtain


SET = ("curtain", "shoulder", "what-kind-of-safety")


@pytest.fixture(scope="module")
def set_by_libreoffice(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The decks of some scenarios, and of one that tries to break out, as PDF."""
    files = {f"{name}.pptx": render(deck(name)).content for name in SET}
    files["attacked.pptx"] = render(slides(attacked())).content
    return office.pdfs(files, tmp_path_factory.mktemp("slides"), slides=True)


@OFFICE
@pytest.mark.parametrize("name", SET)
def test_text_fits_as_libreoffice_sets_it(name: str, set_by_libreoffice: dict[str, Path], tool: Callable[..., str]) -> None:
    made = deck(name)
    boxes = pdf_text(tool, set_by_libreoffice[f"{name}.pptx"], "-bbox")
    found = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL)
    # One page for each slide, in order.
    pages_ = [page for slide in made.slides for page in range(len(_spread(slide)))]
    assert len(found) == len(pages_)
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)')
    for width, height, body in found:
        for x0, y0, x1, y1, text in word.findall(body):
            assert float(x0) >= 0.65 * INCH, text
            assert float(x1) <= float(width) - 0.3 * INCH, text
            assert float(y1) <= float(height) - 0.1 * INCH, text
            # Body text ends above the buttons, cards above the links at the foot.
            assert not float(y0) < 6.13 * INCH < float(y1) - 1 or _on_card(body), (text, y0, y1)


def _spread(slide: Slide) -> list[object]:
    from exporters.formats.pptx import _pages

    return list(_pages(slide))


def _on_card(page: str) -> bool:
    """Whether a page is one with cards, which take the place of the buttons."""
    return ">Read</word>" in page and ">again</word>" in page


@OFFICE
def test_a_scenario_that_tries_to_break_out_is_shown_as_it_stands(
    set_by_libreoffice: dict[str, Path], tool: Callable[..., str]
) -> None:
    found = read(render(slides(attacked())).content)
    texts = bare("\n".join(s.text_frame.text for slide in found.slides for s in slide.shapes if s.has_text_frame))
    for text in ATTACKS:
        assert said(text) in texts
    page = bare(pdf_text(tool, set_by_libreoffice["attacked.pptx"], "-raw"))
    for text in ATTACKS:
        assert said(text) in page, text


def test_control_characters_break_no_file():
    blocks = (TextBlock(plain("a\x00b\ufffe")), bullets(["\x1b[31m"]))
    card = Card("A", (), "x")
    slide = Slide("x", "t\x07\ud800", blocks=blocks, cards=(card,), buttons=(Link("B\x01", "x"),), notes="n\x02")
    found = read(render(Deck("x", "t\x00", "s", (slide,))).content)
    assert [s.shapes.title.text_frame.text.split() for s in found.slides] == [["t", "(1", "of", "2)"], ["t", "(2", "of", "2)"]]


@pytest.mark.parametrize("length", [10, 200, 900, 4000])
def test_long_text_is_spread_over_slides_and_none_of_it_is_lost(length: int) -> None:
    text = " ".join(f"word{n}" for n in range(length))
    items = Items(tuple((TextBlock(plain(part)),) for part in text.split("word5")))
    found = pages(list(pieces((TextBlock(plain(text)), items))), 859, 295)
    assert bare("".join(s.text for page in found for p in page for s in p.text)) == bare(text + text.replace("word5", ""))
    assert all(page for page in found)
    for page in found:
        assert sum(piece.height(859) for piece in page) <= 295 * 1.1


def test_a_word_longer_than_a_line_and_wide_letters_are_counted():
    (long,) = pieces((TextBlock(plain("x" * 500)),))
    assert long.height(859) > 4 * long.size
    (wide,) = pieces((TextBlock(plain("日本語" * 40)),))
    assert wide.height(859) > 3 * wide.size
