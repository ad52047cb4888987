"""After-action report and improvement plan: what was decided, what that shows, and who does what by when.

Terms and parts after HSEEP 2020; a class without `hseep` gets the same without the parts that only large exercises fill.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import phases
from engine.model import Objective
from engine.phases import HOT_WASH_QUESTIONS
from engine.scoring import Quadrant
from exporters.account import DecisionLine
from exporters.document import (
    Block,
    Callout,
    Document,
    Heading,
    Items,
    Paragraph,
    Table,
    Text,
    bullets,
    inline,
    join,
    plain,
    prose,
    rows,
)
from exporters.exercise import Exercise
from exporters.rating import DEFINITIONS, NAMES, Rated, rate
from exporters.timeline import timeline

TEAM_MEANINGS = {
    Quadrant.EARNED: "The team decided well and it ended well.",
    Quadrant.BAD_LUCK: "The team decided well and it ended badly all the same. That was bad luck; the decisions were right.",
    Quadrant.NEAR_MISS: "It ended well, and it need not have. What made it end well was luck more than judgment.",
    Quadrant.FORESEEABLE: "It ended as it could be expected to after decisions like these.",
}
SCORING = (
    "It compares each decision with the best and the worst that could be chosen at that moment. "
    "Luck and the ending do not enter it."
)
TO_FILL = "to be filled in"


def after_action(exercise: Exercise) -> Document:
    """The report on a class or a play."""
    scenario = exercise.bundle.scenario
    parts = (
        *_overview(exercise),
        *_summary(exercise),
        *_objectives(exercise),
        *_strengths(exercise),
        *_areas(exercise),
        *_decisions(exercise),
        *_report(exercise),
        *_hot_wash(exercise),
        *_plan(exercise),
        *_timeline(exercise),
        *_appendix(exercise),
    )
    return Document(
        name=f"{scenario.id}-after-action-{exercise.begun}",
        title=f"After-action report: {scenario.title}",
        subtitle="And improvement plan",
        blocks=parts,
        facts=(("Date", exercise.begun), ("Scenario", f"{exercise.bundle.name}, version {scenario.version}")),
        footer=f"{scenario.title} · {exercise.begun} · graded on the decisions, not on how it ended",
    )


def _heading(text: str, level: int = 1) -> Heading:
    return Heading(1 if level == 1 else 2 if level == 2 else 3, plain(text))


def _hseep(exercise: Exercise) -> bool:
    return exercise.play.started is not None and exercise.play.started.hseep


def _overview(exercise: Exercise) -> Iterator[Block]:
    scenario, started = exercise.bundle.scenario, exercise.play.started
    kind = "Tabletop exercise with a facilitator" if exercise.in_class else "Tabletop exercise, played alone"
    facts = [
        ("Name", scenario.title),
        ("Date", exercise.begun),
        ("Length", f"{exercise.minutes} minutes without pauses"),
        ("Kind", kind),
        ("Purpose", "For the record" if exercise.for_record else "Practice"),
        ("Scope", scenario.setting),
        ("Objectives", "\n".join(o.text for o in scenario.objectives)),
        ("Scenario", " ".join(scenario.summary.split())),
        ("Participants", _participants(exercise)),
    ]
    if started is not None and started.hseep:
        named = ("Mission area", "Capabilities", "Threat or hazard", "Sponsor", "Point of contact")
        facts[6:6] = [(name, TO_FILL) for name in named]
    yield _heading("Exercise overview")
    yield Table(rows(("Item", "What"))[0], rows(*facts), widths=(1, 3), head_column=True)


def _participants(exercise: Exercise) -> str:
    if not exercise.in_class:
        return "One person"
    heads = exercise.heads
    return f"{heads} people" if heads else "Not counted"


def _summary(exercise: Exercise) -> Iterator[Block]:
    account = exercise.account
    yield _heading("What it comes to")
    yield Paragraph(plain(account.headline, bold=True), "lead")
    quadrant = exercise.debrief.quadrant
    yield Paragraph(plain(TEAM_MEANINGS[quadrant] if exercise.in_class and quadrant else account.meaning))
    if account.ending:
        yield Paragraph(plain(f"How it ended: {account.ending} ({account.outcome})."))
    scale = f" of 100 ({account.scale})" if account.scale else ""
    score = f"Decision score{' of the team' if exercise.in_class else ''}: {account.score}{scale}."
    yield Paragraph(join(plain(score, bold=True), f" {SCORING}"))
    if account.critical:
        lines = [f"Decision {n}: {chosen} Because: {why}." for n, chosen, why in account.critical]
        yield Callout("warning", "Life-safety errors", (bullets(lines),))
    if account.luck:
        yield Paragraph(plain("What was luck:", bold=True))
        yield bullets(account.luck)


def _objectives(exercise: Exercise) -> Iterator[Block]:
    scenario = exercise.bundle.scenario
    if not scenario.objectives:
        return
    yield _heading("Analysis by objective")
    rated = [(objective, rate(exercise.debrief, objective.lessons)) for objective in scenario.objectives]
    summary = [(o.text, _rating(r), f"{float(r.share):.0%}" if r.evidence else "") for o, r in rated]
    yield Table(rows(("Objective", "Rating", "Upheld"))[0], rows(*summary), "Ratings", (5, 3, 1))
    yield Paragraph(plain("The rating follows from what was decided, not from how it ended."), "quiet")
    for number, (objective, found) in enumerate(rated, 1):
        yield from _objective(exercise, number, objective, found)


def _rating(found: Rated) -> str:
    """The letter and the name."""
    return f"{found.rating.value}: {NAMES[found.rating]}" if found.evidence else NAMES[found.rating]


def _objective(exercise: Exercise, number: int, objective: Objective, found: Rated) -> Iterator[Block]:
    yield _heading(f"Objective {number}: {objective.text}", 2)
    yield Paragraph(join(plain(f"{NAMES[found.rating]}.", bold=True), f" {DEFINITIONS[found.rating]}"))
    standing = {s.id: s for s in exercise.account.standing}
    lines = []
    for id_ in objective.lessons:
        lesson = exercise.bundle.lessons.get(id_)
        title = lesson.title if lesson else id_
        fared = standing.get(id_)
        counts = (
            f"upheld {fared.upheld}, partly {fared.partly}, violated {fared.violated}" if fared else "no decision on it was met"
        )
        lines.append(f"{title}: {counts}.")
    yield bullets(lines)
    by_seq = {line.graded.seq: line for line in exercise.account.decisions}
    evidence = [by_seq[d.seq] for d in found.evidence]
    if evidence:
        yield Paragraph(plain("Evidence:", bold=True))
        yield bullets([f"Decision {line.number}, {line.verdict}: {line.chosen}" for line in evidence])


def _strengths(exercise: Exercise) -> Iterator[Block]:
    upheld = [s for s in exercise.account.standing if s.share == 1]
    noted = [note.text for note in exercise.notes(phases.STRENGTH)]
    yield _heading("Strengths")
    if not upheld and not noted:
        yield Paragraph(plain("No lesson was upheld throughout."))
        return
    lines: list[str] = noted
    for standing in upheld:
        where = ", ".join(str(line.number) for line in _lines(exercise, standing.id))
        lines.append(f"{standing.title}: upheld whenever it came up (decision {where}).")
    yield bullets(lines)


def _lines(exercise: Exercise, lesson: str) -> list[DecisionLine]:
    """The decisions that count and test a lesson."""
    return [line for line in exercise.account.decisions if line.graded.counts and lesson in line.graded.marks]


def _areas(exercise: Exercise) -> Iterator[Block]:
    weak = [s for s in exercise.account.standing if s.share < 1]
    noted = [note.text for note in exercise.notes(phases.AREA)]
    yield _heading("Areas for improvement")
    if not weak and not noted:
        yield Paragraph(plain("None was seen in this exercise."))
        return
    if noted:
        yield Paragraph(plain("Named by the class:", bold=True))
        yield bullets(noted)
    for number, standing in enumerate(weak, 1):
        yield _heading(f"{number}. {standing.title}", 2)
        lesson = exercise.bundle.lessons.get(standing.id)
        missed = [line for line in _lines(exercise, standing.id) if line.graded.marks[standing.id] != "+"]
        yield Paragraph(
            join(plain("Observation: ", bold=True), f" at decision {', '.join(str(line.number) for line in missed)}.")
        )
        yield bullets([line.chosen for line in missed])
        if lesson is not None:
            cited = f" (sources: {', '.join(lesson.sources)})" if lesson.sources else ""
            yield Paragraph(join(plain("Reference: ", bold=True), f" {lesson.statement}{cited}"))
        whys = [line.why for line in missed if line.why]
        if whys:
            yield Paragraph(plain("Analysis:", bold=True))
            yield bullets(whys)


def _decisions(exercise: Exercise) -> Iterator[Block]:
    yield _heading("Decision by decision")
    for line in exercise.account.decisions:
        yield from _decision(exercise, line)


def _decision(exercise: Exercise, line: DecisionLine) -> Iterator[Block]:
    graded = line.graded
    turning = " (the turning point)" if line.number == exercise.account.turning_point else ""
    at = exercise.minute(exercise.play.events[graded.seq].at)
    yield _heading(f"{line.number}. {line.prompt}{turning}", 2)
    yield Paragraph(plain(f"At {at}. Verdict: {line.verdict}."), "quiet")
    yield from _votes(exercise, graded.seq)
    told: list[Text] = [join(plain("Decided:", bold=True), f" {line.chosen}")]
    if graded.reason:
        told.append(join(plain("Reason given:", bold=True), " ", plain(graded.reason)))
    if line.why:
        told.append(join(plain("Why that was so:", bold=True), f" {line.why}"))
    if not graded.sound:
        told += [join(plain("Best:", bold=True), f" {text} {why}") for text, why in line.best]
    if line.reported:
        told.append(join(plain("In the report:", bold=True), f" {line.reported}"))
    yield bullets(told)


def _votes(exercise: Exercise, seq: int) -> Iterator[Block]:
    ballot = next((b for b in exercise.ballots if b.commit is not None and b.commit.seq == seq), None)
    if ballot is None:
        return
    if not exercise.may_count(ballot):
        yield Paragraph(plain("Votes were cast; a group under five is not broken down."), "quiet")
        return
    decision = exercise.bundle.scenario.scenes[ballot.scene].decision
    assert decision is not None
    again = len(ballot.rounds) > 1
    head = ("Answer", "Votes", "After talking") if again else ("Answer", "Votes")
    shown = ballot.commit.shown if ballot.commit else tuple(decision.choices)
    found = []
    for choice in shown:
        counts = [str(ballot.first.counts.get(choice, 0)), str(ballot.last.counts.get(choice, 0))]
        found.append((decision.choices[choice].text, *counts[: len(head) - 1]))
    yield Table(rows(head)[0], rows(*found), "How the class voted", (6, 1, 1)[: len(head)])


def _report(exercise: Exercise) -> Iterator[Block]:
    account = exercise.account
    if not account.report_title:
        return
    draft = " (a draft that nobody has reviewed yet)" if account.report_draft else ""
    yield _heading(f"What really happened: {account.report_title}{draft}")
    yield bullets(account.report_beats, "number")
    yield Paragraph(join(plain("It nearly came to this:", bold=True), f" {account.what_nearly_happened}"))
    if account.advice:
        yield Paragraph(join(plain("The reporter's advice:", bold=True), f" {account.advice}"))


def _hot_wash(exercise: Exercise) -> Iterator[Block]:
    asked = {topic: [note.text for note in exercise.notes(topic)] for topic in HOT_WASH_QUESTIONS}
    pals = [note.text for topic in (phases.PALS_GIVEN, phases.PALS_USED) for note in exercise.notes(topic) if note.text]
    known = {*HOT_WASH_QUESTIONS, phases.PALS_GIVEN, phases.PALS_USED, phases.STRENGTH, phases.AREA, phases.ACTION}
    others = [f"{topic}: {text}" for topic, text in exercise.debrief.notes if topic not in known]
    flags = [m for m in timeline(exercise) if m.kind == "flag"]
    if not any(asked.values()) and not pals and not others and not flags:
        return
    yield _heading("Hot wash")
    for topic, answers in asked.items():
        if answers:
            yield _heading(HOT_WASH_QUESTIONS[topic], 2)
            yield bullets(answers)
    if pals:
        yield _heading("Speaking up (PALS)", 2)
        yield bullets(pals)
    if flags:
        yield _heading("Flags", 2)
        yield bullets([f"{m.minute} {m.text}" for m in flags])
    if others:
        yield _heading("Notes", 2)
        yield bullets(others)


def _plan(exercise: Exercise) -> Iterator[Block]:
    actions = list(exercise.notes(phases.ACTION))
    if not actions and not _hseep(exercise):
        return
    yield _heading("Improvement plan")
    head = ("Area", "Corrective action", "POETE element", "Owner", "Point of contact", "Start", "Completion")
    keys = ("element", "owner", "contact", "start", "due")
    found = [(a.details.get("area", ""), a.text, *(a.details.get(key, "") for key in keys)) for a in actions]
    if not found:
        yield Paragraph(plain("No corrective action was agreed on."))
        return
    yield Table(rows(head)[0], rows(*found), "Corrective actions", (3, 5, 2, 2, 2, 2, 2))


def _timeline(exercise: Exercise) -> Iterator[Block]:
    yield _heading("Timeline")
    found = [(m.minute, m.kind, m.text) for m in timeline(exercise)]
    yield Table(rows(("Minute", "What", "Detail"))[0], rows(*found), "Every event, in minutes after the beginning", (1, 2, 9))


def _appendix(exercise: Exercise) -> Iterator[Block]:
    yield _heading("About this report")
    if exercise.in_class and exercise.for_record:
        who = [f"{j.who}{f', {j.heads} people' if j.heads > 1 else ''}" for j in exercise.joined]
        if who:
            yield Paragraph(plain("Took part, under these names:", bold=True))
            yield bullets(who)
    else:
        yield Paragraph(plain("Nobody's name was kept. Counts of groups under five are left out."))
    yield Paragraph(plain("Hotwash grades the decision and never the luck. The exercise is not punitive."))
    if exercise.bundle.scenario.discuss:
        yield Paragraph(plain("To go on with:", bold=True))
        yield Items(tuple(prose(question) for question in exercise.bundle.scenario.discuss))
    if exercise.bundle.scenario.content_notes and exercise.bundle.pack.resources:
        yield Paragraph(plain("If this stays with you:", bold=True))
        yield bullets([inline(f"{r.name}: {r.contact}") for r in exercise.bundle.pack.resources])
