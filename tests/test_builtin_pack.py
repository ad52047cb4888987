"""What the pack that ships promises: docs/pack.md, and what makes each scenario worth a classroom's time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.check.checker import Options, judge
from engine.check.statistics import coverage, statistics
from engine.pack import references
from engine.pack.folder import builtin
from exporters.documents.pack_page import BOT_RANGE, pack_page
from exporters.formats import markdown

ROOT = Path(__file__).parent.parent
PACK = builtin()
JUDGED = {path.stem: judge(PACK, path, Options()) for path in PACK.scenario_paths}
SUBJECTS = [judged.subject for judged in JUDGED.values()]
COMMON = ("slow-down", "read-the-cues", "wear-armor", "scan-and-tell", "search-every-time")
"""The five lessons that the founding reports have in common."""
TESTED = coverage(SUBJECTS)
each = pytest.mark.parametrize("subject", SUBJECTS, ids=list(JUDGED))


def test_docs_pack_is_what_the_pack_says():
    page = markdown.render(pack_page(PACK, SUBJECTS)).content.decode()
    kept = ROOT / "docs" / "pack.md"
    if os.environ.get("HOTWASH_UPDATE"):
        kept.write_text(page, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == page, "HOTWASH_UPDATE=1 pytest tests/test_builtin_pack.py writes it anew"


def test_there_are_sixteen():
    assert len(SUBJECTS) == 16


@each
def test_the_checker_finds_nothing_and_nothing_is_hidden(subject):
    judged = JUDGED[subject.scenario.id]
    assert [f for f in judged.findings if f.severity.value != "info"] == []
    assert "hotwash: ignore" not in Path(subject.file.path).read_text(encoding="utf-8")


@each
def test_blind_play_scores_between_25_and_60(subject):
    blind = statistics(subject).bots["blind"]
    assert blind is not None
    assert BOT_RANGE[0] <= blind <= BOT_RANGE[1]


@each
def test_it_can_end_in_three_ways_of_two_kinds_and_good_play_ends_safe(subject):
    endings = statistics(subject).endings
    assert len(endings) >= 3
    assert len({e.outcome for e in endings}) >= 2
    assert {e.outcome for e in endings if e.mistake_free} == {"safe"}


@each
def test_it_teaches_in_a_room(subject):
    scenario = subject.scenario
    decisions = [scene for scene in scenario.scenes.values() if scene.decision]
    assert len(scenario.injects) == 2
    assert len(scenario.claims) >= 2
    assert scenario.objectives
    assert scenario.discuss
    assert all(scene.notes for scene in decisions)
    assert all(scene.decision.discuss for scene in decisions)
    for _, _, decision in references.decisions(scenario):
        assert 3 <= len(decision.choices) <= 4 or any(c.when or c.once for c in decision.choices.values())
        assert 1 <= len(decision.tests) <= 3
        assert all(choice.why for choice in decision.choices.values())


@each
def test_luck_decides_somewhere_and_only_after_a_poor_decision(subject):
    scenario = subject.scenario
    draws = [route for scene in scenario.scenes.values() for route in _routes(scene) if route.odds is not None]
    assert draws


def _routes(scene):
    holders = [scene, *(scene.decision.choices.values() if scene.decision else ())]
    for holder in holders:
        if isinstance(holder.next, tuple):
            yield from holder.next


@each
def test_information_costs_something(subject):
    choices = [choice for _, _, decision in references.decisions(subject.scenario) for choice in decision.choices.values()]
    assert any(choice.once and (choice.add or choice.set) for choice in choices)


@each
def test_it_rests_on_a_report_or_says_that_it_is_invented(subject):
    scenario = subject.scenario
    assert bool(scenario.report) != scenario.invented
    assert scenario.reviews == (), "no review is invented"


def test_reports_are_drafts_and_every_one_a_scenario_names_is_there():
    reports = {path.stem: PACK.report(path.stem).model for path in PACK.report_paths}
    assert len(reports) == 38
    assert {report.review.status for report in reports.values()} == {"draft"}
    assert {s.scenario.report for s in SUBJECTS if s.scenario.report} <= set(reports)


@pytest.mark.parametrize(
    ("lesson", "least"),
    [*((lesson, 6) for lesson in COMMON), ("trust-unease", 3), ("sweep-the-scene", 3), ("train-safely", 3)],
)
def test_lessons_that_matter_most_are_tested_often(lesson, least):
    assert sum(TESTED[lesson].values()) >= least


def test_at_least_55_lessons_are_tested():
    assert sum(bool(counts) for counts in TESTED.values()) >= 55


def test_options_that_need_time_are_decided_on_in_two_scenarios():
    assert len(TESTED["less-lethal-in-time"]) >= 2
    assert TESTED["mend-the-system"]
