"""The participant's handout: who you are, the ground rules, and each decision on a page of its own. No answers, no endings."""

from __future__ import annotations

from collections.abc import Iterator

from engine.play.bundle import Bundle
from exporters.content.document import Block, Callout, Document, PageBreak, TextBlock, bullets, plain
from exporters.documents.parts import GROUND_RULES, care, facts, heading, line, question, story_before, who_and_where
from exporters.scenario.outline import DecisionPoint, Outline
from exporters.wording.promises import HANDOUT


def handout(bundle: Bundle) -> Document:
    """What each participant gets."""
    outline = Outline(bundle)
    scenario = bundle.scenario
    pages = [block for point in outline.points for block in _page(outline, point)]
    return Document(
        name=f"{scenario.id}-handout",
        title=scenario.title,
        subtitle="Participant handout",
        blocks=(*_first(bundle, len(outline.points)), *pages),
        facts=facts(bundle),
        footer=f"{scenario.title} · handout · version {scenario.version}",
    )


def _first(bundle: Bundle, decisions: int) -> Iterator[Block]:
    yield TextBlock(line(bundle.scenario.summary), "lead")
    yield from who_and_where(bundle)
    yield from care(bundle)
    yield heading("Ground rules, and how it goes")
    yield bullets(
        [
            *GROUND_RULES,
            "Read, vote in silence with a letter card, talk, and decide as a team with a reason.",
            "No letter says what you want? Show none, and say it when you are asked. The team decides for the nearest letter.",
            "Turn to a decision only when its number is called. The number stands at the head of its page, not at the foot.",
            f"You will not come to all {decisions} of them. A number that is left out says nothing.",
        ]
    )
    yield heading("What is kept of you, and what can fail you")
    yield bullets(HANDOUT)


def _page(outline: Outline, point: DecisionPoint) -> Iterator[Block]:
    yield PageBreak()
    yield heading(f"Decision {point.number}")
    yield from story_before(outline, point)
    yield from question(outline, point)
    yield Callout("note", "For yourself", (TextBlock(plain("My letter: ______     Because: ______________________________")),))
