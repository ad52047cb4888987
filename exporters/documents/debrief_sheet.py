"""Debrief sheet: what one trainee takes home. Of a class for the record one for each learner, from their own first votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.errors import UsageError
from engine.pack.diagnostics import nearest
from engine.play.learners import Learner
from engine.play.scoring import SOUND_FROM
from exporters.content.document import (
    Block,
    Callout,
    Document,
    Heading,
    Table,
    Text,
    TextBlock,
    bullets,
    clean,
    inline,
    join,
    plain,
    rows,
    slug,
)
from exporters.documents.play_parts import graded_how, heading, helpers, life_safety, quadrant, really, score
from exporters.play.account import SURE, Account, DecisionLine
from exporters.play.exercise import Exercise
from exporters.play.personal import own_account, voted
from exporters.play.sentences import ending_in_words, letter, luck_in_words, named

ALL = "all"
_SOUND = ("Sound decisions", "You would have decided well. How it ended for the team does not enter this.")
_POOR = ("Decisions to look at again", "Some of what you would have done was not the best at that moment.")
_POOR_BUT_CRITICAL = "At least one of these decisions would have put a life at risk."


class _Whose(NamedTuple):
    """Whose decisions a sheet is about."""

    account: Account
    who: str
    """A learner's name; empty for a play alone and for a team."""
    chose: str
    """How a decision is introduced: `You chose`."""


def debrief_sheet(exercise: Exercise, options: Mapping[str, str]) -> tuple[Document, ...]:
    """One sheet for a play alone or a team; one for each learner where votes were kept by name.

    Args:
        exercise: the play.
        options: `learner`, the name of one learner or `all`.

    Raises:
        UsageError: there is no such learner, or none is known by name.
    """
    chosen = _chosen(exercise, options.get("learner", ""))
    if not chosen:
        introduced = "The team chose" if exercise.in_class else "You chose"
        return (_sheet(exercise, _Whose(exercise.account, "", introduced), ""),)
    endings = _endings([learner.who for learner in chosen])
    return tuple(
        _sheet(exercise, _Whose(own_account(exercise, learner), learner.who, "You voted for"), f"-{ending}", learner)
        for learner, ending in zip(chosen, endings, strict=True)
    )


def _chosen(exercise: Exercise, wanted: str) -> list[Learner]:
    known = list(exercise.learners) if exercise.by_name else []
    if not wanted:
        return known
    if not known:
        raise UsageError("--option learner: nobody's votes were kept by name in this play, so there is one sheet for all")
    found = [learner for learner in known if wanted in (ALL, learner.who)]
    if not found:
        close = nearest(wanted, [learner.who for learner in known])
        hint = f"; did you mean `{close}`?" if close else ""
        raise UsageError(f"--option learner: nobody voted as `{wanted}`{hint}")
    return found


def _endings(names: Sequence[str]) -> list[str]:
    """A part of a file's name for each, no two the same."""
    found: list[str] = []
    for name in names:
        ending, number = slug(name), 2
        while ending in found:
            ending, number = f"{slug(name)}-{number}", number + 1
        found.append(ending)
    return found


def _sheet(exercise: Exercise, whose: _Whose, ending: str, learner: Learner | None = None) -> Document:
    scenario, account = exercise.bundle.scenario, whose.account
    help_ = tuple(helpers(account))
    parts = (
        *(_own_summary(exercise, whose, learner) if learner else _summary(exercise, account)),
        *(() if account.scored else help_),
        *_mistaken(account),
        *_decisions(exercise, whose),
        *_lessons(account),
        *(() if learner else (*_exposure(account), *_luck(exercise))),
        *really(account),
        *_discuss(account),
        *_next_shift(() if learner else account.next_shift, by_hand=exercise.in_class),
        *(help_ if account.scored else ()),
    )
    subject = f" for {clean(whose.who)}" if whose.who else " of the team" if exercise.in_class else ""
    facts = (
        ("Date", exercise.begun),
        ("Scenario", f"{exercise.bundle.name}, version {scenario.version}"),
        ("Length", f"{exercise.minutes} minutes without pauses"),
    )
    return Document(
        name=f"{scenario.id}-debrief-{exercise.begun}{ending}",
        title=f"Debrief: {scenario.title}",
        subtitle=f"Debrief sheet{subject}",
        blocks=parts,
        facts=facts,
        footer=f"{scenario.title} · {exercise.begun} · {graded_how(account)}",
    )


# How it went


def _summary(exercise: Exercise, account: Account) -> Iterator[Block]:
    yield from quadrant(exercise)
    if account.scored:
        yield score(account, "Decision score of the team" if exercise.in_class else "Decision score")
    if account.calibration:
        yield TextBlock(plain(account.calibration))
    yield from life_safety(account)


def _own_summary(exercise: Exercise, whose: _Whose, learner: Learner) -> Iterator[Block]:
    account, own = whose.account, learner.score
    times, asked = voted(exercise, learner)
    if own is not None:
        headline, meaning = _SOUND if own >= SOUND_FROM and not account.critical else _POOR
        yield TextBlock(plain(f"{headline}.", bold=True), "lead")
        yield TextBlock(plain(f"{meaning} {_POOR_BUT_CRITICAL}" if account.critical else meaning))
    yield score(account, "Your decision score")
    yield TextBlock(plain(
        f"It counts what you voted for first, before you saw what others think: {times} of {asked} decisions."
    ))  # fmt: skip
    if exercise.account.ending:
        yield TextBlock(plain(f"The team went its own way, and for the team it ended so: {ending_in_words(exercise.account)}."))
    yield from life_safety(account)


