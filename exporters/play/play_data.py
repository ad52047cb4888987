"""A play as data for other programs: JSON with its JSON Schema, and a table with a row for each decision.

What a class was promised holds here, too: votes are counts, and groups of fewer than five are not broken down. What is withheld
is marked, so that nobody takes it for missing.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import TypeAdapter

from engine.play.ballots import Ballot
from engine.play.completion import Completion
from engine.play.events import AnyEvent
from engine.play.grades import Debrief
from engine.version import VERSION
from exporters.content.artifact import Artifact
from exporters.content.sheet import Sheet
from exporters.play.decision_line import DecisionLine
from exporters.play.play_record import PlayRecord
from exporters.play.rating import Rated, Rating, ratings
from exporters.play.tallies import VoteTally
from exporters.play.told_events import told_events
from exporters.play.wishes import Wish, wishes

FORMAT = 2
"""Version of the data's format. A change that breaks a reader raises it."""
COLUMNS = (
    "play", "scenario", "version", "date", "number", "made", "seq", "minute", "scene", "visit", "prompt", "shown", "choice",
    "chosen", "counts", "best", "verdict", "loss", "regret", "span", "risk", "marks", "life_safety", "confidence_percent",
    "reported", "votes_first", "votes_last", "reason",
)  # fmt: skip


def play_data(record: PlayRecord, format_: str) -> tuple[Artifact, ...] | Sheet:
    """The data and their schema as JSON; in other formats the decisions as a table."""
    name = f"{record.bundle.scenario.id}-play-data-{record.begun}"
    if format_ != "json":
        return _table(record, name)
    return (Artifact.of(f"{name}.json", _text(data(record))), Artifact.of(f"{name}.schema.json", _text(schema())))


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def data(record: PlayRecord) -> dict[str, Any]:
    """All that is known of a play and may be told. Times are UTC; fractions are text, such as `1/3`."""
    play, started = record.play, record.play.started
    return {
        "format": FORMAT,
        "hotwash": VERSION,
        "play": {
            "id": record.play_id,
            "scenario": record.bundle.name,
            "version": record.bundle.scenario.version,
            "mode": started.mode if started else "solo",
            "purpose": started.purpose if started else "practice",
            "voters": started.voters if started else "none",
            "people": record.heads or None,
            "begun": play.events[0].at if play.events else None,
            "minutes": record.minutes,
            "state": record.completion,
            "finished": record.completion is Completion.FINISHED,
        },
        "digests": {part: hashlib.sha256(text).hexdigest() for part, text in sorted(record.bundle.parts().items())},
        "events": told_events(play.events, for_record=record.for_record),
        "debrief": record.debrief.as_dict(),
        "objectives": [_objective(rated) for rated in ratings(record.bundle.scenario, record.debrief)],
        "wishes": [_wish(record, wish) for wish in wishes(record)],
        "ballots": [_ballot(record, ballot, told) for ballot, told in zip(record.ballots, record.tallies, strict=True)],
    }


def _objective(rated: Rated) -> dict[str, Any]:
    return {
        "number": rated.aim.number,
        "text": rated.aim.objective.text,
        "lessons": list(rated.aim.objective.lessons),
        "rating": rated.rating.value,
        "share": str(rated.share) if rated.evidence else None,
        "evidence": [graded.seq for graded in rated.evidence],
    }


def _wish(record: PlayRecord, wish: Wish) -> dict[str, Any]:
    return {
        "seq": wish.seq,
        "number": record.play.program.decision_numbers[wish.scene],
        "scene": wish.scene,
        "text": wish.text,
        "people": wish.heads,
        "commit": wish.commit.seq if wish.commit else None,
    }


def _ballot(record: PlayRecord, ballot: Ballot, told: tuple[VoteTally, ...]) -> dict[str, Any]:
    return {
        "number": record.play.program.decision_numbers[ballot.scene],
        "scene": ballot.scene,
        "visit": ballot.visit,
        "commit": ballot.commit.seq if ballot.commit else None,
        "rounds": [{"counts": None if tally.counts is None else dict(tally.counts)} for tally in told],
        "withheld": any(tally.withheld for tally in told),
    }


# The table


def _table(record: PlayRecord, name: str) -> Sheet:
    rows = tuple(_row(record, record.debrief, line) for line in record.account.decisions)
    return Sheet(name, f"Decisions: {record.bundle.scenario.title}", COLUMNS, rows)


