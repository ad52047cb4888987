"""A scenario as immutable models."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from engine.pack.scalars import (
    DATE,
    FACILITATED,
    ChoicePath,
    Condition,
    FactValue,
    Flag,
    Identifier,
    Mark,
    Model,
    Number,
    Outcome,
    ParagraphPath,
    Positive,
    Prose,
    Slug,
    Weight,
    Word,
)


class Minutes(Model):
    """How long it takes."""

    solo: Positive
    """Minutes for one person in a terminal."""
    class_: Positive = Field(alias="class")
    """Minutes for a class, discussion and hot wash included."""


class Objective(Model):
    """What a participant should be able to do afterwards."""

    text: Prose
    """One observable ability."""
    lessons: tuple[Slug, ...] = Field(min_length=1)
    """The lessons that it stands for; some decision tests each."""


class OneOf(Model):
    """A fact that is one of a few words."""

    one_of: tuple[Word, ...] = Field(min_length=2, max_length=20)
    """The words."""
    start: Word
    """The word that holds at the start."""


class Range(Model):
    """A fact that counts."""

    range: Annotated[tuple[Number, Number], Field(examples=[[0, 9]])]
    """The lowest and the highest value. To leave it is an error; nothing is clamped."""
    start: Number
    """The value at the start."""

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.range[0] > self.range[1]:
            raise PydanticCustomError("shape", "the range ends below its beginning")
        return self


def _fact_tag(value: Any) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, OneOf) or (isinstance(value, dict) and "one_of" in value):
        return "words"
    if isinstance(value, Range | dict):
        return "counter"
    return "flag"


Fact: TypeAlias = Annotated[
    Annotated[Flag, Tag("flag")] | Annotated[OneOf, Tag("words")] | Annotated[Range, Tag("counter")],
    Discriminator(_fact_tag),
]


class Route(Model):
    """One way on: with a condition, with odds, or always."""

    to: Slug
    """The scene that follows."""
    when: Condition | None = None
    """Taken only if this holds; the first route that holds is taken."""
    odds: Positive | None = None
    """The author's odds, a whole number: routes with odds make a draw."""
    set: dict[Identifier, FactValue] = {}
    """Facts that get a value."""
    add: dict[Identifier, Number] = {}
    """Counters that count up or down."""


def _routes(routes: tuple[Route, ...]) -> tuple[Route, ...]:
    drawn = sum(r.odds is not None for r in routes)
    if drawn and drawn < len(routes):
        raise PydanticCustomError("shape", "some routes have odds and some have none")
    if drawn == 1:
        raise PydanticCustomError("shape", "a draw has one route alone")
    if drawn and any(r.when is not None for r in routes):
        raise PydanticCustomError("shape", "a route of a draw cannot have `when`")
    return routes


def _next_tag(value: Any) -> str:
    return "scene" if isinstance(value, str) else "routes"


Next: TypeAlias = Annotated[
    Annotated[Slug, Tag("scene")] | Annotated[tuple[Route, ...], Field(min_length=1), AfterValidator(_routes), Tag("routes")],
    Discriminator(_next_tag),
]


class Choice(Model):
    """One option of a decision."""

    text: Prose
    """What one would do."""
    marks: tuple[Mark, ...] = ()
    """`+lesson` upheld, `~lesson` partly, `-lesson` violated; each tested lesson exactly once."""
    why: Prose | None = None
    """What makes it good or poor in the situation as known then."""
    result: Prose | None = None
    """A sentence before the next scene."""
    critical: Prose | None = None
    """Why this is a life-safety error, if it is one; listed whatever the score."""
    when: Condition | None = None
    """Available only if this holds."""
    once: Flag = False
    """Can be taken once in a play."""
    set: dict[Identifier, FactValue] = {}
    """Facts that get a value."""
    add: dict[Identifier, Number] = {}
    """Counters that count up or down."""
    next: Next | None = None
    """Where it leads; the decision's `next` where it names none."""


