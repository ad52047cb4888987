"""What there is to see of a play: for whoever shows it, on a screen, as lines or in a projector's window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil

from engine.language import reading_speed
from engine.pack import story
from engine.pack.scenario import Paragraph, Scenario
from engine.play.bundle import Bundle
from engine.play.events import Chose, Injected, Overrode, Rolled
from engine.play.fold import Play
from engine.play.line import LineEntry
from engine.states import order
from exporters.wording.decisions import decision_name


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A piece of a scene's text."""

    text: str
    """Markdown."""
    seat: str = ""
    """Name of the seat that alone reads it; empty for everybody, and for what whoever plays alone reads as their own."""
    alone: bool = False
    """Whether the play is one person's, who stands in the place of that seat."""

    @property
    def reader(self) -> str:
        """Who reads it, as a heading: `Cover officer alone reads`; empty for everybody."""
        return f"{self.seat} alone {'knows' if self.alone else 'reads'}" if self.seat else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A scene as it is told."""

    scene: str
    paragraphs: tuple[ShownParagraph, ...]
    """What was not told yet."""
    instead: bool = False
    """Whether it takes the place of what was drawn: the facilitator put it there."""
    before: tuple[ShownParagraph, ...] = ()
    """What was told already when the story came here before; empty where it comes here for the first time."""

    @property
    def has_news(self) -> bool:
        """Whether the story came back here, and something is told that was not."""
        return bool(self.before and self.paragraphs)


INSTEAD = "Instead:"
"""What stands before a passage in the place of what was drawn."""
NEW = "New:"
"""What stands before that which is told for the first time where the story has come back."""
BEFORE = "Told before"
"""What stands before that which was told already."""


@dataclass(frozen=True, slots=True)
class OfferedChoice:
    """A choice as it is offered."""

    key: str
    """`A` to `F`: its letter as long as the play lasts, and in class the letter on the printed card."""
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SceneView:
    """What there is to see now."""

    scene: str
    """Id of the scene in which the play stands."""
    result: str
    """What the last choice led to at once, or empty."""
    passages: tuple[Passage, ...]
    """Everything told since the last decision."""
    injects: tuple[str, ...]
    """What injects have told since the last decision: Markdown, in the order in which they were played."""
    number: int
    """Of the decision, as every screen and paper names it; 0 where nothing is decided."""
    visit: int
    """The how-manieth time the story has come to this scene."""
    done: int
    """How many decisions the line holds before this; those that were given are nobody's."""
    prompt: str
    """The question; empty at an ending."""
    seat: str
    """Name of the seat that decides, or empty; alone empty where it is one's own, too."""
    options: tuple[OfferedChoice, ...]
    seconds: int | None
    """A suggested limit. It never scores."""
    ending: str
    """Title of the ending, or empty."""

    def reading_seconds(self, speed: int) -> int:
        """How long it takes to read all of it at so many words a minute."""
        told = (paragraph.text for passage in self.passages for paragraph in passage.paragraphs)
        again = (paragraph.text for paragraph in (self.before if self.nothing_new else ()))
        asked = (self.prompt, *(option.text for option in self.options))
        return ceil(60 * reading_speed.minutes((self.result, *told, *again, *self.injects, *asked), speed))

    @property
    def before(self) -> tuple[ShownParagraph, ...]:
        """What was told already, of all passages."""
        return tuple(paragraph for passage in self.passages for paragraph in passage.before)

    @property
    def nothing_new(self) -> bool:
        """Whether all that there is to read was told already."""
        return not (self.result or self.injects or any(passage.paragraphs for passage in self.passages))

    @property
    def decision(self) -> str:
        """`decision 6`; where the story came back to it, `decision 6, second time`; empty where nothing is decided."""
        return decision_name(self.number, self.visit) if self.number else ""


def view(bundle: Bundle, play: Play) -> SceneView:
    """What there is to see now."""
    scene = bundle.scenario.scenes[play.scene]
    entries = _since_last_choice(play)
    decision = scene.decision
    return SceneView(
        scene=play.scene,
        result=_result(bundle, entries),
        passages=tuple(_passages(bundle.scenario, play, entries)),
        injects=tuple(bundle.scenario.injects[e.event.inject].text for e in entries if isinstance(e.event, Injected)),
        number=play.program.decision_numbers.get(play.scene, 0),
        visit=play.visit,
        done=sum(isinstance(e.event, Chose) and e.event.seq > play.given for e in play.line),
        prompt=decision.prompt if decision else "",
        seat=_decides(bundle.scenario, play),
        options=_options(bundle, play),
        seconds=decision.seconds if decision else None,
        ending=scene.ending.title if scene.ending else "",
    )


