"""From a document to a model: each misfit at its place, in the author's words."""

from __future__ import annotations

import copy
import random
import re
import time
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from engine.pack.catalogues import Factors, Lessons, Sources
from engine.pack.diagnostics import Problem
from engine.pack.document import YamlDocument
from engine.pack.folder import builtin_folder, model_for
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo
from engine.pack.source import parse
from engine.pack.validation import to_model

BASE = """\
hotwash: 1
id: example
version: 1
title: Example
summary: A short example of a scenario.
you: An officer.
setting: A front door in the evening.
minutes: {solo: 5, class: 20}
topics: [example]
invented: true
objectives:
  - {text: Wait for backup, lessons: [wait-for-backup]}
start: door
scenes:
  door:
    invented: true
    text: You stand at the door. Somebody shouts inside.
    decision:
      prompt: What now?
      tests: [wait-for-backup]
      choices:
        go-in:
          text: Go in alone now.
          marks: [-wait-for-backup]
          next: [{odds: 1, to: calm}, {odds: 1, to: hurt}]
        wait:
          text: Wait for a second officer.
          marks: [+wait-for-backup]
          next: calm
  calm:
    invented: true
    text: It stays quiet.
    ending: {outcome: safe, title: Quiet}
  hurt:
    invented: true
    text: You sprain an ankle in the dark.
    ending: {outcome: harm, title: A fall}
"""
FOLDER = builtin_folder()
REPORT = (FOLDER / "reports" / "studio-curtain.yaml").read_text()
PYDANTIC = re.compile(
    r"Input should|validation error|type=|pydantic|errors\.pydantic|Field required|Extra inputs|Value error|should (?:have|be|match)"
    r"|\b(?:Tuple|String|Dictionary|List|Decimal|Fraction|NoneType|frozenset|constrained|literal\[|function-|union|tagged)\b"
    r"|\b(?:Minutes|Objective|OneOf|Range|Route|Choice|Decision|Ending|Paragraph|Scene|Inject|Claim|Reported|ReviewModel|Scenario"
    r"|ReportSource|ReportSetting|ReportPeople|ReportReview|PackInfo|ContentNote|FactValue)\b"
)


def found(text: str, model: type[BaseModel] = Scenario) -> tuple[YamlDocument, list[Problem]]:
    doc = parse(text.encode(), "f.yaml")
    value, problems = to_model(doc, model)
    assert (value is None) == bool(problems or doc.problems)
    return doc, problems


def only(text: str, model: type[BaseModel] = Scenario) -> Problem:
    doc, problems = found(text, model)
    assert doc.problems == []
    (problem,) = problems
    return problem


def put(path: tuple[str | int, ...], value: Any, base: str = BASE) -> str:
    """The base with another value at `path`; `...` takes the key away."""
    data = yaml.safe_load(base)
    at = data
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def test_base_is_sound() -> None:
    assert found(BASE)[1] == []


# -- Unknown and missing keys

CHOICE = ("scenes", "door", "decision", "choices", "wait")


@pytest.mark.parametrize(("path", "near"), [
    (("titel",), None), (("scene",), None), (("claim",), "claims"), (("Facts",), "facts"), (("content-notes",), "content_notes"),
    (("minutes", "klass"), "class"), (("scenes", "door", "note"), "notes"), (("scenes", "door", "decision", "wieght"), "weight"),
    ((*CHOICE, "add_"), "add"), ((*CHOICE, "onse"), "once"), (("scenes", "calm", "alsoo"), "also"), (("objectives", 0, "txt"), "text"),
])  # fmt: skip
def test_unknown_key_names_the_nearest_unused_one(path: tuple[str | int, ...], near: str | None) -> None:
    problem = only(put(path, "x"))
    assert problem.kind == "unknown_key"
    assert problem.path == path
    assert problem.message == f"unknown key `{path[-1]}`"
    assert problem.mend == f"did you mean `{near}`?" if near else problem.mend.startswith("known: `")


def test_unknown_key_in_place_of_a_missing_one_names_it() -> None:
    text = BASE.replace("title: Example", "titel: Example", 1)
    assert [(p.kind, p.mend) for p in found(text)[1]] == [
        ("missing_key", "add `title:`"),
        ("unknown_key", "did you mean `title`?"),
    ]


def test_unknown_key_is_shown_at_the_key() -> None:
    problem = only(BASE + "clayms: [x]\n")
    assert (problem.place.line, problem.place.column, problem.place.length) == (BASE.count("\n") + 1, 1, 6)
    # A text beside it is not what is wrong.
    problem = only(BASE + "clayms: none\n")
    assert (problem.place.column, problem.place.length) == (1, 6)


