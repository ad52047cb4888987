"""Sheets and scenarios: what fits is applied, what does not is named, and nothing that was filled in is lost."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.check import behavior
from engine.check.survey import check
from engine.pack.diagnostics import Severity
from engine.pack.folder import Pack, builtin, open_pack
from engine.pack.local.fit import fit
from engine.pack.local.refill import refill
from engine.pack.local.sheet import LocalSheet, read_sheet
from engine.pack.local.slots import LocalKind, helper_slots, paragraphs, slots
from engine.pack.local.words import LocalText, LocalWords, localized
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo, Resource
from engine.play.bundle import Bundle, bundle, from_parts
from exporters.scenario.local_form import scenario_form
from tests.laws import compared, law
from tests.strategies import scenario_data

BASE = Path(__file__).parents[3] / "cases" / "base.yaml"
INFO = PackInfo(hotwash=1, name="test", title="Test", version=1, resources=(Resource(name="Peers", contact="555-0100"),))
AGAIN = "hotwash localize x"


def form(scenario: Scenario, sheet: LocalSheet | None = None) -> str:
    known = [*helper_slots(INFO), *slots(scenario)]
    own = refill(sheet or LocalSheet(""), known)
    return scenario_form(Bundle(scenario, None, {}, INFO), own, AGAIN)


def filled(text: str, key: str, **fields: str) -> str:
    """A sheet with something written under a key."""
    begin = text.index(f"\n[{key}]\n") + 1
    end = text.find("\n[", begin)
    entry = text[begin : end if end > 0 else None]
    for label, value in fields.items():
        head, _, rest = entry.partition(f"\n{label}:")
        entry = f"{head}\n{label}: {value}\n{rest.partition(chr(10))[2]}"
    return text[:begin] + entry + (text[end:] if end > 0 else "")


def fitted(text: str, scenario: Scenario) -> Any:
    return fit(read_sheet(text.encode(), "x.txt"), [*slots(scenario), *helper_slots(INFO)], f"test/{scenario.id}", AGAIN)


@pytest.fixture
def data() -> dict[str, Any]:
    return yaml.safe_load(BASE.read_text())  # type: ignore[no-any-return]


@pytest.fixture
def example(data: dict[str, Any]) -> Scenario:
    return Scenario.model_validate(data)


def test_every_text_that_people_read_has_a_key() -> None:
    from engine.pack.prose import of_scenario

    for path in builtin().scenario_paths:
        scenario = builtin().scenario(path.stem).model
        assert scenario is not None
        known = {slot.path for slot in slots(scenario)}
        missing = [text.path for text in of_scenario(scenario) if text.path not in known and text.path[0] != "claims"]
        assert missing == []
        keys = [slot.key for slot in slots(scenario)]
        assert len(keys) == len(set(keys)) > 200


def test_a_sheet_changes_lines_numbers_names_and_words(example: Scenario, data: dict[str, Any]) -> None:
    text = filled(form(example), "scene.door.text.1", yours="You stand at 14 Mill Street.")
    text = filled(text, "minutes.class", yours="25")
    text = filled(text, "help.1.phone", yours="555-0134")
    text = text.replace("[everywhere]\nhere:\nyours:", "[everywhere]\nhere: second officer\nyours: the sergeant", 1)
    found = fitted(text, example)
    assert found.problems == ()
    local = localized(data, example, found.words)
    assert local.scenes["door"].text == "You stand at 14 Mill Street."
    assert local.minutes.class_ == 25
    assert local.scenes["door"].decision is not None
    assert local.scenes["door"].decision.choices["wait"].text == "Wait for the sergeant."
    assert found.words.texts["help.1.phone"] == LocalText(was="555-0100", now="555-0134")
    assert found.places[("minutes", "class")].file == "x.txt"


def test_a_word_is_said_otherwise_as_a_whole_with_its_capital_and_not_in_a_line_of_ones_own(example: Scenario) -> None:
    text = filled(form(example), "scene.calm.text.1", yours="It stays quiet here.")
    text = text.replace("[everywhere]\nhere:\nyours:", "[everywhere]\nhere: it\nyours: the house", 1)
    words = fitted(text, example).words.texts
    assert words["scene.calm.text.1"].now == "It stays quiet here."
    assert words["scene.door.choice.call-out.why"].now == "The house warns everybody, and the house may calm somebody."
    assert "waiting" not in str(words["scene.door.choice.call-out.why"])


def test_marks_of_a_policy_count_and_cite_it(example: Scenario, data: dict[str, Any]) -> None:
    text = filled(
        form(example), "scene.door.choice.call-out.marks", yours="+wait-for-backup", policy="order 4.2", why="One calls first."
    )
    found = fitted(text, example)
    assert found.problems == ()
    choice = localized(data, example, found.words).scenes["door"].decision.choices["call-out"]  # type: ignore[union-attr]
    assert choice.marks == ("+wait-for-backup",)
    assert choice.why == "It warns everybody, and it may calm somebody. By your agency's order 4.2: One calls first."
    assert found.words.cited("door", "call-out")["wait-for-backup"].cited == "by your agency's order 4.2"


@pytest.mark.parametrize(
    ("key", "fields", "message", "mend"),
    [
        ("minutes.class", {"yours": "an hour"}, "whole number of at least 1, found `an hour`", "such as `20`"),
        ("help.checked", {"yours": "maybe"}, "expected `yes` or `no`, found `maybe`", "one of the two"),
        ("scene.door.choice.wait.marks", {"yours": "~wait-for-backup"}, "no policy is named", "order 4.2"),
        ("scene.door.choice.wait.marks", {"policy": "order 4.2"}, "no mark stands after `yours:`", "`+lesson` upheld"),
        ("scene.door.choice.wait.marks", {"yours": "wait-for-backup", "policy": "x"}, "`wait-for-backup` is no mark", "`+wait-for-backup`"),
        ("scene.door.choice.wait.marks", {"yours": "+wait-for-bakcup!", "policy": "x"}, "is no mark", "did you mean"),
        ("scene.door.choice.wait.marks", {"yours": "\u2013wait-for-backup", "policy": "x"}, "is no mark", "write `-wait-for-backup`,"),
        ("scene.door.choice.wait.marks", {"yours": "+wait-for-backup ~wait-for-backup", "policy": "x"}, "is marked twice", "keep one"),
        ("scene.door.prompt", {"here": "What then?", "yours": "And now?"}, "is not the scenario's line, which is still `What now?`", AGAIN),
    ],
)  # fmt: skip
def test_what_cannot_be_applied_is_named(example: Scenario, key: str, fields: dict[str, str], message: str, mend: str) -> None:
    found = fitted(filled(form(example), key, **fields), example)
    (problem,) = found.problems
    assert message in problem.message
    assert mend in problem.mend
    assert problem.place.file == "x.txt"
    assert not found.words


def test_an_unknown_key_has_the_nearest_one_for_its_mend(example: Scenario) -> None:
    text = form(example) + "[scene.dor.prompt]\nhere: What now?\nyours: And now?\n"
    (problem,) = fitted(text, example).problems
    assert "there is no line `[scene.dor.prompt]` in test/example" in problem.message
    assert problem.mend == "did you mean `[scene.door.prompt]`?"


def test_a_word_that_stands_nowhere_has_the_nearest_one_for_its_mend(example: Scenario) -> None:
    text = form(example).replace("[everywhere]\nhere:\nyours:", "[everywhere]\nhere: sombody\nyours: a man", 1)
    (problem,) = fitted(text, example).problems
    assert problem.mend in ("did you mean `somebody`?", "did you mean `Somebody`?")


def test_a_sheet_of_another_scenario_or_form_is_refused(example: Scenario) -> None:
    text = form(example)
    for wrong, message in (("scenario: test/other", "this sheet is for `test/other`"), ("format: 2", "format `2` is not known")):
        label = wrong.partition(":")[0]
        right = "scenario: test/example" if label == "scenario" else "format: 1"
        (problem,) = fitted(text.replace(right, wrong), example).problems
        assert message in problem.message
    (problem,) = fitted("[title]\nhere: Example\nyours: Mine\n", example).problems
    assert "`[about this sheet]` is missing" in problem.message


def test_a_changed_line_is_a_problem_and_never_gets_the_text_that_was_for_another(
    example: Scenario, data: dict[str, Any]
) -> None:
    text = filled(form(example), "scene.door.prompt", yours="And now?")
    data["scenes"]["door"]["decision"]["prompt"] = "Who goes in?"
    later = Scenario.model_validate(data)
    found = fitted(text, later)
    (problem,) = found.problems
    assert "has changed since yours was written: it was `What now?`, and is `Who goes in?`" in problem.message
    assert not found.words
    again = form(later, read_sheet(text.encode(), "x.txt"))
    assert fitted(again, later).problems == ()
    assert not fitted(again, later).words
    assert again.endswith("[put aside: scene.door.prompt]\nwas:   What now?\nyours: And now?\n")
    assert form(later, read_sheet(again.encode(), "x.txt")) == again


def test_a_line_that_moved_takes_its_text_along(example: Scenario, data: dict[str, Any]) -> None:
    text = filled(form(example), "scene.door.text.1", yours="At Mill Street.")
    data["scenes"]["door"]["text"] = "It is late.\n\n" + data["scenes"]["door"]["text"]
    later = Scenario.model_validate(data)
    again = fitted(form(later, read_sheet(text.encode(), "x.txt")), later)
    assert again.problems == ()
    assert {key: text.now for key, text in again.words.texts.items()} == {"scene.door.text.2": "At Mill Street."}


def test_who_wrote_over_the_scenarios_line_is_told_and_loses_nothing(example: Scenario) -> None:
    text = form(example).replace("here:  What now?", "here:  And now, at Mill Street?")
    (problem,) = fitted(text, example).problems
    assert "which is still `What now?`" in problem.message
    again = fitted(form(example, read_sheet(text.encode(), "x.txt")), example)
    assert again.problems == ()
    assert again.words.texts["scene.door.prompt"].now == "And now, at Mill Street?"


@law(60, deep=0.5)
@given(scenario_data())
def test_a_sheet_of_the_scenarios_own_texts_changes_nothing(data: dict[str, Any]) -> None:
    scenario = Scenario.model_validate(data)
    known = [*slots(scenario), *helper_slots(INFO)]
    text = form(scenario)
    for slot in known:
        if slot.text and slot.kind is not LocalKind.MARKS:
            text = filled(text, slot.key, yours=slot.text.replace("\n", "\n  "))
    found = fitted(text, scenario)
    assert found.problems == ()
    assert found.words == LocalWords()
    assert localized(data, scenario, found.words) == scenario
    if len(known) > 20:
        compared("deep")


@law(60, changed=0.6)
@given(scenario_data(), st.data())
def test_making_a_sheet_again_keeps_what_was_filled_in(data: dict[str, Any], draw: st.DataObject) -> None:
    scenario = Scenario.model_validate(data)
    known = [slot for slot in slots(scenario) if slot.kind in (LocalKind.LINE, LocalKind.PARAGRAPH)]
    chosen = draw.draw(st.lists(st.sampled_from(known), min_size=1, max_size=5, unique=True))
    text = form(scenario)
    for number, slot in enumerate(chosen):
        text = filled(text, slot.key, yours=f"Of our own: {number}.")
    before = fitted(text, scenario)
    again = form(scenario, read_sheet(text.encode(), "x.txt"))
    after = fitted(again, scenario)
    assert (before.words, before.problems) == (after.words, after.problems)
    assert len(after.words.texts) == len(chosen)
    assert form(scenario, read_sheet(again.encode(), "x.txt")) == again
    local = localized(data, scenario, after.words)
    told = {slot.key: slot.text for slot in slots(local)}
    assert all(told[slot.key] == f"Of our own: {number}." for number, slot in enumerate(chosen))
    assert {key for key, text_ in told.items() if text_.startswith("Of our own")} == {slot.key for slot in chosen}
    compared("changed")


# -- In a pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "local").mkdir(parents=True)
    (folder / "pack.yaml").write_text("hotwash: 1\nname: test\ntitle: Test\nversion: 1\n")
    (folder / "example.yaml").write_bytes(BASE.read_bytes())
    return folder


def sheet_of(folder: Path, **fields: dict[str, str]) -> Path:
    """A sheet beside the pack, with these fields by key; `__` for a dot."""
    scenario = Pack(folder, as_published=True).scenario("example").model
    assert scenario is not None
    published = Bundle(scenario, None, {}, Pack(folder).info)
    known = [*slots(scenario), *helper_slots(published.pack)]
    text = scenario_form(published, refill(LocalSheet(""), known), AGAIN)
    for key, entry in fields.items():
        text = filled(text, key.replace("__", ".").replace("_", "-"), **entry)
    file = folder / "local" / "example.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_play_check_and_exports_see_the_one_scenario(pack: Path) -> None:
    sheet_of(pack, scene__door__prompt={"yours": "And now, at Mill Street?"})
    made = bundle(open_pack(pack), "example")
    assert made.scenario.scenes["door"].decision is not None
    assert made.scenario.scenes["door"].decision.prompt == "And now, at Mill Street?"
    assert check([pack]).count(Severity.ERROR) == 0


def test_a_finding_about_ones_own_words_points_at_the_sheet(pack: Path) -> None:
    file = sheet_of(pack, you={"yours": "An officer who rides with Sergeant Varnholt."})
    found = [f for f in check([pack]).findings if f.code == "HW501"]
    assert [Path(f.place.file).name for f in found] == [file.name]
    assert file.read_text().split("\n")[found[0].place.line - 1].startswith("yours: An officer who rides")
    assert Path(found[0].related[0].place.file).name == "example.yaml"


def test_units_places_and_numbers_of_ones_own_are_meant(pack: Path) -> None:
    sheet_of(pack, scene__calm__text__1={"yours": "It stays quiet at 14 Mill Street. Call 555-0134."})
    assert [f for f in check([pack]).findings if f.code == "HW501"] == []


def test_a_record_of_versions_minds_marks_and_not_words(pack: Path) -> None:
    from engine.check.recording import record

    record([pack])
    before = json.loads((pack / "versions.json").read_text())
    sheet_of(pack, scene__door__prompt={"yours": "And now?"})
    assert [f for f in check([pack]).findings if f.code == "HW314"] == []
    marks = "scene__door__choice__call_out__marks"
    file = sheet_of(pack, **{marks: {"yours": "-wait-for-backup", "policy": "order 4.2"}})
    (found,) = [f for f in check([pack]).findings if f.code == "HW314"]
    assert "by your agency's order 4.2" in found.message
    assert Path(found.place.file).name == file.name
    record([pack])
    assert json.loads((pack / "versions.json").read_text()) == before


def test_a_comment_in_the_scenario_excuses_no_line_of_a_sheet(pack: Path) -> None:
    file = sheet_of(pack, you={"yours": "An officer who rides with Sergeant Varnholt."})
    line = file.read_text().split("\n").index("yours: An officer who rides with Sergeant Varnholt.")
    lines = (pack / "example.yaml").read_text().split("\n")
    while len(lines) < line:
        lines.append("")
    lines.insert(line, "# hotwash: ignore[HW501] another file")
    (pack / "example.yaml").write_text("\n".join(lines) + "\n# end\n")
    assert "HW501" in {f.code for f in check([pack]).findings}


def test_an_error_of_a_sheet_stops_the_scenario_and_no_other(pack: Path) -> None:
    file = sheet_of(pack, minutes__class={"yours": "long"})
    (pack / "other.yaml").write_text(BASE.read_text().replace("id: example", "id: other"))
    findings = [f for f in check([pack]).findings if f.severity is Severity.ERROR]
    assert [(f.code, Path(f.place.file).name) for f in findings] == [("HW026", file.name)]
    assert open_pack(pack).scenario("example").model is None
    assert open_pack(pack).scenario("other").model is not None


def test_a_sheet_for_all_scenarios_gives_way_to_that_of_one(pack: Path) -> None:
    sheet_of(pack, scene__door__text__1={"yours": "At the door."})
    (pack / "local" / "pack.txt").write_text(
        "[about this sheet]\nformat: 1\nscenario: test\n\n[everywhere]\nhere: backup\nyours: help\n\n"
        "[everywhere]\nhere: door\nyours: gate\n\n[everywhere]\nhere: helicopter\nyours: drone\n"
    )
    model = open_pack(pack).scenario("example").model
    assert model is not None
    assert model.objectives[0].text == "Wait for help"
    assert model.setting == "A front gate in the evening."
    assert model.scenes["door"].text == "At the door."


def test_a_play_keeps_the_words_that_it_was_played_in(pack: Path) -> None:
    published = bundle(open_pack(pack), "example")
    marks = "scene__door__choice__call_out__marks"
    sheet_of(pack, scene__door__prompt={"yours": "And now?"}, **{marks: {"yours": "+wait-for-backup", "policy": "order 4.2"}})
    made = bundle(open_pack(pack), "example")
    parts = made.parts()
    assert "local" not in published.parts()
    assert {k: v for k, v in parts.items() if k != "local"} == published.parts()
    (pack / "local" / "example.txt").unlink()
    kept = from_parts(parts)
    assert kept.scenario == made.scenario
    assert kept.local == made.local
    assert kept.parts() == parts
    assert behavior.content(kept.scenario) != behavior.content(published.scenario)


def test_marks_of_a_policy_change_what_a_decision_is_worth(pack: Path) -> None:
    before = bundle(open_pack(pack), "example").valuation
    assert before.least_loss(0) == 0
    marks = "scene__door__choice__wait__marks"
    sheet_of(pack, **{marks: {"yours": "-wait-for-backup", "policy": "order 4.2"}})
    after = bundle(open_pack(pack), "example").valuation
    assert after.least_loss(0) == Fraction(1, 2)


def test_the_data_of_a_file_is_left_as_it_is(example: Scenario, data: dict[str, Any]) -> None:
    before = copy.deepcopy(data)
    words = fitted(filled(form(example), "title", yours="Mine"), example).words
    assert localized(data, example, words).title == "Mine"
    assert data == before


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert paragraphs("a\nb\n\n  \nc\n") == ["a\nb", "c"]


def test_a_sheet_that_nobody_reads_is_named(pack: Path) -> None:
    sheet_of(pack).rename(pack / "local" / "exmaple.txt")
    (pack / "local" / "pack.txt").write_text("[about this sheet]\nformat: 1\nscenario: test\n")
    (pack / "local" / "notes.md").write_text("nothing of ours")
    (finding,) = [f for f in check([pack]).findings if f.code == "HW022"]
    assert Path(finding.place.file).name == "exmaple.txt"
    assert finding.mend == "did you mean `example.txt`?"
    (pack / "local" / "exmaple.txt").rename(pack / "local" / "example.txt.txt")
    (finding,) = [f for f in check([pack]).findings if f.code == "HW022"]
    assert finding.mend == "did you mean `example.txt`?"
