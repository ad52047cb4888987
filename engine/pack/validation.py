"""From a document to a model: what does not fit becomes problems, each at its place.

The model says what a value should be; this module says it in the author's words.
"""

from __future__ import annotations

import types
import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.pack.diagnostics import Path, Problem, did_you_mean
from engine.pack.document import YamlDocument
from engine.pack.key_forms import meant_key
from engine.pack.lookalikes import a_name_of, first_odd
from engine.pack.scalar_forms import words as words_of
from engine.pack.scalars import CHOICE_PATH, CODES, DATE, FORMAT_VERSION, IDENTIFIER, LANGUAGE, MARK, PARAGRAPH_PATH, SLUG, Kind
from engine.pack.source import brief

M = TypeVar("M", bound=BaseModel)

_EXPECTED = {
    "string_type": "text", "int_type": "a whole number", "int_from_float": "a whole number",
    "bool_type": "`true` or `false`", "dict_type": "a mapping (`key: value`)", "model_type": "a mapping (`key: value`)",
    "model_attributes_type": "a mapping (`key: value`)", "tuple_type": "a list", "list_type": "a list",
    "string_too_short": "text that is not empty",
}  # fmt: skip
_PATTERNS = {
    SLUG: "lower-case letters, digits and single hyphens, beginning with a letter",
    IDENTIFIER: "lower-case letters, digits and underscores, beginning with a letter",
    MARK: "`+lesson`, `~lesson` or `-lesson`",
    CHOICE_PATH: "`scene.choice`",
    PARAGRAPH_PATH: "`scene.n`, the n-th of the scene's `also`, from 1",
    DATE: "year, month, day, such as `2026-11-28`",
    LANGUAGE: "a tag of a language, such as `en` or `es-MX`",
    CODES: "a code such as `HW301`, or the beginning of one",
}
_SUSPECT_MESSAGES = {
    "unquoted_prose": (
        "unquoted text in `[...]`: a comma in it would cut it in two",
        "quote it, or use a list with a dash a line",
    ),
    "cut_prose": (
        "the text ends before ` #`: what follows is read as a comment",
        "quote the text, or put the comment on a line of its own",
    ),
    "ambiguous_value": (
        "`{found}` is read differently by different programs",
        "write `true`, `false` or a plain number, or quote it",
    ),
}


def to_model(doc: YamlDocument, model: type[M]) -> tuple[M | None, list[Problem]]:
    """The document as a `model`, or None, with what is wrong in it.

    A document of another format version is not looked into.
    """
    if not doc.whole:
        return None, []
    if not isinstance(doc.data, dict):
        problem = Problem("wrong_type", f"expected a mapping (`key: value`), found {_found(doc.data)}", doc.place(()))
        return None, [problem]
    if "hotwash" in doc.data and not _is_current(doc.data["hotwash"]):
        return None, [_version(doc)]
    problems = _suspicious(doc, model)
    suspicious = {p.path for p in problems}
    value: M | None = None
    try:
        value = model.model_validate(doc.data)
    except ValidationError as error:
        seen: set[tuple[str, Path]] = set()
        for item in error.errors(include_url=False, include_context=True):
            if item["type"] == "too_short" and _complete(doc, item):
                continue
            problem = _problem(doc, model, item)
            key = (problem.kind, problem.path)
            if key not in seen and problem.path not in suspicious and not _under_refused(doc, problem.path):
                seen.add(key)
                problems.append(problem)
    sound = value if not doc.problems and not problems else None
    return sound, problems


def _is_current(version: Any) -> bool:
    return version is not True and version == FORMAT_VERSION


def _version(doc: YamlDocument) -> Problem:
    found = doc.data["hotwash"]
    newer = isinstance(found, int) and not isinstance(found, bool) and found > FORMAT_VERSION
    mend = "a newer Hotwash wrote it: upgrade Hotwash" if newer else f"write `hotwash: {FORMAT_VERSION}`"
    return Problem("format_version", f"format version {_found(found)} is not known", doc.place(("hotwash",)), ("hotwash",), mend)


def _complete(doc: YamlDocument, item: Any) -> bool:
    """Whether a list only seems too short, because faulty items of it were not counted."""
    value = _get(doc.data, _data_path(doc, item["loc"], absent=False))
    return isinstance(value, list | dict) and len(value) >= item["ctx"]["min_length"]


def _under_refused(doc: YamlDocument, path: Path) -> bool:
    return any(path[:n] in doc.refused for n in range(len(path) + 1))


