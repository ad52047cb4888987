"""Situation manual after HSEEP (Homeland Security Exercise and Evaluation Program): everybody at the table may read it.

It tells what all read and asks what to talk about. It holds no answer, no ending, nothing that one seat alone reads, and none
of the scenario's own questions: those are for after the vote, and many tell what a decision turns on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from engine.play.bundle import Bundle
from engine.play.phases import HOT_WASH_QUESTIONS
from exporters.content.document import Block, Document, PageBreak, Table, Text, TextBlock, Together, bullets, join, plain, rows
from exporters.documents.parts import GROUND_RULES, TO_FILL, care, facts, heading, line, named, overview, question, story_before
from exporters.documents.sources import cited
from exporters.scenario.odds import odds_of
from exporters.scenario.outline import DecisionPoint, Outline, outline_of
from exporters.scenario.timing import Plan, clock, plan

ROLES = (
    ("Players", "Answer as they would on shift, from their own plans, training and experience."),
    ("Facilitator", "Leads the discussion, reads the story, plays injects, keeps the time and asks for a decision."),
    ("Evaluators", "Watch and write down what is decided and why, with the exercise evaluation guide."),
    ("Observers", "Watch without taking part, unless the facilitator asks them to."),
)
ASSUMPTIONS = (
    "The story is plausible. What it says is so; nobody argues with it while it runs.",
    "There is no trick question and no hidden fact that could not be found out.",
    "Everybody gets the news at the same time, except what stands on a seat's card.",
    "What follows a decision rests in part on chance, with odds that the author has set. They say nothing of the street.",
    "Time is compressed: minutes at the table are not minutes of the story.",
)
ACRONYMS = (
    ("AAR/IP", "After-action report and improvement plan"),
    ("EEG", "Exercise evaluation guide"),
    ("HSEEP", "Homeland Security Exercise and Evaluation Program"),
    ("MSEL", "Master scenario events list"),
    ("PALS", "Permission to speak up, given and asked for in advance"),
    ("POETE", "Planning, organization, equipment, training, exercises"),
    ("SitMan", "Situation manual"),
    ("TTX", "Tabletop exercise"),
)


OBJECTIVES = (
    "To decide as a team from what is known at that moment, to say why, and to look back at the decisions rather than at luck. "
    "What is practised in particular would give answers away; the facilitator names it in the hot wash."
)
"""The scenario's own objectives tell what to do."""
QUESTIONS = (
    "Which answer would you give, and what speaks against it?",
    "What would you have to see or hear to change your mind?",
)
"""For the room, the same in each module."""
OPTIONS = ("date", "venue", "mission-area", "capabilities", "hazard", "sponsor", "participants", "contact")
"""What only the agency knows."""


def situation_manual(bundle: Bundle, options: Mapping[str, str]) -> Document:
    """The manual.

    Args:
        bundle: the scenario.
        options: any of `OPTIONS`; the others are marked as to be filled in.
    """
    known = {name: options.get(name, TO_FILL) for name in OPTIONS}
    outline = outline_of(bundle)
    time = plan(odds_of(bundle))
    blocks = (
        *_preface(bundle),
        PageBreak(),
        _agenda(time, "Agenda"),
        *_overview(bundle, time, known),
        PageBreak(),
        *_general(outline),
        *_modules(outline, time),
        *_wash(time),
        *_appendix(bundle, time),
    )
    return Document(
        name=f"{bundle.scenario.id}-situation-manual",
        title=bundle.scenario.title,
        subtitle="Situation manual for a tabletop exercise",
        blocks=blocks,
        facts=(("Date", known["date"]), ("Sponsor", known["sponsor"]), *facts(bundle)),
        footer=f"{bundle.scenario.title} · situation manual · version {bundle.scenario.version}",
    )


def _preface(bundle: Bundle) -> Iterator[Block]:
    yield TextBlock(line(bundle.scenario.summary), "lead")
    text = (
        "This manual gives participants what they need for their part in the exercise. All participants may read it. Answers, "
        "endings and the facilitator's notes stand in other documents, which are not for players."
    )
    yield TextBlock(plain(text))
    yield from care(bundle)


