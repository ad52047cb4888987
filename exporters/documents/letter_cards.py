"""Letter cards: A to F, as large as the paper, for voting by hand."""

from __future__ import annotations

import string

from engine.play.bundle import Bundle
from exporters.content.document import Block, Document, PageBreak, TextBlock, bullets, plain
from exporters.documents.parts import facts, heading
from exporters.scenario.outline import outline_of

USUAL = 6
"""Cards of a set: no decision should have more choices."""


def letter_cards(bundle: Bundle) -> Document:
    """One set of cards. The same set serves every scenario."""
    most = max((len(point.options) for point in outline_of(bundle).points), default=0)
    cards: list[Block] = []
    for letter in string.ascii_uppercase[: max(USUAL, most)]:
        cards += [PageBreak(), TextBlock(plain(letter), "huge")]
    how = bullets(
        [
            "Print on one side of thick paper, one set for each voter or table. Two pages to a sheet make a handy size.",
            "Vote in silence: put the card face down. All cards are turned over together.",
            "The letters are those on the screen, in the handout and in the facilitator's guide.",
        ]
    )
    return Document(
        name=f"{bundle.scenario.id}-letter-cards",
        title="Letter cards",
        subtitle=bundle.scenario.title,
        blocks=(heading("For the facilitator"), how, *cards),
        facts=facts(bundle),
    )
