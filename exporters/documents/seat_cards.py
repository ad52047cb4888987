"""Seat cards: a page for each seat with its job and what it alone reads."""

from __future__ import annotations

from collections.abc import Iterator

from engine.pack.scenario import Paragraph
from engine.play.bundle import Bundle
from exporters.content.document import Block, Callout, Document, PageBreak, TextBlock, bullets, plain, prose
from exporters.documents.parts import WAY_OUT, care, facts, heading, line, named
from exporters.scenario.care import contains
from exporters.scenario.outline import Outline, outline_of


def seat_cards(bundle: Bundle) -> Document:
    """The cards of all seats. What a seat reads in an ending is left to the facilitator, since it would give the ending away."""
    outline = outline_of(bundle)
    scenario = bundle.scenario
    blocks = [block for seat in scenario.seats for block in _card(outline, seat)]
    return Document(
        name=f"{scenario.id}-seat-cards",
        title=scenario.title,
        subtitle="Seat cards",
        blocks=(*_first(bundle), *blocks),
        facts=facts(bundle),
    )


def _first(bundle: Bundle) -> Iterator[Block]:
    seats = len(bundle.scenario.seats)
    if not seats:
        yield TextBlock(plain("This scenario has no seats: everybody reads the same. No cards are needed."), "lead")
        return
    yield heading("For the facilitator")
    yield bullets(
        [
            f"Print the following {seats} pages on one side, and give each seat its own.",
            "With more people than seats, give each table a seat, or let the seats go round.",
            "Whether to tell the others what a card says is up to whoever holds it. That is often the point.",
        ]
    )
    yield from care(bundle)


def _card(outline: Outline, seat: str) -> Iterator[Block]:
    scenario = outline.bundle.scenario
    yield PageBreak()
    yield heading(scenario.seats[seat])
    yield TextBlock(line(scenario.summary))
    yield TextBlock(named("Together you are", line(scenario.you)))
    yield TextBlock(named("Where", line(scenario.setting)))
    yield TextBlock(named("Your job", _job(outline, seat)))
    notes = contains(scenario)
    yield TextBlock(plain(f"It contains: {notes}. {WAY_OUT}" if notes else WAY_OUT), "quiet")
    passages = list(_passages(outline, seat))
    yield heading("What you alone read", 2)
    if not passages:
        yield TextBlock(plain("Nothing: you read what all read."))
        return
    yield TextBlock(plain("Cover what stands below, and read each box only when its decision comes."), "quiet")
    for when, passage in passages:
        yield Callout("seat", when, prose(passage.text))


def _job(outline: Outline, seat: str) -> str:
    numbers = [str(point.number) for point in outline.points if point.decision.seat == seat]
    if not numbers:
        return "You vote on everything, and say what you see and know."
    many = "decision" if len(numbers) == 1 else "decisions"
    return f"You vote on everything. At {many} {', '.join(numbers)} you decide for the team, after all have voted, and say why."


def _passages(outline: Outline, seat: str) -> Iterator[tuple[str, Paragraph]]:
    """(when it is read, paragraph) in story order."""
    for name in outline.order:
        scene = outline.scenes[name]
        if scene.ending is not None:
            continue
        for passage in scene.also:
            if passage.seat == seat:
                yield _when(outline, name, passage), passage


def _when(outline: Outline, scene: str, passage: Paragraph) -> str:
    """When a paragraph is read; never why."""
    point = outline.point.get(scene)
    if point is not None:
        told = "only when the facilitator tells you" if passage.when is not None else "before you vote"
        return f"At decision {point.number}, {told}"
    numbers = [str(p.number) for p in outline.leading(scene)]
    where = f"After decision {' or '.join(numbers)}" if numbers else "Before decision 1"
    return f"{where}, only when the facilitator tells you"
