"""Marks, and what a choice changes, from the forms that newcomers give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from engine.pack.lookalikes import plain
from engine.pack.mends.meant import Around, Meant, flat
from engine.pack.scalar_forms import TRUTH, number, slug, words

_SIGN_WORDS = {
    "+": ("+", "upheld", "good", "yes", "true", "right", "1", "pass", "ok"),
    "~": ("~", "partly", "partial", "half", "some", "0.5"),
    "-": ("-", "violated", "bad", "no", "false", "wrong", "-1", "0", "fail"),
}
_BY_WORD = {word: sign for sign, these in _SIGN_WORDS.items() for word in these}
_MARK = re.compile(r"(?P<before>[+~-]*)\s*:?\s*(?P<lesson>[^:+~]*?)\s*:?\s*(?P<after>[+~-]*)")


def marks(data: Any, around: Around) -> Iterator[Meant]:
    """Marks as a list of `+lesson`."""
    found = list(_each_mark(data, around))
    if found and all(found):
        yield Meant(found, "put the sign right before the lesson, in a list")


def _each_mark(data: Any, around: Around) -> Iterator[str]:
    match data:
        case dict():
            for key, value in data.items():
                if value is None:
                    yield from _each_mark(key, around)
                    continue
                lesson, sign = (str(value), str(key)) if str(key) in _BY_WORD else (str(key), flat(value))
                yield _mark(_BY_WORD.get(sign.strip().lower(), "+") + lesson, around)
        case list():
            for item in data:
                # A sign apart from its lesson begins a list, where it is a dash: `- - lesson`.
                lone = isinstance(item, list) and len(item) == 1 and isinstance(item[0], str) and item[0][:1] not in _SIGN_WORDS
                yield from _each_mark(f"-{item[0]}" if lone else item, around)
        case bool() | int():
            yield _mark("+" if data else "-", around)
        case str():
            text = plain(data)
            outside = re.fullmatch(r"\s*([+~-])\s*[\[({](.*)[\])}]\s*", text)
            sign, text = (outside[1], outside[2]) if outside else ("", text)
            for part in re.split(r"[,;]|\s+(?=[+~-]\S)", text.strip(" ()[]{}")):
                if part.strip():
                    yield _mark(sign + part.strip(" '\"()"), around)


def _mark(text: str, around: Around) -> str:
    match = _MARK.fullmatch(text.strip())
    if match is None:
        return ""
    sign = (match["before"] or match["after"])[:1]
    lesson = match["lesson"]
    if lesson.lower() in _BY_WORD or not lesson:
        sign, lesson = sign or _BY_WORD.get(lesson.lower(), "+"), around.lesson()
    name = slug(lesson)
    return f"{sign or '+'}{name}" if name else ""


_ASSIGNED = re.compile(r"\s*([A-Za-z_][\w -]*?)\s*(?::=|==?|:)\s*(.+?)\s*")
_COUNTED = re.compile(r"\s*([A-Za-z_]\w*)\s*(?:=\s*\1\s*)?([+-])=?\s*(\d+)\s*|\s*([A-Za-z_]\w*)\s*(\+\+|--)\s*")
_CHANGE = "name the fact and its value: `{fact: value}`"


def changes(data: Any, _: Around) -> Iterator[Meant]:
    """Facts and their values."""
    counted = [_counted(text) for text in _texts(data)]
    if counted and all(counted):
        yield Meant(dict(c for c in counted if c), "`add` counts up and down", "add")
    if isinstance(data, dict):
        counts = {k: _counted(v) for k, v in data.items() if isinstance(v, str)}
        if counts and len(counts) == len(data) and all(c and c[0] == k for k, c in counts.items()):
            yield Meant({k: c[1] for k, c in counts.items() if c}, "`add` counts up and down", "add")
    merged = merged_mapping(data, _assigned)
    if merged and merged != data:
        yield Meant(merged, _CHANGE)


def counts(data: Any, _: Around) -> Iterator[Meant]:
    """Counters and by how much they count."""
    merged = merged_mapping(data, lambda text: _counted(text) or (identifier(text), 1))
    amounts = {k: number(v) for k, v in merged.items()}
    if amounts and all(v is not None for v in amounts.values()):
        yield Meant(amounts, "name the counter and by how much it counts: `{counter: 1}`")


def merged_mapping(data: Any, read: Callable[[str], tuple[str, Any] | None]) -> dict[str, Any]:
    """One mapping, from a mapping, a text, or a list of either."""
    if isinstance(data, dict):
        return {identifier(str(k)): v for k, v in data.items()}
    merged: dict[str, Any] = {}
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            merged |= item
            continue
        for text in _texts(item):
            pair = read(text)
            if pair is None or not pair[0]:
                return {}
            merged[pair[0]] = pair[1]
    return merged


def _texts(data: Any) -> list[str]:
    if isinstance(data, str):
        return [part for part in re.split(r"[,;\n]|\band\b", data) if part.strip()]
    return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []


def _counted(text: str) -> tuple[str, int] | None:
    match = _COUNTED.fullmatch(text)
    if match is None:
        return None
    if match[4]:
        return match[4], 1 if match[5] == "++" else -1
    return match[1], int(match[2] + match[3])


def _assigned(text: str) -> tuple[str, Any] | None:
    match = _ASSIGNED.fullmatch(text)
    if match:
        return identifier(match[1]), _value(match[2])
    denied = re.fullmatch(r"\s*(?:not\s+|!\s*)(\w+)\s*", text)
    return (identifier(denied[1]), False) if denied else (identifier(text), True)


def _value(text: str) -> Any:
    bare = text.strip(" '\"")
    if bare.lower() in TRUTH:
        return TRUTH[bare.lower()]
    return int(bare) if re.fullmatch(r"[+-]?\d{1,9}", bare) else bare


def identifier(text: str) -> str:
    """The text as the name of a fact."""
    return "_".join(words(text))
