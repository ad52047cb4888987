"""Events: what happened in a play, as it is kept. Everything else is a fold over them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from engine.errors import PlayError, PlayNewer

EVENTS_VERSION = 3
"""Of the form in which plays are kept; raised when an older Hotwash could misread them, or would not know an event.

Form 2 has `wished`, and phases that drop a vote. Form 3 has drills, and the zone in which a play ended.
"""


Zone: TypeAlias = Annotated[int, Field(gt=-24 * 60, lt=24 * 60)] | None
"""Minutes by which the player's clock was ahead of UTC, which tells the day on which it was for them; None where not kept."""


class Event(BaseModel):
    """Something that happened in a play."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    seq: int
    """Number within the play, from 0, without gaps."""
    at: str
    """When: UTC, ISO 8601."""


class Started(Event):
    """The play began."""

    kind: Literal["started"] = "started"
    scenario: str
    """Id of the scenario."""
    version: int
    """Version of the scenario."""
    seed: int
    """Decides shuffles and rolls."""
    mode: Literal["solo", "class", "drill"] = "solo"
    """`drill`: one decision, put to one person."""
    given: Annotated[int, Field(ge=0)] = 0
    """So many events after this one lead to where the play begins: they are told, and are nobody's decisions."""
    drill: bool = False
    """Of a class: whether it ends with the decision at which it begins, and nothing is drawn after it."""
    purpose: Literal["practice", "record"] = "practice"
    """What a class was told at the start: for practice, or for the record."""
    voters: Literal["none", "hands", "tables", "seats", "people"] = "none"
    """Who votes: nobody, raised hands that are counted, or those who `joined`."""
    confidence: bool = False
    """Whether a player alone is asked before each commit how sure they are."""
    rationale: bool = False
    """Whether they are asked why, in a line."""
    timer: bool = False
    """Whether a decision's suggested time is shown running."""
    feedback: Literal["now", "end"] = "end"
    """Whether a decision is looked at right after it, or in the debrief alone."""
    hseep: bool = False
    """Whether the hot wash asks for strengths, areas for improvement and corrective actions."""
    events_version: int = EVENTS_VERSION
    """Form of this event and of all that follow."""


class Chose(Event):
    """A commit at the current decision."""

    kind: Literal["chose"] = "chose"
    scene: str
    choice: str
    shown: tuple[str, ...]
    """Choices in the order in which they were shown."""
    reason: str = ""
    """Why, in the player's words."""


class Rolled(Event):
    """A draw fell."""

    kind: Literal["rolled"] = "rolled"
    route: int
    """Index of the route that it fell on."""


class Overrode(Event):
    """The facilitator put another route in place of the one that was just rolled."""

    kind: Literal["overrode"] = "overrode"
    route: int
    reason: str = ""


class Injected(Event):
    """The facilitator played an inject."""

    kind: Literal["injected"] = "injected"
    inject: str


class WentBack(Event):
    """The line was cut just before an earlier commit."""

    kind: Literal["went_back"] = "went_back"
    to: int
    """`seq` of the commit that is taken back."""


class Joined(Event):
    """Somebody takes part: a pseudonym, a table or a head count."""

    kind: Literal["joined"] = "joined"
    who: str
    seat: str = ""
    heads: int = 1


class Voted(Event):
    """A vote at the current decision. It binds nobody; a later one by the same voter takes its place."""

    kind: Literal["voted"] = "voted"
    who: str
    """Who `joined`; empty where hands are counted."""
    scene: str
    choice: str
    heads: Annotated[int, Field(ge=0)] = 1
    """Hands raised for this choice, where hands are counted."""


class Wished(Event):
    """The room wanted an answer that the decision at hand does not offer. It binds nobody; the nearest choice is committed."""

    kind: Literal["wished"] = "wished"
    scene: str
    text: str
    """The answer, in the room's words."""
    heads: Annotated[int, Field(ge=0)] = 0
    """How many wanted it; 0 where nobody counted."""


class Confided(Event):
    """How sure the player is of the choice that follows, from 0 to 1."""

    kind: Literal["confided"] = "confided"
    scene: str
    percent: Annotated[int, Field(ge=0, le=100)]


class Flagged(Event):
    """A moment to come back to in the hot wash."""

    kind: Literal["flagged"] = "flagged"
    note: str = ""


class Noted(Event):
    """A note, e.g. "next shift I will"."""

    kind: Literal["noted"] = "noted"
    topic: str
    text: str
    details: dict[str, str] = Field(default_factory=dict)
    """What else belongs to it, e.g. owner and due date of a corrective action."""


class Phase(Event):
    """The class moved to another phase, or what the shared screen shows of it changed. Alone: a suggested time began to run."""

    kind: Literal["phase"] = "phase"
    name: str
    page: int = 1
    """The page of a text that is too long for the shared screen."""
    dark: bool = False
    """Whether the shared screen is blank."""
    seconds: int | None = None
    """A timer that began to run now."""
    part: int = 1
    """The part of a page of the hot wash that is too long for the shared screen."""
    corrects: bool = False
    """Whether votes that follow put those right whose distribution was just shown: they are no further round."""
    drops: bool = False
    """Whether the vote that was open was left out: the votes that had come in do not count."""


class Paused(Event):
    """The clock was stopped."""

    kind: Literal["paused"] = "paused"


class Resumed(Event):
    """The play goes on."""

    kind: Literal["resumed"] = "resumed"


class Ended(Event):
    """An ending was reached."""

    kind: Literal["ended"] = "ended"
    scene: str
    outcome: str
    zone: Zone = None


class Mended(Event):
    """A line that somebody wrote was put right, or taken out. What it said before is told no more (`engine.play.mending`).

    Where `of` is its own number, it stands in the place of an event that was taken out.
    """

    kind: Literal["mended"] = "mended"
    of: int
    """`seq` of the event that holds the line."""
    text: str = ""
    """The line as it stands since; empty where it was taken out."""
    details: dict[str, str] = Field(default_factory=dict)
    """What else belongs to a note, as it stands since."""
    removed: bool = False
    """Whether the line was taken out."""


class Closed(Event):
    """The play was put away; nothing follows but that a line is mended."""

    kind: Literal["closed"] = "closed"
    zone: Zone = None


AnyEvent: TypeAlias = Annotated[
    Started | Chose | Rolled | Overrode | Injected | WentBack | Joined | Voted | Wished | Confided | Flagged | Noted | Phase
    | Paused | Resumed | Mended | Ended | Closed,
    Field(discriminator="kind"),
]  # fmt: skip
_ADAPTER: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent, config=ConfigDict(defer_build=True))


def read_event(data: dict[str, Any]) -> AnyEvent:
    """An event from plain data.

    Raises:
        PlayNewer: the play is kept in another form than this version knows.
        PlayError: it is no event that this version knows.
    """
    if data.get("kind") == "started":
        version = data.get("events_version", 1)
        if isinstance(version, bool) or version not in range(1, EVENTS_VERSION + 1):
            known = f"only {EVENTS_VERSION}" if EVENTS_VERSION == 1 else f"1 to {EVENTS_VERSION}"
            raise PlayNewer(f"the play is kept in form {version}, and this Hotwash reads {known}: upgrade Hotwash")
    try:
        return _ADAPTER.validate_python(data)
    except ValidationError as error:
        raise PlayError(f"event {data.get('seq', '?')} cannot be read: {error.errors()[0]['msg']}") from error
