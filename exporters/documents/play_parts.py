"""Parts that documents about a play share."""

from __future__ import annotations

from collections.abc import Iterator

from engine.pack.scenario import Choice
from exporters.content.document import Block, Callout, Heading, Table, Text, TextBlock, bullets, inline, join, plain, rows
from exporters.play.account import Account
from exporters.play.play_record import PlayRecord
from exporters.play.sentences import letter, named
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
    """How the class voted before a commit; never of a group under five."""
    ballot = next((b for b in record.ballots if b.commit is not None and b.commit.seq == seq), None)
    if ballot is None:
        return
    if not record.may_count(ballot):
        yield TextBlock(plain("Votes were cast. A group under five, or one that nobody counted, is not broken down."), "quiet")
        return
    decision = record.bundle.scenario.scenes[ballot.scene].decision
    assert decision is not None
    again = len(ballot.rounds) > 1
    head = ("Answer", "Votes", "After talking") if again else ("Answer", "Votes")
    found: list[tuple[str | Text, ...]] = []
    for choice in ballot.commit.shown if ballot.commit else tuple(decision.choices):
        counts = [str(ballot.first.counts.get(choice, 0)), str(ballot.last.counts.get(choice, 0))]
        found.append((lettered(record, ballot.scene, choice, decision.choices[choice]), *counts[: len(head) - 1]))
    yield Table(rows(head)[0], rows(*found), "How the class voted", (6, 1, 1)[: len(head)])