def _problem(doc: YamlDocument, model: type[BaseModel], item: Any) -> Problem:
    kind = item["type"]
    path = _data_path(doc, item["loc"], absent=kind == "missing")
    context = item.get("ctx") or {}
    if kind == "extra_forbidden":
        known = _fields(_at(model, path[:-1]))
        present = _get(doc.data, path[:-1])
        unused = [k for k in known if not isinstance(present, dict) or k not in present] or known
        mend = did_you_mean(str(path[-1]), unused)
        if not mend.startswith("did") and (meant := meant_key(str(path[-1]), unused)):
            mend = f"did you mean `{meant}`?"
        return Problem("unknown_key", f"unknown key `{brief(str(path[-1]))}`", doc.place(path, key=True), path, mend)
    if kind == "missing":
        parent = path[:-1] if path and not doc.has(path) else path
        name = item["loc"][-1]
        if isinstance(name, int):
            return Problem("wrong_type", f"value {name + 1} of the list is missing", doc.place(parent, key=True), parent)
        return Problem("missing_key", f"the key `{name}` is missing", doc.place(parent, key=True), (*parent, str(name)),
                       f"add `{name}:`")  # fmt: skip
    if kind == "shape":
        return Problem("shape", item["msg"], doc.place(path, key=True), path, _shape_mend(item["msg"]))
    value = _get(doc.data, path)
    is_key = bool(item["loc"]) and item["loc"][-1] == "[key]"
    if is_key:
        value = path[-1]
    message, mend = _mismatch(kind, context, value, item["msg"], path)
    return Problem("wrong_type", message, doc.place(path, key=is_key), path, mend)


def setting_problem(error: ValidationError, model: type[BaseModel], above: tuple[str, ...]) -> str:
    """What is first wrong in settings that no document of a pack holds, in words; `above` is the table that they stand in."""
    item = error.errors(include_url=False)[0]
    steps = [str(step) for step in item["loc"] if step != "[key]"]
    table, name = ".".join(above), ".".join([*above, *steps])
    if item["type"] == "extra_forbidden":
        known = _fields(_at(model, tuple(steps[:-1])))
        near = did_you_mean(steps[-1], known)
        mend = f"{near} It knows" if near.startswith("did") else "it knows"
        return f"unknown key `{steps[-1]}` in `[{table}]`: {mend} {', '.join(f'`{key}`' for key in known)}"
    message, mend = _mismatch(item["type"], item.get("ctx") or {}, item["input"], item["msg"], tuple(steps))
    return f"`{name}`: {message}" + (f"; {mend}" if mend else "")


def _mismatch(kind: str, context: dict[str, Any], value: Any, message: str, path: Path) -> tuple[str, str]:
    if kind == "string_pattern_mismatch":
        expected = _PATTERNS.get(context.get("pattern", ""), "another form")
        odd = first_odd(value) if isinstance(value, str) else None
        what = f"{_found(value)} holds {a_name_of(odd[0])}" if odd else f"{_found(value)} does not fit"
        return f"{what}: expected {expected}", _slug_mend(value, context.get("pattern", ""), path)
    if kind in {"literal_error", "enum"}:
        options = str(context.get("expected", "")).replace("'", "`")
        near = did_you_mean(str(value), [o.strip("` ") for o in options.replace(" or ", ", ").split(", ")])
        return f"{_found(value)} is not one of {options}", near if near.startswith("did") else ""
    if kind in _EXPECTED:
        number = kind == "string_type" and isinstance(value, int | float)
        mend = "" if not number else "put it in quotes" if isinstance(value, bool) else "put the number in quotes"
        return f"expected {_EXPECTED[kind]}, found {_found(value)}", mend
    if kind in {"too_short", "too_long"}:
        bound = context.get("min_length") if kind == "too_short" else context.get("max_length")
        return f"expected at {'least' if kind == 'too_short' else 'most'} {bound}, found {context.get('actual_length')}", ""
    if kind == "string_too_long":
        return f"longer than {context.get('max_length')} characters", ""
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return f"expected a number of {bound}, found {_found(value)}", ""
    if kind == "number":
        return f"{message}, found {_found(value)}", ""
    return f"{message}; found {_found(value)}", ""


