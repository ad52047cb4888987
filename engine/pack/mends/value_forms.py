"""Values in the form that the format has for them, from the forms that newcomers give them.

Each function takes what was read and yields what may have been meant, with what to do in words. Whether that leads to a sound
file is tried by `engine.pack.mends.mending`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from engine.pack.mends import effect_forms, fact_forms, route_forms
from engine.pack.mends.effect_forms import merged_mapping
from engine.pack.mends.meant import Around, Form, Meant, flat
from engine.pack.scalar_forms import number, outcome, slug
from engine.pack.scalars import OUTCOMES

ITEMS = frozenset({"objectives", "also", "claims", "discuss"})
"""Lists that are written with a dash a line, so that one item can be mended alone."""


def item_form(path: Sequence[str | int]) -> tuple[str, Form] | None:
    """(the key of a list, the form for it), where a path leads to an item of a list that can be mended alone."""
    if len(path) > 1 and isinstance(path[-1], int) and path[-2] in ITEMS:
        key = str(path[-2])
        return key, _FORMS[key]
    return None


def forms(path: Sequence[str | int]) -> Iterator[tuple[str, Form]]:
    """(the key that a form is for, the form), by a path into a document, the innermost key first."""
    keys = [step for step in path if isinstance(step, str)]
    for at in range(len(keys) - 1, max(-1, len(keys) - 4), -1):
        above = keys[at - 1] if at else ""
        if above in _CHILDREN:
            yield keys[at], _CHILDREN[above]
        if keys[at] in _FORMS and above not in {"facts", "scenes", "choices", "injects", "seats", "set", "add"}:
            yield keys[at], _FORMS[keys[at]]


# Parts of a scenario


def _minutes(data: Any, _: Around) -> Iterator[Meant]:
    """Minutes alone and in class."""
    if isinstance(data, str):
        found = [int(n) for n in re.findall(r"\d{1,4}", data)]
        data = found or data
    if isinstance(data, list):
        values = [n for v in data if (n := number(v)) is not None]
        data = {"solo": values[0], "class": values[-1]} if len(values) > 1 else values[0] if values else None
    if isinstance(data, dict):
        pairs: dict[str, Any] = {}
        for key, value in data.items():
            name, sign, said = str(key).partition("=")
            pairs[name] = said if sign and value is None else value
        if set(pairs) == {"solo"} and (alone := number(pairs["solo"])) is not None:
            pairs["class"] = str(4 * alone)
        values_of = {("class" if k.startswith("class") else k): number(v) for k, v in pairs.items()}
        if values_of and all(v is not None for v in values_of.values()):
            yield Meant(values_of, "give whole minutes")
    elif (alone := number(data)) is not None:
        yield Meant({"solo": alone, "class": 4 * alone}, "give the minutes alone and in a class")


def _ending(data: Any, _: Around) -> Iterator[Meant]:
    """An outcome and a title."""
    parts: list[Any] = []
    match data:
        case dict() if "outcome" in data and "title" not in data:
            yield Meant({**data, "title": "..."}, "give the ending a title")
        case list():
            parts = data
        case str():
            parts = [part.strip() for part in data.split(",", 1)]
    named = next((part for part in parts if isinstance(part, str) and outcome(part)), None)
    if named is not None:
        other = next((flat(part) for part in parts if part is not named), "...")
        yield Meant({"outcome": outcome(named), "title": other}, "name the outcome, and give the ending a title")


def _outcome(data: Any, _: Around) -> Iterator[Meant]:
    if isinstance(data, str) and (known := outcome(data)) and known != data:
        yield Meant(known, f"say it in one of the words {', '.join(OUTCOMES)}")


def _outcomes(data: Any, _: Around) -> Iterator[Meant]:
    said: list[Any] = data if isinstance(data, list) else str(data).split(",")
    found = [outcome(flat(v)) or flat(v) for v in said]
    yield Meant(found, "put the outcomes into a list")


def _objectives(data: Any, around: Around) -> Iterator[Meant]:
    """Objectives, each with the lessons that it stands for."""
    items = data if isinstance(data, list) else [data]
    made: list[dict[str, Any]] = [
        i if isinstance(i, dict) else {"text": flat(i), "lessons": [around.lesson() or "lesson"]} for i in items
    ]
    for item in made:
        if isinstance(item.get("lessons"), str):
            item["lessons"] = [slug(part) for part in item["lessons"].split(",")]
    yield Meant(made, "give each objective a text and its lessons, in a list")


def _paragraphs(data: Any, _: Around) -> Iterator[Meant]:
    items = data if isinstance(data, list) else [data]
    yield Meant(
        [item if isinstance(item, dict) else {"text": flat(item)} for item in items], "give each paragraph its `text`, in a list"
    )


def _no_pair(_: str) -> None:
    """A text that stands for no pair of a name and a value."""


def _seats(data: Any, _: Around) -> Iterator[Meant]:
    items = data if isinstance(data, list) else [data]
    if all(isinstance(item, str) for item in items):
        named = [part.strip() for item in items for part in str(item).split(",")]
        yield Meant({slug(part): part[:1].upper() + part[1:] for part in named}, "give each seat a name and say who sits there")
    elif merged := merged_mapping(data, _no_pair):
        yield Meant(merged, "one mapping holds all seats")


def _claims(data: Any, _: Around) -> Iterator[Meant]:
    made = []
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, str) and (said := re.fullmatch(r"(never|reachable)\s*:?\s*(.+)", item.strip())):
            made.append({said[1]: [outcome(said[2]) or slug(said[2])]})
        else:
            made.append(item)
    yield Meant(made, "a claim says `never: [outcome]` or the like, in a list")


def _plays(data: Any, _: Around) -> Iterator[Meant]:
    """Of how many plays a claim speaks."""
    said = {True: "yes", False: "no"}.get(data, flat(data)) if isinstance(data, bool) else flat(data)
    known = next((word for word, others in _HOW_MANY.items() if said.strip().lower() in others), None)
    if known:
        yield Meant(known, "say `every`, `some` or `no`")


def _texts_in_list(data: Any, _: Around) -> Iterator[Meant]:
    items = data if isinstance(data, list) else [data]
    if any(isinstance(item, dict) for item in items):
        return
    texts: list[str] = []
    for text in map(flat, items):
        # A comma has cut a sentence where the rest begins with a small letter.
        if texts and text[:1].islower() and texts[-1][-1:] not in ".?!":
            texts[-1] += f", {text}"
        else:
            texts.append(text)
    yield Meant(texts, "put the texts into a list, each in quotes where it needs them")


def _names(data: Any, around: Around) -> Iterator[Meant]:
    """Names in a list, in small letters with hyphens."""
    items = _flattened(data)
    parts = [p for item in items for p in (_parts(item) if isinstance(item, str) else [str(item)]) if p.strip()]
    singular = around.key.removesuffix("s").replace("_", "-")
    found = [slug(part, singular) for part in parts]
    if found and all(found):
        yield Meant(list(dict.fromkeys(found)), "name them in a list, in small letters with hyphens")


def _parts(text: str) -> list[str]:
    """Names that are told in one text, apart by signs, or by spaces where each has its hyphens already."""
    words = text.split()
    return words if words and all(re.fullmatch(r"[a-z]+(?:-[a-z]+)+", w) for w in words) else re.split(r"[,;|/]", text)


def _flattened(data: Any) -> list[Any]:
    if isinstance(data, list):
        return [v for item in data for v in _flattened(item)]
    return list(data) if isinstance(data, dict) else [] if data is None else [data]


def _beats(data: Any, _: Around) -> Iterator[Meant]:
    found: list[int] = []
    for item in _flattened(data):
        numbers = [int(n) for n in re.findall(r"\d{1,4}", str(item))]
        spread = len(numbers) == 2 and re.search(r"[-\u2013]|\bto\b|\.\.", str(item)) and numbers[1] - numbers[0] < 100
        found += range(numbers[0], numbers[1] + 1) if spread else numbers
    if found:
        yield Meant(found, "list the numbers of the beats")


def _date(data: Any, _: Around) -> Iterator[Meant]:
    numbers = re.fullmatch(r"(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})", str(data).strip())
    if numbers:
        year, month, day = (numbers[1], numbers[2], numbers[3]) if len(numbers[1]) == 4 else (numbers[3], numbers[2], numbers[1])
        if int(month) > 12:
            month, day = day, month
        yield Meant(f"{year:0>4}-{month:0>2}-{day:0>2}", "write year, month, day")


def _choice(data: Any, _: Around) -> Iterator[Meant]:
    if isinstance(data, str) and data.strip():
        yield Meant({"text": data}, "a choice is a mapping: give it its `text`")


def _choices(data: Any, _: Around) -> Iterator[Meant]:
    if isinstance(data, list) and data and all(isinstance(item, str) for item in data):
        yield Meant({slug(item, "choice"): {"text": item} for item in data}, "give each choice a name and its `text`")


def _next(data: Any, around: Around) -> Iterator[Meant]:
    for value, advice in route_forms.meant(data):
        if isinstance(value, str):
            yield Meant(around.scene(value), advice)
        else:
            yield Meant([{**r, "to": around.scene(r["to"])} if isinstance(r.get("to"), str) else r for r in value], advice)


def _id(_: Any, around: Around) -> Iterator[Meant]:
    """The id is the file's name."""
    yield Meant(around.stem, "the id is the file's name without `.yaml`")