def _overview(bundle: Bundle, time: Plan, known: Mapping[str, str]) -> Iterator[Block]:
    scenario = bundle.scenario
    seats = f"Seats: {'; '.join(scenario.seats.values())}. " if scenario.seats else ""
    scope = join(f"A tabletop exercise of {time.total} minutes. Venue: {known['venue']}. ", line(scenario.setting))
    items: tuple[tuple[str, str | Text], ...] = (
        ("Exercise name", line(scenario.title)),
        ("Exercise date", known["date"]),
        ("Scope", scope),
        ("Mission area", known["mission-area"]),
        ("Capabilities", known["capabilities"]),
        ("Objectives", OBJECTIVES),
        ("Threat or hazard", known["hazard"]),
        ("Scenario", line(scenario.summary)),
        ("Sponsor", known["sponsor"]),
        ("Participants", f"{seats}Organizations and number: {known['participants']}"),
        ("Point of contact", known["contact"]),
    )
    yield heading("Exercise overview")
    yield overview(items)


def _agenda(time: Plan, caption: str) -> Table:
    """Modules of the same time stand on one line: which of them a class comes to is part of the answer."""
    at: dict[str, list[str]] = {}
    for slot in time.slots:
        at.setdefault(clock(slot.start), []).append(str(slot.point.number))
    found = [("0:00", "Welcome, content notes, permission to speak up (PALS), ground rules")]
    found += [(start, f"Module {' or '.join(numbers)}") for start, numbers in at.items()]
    found += [(clock(time.wash), "Hot wash"), (clock(Fraction(time.total)), "End")]
    return Table(rows(("After the start", "What"))[0], rows(*found), f"{caption} (hours and minutes)", (1, 4))


def _general(outline: Outline) -> Iterator[Block]:
    scenario = outline.bundle.scenario
    yield heading("General information")
    yield heading("Roles and responsibilities", 2)
    yield overview(ROLES)
    yield TextBlock(named("You are", line(scenario.you)))
    if scenario.seats:
        yield TextBlock(named("Seats at the table", "; ".join(scenario.seats.values())))
    yield heading("Structure", 2)
    text = (
        "The exercise is played in modules, one for each decision. In each, all read the situation, vote in silence, talk, and "
        "decide as a team with a reason. The decision leads to the next module, so not every module is played. "
        "A module has the number that its decision has on every screen and paper. Read it only when that number is called: the "
        "number at its head, not the page's at the foot."
    )
    yield TextBlock(plain(text))
    yield heading("Rules", 2)
    yield bullets(GROUND_RULES)
    yield heading("Assumptions and artificialities", 2)
    yield bullets(ASSUMPTIONS)


def _modules(outline: Outline, time: Plan) -> Iterator[Block]:
    yield PageBreak()
    for point in outline.points:
        yield from _module(outline, point, time)


def _module(outline: Outline, point: DecisionPoint, time: Plan) -> Iterator[Block]:
    yield heading(f"Module {point.number}: about {clock(time.start(point.scene))} after the start")
    yield from story_before(outline, point)
    yield from question(outline, point)
    yield heading("Discussion questions", 2)
    yield TextBlock(plain("All:", bold=True))
    yield bullets(QUESTIONS)
    for id_, seat in outline.bundle.scenario.seats.items():
        yield TextBlock(named(seat, _asked(outline, point, id_)))


def _asked(outline: Outline, point: DecisionPoint, seat: str) -> str:
    decides = outline.seat(point.decision.seat)
    if point.decision.seat == seat:
        return "What do you decide, whom do you tell, and in which words?"
    if decides:
        return f"What do you know that the one who decides here ({decides}) needs, and how do you say it?"
    return "What do you know that the others need, and how do you say it?"


def _wash(time: Plan) -> Iterator[Block]:
    wash = (
        heading(f"Hot wash: {clock(time.wash)} after the start"),
        bullets(list(HOT_WASH_QUESTIONS.values()), "number"),
    )
    yield Together(wash)


def _appendix(bundle: Bundle, time: Plan) -> Iterator[Block]:
    yield PageBreak()
    yield heading("Appendix")
    yield _agenda(time, "A. Agenda")
    yield Table(rows(("Short", "Long"))[0], rows(*ACRONYMS), "B. Acronyms", (1, 4), head_column=True)
    yield from cited(bundle)
