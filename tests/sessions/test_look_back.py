"""The second play of a scenario beside the first: against a naive comparison, over random plays that are kept."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from random import Random

from engine.learner.promises import promises
from engine.pack.folder import builtin, open_pack
from engine.play.bundle import Bundle, bundle
from engine.play.events import Chose, Ended
from engine.records import Records, open_reader
from exporters.documents.debrief_sheet import debrief_sheet
from exporters.formats import markdown
from exporters.play.compared import OTHER_VERSION, PlayComparison
from exporters.play.comparison import BY_DRAW, SAME_WAY
from exporters.play.debrief_text import render
from sessions.look_back import look_back
from sessions.solo import Solo
from tests.tui.driving import PACK, door
from tui.solo.side_by_side import two_lines

CURTAIN = bundle(builtin(), "curtain")
GO, WELL = ("go-in", "ask", "order"), ("wait", "ask", "talk")


def played(records: Records | None, random: Random, *, careful: float, found: Bundle = CURTAIN, valuation=None) -> Solo:
    session = Solo.new(found, records, random.randrange(10_000))
    if valuation is not None:
        session.record._valuation = valuation
    while not session.over:
        best = [edge.action.id for edge in session.record.valuation.best(session.record.valuation.node(session.play.state))]
        session.choose(best[0] if random.random() < careful else random.choice(session.play.shown()))
    return session


def made(session: Solo) -> dict[tuple[str, int], str]:
    """(scene, how-manieth commit there) -> choice, from the events alone."""
    found: dict[tuple[str, int], str] = {}
    for event in session.play.events:
        if isinstance(event, Chose):
            found[event.scene, 1 + sum(scene == event.scene for scene, _ in found)] = event.choice
    return found


def ended(session: Solo) -> str:
    return next(event.scene for event in session.play.events if isinstance(event, Ended))


def test_what_was_decided_differently_is_what_a_naive_comparison_finds(tmp_path: Path) -> None:
    random, seen, differing, drawn = Random(7), set(), 0, 0
    with Records.open(tmp_path / "plays.db") as records:
        last = played(records, random, careful=0.8)
        valuation = last.record.valuation
        seen.add(ended(last))
        first = last.look_back()
        assert first is not None
        assert first.comparison is None
        assert first.seen == 1
        for _ in range(25):
            session = played(records, random, careful=random.choice((0.3, 0.95)), valuation=valuation)
            seen.add(ended(session))
            past = session.look_back()
            assert past is not None
            assert past.comparison is not None
            found, then, now = past.comparison, made(last), made(session)
            pairs = {
                (d.now.graded.scene, d.now.graded.visit): (d.before.graded.choice, d.now.graded.choice) for d in found.different
            }
            assert pairs == {key: (then[key], now[key]) for key in now if key in then and then[key] != now[key]}
            assert found.same == sum(then.get(key) == choice for key, choice in now.items())
            assert {line.graded.scene for line in found.only_now} == {scene for scene, visit in now.keys() - then.keys()}
            assert {line.graded.scene for line in found.only_before} == {scene for scene, visit in then.keys() - now.keys()}
            assert past.seen == len(seen)
            assert past.seen <= past.endings
            same_end = ended(session) == ended(last)
            assert ("It ended as before" in found.summary) == same_end
            if not pairs:
                drawn += not same_end
                assert found.summary.startswith(BY_DRAW if then.keys() != now.keys() or not same_end else SAME_WAY)
            differing += bool(pairs)
            side_by_side(found)
            last = session
    assert differing > 10
    assert len(seen) > 2


def side_by_side(found: PlayComparison) -> None:
    """Each line has its own decisions in order, the same decision in one column."""
    numbers, then, now = two_lines(found).splitlines()
    assert max(map(len, (numbers, then, now))) <= 76
    symbols = {"best": "+", "costly": "~", "worst": "-", "nothing at stake": "o"}
    for line, account in ((then, found.before), (now, found.now)):
        told = [symbols[d.verdict] for d in account.decisions if d.graded.counts]
        assert re.findall(r"[+~-]|(?<=\()o(?=\))", line.replace("─", " ").partition("o")[2]) == [s for s in told if s != "o"]
    assert len(then) == len(now)


def test_every_surface_tells_the_comparison_and_no_ending_that_was_not_seen(tmp_path: Path) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        for choices in (GO, WELL):
            session = Solo.new(door(), records, seed=459)
            for choice in choices:
                session.choose(choice)
        past = session.look_back()
        assert past is not None
        sheet = markdown.render(debrief_sheet(session.record, {})[0]).content.decode().replace("\\", "")
        for text in (render(session.record.account, 10_000, past), sheet):
            for part in ("Beside your earlier plays", "You decided 2 decisions differently and 1 as before", past.told):
                assert part.lower() in text.lower()
            assert "(worst)" in text
            assert "(best)" in text
        titles = {s.ending.title for s in session.bundle.scenario.scenes.values() if s.ending}
        met = {past.comparison.before.ending, past.comparison.now.ending}
        assert not [title for title in titles - met if title in render(session.record.account, 10_000, past)]
    with open_reader(tmp_path / "plays.db") as reader:
        assert look_back(reader, session.record) == past


def test_of_another_version_only_what_is_the_same_is_compared_and_it_is_said(tmp_path: Path) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(PACK, copy)
    text = (copy / "door.yaml").read_text(encoding="utf-8")
    prompt = door().scenario.scenes[door().scenario.start].decision.prompt
    assert prompt in text
    (copy / "door.yaml").write_text(
        text.replace(prompt, "Another question?").replace("version: 1", "version: 2"), encoding="utf-8"
    )
    with Records.open(tmp_path / "plays.db") as records:
        for found, choices in ((bundle(open_pack(copy), "door"), GO), (door(), WELL)):
            session = Solo.new(found, records, seed=459)
            for choice in choices:
                session.choose(choice)
        past = session.look_back()
        assert past is not None
        assert past.comparison is not None
        assert past.comparison.other_version
        assert [d.now.graded.choice for d in past.comparison.different] == ["talk"]
        assert past.comparison.same == 1
        assert "Another question?" not in past.comparison.summary
        assert OTHER_VERSION in render(session.record.account, 10_000, past)


def test_drills_classes_and_unfinished_plays_are_not_compared(tmp_path: Path) -> None:
    with Records.open(tmp_path / "plays.db") as records:
        Solo.new(door(), records, seed=459).choose("wait")
        records.begin(door().name, 1, "class", door().parts())
        session = Solo.new(door(), records, seed=459)
        for choice in WELL:
            session.choose(choice)
        past = session.look_back()
        assert past is not None
        assert past.comparison is None
        assert (past.seen, promises(records)) == (1, ())
        assert session.try_from(session.record.account.decisions[0]).look_back() is None
    assert Solo.new(door(), seed=1).look_back() is None
