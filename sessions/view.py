"""What there is to see of a play: for whoever shows it, on a screen, as lines or in a projector's window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    """Name of the seat that alone reads it; empty for everybody."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A scene as it is told."""

    scene: str
    paragraphs: tuple[ShownParagraph, ...]
    instead: bool = False
    """Whether it takes the place of what was drawn: the facilitator put it there."""


INSTEAD = "Instead:"
"""What stands before such a passage."""


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
    """Name of the seat that decides, or empty."""
    options: tuple[OfferedChoice, ...]
    seconds: int | None
    """A suggested limit. It never scores."""
    ending: str
    """Title of the ending, or empty."""

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
        passages=tuple(_passages(bundle, entries)),
        injects=tuple(bundle.scenario.injects[e.event.inject].text for e in entries if isinstance(e.event, Injected)),
        number=play.program.decision_numbers.get(play.scene, 0),
        visit=play.visit,
        done=sum(isinstance(e.event, Chose) and e.event.seq > play.given for e in play.line),
        prompt=decision.prompt if decision else "",
        seat=bundle.scenario.seats.get(decision.seat or "", "") if decision else "",
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


def _passages(bundle: Bundle, entries: list[LineEntry]) -> Iterator[Passage]:
    for entry in entries:
        for number, shown in enumerate(entry.shown_scenes):
            passage = _passage(bundle, shown.scene, shown.also)
            yield replace(passage, instead=not number and isinstance(entry.event, Overrode))


def _result(bundle: Bundle, entries: list[LineEntry]) -> str:
    event = entries[0].event if entries else None
    if not isinstance(event, Chose):
        return ""
    decision = bundle.scenario.scenes[event.scene].decision
    assert decision is not None
    return decision.choices[event.choice].result or ""


def _passage(bundle: Bundle, name: str, also: tuple[int, ...]) -> Passage:
    scene = bundle.scenario.scenes[name]
    seats = bundle.scenario.seats
    further = [ShownParagraph(scene.also[n].text, seats.get(scene.also[n].seat or "", "")) for n in also]
    return Passage(name, (ShownParagraph(scene.text), *further))
