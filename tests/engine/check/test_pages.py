"""The catalogue of rules itself: every rule has its code, its page, its examples and its case."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import get_type_hints

import pytest

from engine.check import rules
from engine.check.checker import FAMILIES, find_rule
from engine.check.rules import RULES, RuleModule
from engine.check.subject import (
    ContentSubject,
    ExploredSubject,
    FileSubject,
    ProvedSubject,
    ReportSubject,
    ScenarioSubject,
    ValuedSubject,
)
from engine.check.survey import check
from engine.pack.diagnostics import Severity
from tests.pages import example

CASES = Path(__file__).parents[2] / "cases"
IDS = [f"{r.RULE.code}-{r.RULE.name}" for r in RULES]


def codes(folder: Path, content: bytes, rule: RuleModule) -> list[str]:
    """What is found, notes aside unless the rule is one that only notes something."""
    folder.mkdir(exist_ok=True)
    file = folder / "example.yaml"
    file.write_bytes(content)
    severities = {rule.RULE.severity, Severity.ERROR, Severity.WARNING}
    return sorted({f.code for f in check([file]).findings if f.severity in severities})


def test_codes_are_unique_and_in_order() -> None:
    listed = [r.RULE.code for r in RULES]
    assert listed == sorted(set(listed))
    assert all(re.fullmatch(r"HW\d{3}", c) and c[:3] in FAMILIES for c in listed)


def test_every_module_in_the_folder_is_in_the_catalogue() -> None:
    folder = Path(inspect.getfile(rules)).parent
    modules = {p.stem for p in folder.glob("*.py")} - {"__init__"}
    assert {r.RULE.name.replace("-", "_") for r in RULES} == modules


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_every_rule_has_a_page(rule: RuleModule) -> None:
    page = inspect.cleandoc(rule.__doc__ or "")
    first, _, rest = page.partition("\n")
    assert first.endswith(".")
    assert len(rest.strip()) > 40, "a page says why it is bad, or shows it"
    assert ("Bad:" in page) == ("Good:" in page)
    assert "Good:" in page or "Mend:" in page or "--max-states" in page
    assert find_rule(rule.RULE.code) is rule
    assert find_rule(rule.RULE.name) is rule


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_every_rule_has_a_case(rule: RuleModule) -> None:
    name = f"{rule.RULE.code}-{rule.RULE.name}"
    assert list((CASES / "err").glob(f"{name}*")), f"tests/cases/err/{name}.yaml is missing"


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_bad_example_raises_this_rule_alone_and_good_one_nothing(rule: RuleModule, tmp_path: Path) -> None:
    bad, good = example(rule, "Bad"), example(rule, "Good")
    if bad is None or good is None:
        pytest.skip("the page shows no example; the case file does")
    assert codes(tmp_path / "bad", bad, rule) == [rule.RULE.code]
    assert codes(tmp_path / "good", good, rule) == []


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_what_a_rule_needs_is_what_its_check_takes(rule: RuleModule) -> None:
    assert issubclass(rule.RULE.needs, FileSubject)
    assert get_type_hints(rule.check)["subject"] is rule.RULE.needs


def test_a_family_needs_no_more_than_the_families_before_it_make_known() -> None:
    most = {"HW0": FileSubject, "HW1": ScenarioSubject, "HW2": ProvedSubject}
    for rule in RULES:
        need = rule.RULE.needs
        known = most.get(rule.RULE.code[:3], ValuedSubject)
        assert issubclass(known, need) or (need is ReportSubject and known is not FileSubject), rule.RULE.code
    assert {r.RULE.needs for r in RULES} == {
        FileSubject, ContentSubject, ReportSubject, ScenarioSubject, ExploredSubject, ProvedSubject, ValuedSubject,
    }  # fmt: skip
