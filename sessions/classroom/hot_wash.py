"""The hot wash: what is asked on each page, and the facts of the play that belong beside it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import StateLimit
from engine.play import phases
from engine.play.events import Flagged, Noted
from exporters.play.decision_line import DecisionLine
from exporters.play.moment import moment
from exporters.play.play_record import PlayRecord
from exporters.play.rating import ratings
from exporters.wording.decisions import question_asked
from exporters.wording.judgment import SCORE_NAMES, SCORING
from sessions.classroom.class_session import ClassSession
from sessions.classroom.flow import SUMMARY, wash
from sessions.classroom.section import Section

ASKED = {
    **phases.HOT_WASH_QUESTIONS,
    phases.STRENGTH: "What did the team do that should stay?",
    phases.AREA: "What should become better?",
    phases.ACTION: "Who does what, by when?",
    SUMMARY: "How the team did",
    phases.PALS_USED: "Who spoke up, and what helped?",
}
HINTS = {
    phases.EXPECTED: "Let the quiet ones begin.",
    phases.HAPPENED: "What was done, in order; not yet whether it was right.",
    phases.WHY: "What did we see, and what did we take it for?",
    phases.LUCK: "What would have happened on an unlucky day?",
    phases.CHANGE: "One thing that we keep, one that we change.",
    phases.NEXT_SHIFT: "Everybody finishes the sentence; write down a few, without names.",
    phases.STRENGTH: "A line each.",
    phases.AREA: "A line each: what is to become better, and not who.",
    phases.ACTION: "A line each; Enter then asks for owner and dates.",
    SUMMARY: "Decisions are graded, never luck, and the team's alone.",
    phases.PALS_USED: "Name the seat or the moment, never a person: “when somebody asked for the hands”. Thank them.",
}


FLAGGED = "Flagged, to come back to"


def topic(session: ClassSession) -> str:
    """The topic of the page on which the hot wash stands."""
    if session.phase == phases.PALS_END:
        return phases.PALS_USED
    pages = wash(hseep=session.started.hseep)
    return pages[min(session.shown.page, len(pages)) - 1]


def answers(session: ClassSession | PlayRecord, about: str) -> tuple[Noted, ...]:
    """What was written on a topic, in order."""
    return tuple(e for e in session.play.events if isinstance(e, Noted) and e.topic == about)


def facts(session: ClassSession, about: str) -> tuple[Section, ...]:
    """What belongs beside a question."""
    try:
        return tuple(section for section in _facts(session.record, session, about) if section.lines)
    except StateLimit as limit:
        return (Section("The play is kept, and not judged", (("", str(limit)),)),)


def wall_facts(record: PlayRecord, about: str) -> tuple[Section, ...]:
    """What of it the class sees on the wall: all but the flags, which are the instructor's own."""
    try:
        return tuple(s for s in _facts(record, record, about) if s.lines and s.heading != FLAGGED)
    except StateLimit:
        return ()


def _facts(record: PlayRecord, session: ClassSession | PlayRecord, about: str) -> Iterator[Section]:
    account = record.account
    match about:
        case phases.EXPECTED:
            yield Section("Objectives", _bullets(o.text for o in record.bundle.scenario.objectives))
            yield Section("The first vote, and the team", tuple(_votes(record)))
        case phases.HAPPENED:
            yield Section("What the team decided", tuple(_decisions(account.decisions)))
            ended = account.ended if account.ending else "The story was not played to its end."
            yield Section("How it ended", (("", ended),))
            if account.report_title:
                yield Section("What the report says was done", tuple(_reported(account.decisions)))
                yield Section("In the report it nearly came to this", (("", account.what_nearly_happened),))
        case phases.WHY:
            yield Section("The turning point", tuple(_turning_point(record)))
            yield Section("Life-safety errors", tuple(_critical(account.critical)))
        case phases.LUCK:
            yield Section("Luck", _bullets(account.luck or (account.no_luck,)))
        case phases.CHANGE | phases.AREA:
            yield Section("Lessons, the weakest first", tuple(_lessons(record)))
        case phases.NEXT_SHIFT:
            yield Section("To talk about", _bullets(account.discuss))
        case phases.STRENGTH:
            yield Section("Lessons, the strongest first", tuple(_lessons(record))[::-1])
        case phases.ACTION:
            yield Section("Areas for improvement", _bullets(note.text for note in answers(session, phases.AREA)))
        case _ if about == SUMMARY:
            yield from _summary(record)
        case _:
            yield Section("Asked at the beginning", (("", "Everybody may speak up, whatever the rank."),))
            yield Section("If this stays with you", _bullets(account.resources))
    if about != SUMMARY:
        yield Section(FLAGGED, tuple(_flags(record)))