def _row(record: PlayRecord, debrief: Debrief, line: DecisionLine) -> tuple[str | int, ...]:
    graded = line.graded
    rounds = next((t for b, t in zip(record.ballots, record.tallies, strict=True) if b.commit and b.commit.seq == graded.seq), ())
    numbers = (graded.loss, graded.regret, graded.span, graded.risk)
    return (
        record.play_id,
        record.bundle.name,
        debrief.version,
        record.begun,
        line.number,
        graded.made,
        graded.seq,
        record.minute(graded.seq),
        graded.scene,
        graded.visit,
        line.prompt,
        " ".join(graded.shown),
        graded.choice,
        line.chosen,
        "yes" if graded.counts else "no",
        " ".join(graded.best),
        line.verdict,
        *(f"{float(value):.4f}" if line.scored else "" for value in numbers),
        " ".join(f"{lesson}:{mark}" for lesson, mark in graded.marks.items()),
        graded.critical,
        "" if graded.confidence is None else int(graded.confidence * 100),
        graded.reported or "",
        *((_counts(rounds[0]), _counts(rounds[-1])) if rounds else ("", "")),
        graded.reason,
    )


def _counts(tally: VoteTally) -> str:
    if tally.counts is None:
        return "withheld"
    return " ".join(f"{choice}:{number}" for choice, number in tally.counts.items())


# The schema


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `data`."""
    events = TypeAdapter(AnyEvent).json_schema(mode="serialization", ref_template="#/$defs/{model}")
    kinds = events.pop("$defs")
    kinds_withheld = {"enum": ["voted", "joined", "wished", "mended"]}
    withheld = _object(
        {"seq": _WHOLE, "at": _TEXT, "kind": kinds_withheld, "withheld": {"const": True}}, {"scene": _TEXT, "text": _TEXT}
    )
    withheld["description"] = "What would tell who voted how, or who was there."
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A play of Hotwash",
        "description": "Fractions are text, such as `1/3`. What they mean: docs/semantics.md.",
        **_object({
            "format": {"const": FORMAT},
            "hotwash": {**_TEXT, "description": "Version of the program that wrote this."},
            "play": _PLAY,
            "digests": {**_map({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
                        "description": "SHA-256 of all that the play rests on, by part."},
            "events": _list({"anyOf": [events, withheld]}),
            "debrief": {"type": "object", "required": ["scoring", "scored", "score", "decisions", "lessons", "outcome"]},
            "objectives": {**_list(_OBJECTIVE), "description": "Empty where nothing is scored."},
            "wishes": _list(_WISH),
            "ballots": _list(_BALLOT),
        }),
        "$defs": kinds,
    }  # fmt: skip


def _object(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    every = properties | (optional or {})
    return {"type": "object", "properties": every, "required": list(properties), "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _map(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def _maybe(found: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [found, {"type": "null"}]}


_TEXT: dict[str, Any] = {"type": "string"}
_WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
_EXACT: dict[str, Any] = {"type": "string", "pattern": "^-?[0-9]+(/[0-9]+)?$"}
_MARKS = _map({"enum": ["+", "~", "-"]})
_PLAY = _object({
    "id": {**_TEXT, "description": "Empty where the play was not kept."},
    "scenario": {**_TEXT, "description": "`pack/id`."},
    "version": _WHOLE,
    "mode": {"enum": ["solo", "class", "drill"]},
    "purpose": {"enum": ["practice", "record"]},
    "voters": {"enum": ["none", "hands", "tables", "seats", "people"]},
    "people": {**_maybe(_WHOLE), "description": "How many took part; null where nobody counted."},
    "begun": {**_maybe(_TEXT), "description": "UTC, ISO 8601."},
    "minutes": {**_WHOLE, "description": "Without pauses."},
    "state": {"enum": list(Completion), "description": "`broken off`: a class was closed before the story came to an ending."},
    "finished": {"type": "boolean"},
})  # fmt: skip
_OBJECTIVE = _object({
    "number": _WHOLE, "text": _TEXT, "lessons": _list(_TEXT),
    "rating": {"enum": list(Rating), "description": "As HSEEP has it: P, S, M, U; `-` where it was not observed."},
    "share": {**_maybe(_EXACT), "description": "Upheld, from 0 to 1; null where it was not observed."},
    "evidence": {**_list(_WHOLE), "description": "`seq` of the decisions that it rests on."},
})  # fmt: skip
_NUMBER = {**_WHOLE, "description": "Of the decision, as every screen and paper names it, whatever the play."}
_WISH = _object({
    "seq": _WHOLE, "number": _NUMBER, "scene": _TEXT,
    "text": {**_TEXT, "description": "What the room wanted and the decision lacked."},
    "people": {**_maybe(_WHOLE), "description": "How many; null where that was not counted or is withheld."},
    "commit": {**_maybe(_WHOLE), "description": "`seq` of what the team chose in its stead."},
})  # fmt: skip
_ROUND = _object({"counts": {**_maybe(_map(_WHOLE)), "description": "Choice -> votes; null where that is withheld."}})
_BALLOT = _object({
    "number": _NUMBER, "scene": _TEXT, "visit": _WHOLE,
    "commit": {**_maybe(_WHOLE), "description": "`seq` of what the team chose then."},
    "rounds": {**_list(_ROUND), "description": "The first holds everybody's own vote."},
    "withheld": {"type": "boolean", "description": "Whether a round would break down a group under five."},
})  # fmt: skip