def _mistaken(account: Account) -> Iterator[Block]:
    """Confident errors teach the most: whoever is sure does not look again."""
    if account.mistaken:
        lines = [
            join(f"Decision {line.number}, {_percent(line)} sure: ", inline(line.chosen), " Better: ", inline(line.best[0][0]))
            for line in account.mistaken
        ]
        yield Callout("note", f"Sure ({float(SURE):.0%} or more), and there was a better choice", (bullets(lines),))


def _percent(line: DecisionLine) -> str:
    return f"{float(line.graded.confidence or 0):.0%}"


# Each decision


def _decisions(exercise: Exercise, whose: _Whose) -> Iterator[Block]:
    yield heading("Decision by decision")
    for line in whose.account.decisions:
        turning = " (the turning point)" if line.number == whose.account.turning_point else ""
        yield Heading(2, join(f"{line.number}. ", inline(line.prompt), turning))
        if line.verdict:
            yield TextBlock(join(plain(f"{line.verdict.capitalize()}.", bold=True), f" {line.sentence}"))
        yield bullets(_told(exercise, whose, line))


def _told(exercise: Exercise, whose: _Whose, line: DecisionLine) -> Iterator[Text]:
    graded = line.graded
    yield named(whose.chose, join(letter(exercise, graded.scene, graded.choice), inline(line.chosen)))
    if whose.who:
        yield from _the_team(exercise, line)
    if graded.reason:
        yield named("Reason given", plain(graded.reason))
    if line.why:
        yield named("What that means", inline(line.why))
    if graded.critical:
        yield named("Life safety", inline(graded.critical))
    if not graded.sound:
        for id_, (text, why) in zip(graded.best, line.best, strict=True):
            name = "Best" if line.scored else "Would have served better"
            yield named(name, join(letter(exercise, graded.scene, id_), inline(text)), inline(why))
    if line.lessons:
        yield named("Lessons", plain("; ".join(f"{lesson.title} ({lesson.word})" for lesson in line.lessons)))
    if line.also:
        yield named(
            "Also, not scored here" if line.scored else "Also",
            plain("; ".join(f"{lesson.title} ({lesson.word})" for lesson in line.also)),
        )
    if graded.confidence is not None and line.scored:
        yield named("How sure", plain(_percent(line)))
    if graded.reported is not None:
        yield named("In the report", inline(line.reported))


def _the_team(exercise: Exercise, line: DecisionLine) -> Iterator[Text]:
    mine = (line.graded.scene, line.graded.visit)
    for other in exercise.account.decisions:
        if (other.graded.scene, other.graded.visit) == mine and other.graded.counts:
            theirs = join(letter(exercise, other.graded.scene, other.graded.choice), inline(other.chosen))
            yield named("The team", plain("chose the same.") if other.graded.choice == line.graded.choice else theirs)


# What follows


def _lessons(account: Account) -> Iterator[Block]:
    if not account.standing:
        return
    yield heading("Lessons, the weakest first" if account.scored else "Lessons")
    columns = 5 if account.scored else 4
    head = ("Lesson", "Upheld", "Partly", "Violated", "Share upheld")[:columns]
    found = [
        (s.title, str(s.upheld), str(s.partly), str(s.violated), f"{float(s.share):.0%}")[:columns] for s in account.standing
    ]
    yield Table(rows(head)[0], rows(*found), widths=(6, 1, 1, 1, 1)[:columns], head_column=True)


def _exposure(account: Account) -> Iterator[Block]:
    if not account.exposure:
        return
    yield heading("Exposure, in this exercise")
    yield TextBlock(plain(
        "How dangerous it was along the way: from the least that was possible to what guessing would have come to."
    ))  # fmt: skip
    found = [(_where(label), f"{least:.0%}", f"{blind:.0%}") for label, least, blind in account.exposure]
    yield Table(rows(("Where", "Least possible", "When guessing"))[0], rows(*found), widths=(2, 1, 1), head_column=True)


def _where(label: str) -> str:
    return f"At decision {label}" if label.isdigit() else f"At the {label}"


def _luck(exercise: Exercise) -> Iterator[Block]:
    if not exercise.account.scored:
        return
    yield heading("Luck, which is not graded")
    lines = luck_in_words(exercise)
    if lines:
        yield bullets(lines)
    else:
        yield TextBlock(plain("Nothing was drawn: what happened followed from what was decided."))


def _discuss(account: Account) -> Iterator[Block]:
    if account.discuss:
        yield heading("To talk about")
        yield bullets([inline(question) for question in account.discuss])


def _next_shift(promised: tuple[str, ...], *, by_hand: bool) -> Iterator[Block]:
    """What was promised; on a sheet that somebody takes home from a class, room to write it by hand."""
    yield heading("Next shift I will")
    if promised:
        yield bullets(promised)
    if by_hand or not promised:
        yield TextBlock(plain("One thing, in your own words: " + "." * 60), "quiet")
