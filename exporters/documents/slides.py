"""Slides for a class without the program: the opening, the story with links from choice to scene, the hot wash.

What would give an answer away stands in the speaker's notes alone. All slides of the story but the first are hidden: links
lead to them, and a clicker pressed too often shows nothing that was not chosen.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.play.bundle import Bundle
from engine.play.phases import HOT_WASH_QUESTIONS
from exporters.content.deck import BACK, Deck, Link, Slide
from exporters.content.document import Block, Items, TextBlock, bullets, plain, prose
from exporters.documents.parts import GROUND_RULES, PERMISSION, SPOKE_UP, WAY_OUT, line, named, who_and_where
from exporters.documents.slide_story import WASH, StorySlides, at
from exporters.scenario.care import contains, resources
from exporters.scenario.outline import Outline, outline_of

START = "start"


def slides(bundle: Bundle) -> Deck:
    """The deck."""
    story = StorySlides(outline_of(bundle))
    found = [*_opening(story.outline), *story.slides(), *_closing(bundle)]
    return Deck(f"{bundle.scenario.id}-slides", bundle.scenario.title, "Slides for a class", tuple(found))


def _opening(outline: Outline) -> Iterator[Slide]:
    bundle = outline.bundle
    scenario = bundle.scenario
    yield Slide(
        "title",
        scenario.title,
        blocks=(TextBlock(line(scenario.summary)),),
        buttons=(Link("Begin", "who"),),
        notes="\n".join(_how_to(outline)),
        cover=True,
    )
    yield Slide("who", "Who you are", blocks=tuple(who_and_where(bundle)), buttons=(Link("Next", "rules"),))
    rules = "Take the handout and the letter cards at hand. Read the rules aloud, and ask what they would add."
    yield Slide("rules", "Ground rules", blocks=(bullets(GROUND_RULES),), buttons=(Link("Next", "care"),), notes=rules)
    notes = contains(scenario)
    parts: list[Block] = [TextBlock(named("It contains", notes))] if notes else []
    parts.append(TextBlock(plain(WAY_OUT)))
    helpers = resources(bundle)
    if helpers:
        parts.append(bullets(helpers))
    wait = "Wait a moment. Nobody has to say why they step out."
    yield Slide("care", "Before you begin", blocks=tuple(parts), buttons=(Link("Next", START),), notes=wait)
    yield Slide(
        START,
        "Everyone may speak up",
        blocks=(TextBlock(plain("Whatever the rank: who sees something unsafe says so, here and on shift.")),),
        buttons=(Link("Begin the story", at(scenario.start)),),
        notes=f"Give permission to speak up (PALS), in your own words or in these:\n{PERMISSION}\nWait for an answer.",
    )


def _how_to(outline: Outline) -> Iterator[str]:
    scenario = outline.bundle.scenario
    yield "For the facilitator. The answers stand in these notes: use the presenter's view, and do not hand the file out."
    yield (
        "Click a letter to go where it leads, and the words at the foot for the rest. "
        "Clicks beside them do nothing. Most slides are hidden on purpose: links lead to them, "
        "and going on by key or clicker cannot show what was not chosen."
    )
    yield (
        "A slide cannot know what was decided before. Where that matters it has numbered ways, or paragraphs behind "
        "“Also” or “Instead” at its foot; the notes say which to take. Where chance decides, let the class draw a number: "
        "a die, cards, or slips of paper."
    )
    yield f"Time: {scenario.minutes.class_} minutes. Begin the hot wash in time, wherever the story stands."
    yield "The same letters stand in the handout, on the letter cards, in the facilitator's guide and in `hotwash classroom`."


def _closing(bundle: Bundle) -> Iterator[Slide]:
    waits = "Go back and click a letter or a button: the story goes on where they lead."
    yield Slide(
        "waits", "The story waits", blocks=(TextBlock(plain(waits)),),
        buttons=(Link("Back", BACK), Link("To the hot wash", WASH)),
        notes="This slide comes up when somebody goes on by key or clicker in the middle of the story.",
    )  # fmt: skip
    wash = bullets(tuple(HOT_WASH_QUESTIONS.values()))
    after = "questions" if bundle.scenario.discuss else "speaking-up"
    ask = "Ask, and wait. Grade nothing by how it ended."
    yield Slide(WASH, "Hot wash", blocks=(wash,), buttons=(Link("Next", after),), notes=ask)
    if bundle.scenario.discuss:
        questions = Items(tuple(prose(q) for q in bundle.scenario.discuss))
        yield Slide("questions", "To talk about", blocks=(questions,), buttons=(Link("Next", "speaking-up"),))
    yield Slide("speaking-up", "Speaking up", blocks=(bullets(SPOKE_UP),), buttons=(Link("Next", "help"),))
    helpers = resources(bundle)
    stays = TextBlock(plain("If this stays with you, talk to somebody."))
    yield Slide("help", "Thank you", blocks=(stays, *((bullets(helpers),) if helpers else ())))