def letter(digit: str) -> str:
    """The letter of a place: `1` is `A`. Empty for what is no such digit."""
    return order.letter(int(digit) - 1) if digit in tuple("123456") else ""


def recap(bundle: Bundle, play: Play) -> str:
    """Where a play that is taken up again stands, in words."""
    where = f"You go on where you left off in {bundle.scenario.title}"
    last = next((e.event for e in reversed(play.line) if isinstance(e.event, Chose)), None)
    if last is None:
        return f"{where}, before the first decision."
    decision = bundle.scenario.scenes[last.scene].decision
    assert decision is not None
    return f"{where}. The last thing you decided: {decision.choices[last.choice].text}"


def _options(bundle: Bundle, play: Play) -> tuple[OfferedChoice, ...]:
    if play.waits_for != "decision":
        return ()
    decision = bundle.scenario.scenes[play.scene].decision
    assert decision is not None
    letters = play.letters()
    return tuple(OfferedChoice(letters[c], c, decision.choices[c].text) for c in play.shown())


def _since_last_choice(play: Play) -> list[LineEntry]:
    """The entries of the line since then, without a draw in whose place another course was put."""
    entries: list[LineEntry] = []
    replaced = False
    for entry in reversed(play.line):
        if not (replaced and isinstance(entry.event, Rolled | Overrode)):
            entries.append(entry)
        replaced = isinstance(entry.event, Overrode)
        if isinstance(entry.event, Chose):
            break
    return entries[::-1]


def _decides(scenario: Scenario, play: Play) -> str:
    """Name of the seat that decides now, where it is worth saying."""
    decision = scenario.scenes[play.scene].decision
    if decision is None or decision.seat is None or (play.alone and decision.seat == story.own_seat(scenario)):
        return ""
    return scenario.seats[decision.seat]


def _passages(scenario: Scenario, play: Play, entries: list[LineEntry]) -> Iterator[Passage]:
    """What the entries tell. What was told at an earlier coming to the same scene is told apart.

    What leads to a drill was read by nobody: there the story of the scene is told in its order, as one.
    """
    told: dict[str, set[int]] = {}
    since = {entry.event.seq for entry in entries}
    for entry in play.line:
        for number, shown in enumerate(entry.shown_scenes):
            before = told.setdefault(shown.scene, set())
            here = story.told(scenario.scenes[shown.scene], shown.also)
            if entry.event.seq in since:
                parts = partial(_paragraphs, scenario, shown.scene, alone=play.alone)
                unread = entry.event.seq <= play.given
                fresh = parts(sorted(before.union(here)) if unread else (n for n in here if n not in before))
                again = parts(() if unread else sorted(before))
                yield Passage(shown.scene, fresh, not number and isinstance(entry.event, Overrode), again)
            before.update(here)


def _result(bundle: Bundle, entries: list[LineEntry]) -> str:
    event = entries[0].event if entries else None
    if not isinstance(event, Chose):
        return ""
    decision = bundle.scenario.scenes[event.scene].decision
    assert decision is not None
    return decision.choices[event.choice].result or ""


def _paragraphs(scenario: Scenario, scene: str, numbers: Iterable[int], *, alone: bool) -> tuple[ShownParagraph, ...]:
    """The text of a scene, and its further paragraphs, by their numbers."""
    parts = scenario.scenes[scene]
    told = (
        ShownParagraph(parts.text) if n == story.TEXT else _further(scenario, scene, parts.also[n], alone=alone)
        for n in numbers
    )  # fmt: skip
    return tuple(filter(None, told))


def _further(scenario: Scenario, scene: str, paragraph: Paragraph, *, alone: bool) -> ShownParagraph | None:
    """A paragraph of `also`; none where whoever plays alone does not read it."""
    if not alone:
        return ShownParagraph(paragraph.text, scenario.seats.get(paragraph.seat or "", ""))
    if not story.read_alone(scenario, scene, paragraph):
        return None
    own = paragraph.seat is None or paragraph.noticed or paragraph.seat == story.own_seat(scenario)
    return ShownParagraph(paragraph.text, "" if own else scenario.seats[paragraph.seat or ""], alone=True)
