"""Make problems into what an author can act on: one cause is one problem, with the line that mends it.

Guesses at what a line was meant to be are tried: each is put into the file, and the file is read again. What is told is a guess
that leads to a sound file, or at least further. Only files that cannot be used come here, so that a sound one costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from pydantic import BaseModel

from engine.pack.diagnostics import Path, Place, Problem
from engine.pack.document import YamlDocument
from engine.pack.mends import line_mends, value_mends, yaml_mends
from engine.pack.mends.guess import Guess
from engine.pack.source import FORBIDDEN_RAW, parse, what
from engine.pack.validation import to_model

WORK = 1_500_000
"""Characters that are read at most in trying guesses, so that a large file with faults is not slow."""
_MOST = 12
"""Problems of a file that are looked into."""
_AS_IT_IS = frozenset({"control_character", "several_documents", "unusable_file", "too_large", "too_deep"})
"""Kinds of problems of which no guess at a line would be a mend."""
_EXPLAINED = frozenset({"key_without_value", "cut_prose", "unquoted_prose", "ambiguous_value"})
"""Kinds whose message gives the reason already."""
_IF_TEXT = {"anchor": "write the value out; if it is a text, put it in quotes", "tag": "if it is a text, put it in quotes"}
_BARE = re.compile(r"\s*(?:- +)?[a-z][\w-]*\s*(?:[|>][+-]?)?\s*$")
"""A key without its colon, of which what stands below is the value."""
_OPENED = re.compile(r"\s*(?:- +)*[^\s:#'\"]+:\s+['\"]|\s*- +['\"]")


class _Trial(NamedTuple):
    """The file with a guess put in, read."""

    guess: Guess
    whole: bool
    line: int
    """Where reading had to stop, from 0."""
    problems: list[Problem]


def improved(doc: YamlDocument, model: type[BaseModel], problems: list[Problem]) -> list[Problem]:
    """The problems of a file, with the mends that were found."""
    if doc.tree is None and problems and not doc.whole:
        unread = _unread(doc, problems)
        if unread:
            return unread
    trials = _Trials(doc, model)
    return _each(doc, problems, trials) if doc.whole else _stop(doc, problems, trials)


class _Trials:
    """Reads the file with guesses put in, as often as its size allows."""

    def __init__(self, doc: YamlDocument, model: type[BaseModel]) -> None:
        self._doc = doc
        self._model = model
        self._left = max(8, min(80, WORK // max(1, len(doc.text))))
        self._seen: set[tuple[int, tuple[str, ...]]] = set()

    def of(self, guesses: Iterator[Guess]) -> Iterator[_Trial]:
        for guess in guesses:
            changed = (guess.line, guess.new)
            old = tuple(self._doc.lines[guess.line : guess.line + guess.lines])
            if changed in self._seen or guess.new == old:
                continue
            if self._left <= 0:
                return
            self._seen.add(changed)
            self._left -= 1
            yield self._read(guess)

    def again(self) -> None:
        """Another problem is looked into: what was tried for the one before may be tried again."""
        self._seen.clear()

    def _read(self, guess: Guess) -> _Trial:
        lines = [*self._doc.lines[: guess.line], *guess.new, *self._doc.lines[guess.line + guess.lines :]]
        doc = parse("\n".join(lines).encode("utf-8", "replace"), self._doc.name)
        _, more = to_model(doc, self._model)
        stopped = doc.problems[-1].place.line - 1 if doc.problems and not doc.whole else len(lines)
        return _Trial(guess, doc.whole, stopped, [*doc.problems, *more])


# A file that cannot be read to its end


def _stop(doc: YamlDocument, problems: list[Problem], trials: _Trials) -> list[Problem]:
    """Where and why reading stopped, by the line that made it stop."""
    if not problems or problems[-1].kind in _AS_IT_IS:
        return problems
    problem = problems[-1]
    others = [p for p in problems if p is not problem]
    best = _furthest(problem, trials.of(chain(value_mends.guesses(doc.lines, problem), _suspected(doc, problem))))
    if best is None:
        return [*others, _opened(problem)]
    remain = {_sign(p) for p in best.problems}
    return [*(p for p in others if _sign(p) in remain), _told(doc, problem, best.guess)]


def _furthest(problem: Problem, trials: Iterator[_Trial]) -> _Trial | None:
    """The trial with the fewest problems, or else the one in which reading came furthest."""
    stopped = problem.place.line - 1
    best: _Trial | None = None
    for trial in trials:
        further = trial.whole or trial.line > max(stopped, trial.guess.line)
        if further and (best is None or _rank(trial) < _rank(best)):
            best = trial
        if trial.whole and not trial.problems:
            break
    return best


def _rank(trial: _Trial) -> tuple[bool, int]:
    return not trial.whole, len(trial.problems) if trial.whole else -trial.line


def _suspected(doc: YamlDocument, problem: Problem) -> Iterator[Guess]:
    """Guesses at the lines that may have made the parser stop: its own, those above it, and where a quote opens."""
    last = len(doc.lines) - 1
    stopped = min(problem.place.line - 1, last)
    opened = [min(r.place.line - 1, last) for r in problem.related]
    near = [n for n in range(stopped, max(-1, stopped - 4), -1) if doc.lines[n].strip()]
    quotes = [n for n in range(stopped, -1, -1) if _OPENED.match(doc.lines[n]) and _unbalanced(doc.lines[n])]
    blank = [n for n in range(stopped, -1, -1) if _odd_lead(doc.lines[n])]
    if "quoted scalar" in str(problem.related):
        # The quote that opens there may be the one that was to close an earlier text.
        order = [*quotes[-1:], *opened, *quotes[:8], *near]
    else:
        order = [*blank[-3:], *near[:2], *quotes[:8], *near[2:], *opened]
    bare = [n for n in range(stopped, opened[0] if opened else stopped, -1) if _BARE.match(doc.lines[n])]
    numbers = list(dict.fromkeys([*order, *bare[:8]]))
    yield from chain.from_iterable(line_mends.first(doc.lines, n) for n in numbers)
    yield from chain.from_iterable(yaml_mends.guesses(doc.lines, n) for n in numbers)
    yield from chain.from_iterable(yaml_mends.indented(doc.lines, n) for n in [*near, *opened])
    yield from chain.from_iterable(line_mends.last(doc.lines, n) for n in numbers)


def _odd_lead(line: str) -> bool:
    lead = line[: len(line) - len(line.lstrip())]
    return bool(lead.strip(" ")) and bool(line.strip())


def _unbalanced(line: str) -> bool:
    """Whether a quote that opens a value is not closed at the end of its line."""
    value = line.split(":", 1)[-1].strip().removeprefix("- ").strip()
    mark = value[:1]
    return len(value) < 2 or value[-1] != mark or value.count(mark) % 2 == 1


def _opened(problem: Problem) -> Problem:
    """An unclosed quote stands where it opens."""
    if "quoted scalar" not in str(problem.related):
        return problem
    return problem._replace(message="not YAML: the quote that opens here is not closed", place=problem.related[0].place,
                            mend="close it, or put the whole text in quotes of the other kind", related=())  # fmt: skip


def _unread(doc: YamlDocument, problems: list[Problem]) -> list[Problem]:
    """What kept a file from being read at all: a merge conflict before the characters in it; empty where it is neither."""
    conflicts = [p for p in problems if p.kind == "syntax" and " merge conflict " in p.message]
    if conflicts:
        return conflicts
    return list(_without_control(doc)) if all(p.kind == "control_character" for p in problems) else []


def _without_control(doc: YamlDocument) -> Iterator[Problem]:
    """Each character that may not stand in a file, once, where it stands first; of several on one line the first alone."""
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(doc.lines):
        match = FORBIDDEN_RAW.search(line)
        if match:
            lines.setdefault(match[0], []).append(number)
    for char, numbers in lines.items():
        yield _control(doc, char, numbers)


def _control(doc: YamlDocument, char: str, numbers: list[int]) -> Problem:
    """A character that may not stand in a file, and the lines in which it does."""
    number = numbers[0]
    line = doc.lines[number]
    column = line.index(char)
    message = f"a {what(char)} stands here"
    ends = char in "\x85\u2028\u2029"
    if ends and line.count(char) > 2 and len(doc.lines) <= 2:
        mend = "save the file with plain line ends (LF or CR LF)"
        message = f"a {what(char)} ends the lines of the file"
    elif len(numbers) > 1:
        more = ", ".join(str(n + 1) for n in numbers[1:7]) + (" and more" if len(numbers) > 7 else "")
        message += f", and in {len(numbers) - 1} other line{'s' * (len(numbers) > 2)}"
        mend = f"take it out, here and in {'lines' if len(numbers) > 2 else 'line'} {more}"
    else:
        advice = "use a space or a plain line end" if ends else "take it out"
        mend = Guess(number, 1, (_plain_line(line),), "", advice).mend if _plain_line(line).strip() else advice
    return Problem("control_character", message, Place(doc.name, number + 1, column + 1), mend=mend)


def _plain_line(line: str) -> str:
    """A line without what may not stand in a file; a space where a line would end."""
    return FORBIDDEN_RAW.sub("", re.sub("[\x85\u2028\u2029](?=\\S)", " ", line))


# A file that can be read, and is not what it should be


def _each(doc: YamlDocument, problems: list[Problem], trials: _Trials) -> list[Problem]:
    """Each problem with its mend; what the same mend takes away is not told twice."""
    # A key under a wrong name is the cause of one that is missing, and of a value that does not fit what it is taken for.
    left = sorted(problems, key=lambda p: (p.kind == "missing_key", p.kind != "unknown_key"))
    known = {_sign(p) for p in problems}
    shown: list[Problem] = []
    looked = 0
    while left:
        problem, *left = left
        looked += 1
        worth = looked <= _MOST and problem.kind not in _AS_IT_IS
        best = _best(doc, problem, known, trials) if worth else None
        if best is None:
            shown.append(problem)
            continue
        remain = {_sign(p) for p in best.problems}
        shown = [*(p for p in shown if _sign(p) in remain), _told(doc, problem, best.guess)]
        left = [p for p in left if _sign(p) in remain]
    return shown


def _best(doc: YamlDocument, problem: Problem, known: set[tuple[str, Path]], trials: _Trials) -> _Trial | None:
    """The trial that takes the problem away, brings none that was not there, and leaves the fewest."""
    number = min(problem.place.line - 1, len(doc.lines) - 1)
    trials.again()
    best: _Trial | None = None
    guesses = chain(
        line_mends.first(doc.lines, number),
        value_mends.guesses(doc.lines, problem),
        yaml_mends.guesses(doc.lines, number),
        yaml_mends.indented(doc.lines, number),
        line_mends.last(doc.lines, number),
    )
    for trial in trials.of(islice(guesses, 24)):
        remain = {_sign(p) for p in trial.problems}
        if not trial.whole or _sign(problem) in remain or not remain <= known:
            continue
        if best is None or len(remain) < len(best.problems):
            best = trial
        if not remain:
            break
    return best


def _sign(problem: Problem) -> tuple[str, Path]:
    return problem.kind, problem.path


def _told(doc: YamlDocument, problem: Problem, guess: Guess) -> Problem:
    """The problem in the words of the guess that mends it, at its line."""
    message = "not YAML" if problem.kind == "syntax" and guess.reason else problem.message
    named = "(U+" in guess.reason and "(U+" in message
    if guess.reason and problem.kind not in _EXPLAINED and not named:
        message = f"{message}: {guess.reason}"
    if guess.new and guess.new[0].endswith(("'", '"')):
        guess = guess._replace(advice=_IF_TEXT.get(problem.kind, guess.advice))
    # What else a repeated key is about stands elsewhere; a guess knows more than the parser of what stands beside a fault.
    related = problem.related if problem.kind == "duplicate_key" else ()
    place = problem.place
    line = guess.line if guess.shown is None else guess.shown
    if problem.kind == "syntax" or line != place.line - 1:
        place = Place(doc.name, line + 1, guess.column + 1, max(1, guess.length))
    return problem._replace(message=message, mend=guess.mend, place=place, related=related)
