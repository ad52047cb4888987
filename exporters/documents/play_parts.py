"""Parts that documents about a play share."""

from __future__ import annotations

from collections.abc import Iterator

from engine.pack.scenario import Choice
from engine.play.ballots import Ballot
from exporters.content.document import Block, Callout, Heading, Table, Text, TextBlock, bullets, inline, join, plain, rows
from exporters.play.account import Account
from exporters.play.play_record import PlayRecord
from exporters.play.sentences import letter, named
from exporters.play.tallies import VoteTally
from exporters.wording.judgment import INVENTED, SCORE_NAMES, SCORING


def heading(text: str, level: int = 1) -> Heading:
    """A heading in which no character means anything."""
    return Heading(1 if level == 1 else 2 if level == 2 else 3, plain(text))


def lettered(record: PlayRecord, scene: str, id_: str, choice: Choice) -> Text:
    """A choice with its letter."""
    return join(letter(record, scene, id_), inline(choice.text))


def quadrant(account: Account) -> Iterator[Block]:
    """What it comes to, in words, and how it ended."""
    yield TextBlock(plain(f"{account.headline}.", bold=True), "lead")
    yield TextBlock(inline(account.meaning))
    if account.ending:
        yield TextBlock(join("How it ended: ", inline(account.ended), "."))


def graded_how(account: Account) -> str:
    """What is graded, for the foot of a page."""
    return (
        "graded on the decisions, never on luck; nobody is punished for it"
        if account.scored
        else "to talk over; nothing is graded"
    )


def score(account: Account) -> TextBlock:
    """The decision score, where guessing and the best line lie, and what it measures."""
    return TextBlock(join(plain(f"{SCORE_NAMES[account.addressee]}: {account.scored_at}.", bold=True), f" {SCORING}"))


def life_safety(account: Account) -> Iterator[Block]:
    """Life-safety errors, whatever the score."""
    if account.critical:
        lines = [
            join(f"{line.name.capitalize()}: ", inline(line.chosen), " Because: ", inline(line.graded.critical), ".")
            for line in account.critical
        ]
        yield Callout("warning", "Life-safety errors", (bullets(lines),))


def really(account: Account) -> Iterator[Block]:
    """What the report says."""
    yield heading("What really happened")
    if not account.report_title:
        yield TextBlock(plain(INVENTED))
        return
    draft = " (a draft that nobody has reviewed yet)" if account.report_draft else ""
    yield TextBlock(plain(f"{account.report_title}{draft}", bold=True))
    yield bullets([inline(beat) for beat in account.report_beats], "number")
    yield TextBlock(named("It nearly came to this", inline(account.what_nearly_happened)))
    if account.advice:
        yield TextBlock(named("The reporter's advice", inline(account.advice)))


def helpers(account: Account) -> Iterator[Block]:
    """Who helps, where the content has a note."""
    if account.resources:
        yield Callout("note", "If this stays with you", (bullets(account.resources),))


def votes(record: PlayRecord, seq: int) -> Iterator[Block]:
    """How the class voted before a commit, also before a card that came in between, in counts; never of a group under five."""
    before: dict[tuple[str, int], tuple[VoteTally, ...]] = {}
    for ballot, told in zip(record.ballots, record.tallies, strict=True):
        decision = ballot.scene, ballot.visit
        rounds = (*before.pop(decision, ()), *told)
        if ballot.commit is None:
            before[decision] = rounds
        elif ballot.commit.seq == seq:
            yield from _votes(record, ballot, rounds)


def _votes(record: PlayRecord, ballot: Ballot, told: tuple[VoteTally, ...]) -> Iterator[Block]:
    shown = {"Votes": told[0], "After talking": told[-1]} if len(told) > 1 else {"Votes": told[0]}
    columns = {name: tally.counts for name, tally in shown.items() if tally.counts is not None}
    if columns:
        decision = record.bundle.scenario.scenes[ballot.scene].decision
        assert decision is not None
        choices = ballot.commit.shown if ballot.commit else tuple(decision.choices)
        found: list[tuple[str | Text, ...]] = [
            (lettered(record, ballot.scene, id_, decision.choices[id_]), *(str(c.get(id_, 0)) for c in columns.values()))
            for id_ in choices
        ]
        yield Table(rows(("Answer", *columns))[0], rows(*found), "How the class voted", (6, 1, 1)[: 1 + len(columns)])
    for reason in dict.fromkeys(tally.withheld for tally in shown.values() if tally.withheld):
        yield TextBlock(plain(reason), "quiet")
