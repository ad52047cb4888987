"""What a class may see on the shared screen: never a note, a mark or a reason before it is revealed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import StateLimit
from engine.play import phases
from engine.play.events import Noted, Phase
from engine.play.fold import Play
from exporters.play.play_record import PlayRecord
from exporters.play.rating import ratings
from exporters.play.tallies import Counts, Withheld
from exporters.play.wishes import wishes
from exporters.scenario.care import contains, resources
from exporters.wording.addressee import Addressee
from exporters.wording.decisions import decision_name
from exporters.wording.judgment import CHOSE, SCORE_NAMES, SCORING, VERDICTS
from exporters.wording.promises import promise
from sessions.classroom.flow import STORY, SUMMARY, wash
from sessions.classroom.hot_wash import ASKED, wall_facts
from sessions.classroom.section import Section
from sessions.classroom.turnout import here, turnout
from sessions.lead import led_here
from sessions.view import BEFORE, INSTEAD, NEW, view

if TYPE_CHECKING:
    from engine.play.bundle import Bundle

WORDS = {
    phases.WELCOME: "Welcome",
    phases.READ: "Read",
    phases.VOTE: "Vote, in silence",
    phases.BARS: "How you voted",
    phases.DISCUSS: "Talk about it",
    phases.COMMIT: "Decide together",
    phases.REVEAL: "Looking back at it",
    phases.HOT_WASH: "Hot wash",
    phases.PALS_END: "Speaking up",
}
VOTING = {
    "hands": "Raise your hand when your letter is called.",
    "tables": "One card for each table, face down until all are on the table.",
    "seats": "Each seat puts its card face down.",
    "people": "Everybody puts a card face down.",
    "none": "",
}

NOT_SHOWN = {
    Withheld.SMALL: "The votes are in. A group under five is not broken down: talk it over.",
    Withheld.CLOSE: (
        "The votes are in. Fewer than five differ from an earlier count of this decision, and a group under five is not broken "
        "down: talk it over."
    ),
}
"""Why counts are withheld -> what the class is told in their place."""


@dataclass(frozen=True, slots=True)
class VoteCount:
    """A choice, and the votes for it."""

    letter: str
    text: str
    count: int | None
    """None where votes are not shown."""


@dataclass(frozen=True, slots=True)
class WallSlide:
    """One showing of the shared screen."""

    title: str
    """Of the scenario; empty while no class runs."""
    phase: str
    """In words."""
    place: str = ""
    """What the class is to open on paper: `decision 6`; empty where nothing is decided."""
    text: tuple[str, ...] = ()
    """Markdown, in order."""
    prompt: str = ""
    bars: tuple[VoteCount, ...] = ()
    questions: tuple[str, ...] = ()
    """To talk about."""
    hint: str = ""
    """What the class does now."""
    page: int = 1
    dark: bool = False
    timed: bool = False
    """Whether a timer may be shown with it."""
    voters: int = 0
    """How many could vote: what the bars are measured against; 0 where they show no votes."""
    facts: tuple[Section, ...] = ()
    """Of the play, in the hot wash."""

    @property
    def asked(self) -> str:
        """The question that stays in view whatever page is shown; empty where there is none."""
        return self.prompt or (self.questions[0] if self.facts else "")


WAITING = WallSlide("", "Waiting", text=("Waiting for a class to begin.", "On the instructor's terminal: `hotwash classroom`"))


def slide(record: PlayRecord) -> WallSlide:
    """What is shown as the play stands. Grades are derived in the phases alone that show them: that takes time."""
    bundle, play = record.bundle, record.play
    last = next((e for e in reversed(play.events) if isinstance(e, Phase)), None)
    name = last.name if last else phases.WELCOME
    page, dark = (last.page, last.dark) if last else (1, False)
    title = bundle.scenario.title
    if play.closed:
        return WallSlide(title, "The end", text=("Thank you.", *_resources(bundle)), dark=dark)
    text: tuple[str, ...] = ()
    prompt = hint = ""
    bars: tuple[VoteCount, ...] = ()
    questions: tuple[str, ...] = ()
    voters = 0
    facts: tuple[Section, ...] = ()
    match name:
        case phases.WELCOME:
            text, hint = _welcome(bundle, play), "Everyone in this room may speak up, whatever the rank."
        case phases.REVEAL:
            text = _reveal(record)
        case phases.HOT_WASH:
            text, questions, facts = _hot_wash(record, page)
            page = last.part if last else 1
        case phases.PALS_END:
            questions = ("Who spoke up?", "What helped them to?", "What would have helped?")
        case phases.READ:
            text = _told(bundle, play)
        case _ if play.waits_for == "decision":
            tally = record.tally if name in phases.SHOWN else None
            counts = tally.counts if tally else None
            prompt, bars = view(bundle, play).prompt, _bars(record, counts)
            voters = here(record) if counts is not None else 0
            questions, hint = _asked(record, name)
            text = tuple(f"**Something else:** {_literal(said)}" for said in wanted_here(record)) if name in phases.SHOWN else ()
            if name == phases.BARS:
                hint = NOT_SHOWN[tally.withheld] if tally and tally.withheld else turnout(record)
        case _:
            text = _told(bundle, play)
    timed = name in (*phases.ROUND, phases.HOT_WASH, phases.PALS_END)
    place = _place(record, name)
    return WallSlide(title, WORDS.get(name, name), place, text, prompt, bars, questions, hint, page, dark, timed, voters, facts)


def _place(record: PlayRecord, name: str) -> str:
    """The decision that is read, voted on or looked back at."""
    if name == phases.REVEAL and record.play.ledger:
        last = record.play.ledger[-1]
        return decision_name(record.play.program.decision_numbers[last.event.scene], last.visit)
    told = name in STORY and record.play.waits_for == "decision"
    return view(record.bundle, record.play).decision if told else ""


def _welcome(bundle: Bundle, play: Play) -> tuple[str, ...]:
    scenario = bundle.scenario
    notes = contains(scenario)
    told = " ".join(promise(play.started.purpose, play.started.voters)) if play.started else ""
    before = led_here(bundle, play) if play.started and play.started.drill else ""
    parts = [
        scenario.summary,
        f"**You are:** {scenario.you}",
        _literal(before) if before else "",
        f"**It contains:** {notes}." if notes else "",
    ]
    parts += ["You can step out at any time. Nobody asks why.", told, *_resources(bundle)]
    return tuple(part for part in parts if part)


def _resources(bundle: Bundle) -> tuple[str, ...]:
    found = resources(bundle)
    return ("\n".join(["**Help:**", *(f"- {_literal(line)}" for line in found)]),) if found else ()


def _told(bundle: Bundle, play: Play) -> tuple[str, ...]:
    """Everything told since the last decision but what a seat alone reads.

    What is new comes first: an inject, or the course that was put in the place of the one that was drawn.
    """
    now = view(bundle, play)
    again = next((n for n, passage in enumerate(now.passages) if passage.instead), None)
    parts = [*reversed(now.injects), *([now.result] if now.result and again is None else [])]
    for passage in now.passages[again or 0 :]:
        parts += [f"**{INSTEAD}**"] * passage.instead + [f"**{NEW}**"] * passage.has_news
        parts += [p.text for p in passage.paragraphs if not p.seat]
    before = [p.text for p in now.before if not p.seat]
    parts += [f"**{BEFORE}:**", *before] if before else []
    return (*parts, f"**{now.ending}**") if now.ending else tuple(parts)


def wanted_here(record: PlayRecord) -> tuple[str, ...]:
    """What the room wants at the decision at hand and no letter says; of an earlier visit to it, nothing."""
    since = max((commit.event.seq for commit in record.play.ledger), default=-1)
    return tuple(wish.words for wish in wishes(record) if wish.scene == record.play.scene and wish.seq > since)


def _bars(record: PlayRecord, counts: Counts | None) -> tuple[VoteCount, ...]:
    options = view(record.bundle, record.play).options
    return tuple(VoteCount(o.key, o.text, None if counts is None else counts.get(o.id, 0)) for o in options)


def _asked(record: PlayRecord, name: str) -> tuple[tuple[str, ...], str]:
    """Questions and hint of a phase at a decision."""
    bundle, play = record.bundle, record.play
    decision = bundle.scenario.scenes[play.scene].decision
    assert decision is not None
    if name == phases.DISCUSS:
        return tuple(decision.discuss), ""
    if name == phases.VOTE:
        how = VOTING[play.started.voters if play.started else "none"]
        return (), f"{how} {turnout(record)}".strip()
    if name == phases.COMMIT:
        seat = bundle.scenario.seats.get(decision.seat or "", "")
        return (), f"{seat} decides, and says why." if seat else "One choice for the whole team, with its reason."
    return (), ""


def _hot_wash(record: PlayRecord, page: int) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Section, ...]]:
    """Text, questions and facts of a page of the hot wash: what was said so far, or at its end how the team did."""
    play = record.play
    pages = wash(hseep=play.started.hseep if play.started else False)
    topic = pages[min(page, len(pages)) - 1]
    if topic == SUMMARY:
        return _summary(record), (), ()
    said = "\n".join(f"- {_literal(e.text)}" for e in play.events if isinstance(e, Noted) and e.topic == topic and e.text)
    talk = record.bundle.scenario.discuss if topic == phases.CHANGE else ()
    return ((said,) if said else ()), (ASKED[topic], *talk), wall_facts(record, topic)


def _summary(record: PlayRecord) -> tuple[str, ...]:
    """How the team did, in words before any number."""
    try:
        told = record.account
    except StateLimit as limit:
        return (str(limit),)
    rated = ratings(record.bundle.scenario, record.debrief)
    objectives = "\n".join(f"{r.aim.number}. {r.aim.objective.text}: **{r.words}**" for r in rated)
    score = f"{SCORE_NAMES[told.addressee]}: {told.scored_at}"
    return (f"**{told.headline}**", told.meaning, score, SCORING, *([objectives] if objectives else []))


def _literal(text: str) -> str:
    """What was typed in class, so that no character of it is Markdown."""
    return re.sub(r"([\\`*_\[\]()#+\-.!>])", r"\\\1", " ".join(text.split()))


def _reveal(record: PlayRecord) -> tuple[str, ...]:
    """Why the last choice was good or poor, and what would have been best."""
    try:
        if not record.account.decisions:
            return ()
    except StateLimit as limit:
        return (str(limit),)
    line = record.account.decisions[-1]
    parts = [f"**{line.prompt}**", f"{CHOSE[Addressee.TEAM]}: {line.chosen}", f"*{line.why}*" if line.why else ""]
    if line.graded.sound:
        parts.append(VERDICTS["best"])
    else:
        parts += [f"Best: {text}\n\n*{why}*" if why else f"Best: {text}" for text, why in line.best]
    return tuple(part for part in parts if part)