@pytest.mark.parametrize("key", ["a\nb", "x" * 3000, "a\tb", "  ", "", "😀", "\u200b"])
def test_strange_key_does_not_spoil_the_message(key: str) -> None:
    problem = only(put((key,), 1))
    assert problem.kind == "unknown_key"
    assert problem.message.isprintable()
    assert len(problem.message) < 200


@pytest.mark.parametrize("path", [
    ("hotwash",), ("id",), ("version",), ("title",), ("minutes",), ("minutes", "class"), ("topics",), ("objectives",), ("start",),
    ("scenes",), ("scenes", "door", "text"), ("scenes", "door", "decision", "prompt"), ("scenes", "door", "decision", "choices"),
    (*CHOICE, "text"), ("scenes", "calm", "ending", "outcome"), ("objectives", 0, "lessons"),
])  # fmt: skip
def test_missing_key_is_shown_at_what_lacks_it(path: tuple[str | int, ...]) -> None:
    text = put(path, ...)
    doc, problems = found(text)
    (problem,) = problems
    assert (problem.kind, problem.message, problem.path) == ("missing_key", f"the key `{path[-1]}` is missing", path)
    assert problem.mend == f"add `{path[-1]}:`"
    assert problem.place == doc.place(path[:-1], key=True)


# -- Wrong types

SLUG = "lower-case letters, digits and single hyphens, beginning with a letter"
WRONG: dict[str, tuple[tuple[str | int, ...], Any, str]] = {
    "a number for text": (("title",), 4, "expected text, found `4`"),
    "nothing for text": (("title",), None, "expected text, found nothing"),
    "empty text": (("title",), "", "expected text that is not empty, found empty text"),
    "blank text": (("title",), "  \n ", "expected text that is not empty, found empty text"),
    "a list for text": (("title",), ["a"], "expected text, found a list"),
    "a mapping for text": (("title",), {"a": 1}, "expected text, found a mapping"),
    "text for a number": (("version",), "one", "expected a whole number, found `one`"),
    "a flag for a number": (("version",), True, "expected a whole number, found `true`"),
    "a fraction for a number": (("version",), 1.5, "expected a whole number, found `1.5`"),
    "zero": (("version",), 0, "expected a number of at least 1, found `0`"),
    "a great number": (("version",), 10**7, "expected a number of at most 1000000, found `10000000`"),
    "text for a flag": (("invented",), "maybe", "expected `true` or `false`, found `maybe`"),
    "text for a mapping": (("minutes",), "long", "expected a mapping (`key: value`), found `long`"),
    "a list for a mapping": (("scenes",), ["a"], "expected a mapping (`key: value`), found a list"),
    "text for a list": (("topics",), "a", "expected a list, found `a`"),
    "an empty list": (("topics",), [], "expected at least 1, found 0"),
    "a list too long": (("scenes", "door", "decision", "tests"), ["a", "b", "c", "d"], "expected at most 3, found 4"),
    "a slug with capitals": (("id",), "My Example", f"`My Example` does not fit: expected {SLUG}"),
    "a slug of several lines": (("id",), "a\nb", f"`a b` does not fit: expected {SLUG}"),
    "a slug too long": (("id",), "x" * 61, "longer than 60 characters"),
    "a word that is not allowed": (("scenes", "calm", "ending", "outcome"), "sage",
                                   "`sage` is not one of `safe`, `near-miss`, `setback` or `harm`"),
    "half a range": (("facts",), {"a": {"range": [1], "start": 1}}, "value 2 of the list is missing"),
    "a range of three": (("facts",), {"a": {"range": [1, 2, 3], "start": 1}}, "expected at most 2, found 3"),
    "a weight that is none": (("scenes", "door", "decision", "weight"), "heavy", "expected a number such as 2, 0.5 or 1/3, found `heavy`"),
    "a weight of zero": (("scenes", "door", "decision", "weight"), 0, "expected a number above 0, at most 1000, found `0`"),
    "a weight of infinity": (("scenes", "door", "decision", "weight"), float("inf"), "expected a number such as 2, 0.5 or 1/3, found `inf`"),
    "a mark without a sign": ((*CHOICE, "marks"), ["wait"], "`wait` does not fit: expected `+lesson`, `~lesson` or `-lesson`"),
    "a fact with a hyphen": (("facts",), {"partner-here": False},
                             "`partner-here` does not fit: expected lower-case letters, digits and underscores, beginning with a letter"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), WRONG.values(), ids=WRONG.keys())
