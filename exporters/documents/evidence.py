"""What a play shows, with its evidence: objectives and their ratings, strengths, areas for improvement, each decision."""

from __future__ import annotations

from collections.abc import Iterator

from engine.play import phases
from exporters.content.document import Block, Heading, Table, Text, TextBlock, bullets, inline, join, plain, rows
from exporters.documents.play_parts import heading, votes
from exporters.play.account import counts
from exporters.play.decision_line import DecisionLine
from exporters.play.play_record import PlayRecord
from exporters.play.rating import DEFINITIONS, Rated, beside, ratings
from exporters.play.sentences import letter, named
from exporters.play.wishes import wishes
from exporters.wording.decisions import decision_name

UNTESTED = "no decision tested it"


def objectives(record: PlayRecord) -> Iterator[Block]:
    """Each objective with the rating that follows from conduct; without a score there is no rating either."""
    scenario = record.bundle.scenario
    rated = ratings(scenario, record.debrief)
    if not rated:
        return
    yield heading("Analysis by objective")
    summary = [(inline(r.aim.objective.text), r.words, f"{float(r.share):.0%}" if r.evidence else "") for r in rated]
    yield Table(rows(("Objective", "Rating", "Upheld"))[0], rows(*summary), "Ratings", (5, 3, 2))
    yield TextBlock(plain("The rating follows from what was decided, not from how it ended."), "quiet")
    for found in rated:
        yield from _objective(record, found)
    if others := beside(scenario, record.debrief):
        yield heading("Lessons of no objective", 2)
        yield bullets([f"{_title(record, id_)}: {counts(fared)}." for id_, fared in others.items()])


def _objective(record: PlayRecord, rated: Rated) -> Iterator[Block]:
    yield Heading(2, join(f"Objective {rated.aim.number}: ", inline(rated.aim.objective.text)))
    yield TextBlock(join(plain(f"{rated.words}.", bold=True), f" {DEFINITIONS[rated.rating]}"))
    fared = {id_: rated.standing.get(id_) for id_ in rated.aim.objective.lessons}
    yield bullets([f"{_title(record, id_)}: {counts(s) if s else UNTESTED}." for id_, s in fared.items()])
    by_seq = {line.graded.seq: line for line in record.account.decisions}
    evidence = [by_seq[d.seq] for d in rated.evidence]
    if evidence:
        yield TextBlock(plain("Evidence:", bold=True))
        yield bullets([
            join(f"{line.name.capitalize()}, {line.verdict}: ", _letter(record, line), inline(line.chosen)) for line in evidence
        ])  # fmt: skip


def _title(record: PlayRecord, id_: str) -> str:
    lesson = record.bundle.lessons.get(id_)
    return lesson.title if lesson else id_


def _letter(record: PlayRecord, line: DecisionLine) -> str:
    return letter(record, line.graded.scene, line.graded.choice)


def strengths(record: PlayRecord) -> Iterator[Block]:
    """Lessons that were upheld whenever they came up, and what the class named."""
    upheld = [s for s in record.account.standing if s.upheld and not s.partly and not s.violated]
    lines = [note.text for note in record.notes(phases.STRENGTH)]
    for standing in upheld:
        numbers = dict.fromkeys(str(line.number) for line in _lines(record, standing.id))
        where = f"decision{'s' * (len(numbers) > 1)} {', '.join(numbers)}"
        lines.append(f"{standing.title}: upheld whenever it came up ({where}).")
    yield heading("Strengths")
    yield bullets(lines) if lines else TextBlock(plain("No lesson was upheld throughout."))


def _lines(record: PlayRecord, lesson: str) -> list[DecisionLine]:
    """The decisions that count and test a lesson."""
    return [line for line in record.account.decisions if line.graded.counts and lesson in line.graded.marks]


def areas(record: PlayRecord) -> Iterator[Block]:
    """Areas for improvement, each with observation, reference and analysis; and those that the class named."""
    weak = [s for s in record.account.standing if s.partly or s.violated]
    noted = [note.text for note in record.notes(phases.AREA)]
    yield heading("Areas for improvement")
    if not weak and not noted:
        yield TextBlock(plain("None was seen in this exercise."))
        return
    if noted:
        yield TextBlock(plain("Named by the class:", bold=True))
        yield bullets(noted)
    for number, standing in enumerate(weak, 1):
        yield heading(f"{number}. {standing.title}", 2)
        yield from _area(record, standing.id)


def _area(record: PlayRecord, id_: str) -> Iterator[Block]:
    lesson = record.bundle.lessons.get(id_)
    missed = [line for line in _lines(record, id_) if line.graded.marks[id_] != "+"]
    yield TextBlock(named("Observation", plain("what was chosen, and how it treated the lesson.")))
    yield bullets([
        join(f"{line.name.capitalize()} ({_mark(line, id_)}): ", _letter(record, line), inline(line.chosen)) for line in missed
    ])  # fmt: skip
    if lesson is not None:
        yield TextBlock(named("Reference", inline(lesson.statement)))
    whys = [line for line in missed if line.why]
    if whys:
        yield TextBlock(named("Analysis", plain("what that means, as the situation was known then.")))
        yield bullets([join(f"{line.name.capitalize()}: ", inline(line.why)) for line in whys])


def _mark(line: DecisionLine, lesson: str) -> str:
    return next(found.word for found in line.lessons if found.id == lesson)


def decisions(record: PlayRecord) -> Iterator[Block]:
    """Every decision with its votes, its reason and what was best."""
    yield heading("Decision by decision")
    for line in record.account.decisions:
        yield from _decision(record, line)


def _decision(record: PlayRecord, line: DecisionLine) -> Iterator[Block]:
    turning = " (the turning point)" if line is record.account.turning_point else ""
    at = record.minute(line.graded.seq)
    verdict = f" Verdict: {line.verdict}. {line.sentence}" if line.verdict else ""
    yield Heading(2, join(f"Decision {line.number}: ", inline(line.asked), turning))
    yield TextBlock(plain(f"Decided at {at}.{verdict}"), "quiet")
    yield from votes(record, line.graded.seq)
    yield bullets(_told(record, line))


def _told(record: PlayRecord, line: DecisionLine) -> Iterator[Text]:
    graded = line.graded
    yield named("Decided", join(_letter(record, line), inline(line.chosen)))
    if graded.reason:
        yield named("Reason given", plain(graded.reason))
    if line.why:
        yield named("What that means", inline(line.why))
    if graded.critical:
        yield named("Life safety", inline(graded.critical))
    if not graded.sound:
        for id_, (text, why) in zip(graded.best, line.best, strict=True):
            name = "Best" if line.scored else "Would have served better"
            yield named(name, join(letter(record, graded.scene, id_), inline(text)), inline(why))
    if graded.reported is not None:
        yield named("In the report", inline(line.reported))


def wanted(record: PlayRecord) -> Iterator[Block]:
    """What the room wanted and a decision lacked, with what was decided in its stead."""
    if not wishes(record):
        return
    yield heading("The room wanted")
    yield TextBlock(plain("Answers that no letter stood for. The team decided for the nearest that was on offer."))
    by_seq = {line.graded.seq: line for line in record.account.decisions}
    for wish in wishes(record):
        line = by_seq.get(wish.commit.seq) if wish.commit else None
        where = decision_name(record.play.program.decision_numbers[wish.scene]).capitalize()
        nearest = join(" Decided instead: ", _letter(record, line), inline(line.chosen)) if line else ()
        yield bullets([join(plain(f"{where}:", bold=True), " ", plain(f"{wish.words}."), nearest)])
