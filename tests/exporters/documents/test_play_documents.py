"""Documents about a play: the debrief sheet, the completion record, the raw data, the report; and what none of them may tell."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from engine.errors import ExportError, UsageError
from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.pack.settings import Identifying
from engine.play.events import Chose, Injected, Joined, Noted
from exporters.play.freetext import identifying, written
from exporters.play.personal import own_debrief
from exporters.play.play_record import PlayRecord
from exporters.registry import EXPORTS, FORMAT_OPTIONS, make
from tests.exporters.documents.test_documents import NASTY
from tests.exporters.played import PEOPLE, Script, alone, full_class, keep, recorded

EXPORT = {export.name: export for export in EXPORTS}
FACILITATED = [
    f.model.id for f in map(builtin().scenario, (p.stem for p in builtin().scenario_paths)) if f.model and f.model.facilitated
]


def made(name: str, record: PlayRecord, format_: str, **options: str) -> list[str]:
    return [artifact.content.decode("utf-8-sig") for artifact in make(EXPORT[name], record, format_, options)]


def sheet(record: PlayRecord, **options: str) -> str:
    (said,) = made("debrief-sheet", record, "md", **options)
    return said


def table(name: str, record: PlayRecord, **options: str) -> list[dict[str, str]]:
    (said,) = made(name, record, "csv", **options)
    return list(csv.DictReader(io.StringIO(said, newline="")))


def group_scenario() -> str:
    if not FACILITATED:
        pytest.skip("the pack holds no scenario for a group")
    return FACILITATED[0]


# The debrief sheet


def test_the_words_come_first_then_the_reasons_and_the_numbers_last():
    said = sheet(alone())
    places = [said.index(text) for text in ("**Poor decisions", "**Decisions: ", "## The turning point", "## Decision by decision",
                                            "## Lessons", "## Luck", "## What really happened", "## Next shift", "If this stays",
                                            "## The numbers", "**Decision score: ")]  # fmt: skip
    assert places == sorted(places)
    assert "blind guessing lies at" in said
    assert "the best line at 100" in said


def test_each_decision_tells_what_was_chosen_what_was_best_and_what_the_report_says():
    record = alone(choices=("go-up", "both-talk", "take-her-word"))
    said = sheet(record)
    for line in record.account.decisions:
        assert line.prompt in said.replace("\\", "")
        assert f"**You chose:** {line.chosen}" in said
        for text, _ in line.best if not line.graded.sound else ():
            assert f"**Best:** {text}" in said
    assert said.count("**In the report:**") == len(record.account.decisions)
    assert "**In the report:** not reported" in said
    assert "say my role aloud" in said


def test_what_somebody_was_sure_of_and_mistaken_in_stands_by_itself():
    assert "Sure, and there was a better choice" in sheet(alone(choices=("go-up",)))


def test_a_team_is_spoken_of_as_a_team_and_its_choices_carry_the_letters_of_class():
    said = sheet(full_class())
    assert "The team's decision score" in said
    assert re.search(r"\*\*The team chose:\*\* [A-F]\. ", said)
    assert "You chose" not in said


def test_a_class_for_the_record_gets_a_sheet_for_each_learner_from_their_own_votes():
    record = recorded()
    artifacts = make(EXPORT["debrief-sheet"], record, "md")
    assert [a.name for a in artifacts] == [f"curtain-debrief-2026-03-02-{who.replace(' ', '-')}.md" for who in PEOPLE]
    for artifact, learner in zip(artifacts, record.learners, strict=True):
        said = artifact.content.decode()
        assert f"for {learner.who}" in said
        assert f"Your decision score: {int(learner.score + 1 / 2)} of 100" in said
        for vote in learner.votes:
            decision = record.bundle.scenario.scenes[vote.scene].decision
            assert decision.choices[vote.choice].text in said
        others = [who for who in PEOPLE if who != learner.who]
        assert not [who for who in others if who in said]
        assert "Luck, which is not graded" not in said


def test_one_learner_may_be_named_and_an_unknown_one_is_told_the_nearest():
    assert "for red fox" in sheet(recorded(), learner="red fox")
    assert len(made("debrief-sheet", recorded(), "md", learner="all")) == len(PEOPLE)
    with pytest.raises(UsageError, match="did you mean `red fox`"):
        sheet(recorded(), learner="red fux")
    with pytest.raises(UsageError, match="one sheet for all"):
        sheet(full_class(), learner="all")


def test_pseudonyms_that_make_the_same_file_name_get_two_files():
    script = Script(mode="class", purpose="record", voters="people")
    for who in ("a b", "a-b", "\u65e5\u672c", "\u4e2d\u6587"):
        script.add(Joined, who=who)
        script.vote(who)
    names = [a.name for a in make(EXPORT["debrief-sheet"], script.record, "md")]
    assert len({name.casefold() for name in names}) == 4


def test_blind_guessing_lies_where_the_mean_of_the_votes_regret_puts_it():
    record = recorded()
    valuation = record.valuation
    for learner in record.learners:
        regret = span = 0
        for ballot in record.ballots:
            node = valuation.node(ballot.state)
            edges = valuation.graph.edges[node]
            regret += sum(valuation.regret(node, e) for e in edges) / len(edges)
            span += valuation.span(node)
        assert float(own_debrief(record, learner).blind) == pytest.approx(float(100 * (1 - regret / span)))


def test_what_is_meant_for_a_group_shows_no_score_where_it_was_played_alone():
    record = alone(group_scenario())
    for name in ("debrief-sheet", "after-action"):
        (said,) = made(name, record, "md")
        for word in ("score", "Verdict", "Costly", "Worst", "regret", "Exposure", "Luck", "Performed", "%"):
            assert word not in said.replace("without a score", "")
        assert said.index("If this stays with you") < said.index("Decision by decision")
        assert "Would have served better" in said or all(line.graded.sound for line in record.account.decisions)
    (row, *_) = table("play-data", record)
    assert (row["verdict"], row["regret"], row["risk"]) == ("", "", "")
    (row,) = table("completion-record", record)
    assert (row["score"], row["result"]) == ("", "completed, not scored")


def test_a_play_that_has_just_begun_can_be_exported():
    record = Script().record
    for name in ("debrief-sheet", "after-action", "play-data", "completion-record"):
        for format_ in EXPORT[name].formats:
            if format_ not in ("docx", "pdf"):
                assert make(EXPORT[name], record, format_)
    assert "Not finished" in sheet(record)
    assert table("completion-record", record)[0]["result"] == "not finished"


# The completion record


def test_a_play_alone_is_one_row():
    options = {"provider": "Academy", "course": "T-7", "instructor": "A. Miller", "code": "17", "pass": "10"}
    record = alone(choices=("wait", "say-roles", "look-first"))
    (row,) = table("completion-record", record, **options)
    version = str(record.bundle.scenario.version)
    assert (row["provider"], row["course_number"], row["instructor"], row["code"]) == ("Academy", "T-7", "A. Miller", "17")
    assert (row["course_title"], row["course_version"], row["date"]) == ("The curtain", version, "2026-03-02")
    assert row["minutes"] == str(record.minutes)
    assert row["pass_rule"] == "decision score of 10 or more of 100, no life-safety error"
    assert float(row["score"]) == pytest.approx(float(record.debrief.score), abs=0.05)
    critical = bool(record.debrief.critical)
    assert row["result"] == ("not passed: life-safety error" if critical else "passed")


def test_a_class_for_the_record_has_a_row_for_each_learner_and_names_only_from_the_roster(tmp_path: Path):
    rows = table("completion-record", recorded())
    assert [row["code"] for row in rows] == list(PEOPLE)
    assert "name" not in rows[0]
    roster = tmp_path / "roster.csv"
    roster.write_text("\ufeffCode;Name\r\n" + "".join(f"{who.upper()};Jos\u00e9 {who}\r\n" for who in PEOPLE), encoding="utf-8")
    named = table("completion-record", recorded(), roster=str(roster))
    assert [row["name"] for row in named] == [f"Jos\u00e9 {who}" for who in PEOPLE]
    record = recorded()
    assert "Jos" not in json.dumps([e.model_dump(mode="json") for e in record.play.events])


def test_the_result_follows_from_score_life_safety_and_votes():
    record = recorded(absent=3)
    by_code = {row["code"]: row for row in table("completion-record", record)}
    last = by_code[PEOPLE[-1]]
    asked = len(record.ballots)
    assert last["decisions"] == f"{asked - 3} of {asked}"
    assert last["result"] == "not complete: voted too seldom"
    assert table("completion-record", record, voted="0")[-1]["result"] != last["result"]
    for learner in record.learners[:-1]:
        critical = any(vote.critical for vote in learner.votes)
        expected = (
            "not passed: life-safety error" if critical else "passed" if learner.score >= 80 else "not passed: score too low"
        )
        assert by_code[learner.who]["result"] == expected
    assert "a vote at 80 % or more of the decisions" in last["pass_rule"]


@pytest.mark.parametrize(
    ("started", "message"),
    [({"purpose": "practice", "voters": "tables"}, "practice, which keeps no persons"), ({"voters": "hands"}, "hands were counted"),
     ({"voters": "tables"}, "tables voted")],
)  # fmt: skip
def test_without_persons_there_is_no_completion_record(started: dict[str, str], message: str):
    with pytest.raises(ExportError, match=message):
        table("completion-record", recorded(**started))


@pytest.mark.parametrize("given", ["", "x", "-1", "101", "1e9", "nan", "8/0", "\u0668"])
def test_a_pass_mark_is_a_number_from_0_to_100(given: str):
    with pytest.raises(UsageError, match="0 to 100"):
        table("completion-record", alone(), **{"pass": given})


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"code,name\nred fox,A\n", "no name for `blue jay`"), (b"a,b\n", "the first line must be"), (b"", "the first line must be"),
     (b"code,name\nred fox,A\nred fox,B\n", "twice"), (b"code,name\n\xff\xfe,x\n", "no CSV in UTF-8"), (None, "no such file")],
)  # fmt: skip
def test_a_roster_that_does_not_fit_is_refused(tmp_path: Path, content: bytes | None, message: str):
    roster = tmp_path / "roster.csv"
    if content is not None:
        roster.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        table("completion-record", recorded(), roster=str(roster))


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path):
    script = Script(mode="class", purpose="record", voters="people")
    codes = [text for text in NASTY if text.strip() and "\x1b" not in text]
    for who in codes:
        script.add(Joined, who=who)
        script.vote(who)
    script.choose(reason="=cmd|' /C calc'!A0")
    for name in ("completion-record", "play-data"):
        (said,) = made(name, script.record, "csv", provider="@SUM(A1)", course="-1+1", instructor="\t=1")
        for row in csv.reader(io.StringIO(said, newline="")):
            assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


# Raw data


@pytest.mark.parametrize("play", [alone, recorded, full_class, lambda: Script().record])
def test_the_data_fit_their_schema_which_refuses_other_data(play: Callable[[], PlayRecord]):
    record = play()
    told, schema = map(json.loads, made("play-data", record, "json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(told, schema)
    assert told["format"] == 2
    for spoilt in ({**told, "format": 1}, {**told, "more": 1}, {k: v for k, v in told.items() if k != "ballots"},
                   {**told, "events": [{"kind": "chose"}]}):  # fmt: skip
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(spoilt, schema)


def test_the_data_of_a_class_for_practice_tell_counts_and_nobody():
    script = Script(mode="class", voters="tables")
    for who in ("north", "south"):
        script.add(Joined, who=who, heads=6)
    shown = script.play.shown()
    script.vote("north", shown[0])
    script.vote("south", shown[1])
    script.choose()
    told, _ = map(json.loads, made("play-data", script.record, "json"))
    assert [set(e) for e in told["events"] if e["kind"] == "voted"] == [{"seq", "at", "kind", "withheld"}] * 2
    assert told["ballots"][0]["rounds"] == [{"counts": {shown[0]: 1, shown[1]: 1}}]


def test_the_data_of_a_class_under_five_hold_no_count():
    script = Script(mode="class", voters="hands")
    script.add(Joined, who="", heads=4)
    script.vote("", script.play.shown()[0], 4)
    script.choose()
    told, _ = map(json.loads, made("play-data", script.record, "json"))
    assert told["ballots"][0] == {**told["ballots"][0], "rounds": [{"counts": None}], "withheld": True}
    assert [e for e in told["events"] if e["kind"] == "voted"] == [{**told["events"][2], "withheld": True}]
    (row,) = table("play-data", script.record)
    assert row["votes_first"] == row["votes_last"] == "withheld"


def test_hands_that_nobody_counted_beforehand_are_told_only_from_five_up():
    for heads, expected in ((4, "A group under five is not broken down."), (5, "5 votes: ")):
        script = Script(mode="class", voters="hands")
        script.vote("", script.play.shown()[0], heads)
        script.choose()
        assert expected in made("after-action", script.record, "md")[0]


def test_the_table_has_a_row_for_each_decision_with_its_votes():
    record = full_class()
    rows = table("play-data", record)
    assert [row["choice"] for row in rows] == [e.choice for e in record.play.events if isinstance(e, Chose)]
    told = [row["votes_first"] for row in rows if row["votes_first"] != "withheld"]
    assert all(sum(int(part.rpartition(":")[2]) for part in votes.split()) == 24 for votes in told)
    (again,) = [row for row in rows if row["votes_first"] == "withheld"]
    before = next(e for e in record.play.events if isinstance(e, Injected))
    assert next(e.seq for e in record.play.events[before.seq :] if isinstance(e, Chose)) == int(again["seq"])
    assert [row["counts"] for row in rows].count("no") == sum(not d.counts for d in record.debrief.decisions) == 1


# The report


def test_a_class_that_was_not_large_gets_the_large_parts_when_asked():
    record = recorded()
    assert "Mission area" not in made("after-action", record, "md")[0]
    assert "Mission area" not in made("after-action", full_class(), "md", hseep="no")[0]
    said = made("after-action", record, "md", hseep="yes", sponsor="The county")[0]
    assert "| **Mission area** | to be filled in |" in said
    assert "| **Sponsor** | The county |" in said


def test_the_report_holds_nothing_of_the_programs_own_notes():
    said = made("after-action", full_class(), "md")[0]
    assert "screens" not in said
    assert "``" not in said


def test_every_scenario_of_the_pack_makes_every_document_about_a_play():
    for path in builtin().scenario_paths:
        file = builtin().scenario(path.stem)
        if not isinstance(file.model, Scenario):
            continue
        for record in (alone(path.stem), recorded(path.stem)):
            for name in ("after-action", "debrief-sheet", "play-data"):
                for format_ in ("md", "html", "json", "csv"):
                    if format_ in EXPORT[name].formats:
                        assert make(EXPORT[name], record, format_)


# What people wrote


def test_what_was_written_is_found_with_its_place_and_what_to_write_instead():
    record = recorded(reason="Sgt. Miller said so")
    found = identifying(record)
    assert {(f.place.partition(",")[0], f.text, f.kind) for f in found} == {
        (f"reason for decision {line.number}", "Sgt. Miller", "name") for line in record.account.decisions
    }
    assert all(f.mend for f in found)
    assert identifying(record, only=Joined) == ()


def test_what_was_written_in_small_letters_or_capitals_is_found_too():
    for reason in ("sgt miller said so", "SGT MILLER SAID SO"):
        assert {f.text.lower() for f in identifying(recorded(reason=reason))} == {"sgt miller"}


def test_a_name_on_the_list_of_the_class_is_found_in_what_was_written():
    name = PEOPLE[0]
    found = identifying(recorded(reason=f"{name.upper()}, of course, saw it first; not {name}x"))
    assert {f.text.lower() for f in found if f.place.startswith("reason")} == {name.lower()}
    assert all("on the list" in f.mend for f in found)


def test_invented_people_of_the_scenario_are_passed_over_and_others_are_not():
    record = recorded(reason="I trust Lou more than Tessmer")
    scenario = record.bundle.scenario.model_copy(update={"summary": "Lou waits."})
    told = PlayRecord(replace(record.bundle, scenario=scenario), record.play)
    assert {f.text for f in identifying(record)} == {"Lou", "Tessmer"}
    assert {f.text for f in identifying(told)} == {"Tessmer"}


def test_words_that_the_pack_allows_are_passed_over():
    record = recorded(reason="I trust Tessmer")
    allowing = record.bundle.pack.model_copy(update={"identifying": Identifying(allow=("tessmer",))})
    assert identifying(record) != ()
    assert identifying(PlayRecord(replace(record.bundle, pack=allowing), record.play)) == ()


def test_dates_to_come_of_an_action_are_no_finding_and_its_owner_is_looked_at():
    script = Script(mode="class")
    script.add(
        Noted, topic="action", text="Buy lights", details={"owner": "Sgt. Miller", "start": "2026-04-01", "due": "2026-06-01"}
    )
    assert [(f.place.partition(" of")[0], f.text) for f in identifying(script.record)] == [("owner", "Sgt. Miller")]


def test_every_kind_of_text_that_is_typed_is_looked_through():
    places = {w.place.split(",")[0].split(" `")[0] for w in written(full_class())}
    for place in ("flag", "reason for decision 1", "reason for an override", "note on", "owner of the note on"):
        assert place in places
    assert {w.text for w in written(recorded(), only=Joined)} == set(PEOPLE)


# The table of exports


def test_options_are_named_once_and_said_what_they_are():
    for takes in (*(export.options for export in EXPORTS), *FORMAT_OPTIONS.values()):
        names = [name for name, _ in takes]
        assert len(names) == len(set(names))
        assert all(about for _, about in takes)


def test_a_kept_play_gives_the_same_documents(tmp_path: Path):
    from engine.play.bundle import from_parts
    from engine.play.fold import replay
    from engine.records import Records
    from engine.states.program import Program

    record = full_class()
    with Records.open(tmp_path / "plays.db") as records:
        id_ = keep(record, records)
        kept = from_parts(records.bundle(id_))
        again = PlayRecord(kept, replay(Program(kept.scenario), records.events(id_)), record.play_id)
    for name, format_ in (("after-action", "html"), ("debrief-sheet", "md"), ("play-data", "json")):
        assert made(name, again, format_) == made(name, record, format_)
