"""After-action report and improvement plan: what was decided, what that shows, and who does what by when.

Terms and parts after HSEEP (Homeland Security Exercise and Evaluation Program, 2020); a class without `hseep` gets the same
without the parts that only large exercises fill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.play import phases
from engine.play.phases import HOT_WASH_QUESTIONS
from exporters.content.document import Block, Columns, Document, Table, TextBlock, bullets, inline, join, plain, rows
from exporters.documents.evidence import areas, decisions, objectives, strengths, wanted
from exporters.documents.feedback_results import feedback_results
from exporters.documents.play_parts import graded_how, heading, helpers, life_safety, quadrant, really, score
from exporters.play.feedback import OPTION as FEEDBACK
from exporters.play.feedback import read_feedback
from exporters.play.play_record import PlayRecord
from exporters.play.timeline import timeline
from exporters.wording.numbers import many
from exporters.wording.promises import COUNTS

MATTERS = {
    "begin": "Begin", "vote": "Vote", "decision": "Decision", "draw": "Chance", "override": "Changed", "inject": "Inject",
    "back": "Back", "flag": "Marked", "ending": "Ending",
}  # fmt: skip
"""Kind of a moment that stands in the report's timeline -> what a reader calls it."""
TO_FILL = "to be filled in"
HSEEP = "hseep"
OVERVIEW = {
    "mission-area": "Mission area",
    "capabilities": "Capabilities",
    "hazard": "Threat or hazard",
    "sponsor": "Sponsor",
    "contact": "Point of contact",
}
"""Option -> row of the overview table of a large exercise."""
_KNOWN = {
    *HOT_WASH_QUESTIONS, phases.PALS_GIVEN, phases.PALS_USED, phases.STRENGTH, phases.AREA, phases.ACTION, phases.SCREENS,
}  # fmt: skip
"""Topics of notes that have a place of their own, or none."""


def after_action(record: PlayRecord, options: Mapping[str, str]) -> Document:
    """The report on a class or a play.

    Args:
        record: the play.
        options: `hseep`, with any text but `no`, for the parts of a large exercise; the keys of `OVERVIEW`; `feedback`, a file.

    Raises:
        UsageError: the file of feedback cannot be used.
    """
    scenario = record.bundle.scenario
    parts = (
        *_overview(record, options),
        *_summary(record),
        *(() if record.account.scored else helpers(record.account)),
        *_plan(record, options),
        Columns(
            (
                *objectives(record),
                *strengths(record),
                *areas(record),
                *decisions(record),
                *wanted(record),
                *(really(record.account) if record.account.report_title else ()),
                *_hot_wash(record),
                *(feedback_results(read_feedback(options[FEEDBACK])) if FEEDBACK in options else ()),
                *_timeline(record),
                *_appendix(record),
            )
        ),
    )
    return Document(
        name=f"{scenario.id}-after-action-{record.begun}",
        title=f"After-action report: {scenario.title}",
        subtitle="And improvement plan",
        blocks=parts,
        facts=(("Date", record.begun), ("Scenario", f"{record.bundle.name}, version {scenario.version}")),
        footer=f"{scenario.title} · {record.begun} · {graded_how(record.account)}",
        small=True,
    )


def _hseep(record: PlayRecord, options: Mapping[str, str]) -> bool:
    asked = options.get(HSEEP)
    return asked != "no" if asked is not None else record.play.started is not None and record.play.started.hseep


def _overview(record: PlayRecord, options: Mapping[str, str]) -> Iterator[Block]:
    scenario = record.bundle.scenario
    kind = "Tabletop exercise with a facilitator" if record.in_class else "Tabletop exercise, played alone"
    large = _hseep(record, options)
    named = [(row, options.get(key, TO_FILL if large else "")) for key, row in OVERVIEW.items()]
    facts = [
        ("Name", plain(scenario.title)),
        ("Date", plain(record.begun)),
        ("Length", plain(f"{many(record.minutes, 'minute')} without pauses")),
        ("Kind", plain(kind)),
        ("Purpose", plain("For the record" if record.for_record else "Practice")),
        ("Scope", inline(scenario.setting)),
        *((row, plain(text)) for row, text in named if text),
        ("Objectives", plain("\n".join(f"{n}. {o.text}" for n, o in enumerate(scenario.objectives, 1)))),
        ("Scenario", inline(scenario.summary)),
        ("Participants", plain(_participants(record))),
    ]
    yield heading("Exercise overview")
    yield Table(rows(("Item", "What"))[0], rows(*facts), widths=(1, 3), head_column=True)


