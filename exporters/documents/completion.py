"""Completion record: a row for each person, for a training office. Names come from a roster at export and are never stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from engine.errors import ExportError, UsageError
from engine.play.completion import Completion
from exporters.content.csv_file import read_rows
from exporters.content.sheet import Sheet
from exporters.play.personal import voted
from exporters.play.play_record import PlayRecord
from exporters.wording.promises import PASS, VOTED

COLUMNS = (
    "provider", "course_number", "course_title", "course_version", "instructor", "code", "date", "minutes", "decisions",
    "pass_rule", "score", "result",
)  # fmt: skip
NAME = "name"
"""Column that there is only with a roster, after the code."""
ALONE = "learner"
"""Code of whoever played alone, unless another one is given."""
"""Bytes of the largest roster that is read."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What it takes to pass."""

    score: Fraction
    """Least decision score, 0 to 100."""
    voted: Fraction
    """Least share of the decisions that somebody in a class voted at, in percent."""

    def words(self, *, in_class: bool, scored: bool) -> str:
        if not scored:
            return "played to the end; without a score"
        attended = f", and a vote at {_number(self.voted)} % or more of the decisions" if in_class else ""
        return f"decision score of {_number(self.score)} or more of 100, no life-safety error{attended}"


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What somebody decided."""

    code: str
    came: Completion
    score: Fraction | None
    critical: bool
    decided: int
    asked: int
    """How many decisions there were to vote at."""


def completion(record: PlayRecord, options: Mapping[str, str]) -> Sheet:
    """The record of a play alone, or of a class that was held for the record with pseudonyms.

    Args:
        record: the play.
        options: `provider`, `course` (its number), `instructor`, `pass`, `voted`, `code` and `roster`.

    Raises:
        ExportError: the play has no persons.
        UsageError: an option makes no sense, or the roster lacks somebody.
    """
    scenario, scored = record.bundle.scenario, record.account.scored
    rule = _Rule(_percent(options, "pass", PASS), _percent(options, "voted", VOTED))
    attempts = _attempts(record, options)
    names = _names(options["roster"], [attempt.code for attempt in attempts]) if "roster" in options else None
    passing = rule.words(in_class=record.in_class, scored=scored)
    begun = date.fromisoformat(record.begun) if record.begun else ""
    rows = []
    for attempt in attempts:
        head = (options.get("provider", ""), options.get("course", ""), scenario.title, scenario.version)
        who = (attempt.code,) if names is None else (attempt.code, names[attempt.code])
        score = "" if attempt.score is None else f"{float(attempt.score):.1f}"
        decided = f"{attempt.decided} of {attempt.asked}"
        tail = (begun, record.minutes, decided, passing, score, _result(attempt, rule, scored=scored))
        rows.append((*head, options.get("instructor", ""), *who, *tail))
    at = COLUMNS.index("code") + 1
    columns = COLUMNS if names is None else (*COLUMNS[:at], NAME, *COLUMNS[at:])
    return Sheet(f"{scenario.id}-completion-{record.begun}", f"Completion: {scenario.title}", columns, tuple(rows))


def _attempts(record: PlayRecord, options: Mapping[str, str]) -> list[_Attempt]:
    came = record.completion if record.debrief.outcome is None else Completion.FINISHED
    if not record.in_class:
        counted, code = record.debrief.counted, options.get("code", ALONE)
        critical = bool(record.debrief.critical)
        return [_Attempt(code, came, record.debrief.score, critical, len(counted), len(counted))]
    started = record.play.started
    assert started is not None
    if not record.for_record:
        raise ExportError("this class was held for practice, which keeps no persons: there is no completion record of it")
    if started.voters != "people":
        how = {"hands": "hands were counted", "tables": "tables voted", "seats": "seats voted"}.get(
            started.voters, "nobody voted"
        )
        raise ExportError(f"in this class {how}, so there are no persons to record; let pseudonyms vote, for the record")
    attempts = []
    learners = {learner.who: learner for learner in record.learners}
    for who in dict.fromkeys((*(j.who for j in record.joined), *learners)):
        learner = learners.get(who)
        times, asked = voted(record, learner)
        critical = learner is not None and any(vote.critical for vote in learner.votes)
        attempts.append(_Attempt(who, came, learner.score if learner else None, critical, times, asked))
    return attempts


def _result(attempt: _Attempt, rule: _Rule, *, scored: bool) -> str:
    if attempt.came is not Completion.FINISHED:
        return attempt.came
    if attempt.asked and 100 * Fraction(attempt.decided, attempt.asked) < rule.voted:
        return "not complete: voted too seldom"
    if not scored:
        return "completed, not scored"
    if attempt.score is None:
        return "completed, nothing was graded"
    if attempt.critical:
        return "not passed: life-safety error"
    return "passed" if attempt.score >= rule.score else "not passed: score too low"


def _percent(options: Mapping[str, str], name: str, usual: int) -> Fraction:
    given = options.get(name, str(usual))
    found = re.fullmatch(r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*%?\s*", given, re.ASCII)
    if found is None or Fraction(found[1]) > 100:
        raise UsageError(f"--option {name}: a number from 0 to 100 was expected, not `{given}`")
    return Fraction(found[1])


def _number(value: Fraction) -> str:
    return f"{float(value):g}"


def _names(roster: str, codes: list[str]) -> dict[str, str]:
    """Code -> name, from a CSV file with the columns `code` and `name`."""
    names: dict[str, str] = {}
    for number, row in enumerate(read_rows("roster", Path(roster).expanduser(), ("code", "name")), 2):
        code, name = (row.get("code") or "").strip(), (row.get("name") or "").strip()
        if code in names:
            raise UsageError(f"{roster}:{number}: the code `{code}` is there twice")
        if code:
            names[code] = name
    folded: dict[str, list[str]] = {}
    for code, name in names.items():
        folded.setdefault(code.casefold(), []).append(name)
    missing = [code for code in codes if len(folded.get(code.casefold(), [])) != 1 and code not in names]
    if missing:
        raise UsageError(f"{roster}: no name for {', '.join(f'`{code}`' for code in missing)}; add a line `{missing[0]},Name`")
    return {code: names.get(code, folded.get(code.casefold(), [""])[0]) for code in codes}