class Decision(Model):
    """What is to be decided in a scene."""

    prompt: Prose
    """The question."""
    tests: tuple[Slug, ...] = Field(default=(), max_length=3)
    """One to three lessons, scored. Without them the decision is not graded."""
    weight: Weight = Fraction(1)
    """How much the decision counts."""
    weights: dict[Slug, Weight] = {}
    """How much a tested lesson counts within the decision."""
    seat: Slug | None = None
    """Who commits; everybody votes."""
    seconds: Positive | None = None
    """A suggested limit. It never scores."""
    discuss: tuple[Prose, ...] = ()
    """Questions for the room."""
    next: Next | None = None
    """Where choices go that name no `next`."""
    choices: dict[Slug, Choice] = Field(min_length=1)
    """The options, by id."""


class Ending(Model):
    """How the world turned out. It says nothing of how well it was decided."""

    outcome: Outcome
    """safe, near-miss, setback or harm."""
    title: Prose
    """A few words."""


class Paragraph(Model):
    """A paragraph that not everybody, or not every play, reads."""

    text: Prose
    """Markdown."""
    when: Condition | None = None
    """Shown only if this holds as the scene begins."""
    seat: Slug | None = None
    """This seat alone reads it."""
    noticed: Flag = False
    """True where whoever plays alone notices it, too, though it is for a seat. In a class it stays that seat's."""
    instead: Flag = False
    """True where it stands in the place of the scene's `text`: where this is shown, `text` is not."""

    @model_validator(mode="after")
    def _for_somebody(self) -> Paragraph:
        if self.instead and self.seat is not None:
            raise PydanticCustomError("shape", "a paragraph with `instead` has no `seat`: everybody would be left without a text")
        if self.instead and self.when is None:
            raise PydanticCustomError("shape", "a paragraph with `instead` has a `when`: the scene's `text` would never be read")
        if self.noticed and self.seat is None:
            raise PydanticCustomError("shape", "`noticed` belongs to a paragraph with a `seat`: any other is read by everybody")
        return self


class Scene(Model):
    """A moment of the story. Exactly one of `decision`, `next`, `ending`."""

    text: Prose
    """Markdown; a blank line parts paragraphs."""
    beats: tuple[Positive, ...] = ()
    """Which beats of the report this retells, from 1."""
    invented: Flag = False
    """True where the report says nothing of this."""
    also: tuple[Paragraph, ...] = ()
    """Further paragraphs, with a condition or for one seat."""
    notes: Prose | None = None
    """For the facilitator only."""
    decision: Decision | None = None
    """What is to be decided."""
    next: Next | None = None
    """Where the story goes by itself."""
    ending: Ending | None = None
    """How it ends here."""

    @model_validator(mode="after")
    def _one_shape(self) -> Scene:
        given = [k for k in ("decision", "next", "ending") if getattr(self, k) is not None]
        if len(given) != 1:
            found = "none of them" if not given else " and ".join(f"`{k}`" for k in given)
            raise PydanticCustomError(
                "shape", "a scene has exactly one of `decision`, `next`, `ending`; here is {found}", {"found": found}
            )
        return self


class Inject(Model):
    """A card that the instructor may play at a decision, once in a play."""

    text: Prose
    """What happens."""
    at: tuple[Slug, ...] = Field(min_length=1)
    """Decisions at which it can be played."""
    when: Condition | None = None
    """Playable only if this holds."""
    set: dict[Identifier, FactValue] = {}
    """Facts that get a value."""
    add: dict[Identifier, Number] = {}
    """Counters that count up or down."""
    notes: Prose | None = None
    """For the facilitator only."""
    discuss: tuple[Prose, ...] = ()
    """Questions for the room."""


class Claim(Model):
    """What the author promises of all plays, or of some play."""

    never: tuple[Outcome, ...] = ()
    """No play ends so."""
    reachable: tuple[Outcome, ...] = ()
    """Some play ends so, for each of these."""
    reaches: Slug | None = None
    """Every play comes to this scene; or some, or no play, as `plays` says."""
    shows: ParagraphPath | None = None
    """Every play is shown this paragraph, `scene.n`: the n-th of the scene's `also`, from 1; or some, or no play."""
    plays: Literal["every", "some", "no"] = "every"
    """How many plays do what `reaches` or `shows` says."""
    when: Condition | None = None
    """Of plays at whose ending this holds."""
    after: ChoicePath | None = None
    """Of plays in which this choice, `scene.choice`, was made."""
    because: Prose | None = None
    """Why it should be true."""

    @property
    def kind(self) -> str:
        """The key that says what is promised: `never`, `reachable`, `reaches` or `shows`."""
        return next(key for key in CLAIM_KINDS if getattr(self, key))

    @property
    def existential(self) -> bool:
        """Whether it promises that there is a play: one without injects. Otherwise it speaks of all plays, with any of them."""
        return bool(self.reachable) or self.plays == "some"

    @model_validator(mode="after")
    def _one_shape(self) -> Claim:
        if sum(bool(getattr(self, key)) for key in CLAIM_KINDS) != 1:
            raise PydanticCustomError("shape", "a claim says one of `never`, `reachable`, `reaches`, `shows`")
        if "plays" in self.model_fields_set and (self.never or self.reachable):
            raise PydanticCustomError("shape", "`plays` belongs to `reaches` or `shows`")
        return self