def _participants(record: PlayRecord) -> str:
    if not record.in_class:
        return "One person"
    heads = record.heads
    return f"{heads} people" if heads else "Not counted"


def _summary(record: PlayRecord) -> Iterator[Block]:
    yield heading("What it comes to")
    yield from quadrant(record.account)
    if not record.account.scored:
        return
    yield score(record.account)
    yield from life_safety(record.account)
    if record.account.luck:
        yield TextBlock(plain("What was luck, which is not graded:", bold=True))
        yield bullets([inline(sentence) for sentence in record.account.luck])


def _hot_wash(record: PlayRecord) -> Iterator[Block]:
    asked = {topic: [note.text for note in record.notes(topic)] for topic in HOT_WASH_QUESTIONS}
    pals = [note.text for topic in (phases.PALS_GIVEN, phases.PALS_USED) for note in record.notes(topic) if note.text]
    others = [f"{note.topic}: {note.text}" for note in record.debrief.notes if note.topic not in _KNOWN]
    flags = [f"{m.minute} {m.text}" for m in timeline(record) if m.kind == "flag"]
    if not any(asked.values()) and not pals and not others and not flags:
        return
    yield heading("Hot wash")
    for topic, answers in asked.items():
        if answers:
            yield heading(HOT_WASH_QUESTIONS[topic], 2)
            yield bullets(answers)
    for title, lines in (("Speaking up (PALS)", pals), ("Moments to come back to", flags), ("Notes", others)):
        if lines:
            yield heading(title, 2)
            yield bullets(lines)


def _plan(record: PlayRecord, options: Mapping[str, str]) -> Iterator[Block]:
    actions = list(record.notes(phases.ACTION))
    if not actions and not _hseep(record, options):
        return
    yield heading("Improvement plan")
    head = ("Area", "Corrective action", "POETE element", "Owner", "Point of contact", "Start", "Completion")
    keys = ("element", "owner", "contact", "start", "due")
    found = [(a.details.get("area", ""), a.text, *(a.details.get(key, "") for key in keys)) for a in actions]
    if not found:
        yield TextBlock(plain("No corrective action was agreed on."))
        return
    yield Table(rows(head)[0], rows(*found), "Corrective actions", (4, 6, 5, 4, 4, 4, 5))
    yield TextBlock(plain(f"POETE elements: {', '.join(phases.POETE)}."), "quiet")


def _timeline(record: PlayRecord) -> Iterator[Block]:
    yield heading("Timeline")
    moments = [(m.minute, MATTERS[m.kind], m.text) for m in timeline(record) if m.kind in MATTERS]
    yield Table(
        rows(("Minute", "What", "Detail"))[0], rows(*moments), "What mattered, in minutes after the beginning", (2, 3, 12)
    )
    yield TextBlock(plain("Every note and every pause stands in the data: hotwash export play-data."), "quiet")


def _appendix(record: PlayRecord) -> Iterator[Block]:
    yield heading("About this report")
    who = [join(plain(j.who), f", {j.heads} people" if j.heads > 1 else "") for j in record.joined if j.who]
    if record.in_class and record.for_record and who:
        yield TextBlock(plain("Took part, under these names:", bold=True))
        yield bullets(who)
    elif record.in_class:
        yield TextBlock(plain("Nobody's name was kept."))
    if record.in_class:
        yield TextBlock(plain(COUNTS))
    if record.account.scored:
        yield TextBlock(plain("Hotwash grades the decision and never the luck. The exercise is not punitive."))
    questions = record.bundle.scenario.discuss
    if questions:
        yield TextBlock(plain("To go on with:", bold=True))
        yield bullets([inline(question) for question in questions])
    if record.account.scored:
        yield from helpers(record.account)
