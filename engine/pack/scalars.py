"""The smallest parts of the format: ids, texts, marks, weights, and what every model has in common.

Descriptions under the fields of models go into the JSON Schemas, and from there into the author's editor. Whether names refer
to something that exists is not judged by the models, but by the rules of family HW1.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
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
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
"""A tag of BCP 47, such as `en`, `es-MX` or `zh-Hant`."""
CHOICE_PATH = r"^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$"
DATE = r"^\d{4}-\d{2}-\d{2}$"
CODES = r"^HW[0-9]{0,3}$"
PARAGRAPH_PATH = r"^[a-z][a-z0-9-]*\.[1-9][0-9]{0,3}$"

Text = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
Prose = Annotated[Text, Kind.PROSE]
Slug = Annotated[str, Strict(), StringConstraints(pattern=SLUG, max_length=60)]
Identifier = Annotated[str, Strict(), StringConstraints(pattern=IDENTIFIER, max_length=60)]
Term = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Language = Annotated[str, Strict(), StringConstraints(pattern=LANGUAGE, max_length=35)]
ChoicePath = Annotated[str, Strict(), StringConstraints(pattern=CHOICE_PATH, max_length=121)]
ParagraphPath = Annotated[str, Strict(), StringConstraints(pattern=PARAGRAPH_PATH, max_length=65), Field(examples=["story.1"])]
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