def test_wrong_value_is_described(path: tuple[str | int, ...], value: Any, message: str) -> None:
    problem = only(put(path, value))
    assert (problem.kind, problem.message) == ("wrong_type", message)


@pytest.mark.parametrize(("path", "value", "mend"), [
    (("scenes", "calm"), {"text": "x", "next": [{"to": "a", "odds": 1}, {"to": "b"}]}, "give every route `odds`, or none"),
    (("invented",), False, "name the report, or add `invented: true`"),
])  # fmt: skip
def test_a_wrong_shape_has_a_mend(path: tuple[str | int, ...], value: Any, mend: str) -> None:
    problem = only(put(path, value))
    assert (problem.kind, problem.mend) == ("shape", mend)


@pytest.mark.parametrize(("path", "value", "mend"), [
    (("title",), 4, "put the number in quotes"), (("title",), True, "put it in quotes"), (("title",), ["x"], ""),
    (("id",), "My Example", "for example `my-example`"), (("facts",), {"Partner-here": False}, "for example `partner_here`"),
    (("start",), "3 doors", "for example `start-3-doors`"), (("id",), "?", ""), (("minutes", "solo"), "five", ""),
    (("scenes", "calm", "ending", "outcome"), "saef", "did you mean `safe`?"), (("scenes", "calm", "ending", "outcome"), "zzz", ""),
    (("scenes", "calm", "ending", "outcome"), "har", "did you mean `harm`?"),
])  # fmt: skip
def test_wrong_value_has_a_mend(path: tuple[str | int, ...], value: Any, mend: str) -> None:
    assert only(put(path, value)).mend == mend


@pytest.mark.parametrize(
    "text", ["", "# a comment\n", "- a\n", "just text\n", "4\n", "null\n", "[]\n", "true\n", "1.5\n", "'a\n\n\n  b'\n"]
)
def test_document_that_is_no_mapping_is_one_problem(text: str) -> None:
    problem = only(text)
    assert problem.kind == "wrong_type"
    assert problem.message.startswith("expected a mapping (`key: value`), found ")
    assert problem.message.isprintable()


SHAPES: dict[str, tuple[tuple[str | int, ...], Any, str]] = {
    "a scene without a way": (("scenes", "calm", "ending"), ..., "exactly one of `decision`, `next`, `ending`; here is none of them"),
    "a scene with two": (("scenes", "calm", "next"), "door", "here is `next` and `ending`"),
    "neither report nor invented": (("invented",), ..., "either `report` or `invented: true`"),
    "both": (("report",), "x", "either `report` or `invented: true`"),
    "some odds": (("scenes", "door", "decision", "next"), [{"to": "calm", "odds": 1}, {"to": "hurt"}], "some routes have odds"),
    "one odds": (("scenes", "door", "decision", "next"), [{"to": "calm", "odds": 1}], "a draw has one route alone"),
    "odds and when": (("scenes", "door", "decision", "next"),
                      [{"to": "calm", "odds": 1, "when": "true"}, {"to": "calm", "odds": 1}], "a route of a draw cannot have `when`"),
    "an empty claim": (("claims",), [{}], "a claim says one of `never`, `reachable`, `reaches`, `shows`"),
    "a range upside down": (("facts",), {"a": {"range": [3, 1], "start": 1}}, "the range ends below its beginning"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), SHAPES.values(), ids=SHAPES.keys())
def test_keys_that_exclude_or_need_one_another(path: tuple[str | int, ...], value: Any, message: str) -> None:
    problem = only(put(path, value))
    assert problem.kind == "shape"
    assert message in problem.message


# -- All at once


def test_one_run_reports_everything() -> None:
    text = (
        BASE.replace("version: 1\n", "version: none\n")
        .replace("title: Example\n", "titel: Example\n")
        .replace("minutes: {solo: 5, class: 20}", "minutes: {solo: 0}")
        .replace("          next: calm\n", "          nxt: calm\n")
        .replace("outcome: safe", "outcome: fine")
        .replace("setting: A front door in the evening.", "setting: Door #4")
        .replace("invented: true\nobjectives", "invented: yes\nobjectives")
    )
    _, problems = found(text)
    assert sorted((p.kind, ".".join(map(str, p.path))) for p in problems) == [
        ("ambiguous_value", "invented"), ("cut_prose", "setting"), ("missing_key", "minutes.class"), ("missing_key", "title"),
        ("unknown_key", "scenes.door.decision.choices.wait.nxt"), ("unknown_key", "titel"),
        ("wrong_type", "minutes.solo"), ("wrong_type", "scenes.calm.ending.outcome"), ("wrong_type", "version"),
    ]  # fmt: skip


