"""Debrief sheet: what one trainee takes home. Of a class for the record one for each learner, from their own first votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.errors import UsageError
from engine.pack.diagnostics import nearest
from engine.play.learners import Learner
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
from exporters.play.account import Account
from exporters.play.compared import OTHER_VERSION, told
from exporters.play.decision_line import DecisionLine
from exporters.play.personal import own_account, voted
from exporters.play.play_record import PlayRecord
from exporters.play.sentences import letter, named
from exporters.wording.judgment import CHOSE
from exporters.wording.numbers import many

ALL = "all"


class _Whose(NamedTuple):
    """Whose decisions a sheet is about."""

    account: Account
    who: str
    """A learner's name; empty for a play alone and for a team."""


def debrief_sheet(record: PlayRecord, options: Mapping[str, str]) -> tuple[Document, ...]:
    """One sheet for a play alone or a team; one for each learner where votes were kept by name.

    Args:
        record: the play.
        options: `learner`, the name of one learner or `all`.

    Raises:
        UsageError: there is no such learner, or none is known by name.
    """
    chosen = _chosen(record, options.get("learner", ""))
    if not chosen:
        return (_sheet(record, _Whose(record.account, ""), ""),)
    endings = _endings([learner.who for learner in chosen])
    return tuple(
        _sheet(record, _Whose(own_account(record, learner), learner.who), f"-{ending}", learner)
        for learner, ending in zip(chosen, endings, strict=True)
    )


def _chosen(record: PlayRecord, wanted: str) -> list[Learner]:
    known = list(record.learners) if record.has_own_sheets else []
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


def _sheet(record: PlayRecord, whose: _Whose, ending: str, learner: Learner | None = None) -> Document:
    scenario, account = record.bundle.scenario, whose.account
    help_ = tuple(helpers(account))
    parts = (
        *(_own_summary(record, whose, learner) if learner else _summary(account)),
        *(() if account.scored else help_),
        *_turning_point(record, whose),
        *_mistaken(account),
        *_decisions(record, whose),
        *_lessons(account),
        *(() if learner else (*_luck(account), *_past(record))),
        *really(account),
        *_discuss(account),
        *_next_shift(() if learner else account.promised, by_hand=record.in_class),
        *(help_ if account.scored else ()),
        *_numbers(account),
    )
    subject = f" for {clean(whose.who)}" if whose.who else " of the team" if record.in_class else ""
    facts = (
        ("Date", record.begun),
        ("Scenario", f"{record.bundle.name}, version {scenario.version}"),
        ("Length", f"{many(record.minutes, 'minute')} without pauses"),
    )
    return Document(
        name=f"{scenario.id}-debrief-{record.begun}{ending}",
        title=f"Debrief: {scenario.title}",
        subtitle=f"Debrief sheet{subject}",
        blocks=parts,
        facts=facts,
        footer=f"{scenario.title} · {record.begun} · {graded_how(account)}",
    )


# How it went


def _summary(account: Account) -> Iterator[Block]:
    yield from quadrant(account)
    yield from _tally(account)
    yield from life_safety(account)


def _tally(account: Account) -> Iterator[Block]:
    """How many decisions were worth what."""
    if account.tally:
        yield TextBlock(plain(f"Decisions: {', '.join(account.tally)}.", bold=True))


def _own_summary(record: PlayRecord, whose: _Whose, learner: Learner) -> Iterator[Block]:
    account = whose.account
    times, asked = voted(record, learner)
    if learner.score is not None:
        yield TextBlock(plain(f"{account.headline}.", bold=True), "lead")
        yield TextBlock(plain(account.meaning))
    yield from _tally(account)
    yield TextBlock(plain(
        f"The score counts what you voted for first, before you saw what others think: {times} of {asked} decisions."
    ))  # fmt: skip
    if record.account.ending:
        yield TextBlock(join("The team went its own way, and for the team it ended so: ", inline(record.account.ended), "."))
    yield from life_safety(account)


def _mistaken(account: Account) -> Iterator[Block]:
    """Confident errors teach the most: whoever is sure does not look again."""
    if account.mistaken:
        lines = [
            join(f"{line.name.capitalize()}, {line.sure}: ", inline(line.chosen), " Better: ", inline(line.best[0][0]))
            for line in account.mistaken
        ]
        yield Callout("note", "Sure, and there was a better choice", (bullets(lines),))


def _turning_point(record: PlayRecord, whose: _Whose) -> Iterator[Block]:
    """The decision that cost the most: what was better, and why."""
    line = whose.account.turning_point
    if line is None:
        return
    yield heading(f"The turning point: {line.name}")
    yield TextBlock(inline(line.asked))
    chosen = join(letter(record, line.graded.scene, line.graded.choice), inline(line.chosen))
    yield bullets([named(CHOSE[whose.account.addressee], chosen, plain(f"({line.verdict})")), *_why(record, line)])


# Each decision


