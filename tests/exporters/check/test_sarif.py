"""Findings as SARIF, held to the published schema."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin

import pytest
from hypothesis import given
from jsonschema import Draft4Validator

from engine.check.checker import find_rule
from engine.pack.diagnostics import Finding, Place, Related, Severity, Verdict
from exporters.check import findings_sarif
from tests.exporters.check.reports import NAMES, SCHEMAS, WORDS, agrees, all_cases, finding, real
from tests.laws import law

SCHEMA = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text()))
ROOT = Path("/checkout")


def run(verdict: Verdict, root: Path = ROOT) -> dict[str, Any]:
    """The one run of a log that the schema accepts."""
    log = json.loads(findings_sarif.render(verdict, root, "1.2.3"))
    SCHEMA.validate(log)
    (only,) = log["runs"]
    return only


def result(made: Finding, root: Path = ROOT) -> dict[str, Any]:
    (only,) = run(Verdict([made]), root)["results"]
    return only


def artifact(file: str, root: Path = ROOT) -> dict[str, str]:
    return result(finding(file=file), root)["locations"][0]["physicalLocation"]["artifactLocation"]


def fingerprints(verdict: Verdict, root: Path) -> list[str]:
    return [r["partialFingerprints"][findings_sarif.FINGERPRINT] for r in run(verdict, root)["results"]]


def test_one_case_as_reviewed(tmp_path: Path) -> None:
    verdict = real("HW203-dead-end", tmp_path)
    assert agrees("dead-end.sarif", findings_sarif.render(verdict, tmp_path, "1.2.3"))


def test_every_rule_and_its_page_are_valid() -> None:
    verdict = all_cases()
    found = run(verdict, Path.cwd())
    assert len(found["results"]) == len(verdict.findings) > 50
    for rule in found["tool"]["driver"]["rules"]:
        texts = [
            rule["shortDescription"]["text"],
            rule["fullDescription"]["text"],
            rule["help"]["text"],
            rule["help"]["markdown"],
        ]
        assert all(texts), rule["id"]
        assert "\n" not in texts[0] + texts[1]
        assert texts[1].startswith(texts[0])
        assert rule["name"] == find_rule(rule["id"]).RULE.name
        assert texts[3].count("```") == 2 * texts[3].count("```yaml"), "each example stands in a fence of its own"
        assert "\n    " not in texts[3].split("```")[0], "no example is left out of a fence"


def test_nothing_found_is_a_whole_log() -> None:
    found = run(Verdict())
    assert found["results"] == []
    assert found["tool"]["driver"] == {"name": "hotwash", "version": "1.2.3", "rules": []}


def test_result_points_at_its_rule_and_says_how_bad_it_is() -> None:
    found = run(Verdict([finding(Severity.INFO), finding(Severity.WARNING, code="HW001"), finding(Severity.ERROR)]))
    ids = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert ids == ["HW001", "HW014"]
    assert (
        [ids[r["ruleIndex"]] for r in found["results"]] == [r["ruleId"] for r in found["results"]] == ["HW014", "HW001", "HW014"]
    )
    assert [r["level"] for r in found["results"]] == ["note", "warning", "error"]


def test_message_has_the_mend_and_the_play() -> None:
    said = result(finding(mend="did you mean `y`?", play=("a: choose b", "c: choose d")))["message"]["text"]
    assert said == (
        "unknown key `x`\n\nMend: did you mean `y`?\n\nA shortest play that gets there:\n1. a: choose b\n2. c: choose d"
    )


def test_region_counts_characters_and_ends_after_the_last() -> None:
    assert run(Verdict())["columnKind"] == "unicodeCodePoints"
    found = result(finding(line=3, column=5, length=4))
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}


def test_other_places_are_related_locations() -> None:
    others = (Related(Place("pack/b.yaml", 7, 2, 3), "the first"), Related(Place("pack/a.yaml", 1, 1), "the second"))
    related = result(finding(related=others))["relatedLocations"]
    assert [(r["id"], r["message"]["text"]) for r in related] == [(0, "the first"), (1, "the second")]
    assert related[0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 2, "endColumn": 5}
    assert "relatedLocations" not in result(finding())


def test_path_is_a_json_pointer() -> None:
    (logical,) = result(finding(path=("scenes", "a/b~c", 0)))["locations"][0]["logicalLocations"]
    assert logical["fullyQualifiedName"] == "/scenes/a~1b~0c/0"


def test_file_below_the_root_is_named_from_it() -> None:
    assert artifact("/checkout/my pack/ü#?.yaml") == {"uri": "my%20pack/%C3%BC%23%3F.yaml", "uriBaseId": "%SRCROOT%"}
    assert artifact("/checkout/a/../b.yaml")["uri"] == "b.yaml"
    assert artifact("scenarios/x.yaml", Path.cwd())["uri"] == "scenarios/x.yaml"


def test_colon_in_a_file_name_makes_no_scheme() -> None:
    uri = artifact("/checkout/http:x.yaml")["uri"]
    assert urljoin("file:///checkout/", uri) == "file:///checkout/http%3Ax.yaml"


def test_file_elsewhere_is_named_in_full() -> None:
    assert artifact("/else/where.yaml") == {"uri": "file:///else/where.yaml"}
    assert artifact("../where.yaml", Path.cwd())["uri"] == (Path.cwd().parent / "where.yaml").as_uri()


def test_file_reached_by_a_link_to_the_root_is_below_it(tmp_path: Path) -> None:
    (tmp_path / "checkout").mkdir()
    (tmp_path / "link").symlink_to("checkout")
    assert artifact(str(tmp_path / "link" / "a.yaml"), tmp_path / "checkout")["uri"] == "a.yaml"


@pytest.mark.skipif(sys.platform == "win32", reason="file names are not bytes there")
def test_file_name_that_is_not_utf_8_keeps_its_bytes() -> None:
    assert artifact(os.fsdecode(b"/checkout/\xe9.yaml"))["uri"] == "%E9.yaml"


def test_fingerprint_stays_when_lines_are_inserted_above(tmp_path: Path) -> None:
    before = real("HW203-dead-end", tmp_path)
    first = fingerprints(before, tmp_path)
    after = real("HW203-dead-end", tmp_path, above="# One line.\n\n# And another.\n")
    assert after.findings[0].place.line == before.findings[0].place.line + 3
    assert fingerprints(after, tmp_path) == first


def test_fingerprint_knows_code_file_and_path_but_not_words() -> None:
    base = finding(path=("a", 1))
    others = [base._replace(code="HW001"), base._replace(place=Place("pack/b.yaml", 1, 1)), base._replace(path=("a", "1"))]
    (own,) = fingerprints(Verdict([base]), Path.cwd())
    assert fingerprints(Verdict([base._replace(message="other words", mend="more")]), Path.cwd()) == [own]
    assert len({own, *(fingerprints(Verdict([o]), Path.cwd())[0] for o in others)}) == 4


def test_fingerprint_does_not_know_where_the_checkout_lies(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert fingerprints(real("HW203-dead-end", here), here) == fingerprints(real("HW203-dead-end", there), there)


def test_two_findings_at_one_path_have_fingerprints_of_their_own() -> None:
    assert len(set(fingerprints(Verdict([finding(column=1), finding(column=9)]), Path.cwd()))) == 2


def test_results_are_known_not_to_be_suppressed() -> None:
    assert result(finding())["suppressions"] == []


@law(40)
@given(WORDS, NAMES)
def test_any_words_and_any_name_are_valid(words: str, name: str) -> None:
    made = finding(file=f"/checkout/pack/{name}", message=words, mend=words, path=(words, 0))
    rendered = findings_sarif.render(Verdict([made]), ROOT, "1")
    rendered.encode()
    log = json.loads(rendered)
    SCHEMA.validate(log)
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote_to_bytes(uri) == os.fsencode(f"pack/{name}")
