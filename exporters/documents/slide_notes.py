"""The speaker's notes of slides: what the facilitator's guide says of a scene, as plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.pack.scenario import Paragraph
from engine.states.order import letter
from exporters.content.document import Block, Callout, Heading, Items, Text, TextBlock, clean, prose
from exporters.documents.decision_pages import decision_page
from exporters.scenario.branching import condition
from exporters.scenario.odds import Odds, say
from exporters.scenario.outline import Outline
from exporters.scenario.timing import Slot


def decision_notes(odds: Odds, slot: Slot) -> Iterator[Block]:
    """What the guide says of a decision, from its question on."""
    asked = False
    for block in decision_page(odds, slot, odds.outline.bundle.scenario.reported_choice(slot.point.scene)):
        asked = asked or (isinstance(block, TextBlock) and block.style == "lead")
        if asked or (isinstance(block, TextBlock) and block.style == "quiet"):
            yield block


def scene_notes(outline: Outline, name: str) -> str:
    """What seats alone read, what is shown under a condition, and the notes."""
    scene = outline.scenes[name]
    notes: list[str] = []
    shown = 0
    for passage in scene.also:
        when = f"only if {condition(outline, passage.when)}" if passage.when is not None else ""
        if passage.seat is not None:
            seat = f"{outline.seat(passage.seat)} alone reads{f', {when}' if when else ''}:"
            notes.append(f"{seat}\n{lines(prose(passage.text))}")
        elif when:
            shown += 1
            place = " in place of this slide" if passage.instead else ""
            notes.append(f"“{link_name(passage)}”{f' {shown}' if shown > 1 else ''}: show it{place} {when}.")
    if scene.notes:
        notes.append(lines(prose(scene.notes)))
    return "\n\n".join(notes)


def link_name(passage: Paragraph) -> str:
    """What the link to a paragraph that not every play reads is called."""
    return "Instead" if passage.instead else "Also"


def ending_notes(odds: Odds, name: str) -> str:
    """The outcome of an ending, and how often it comes."""
    ending = odds.outline.scenes[name].ending
    assert ending is not None
    often = f" {say(odds.blind[name])} when guessing, {say(odds.best[name])} on the best line." if odds.known else ""
    return f"Outcome: {ending.outcome}.{often} It says nothing of how well it was decided."


def lines(blocks: Iterable[Block]) -> str:
    """Blocks as lines of plain text."""
    return "\n".join(_lines(blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | TextBlock():
                yield _plain(block.text)
            case Items():
                for number, item in enumerate(block.items):
                    lead = f"{letter(number)}  " if block.marker == "letter" else "- "
                    first, *rest = list(_lines(item)) or [""]
                    yield lead + first
                    yield from (f"   {line}" for line in rest)
            case Callout():
                yield clean(block.title) + ":"
                yield from _lines(block.blocks)
            case _:
                pass


def _plain(text: Text) -> str:
    return "".join(span.text for span in text)