def _slug_mend(value: Any, pattern: str, path: Path) -> str:
    if not isinstance(value, str) or pattern not in {SLUG, IDENTIFIER}:
        return ""
    joint = "-" if pattern == SLUG else "_"
    # A name that begins with a digit goes behind the word for what it names: `scene-3`.
    named = [step for step in path if isinstance(step, str) and step != value]
    words = [*words_of(named[-1].removesuffix("s") if named else "")[:1], *words_of(value)]
    guess = joint.join(words if words_of(value) and words_of(value)[0][0].isdigit() else words_of(value))
    return f"for example `{guess}`" if guess[:1].isalpha() else ""


def _shape_mend(message: str) -> str:
    if "some routes have odds" in message:
        return "give every route `odds`, or none"
    if "`report` or `invented" in message:
        return "name the report, or add `invented: true`"
    return ""


def _found(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str() if not value.strip():
            return "empty text"
        case str():
            return f"`{brief(value)}`"
        case _:
            return f"`{value}`"


def _data_path(doc: YamlDocument, loc: tuple[str | int, ...], *, absent: bool) -> Path:
    """The part of a validator's location that stands in the document; union tags are skipped.

    `absent`: the last step names a key that is not there.
    """
    path: list[str | int] = []
    value = doc.data
    for number, step in enumerate(loc):
        if step == "[key]":
            continue
        there = step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))
        if there:
            value = value[step]
        elif absent and number == len(loc) - 1:
            path.append(step)
            break
        else:
            continue
        path.append(step)
    return tuple(path)


def _get(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _suspicious(doc: YamlDocument, model: type[BaseModel]) -> list[Problem]:
    problems = []
    for suspect in doc.suspects:
        kinds = _kinds(_at(model, suspect.path))
        wanted = Kind.VALUE if suspect.kind == "ambiguous_value" else Kind.PROSE
        if wanted in kinds:
            message, mend = _SUSPECT_MESSAGES[suspect.kind]
            problems.append(
                Problem(suspect.kind, message.format(found=suspect.found), doc.place(suspect.path), suspect.path, mend)
            )
    for path, key in doc.empty:
        # Where something has to stand, its absence is told by the model.
        if type(None) in _at(model, path):
            message = f"`{brief(key)}` has no value"
            problems.append(
                Problem("key_without_value", message, doc.place(path, key=True), path, "give it one, or take the line out")
            )
    return problems


def is_prose(model: type[BaseModel], path: Path) -> bool:
    """Whether sentences for people belong there."""
    return Kind.PROSE in _kinds(_at(model, path))


def takes_text(model: type[BaseModel], path: Path) -> bool:
    """Whether a text of some kind belongs there."""
    return any(_strip(option) is str for option in _at(model, path))


def _at(annotation: Any, path: Path) -> list[Any]:
    """The annotations that a value at `path` may have, unions taken apart."""
    here = [annotation]
    for step in path:
        following: list[Any] = []
        for option in _options(here):
            bare = _strip(option)
            origin = typing.get_origin(bare)
            if isinstance(bare, type) and issubclass(bare, BaseModel):
                following += [f.rebuild_annotation() for n, f in bare.model_fields.items() if step in (n, f.alias)]
            elif origin is dict:
                following.append(typing.get_args(bare)[1])
            elif origin is tuple:
                following.append(typing.get_args(bare)[0])
        here = following
    return _options(here)


def _strip(annotation: Any) -> Any:
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    return annotation


def _options(annotations: list[Any]) -> list[Any]:
    """Unions taken apart; what annotates a union is carried over to its parts."""
    flat: list[Any] = []
    for annotation in annotations:
        bare = _strip(annotation)
        if typing.get_origin(bare) in (typing.Union, types.UnionType):
            kinds = _metadata(annotation)
            parts = _options(list(typing.get_args(bare)))
            flat += [typing.Annotated[(p, *kinds)] if kinds else p for p in parts]
        else:
            flat.append(annotation)
    return flat


def _metadata(annotation: Any) -> list[Any]:
    found: list[Any] = []
    while typing.get_origin(annotation) is typing.Annotated:
        found += [m for m in annotation.__metadata__ if isinstance(m, Kind)]
        annotation = typing.get_args(annotation)[0]
    return found


def _kinds(annotations: list[Any]) -> set[Kind]:
    return {m for a in annotations for m in _metadata(a)}


def _fields(annotations: list[Any]) -> list[str]:
    names: list[str] = []
    for annotation in annotations:
        bare = _strip(annotation)
        if isinstance(bare, type) and issubclass(bare, BaseModel):
            names += [f.alias or n for n, f in bare.model_fields.items()]
    return names
