"""A decision has one number, and a choice in class one letter: every paper, table and account names them alike."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from engine.pack.folder import builtin
from engine.pack.story import decision_numbers
from engine.play.bundle import Bundle, bundle
from engine.play.events import Chose, Ended, Flagged, Joined, Rolled, Voted, WentBack
from engine.records import Records
from engine.states.order import class_letters
from exporters.documents.slides import slides
from exporters.map.mermaid import escape
from exporters.map.reading import of_scenario
from exporters.play.debrief_text import render
from exporters.play.freetext import written
from exporters.play.play_record import PlayRecord
from exporters.play.plays_json import export
from exporters.registry import exports, make
from exporters.scenario.outline import DecisionPoint, Outline
from sessions.classroom import hot_wash
from sessions.classroom.classroom import Classroom
from sessions.classroom.slide import slide
from sessions.view import view
from tests.exporters.played import Script, keep

SCENARIOS = sorted(path.stem for path in builtin().scenario_paths)
PAPERS = ("handout", "facilitator-guide", "situation-manual", "seat-cards", "msel")
TOPICS = ("expected", "happened", "why")
SAID = re.compile(r"\b[Dd]ecision (\d+)\b[^:.|*]*[:.][ \t]*(?:\*\*)?[ \t]*([^\n|]+)")
HEADED = re.compile(r"^#+ (?:Decision|Module) (\d+)\b.*$", re.MULTILINE)


@cache
def taken(id_: str) -> Bundle:
    return bundle(builtin(), id_)


def bare(text: str) -> str:
    """Letters and digits alone: Markdown escapes and marks up the rest."""
    return re.sub(r"[^0-9a-z]", "", re.sub(r"&\w+;|<br>", "", text).lower())


def says(of: Bundle, number: int) -> tuple[str, ...]:
    """What may follow the name of a decision: its question, or one of its choices with its letter or why."""
    (scene,) = [scene for scene, known in decision_numbers(of.scenario).items() if known == number]
    decision = of.scenario.scenes[scene].decision
    assert decision is not None
    letters = class_letters(of.program, scene)
    lettered = [bare(f"{letters[id_]} {choice.text}") for id_, choice in decision.choices.items()]
    plain = [bare(text) for choice in decision.choices.values() for text in (choice.text, choice.why or "") if text]
    return (bare(decision.prompt), *lettered, *plain)


def named(of: Bundle, text: str, found: Counter[str], surface: str) -> None:
    """Hold everything that a text says of a decision by its number to the decision of that number."""
    for match in SAID.finditer(text):
        number, rest = int(match[1]), bare(match[2])
        known = {n: says(of, n) for n in decision_numbers(of.scenario).values()}
        about = [n for n, texts in known.items() if any(rest.startswith(t) for t in texts)]
        if about:
            assert number in about, (surface, match[0])
            found[surface] += 1


def made(name: str, source: object, format_: str = "md") -> str:
    return "\n".join(artifact.content.decode("utf-8-sig") for artifact in make(exports()[name], source, format_))


def sections(text: str) -> Iterator[tuple[int, str]]:
    """(number, what stands under it) of each heading of a decision."""
    heads = [*HEADED.finditer(text)]
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        yield int(head[1]), bare(text[head.end() : after.start() if after else len(text)])


# Of a scenario


def test_numbers_go_from_1_through_the_decisions_each_after_those_that_lead_to_it() -> None:
    for id_ in SCENARIOS:
        scenario, outline = taken(id_).scenario, Outline(taken(id_))
        numbers = decision_numbers(scenario)
        assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
        assert set(numbers) == {name for name, scene in scenario.scenes.items() if scene.decision}
        assert [(p.number, p.scene) for p in outline.points] == sorted((n, scene) for scene, n in numbers.items())
        assert numbers[next(name for name in outline.order if name in numbers)] == 1


@pytest.mark.parametrize("id_", SCENARIOS)
def test_every_paper_of_a_scenario_names_its_decisions_and_letters_alike(id_: str) -> None:
    of, found = taken(id_), Counter[str]()
    numbers = decision_numbers(of.scenario)
    for paper in ("handout", "facilitator-guide", "situation-manual"):
        told = dict(sections(made(paper, of)))
        assert sorted(told) == sorted(numbers.values())
        for scene, number in numbers.items():
            decision = of.scenario.scenes[scene].decision
            assert decision is not None
            wanted = [decision.prompt, *(f"{x} {decision.choices[c].text}" for c, x in class_letters(of.program, scene).items())]
            assert [text for text in wanted if bare(text) not in told[number]] == []
            found[paper] += 1
    for paper in PAPERS:
        named(of, made(paper, of), found, f"said in {paper}")
    _evaluation(of, found)
    _run_card(of, found)
    _seats(of, found)
    _slides(of, found)
    _maps(of, found)
    expected = {"handout", "facilitator-guide", "situation-manual", "run-card", "said in msel",
                "evaluation guide", "slides", "map", "mermaid"}  # fmt: skip
    assert expected <= found.keys()


def _evaluation(of: Bundle, found: Counter[str]) -> None:
    text = made("evaluation-guide", of)
    for point in Outline(of).points:
        for lesson in point.decision.tests:
            upheld = [o.letter for o in point.options if f"+{lesson}" in o.choice.marks]
            title = of.lessons[lesson].title if lesson in of.lessons else lesson
            rows = [line for line in text.splitlines() if line.startswith("| ") and bare(title) in bare(line.split("|")[1])]
            # A lesson that objectives share stands with each, at the decisions where that one is at stake.
            cells = [cell for row in rows for cell in re.split(r"<br>|\| ?", row.replace(" |", "|"))]
            assert f"{point.number}: {', '.join(upheld) or 'none'}" in cells
            found["evaluation guide"] += 1


def _run_card(of: Bundle, found: Counter[str]) -> None:
    text = made("run-card", of)
    for point in Outline(of).points:
        row = next(line for line in text.splitlines() if re.match(rf"\| \d+:\d+ \| \(?{point.number}\)? \|", line))
        assert bare(re.split(r"(?<=[.!?])\s+", point.decision.prompt.strip())[-1]) in bare(row)
        assert row.split(" | ")[3].strip(" |") in {*(o.letter for o in point.options), *_pairs(point)}
        answers = text.split(f"|   | {point.number} | ", 1)[1]
        letters = re.findall(r"^\| [^|]+ \| ([A-F]) \| (.*?) ?…? \|$", answers.split("\n\n", 1)[0], re.MULTILINE)
        texts = {o.letter: bare(o.choice.text) for o in point.options}
        assert {letter for letter, _ in letters} == texts.keys()
        assert all(texts[letter].startswith(bare(begun)) for letter, begun in letters)
        found["run-card"] += 1


def _pairs(point: DecisionPoint) -> set[str]:
    """Several letters, as a paper names them."""
    letters = [o.letter for o in point.options]
    return {" or ".join(x) for n in range(2, len(letters) + 1) for x in combinations(letters, n)}


def _seats(of: Bundle, found: Counter[str]) -> None:
    cards = made("seat-cards", of)
    for scene, number in decision_numbers(of.scenario).items():
        for passage in of.scenario.scenes[scene].also:
            if passage.seat is not None:
                boxes = re.findall(r"^> \*\*(At decision \d+), [^\n]*\*\*\n((?:>[^\n]*\n)+)", cards + "\n", re.MULTILINE)
                assert f"At decision {number}" in [place for place, text in boxes if bare(passage.text) in bare(text)]
                found["seat cards"] += 1


def _slides(of: Bundle, found: Counter[str]) -> None:
    by_key = {slide.key: slide for slide in slides(of).slides}
    for scene, number in decision_numbers(of.scenario).items():
        decision = of.scenario.scenes[scene].decision
        assert decision is not None
        asked = by_key[f"scene:{scene}?"]
        assert by_key[f"scene:{scene}"].title == f"Decision {number}"
        assert asked.over.startswith(f"Decision {number} · ")
        told = [(card.letter, bare("".join(span.text for span in card.text))) for card in asked.cards]
        letters = class_letters(of.program, scene)
        for (letter, text), (choice, known) in zip(told, letters.items(), strict=True):
            assert letter == known
            assert text.startswith(bare(decision.choices[choice].text))
        found["slides"] += 1


def _maps(of: Bundle, found: Counter[str]) -> None:
    drawn = made("map", of, "mermaid")
    for stop in of_scenario(of).stops:
        number = decision_numbers(of.scenario).get(stop.id, 0)
        assert stop.number == number
        if number:
            assert {a.letter for a in stop.answers} == set(class_letters(of.program, stop.id).values())
            found["map"] += 1
            first = escape(stop.words.split()[0])
            assert re.search(rf'\["(?:START )?{number}<br/>{re.escape(first)}', drawn), stop.words
            found["mermaid"] += 1


# Of a play


def played(of: Bundle, random: Random, **started: object) -> Script:
    """A play with random answers; a class votes by name, flags every decision, and goes back now and then."""
    script = Script(taken=of, seed=random.randrange(1000), **started)
    in_class = bool(started)
    if in_class:
        script.add(Joined, who="red")
    for _ in range(60):
        if not script.deciding:
            break
        _shown(script, in_class=in_class)
        if in_class:
            script.add(Voted, who="red", scene=script.play.scene, choice=random.choice(script.play.shown()))
            script.add(Flagged, note=f"at {script.play.scene}")
        shown = script.play.shown()
        script.add(
            Chose, scene=script.play.scene, choice=random.choice(shown), shown=shown, reason=f"said at {script.play.scene}"
        )
        while script.play.waits_for == "roll":
            script.add(Rolled, 1, route=script.play.roll())
        commits = [entry.event.seq for entry in script.play.line if isinstance(entry.event, Chose)]
        if in_class and random.random() < 0.2:
            script.add(WentBack, to=random.choice(commits[-2:]))
    if script.play.waits_for == "ended":
        script.add(Ended, scene=script.play.scene, outcome=script.bundle.scenario.scenes[script.play.scene].ending.outcome)
    return script


def _shown(script: Script, *, in_class: bool) -> None:
    """At a decision the session's view and the wall say its number."""
    number = decision_numbers(script.bundle.scenario)[script.play.scene]
    now = view(script.bundle, script.play)
    assert now.number == number
    assert re.fullmatch(rf"decision {number}(, \w+ time)?", now.decision)
    if in_class:
        assert {o.id: o.key for o in now.options}.items() <= class_letters(script.play.program, script.play.scene).items()