def test_findings_of_the_reader_and_of_the_model_come_together() -> None:
    doc, problems = found(BASE.replace("title: Example", "title: &a Example").replace("version: 1\n", "version: x\n"))
    assert [p.kind for p in doc.problems] == ["anchor"]
    assert [p.kind for p in problems] == ["wrong_type"]


def test_refused_value_is_not_reported_twice() -> None:
    doc, problems = found(BASE.replace("title: Example", "title: *a").replace("version: 1\n", "version: 12345678901234567\n"))
    assert [p.kind for p in doc.problems] == ["wrong_type", "anchor"]
    assert problems == []


def test_text_under_a_key_given_twice_is_not_taken_for_that_of_another_key() -> None:
    doc, problems = found(BASE + "discuss:\n  - What now?\ntitle: [a text, another text]\n")
    assert [p.kind for p in doc.problems] == ["duplicate_key"]
    assert problems == []


def test_many_problems_take_no_more_than_their_share_of_time() -> None:
    text = BASE + "claims:\n" + "".join(f"  - {{x{n}: &a 1, y: 2}}\n" for n in range(3000))
    before = time.process_time()
    assert len(found(text)[1]) == 3000
    assert time.process_time() - before < 60


def test_document_that_was_not_read_to_its_end_is_not_judged() -> None:
    doc, problems = found("id: A\n---\nb: 1\n")
    assert [p.kind for p in doc.problems] == ["several_documents"]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "told"), [("", "nothing"), ("# Nothing.\n", "nothing"), ("- a\n", "a list"), ("word\n", "`word`"), ("3\n", "`3`")]
)
def test_what_stands_in_place_of_a_mapping_is_told(text: str, told: str) -> None:
    assert only(text).message == f"expected a mapping (`key: value`), found {told}"


def test_a_key_that_may_be_left_out_has_a_value() -> None:
    problem = only(BASE.replace("      prompt: What now?\n", "      prompt: What now?\n      seat:\n", 1))
    assert (problem.kind, problem.message, problem.path, problem.mend) == (
        "key_without_value", "`seat` has no value", ("scenes", "door", "decision", "seat"), "give it one, or take the line out",
    )  # fmt: skip


def test_empty_key_hides_nothing() -> None:
    doc, problems = found(BASE.replace("title: Example", "?\n: Example"))
    assert [p.kind for p in doc.problems] == ["wrong_type"]
    assert [(p.kind, p.path) for p in problems] == [("missing_key", ("title",))]


# -- No library speaks through


def values() -> list[Any]:
    return [None, True, 0, -1, 1.5, 10**12, float("inf"), "", "x" * 70, "Two words", "a\nb", "1/0", "flag", [], [1], ["a", None], [[]],
            {}, {"a": 1}, {"flag": 1}, {"range": []}, {"one_of": 1}, {"one_of": ["a"], "start": 2}, {"to": 1}, [{"to": "x", "odds": 0}],
            [{}], {"Bad Key": {"x": 1}}, {"chose": 1}, {"a": {"text": 1}}]  # fmt: skip


