"""The participant's handout: who you are, the ground rules, and the decisions with room for a letter. No answers, no endings."""

from __future__ import annotations

from collections.abc import Iterator

from engine.play.bundle import Bundle
from exporters.content.document import Block, Columns, Document, Rules, TextBlock, bullets
from exporters.documents.parts import GROUND_RULES, care, facts, heading, line, question, story_before, who_and_where
from exporters.scenario.outline import DecisionPoint, Outline, outline_of
from exporters.wording.promises import HANDOUT


def handout(bundle: Bundle) -> Document:
    """What each participant gets."""
    outline = outline_of(bundle)
    scenario = bundle.scenario
    decisions = [block for point in outline.points for block in _decision(outline, point)]
    return Document(
        name=f"{scenario.id}-handout",
        title=scenario.title,
        subtitle="Participant handout",
        blocks=(Columns((*_first(bundle, len(outline.points)), *decisions)),),
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
            "Read a decision only when its number is called: the number at its head, not the page's at the foot.",
            f"You will not come to all {decisions} of them. A number that is left out says nothing.",
        ]
    )
    yield heading("What is kept of you, and what can fail you")
    yield bullets(HANDOUT)


def _decision(outline: Outline, point: DecisionPoint) -> Iterator[Block]:
    yield heading(f"Decision {point.number}")
    yield from story_before(outline, point)
    yield from question(outline, point)
    yield Rules((f"My letter at decision {point.number}", "Because"))
