"""Luck is named only where something was drawn, and every surface says the same: a law over random plays of all scenarios."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from random import Random

from engine.pack.folder import builtin
from engine.play import phases
from engine.play.bundle import Bundle, bundle
from engine.play.events import Chose, Injected, Joined, Overrode, Phase, Rolled, WentBack
from engine.play.grades import Quadrant
from engine.states.values import Valuation
from exporters.content.document import TextBlock, inline
from exporters.documents.after_action import after_action
from exporters.documents.debrief_sheet import debrief_sheet
from exporters.play.debrief_text import render
from exporters.play.play_record import PlayRecord
from exporters.wording.luck import NO_DRAW_STANDS, NOTHING_DECIDED, NOTHING_DRAWN, NOTHING_STANDS
from sessions.classroom import hot_wash
from sessions.classroom.class_session import ClassSession
from sessions.classroom.flow import SUMMARY, wash
from sessions.classroom.slide import slide
from tests.exporters.played import Script

SCENARIOS = sorted(path.stem for path in builtin().scenario_paths)
WIDE = 10_000


def played(taken: Bundle, valuation: Valuation, random: Random, *, in_class: bool) -> PlayRecord:
    """A random play by somebody who decides well more or less often; a class may be interrupted and have draws overridden."""
    script = Script(taken=taken, seed=random.randrange(10_000), mode="class" if in_class else "solo")
    play, careful = script.play, random.choice((0, 0.5, 0.9))
    while script.deciding:
        cards = play.program.injects(play.state)
        if in_class and cards and random.random() < 0.2:
            script.add(Injected, inject=random.choice(cards).id)
        best = [edge.action.id for edge in valuation.best(valuation.node(play.state))]
        script.choose(best[0] if random.random() < careful else random.choice(play.shown()))
        last = play.line[-1]
        if in_class and isinstance(last.event, Rolled) and random.random() < 0.2:
            script.add(Overrode, route=random.choice(last.landings).route)
            script.go_on()
    script.end()
    if in_class:
        script.add(Phase, name=phases.HOT_WASH, page=len(wash(hseep=False)))
    return PlayRecord(taken, play, "", valuation)


def drawn(record: PlayRecord) -> tuple[Fraction, list[int]]:
    """What the draws that stand did to the danger, and the numbers of the decisions that they followed; from the line alone."""
    line, valuation = record.play.line, record.valuation
    total, numbers = Fraction(0), []
    for entry, then in zip(line, [*line[1:], None], strict=True):
        if not isinstance(entry.event, Rolled) or (then is not None and isinstance(then.event, Overrode)):
            continue
        odds = sum(landing.odds for landing in entry.landings)
        mean = sum(Fraction(x.odds, odds) * valuation.danger(valuation.node(x.state)) for x in entry.landings)
        fell = next(x.state for x in entry.landings if x.route == entry.event.route)
        total += mean - valuation.danger(valuation.node(fell))
        before = [e.scene for e in record.play.events[: entry.event.seq] if isinstance(e, Chose)]
        numbers.append(record.play.program.decision_numbers[before[-1]] if before else 0)
    return total, numbers


def said(record: PlayRecord) -> str:
    """What it says of luck, tied to the events."""
    meaning, (total, numbers) = record.account.meaning, drawn(record)
    quadrant = record.debrief.quadrant
    lucky = {Quadrant.NEAR_MISS: total > 0, Quadrant.BAD_LUCK: total < 0}.get(quadrant, False)
    unquoted = re.sub("“[^”]*”", "", meaning)
    assert bool(re.search(r"\bluck\b", unquoted, re.IGNORECASE)) == lucky, (record.bundle.name, meaning, total)
    named = [int(number) for number in re.findall(r"luck after decision (\d+)", meaning)]
    assert len(named) == lucky
    assert set(named) <= set(numbers)
    untested = re.search(r"Nobody tested the mistake this time: decision (\d+)(?:, \w+ time)?, “(.*?)”\.", meaning)
    if untested:
        lines = {" ".join(line.chosen.split()).removesuffix("."): line for line in record.account.decisions
                 if line.number == int(untested[1])}  # fmt: skip
        assert lines[untested[2]].graded.critical or lines[untested[2]].graded.regret
    facilitated = "facilitator" in meaning
    assert not facilitated or any(isinstance(event, Injected | Overrode) for event in record.play.events)
    assert quadrant is not Quadrant.NEAR_MISS or lucky + bool(untested) + facilitated == 1, meaning
    return "luck" if lucky else "untested" if untested else "facilitator" if facilitated else "neither"


def on_all_surfaces(record: PlayRecord) -> None:
    """Whoever tells of the play says the same."""
    account = record.account
    plain = "".join(span.text for span in inline(account.meaning))
    (sheet,) = debrief_sheet(record, {})
    for document in (sheet, after_action(record, {})):
        assert plain in ["".join(span.text for span in block.text) for block in document.blocks if isinstance(block, TextBlock)]
    text = render(account, WIDE).splitlines()
    assert account.meaning in text
    where = text[text.index("LUCK") :]
    assert ("  " + account.no_luck in where) == (not account.luck)
    blocks = [block for block in sheet.blocks if isinstance(block, TextBlock)]
    assert (account.no_luck in ["".join(span.text for span in block.text) for block in blocks]) == (not account.luck)
    if record.in_class:
        session = ClassSession(record.bundle, record.play)
        session.record = record
        assert account.meaning in [line for section in hot_wash.facts(session, SUMMARY) for _, line in section.lines]
        assert account.meaning in slide(record).text
        for sections in (hot_wash.facts(session, phases.LUCK), hot_wash.wall_facts(record, phases.LUCK)):
            told = [line for section in sections if section.heading == "Luck" for _, line in section.lines]
            assert told == list(account.luck or (account.no_luck,))


def nothing_said(record: PlayRecord) -> str:
    """What is said where no luck is told, tied to the events: true of what stands, and of all that ever happened."""
    account, play = record.account, record.play
    standing = [entry.event for entry in play.line]
    chance = [event for event in standing if isinstance(event, Rolled | Overrode | Injected)]
    assert bool(account.no_luck) == (not chance) == (not account.luck)
    ever = [event for event in play.events if isinstance(event, Chose)]
    decided = any(isinstance(event, Chose) for event in standing)
    back = any(isinstance(event, WentBack) for event in play.events)
    expected = NOTHING_DECIDED if not ever else NOTHING_DRAWN if not back else NO_DRAW_STANDS if decided else NOTHING_STANDS
    assert account.no_luck == ("" if chance else expected)
    # Whatever says "nothing was drawn" without more is said where no draw ever fell.
    assert account.no_luck not in (NOTHING_DECIDED, NOTHING_DRAWN) or not any(isinstance(e, Rolled) for e in play.events)
    return account.no_luck


def test_where_no_luck_is_told_it_is_said_what_was_decided_and_what_stands() -> None:
    """Plays that are broken off anywhere, from the first scene on, alone and in class; some go back."""
    seen: Counter[str] = Counter()
    random = Random(7)
    for scenario in SCENARIOS:
        taken = bundle(builtin(), scenario)
        if taken.scenario.facilitated:
            continue
        valuation = Valuation(taken.program, taken.pack.danger)
        for number in range(12):
            script = Script(taken=taken, seed=random.randrange(10_000), mode="class" if number % 2 else "solo")
            script.go_on()
            for _ in range(number // 2):
                if script.deciding:
                    script.choose()
            if number % 3 == 2 and (made := [e.event for e in script.play.line if isinstance(e.event, Chose)]):
                script.add(WentBack, to=random.choice(made).seq)
            if number % 2:
                script.add(Phase, name=phases.HOT_WASH, page=len(wash(hseep=False)))
            record = PlayRecord(taken, script.play, "", valuation)
            seen[nothing_said(record)] += 1
            if number < 3:
                on_all_surfaces(record)
    assert min(seen[said] for said in (NOTHING_DECIDED, NOTHING_DRAWN, NO_DRAW_STANDS, NOTHING_STANDS)) > 5, seen
    assert seen[""] > 2, seen


def test_luck_is_said_where_a_draw_that_stood_made_the_ending_and_everybody_says_it_so() -> None:
    seen: Counter[str] = Counter()
    random = Random(11)
    for scenario in SCENARIOS:
        taken = bundle(builtin(), scenario)
        valuation = Valuation(taken.program, taken.pack.danger)
        for number in range(24):
            record = played(taken, valuation, random, in_class=number % 2 == 0)
            if record.debrief.quadrant is None:
                continue
            seen[said(record)] += 1
            seen[record.debrief.quadrant] += 1
            if number < 4:
                on_all_surfaces(record)
    assert min(seen[quadrant] for quadrant in (Quadrant.EARNED, Quadrant.NEAR_MISS, Quadrant.FORESEEABLE)) > 20, seen
    assert min(seen[word] for word in ("luck", "untested", "neither")) > 20, seen
    assert seen["facilitator"], seen


def test_a_quadrant_speaks_of_the_draws_that_led_to_the_first_ending_not_of_those_after_going_back() -> None:
    taken = bundle(builtin(), "curtain")
    valuation = Valuation(taken.program, taken.pack.danger)
    compared = 0
    for seed in range(60):
        record = played(taken, valuation, Random(seed), in_class=False)
        rolls = [entry.event for entry in record.play.line if isinstance(entry.event, Rolled)]
        if not rolls or "luck more than judgment" not in record.account.meaning:
            continue
        meaning = record.account.meaning
        first = next(commit.event for commit in record.play.ledger)
        record.play.apply(WentBack(seq=record.play.next_seq, at=first.at, to=first.seq))
        assert record.debrief.luck == ()
        assert record.account.meaning == meaning
        compared += 1
    assert compared > 3


def test_a_class_is_told_of_its_team() -> None:
    script = Script(mode="class", voters="hands")
    script.add(Joined, who="", heads=12)
    while script.deciding:
        best = script.record.valuation.best(script.record.valuation.node(script.play.state))
        script.choose(best[0].action.id)
    script.end()
    assert script.record.account.meaning.startswith("The team decided well")


def test_an_ending_that_the_facilitator_put_in_the_place_of_a_draw_is_not_one_to_be_expected() -> None:
    taken = bundle(builtin(), "curtain")
    for seed in range(20):
        script = Script(taken=taken, seed=seed, mode="class")
        script.choose("go-up")
        script.choose("go-in")
        entry = script.play.line[-1]
        assert isinstance(entry.event, Rolled)
        rare = min(entry.landings, key=lambda landing: landing.odds)
        if rare.route != entry.event.route:
            break
    script.add(Overrode, route=rare.route)
    script.go_on()
    script.end()
    assert script.record.debrief.quadrant is Quadrant.FORESEEABLE
    assert "expected" not in script.record.account.meaning
    assert "What the facilitator put in the place of a draw made it more dangerous." in script.record.account.meaning
    (instead,) = script.record.account.luck
    assert instead.startswith("The facilitator set aside the draw")
    assert instead.endswith("made it more dangerous.")
    script.add(Overrode, route=entry.event.route)
    (instead,) = script.record.account.luck
    assert instead.endswith("did not change the danger."), "put back to where the draw had fallen"
