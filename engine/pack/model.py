"""The format: what stands in the files of a pack, as immutable models.

Descriptions under the fields go into the JSON Schemas, and from there into the author's editor.
Whether names refer to something that exists is not judged here, but by the rules of family HW1.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

FORMAT_VERSION = 1


class Kind(StrEnum):
    """What a text in a file is, where the strict reader has to know."""

    PROSE = "prose"
    """Sentences for people: commas and ` #` may not cut them."""
    VALUE = "value"
    """A fact's value: `yes`, `NO` and `010` are ambiguous here."""


SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
IDENTIFIER = r"^[a-z][a-z0-9_]*$"
MARK = r"^[+~-][a-z][a-z0-9]*(-[a-z0-9]+)*$"
CHOICE_PATH = r"^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$"

Text = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
Prose = Annotated[Text, Kind.PROSE]
Slug = Annotated[str, Strict(), StringConstraints(pattern=SLUG, max_length=60)]
Identifier = Annotated[str, Strict(), StringConstraints(pattern=IDENTIFIER, max_length=60)]
ChoicePath = Annotated[str, Strict(), StringConstraints(pattern=CHOICE_PATH, max_length=121)]
Condition = Annotated[Text, Field(examples=["partner_here and distance == 'far'", "not chose('arrive.wait')"])]
Mark = Annotated[str, Strict(), StringConstraints(pattern=MARK, max_length=61)]
Positive = Annotated[int, Strict(), Field(ge=1, le=1_000_000), Kind.VALUE]
Number = Annotated[int, Strict(), Field(ge=-1_000_000_000, le=1_000_000_000), Kind.VALUE]
Flag = Annotated[bool, Strict(), Kind.VALUE]
Word = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=60), Kind.VALUE]


def _value_tag(value: Any) -> str:
    return "flag" if isinstance(value, bool) else "number" if isinstance(value, int) else "word"


FactValue: TypeAlias = Annotated[
    Annotated[Flag, Tag("flag")] | Annotated[Number, Tag("number")] | Annotated[Word, Tag("word")],
    Discriminator(_value_tag),
    Kind.VALUE,
]