@pytest.mark.parametrize("id_", SCENARIOS)
def test_all_that_tells_of_a_play_names_its_decisions_alike(id_: str) -> None:
    of, random, found = taken(id_), Random(7), Counter[str]()
    purpose = ("practice", "record")[SCENARIOS.index(id_) % 2]
    for script in (played(of, random, mode="class", purpose=purpose, voters="people"), played(of, random)):
        record = PlayRecord(of, script.play, "0" * 32, of.valuation)
        report = made("after-action", record)
        _told(record, {"debrief-sheet": made("debrief-sheet", record), "after-action": report}, found)
        _data(record, found)
        if record.in_class:
            _wash(record, report, found)
    assert {"debrief-sheet", "after-action", "text", "data", "table", "timeline", "flags", "hot wash", "reasons"} <= found.keys()


def _told(record: PlayRecord, papers: dict[str, str], found: Counter[str]) -> None:
    of, numbers = record.bundle, decision_numbers(record.bundle.scenario)
    ledger = [numbers[commit.event.scene] for commit in record.play.ledger]
    for paper, text in papers.items():
        heads = [int(n) for n in re.findall(r"^#+ Decision (\d+): ", text, re.MULTILINE)]
        by_name = paper == "debrief-sheet" and record.has_own_sheets
        assert heads == ([vote.number for learner in record.learners for vote in learner.votes] if by_name else ledger)
        assert {int(n) for n in re.findall(r"\b[Dd]ecision (\d+)", text)} <= set(ledger)
        named(of, text, found, paper)
    text = render(record.account)
    assert [int(n) for n in re.findall(r"^Decision (\d+): ", text, re.MULTILINE)] == ledger
    found["text"] += 1
    for written_ in written(record):
        if said := re.fullmatch(r"reason for decision (\d+), at .*", written_.place):
            assert numbers[written_.text.removeprefix("said at ")] == int(said[1])
            found["reasons"] += 1


