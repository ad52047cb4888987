"""How far a play came is one word, in the report, the data, the completion record and the list of records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.play import phases
from engine.play.completion import Completion
from engine.play.events import Closed, Joined, Phase
from engine.records import Records
from exporters.documents.after_action import after_action
from exporters.documents.completion import completion
from exporters.formats import markdown
from exporters.play.play_data import data
from exporters.play.play_record import PlayRecord
from tests.exporters.played import PEOPLE, Script
from tui.commands.cli import main


def held(*, ended: bool, closed: bool) -> PlayRecord:
    """A class for the record, over or not."""
    script = Script(mode="class", purpose="record", voters="people")
    for who in PEOPLE:
        script.add(Joined, who=who)
    decided = 0
    while script.deciding and (ended or decided < 2):
        script.add(Phase, name=phases.VOTE)
        for who in PEOPLE:
            script.vote(who)
        script.choose()
        decided += 1
    script.end()
    if closed:
        script.add(Closed)
    return script.record


@pytest.mark.parametrize(
    ("ended", "closed", "word"), [(False, False, "not finished"), (False, True, "broken off"), (True, True, "finished")]
)
def test_one_word_for_how_far_a_class_came(ended: bool, closed: bool, word: str, tmp_path: Path) -> None:
    record = held(ended=ended, closed=closed)
    others = {other for other in Completion if other not in (word, Completion.FINISHED)}
    assert record.completion == word
    told = data(record)["play"]
    assert (told["state"], told["finished"]) == (word, word == "finished")
    report = markdown.render(after_action(record, {})).content.decode().lower()
    results = {str(row[-1]) for row in completion(record, {}).rows}
    assert not any(other in report or other in results for other in others)
    if word != "finished":
        assert f"{word}." in report
        assert results == {word}
    else:
        assert not results & set(Completion)
    listed, exported = _kept(record, tmp_path / "plays.db")
    assert f" class  {word} " in listed
    assert (exported["state"], exported["finished"]) == (word, word == "finished")


def _kept(record: PlayRecord, where: Path) -> tuple[str, dict]:
    """Its line in the list of records, and what is exported of it."""
    with Records.open(where) as records:
        id_ = records.begin(record.bundle.name, record.bundle.scenario.version, "class", record.bundle.parts())
        for event in record.play.events:
            records.append(id_, event)
    lines = CliRunner().invoke(main, ["records", "list", "--db", str(where)]).stdout.splitlines()
    exported = CliRunner().invoke(main, ["records", "export", "--db", str(where), "--yes"]).stdout
    return lines[1], json.loads(exported)["plays"][0]
