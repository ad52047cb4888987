"""Documents made from a scenario: all of them for every scenario, and what participants hold gives nothing away."""

from __future__ import annotations

import html.parser
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given

from engine.pack import references
from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo, Resource
from engine.play.bundle import Bundle, bundle
from exporters.content.document import (
    Block,
    Callout,
    Columns,
    Document,
    Figure,
    Heading,
    Items,
    PageBreak,
    Rules,
    Table,
    TextBlock,
    Together,
    inline,
    plain,
    prose,
)
from exporters.documents.evaluation_guide import evaluation_guide
from exporters.documents.facilitator_guide import facilitator_guide
from exporters.documents.handout import handout
from exporters.documents.letter_cards import letter_cards
from exporters.documents.msel import msel
from exporters.documents.seat_cards import seat_cards
from exporters.documents.sign_in_sheet import LINES, sign_in_sheet
from exporters.documents.situation_manual import QUESTIONS, situation_manual
from exporters.documents.slide_story import StorySlides
from exporters.play.account import OUTCOMES
from exporters.registry import EXPORTS, Export, make
from exporters.scenario.branching import condition
from exporters.scenario.odds import Odds
from exporters.scenario.outline import Outline
from tests.exporters.documents.test_documents import NASTY, Reader, squeezed
from tests.laws import law
from tests.strategies import heading, sound_scenarios

BUILTIN = [path.stem for path in builtin().scenario_paths]
MINE = ("handout", "run-card", "facilitator-guide", "seat-cards", "letter-cards", "sign-in-sheet", "feedback-form",
        "situation-manual", "evaluation-guide", "msel")  # fmt: skip
FOR_PLAYERS = ("handout", "seat-cards", "letter-cards", "sign-in-sheet", "feedback-form", "situation-manual")
OF_OUTCOMES = ("near-miss", "setback", "(safe)", "(harm)", "Outcome:", *OUTCOMES.values())


def export(name: str) -> Export:
    return next(e for e in EXPORTS if e.name == name)


def made(bundle_: Bundle, name: str, format_: str = "html") -> str:
    (artifact,) = make(export(name), bundle_, format_)
    return artifact.content.decode()


def seen(page: str) -> str:
    """What a browser shows of a page, on one line."""
    reader = Reader()
    reader.feed(page)
    return squeezed(" ".join(reader.said))


def flat(markdown: str) -> str:
    """A text of the format as it is shown, on one line."""
    return squeezed(" ".join("".join(s.text for s in text) for text in texts_of(prose(markdown))))


