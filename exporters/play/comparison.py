"""Two plays of one scenario side by side: what was decided differently, and what that changed."""

from __future__ import annotations

from collections.abc import Sequence

from engine.pack.scenario import Decision, Ending, Scenario
from exporters.play.compared import ComparedDecision, PlayComparison
from exporters.play.decision_line import DecisionLine
from exporters.play.play_record import PlayRecord
from exporters.wording.numbers import many

_WORTH = "-~+"
"""Marks, the worst first."""
SAME_WAY = "You decided the same each time."
BY_DRAW = "You decided the same each time; it went another way because a draw fell otherwise."
SAME_THERE = "Where both ask the same, you decided the same."


def compare(earlier: PlayRecord, record: PlayRecord) -> PlayComparison:
    """What somebody decided differently than in an earlier play. Decisions are paired by scene and visit.

    Only the first try at each counts. Of another version only decisions that are the same in both are looked at.
    """
    before, now = _made(earlier, record), _made(record, earlier)
    both = [key for key in now if key in before]
    different = tuple(
        ComparedDecision(before[key], now[key], _changed(earlier, record, before[key], now[key]))
        for key in both
        if before[key].graded.choice != now[key].graded.choice
    )
    same = len(both) - len(different)
    return PlayComparison(
        date=earlier.begun,
        before=earlier.account,
        now=record.account,
        different=different,
        same=same,
        only_before=tuple(line for key, line in before.items() if key not in now),
        only_now=tuple(line for key, line in now.items() if key not in before),
        summary=_summary(earlier, record, same, different),
        other_version=earlier.bundle.scenario != record.bundle.scenario,
    )


def _made(record: PlayRecord, other: PlayRecord) -> dict[tuple[str, int], DecisionLine]:
    """(scene, visit) -> the decision that counts there, of scenes that ask the same in both plays."""
    mine, theirs = record.bundle.scenario, other.bundle.scenario
    return {
        (line.graded.scene, line.graded.visit): line
        for line in record.account.decisions
        if line.graded.counts and same_decision(mine, theirs, line.graded.scene)
    }


def same_decision(one: Scenario, other: Scenario, scene: str) -> bool:
    """Whether two versions ask the same question there, with the same answers that are worth the same."""
    mine, theirs = (s.scenes[scene].decision if scene in s.scenes else None for s in (one, other))
    return mine is not None and theirs is not None and _asked(mine) == _asked(theirs)


def _asked(decision: Decision) -> tuple[object, ...]:
    answers = {id_: (choice.text, choice.marks, choice.critical) for id_, choice in decision.choices.items()}
    return decision.prompt, decision.tests, answers


def _changed(earlier: PlayRecord, record: PlayRecord, before: DecisionLine, now: DecisionLine) -> str:
    """What another choice changed: lessons, life safety, and where it led."""
    was = {lesson.id: _WORTH.index(lesson.mark) for lesson in before.lessons}
    moved = [(f"“{lesson.title}”", _WORTH.index(lesson.mark) - was[lesson.id]) for lesson in now.lessons if lesson.id in was]
    changes = [
        f"{word} {', '.join(titles)}"
        for word, sign in (("more for", 1), ("less for", -1))
        if (titles := [title for title, by in moved if by * sign > 0])
    ]
    if before.scored and bool(before.graded.critical) != bool(now.graded.critical):
        changes.append("a life was put at risk" if now.graded.critical else "no life was put at risk")
    then, here = _led(earlier, before), _led(record, now)
    changes.append(f"it led to {here} as before" if then == here else f"it led to {here}, where it had led to {then}")
    text = "; ".join(changes)
    return f"{text[0].upper()}{text[1:]}."


def _led(record: PlayRecord, line: DecisionLine) -> str:
    """What came next: a decision, or the end."""
    after = [other for other in record.account.decisions if other.graded.counts and other.graded.made > line.graded.made]
    return after[0].name if after else "the end"


def _summary(earlier: PlayRecord, record: PlayRecord, same: int, different: Sequence[ComparedDecision]) -> str:
    was, is_ = earlier.account, record.account
    ends = f"It ended as before: {is_.ended}." if was.ended == is_.ended else f"It ended then: {was.ended}. Now: {is_.ended}."
    if different:
        alike = f" and {same} as before" if same else ""
        return f"You decided {many(len(different), 'decision')} differently{alike}. {ends}"
    if earlier.bundle.scenario != record.bundle.scenario:
        return f"{SAME_THERE} {ends}"
    drawn = [line.name for line in was.decisions] != [line.name for line in is_.decisions] or was.ended != is_.ended
    return f"{BY_DRAW if drawn else SAME_WAY} {ends}"


def endings_seen(record: PlayRecord, earlier: Sequence[tuple[Scenario, str]]) -> tuple[int, int]:
    """How many endings somebody has seen of those that a play alone can reach, and how many these are.

    Args:
        record: this play, which has ended.
        earlier: (the scenario as it was played, scene of the ending) of the plays before. An ending of another version counts
            where this one has the same.
    """
    scenario, graph = record.bundle.scenario, record.valuation.graph
    names = record.play.program.scenes
    there = {name for name in {names[state.scene] for state in graph.nodes} if scenario.scenes[name].ending is not None}
    seen = {record.debrief.ending or ""}
    seen |= {name for was, name in earlier if name in there and _ending(was, name) == _ending(scenario, name)}
    return len(seen & there), len(there)


def _ending(scenario: Scenario, name: str) -> Ending | None:
    return scenario.scenes[name].ending if name in scenario.scenes else None