CLAIM_KINDS = ("never", "reachable", "reaches", "shows")
"""What a claim can promise; each has one of them."""


class Reported(Model):
    """What the reporter chose, and the scene that followed where a draw decided."""

    chose: Slug
    """The choice."""
    then: Slug | None = None
    """The scene that followed."""


def _reported_tag(value: Any) -> str:
    return "choice" if isinstance(value, str) else "drawn"


ReportedChoice: TypeAlias = Annotated[
    Annotated[Slug, Tag("choice")] | Annotated[Reported, Tag("drawn")], Discriminator(_reported_tag)
]


class Review(Model):
    """Somebody who knows has read this version."""

    role: Literal["trainer", "clinician", "counsel", "community", "ems"]
    """What they judged it as."""
    date: Annotated[str, StringConstraints(pattern=DATE)]
    """Year, month, day."""
    version: Positive
    """The scenario's version that they read."""


class Scenario(Model):
    """A branching tabletop exercise."""

    hotwash: Literal[1]
    """Format version."""
    id: Slug
    """The file's name without `.yaml`."""
    version: Positive
    """Raised when text or marks change."""
    title: Prose
    """What the library shows."""
    summary: Prose
    """One or two sentences, without giving anything away."""
    you: Prose
    """Who the player is."""
    setting: Prose
    """Place and time."""
    minutes: Minutes
    """How long it takes."""
    topics: tuple[Slug, ...] = Field(min_length=1)
    """A few words to filter by."""
    content_notes: tuple[Slug, ...] = ()
    """What a player may want to know beforehand."""
    report: Slug | None = None
    """The report that it retells: `reports/<id>.yaml`."""
    invented: Flag = False
    """True where it rests on no report."""
    reported: dict[Slug, ReportedChoice] = {}
    """What the reporter chose at a decision, or `unknown`."""
    objectives: tuple[Objective, ...] = Field(min_length=1)
    """What a participant should be able to do afterwards."""
    seats: dict[Slug, Prose] = {}
    """Roles, where two or more people act."""
    facts: dict[Identifier, Fact] = {}
    """What the story remembers."""
    start: Slug
    """The first scene."""
    reviews: tuple[Review, ...] = ()
    """Who has read it. Never invented."""
    scenes: dict[Slug, Scene] = Field(min_length=1)
    """The scenes, by id."""
    injects: dict[Slug, Inject] = {}
    """Cards that an instructor may play; a solo play never sees them."""
    claims: tuple[Claim, ...] = ()
    """What the author promises; the checker proves or refutes it."""
    discuss: tuple[Prose, ...] = ()
    """Questions for the hot wash."""
    sources: tuple[Slug, ...] = ()
    """Ids from `sources.yaml`."""

    @model_validator(mode="after")
    def _report_or_invented(self) -> Scenario:
        if (self.report is not None) == self.invented:
            raise PydanticCustomError("shape", "a scenario has either `report` or `invented: true`")
        return self

    def reported_answer(self, scene: str) -> Reported | None:
        """What the report says was done at a decision; None where it is silent."""
        answer = self.reported.get(scene, "unknown")
        if isinstance(answer, Reported):
            return answer
        return None if answer == "unknown" else Reported(chose=answer)

    def reported_choice(self, scene: str) -> str | None:
        """The reporter's choice; `unknown` where the report is silent, None where there is no report."""
        answer = self.reported_answer(scene)
        return None if self.report is None else answer.chose if answer else "unknown"

    @property
    def facilitated(self) -> bool:
        """Whether it is meant for a group with a facilitator."""
        return not FACILITATED.isdisjoint(self.content_notes)