def _summary(record: PlayRecord) -> Iterator[Section]:
    account = record.account
    yield Section(account.headline, (("", account.meaning),))
    yield Section(SCORE_NAMES[account.addressee], (("", account.scored_at), ("", SCORING)))
    rated = ratings(record.bundle.scenario, record.debrief)
    yield Section("Objectives", tuple((f"{r.aim.number}. ", f"{r.words}. {r.aim.objective.text}") for r in rated))
    yield Section("If this stays with you", _bullets(account.resources))


def _votes(record: PlayRecord) -> Iterator[tuple[str, str]]:
    """Of each ballot what most chose first, as far as that may be told, and what the team did. A tie names all."""
    for ballot, tallied in zip(record.ballots, record.tallies, strict=True):
        decision = record.bundle.scenario.scenes[ballot.scene].decision
        assert decision is not None
        yield f"{record.play.program.decision_numbers[ballot.scene]}. ", question_asked(decision.prompt, ballot.visit)
        counts = tallied[0].counts
        if counts is None:
            yield "   ", tallied[0].withheld
        elif counts:
            most = max(counts.values())
            favorites = " / ".join(decision.choices[choice].text for choice, count in counts.items() if count == most)
            yield "   ", f"First vote, {most} of {sum(counts.values())}: {favorites}"
        if ballot.commit is not None:
            yield "   ", f"The team: {decision.choices[ballot.commit.choice].text}"


def _decisions(lines: tuple[DecisionLine, ...]) -> Iterator[tuple[str, str]]:
    for line in lines:
        yield f"{line.number}. ", line.asked
        again = "" if line.graded.counts else " (tried again)"
        yield "   ", f"{line.chosen}{again}"
        if line.graded.reason:
            yield "   ", f"Because: {line.graded.reason}"


def _reported(lines: tuple[DecisionLine, ...]) -> Iterator[tuple[str, str]]:
    yield from ((f"{line.number}. ", line.reported) for line in lines if line.graded.counts)


def _turning_point(record: PlayRecord) -> Iterator[tuple[str, str]]:
    line = record.account.turning_point
    if line is None:
        yield (
            "",
            "None: at every decision the team chose what was best." if record.account.decisions else "Nothing was decided.",
        )
        return
    yield f"{line.number}. ", line.asked
    yield "   ", f"The team: {line.chosen}"
    if line.why:
        yield "   ", line.why
    for text, why in line.best:
        yield "   ", f"Better: {text}"
        if why:
            yield "   ", why


def _critical(lines: tuple[DecisionLine, ...]) -> Iterator[tuple[str, str]]:
    yield from ((f"! {line.number}. ", f"{line.chosen} ({line.graded.critical})") for line in lines)


def _lessons(record: PlayRecord) -> Iterator[tuple[str, str]]:
    for line in record.account.standing:
        yield "- ", f"{line.title}: {line.counts}"


def _flags(record: PlayRecord) -> Iterator[tuple[str, str]]:
    for event in record.play.events:
        if isinstance(event, Flagged):
            yield "- ", f"{event.note or 'a moment'} ({moment(record, event.seq)})"


def _bullets(texts: Iterator[str] | tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(("- ", text) for text in texts if text)