def _start(data: Any, around: Around) -> Iterator[Meant]:
    text = flat(data)
    if data is not None and slug(text):
        yield Meant(around.scene(slug(text)), "name the first scene")


_HOW_MANY = {
    "every": ("every", "all", "always", "yes", "each", "100%"),
    "some": ("some", "any", "sometimes", "one", "a few", "maybe"),
    "no": ("no", "none", "never", "0", "nobody", "not"),
}
_CHILDREN: dict[str, Form] = {"facts": fact_forms.fact, "choices": _choice}
_FORMS: dict[str, Form] = {
    "marks": effect_forms.marks, "set": effect_forms.changes, "add": effect_forms.counts, "facts": fact_forms.facts,
    "range": fact_forms.bounds, "minutes": _minutes, "ending": _ending, "plays": _plays,
    "id": _id, "outcome": _outcome, "never": _outcomes, "reachable": _outcomes, "objectives": _objectives, "also": _paragraphs,
    "seats": _seats, "claims": _claims, "discuss": _texts_in_list, "beats": _beats, "date": _date, "choices": _choices,
    "next": _next, "topics": _names, "tests": _names, "lessons": _names, "at": _names, "content_notes": _names,
    "sources": _names, "cite": _names, "what_went_right": _names, "roles": _names,
}  # fmt: skip
