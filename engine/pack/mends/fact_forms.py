"""Facts, from the forms that newcomers give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from engine.pack.mends.effect_forms import identifier, merged_mapping
from engine.pack.mends.meant import Around, Meant, flat
from engine.pack.scalar_forms import TRUTH, number


def facts(data: Any, _: Around) -> Iterator[Meant]:
    """Facts with what they are at the start."""
    merged = merged_mapping(data, lambda text: (identifier(text), False))
    if merged:
        yield Meant(merged, "give each fact what it is at the start")


def fact(data: Any, around: Around) -> Iterator[Meant]:
    """A fact: true or false, one of a few words, or a counter."""
    match data:
        case None:
            yield Meant(False, "say what it is at the start")
        case bool():
            return
        case int():
            yield Meant({"range": [min(0, data), max(9, data)], "start": data}, "a counter has a range and a start")
        case float() if data == int(data):
            yield from fact(int(data), around)
        case list() if len(data) > 1:
            yield Meant({"one_of": [flat(v) for v in data], "start": flat(data[0])}, "a fact of words has `one_of` and a start")
        case str() if data.lower() in TRUTH:
            yield Meant(TRUTH[data.lower()], "say it plainly")
        case str() if len(named := [w.strip() for w in re.split(r"[,|/]|\bor\b", data) if w.strip()]) > 1:
            yield Meant({"one_of": named, "start": named[0]}, "a fact of words has `one_of` and a start")
        case str() if data.strip():
            yield Meant({"one_of": [data, "other"], "start": data}, "a fact of words lists them all")
        case dict():
            yield from _described(data)


def _described(data: dict[str, Any]) -> Iterator[Meant]:
    """A fact that is told by a mapping."""
    rest = {k.lower().replace("-", "_").replace(" ", "_"): v for k, v in data.items()}
    listed = next((rest[k] for k in ("one_of", "oneof", "values", "options", "words") if k in rest), None)
    start = next((rest[k] for k in ("start", "default", "initial", "value") if k in rest), None)
    if isinstance(listed, str):
        listed = [w.strip() for w in listed.split(",")]
    if isinstance(listed, list) and listed:
        chosen = [flat(v) for v in listed] if len(listed) > 1 else [flat(listed[0]), "other"]
        first = flat(start) if start is not None and flat(start) in chosen else chosen[0]
        yield Meant({"one_of": chosen, "start": first}, "words that other programs read as something else go into quotes"
                    if start is not None else "say which of them holds at the start")  # fmt: skip
        return
    span = _span(rest["range"]) if "range" in rest else _span([rest.get("min"), rest.get("max")])
    if span:
        begin = number(start)
        yield Meant({"range": span, "start": span[0] if begin is None else begin}, "a counter has a range and a start")


def bounds(data: Any, _: Around) -> Iterator[Meant]:
    """The lowest and the highest value of a counter."""
    span = _span(data)
    if span:
        yield Meant(span, "give the lowest and the highest value")


def _span(data: Any) -> list[int] | None:
    """The lowest and the highest value."""
    if isinstance(data, str):
        numbers = [int(n) for n in re.findall(r"(?:(?<=^)|(?<=[\s,(\[]))-?\d{1,9}|\d{1,9}", data)]
    elif isinstance(data, list):
        numbers = [n for v in data if (n := number(v)) is not None]
    else:
        numbers = [n for n in [number(data)] if n is not None]
    if len(numbers) == 1 and not isinstance(data, list):
        numbers.append(0)
    return [min(numbers), max(numbers)] if len(numbers) > 1 else None
