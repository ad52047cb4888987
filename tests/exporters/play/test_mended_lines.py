"""What was mended or taken out leaves the program in no export of a play."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from engine.play import phases
from engine.play.events import Chose, Flagged, Joined, Mended, Noted, Overrode
from engine.play.mending import line_of, mendable
from engine.records import Records
from exporters.play import plays_json
from exporters.play.freetext import written
from exporters.play.play_record import PlayRecord
from exporters.registry import exports, make
from tests.exporters.played import Script, keep

READ = ("md", "html", "docx", "xlsx", "csv", "json", "svg", "xml")
"""Formats whose bytes are text, or text in an archive."""
DETAILS = {
    "area": "Ashcroft area",
    "element": "training",
    "owner": "Ashcroft unit",
    "contact": "",
    "start": "",
    "due": "2026-06-01",
}


def spoken(**started: object) -> Script:
    """A class that wrote a name wherever it could, and took part under one."""
    script = Script(**{"mode": "class", "purpose": "record", "voters": "people", **started})
    for who in ("Ashcroft", "red fox", "blue jay", "gray owl", "green frog", "brown bear"):
        script.add(Joined, who=who)
    script.add(Flagged, note="Ashcroft saw it")
    overridden = False
    while script.deciding:
        script.vote("Ashcroft")
        script.choose(reason="Ashcroft said so")
        last = script.play.line[-1]
        if not overridden and last.event.kind == "rolled":
            other = next(landing.route for landing in last.landings if landing.route != last.event.route)
            script.add(Overrode, route=other, reason="Ashcroft wanted it")
            script.go_on()
            overridden = True
    script.end()
    for topic in (*phases.HOT_WASH_QUESTIONS, phases.STRENGTH, phases.AREA, phases.PALS_USED, "note"):
        script.add(Noted, topic=topic, text=f"Ashcroft on {topic}")
    script.add(Noted, topic=phases.ACTION, text="Ashcroft trains it", details=DETAILS)
    return script


def texts(record: PlayRecord) -> dict[str, str]:
    """Everything that can be written of a play, as text."""
    found = {}
    for export in exports().values():
        for format_ in export.formats if export.source == "play" else ():
            if format_ in READ:
                made = make(export, record, format_)
                found[f"{export.name} as {format_}"] = "\n".join(artifact.name + _text(artifact.content) for artifact in made)
    return found


def _text(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def mend_all(script: Script, **fields: object) -> None:
    for event in list(script.play.events):
        if mendable(event) and "Ashcroft" in f"{line_of(event)}{getattr(event, 'details', '')}":
            script.add(Mended, of=event.seq, **fields)


@pytest.mark.parametrize("how", [{"removed": True}, {"text": "K7"}], ids=["taken out", "put right"])
def test_no_export_of_a_play_tells_what_was_mended(how: dict[str, object], tmp_path: Path) -> None:
    script = spoken()
    before = texts(script.record)
    assert sum("Ashcroft" in text for text in before.values()) >= 10
    mend_all(script, **how)
    assert [event.kind for event in script.play.events].count("overrode") == 1
    for name, text in texts(script.record).items():
        assert "Ashcroft" not in text, name
    assert not [one for one in written(script.record) if "Ashcroft" in one.text]
    with Records.open(tmp_path / "plays.db") as records:
        keep(script.record, records)
        data = plays_json.export(records, records.plays(), "plays.json").artifact.content.decode()
    assert data.count('"kind": "chose"') == sum(isinstance(e, Chose) for e in script.play.events)
    assert "Ashcroft" not in data


def test_the_records_keep_what_happened() -> None:
    script = spoken()
    mend_all(script, removed=True)
    assert "Ashcroft said so" in str(script.play.kept)


def test_a_class_for_practice_tells_no_name_that_a_name_was_mended_to() -> None:
    script = spoken(purpose="practice", voters="tables")
    script.add(Mended, of=next(e.seq for e in script.play.events if isinstance(e, Joined)), text="Birchwood")
    for artifact in make(exports()["play-data"], script.record, "json"):
        assert "Birchwood" not in _text(artifact.content)
