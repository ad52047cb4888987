"""What an author may have meant by a key that is unknown, missing, repeated, or without a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.pack.diagnostics import Problem
from engine.pack.lookalikes import a_name_of, first_odd
from engine.pack.mends.guess import Guess
from engine.pack.mends.spots import depth, flow, spot
from engine.pack.scalar_forms import slug

_QUOTED_NAME = re.compile(r"`([^`]+)`")


def renamed(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """The nearest key that is known."""
    if problem.kind != "unknown_key" or not problem.mend.startswith("did you mean"):
        return
    named = _QUOTED_NAME.search(problem.mend)
    column = problem.place.column - 1
    if named:
        word = line[column : column + problem.place.length]
        new = line[:column] + named[1] + line[column + problem.place.length :]
        every = re.sub(rf"(?<=[{{, ]){re.escape(word)}(?=\s*:)", named[1], line)
        if every != new:
            yield Guess(number, 1, (every,), "", problem.mend.rstrip("?"), column, problem.place.length)
        odd = first_odd(line[column : column + problem.place.length])
        reason = f"it holds {a_name_of(odd[0])}" if odd else ""
        yield Guess(number, 1, (new,), reason, problem.mend.rstrip("?"), column, problem.place.length)


def cut(_: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """A value that a sign for comments stands before."""
    match = re.match(r"(?P<before>\s*(?:- +)*[\w-]+:\s+)#(?P<value>[a-z][\w-]*)\s*$", line)
    if problem.kind == "key_without_value" and match:
        new = match["before"] + match["value"]
        yield Guess(number, 1, (new,), "`#` begins a comment", "take it out", len(match["before"]))


def missing(lines: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """A key that is missing, on a line of its own or in its braces."""
    if problem.kind != "missing_key":
        return
    *above, key = problem.path
    told = [(value, advice) for value, advice in _placeholders(lines, problem, str(key), Path(problem.place.file).stem)]
    told = [({"solo": 5, "class": 20}, "")] if key == "minutes" else told
    for value, _ in told:
        here = spot(lines, number, str(above[-1]), problem.place.column - 1) if above and isinstance(above[-1], str) else None
        if here is not None and isinstance(here.data, dict) and here.value.startswith("{"):
            new = here.line({**here.data, str(key): value})
            yield Guess(here.first, here.last + 1 - here.first, (new,), "", f"add `{key}`", here.column, len(here.key))
        elif not above or (here is not None and here.last > here.first):
            below = next((other for other in lines[number + 1 :] if other.strip()), "") if above else ""
            added = f"{' ' * (len(below) - len(below.lstrip()))}{key}: {flow(value)}"
            yield Guess(number, 1, (line, added), "", f"add the line `{added}` below line {number + 1}", problem.place.column - 1,
                        problem.place.length)  # fmt: skip


def empty(lines: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """Something after a key that has nothing, or the line taken out."""
    nothing = problem.kind == "key_without_value" or "found nothing" in problem.message or "found empty text" in problem.message
    key = problem.path[-1] if problem.path else ""
    if not nothing and "at least 1, found 0" not in problem.message:
        return
    if not isinstance(key, str):
        if line.strip() in {"-", "- ''", '- ""'}:
            yield Guess(number, 1, (), "", "", problem.place.column - 1)
        return
    here = spot(lines, number, key, problem.place.column - 1)
    if here is None or here.data not in (None, "", [], here.value.strip()) or here.last > here.first + 1:
        return
    alone = not here.tail.strip(" }]") and depth(here.head) == 0 and "-" not in here.head
    for value, advice in _placeholders(lines, problem, key, Path(problem.place.file).stem):
        more = ", or take the line out" if alone and problem.kind == "key_without_value" else ""
        yield Guess(here.first, here.last + 1 - here.first, (here.line(value),), "", advice + more, here.column, len(key))
    if alone:
        yield Guess(here.first, here.last + 1 - here.first, (), "", "", here.column, len(key))


def _placeholders(lines: Sequence[str], problem: Problem, key: str, stem: str) -> Iterator[tuple[object, str]]:
    """(what could stand after a key that has nothing, what to do)."""
    offered = "give it a value"
    if key == "id":
        yield stem, "the id is the file's name without `.yaml`"
    if key in {"start", "next", "to"}:
        scenes = next((n for n, line in enumerate(lines) if line.startswith("scenes:")), len(lines))
        names = [m[1] for line in lines[scenes:] if (m := re.match(r" {2}([a-z][a-z0-9-]*):\s*$", line))]
        yield from ((name, "name the scene") for name in names[-1 if key != "start" else 0 :][:1])
    if "true" in problem.message:
        yield False, "say `true` or `false`"
    if "number" in problem.message or key in {"odds", "seconds"}:
        yield 1, offered
    if "list" in problem.message or "found 0" in problem.message:
        lessons = [m[1] for line in lines if (m := re.search(r"\blessons: \[([a-z][a-z0-9-]*)", line))]
        yield [lessons[0] if key in {"tests", "lessons"} and lessons else "example"], offered
    if "safe" in problem.message:
        yield "safe", offered
    yield "...", "write the text there"


def repeated(lines: Sequence[str], number: int, line: str, problem: Problem) -> Iterator[Guess]:
    """One of two equal keys, where the second has its value on its line."""
    key = problem.path[-1] if problem.path else ""
    here = spot(lines, number, str(key), problem.place.column - 1) if problem.kind == "duplicate_key" else None
    if here is None or here.first != number or not problem.related:
        return
    if depth(here.head) == 0 and here.last == here.first and "-" not in here.head:
        first = problem.related[0].place.line
        yield Guess(
            number, 1, (), "", f"give it once: keep this line or line {first}, and take out the other", here.column, len(str(key))
        )
    elif here.last > here.first:
        new = line[: here.column] + f"{key}-2" + line[here.column + len(str(key)) :]
        yield Guess(number, 1, (new,), "", "give it once, or under a name of its own", here.column, len(str(key)))


def named(lines: Sequence[str], number: int, _: str, problem: Problem) -> Iterator[Guess]:
    """A mapping by names, from a list of mappings."""
    key = problem.path[-1] if problem.path else ""
    singular = _SINGULAR.get(str(key))
    here = spot(lines, number, str(key), problem.place.column - 1) if singular and "a list" in problem.message else None
    if here is None or here.last == here.first:
        return
    new = list(lines[here.first + 1 : here.last + 1])
    names: list[tuple[str, int, str]] = []
    for at, text in enumerate(new):
        match = re.match(r"(?P<lead> *)-(?P<gap> +)(?P<text>.*)$", text)
        if match is None or (names and len(match["lead"]) != len(names[0][2])):
            continue
        given = re.fullmatch(r"(?:id|name|key): *['\"]?([\w -]+?)['\"]? *|([a-z][\w-]*):", match["text"])
        name = slug(given[1] or given[2]) if given else f"{singular}-{len(names) + 1}"
        new[at] = f"{match['lead']}{name}:" if given else f"{match['lead']}{name}:\n{match['lead']}{match['gap']} {match['text']}"
        names.append((name, here.first + 2 + at, match["lead"]))
    if names:
        told = ", ".join(f"`{name}:` in line {at}" for name, at, _ in names[:6]) + (" and so on" if len(names) > 6 else "")
        advice = f"name each {singular} in place of its dash: write {told}"
        lines_of = tuple("\n".join(new).split("\n"))
        yield Guess(here.first + 1, here.last - here.first, lines_of, "", advice, len(names[0][2]), 1)


_SINGULAR = {"choices": "choice", "scenes": "scene", "injects": "inject", "facts": "fact"}