def _data(record: PlayRecord, found: Counter[str]) -> None:
    numbers = decision_numbers(record.bundle.scenario)
    data = json.loads(make(exports()["play-data"], record, "json")[0].content)
    for told in (*data["debrief"]["decisions"], *data["ballots"]):
        assert told["number"] == numbers[told["scene"]]
        found["data"] += 1
    assert [d["made"] for d in data["debrief"]["decisions"]] == list(range(1, len(record.play.ledger) + 1))
    for row in csv.DictReader(io.StringIO(made("play-data", record, "csv"))):
        assert int(row["number"]) == numbers[row["scene"]]
        found["table"] += 1


def _wash(record: PlayRecord, report: str, found: Counter[str]) -> None:
    of, numbers = record.bundle, decision_numbers(record.bundle.scenario)
    lines = [bare(line) for line in report.splitlines()]
    for event in record.play.events:
        if isinstance(event, Flagged):
            scene = event.note.removeprefix("at ")
            told = re.compile(rf"{bare(event.note)}atdecision{numbers[scene]}(secondtime|thirdtime)?$")
            assert any(told.search(line) for line in lines), scene
            found["flags"] += 1
        if isinstance(event, Chose):
            letter = class_letters(record.play.program, event.scene)[event.choice]
            assert re.search(rf"Decision {numbers[event.scene]}\b[^:|]*: {letter}\\?\. ", report)
            found["timeline"] += 1
    session = Classroom(of, record.play)
    for topic in TOPICS:
        for section in hot_wash.facts(session, topic):
            for lead, said in section.lines:
                if (about := re.fullmatch(r"(?:! )?(\d+)\. ", lead)) and "report says" not in section.heading:
                    assert any(bare(said).startswith(known) for known in says(of, int(about[1])))
                    found["hot wash"] += 1
    assert slide(record).place == ""


def test_plays_as_json_give_the_number_of_each_scene(tmp_path: Path) -> None:
    script = played(taken("curtain"), Random(1))
    with Records.open(tmp_path / "plays.db") as records:
        keep(script.record, records)
        made_ = export(records, records.plays(), "plays.json")
    (play,) = json.loads(made_.artifact.content)["plays"]
    assert play["decisions"] == decision_numbers(taken("curtain").scenario)
    assert {event["scene"] for event in play["events"] if event["kind"] == "chose"} <= play["decisions"].keys()