def every_path(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    parts: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        parts = list(data.items())
    elif isinstance(data, list):
        parts = list(enumerate(data))
    return [path, *(p for step, part in parts for p in every_path(part, (*path, step)))]


@pytest.mark.parametrize(
    "file", ["curtain.yaml", "reports/studio-curtain.yaml", "pack.yaml", "lessons.yaml", "factors.yaml", "sources.yaml"]
)
def test_no_message_speaks_of_the_library(file: str) -> None:
    data = yaml.safe_load((FOLDER / file).read_text())
    dice = random.Random(file)
    model = model_for(FOLDER / file)
    places = [p for p in every_path(data) if p and p != ("hotwash",)]
    for path in dice.sample(places, min(70, len(places))):
        for value in dice.sample(values(), 5):
            broken = copy.deepcopy(data)
            at = broken
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = value
            # The reader's own positions do not matter here, and reading is slow.
            doc = YamlDocument("f.yaml", data=broken, whole=True)
            for problem in to_model(doc, model)[1]:
                said = f"{problem.message} {problem.mend}"
                assert not PYDANTIC.search(said), f"{path} = {value!r}: {said}"
                assert said.isprintable()
                assert problem.path[: len(path) - 1] == path[:-1] or problem.kind == "shape"


# -- What only the model can know


@pytest.mark.parametrize("path", ["title", "summary", "setting"])
def test_cut_prose_is_refused_where_prose_is_expected(path: str) -> None:
    text = re.sub(rf"^{path}: .*$", f"{path}: Door #4", BASE, flags=re.MULTILINE)
    assert [(p.kind, p.path) for p in found(text)[1]] == [("cut_prose", (path,))]


def test_comment_after_a_value_is_a_comment() -> None:
    assert found(BASE.replace("version: 1\n", "version: 1 # the first\n").replace("id: example", "id: example  # x"))[1] == []
    assert found(BASE.replace("start: door", "start: door # now"))[1] == []
    assert found(BASE.replace("solo: 5, class: 20}", "solo: 5, class: 20} # long"))[1] == []


def test_comment_after_a_condition_is_a_comment() -> None:
    text = BASE.replace("          next: calm\n", "          when: visited('door') # always\n          next: calm\n")
    assert found(text)[1] == []


def test_unquoted_prose_is_refused_where_prose_is_expected() -> None:
    problems = found(BASE + "discuss: [What do you know, and what not?]\n")[1]
    assert [(p.kind, p.path) for p in problems] == [("unquoted_prose", ("discuss", 0)), ("unquoted_prose", ("discuss", 1))]


def test_unquoted_text_is_no_loss_where_words_are_expected() -> None:
    facts = "facts: {place: {one_of: [front door, back door], start: front door}}\n"
    assert found(BASE + facts)[1] == []
    problems = found(BASE.replace("topics: [example]", "topics: [an example]"))[1]
    assert [p.kind for p in problems] == ["wrong_type"]


@pytest.mark.parametrize("word", ["yes", "NO", "on", "010", "1:30", "1_000"])
def test_ambiguous_word_is_refused_where_a_value_is_expected(word: str) -> None:
    facts = "facts:\n  place: {one_of: [near, %s], start: near}\n"
    assert [(p.kind, p.path) for p in found(BASE + facts % word)[1]] == [("ambiguous_value", ("facts", "place", "one_of", 1))]
    assert found(BASE + facts % f"'{word}'")[1] == []
    problem = only(BASE.replace("version: 1\n", f"version: {word}\n"))
    assert problem.kind == "ambiguous_value"
    assert f"`{word}`" in problem.message
    problem = only(BASE + f"facts: {{here: {word}}}\n")
    assert (problem.kind, problem.path) == ("ambiguous_value", ("facts", "here"))


def test_ambiguous_word_is_refused_in_what_a_choice_sets() -> None:
    text = BASE.replace("          next: calm\n", "          next: calm\n          set: {here: yes}\n")
    problem = only(text + "facts: {here: false}\n")
    assert (problem.kind, problem.path) == ("ambiguous_value", (*CHOICE, "set", "here"))


@pytest.mark.parametrize("word", ["yes", "No", "on", "010", "1:30"])
def test_ambiguous_word_is_text_where_prose_is_expected(word: str) -> None:
    text = BASE.replace("title: Example", f"title: {word}")
    doc, problems = found(text)
    assert problems == []
    assert doc.data["title"] == word


# -- Format versions

MODELS: tuple[type[BaseModel], ...] = (Scenario, Report, Lessons, Factors, Sources, PackInfo)


@pytest.mark.parametrize("model", MODELS)
def test_newer_format_is_not_looked_into(model: type[BaseModel]) -> None:
    problem = only("id: A B\nhotwash: 2\nunknown: [x y]\n", model)
    assert (problem.kind, problem.path) == ("format_version", ("hotwash",))
    assert (problem.place.line, problem.place.column) == (2, 10)
    assert "upgrade" in problem.mend


@pytest.mark.parametrize("version", ["0", "-1", "one", "true", "'1'", "1.5", "null", "[1]", ".nan"])
def test_no_version_of_the_format_is_told_so(version: str) -> None:
    problem = only(BASE.replace("hotwash: 1\n", f"hotwash: {version}\n"))
    assert problem.kind == "format_version"
    assert problem.mend == "write `hotwash: 1`"


def test_report_values_that_nobody_knows_are_values() -> None:
    text = put(("people", "officers_present"), "removed", REPORT)
    assert found(text, Report)[1] == []
    text = put(("source", "firsthand"), "unknown", REPORT)
    assert found(text, Report)[1] == []
