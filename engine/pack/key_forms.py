"""Keys of the format by the names that newcomers give them."""

from __future__ import annotations

from collections.abc import Iterable

_NAMES = {
    "add": ("increase", "increment", "plus", "count"), "also": ("paragraphs", "extra", "more"),
    "because": ("why", "reason", "rationale"), "choices": ("options", "answers", "alternatives", "actions"),
    "chose": ("choice",), "class": ("classroom", "group"),
    "content_notes": ("warnings", "content_warnings", "triggers", "trigger_warnings"),
    "critical": ("fatal", "life_safety", "deadly"), "decision": ("choose", "decide", "question"),
    "discuss": ("discussion", "questions", "debrief"), "ending": ("end", "outcome", "finish"),
    "facts": ("variables", "vars", "flags", "state"), "hotwash": ("format", "schema", "format_version"),
    "id": ("name", "slug"), "invented": ("fictional", "fiction", "made_up"),
    "instead": ("replaces", "replace", "in_place", "instead_of"), "lessons": ("tests", "teaches"),
    "marks": ("score", "scores", "grading", "effects"), "minutes": ("time", "duration", "length"),
    "next": ("goto", "go_to", "leads_to", "then", "target", "to", "routes"),
    "notes": ("note", "facilitator", "facilitator_notes", "comment"), "objectives": ("goals", "aims", "learning_objectives"),
    "odds": ("chance", "probability", "prob", "p", "percent", "likelihood"),
    "once": ("one_time", "single_use"), "one_of": ("values", "options", "enum", "words"),
    "outcome": ("result", "type", "kind", "ending"), "prompt": ("question", "ask", "text", "title"),
    "result": ("consequence", "feedback", "response", "effect"), "seats": ("roles", "players"),
    "seconds": ("timer", "time", "limit", "time_limit"), "set": ("effects", "effect", "assign", "sets"),
    "setting": ("place", "location", "where"), "start": ("first", "begin", "beginning", "initial", "default", "value"),
    "summary": ("description", "abstract", "intro", "about"),
    "tests": ("lessons", "lesson", "skills"), "text": ("label", "title", "name", "description", "body", "content", "prompt"),
    "title": ("name", "heading", "text", "label"), "to": ("goto", "go_to", "scene", "next", "else", "target", "then"),
    "topics": ("tags", "keywords", "categories"), "weight": ("points", "importance"),
    "when": ("if", "condition", "cond", "requires", "unless"), "why": ("because", "reason", "rationale", "explanation"),
    "you": ("role", "player", "character", "protagonist"),
}  # fmt: skip


def meant_key(word: str, known: Iterable[str]) -> str | None:
    """The key among those that are `known` which a word may stand for."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    return next((key for key in known if plain in _NAMES.get(key, ())), None)
