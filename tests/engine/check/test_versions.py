"""The behavior digest, and the record of versions."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from engine.check import behavior, versions
from engine.check.cache import Cache
from engine.check.checker import judge
from engine.check.recording import record
from engine.check.survey import check
from engine.errors import PackError
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import builtin, open_pack
from engine.pack.scenario import Scenario
from engine.states.program import Program
from tests.laws import compared, law
from tests.strategies import plain_data, scenario_data

Data = dict[str, Any]


def digest(data: Data) -> str:
    found = behavior.digest(Program(Scenario.model_validate(data)))
    assert found is not None
    return found


def rename(data: Data) -> Data:
    """Every id of scenes, choices, facts and injects with another name, and all of them in another order."""
    scenes, facts, injects = data["scenes"], data["facts"], data.get("injects", {})
    names = {name: f"x{name}" for name in (*scenes, *injects)} | {name: f"x_{name}" for name in facts}
    names |= {choice: f"y{choice}" for scene in scenes.values() for choice in scene.get("decision", {}).get("choices", ())}

    ids = "|".join(sorted(map(re.escape, names), key=len, reverse=True))

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            pairs = [(names.get(k, k), walk(v, k)) for k, v in value.items()]
            return dict(reversed(pairs))
        if isinstance(value, list):
            return [walk(item, key) for item in value]
        if isinstance(value, str) and key in {"when", "next", "to", "at", "start", "after", "reaches", "chose", "then"}:
            return re.sub(rf"(?<![\w-])(?:{ids})(?![\w-])", lambda m: names[m[0]], value)
        return value

    return walk(data)  # type: ignore[no-any-return]


@law(60, injects=0.1)
@given(scenario_data(sound=True))
def test_names_that_nobody_sees_and_order_do_not_count(data: Data) -> None:
    other = rename(data)
    assert other != data
    assert digest(other) == digest(data)
    if "injects" in data:
        compared("injects")


Change = Callable[[Data], object]


def decision(data: Data, scene: str = "d0") -> Data:
    return data["scenes"][scene]["decision"]  # type: ignore[no-any-return]


SEEN: dict[str, Change] = {
    "text of a scene": lambda d: d["scenes"]["d0"].update(text="Another."),
    "notes": lambda d: d["scenes"]["d0"].update(notes="Another."),
    "text of a choice": lambda d: decision(d)["choices"]["wait"].update(text="Another."),
    "why": lambda d: decision(d)["choices"]["wait"].update(why="Another."),
    "marks": lambda d: decision(d)["choices"]["go"].update(marks=["-slow-down"]),
    "critical": lambda d: decision(d)["choices"]["rush"].update(critical="So."),
    "weight": lambda d: decision(d).update(weight=2),
    "prompt": lambda d: decision(d).update(prompt="And now?"),
    "odds": lambda d: decision(d, "d1")["choices"]["rush"]["next"][0].update(odds=5),
    "way on": lambda d: decision(d)["choices"]["go"].update(next="later"),
    "availability": lambda d: decision(d, "d1")["choices"]["go"].update(when="seen"),
    "once": lambda d: decision(d)["choices"]["go"].update(next="d0", once=True),
    "what is set": lambda d: decision(d)["choices"]["go"].update(set={"seen": True}),
    "condition of a paragraph": lambda d: d["scenes"]["d1"]["also"][0].update(when="not seen"),
    "text of a paragraph": lambda d: d["scenes"]["d1"]["also"][0].update(text="Another."),
    "a paragraph in the place of the text": lambda d: d["scenes"]["d1"]["also"][0].update(instead=True),
    "a paragraph less": lambda d: d["scenes"]["home"]["also"].pop(),
    "outcome": lambda d: d["scenes"]["hurt"]["ending"].update(outcome="setback"),
    "title of an ending": lambda d: d["scenes"]["hurt"]["ending"].update(title="Another"),
    "text of a card": lambda d: d["injects"]["noise"].update(text="Another."),
    "where a card is played": lambda d: d["injects"]["noise"].update(at=["d0", "d1"]),
    "when a card is played": lambda d: d["injects"]["noise"].update(at=["d1"], when="seen"),
    "what a card sets": lambda d: d["injects"]["noise"].pop("set"),
    "setting": lambda d: d.update(setting="Somewhere."),
    "reported": lambda d: d.update(reported={"d0": "wait"}),
}
UNSEEN: dict[str, Change] = {
    "title": lambda d: d.update(title="Another"),
    "summary": lambda d: d.update(summary="Another."),
    "minutes": lambda d: d.update(minutes={"solo": 6, "class": 21}),
    "claims": lambda d: d.update(claims=[{"never": ["setback"]}]),
    "odds over another whole": lambda d: [r.update(odds=r["odds"] * 3) for r in decision(d, "d1")["choices"]["rush"]["next"]],
    "a condition said otherwise": lambda d: d["scenes"]["d1"]["also"][0].update(when="seen == true and not not seen"),
    "lines of a text broken anew": lambda d: d["scenes"]["d0"].update(text="Moment\n0."),
    "a scene that no play reaches": lambda d: d["scenes"].update(apart=copy.deepcopy(d["scenes"]["home"]) | {"also": []}),
    "a fact that nothing reads": lambda d: d["facts"].update(idle=False),
    "a value that is never read": lambda d: decision(d, "d1")["choices"]["go"].update(set={"seen": False}),
    "a next written at each choice": lambda d: [c.setdefault("next", "d1") for c in decision(d)["choices"].values()],
}


def test_a_text_in_whose_place_another_stands_counts_where_it_is_read() -> None:
    data = plain_data(2)
    data["scenes"]["d1"]["also"][0].update(instead=True)
    other, same = copy.deepcopy(data), copy.deepcopy(data)
    other["scenes"]["d1"].update(text="Another.")
    assert digest(other) != digest(data)
    same["scenes"]["d1"]["also"][0].update(when="seen and seen")
    assert digest(same) == digest(data)


@pytest.mark.parametrize("change", SEEN)
def test_what_a_play_shows_counts(change: str) -> None:
    data = plain_data(2)
    SEEN[change](data)
    assert digest(data) != digest(plain_data(2))


@pytest.mark.parametrize("change", UNSEEN)
def test_what_no_play_shows_does_not_count(change: str) -> None:
    data = plain_data(2)
    UNSEEN[change](data)
    assert data != plain_data(2)
    assert digest(data) == digest(plain_data(2))


def test_a_card_that_changes_nothing_counts_where_it_can_be_played() -> None:
    data = plain_data(2)
    data["injects"]["talk"] = {"text": "A question.", "at": ["d1"], "when": "seen"}
    changed = copy.deepcopy(data)
    changed["injects"]["talk"]["when"] = "not seen"
    assert len({digest(plain_data(2)), digest(data), digest(changed)}) == 3


def test_where_not_all_paragraphs_fit_each_scene_is_told_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    data = plain_data(2)
    whole = digest(data)
    program = Program(Scenario.model_validate(data))
    together = [len(behavior._explored(program, scenes).nodes) for scenes in (range(len(program.scenes)), [])]
    monkeypatch.setattr(behavior, "MOST", together[0] - 1)
    parts = digest(data)
    assert parts != whole
    SEEN["condition of a paragraph"](data)
    assert digest(data) != parts
    monkeypatch.setattr(behavior, "MOST", together[1] - 1)
    assert behavior.digest(Program(Scenario.model_validate(data))) is None


# -- The record of a pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    write(tmp_path, plain_data(3))
    return tmp_path


def write(folder: Path, data: Data, **change: Any) -> None:
    (folder / f"{data['id']}.yaml").write_text(json.dumps(data | change))


def found(folder: Path) -> list[Finding]:
    return [f for f in judge(open_pack(folder), folder / "made-up.yaml").findings if f.code == "HW314"]


def test_without_a_record_nothing_is_said(pack: Path) -> None:
    assert found(pack) == []


def test_a_change_under_the_same_version_is_reported_and_another_version_noted(pack: Path) -> None:
    assert [each.outcome for each in record([pack])] == ["recorded"]
    assert found(pack) == []
    changed = plain_data(3)
    SEEN["marks"](changed)
    write(pack, changed)
    (warning,) = found(pack)
    assert (warning.severity, warning.path) == (Severity.WARNING, ("version",))
    assert warning.message == "it does not do what version 1 did when it was recorded"
    assert [each.outcome for each in record([pack])] == ["changed"]
    write(pack, changed, version=2)
    (note,) = found(pack)
    assert (note.severity, note.message) == (Severity.INFO, "version 2 is not recorded")
    assert [each.outcome for each in record([pack])] == ["recorded"]
    assert found(pack) == []
    write(pack, plain_data(3))
    assert found(pack) == [], "version 1 is recorded, too, and does what it did"


def test_a_change_that_no_play_shows_is_no_change(pack: Path) -> None:
    record([pack])
    write(pack, rename(plain_data(3)) | {"title": "Another"})
    assert found(pack) == []


def test_a_version_that_goes_back_is_reported(pack: Path) -> None:
    write(pack, plain_data(3), version=4)
    record([pack])
    write(pack, plain_data(3), version=3)
    (warning,) = found(pack)
    assert warning.message == "version 3 is below 4, which is recorded"


def test_an_unsound_scenario_is_not_recorded(pack: Path) -> None:
    data = plain_data(3)
    decision(data)["choices"]["go"]["next"] = "d0"
    write(pack, data)
    assert [each.outcome for each in record([pack])] == ["unsound"]
    assert not (pack / versions.FILE).exists()


def test_a_record_of_another_method_is_made_anew(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record([pack])
    monkeypatch.setattr(behavior, "METHOD", 2)
    (note,) = found(pack)
    assert "recorded in another way" in note.message
    assert [each.outcome for each in record([pack])] == ["recorded"]
    assert found(pack) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"hotwash": 2, "method": 1}', '{"method": 1, "scenarios": {"a": 3}}', '{"method": "x"}']
)
def test_a_damaged_record_is_one_finding_and_the_rest_goes_on(pack: Path, text: str) -> None:
    data = plain_data(3)
    decision(data)["choices"]["go"]["next"] = "nowhere"
    write(pack, data)
    (pack / versions.FILE).write_text(text)
    verdict = check([pack])
    damaged, broken = sorted((f for f in verdict.findings if f.severity is Severity.ERROR), key=lambda f: f.code, reverse=True)
    assert (damaged.code, broken.code) == ("HW314", "HW101")
    assert damaged.place.file.endswith(versions.FILE)
    assert damaged.message.startswith("not a record of versions")
    assert damaged.mend == "remove it and run `hotwash check --record`"
    with pytest.raises(PackError, match=r"versions\.json: not a record of versions"):
        record([pack])


def test_the_record_of_a_later_version_of_the_program_is_kept_as_it_is(pack: Path) -> None:
    record([pack])
    file = pack / versions.FILE
    later = json.loads(file.read_text()) | {"method": behavior.METHOD + 1}
    file.write_text(json.dumps(later))
    with pytest.raises(PackError, match="a later version of Hotwash wrote this"):
        record([pack])
    assert json.loads(file.read_text()) == later
    (finding,) = found(pack)
    assert finding.severity is Severity.INFO
    assert "later version" in finding.message


def test_a_record_that_is_a_link_stays_one(pack: Path, tmp_path: Path) -> None:
    held = tmp_path / "held.json"
    held.write_text(json.dumps({"method": behavior.METHOD}))
    file = pack / versions.FILE
    file.symlink_to(held)
    assert [each.outcome for each in record([pack])] == ["recorded"]
    assert file.is_symlink()
    assert len(json.loads(held.read_text())["scenarios"]) == 1


def test_an_unchanged_file_is_not_explored_for_its_digest(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record([pack])
    monkeypatch.setattr(behavior, "digest", lambda _: pytest.fail("explored"))
    assert found(pack) == []


def test_the_record_is_no_file_of_the_pack_and_verdicts_rest_on_it(pack: Path) -> None:
    verdict = check([pack])
    record([pack])
    after = check([pack])
    assert (after.files, after.checked) == (verdict.files, verdict.checked)
    judged = open_pack(pack)
    assert versions.FILE not in {path.name for path in judged.paths}
    judge(judged, pack / "made-up.yaml")
    assert f"file {pack / versions.FILE}" in judged.grounds


def test_where_the_file_says_what_it_said_check_and_record_agree_on_it(pack: Path) -> None:
    record([pack])
    file = pack / versions.FILE
    data = json.loads(file.read_text())
    data["scenarios"]["made-up"]["1"]["behavior"] = "0" * 32
    file.write_text(json.dumps(data))
    assert found(pack) == []
    assert [each.outcome for each in record([pack])] == ["known"]
    write(pack, plain_data(3) | {"title": "Another"})
    assert [f.severity for f in found(pack)] == [Severity.WARNING]
    assert [each.outcome for each in record([pack])] == ["changed"]


def test_a_recorded_scenario_that_is_gone_is_named_whatever_is_cached(pack: Path) -> None:
    write(pack, plain_data(2) | {"id": "other"})
    record([pack])
    cache = pack / ".cache"
    check([pack], cache=Cache(cache))
    assert Cache(cache).verdict([pack]) is not None
    (pack / "made-up.yaml").unlink()
    assert Cache(cache).verdict([pack]) is None
    assert Cache(cache).verdict([pack / "other.yaml"]) is None
    for target in (pack, pack / "other.yaml"):
        (finding,) = [f for f in check([target], cache=Cache(cache)).findings if f.code == "HW314"]
        assert finding.message.startswith("no scenario of this pack is called `made-up`")
        line = (pack / versions.FILE).read_text().splitlines()[finding.place.line - 1]
        assert line[finding.place.column - 1 :].startswith('"made-up"')
    assert [each.outcome for each in record([pack])] == ["known"]


@pytest.mark.parametrize("name", ["Versions.json", "VERSIONS.JSON", "versions.json.txt"])
def test_a_record_under_nearly_its_name_is_named(name: str, pack: Path) -> None:
    record([pack])
    (pack / versions.FILE).rename(pack / name)
    (finding,) = [f for f in check([pack]).findings if f.code == "HW022"]
    assert (Path(finding.place.file).name, finding.severity) == (name, Severity.WARNING)
    assert finding.message == "this file is not read: the record of versions is called `versions.json`"


def test_every_scenario_of_the_built_in_pack_is_recorded() -> None:
    record_ = versions.read(builtin())
    assert record_ is not None
    assert record_.method == behavior.METHOD
    for path in builtin().scenario_paths:
        scenario = builtin().file(path, Scenario).model
        assert scenario is not None
        assert scenario.version in record_.of(scenario.id)