def _decisions(record: PlayRecord, whose: _Whose) -> Iterator[Block]:
    yield heading("Decision by decision")
    for line in whose.account.decisions:
        turning = " (the turning point)" if line is whose.account.turning_point else ""
        yield Heading(2, join(f"Decision {line.number}: ", inline(line.asked), turning))
        if line.verdict:
            yield TextBlock(join(plain(f"{line.verdict.capitalize()}.", bold=True), f" {line.sentence}"))
        yield bullets(_told(record, whose, line))


def _told(record: PlayRecord, whose: _Whose, line: DecisionLine) -> Iterator[Text]:
    graded = line.graded
    yield named(CHOSE[whose.account.addressee], join(letter(record, graded.scene, graded.choice), inline(line.chosen)))
    if whose.who:
        yield from _the_team(record, line)
    if graded.reason:
        yield named("Reason given", plain(graded.reason))
    yield from _why(record, line)
    if line.lessons:
        yield named("Lessons", plain("; ".join(f"{lesson.title} ({lesson.word})" for lesson in line.lessons)))
    if line.also:
        yield named(
            "Also, not scored here" if line.scored else "Also",
            plain("; ".join(f"{lesson.title} ({lesson.word})" for lesson in line.also)),
        )
    if line.sure and line.scored:
        yield named("How sure", plain(line.sure))
    if graded.reported is not None:
        yield named("In the report", inline(line.reported))


def _why(record: PlayRecord, line: DecisionLine) -> Iterator[Text]:
    """Why it was good or poor, and what was better."""
    graded = line.graded
    if line.why:
        yield named("What that means", inline(line.why))
    if line.matters:
        yield named("Why it matters", plain(line.matters))
    if graded.critical:
        yield named("Life safety", inline(graded.critical))
    if not graded.sound:
        for id_, (text, why) in zip(graded.best, line.best, strict=True):
            name = "Best" if line.scored else "Would have served better"
            yield named(name, join(letter(record, graded.scene, id_), inline(text)), inline(why))


def _the_team(record: PlayRecord, line: DecisionLine) -> Iterator[Text]:
    mine = (line.graded.scene, line.graded.visit)
    for other in record.account.decisions:
        if (other.graded.scene, other.graded.visit) == mine and other.graded.counts:
            theirs = join(letter(record, other.graded.scene, other.graded.choice), inline(other.chosen))
            yield named("The team", plain("chose the same.") if other.graded.choice == line.graded.choice else theirs)


# What follows


def _lessons(account: Account) -> Iterator[Block]:
    """Those that were not upheld each time as a table, all others in a line."""
    if not account.standing:
        return
    yield heading("Lessons, the weakest first" if account.scored else "Lessons")
    if account.to_learn:
        fared = [(f"{s.mark} {s.title}", str(s.upheld), str(s.partly), str(s.violated)) for s in account.to_learn]
        head = rows(("Lesson", "Upheld", "Partly", "Violated"))[0]
        yield Table(head, rows(*fared), widths=(6, 1, 1, 1), head_column=True)
    if account.upheld:
        yield TextBlock(plain(f"+ {account.upheld}"))


def _luck(account: Account) -> Iterator[Block]:
    if not account.scored:
        return
    yield heading("Luck, which is not graded")
    if account.luck:
        yield bullets([inline(sentence) for sentence in account.luck])
    else:
        yield TextBlock(plain(account.no_luck))


def _past(record: PlayRecord) -> Iterator[Block]:
    """The play beside the one before, and how many endings were seen."""
    past = record.past
    if past is None:
        return
    yield heading("Beside your earlier plays")
    compared = past.comparison
    if compared is not None:
        yield TextBlock(inline(f"Compared with your play of {compared.date}. {compared.summary}"))
        if compared.other_version:
            yield TextBlock(plain(OTHER_VERSION))
        if compared.different:
            differences = [
                (inline(f"{d.now.number}. {d.now.asked}"), inline(told(d.before)), inline(told(d.now)), plain(d.changed))
                for d in compared.different
            ]
            head = rows(("Decision", "Then", "Now", "What it changed"))[0]
            yield Table(head, tuple(differences), widths=(3, 3, 3, 3), head_column=True)
    yield TextBlock(plain(past.told))


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


def _numbers(account: Account) -> Iterator[Block]:
    """The score, and how dangerous it was along the way."""
    if not account.scored:
        return
    yield heading("The numbers, and the danger along the way")
    yield score(account)
    if account.calibration:
        yield TextBlock(plain(account.calibration))
    if account.exposure:
        yield TextBlock(plain(
            "How dangerous it was, in this exercise: from the least that was possible to what guessing would have come to."
        ))  # fmt: skip
        words = [(place.capitalize(), danger.capitalize()) for place, danger in account.dangers]
        yield Table(rows(("Where", "How dangerous"))[0], rows(*words), widths=(2, 3), head_column=True)
