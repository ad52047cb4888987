"""What a trainee reads of a play are words: laws over generated plays."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from engine.pack.folder import builtin
from engine.play.bundle import Bundle, bundle
from engine.play.grades import Debrief
from exporters.documents.debrief_sheet import debrief_sheet
from exporters.formats import markdown
from exporters.play.debrief_text import render
from exporters.play.play_record import PlayRecord
from tests.exporters.played import Script, alone
from tests.laws import compared, law

TAKEN = {name: bundle(builtin(), name) for name in ("curtain", "gate", "already-searched")}
PLAYS = st.tuples(st.sampled_from(sorted(TAKEN)), st.integers(0, 10_000), st.lists(st.integers(0, 5), min_size=30, max_size=30))
WIDE = 10_000
RECORDS: dict[str, PlayRecord] = {}
"""Plays of a scenario share its values."""


def played(taken: Bundle, seed: int, picks: list[int]) -> PlayRecord:
    script, left = Script(taken=taken, seed=seed), iter(picks)
    while script.deciding:
        shown = script.play.shown()
        script.choose(shown[next(left) % len(shown)])
    script.end()
    first = RECORDS.setdefault(taken.name, script.record)
    return PlayRecord(taken, script.play, "", first.valuation)


def naive(record: PlayRecord, debrief: Debrief, seq: int) -> tuple[bool, set[str]]:
    """Whether a decision was a worst one that left the danger as it was, and the lessons that it went against; from the values."""
    commit = next(commit for commit in record.play.ledger if commit.event.seq == seq)
    valuation, decision = record.valuation, record.bundle.scenario.scenes[commit.event.scene].decision
    node = valuation.node(commit.state)
    edges = {edge.action.id: edge for edge in valuation.graph.edges[node]}
    losses = {id_: valuation.regret(node, edge) for id_, edge in edges.items()}
    mine, most = losses[commit.event.choice], max(losses.values())
    moved = valuation.expect(edges[commit.event.choice], valuation.danger) != valuation.danger(node)
    against = {mark[1:] for mark in decision.choices[commit.event.choice].marks if mark[0] == "-" and mark[1:] in decision.tests}
    return commit.counts and mine == most > 0 and not moved, {record.bundle.lessons[id_].title for id_ in against}


@law(60, quick=25, still=0.3, moved=0.3)
@given(PLAYS)
def test_a_worst_decision_that_left_the_danger_unmoved_says_why_it_still_matters(found: tuple[str, int, list[int]]) -> None:
    record = played(TAKEN[found[0]], *found[1:])
    for line in record.account.decisions:
        still, lessons = naive(record, record.debrief, line.graded.seq)
        assert bool(line.matters) == still, line.name
        if still:
            compared("still")
            against = re.search(r"went against (.*?)(?:, it upheld| and it upheld|, it took| and it took|\.$)", line.matters)
            assert set(re.findall(r"“(.*?)”", against[1] if against else "")) == lessons
            assert ("more than a better answer" in line.matters) <= any(
                "minutes" in choice.add for choice in record.bundle.scenario.scenes[line.graded.scene].decision.choices.values()
            )
        elif line.verdict == "worst":
            compared("moved")


@law(40, quick=20)
@given(PLAYS)
def test_the_tally_counts_each_decision_once_and_no_surface_has_a_number_that_needs_a_key(
    found: tuple[str, int, list[int]],
) -> None:
    record = played(TAKEN[found[0]], *found[1:])
    account, made = record.account, Counter(line.verdict for line in record.account.decisions)
    told = {word: int(count) for count, word in (part.split(" ", 1) for part in account.tally if not part.startswith("!"))}
    assert told == {word: count for word, count in made.items() if word != "second try"}
    assert any(part.startswith("!") for part in account.tally) == bool(account.critical)
    (sheet,) = debrief_sheet(record, {})
    for text in (render(account, WIDE), markdown.render(sheet).content.decode()):
        assert not re.search(r"\d ?%|Brier|egret|\blost against", text)
        assert text.count("Upheld each time: ") == bool(account.upheld)
        upheld = [line.title for line in account.standing if line.share == 1]
        assert all(title in account.upheld for title in upheld)
    assert len(account.to_learn) + sum(line.share == 1 for line in account.standing) == len(account.standing)


def test_how_sure_somebody_was_is_said_in_words_and_counted() -> None:
    account = alone().account
    told = [line for line in account.decisions if line.graded.counts]
    right = sum(line.graded.sound for line in told)
    assert {line.sure for line in told} == {"sure"}
    assert f"By what you said, about {round(len(told) * 0.9)} of {len(told)} should have been a best choice; {right} w" in (
        account.calibration
    )
    assert "%" not in render(account)
