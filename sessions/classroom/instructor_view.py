"""What the instructor has before them: the text to read out, notes, questions, answers. With one screen nothing that gives away.

Words and their order only; `tui.widgets` draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from engine.errors import StateLimit
from engine.pack.scenario import Decision, Inject, Scenario
from engine.play import phases
from engine.play.events import Chose, Injected, Overrode
from exporters.play.decision_line import MARKS
from exporters.play.sentences import opening
from exporters.wording.judgment import OUTCOMES
from sessions.classroom.class_session import ClassSession
from sessions.classroom.pace import Coming, Course, Pace
from sessions.classroom.roster import heads
from sessions.classroom.section import Section
from sessions.classroom.slide import slide, wanted_here
from sessions.classroom.turnout import hands_down
from sessions.view import Passage, SceneView, ShownParagraph

PHASES = {
    phases.READ: "Read",
    phases.VOTE: "Vote",
    phases.BARS: "Result",
    phases.DISCUSS: "Discuss",
    phases.COMMIT: "Decide",
}
"""The phases of a decision as the top of the screen names them."""
WINDOW = "v opens the window for the class. Drag it to the projector, make its letters large, and walk to the back of the room."
SAY = (
    "Say aloud: “In this room everybody may speak up, whatever the rank. If I miss something, tell me. May we tell you?”",
    "Wait until the room has answered. That is the permission.",
    "Say that anybody may step out at any time, and that nobody asks why. Agree who goes with them.",
    "Decisions are judged, never people, and never by how lucky they were.",
)
VOTING = {
    "none": "Nobody votes here: the room talks, and the team decides.",
    "hands": "Eyes closed or on the table, hands up once. Type a letter and how many hands: B 12.",
    "tables": "One answer for each table, written down before any is shown. Type the letter for the table that is pointed at.",
    "seats": "Each seat decides in silence first. Type the letter for the seat that is pointed at.",
    "people": "Everybody writes a letter down first. Type it for the one who is pointed at.",
}


# The text


def read_aloud(session: ClassSession) -> SceneView:
    """What is read with the class now."""
    now = session.view()
    if session.phase in (phases.WELCOME, phases.REVEAL):
        shared = slide(session.record)
        parts = [*shared.text, *([f"*{shared.hint}*"] if shared.hint else [])]
        return replace(now, result="", passages=(Passage("", tuple(map(ShownParagraph, parts))),), injects=(), ending="")
    passages = tuple(_public(p, cards=not session.is_drill) for p in now.passages) if session.one_screen else now.passages
    injects = tuple(Passage("", (ShownParagraph(text),)) for text in now.injects)
    return replace(now, passages=(*passages, *injects), injects=())


def _public(passage: Passage, *, cards: bool) -> Passage:
    """A passage without what one seat alone reads; where the seats have cards, they are sent to them."""
    seats = sorted({p.seat for p in passage.paragraphs if p.seat})
    shown, before = (tuple(p for p in told if not p.seat) for told in (passage.paragraphs, passage.before))
    card = (ShownParagraph(f"*{' and '.join(seats)}: read what your card says for this moment.*"),) if seats and cards else ()
    return replace(passage, paragraphs=(*shown, *card), before=before)


def course_name(scenario: Scenario, scene: str) -> str:
    """What a course of the story that begins with a scene is called before it is read: by its end, or by where it leads."""
    seen: list[str] = []
    while scene not in seen:
        seen.append(scene)
        here = scenario.scenes[scene]
        if here.ending is not None:
            return f"the ending “{here.ending.title}”"
        if here.decision is not None:
            return f"on to “{' '.join(here.decision.prompt.split())}”"
        if isinstance(here.next, str):
            scene = here.next
    return f"“{opening(scenario.scenes[seen[0]].text)}”"


# Beside the text


def guide(session: ClassSession, pace: Pace | None) -> tuple[Section, ...]:
    """Everything beside the text, in the order in which it is needed now."""
    return tuple(s for s in (_open(session) if session.one_screen else _all(session, pace)) if s.lines)


def _open(session: ClassSession) -> Iterator[Section]:
    """What the class may see."""
    if session.phase == phases.DISCUSS:
        yield Section("Talk about it", _bullets(_questions(session)))
    if session.phase in phases.SHOWN:
        yield Section("Something else", _bullets(wanted_here(session.record)))


def _all(session: ClassSession, pace: Pace | None) -> Iterator[Section]:
    match session.phase:
        case phases.WELCOME:
            yield Section("Before you begin", _bullets((WINDOW, VOTING[session.voters], *SAY)))
            yield Section("Objectives", _bullets(o.text for o in session.bundle.scenario.objectives))
            return
        case phases.REVEAL:
            yield Section("Ask the room", _bullets(_last_questions(session)))
            return
    if pace is not None and pace.ahead < 0:
        yield Section("Time", (("", late(pace)), *spare(pace.spare, session.play.program.decision_numbers)))
    notes = Section("Notes", tuple(("", note) for note in _notes(session)))
    questions = Section("Ask the room", _bullets(_questions(session)))
    talking = session.phase in (phases.BARS, phases.DISCUSS)
    yield from (questions, notes) if talking else (notes, questions)
    yield Section("Something else that the room wants", _bullets(wanted_here(session.record)))
    yield from _story(session)


def _story(session: ClassSession) -> Iterator[Section]:
    """The last roll, the answers or the ending."""
    if routes := session.routes():
        total = sum(landing.odds for landing, _ in routes)
        odds = next(landing.odds for landing, taken in routes if taken)
        put = isinstance(session.play.line[-1].event, Overrode)
        said = "You put this in the place of what was drawn. Its chance was" if put else "The chance of this was"
        line = f"{said} {odds} in {total}. o puts another route in its place."
        yield Section("Overridden" if put else "Drawn", (("", line),))
    if session.play.waits_for == "decision":
        yield Section("Answers, for your eyes only", tuple(_answers(session)))
    ending = session.bundle.scenario.scenes[session.play.scene].ending
    if ending is not None:
        yield Section("How it ended", (("", OUTCOMES[ending.outcome]), ("", "It says nothing of how well it was decided.")))


def _notes(session: ClassSession) -> Iterator[str]:
    """The notes of what is told now; a scene that comes back has had its notes."""
    scenes, told_before = session.bundle.scenario.scenes, _told_before(session)
    for passage in session.view().passages:
        if passage.scene not in told_before and (note := scenes[passage.scene].notes):
            yield " ".join(note.split())
    for inject in _injects(session):
        if inject.notes:
            yield " ".join(inject.notes.split())


def _told_before(session: ClassSession) -> set[str]:
    """The scenes that the line told up to the last decision."""
    line = session.play.line
    last = next((n for n in reversed(range(len(line))) if isinstance(line[n].event, Chose)), 0)
    return {shown.scene for entry in line[:last] for shown in entry.shown_scenes}


def _injects(session: ClassSession) -> Iterator[Inject]:
    """Played at the decision at hand, in order."""
    found: list[Inject] = []
    for entry in reversed(session.play.line):
        if isinstance(entry.event, Chose):
            break
        if isinstance(entry.event, Injected):
            found.append(session.bundle.scenario.injects[entry.event.inject])
    yield from reversed(found)


def _questions(session: ClassSession) -> Iterator[str]:
    for inject in _injects(session):
        yield from inject.discuss
    decision = session.bundle.scenario.scenes[session.play.scene].decision
    yield from decision.discuss if decision else ()


def _last_questions(session: ClassSession) -> tuple[str, ...]:
    decision = session.bundle.scenario.scenes[session.play.ledger[-1].event.scene].decision
    assert decision is not None
    return ("What did we know when we decided? Leave out how it went.", *decision.discuss)


def _answers(session: ClassSession) -> Iterator[tuple[str, str]]:
    """Each choice with what it is worth and why."""
    decision = session.bundle.scenario.scenes[session.play.scene].decision
    assert decision is not None
    try:
        regrets = session.regrets()
    except StateLimit as limit:
        yield "", str(limit)
        return
    worst = max(regrets.values(), default=Fraction(0))
    for option in session.view().options:
        choice = decision.choices[option.id]
        yield f"{option.key}  ", f"{_word(regrets[option.id], worst)}: {option.text}"
        if choice.critical:
            yield " ! ", f"Life safety: {choice.critical}"
        if choice.why:
            yield "   ", " ".join(choice.why.split())
        yield from (("   ", line) for line in _marks(session, decision, choice.marks))


def _word(regret: Fraction, worst: Fraction) -> str:
    if not worst:
        return "as good as any"
    return "BEST" if not regret else "worst" if regret == worst else "costly"


def _marks(session: ClassSession, decision: Decision, marks: tuple[str, ...]) -> Iterator[str]:
    """A line for each way in which lessons fare."""
    for sign, word in MARKS.items():
        titles = [_lesson(session, decision, mark[1:]) for mark in marks if mark[0] == sign]
        if titles:
            yield f"{sign} {word}: {'; '.join(titles)}"


def _lesson(session: ClassSession, decision: Decision, id_: str) -> str:
    lesson = session.bundle.lessons.get(id_)
    return (lesson.title if lesson else id_) + ("" if id_ in decision.tests else " (not scored here)")


def _bullets(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(("- ", text) for text in texts)


# Time and counts


def late(pace: Pace) -> str:
    """How late it is, in words."""
    return f"About {minutes(-pace.ahead)} behind."


def spare(coming: tuple[Coming, ...], numbers: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """What could be left out, as lines; `numbers` are those of the decisions, by scene."""
    if not coming:
        return (("", "q leads straight to the hot wash; keep at least ten minutes for it."),)
    lead = "With least at stake, and so to be taken without discussion (s) if need be:"
    return (("", lead), *((f"{numbers[one.scene]}. ", one.prompt) for one in coming))


def minutes(seconds: float) -> str:
    """A time in whole minutes."""
    count = max(1, round(seconds / 60))
    return f"{count} minute{'s' * (count > 1)}"


def balance(pace: Pace) -> str:
    """Ahead or behind, in words."""
    if pace.ahead < 0:
        return f"{minutes(-pace.ahead)} behind"
    return f"{minutes(pace.ahead)} ahead" if pace.ahead >= 60 else "on time"


def left(course: Course) -> str:
    """How many decisions may still come, in words."""
    count = len(course.expected)
    between = "" if course.least == course.most else f" ({course.least} to {course.most})"
    return (
        f"about {count} decision{'s' * (count != 1)} left{between}" if between else f"{count} decision{'s' * (count != 1)} left"
    )


def turnout(session: ClassSession) -> str:
    """How many votes are in, against those who are here."""
    if session.voters == "hands":
        raised, here = sum(session.hands.values()), heads(session.roster)
        if not here:
            return f"{raised} hands"
        if raised > here:
            return f"{raised} hands, {raised - here} more than the {here} people here: count again, or r mends the head count"
        down = min(hands_down(session.record), here - raised)
        besides = f", {down} for something else" if down else ""
        to_come = here - raised - down
        return f"{raised} of {here} hands{besides}; {to_come} to come" if raised < here else f"all {here} hands"
    voted, here = len(session.votes), len(session.roster)
    last = "; the next letter shows the result" if voted == here - 1 else ""
    return f"{voted} of {here} votes{last}" if voted < here else f"all {here} votes"
