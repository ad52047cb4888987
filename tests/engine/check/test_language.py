"""Packs in other languages, and packs of other fields: what is said of them, and what is left unsaid."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.check.survey import check
from engine.pack.diagnostics import Finding, Severity

CASES = Path(__file__).parents[2] / "cases" / "fields"


def pack(tmp_path: Path, name: str, language: str | None = None) -> Path:
    """A copy of a case, with `language` in its `pack.yaml`."""
    folder = tmp_path / name
    shutil.copytree(CASES / name, folder)
    if language:
        with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
            file.write(f"language: {language}\n")
    return folder


def found(folder: Path) -> list[Finding]:
    return list(check([folder]).findings)


def of(findings: list[Finding], code: str) -> list[Finding]:
    return [f for f in findings if f.code == code]


def test_a_fire_pack_without_notes_is_asked_for_them(tmp_path: Path) -> None:
    messages = [f.message for f in of(found(pack(tmp_path, "fire-notes")), "HW503")]
    assert any("`firefighter is badly burned`" in m and "`officer-injury`" in m for m in messages)
    assert any("`another is dead`" in m and "`death-mention`" in m for m in messages)


NOTED = {
    "suicide-talk": ["The inmate says that he wants to be dead.", "She stands on the platform and has no reason to live.",
                     "A noose hangs from the vent."],
    "officer-injury": ["The paramedic was badly burned by the oxygen.", "The nurse is hurt.", "The lookout was struck.", "The copilot is unconscious.", "The warden was stabbed in the yard."],
    "civilian-injury": ["The patient is bleeding.", "An inmate was stabbed.", "Two passengers were injured."],
    "death-mention": ["A patient died in her arms.", "One firefighter is dead.", "He was pronounced dead at the gate.",
                      "The pilot lost his life."],
    "vehicle-crash": ["The train derails in the curve.", "The helicopter crashed behind the hangar."],
    "child-present": ["The newborn is in the crib."],
}  # fmt: skip


@pytest.mark.parametrize(("note", "text"), [(note, text) for note, texts in NOTED.items() for text in texts])
def test_words_of_every_field_ask_for_a_note(tmp_path: Path, note: str, text: str) -> None:
    folder = pack(tmp_path, "fire-notes")
    scenario = folder / "dryer.yaml"
    told = "One firefighter is badly burned and another is dead. The nurse is hurt. A patient died in her arms."
    source = scenario.read_text(encoding="utf-8")
    assert told in source
    scenario.write_text(source.replace(told, text), encoding="utf-8")
    assert [f for f in of(found(folder), "HW503") if f"`{note}`" in f.message]


def test_harmless_words_ask_for_no_note(tmp_path: Path) -> None:
    folder = pack(tmp_path, "fire-notes")
    scenario = folder / "dryer.yaml"
    told = "One firefighter is badly burned and another is dead. The nurse is hurt. A patient died in her arms."
    calm = "The engine died at the light. The line is dead. Nobody is hurt. The crew is struck by the idea. The patient may live."
    scenario.write_text(scenario.read_text(encoding="utf-8").replace(told, calm), encoding="utf-8")
    assert of(found(folder), "HW503") == []


def test_a_pack_in_another_language_is_told_once_what_does_not_apply(tmp_path: Path) -> None:
    findings = found(pack(tmp_path, "spanish-pack", "es"))
    (note,) = of(findings, "HW507")
    assert note.severity is Severity.INFO
    assert note.path == ("language",)
    for code in ("HW404", "HW407", "HW501", "HW503"):
        assert code in note.message
        assert of(findings, code) == []


def test_a_pack_in_another_language_that_does_not_say_so_is_no_silent_pass(tmp_path: Path) -> None:
    (warning,) = of(found(pack(tmp_path, "spanish-pack")), "HW507")
    assert warning.severity is Severity.WARNING
    assert "`language`" in warning.mend


def test_a_script_without_latin_letters_is_seen(tmp_path: Path) -> None:
    folder = pack(tmp_path, "spanish-pack")
    scenario = folder / "dryer.yaml"
    source = scenario.read_text(encoding="utf-8")
    for said in ("¿Qué hace usted primero?", "La secadora"):
        assert said in source
        source = source.replace(said, "الرجل يقول إنه يريد أن يموت")
    scenario.write_text(source, encoding="utf-8")
    assert len(of(found(folder), "HW507")) == 1


def test_english_of_any_country_is_english(tmp_path: Path) -> None:
    findings = found(pack(tmp_path, "fire-notes", "en-GB"))
    assert of(findings, "HW507") == []
    assert of(findings, "HW503") != []


def test_notes_of_the_retold_report_are_asked_for_in_any_language(tmp_path: Path) -> None:
    folder = pack(tmp_path, "spanish-pack", "es")
    report = folder / "reports" / "dryer.yaml"
    report.write_text(report.read_text(encoding="utf-8") + "content_notes: [suicide-talk]\n", encoding="utf-8")
    (finding,) = of(found(folder), "HW503")
    assert "`suicide-talk`" in finding.message


@pytest.mark.parametrize("language", ["English", "e", "es_MX", "es-", '""'])
def test_a_language_that_is_no_tag_is_refused(tmp_path: Path, language: str) -> None:
    assert any(f.severity is Severity.ERROR and f.path == ("language",) for f in found(pack(tmp_path, "fire-notes", language)))


def test_words_of_the_pack_are_added_and_allowed(tmp_path: Path) -> None:
    folder = pack(tmp_path, "fire-notes")
    before = [f.message for f in of(found(folder), "HW501")]
    assert any("`Engine 2`" in m for m in before)
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("identifying: {allow: [engine 2, Ladder 1], places: [the eaves]}\n")
    after = [f.message for f in of(found(folder), "HW501")]
    assert not any("`Engine 2`" in m or "`Ladder 1`" in m for m in after)
    assert any("`the eaves`" in m for m in after)


def test_a_single_name_counts_in_a_report_and_not_in_a_scenario(tmp_path: Path) -> None:
    folder = pack(tmp_path, "fire-notes")
    report, scenario = folder / "reports" / "dryer.yaml", folder / "dryer.yaml"
    for file, old in ((report, "There was light smoke."), (scenario, "A patient died in her arms.")):
        source = file.read_text(encoding="utf-8")
        assert old in source
        file.write_text(source.replace(old, "Then Tessmer came."), encoding="utf-8")
    said = [f for f in of(found(folder), "HW501") if "`Tessmer`" in f.message]
    assert [Path(f.place.file).parent.name for f in said] == ["reports"]
