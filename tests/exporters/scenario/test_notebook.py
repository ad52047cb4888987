"""What the story remembers, told by what made it so: as true in every play as the fact itself; else a note that says when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from engine.pack import references
from engine.pack.diagnostics import Path
from engine.pack.expressions import And, Expr, Not, Or
from engine.pack.folder import builtin
from engine.pack.scenario import Scenario
from engine.play.bundle import bundle
from engine.states.guard import parse
from exporters.scenario.branching import condition
from exporters.scenario.notebook import FactValues
from exporters.scenario.outline import Outline
from tests.engine import brute
from tests.exporters.scenario.test_outline import built, decides, ends, passes, written

BUILTIN = [path.stem for path in builtin().scenario_paths]
PLAYS = 120
CHANGE = re.compile(r"(not ticked|ticked|cleared|[+-]\d+|\d+|“[^”]+”) (at the start|after (.+))")


def played(scenario: Scenario, random: Random) -> Iterator[tuple[Path, brute.Moment]]:
    """(path of what happened, state after it), from the first scene to the end of a random play."""
    moment = brute.begin(scenario)
    while (scene := scenario.scenes[moment.scene]).ending is None:
        next_, base = scene.next, ("scenes", moment.scene, "next")
        if scene.decision is not None:
            for card in brute.injects(scenario, moment):
                if random.random() < 0.5:
                    moment = brute.play_inject(scenario, moment, card)[0].moment
                    yield ("injects", card), moment
            name = random.choice(brute.choices(scenario, moment))
            choice, path = scene.decision.choices[name], ("scenes", moment.scene, "decision", "choices", name)
            taken = moment.taken | ({f"{moment.scene}.{name}"} if choice.once else set())
            moment = moment._replace(chose=moment.chose | {f"{moment.scene}.{name}"}, taken=taken)
            moment = brute.affect(scenario, moment, choice)
            yield path, moment
            next_, base = (
                (choice.next, (*path, "next")) if choice.next is not None else (scene.decision.next, (*path[:3], "next"))
            )
        assert next_ is not None
        if isinstance(next_, str):
            moment = brute.enter(moment, next_)
            continue
        open_ = [number for number, route in enumerate(next_) if brute.holds(route.when, moment)]
        at = random.choice(open_) if next_[0].odds is not None else open_[0]
        moment = brute.follow(scenario, moment, next_[at])
        yield (*base, at), moment


def parts(outline: Outline, expr: Expr) -> Iterator[FactValues]:
    """What a condition says of flags and words."""
    wanted = outline.notebook.wanted(expr)
    if wanted is not None:
        yield wanted
    elif isinstance(expr, And | Or):
        for part in expr.parts:
            yield from parts(outline, part)
    elif isinstance(expr, Not):
        yield from parts(outline, expr.part)


def spoken_of(outline: Outline) -> list[FactValues]:
    """All that is told of flags and words of a scenario by what made them so."""
    conditions = (parse(when) for path, when in references.conditions(outline.bundle.scenario) if path[0] != "claims")
    every = dict.fromkeys(wanted for expr in conditions for wanted in parts(outline, expr))
    return [wanted for wanted in every if wanted.fact not in outline.notebook.labels]


@pytest.mark.parametrize("id_", BUILTIN)
def test_what_is_told_of_a_fact_is_as_true_as_the_fact(id_: str) -> None:
    outline = built(id_)
    scenario, told = outline.bundle.scenario, spoken_of(outline)
    assert told
    seen: Counter[tuple[FactValues, bool]] = Counter()
    for seed in range(PLAYS):
        so = {wanted: outline.notebook.precursors(wanted).begins for wanted in told}
        for path, moment in played(scenario, Random(seed)):
            place = outline.change_place(path).words
            for wanted in told:
                before = outline.notebook.precursors(wanted)
                so[wanted] = place in before.into or (so[wanted] and place not in before.out)
                seen[wanted, so[wanted]] += 1
                assert so[wanted] is (dict(moment.facts)[wanted.fact] in wanted.values), (wanted, place, condition)
    assert all(seen[wanted, True] and seen[wanted, False] for wanted in told), "each of them was seen so, and otherwise"


@pytest.mark.parametrize("id_", BUILTIN)
def test_who_ticks_and_counts_as_the_guide_says_has_what_the_program_has(id_: str) -> None:
    outline = built(id_)
    notebook, scenario = outline.notebook, outline.bundle.scenario
    labels = {label: fact for fact, label in notebook.labels.items()}
    assert set(labels) == {label for label, _ in notebook.kept()}
    compared = 0
    for seed in range(PLAYS):
        sheet: dict[str, object] = {label: scenario.facts[fact] for label, fact in labels.items()}
        sheet = {label: getattr(start, "start", start) for label, start in sheet.items()}
        for path, moment in played(scenario, Random(seed)):
            for order in notebook.effects(*_effects(scenario, path)):
                _write(sheet, order)
            for label, fact in labels.items():
                assert sheet[label] == dict(moment.facts)[fact], (label, path)
                compared += 1
    assert compared or not labels


def _effects(scenario: Scenario, path: Path) -> tuple[dict, dict]:
    """What is set and added at a path."""
    if path[0] == "injects":
        source = scenario.injects[str(path[1])]
        return source.set, source.add
    if "next" in path:
        source = dict(references.routes(scenario))[path]
        return source.set, source.add
    choice = next(choice for at, _, _, choice in references.choices(scenario) if at == path)
    return choice.set, choice.add


def _write(sheet: dict[str, object], order: str) -> None:
    """Do with pencil what a paper says."""
    if match := re.fullmatch(r"(\d+) (more|less) on (.+)", order):
        sheet[match[3]] += int(match[1]) * (1 if match[2] == "more" else -1)  # type: ignore[operator]
    elif match := re.fullmatch(r"write “(.+)” at (.+)", order):
        sheet[match[2]] = match[1]
    elif match := re.fullmatch(r"set (.+) to (\d+)", order):
        sheet[match[1]] = int(match[2])
    else:
        verb, _, label = order.partition(" ")
        sheet[label] = {"tick": True, "clear": False}[verb]


UNWORDED = {
    "zq_told": False, "zq_undone": False, "zq_many": False, "zq_lit": True, "zq_word": {"one_of": ["near", "far", "gone"], "start": "near"},
    "zq_other": {"one_of": ["near", "far"], "start": "far"}, "zq_count": {"range": [0, 9], "start": 0},
    "zq_sum": {"range": [0, 9], "start": 0}, "zq_drawn": False, "zq_never": False, "zq_idle": False,
}  # fmt: skip
"""A fact of each kind, and none of them with a word that an author gave it."""


@pytest.fixture
def unworded() -> Outline:
    first = decides("b", "b", "b", "b", "b")
    choices = first["decision"]["choices"]
    for number, choice in enumerate(choices.values()):
        choice |= {"set": {"zq_many": True}, "add": {"zq_count": number}}
    choices["c0"]["set"] |= {"zq_told": True, "zq_word": "far"}
    choices["c1"]["set"] |= {"zq_undone": True, "zq_other": "near"}
    choices["c2"]["next"] = [{"odds": 1, "to": "b", "set": {"zq_drawn": True}}, {"odds": 1, "to": "b"}]
    choices["c3"]["add"]["zq_sum"] = 1
    choices["c4"]["set"]["zq_idle"] = True
    second = decides("end", "end")
    second["decision"]["choices"]["c0"]["set"] = {"zq_undone": False}
    scenes = {"a": first, "b": second, "end": {**ends(), "also": [
        {"when": when, "text": "Also."} for when in (
            "zq_told", "zq_undone", "not zq_undone", "zq_many", "zq_lit", "zq_word == 'far'", "zq_word == zq_other",
            "zq_count >= 2", "zq_count > zq_sum", "zq_drawn", "zq_never", "zq_lit and zq_told", "zq_word in ['near', 'gone']",
            "not (zq_told and zq_count in [1, 2])",
        )
    ]}}  # fmt: skip
    injects = {"dark": {"text": "Dark.", "at": ["a", "b"], "set": {"zq_lit": False}}}
    return written(scenes, facts=UNWORDED, injects=injects)


def test_a_fact_without_words_is_told_by_what_made_it_so(unworded: Outline) -> None:
    first, second = ({o.id: f"{p.number} {o.letter}" for o in p.options} for p in unworded.points)
    for when, said in (
        ("zq_told", f"{first['c0']} was chosen"),
        ("zq_undone", f"{first['c1']} was chosen (with no {second['c0']} since)"),
        ("not zq_undone", f"{first['c1']} was not chosen (or {second['c0']} since)"),
        ("zq_many", "note 1 is ticked"),
        ("zq_lit", "inject “dark” was not played"),
        ("zq_lit == false", "inject “dark” was played"),
        ("zq_lit and zq_told", f"inject “dark” was not played and {first['c0']} was chosen"),
        ("zq_word == 'far'", "note 2 says “far”"),
        ("zq_word != 'far'", "note 2 does not say “far”"),
        ("zq_word in ['near', 'gone']", "note 2 does not say “far”"),
        ("zq_word == zq_other", "note 2 is the same as note 3"),
        ("zq_count >= 2", "tally 1 is at least 2"),
        ("2 <= zq_count", "tally 1 is at least 2"),
        ("zq_count > zq_sum", "tally 1 is above tally 2"),
        ("zq_count in [1, 2]", "tally 1 is 1 or 2"),
        ("zq_drawn", "note 4 is ticked"),
        ("zq_never", "it is so in no case"),
        ("not zq_never", "it is so in every case"),
    ):
        assert condition(unworded, when) == said


def test_the_guide_says_of_each_note_and_tally_what_changes_it(unworded: Outline) -> None:
    kept = dict(unworded.notebook.kept())
    assert list(kept) == ["tally 1", "tally 2", "note 1", "note 2", "note 3", "note 4"]
    for changes in kept.values():
        assert all(CHANGE.fullmatch(part) for part in changes.split("; ")), changes
    letter = {o.id: o.letter for o in unworded.points[0].options}
    assert kept["note 4"] == f"not ticked at the start; ticked after 1 {letter['c2']} (one of its ways)"
    assert kept["note 2"].startswith("“near” at the start; “far” after 1 ")
    assert kept["tally 2"] == f"0 at the start; +1 after 1 {letter['c3']}"


def test_what_cannot_come_afterwards_is_not_told():
    deal = decides("b", "b")
    deal["decision"]["choices"]["c0"]["set"] = {"deal": "half"}
    deal["decision"]["choices"]["c1"]["set"] = {"deal": "full"}
    ending = {**ends(), "also": [{"when": "deal == 'full'", "text": "Also."}]}
    facts = {"deal": {"one_of": ["none", "half", "full"], "start": "none"}}
    once = written({"a": deal, "b": passes("end"), "end": ending}, facts=facts)
    letter = {o.id: o.letter for o in once.points[0].options}
    assert condition(once, "deal == 'full'") == f"1 {letter['c1']} was chosen"
    again = written({"a": deal, "b": decides("a", "end"), "end": ending}, facts=facts)
    letter = {o.id: o.letter for o in again.point["a"].options}
    assert condition(again, "deal == 'full'") == f"1 {letter['c1']} was chosen (with no 1 {letter['c0']} since)"


def test_no_built_in_scenario_is_without_something_to_tell():
    assert sum(bool(spoken_of(Outline(bundle(builtin(), id_)))) for id_ in BUILTIN) == len(BUILTIN) == 16