def texts_of(blocks: tuple[Block, ...]) -> Iterator:
    for block in blocks:
        match block:
            case Heading() | TextBlock():
                yield block.text
            case Items():
                for item in block.items:
                    yield from texts_of(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from row
            case Callout():
                yield from inline(block.title) and ((inline(block.title)),)
                yield from texts_of(block.blocks)
            case Columns() | Together():
                yield from texts_of(block.blocks)
            case Rules():
                yield from map(plain, block.labels)
            case Figure() | PageBreak():
                pass


def flattened(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, without the columns in which they stand."""
    for block in blocks:
        if isinstance(block, Columns | Together):
            yield from flattened(block.blocks)
        else:
            yield block


def words(document: Document) -> str:
    return squeezed(" ".join("".join(s.text for s in text) for text in texts_of(document.blocks)))


# All of them


@pytest.mark.parametrize("id_", BUILTIN)
def test_every_scenario_of_the_pack_makes_every_document(id_: str) -> None:
    taken = bundle(builtin(), id_)
    for name in MINE:
        for format_ in ("html", "md"):
            (artifact,) = make(export(name), taken, format_)
            assert artifact.name == f"{id_}-{name}.{format_}"
            assert len(artifact.content) > 200


@law(25)
@given(sound_scenarios())
def test_every_sound_scenario_makes_every_document(scenario: Scenario) -> None:
    taken = Bundle(scenario, None, {}, PackInfo(hotwash=1, name="made-up", title="Made up", version=1))
    for name in MINE:
        assert make(export(name), taken, "md")


# Nothing is given away


def secrets(bundle_: Bundle) -> Iterator[tuple[str, str]]:
    """(kind, text) of everything that players must not read beforehand."""
    scenario, sure = bundle_.scenario, certain(bundle_)
    outline = Outline(bundle_)
    for name, scene in scenario.scenes.items():
        if scene.notes:
            yield f"notes of {name}", scene.notes
        if scene.next is not None and sure[name] < 1:
            yield f"passage {name}", scene.text
        if scene.ending:
            yield f"ending {name}", scene.ending.title
            yield f"text of ending {name}", scene.text
        for also in scene.also:
            if also.when is not None or also.seat is not None:
                yield f"paragraph of {name}", also.text
    for _, scene_id, id_, choice in references.choices(scenario):
        for kind in ("why", "result", "critical"):
            if text := getattr(choice, kind):
                yield f"{kind} of {scene_id}.{id_}", text
        for mark in choice.marks:
            yield f"mark of {scene_id}.{id_}", mark
            if "-" in mark[1:]:
                yield f"lesson of {scene_id}.{id_}", mark[1:]
    for path, when in references.conditions(scenario):
        yield f"condition at {path}", condition(outline, when)
        if not when.isidentifier():
            yield f"condition at {path}", when
    for id_, inject in scenario.injects.items():
        yield f"inject {id_}", inject.text
    for _, _, decision in references.decisions(scenario):
        for text in decision.discuss:
            yield "question", text
    for objective in scenario.objectives:
        yield "objective", objective.text
    for claim in scenario.claims:
        if claim.because:
            yield "claim", claim.because
    for fact in scenario.facts:
        if "_" in fact:
            yield "fact", fact
    for scene_id in scenario.scenes:
        if "-" in scene_id:
            yield "id of a scene", scene_id
    for outcome in OF_OUTCOMES:
        yield "outcome", outcome


def certain(bundle_: Bundle) -> Mapping[str, Fraction]:
    """Scene -> 1 where every play comes there."""
    return Odds(Outline(bundle_)).blind


def open_to_all(bundle_: Bundle) -> str:
    """What players read anyway, in which an ending's title or a lesson's id may happen to stand."""
    scenario, sure = bundle_.scenario, certain(bundle_)
    parts = [scenario.title, scenario.summary, scenario.you, scenario.setting, scenario.id, *scenario.seats.values()]
    parts += [f"{s.title} {s.locator}" for s in builtin().sources.values()]
    parts += [r.contact for r in bundle_.pack.resources]
    for name, scene in scenario.scenes.items():
        if scene.decision is not None or (scene.next is not None and sure[name] == 1):
            parts += [scene.text, *(p.text for p in scene.also if p.when is None and p.seat is None)]
    for _, _, decision in references.decisions(scenario):
        parts += [decision.prompt, *(c.text for c in decision.choices.values())]
    return " ".join(flat(part) for part in parts)


@cache
def guarded(id_: str) -> tuple[Bundle, frozenset[tuple[str, str]], str]:
    """A built-in scenario, (kind, text) of what its players must not read beforehand, and what they read anyway."""
    taken = bundle(builtin(), id_)
    needles = {(kind, flat(part)) for kind, text in secrets(taken) for part in (text, *re.split(r"\n\s*\n", text))}
    return taken, frozenset(needles), open_to_all(taken)


def leaks(id_: str, name: str) -> list[str]:
    taken, needles, known = guarded(id_)
    said = seen(made(taken, name))
    if name == "seat-cards":
        known += seat_texts(taken)
    needles |= {("title of a lesson", lesson.title) for lesson in taken.lessons.values()}
    return sorted(f"{kind}: {text}" for kind, text in needles if len(text) > 3 and text in said and text not in known)


def seat_texts(bundle_: Bundle) -> str:
    return " ".join(flat(p.text) for s in bundle_.scenario.scenes.values() if not s.ending for p in s.also if p.seat)


@pytest.mark.parametrize("name", FOR_PLAYERS)
@pytest.mark.parametrize("id_", BUILTIN)
def test_what_players_hold_gives_nothing_away(id_: str, name: str) -> None:
    assert leaks(id_, name) == []


@pytest.mark.parametrize("name", ["facilitator-guide", "msel"])
def test_the_search_for_leaks_finds_them_in_what_is_full_of_answers(name: str) -> None:
    found = leaks("curtain", name)
    kinds = {line.split()[0].rstrip(":") for line in found}
    assert {"why", "ending", "outcome"} <= kinds
    if name == "facilitator-guide":
        assert {"notes", "result", "critical", "paragraph", "inject", "text", "question"} <= kinds


def test_what_players_hold_is_said_to_hold_no_answers():
    assert {e.name for e in EXPORTS if e.name in MINE and not e.answers} == set(FOR_PLAYERS)


@pytest.mark.parametrize("id_", BUILTIN)
def test_nothing_shows_players_which_decisions_lie_on_the_best_line(id_: str) -> None:
    taken = bundle(builtin(), id_)
    numbers = {str(p.number) for p in Outline(taken).points}
    agenda = next(b for b in situation_manual(taken, {}).blocks if isinstance(b, Table))
    listed = {n for row in agenda.rows for n in re.findall(r"\d+", "".join(s.text for s in row[1]))}
    assert listed == numbers


# Handout


def test_the_handout_has_the_letters_of_class_and_room_for_ones_own_at_each_decision():
    taken = bundle(builtin(), "curtain")
    document, outline = handout(taken), Outline(taken)
    blocks = tuple(flattened(document.blocks))
    assert [b.labels for b in blocks if isinstance(b, Rules)] == [
        (f"My letter at decision {p.number}", "Because") for p in outline.points
    ]
    lists = [b for b in blocks if isinstance(b, Items) and b.marker == "letter"]
    for point, items in zip(outline.points, lists, strict=True):
        shown = [squeezed("".join(s.text for s in item[0].text)) for item in items.items]
        for option, text in zip(point.options, shown, strict=True):
            assert text.removesuffix(" (not always on offer)") == flat(option.choice.text)
            assert text.endswith(" (not always on offer)") == (option.choice.when is not None)
        assert [o.letter for o in point.options] == list("ABCDEF"[: len(shown)])


def test_the_handout_says_what_it_contains_who_helps_and_the_way_out():
    said = words(handout(bundle(builtin(), "everyone-came")))
    for text in ("violence against many people", "988", "step out at any time", "whatever the rank", "by what was known then"):
        assert text in said


def test_a_scenario_without_content_notes_still_tells_the_way_out():
    said = words(handout(small()))
    assert "step out at any time" in said
    assert "It contains" not in said


def small(**more) -> Bundle:
    choices = {
        "a": {"text": "Stay.", "next": "end", "marks": ["+slow-down"]},
        "b": {"text": "Go.", "next": "end", "marks": ["-slow-down"]},
    }
    scenes = {
        "first": {"text": "Now.", "invented": True, "decision": {"prompt": "What?", "tests": ["slow-down"], "choices": choices}},
        "end": {"text": "Over.", "invented": True, "ending": {"outcome": "safe", "title": "The end of it"}},
    }
    data = {**heading(), "start": "first", "scenes": scenes, **more}
    pack = PackInfo(hotwash=1, name="made-up", title="Made up", version=1)
    return Bundle(Scenario.model_validate(data), None, {}, pack)


# Seat cards


def seated() -> Bundle:
    taken = small(seats={"lead": "Lead officer", "radio": "Radio officer"}, facts={"warned": False})
    data = taken.scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    first = data["scenes"]["first"]
    first["also"] = [
        {"seat": "radio", "text": "The radio cracks."},
        {"seat": "radio", "when": "warned", "text": "You were warned."},
        {"seat": "lead", "text": "You smell gas."},
    ]
    first["decision"]["seat"] = "lead"
    first["decision"]["choices"]["a"] |= {"next": "between", "set": {"warned": True}}
    data["scenes"]["between"] = {
        "text": "On.", "invented": True, "next": "end", "also": [{"seat": "lead", "text": "A door bangs."}],
    }  # fmt: skip
    data["scenes"]["end"]["also"] = [{"seat": "lead", "text": "You won."}]
    return Bundle(Scenario.model_validate(data), None, {}, taken.pack)


def cards(document: Document) -> list[str]:
    """The pages after the first."""
    pages: list[list[Block]] = [[]]
    for block in document.blocks:
        if isinstance(block, PageBreak):
            pages.append([])
        else:
            pages[-1].append(block)
    return [words(Document("x", "", "", tuple(page))) for page in pages[1:]]


def test_each_seat_has_one_page_with_its_job_and_what_it_alone_reads():
    lead, radio = cards(seat_cards(seated()))
    assert lead.startswith("Lead officer")
    assert "At decision 1 you decide for the team" in lead
    assert "You smell gas." in lead
    assert "The radio cracks." not in lead
    assert radio.startswith("Radio officer")
    assert "decide for the team" not in radio
    assert "The radio cracks." in radio


def test_a_card_says_when_to_read_and_never_why():
    lead, radio = cards(seat_cards(seated()))
    assert "At decision 1, before you vote The radio cracks." in radio
    assert "At decision 1, only when the facilitator tells you You were warned." in radio
    assert "warned" not in radio.replace("You were warned.", "")
    assert "After decision 1, only when the facilitator tells you A door bangs." in lead


def test_a_card_tells_nothing_of_an_ending_but_the_guide_does():
    assert "You won." not in " ".join(cards(seat_cards(seated())))
    assert "You won." in words(facilitator_guide(seated()))


def test_a_scenario_without_seats_needs_no_cards():
    document = seat_cards(small())
    assert "no seats" in words(document)
    assert cards(document) == []


# Letter cards


def test_letter_cards_are_six_pages_with_one_large_letter_each():
    document = letter_cards(bundle(builtin(), "curtain"))
    assert cards(document) == list("ABCDEF")
    assert made(bundle(builtin(), "curtain"), "letter-cards").count('<p class="huge">') == 6
    assert made(bundle(builtin(), "curtain"), "letter-cards", "md").count("\n# ") == 6


def test_a_decision_with_more_choices_gets_more_cards():
    taken = small()
    data = taken.scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data["scenes"]["first"]["decision"]["choices"] = {
        f"c{n}": {"text": f"Go {n}.", "marks": ["+slow-down"], "next": "end"} for n in range(8)
    }
    wide = Bundle(Scenario.model_validate(data), None, {}, taken.pack)
    assert cards(letter_cards(wide)) == list("ABCDEFGH")


# Facilitator guide


@pytest.mark.parametrize("id_", BUILTIN)
def test_the_guide_holds_everything_of_the_scenario(id_: str) -> None:
    taken = bundle(builtin(), id_)
    said = words(facilitator_guide(taken))
    scenario = taken.scenario
    wanted = [s.text for s in scenario.scenes.values()] + [s.notes for s in scenario.scenes.values() if s.notes]
    wanted += [p.text for s in scenario.scenes.values() for p in s.also] + [i.text for i in scenario.injects.values()]
    wanted += [q for _, _, d in references.decisions(scenario) for q in (d.prompt, *d.discuss)] + list(scenario.discuss)
    for _, _, _, choice in references.choices(scenario):
        wanted += [t for t in (choice.text, choice.why, choice.result, choice.critical) if t]
    if taken.report:
        wanted += [*taken.report.beats, taken.report.what_nearly_happened]
    assert [text for text in wanted if flat(text).rstrip(".") not in said] == []
    for text in ("PALS", "Quick start", "Timing plan", "Likely paths", "The best line:", "Hot wash", "What the report says"):
        assert text in said


def test_the_guide_names_the_best_answer_and_says_marks_in_words():
    said = words(facilitator_guide(small()))
    assert "Stay. [best] Upheld: slow-down." in said
    assert "Go. Violated: slow-down." in said
    assert "Leads to: the ending “The end of it” (safe)." in said


def test_the_guide_gives_the_odds_of_draws_and_of_endings():
    taken = small(facts={"lucky": False})
    data = taken.scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data["scenes"]["first"]["decision"]["choices"]["b"]["next"] = [
        {"odds": 3, "to": "end", "set": {"lucky": True}}, {"odds": 1, "to": "bad"},
    ]  # fmt: skip
    data["scenes"]["bad"] = {"text": "Worse.", "invented": True, "ending": {"outcome": "harm", "title": "The worse end"}}
    said = words(facilitator_guide(Bundle(Scenario.model_validate(data), None, {}, taken.pack)))
    assert "Leads to: 3 in 4: the ending “The end of it” (safe); 1 in 4: the ending “The worse end” (harm)." in said
    assert "safe 7 in 8 always near-miss never never setback never never harm 1 in 8 never" in said
    assert "The worse end (harm) Comes 1 in 8 when guessing, never on the best line." in said


def test_the_guide_says_when_a_paragraph_shows_and_who_reads_it():
    said = words(facilitator_guide(seated()))
    letter = next(o.letter for o in Outline(seated()).points[0].options if o.id == "a")
    assert f"Radio officer alone reads, if 1 {letter} was chosen You were warned." in said
    assert "Lead officer alone reads You smell gas." in said


def test_paper_says_what_is_read_in_the_place_of_a_text() -> None:
    taken = bundle(builtin(), "gate")
    curb = taken.scenario.scenes["curb"]
    (answer,) = (paragraph for paragraph in curb.also if paragraph.instead)
    when = condition(Outline(taken), answer.when)
    assert f"Read in place of the text, if {when} {flat(answer.text)}" in words(facilitator_guide(taken))
    (sheet,) = make(export("msel"), taken, "csv")
    assert f"[If {when}, in place of the text:]" in squeezed(sheet.content.decode())
    slides = {slide.key: slide for slide in StorySlides(Outline(taken)).slides()}
    assert [link.text for link in slides["scene:curb"].links] == ["Instead"]
    assert f"“Instead”: show it in place of this slide only if {when}." in slides["scene:curb"].notes
    assert slides["scene:curb+1"].notes == f"Show this in place of the text only if {when}."


def test_the_guide_cites_by_title_and_leaves_the_ids_of_other_packs_as_they_are():
    taken = bundle(builtin(), "everyone-came")
    sources, said = builtin().sources, words(facilitator_guide(taken))
    assert [id_ for id_ in taken.scenario.sources if squeezed(sources[id_].title) not in said] == []
    of_lessons = {id_ for lesson in taken.lessons.values() for id_ in lesson.sources}
    others = of_lessons - {*taken.scenario.sources, *taken.report.source.cite}
    assert others
    assert [id_ for id_ in others if squeezed(sources[id_].title) in said] == []
    said = words(facilitator_guide(small(sources=["hseep"])))
    assert "HSEEP Exercise Evaluation" not in said
    assert "Sources hseep" in said


# Sign-in sheet and run card


def test_each_line_of_the_sign_in_sheet_has_room_to_write_by_hand():
    table = next(b for b in sign_in_sheet(bundle(builtin(), "curtain")).blocks if isinstance(b, Table))
    assert len(table.rows) == LINES
    for number, row in enumerate(table.rows, 1):
        assert "".join(s.text for s in row[0]) == str(number)
        assert "".join(s.text for s in row[1]).count("\n") == 1


@pytest.mark.parametrize("id_", BUILTIN)
def test_what_the_run_card_cuts_short_leaves_no_mark_on_a_line_of_its_own(id_: str) -> None:
    said = made(bundle(builtin(), id_), "run-card")
    assert "\u00a0…" in said
    assert " …" not in said.replace("Next shift I will …", "")


# Situation manual and evaluation guide


def test_the_manual_has_the_parts_of_hseep_and_marks_what_is_unknown():
    said = words(situation_manual(bundle(builtin(), "curtain"), {}))
    for name in (
        "Exercise name", "Exercise date to be filled in", "Scope", "Mission area to be filled in", "Capabilities", "Objectives",
        "Threat or hazard to be filled in", "Sponsor to be filled in", "Participants", "Point of contact to be filled in",
        "Roles and responsibilities", "Structure", "Rules", "Assumptions and artificialities", "Appendix", "Sources",
    ):  # fmt: skip
        assert name in said
    captions = [b.caption for b in situation_manual(bundle(builtin(), "curtain"), {}).blocks if isinstance(b, Table)]
    assert "B. Acronyms" in captions


def test_what_the_agency_knows_takes_the_place_of_what_is_to_be_filled_in():
    options = {
        "date": "1 May",
        "venue": "Room <4>",
        "sponsor": "The city",
        "hazard": "Armed person",
        "contact": "Lee",
        "mission-area": "Response",
    }
    page = next(e for e in EXPORTS if e.name == "situation-manual")
    (artifact,) = make(page, bundle(builtin(), "curtain"), "html", options)
    said = seen(artifact.content.decode())
    for text in (
        "Exercise date 1 May",
        "Venue: Room <4>.",
        "Sponsor The city",
        "Threat or hazard Armed person",
        "Point of contact Lee",
    ):
        assert text in said
    assert "Capabilities to be filled in" in said


@pytest.mark.parametrize("name", ["handout", "situation-manual"])
def test_a_question_and_all_of_its_letters_stay_on_one_page(name: str) -> None:
    taken = bundle(builtin(), "curtain")
    document = handout(taken) if name == "handout" else situation_manual(taken, {})
    blocks = [b for block in document.blocks for b in (block.blocks if isinstance(block, Columns) else (block,))]
    kept = [
        b.blocks
        for b in blocks
        if isinstance(b, Together) and isinstance(b.blocks[-1], Items) and b.blocks[-1].marker == "letter"
    ]
    for point, (prompt, letters) in zip(Outline(taken).points, kept, strict=True):
        assert isinstance(prompt, TextBlock)
        assert "".join(s.text for s in prompt.text) == flat(point.decision.prompt)
        assert len(letters.items) == len(point.options)


def test_each_module_asks_the_room_even_without_seats():
    taken = small(seats={})
    said = words(situation_manual(taken, {}))
    for asked in QUESTIONS:
        assert said.count(asked) == len(Outline(taken).points)


def test_each_module_asks_each_seat():
    taken = bundle(builtin(), "curtain")
    said = words(situation_manual(taken, {}))
    for seat in taken.scenario.seats.values():
        assert said.count(f"{seat}: What do you") == len(Outline(taken).points)


def test_the_evaluation_guide_has_each_lesson_as_a_task_with_the_letters_that_uphold_it():
    taken = bundle(builtin(), "curtain")
    said, outline = words(evaluation_guide(taken)), Outline(taken)
    for objective in taken.scenario.objectives:
        for id_ in objective.lessons:
            assert taken.lessons[id_].title in said
    lesson = taken.scenario.objectives[0].lessons[0]
    point = next(p for p in outline.points if lesson in p.decision.tests)
    letters = ", ".join(o.letter for o in point.options if f"+{lesson}" in o.choice.marks)
    assert re.search(rf"\b{point.number}: {letters}\b", said)
    for definition in ("P: Performed without challenges", "U: Unable to be performed", "emergency workers", "Overall rating"):
        assert definition in said


# Hostile text


class Elements(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("name", MINE)
def test_hostile_text_reaches_every_document_as_text(name: str, nasty: str) -> None:
    taken = hostile(nasty)
    page = made(taken, name)
    elements = Elements()
    elements.feed(page.replace(picture(page), ""))
    assert not elements.found & {"script", "b", "img", "a", "iframe", "object"}
    if name not in {"letter-cards", "sign-in-sheet", "feedback-form"}:  # these have the title alone, as it is
        assert flat(f"x {nasty} y") in seen(page)


def picture(page: str) -> str:
    """The drawn map, which tests of its own look at."""
    return page[page.index("<svg") : page.index("</svg>")] if "<svg" in page else ""


def hostile(nasty: str) -> Bundle:
    text = f"x {nasty} y"
    data = seated().scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for key in ("title", "summary", "you", "setting"):
        data[key] = text
    data["seats"] = dict.fromkeys(data["seats"], text)
    data["objectives"][0]["text"] = text
    data["discuss"] = [text]
    first = data["scenes"]["first"]
    first |= {"text": text, "notes": text}
    first["also"][0]["text"] = text
    first["decision"] |= {"prompt": text, "discuss": [text]}
    first["decision"]["choices"]["a"] |= {"text": text, "why": text, "result": text, "critical": text}
    data["scenes"]["end"] |= {"text": text, "ending": {"outcome": "safe", "title": text}}
    data["injects"] = {"card": {"text": text, "at": ["first"], "notes": text, "discuss": [text]}}
    resource = Resource(name=text, contact=text, note=text)
    pack = PackInfo(hotwash=1, name="made-up", title="Made up", version=1, resources=(resource,))
    data["content_notes"] = ["grief"]
    return Bundle(Scenario.model_validate(data), None, {}, pack)


# Weight


def test_a_document_in_markdown_loads_neither_templates_nor_spreadsheets_nor_screens():
    code = (
        "import sys; from engine.play.bundle import bundle; from engine.pack.folder import builtin; from exporters.registry import EXPORTS, make;"
        "e = next(e for e in EXPORTS if e.name == 'situation-manual'); make(e, bundle(builtin(), 'curtain'), 'md');"
        "print(sorted({'jinja2', 'xlsxwriter', 'docx', 'pptx', 'typst', 'textual', 'sqlalchemy', 'exporters.map'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_msel_is_a_document_on_paper():
    document = msel(bundle(builtin(), "curtain"), "html", {})
    assert isinstance(document, Document)
    assert document.landscape
