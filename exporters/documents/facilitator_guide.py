"""The facilitator's guide: what to do in ten minutes, the time, every decision with its answers, where it leads, the hot wash."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.play.bundle import Bundle
from engine.play.phases import HOT_WASH_QUESTIONS
from exporters.content.document import (
    Block,
    Columns,
    Document,
    Heading,
    Items,
    PageBreak,
    Table,
    TextBlock,
    bullets,
    join,
    plain,
    prose,
    rows,
)
from exporters.documents.decision_pages import decision_page, passage_page, scene_text
from exporters.documents.figures import decision_map
from exporters.documents.local_changes import changed_here
from exporters.documents.parts import (
    GROUND_RULES,
    PERMISSION,
    SPOKE_UP,
    care,
    facts,
    heading,
    line,
    named,
    reviewed,
    who_and_where,
)
from exporters.documents.sources import cited
from exporters.scenario.branching import condition
from exporters.scenario.odds import Odds, odds_of, say
from exporters.scenario.outline import Outline, inject_name, outline_of
from exporters.scenario.timing import LEAST_TALK, Plan, clock, length, plan


def facilitator_guide(bundle: Bundle) -> Document:
    """What the facilitator holds. It shows all answers."""
    outline, odds = outline_of(bundle), odds_of(bundle)
    time = plan(odds)
    blocks = (
        Columns((*_quick_start(outline, time), *_before(outline), *_hot_wash(outline))),
        *changed_here(outline),
        *_timing(time),
        Columns((*_paths(odds), *_injects(outline))),
        *decision_map(bundle),
        PageBreak(),
        Columns(tuple(_inside(odds, time))),
    )
    return Document(
        name=f"{bundle.scenario.id}-facilitator-guide",
        title=bundle.scenario.title,
        subtitle="Facilitator guide. Not for participants: it holds every answer",
        blocks=blocks,
        facts=(*facts(bundle), ("Class", f"{time.total} minutes")),
        footer=f"{bundle.scenario.title} · facilitator guide · version {bundle.scenario.version}",
        small=True,
    )


def _inside(odds: Odds, time: Plan) -> Iterator[Block]:
    """The story and what belongs to it."""
    outline = odds.outline
    yield from _story(odds, time)
    yield from _endings(odds)
    yield from _notebook(outline)
    yield from _report(outline)
    yield from cited(outline.bundle)


def _quick_start(outline: Outline, time: Plan) -> Iterator[Block]:
    scenario = outline.bundle.scenario
    yield heading("Quick start: ten minutes before the class")
    steps = [
        "Read the summary, the content notes and the first two decisions below.",
        "Print a handout for each participant and a set of letter cards for each voter or table"
        + (", and the seat cards." if scenario.seats else "."),
        f"Start `hotwash classroom {scenario.id}`, and `hotwash present` in a second window for the projector.",
        "With one screen, keep this guide on paper.",
        "Say what it contains and that anyone can step out. Give permission to speak up, and ask for it (see below).",
        "Per decision: call its number, read aloud, silent vote, show the bars, let them talk, the team decides with a reason.",
        "Ask before you tell. The questions under each decision are there for when the room is quiet.",
        f"Begin the hot wash at minute {int(time.wash)}, wherever the story stands.",
        "Grade nothing by how it ended. A poor decision that went well is the near miss to talk about.",
    ]
    yield bullets([line(step) for step in steps], "number")
    yield TextBlock(named("In short", line(scenario.summary)))
    yield from who_and_where(outline.bundle)
    if not any(r.version == scenario.version for r in scenario.reviews):
        note = "No trainer, clinician, counsel, EMS or community reader has reviewed this version. Have it read before it counts."
        yield TextBlock(named("Draft", note))
    else:
        yield TextBlock(named("Reviewed", reviewed(outline.bundle)))


def _before(outline: Outline) -> Iterator[Block]:
    scenario = outline.bundle.scenario
    yield heading("Before you begin")
    yield from care(outline.bundle)
    yield heading("Permission to speak up (PALS)", 2)
    yield TextBlock(plain("Say at the start, in your own words or in these:"))
    yield TextBlock(plain(PERMISSION, italic=True), "lead")
    yield TextBlock(plain(f"Wait for an answer. At the end ask: {' '.join(SPOKE_UP)}"))
    yield heading("Ground rules to read out", 2)
    yield bullets(GROUND_RULES)
    yield heading("Objectives", 2)
    yield bullets(
        [join(line(o.text), f" ({'; '.join(outline.lesson(id_) for id_ in o.lessons)})") for o in scenario.objectives],
        "number",
    )


def _timing(time: Plan) -> Iterator[Block]:
    yield heading("Timing plan")
    plan: list[tuple[str, ...]] = [("0:00", "Welcome, content notes, PALS", "", "", "", "")]
    for slot in time.slots:
        name = f"Decision {slot.point.number}" + ("" if slot.usual else " (if the story goes there)")
        parts = (slot.read, slot.vote, slot.discuss, slot.decide)
        plan.append((clock(slot.start), name, *(length(part) for part in parts)))
    plan += [(clock(time.wash), "Hot wash", "", "", "", ""), (clock(Fraction(time.total)), "End", "", "", "", "")]
    head = ("At", "What", "Read", "Vote", "Discuss", "Decide")
    caption = (
        f"{time.total} minutes. “At” is in hours and minutes after the start, the parts of a decision in minutes and seconds"
    )
    yield Table(rows(head)[0], rows(*plan), caption, (2, 6, 2, 2, 2, 2), head_column=True)
    text = (
        "This is how the clock of the instructor's screen reckons: the time is shared out over the decisions of the best line. "
        "A decision off that line takes the place of another. "
        "When late, leave out a discussion, never a decision and never the hot wash."
    )
    yield TextBlock(plain(text), "quiet")
    if time.hurried:
        yield TextBlock(plain(_hurried(time)))


def _hurried(time: Plan) -> str:
    """What the plan leaves no time for, in words."""
    numbers = ", ".join(map(str, time.hurried))
    which = f"decisions {numbers}" if len(time.hurried) > 1 else f"decision {numbers}"
    return (
        f"Reading, calling, counting and typing leave less than {LEAST_TALK} minutes of talk at {which}. "
        f"Take some of them without discussion, or plan {time.unhurried} minutes."
    )


def _paths(odds: Odds) -> Iterator[Block]:
    outline = odds.outline
    yield heading("Likely paths")
    letters = [f"{s.point.number} {s.letter}" + (f" ({s.drawn[0]} in {s.drawn[1]})" if s.drawn else "") for s in odds.line]
    yield TextBlock(named("The best line", " → ".join(letters)))
    answers = ((point, outline.bundle.scenario.reported_answer(point.scene)) for point in outline.points)
    reported = [f"{point.number} {point.letter(answer.chose)}" for point, answer in answers if answer]
    if reported:
        yield TextBlock(named("In the report, where it says", ", ".join(reported)))
    if not odds.known:
        yield TextBlock(plain("This scenario branches too widely for exact odds."))
        return
    yield TextBlock(
        plain(
            "How many classes get where: if every choice were guessed, and if no mistake were made. The odds are exact for this "
            "exercise as its author wrote it. They say nothing of the street."
        ),
        "quiet",
    )
    outcomes = ("safe", "near-miss", "setback", "harm")
    ends = [
        (o, *(say(sum((by[s] for s, e in outline.endings if e.outcome == o), Fraction(0))) for by in (odds.blind, odds.best)))
        for o in outcomes
    ]
    yield Table(rows(("It ends", "Guessing", "Best line"))[0], rows(*ends), "By outcome", (2, 1, 1), head_column=True)


def _story(odds: Odds, time: Plan) -> Iterator[Block]:
    outline = odds.outline
    yield heading("The story, decision by decision")
    for name in outline.order:
        point = outline.point.get(name)
        if point is not None:
            slot = next(s for s in time.slots if s.point is point)
            yield from decision_page(odds, slot, outline.bundle.scenario.reported_choice(name))
        elif name in outline.passages:
            yield from passage_page(outline, name)


def _injects(outline: Outline) -> Iterator[Block]:
    injects = outline.bundle.scenario.injects
    if not injects:
        return
    yield heading("Injects")
    yield TextBlock(plain("Cards that you may play at a decision before the team decides, each once. Alone nobody sees them."))
    for id_, inject in injects.items():
        yield Heading(2, plain(inject_name(id_).capitalize()))
        numbers = [str(p.number) for p in outline.points if p.scene in inject.at]
        when = f", only if {condition(outline, inject.when)}" if inject.when is not None else ""
        yield TextBlock(named("At decision", f"{' or '.join(numbers)}{when}"))
        yield from prose(inject.text)
        if inject.notes:
            yield TextBlock(named("For you", line(inject.notes)))
        if inject.discuss:
            yield bullets([line(q) for q in inject.discuss])


def _endings(odds: Odds) -> Iterator[Block]:
    outline = odds.outline
    yield heading("Endings")
    for name, ending in outline.endings:
        yield Heading(2, join(line(ending.title), f" ({ending.outcome})"))
        if odds.known:
            often = f"Comes {say(odds.blind[name])} when guessing, {say(odds.best[name])} on the best line."
            yield TextBlock(plain(often), "quiet")
        yield from scene_text(outline, name)


def _notebook(outline: Outline) -> Iterator[Block]:
    kept = tuple(outline.notebook.kept())
    if not kept:
        return
    yield heading("Notes and tallies")
    text = "Some of the story depends on these. The program keeps them; on paper, keep them here. “2 B” is decision 2, answer B."
    yield TextBlock(plain(text), "quiet")
    yield bullets(
        [join(plain(label.removeprefix("the ").capitalize(), bold=True), f": {changes}.") for label, changes in kept], "box"
    )


def _hot_wash(outline: Outline) -> Iterator[Block]:
    yield heading("Hot wash")
    yield bullets(list(HOT_WASH_QUESTIONS.values()), "number")
    if outline.bundle.scenario.discuss:
        yield TextBlock(plain("On this scenario:", bold=True))
        yield Items(tuple(prose(question) for question in outline.bundle.scenario.discuss))
    yield TextBlock(named("Speaking up", " ".join(SPOKE_UP)))
    yield TextBlock(plain("Write down who does what by when. An action without an owner and a date is a wish."))


def _report(outline: Outline) -> Iterator[Block]:
    report = outline.bundle.report
    yield heading("What the report says")
    if report is None:
        yield TextBlock(plain("This scenario is invented. It rests on no report, and nobody's decisions are judged by it."))
        return
    draft = " This report is a draft that nobody has reviewed yet." if report.review.status == "draft" else ""
    yield TextBlock(join(plain(report.title, bold=True), f".{draft}"))
    yield bullets([line(beat) for beat in report.beats], "number")
    yield TextBlock(named("It nearly came to this", line(report.what_nearly_happened)))
    if report.advice:
        yield TextBlock(named("The reporter's advice", line(report.advice)))
    text = "The reporter is never scored. Where the report says nothing of a decision, the exercise is invented."
    yield TextBlock(plain(text), "quiet")