def _fraction(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("number", "expected a number")
    text = str(value)
    # A short text such as 1e999999999 would be a number of a billion digits.
    if len(text) <= 20 and "e" not in text.lower():
        with suppress(ValueError, ZeroDivisionError):
            return Fraction(text)
    raise PydanticCustomError("number", "expected a number such as 2, 0.5 or 1/3")


def _weight(value: Any) -> Fraction:
    number = _fraction(value)
    if not 0 < number <= 1000:
        raise PydanticCustomError("number", "expected a number above 0, at most 1000")
    return number


def _share(value: Any) -> Fraction:
    number = _fraction(value)
    if not 0 <= number <= 1:
        raise PydanticCustomError("number", "expected a number from 0 to 1")
    return number


_AS_TEXT = PlainSerializer(str, return_type=str)
Weight = Annotated[Fraction, BeforeValidator(_weight), _AS_TEXT,
                   WithJsonSchema({"type": ["number", "string"], "exclusiveMinimum": 0, "maximum": 1000})]  # fmt: skip
Share = Annotated[Fraction, BeforeValidator(_share), _AS_TEXT,
                  WithJsonSchema({"type": ["number", "string"], "minimum": 0, "maximum": 1})]  # fmt: skip

ContentNote: TypeAlias = Literal[
    "violence-mention", "weapon-present", "shots-fired", "officer-injury", "civilian-injury", "child-present",
    "domestic-abuse", "mental-health-crisis", "suicide-talk", "substance-use", "intimate-search", "vehicle-crash",
    "mass-violence", "explosive-hazard", "death-mention", "grief", "misconduct-allegation",
]  # fmt: skip
FACILITATED = frozenset({"suicide-talk", "mass-violence"})
"""Content notes of scenarios that are meant for a group with a facilitator: alone they are unscored, untimed, never proposed."""
OUTCOMES = ("safe", "near-miss", "setback", "harm")
Outcome: TypeAlias = Literal["safe", "near-miss", "setback", "harm"]


class Model(BaseModel):
    """Frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, regex_engine="python-re", hide_input_in_errors=True)


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
    when: Condition | None = None
    """Of plays at whose ending this holds."""
    after: ChoicePath | None = None
    """Of plays in which this choice, `scene.choice`, was made."""
    because: Prose | None = None
    """Why it should be true."""

    @model_validator(mode="after")
    def _one_shape(self) -> Claim:
        if bool(self.never) == bool(self.reachable):
            raise PydanticCustomError("shape", "a claim says either `never` or `reachable`")
        return self


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
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
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

    @property
    def facilitated(self) -> bool:
        """Whether it is meant for a group with a facilitator."""
        return not FACILITATED.isdisjoint(self.content_notes)


class Lesson(Model):
    """A lesson of the catalogue."""

    title: Prose
    """The lesson in a few words."""
    statement: Prose
    """The lesson in a sentence."""
    group: Slug
    """Where it belongs, e.g. `core`, `custody`, `roadway`."""
    origin: Literal["seed5", "seed", "field"] | None = None
    """seed5: one of the five common lessons; seed: from the founding documents; field: added."""
    sources: tuple[Slug, ...] = ()
    """Ids from `sources.yaml`."""


class Lessons(Model):
    """`lessons.yaml`: the lesson catalogue of a pack."""

    hotwash: Literal[1]
    """Format version."""
    lessons: dict[Slug, Lesson]
    """The lessons, by id."""


class Factors(Model):
    """`factors.yaml`: codes for what contributed to an event."""

    hotwash: Literal[1]
    """Format version."""
    factors: dict[Slug, dict[Slug, Prose]]
    """Layer -> code -> what it means."""


class Source(Model):
    """Where something was published."""

    title: Prose
    """Title and publisher."""
    locator: Text
    """An address, or where the text is kept."""
    read: Literal["whole", "excerpt", "headline", "abstract", "background"]
    """How much of it was read. `background` was not checked against a source."""


class Sources(Model):
    """`sources.yaml`: what scenarios and lessons rest on."""

    hotwash: Literal[1]
    """Format version."""
    sources: dict[Slug, Source]
    """The sources, by id."""


class ReportSource(Model):
    """Where a report comes from."""

    type: Literal["published", "submitted", "composed"]
    """published: retold from public text; submitted: given to us; composed: made of several."""
    cite: tuple[Slug, ...] = ()
    """Ids from `sources.yaml`."""
    firsthand: Flag | Literal["unknown"] = "unknown"
    """Whether the one who tells it was there."""
    note: Prose | None = None
    """E.g. on wording and licence."""


class ReportSetting(Model):
    """Circumstances, generalized. `unknown` and `removed` are values, and differ."""

    call_type: Prose = "unknown"
    """What the job was."""
    duty: Literal["on-duty", "off-duty", "detail", "training", "unknown", "removed"] = "unknown"
    """In which capacity."""
    place: Prose = "unknown"
    """Type of place."""
    area: Literal["urban", "suburban", "rural", "highway", "facility", "unknown", "removed"] = "unknown"
    """Type of area."""
    light: Prose = "unknown"
    """Light."""
    weather: Prose = "unknown"
    """Weather."""
    time_band: Literal["00-06", "06-12", "12-18", "18-24", "unknown", "removed"] = "unknown"
    """Six hours."""
    season: Literal["spring", "summer", "autumn", "winter", "unknown", "removed"] = "unknown"
    """Season."""
    year_band: Text = "unknown"
    """A decade, `recent`, `unknown` or `removed`."""


class ReportPeople(Model):
    """Who was there, in bands."""

    officers_present: Positive | Literal["unknown", "removed"] = "unknown"
    """How many officers."""
    roles: tuple[Slug, ...] = ()
    """Their roles."""
    experience_band: Literal["0-2", "3-9", "10-19", "20+", "unknown", "removed"] = "unknown"
    """The reporter's years of service."""
    others: Annotated[int, Strict(), Field(ge=0, le=10_000)] | Literal["unknown", "removed"] = "unknown"
    """How many others."""
    weapon_class: Literal["none", "handgun", "long-gun", "edged", "vehicle", "other", "unknown", "removed"] = "unknown"
    """Class of weapon, never make or model."""


class ReportReview(Model):
    """How far a report is from being shared."""

    status: Literal["draft", "publishable", "withdrawn"]
    """`publishable` needs two different reviewers."""
    reviewers: tuple[Text, ...] = ()
    """Who has checked it. Never invented."""
    removed: tuple[Prose, ...] = ()
    """What was taken out."""
    checks: dict[Identifier, Literal["pass", "fail", "unknown"]] = {}
    """What was looked for."""


class Report(Model):
    """A de-identified near-miss report."""

    hotwash: Literal[1]
    """Format version."""
    id: Slug
    """The file's name without `.yaml`."""
    kind: Literal["near-miss", "good-catch", "hazard"]
    """What is reported."""
    title: Prose
    """A few words."""
    outcome: Outcome | Literal["unknown"]
    """How it ended."""
    source: ReportSource
    """Where it comes from."""
    setting: ReportSetting
    """Circumstances."""
    people: ReportPeople
    """Who was there."""
    beats: tuple[Prose, ...] = Field(min_length=1)
    """The narrative in order, a sentence or two each, in our own words. Beat 1 is the first."""
    what_nearly_happened: Prose
    """What it could have come to."""
    severity_potential: Literal["minor", "serious", "fatal", "unknown"]
    """How bad that would have been."""
    factors: dict[Slug, tuple[Slug, ...]] = {}
    """Layer -> codes from `factors.yaml`."""
    primary_factor: Slug
    """The one that mattered most, or `unknown`."""
    what_went_right: tuple[Slug, ...] = ()
    """Codes of the layer `recovery`; `luck` is one."""
    lessons: tuple[Slug, ...] = ()
    """Lessons of the catalogue."""
    advice: Prose | None = None
    """The reporter's advice, retold."""
    discuss: tuple[Prose, ...] = ()
    """Questions."""
    review: ReportReview
    """How far it is from being shared."""
    content_notes: tuple[Slug, ...] = ()
    """What a reader may want to know beforehand."""


class Resource(Model):
    """Where help can be had."""

    name: Prose
    """Who answers."""
    contact: Prose
    """How to reach them."""
    note: Prose | None = None
    """For whom, when, at what cost."""


class Limits(Model):
    """Limits that a pack sets itself."""

    reading_grade: Weight = Fraction(9)
    """Highest Flesch-Kincaid grade of a scene."""
    max_states: Positive = 1_000_000
    """States explored before the verdict is `undetermined`."""


CODES = r"^HW[0-9]{0,3}$"
Codes = Annotated[str, Strict(), StringConstraints(pattern=CODES)]


class CheckSettings(Model):
    """What `hotwash check` shows of this pack. Also `[tool.hotwash]` in a `pyproject.toml` above it."""

    select: tuple[Codes, ...] = ()
    """Codes, or beginnings of codes, that are shown; empty for all."""
    ignore: tuple[Codes, ...] = ()
    """Codes, or beginnings of codes, that are not shown."""
    severity: dict[Codes, Literal["error", "warning", "info", "off"]] = {}
    """Code, or beginning of codes -> how bad it is here; the longest that fits counts."""


class Danger(Model):
    """How dangerous an outcome counts, from 0 to 1."""

    safe: Share = Fraction(0)
    """Nobody was in danger."""
    near_miss: Share = Field(default=Fraction(1, 3), alias="near-miss")
    """No harm, by luck."""
    setback: Share = Fraction(2, 3)
    """Harm avoided late, or trust lost."""
    harm: Share = Fraction(1)
    """Somebody was hurt."""

    def of(self, outcome: str) -> Fraction:
        """Danger of an outcome, from 0 to 1."""
        value: Fraction = getattr(self, outcome.replace("-", "_"))
        return value


class PackInfo(Model):
    """`pack.yaml`."""

    hotwash: Literal[1]
    """Format version."""
    name: Slug
    """What scenarios of this pack are called before the slash."""
    title: Prose
    """The pack in a few words."""
    version: Positive
    """Raised with every published change."""
    resources: tuple[Resource, ...] = ()
    """Peer support and hot lines. Shown before and after hard content."""
    resources_checked: Flag = False
    """False: ask the user to set up local resources before they are relied upon."""
    limits: Limits = Limits.model_construct(reading_grade=Fraction(9), max_states=1_000_000)
    """Limits for the checker."""
    check: CheckSettings = CheckSettings.model_construct(select=(), ignore=(), severity={})
    """What `hotwash check` shows."""
    danger: Danger = Danger.model_construct(safe=Fraction(0), near_miss=Fraction(1, 3), setback=Fraction(2, 3), harm=Fraction(1))
    """The danger scale."""
