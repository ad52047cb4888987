"""Families of made-up scenarios that grow: what each does to the number of states.

Each has one fatal way through (an ending in `harm`, which a claim says never happens), or one paragraph that no play shows.
"""

from __future__ import annotations

import random
from typing import Any

from tests.bench.generate import heading

_CLAIM = [{"never": ["harm"], "because": "It is what the author hopes"}]


def _scene(text: str, **rest: Any) -> dict[str, Any]:
    return {"invented": True, "text": text, **rest}


def _decision(choices: dict[str, dict[str, Any]], next_: Any) -> dict[str, Any]:
    written = {
        name: {
            "text": f"Do what is called {name} here.",
            "marks": [f"{choice.pop('mark', '+')}slow-down"],
            "why": "It fits.",
            **choice,
        }
        for name, choice in choices.items()
    }
    return {"prompt": "What now?", "tests": ["slow-down"], "next": next_, "choices": written}


def _endings() -> dict[str, Any]:
    return {
        "calm": _scene("It is over.", ending={"outcome": "safe", "title": "Over"}),
        "hurt": _scene("It is over.", ending={"outcome": "harm", "title": "Hurt"}),
    }


def _literals(names: list[str]) -> list[str]:
    """One combination of answers, neither all yes nor all no, the same in every run."""
    draw = random.Random(len(names))
    return [name if draw.random() < 0.5 else f"not {name}" for name in names]


def _answers(n: int, prefix: str, after: str) -> dict[str, Any]:
    """n yes/no decisions in a row, the first of them `prefix`0."""
    return {
        f"{prefix}{i}": _scene("A question.", decision=_decision(
            {"no": {"mark": "+"}, "yes": {"mark": "~", "set": {f"f_{prefix}{i}": True}}},
            f"{prefix}{i + 1}" if i + 1 < n else after))
        for i in range(n)
    }  # fmt: skip


def hub(n: int, budget: int | None = None) -> dict[str, Any]:
    """A place with n tasks, each once and in any order, each a minute of `budget`; leaving is possible at any time."""
    limit = n if budget is None else budget
    data = heading("hub") | {"claims": _CLAIM, "facts": {"minutes": {"range": [0, limit], "start": 0}}}
    tasks: dict[str, Any] = {f"t{i}": {"once": True, "add": {"minutes": 1}, "next": "s0"} for i in range(n)}
    if limit < n:
        for task in tasks.values():
            task["when"] = f"minutes < {limit}"
    forgotten = f"minutes == {limit - 1} and not chose('s0.t{n // 2}')"
    data["scenes"] = {
        "s0": _scene("A place.", decision=_decision(
            {"leave": {}} | tasks, [{"when": forgotten, "to": "hurt"}, {"to": "calm"}]))
    } | _endings()  # fmt: skip
    return data


def checklist(n: int) -> dict[str, Any]:
    """n independent answers, all read together at the end."""
    data = heading("checklist") | {"claims": _CLAIM, "facts": {f"f_s{i}": False for i in range(n)}}
    fatal = " and ".join(_literals(list(data["facts"])))
    data["scenes"] = _answers(n, "s", "end") | {
        "end": _scene("The end.", next=[{"when": fatal, "to": "hurt"}, {"to": "calm"}])
    } | _endings()  # fmt: skip
    return data


def chain(n: int) -> dict[str, Any]:
    """The same n answers, read one by one in a row of n scenes that the play passes through."""
    data = heading("chain") | {"claims": _CLAIM, "facts": {f"f_s{i}": False for i in range(n)}}
    data["scenes"] = _answers(n, "s", "c0") | {
        f"c{i}": _scene("Then.", next=[{"when": literal, "to": f"c{i + 1}" if i + 1 < n else "hurt"}, {"to": "calm"}])
        for i, literal in enumerate(_literals(list(data["facts"])))
    } | _endings()  # fmt: skip
    return data


def pairs(n: int) -> dict[str, Any]:
    """n answers, then the same n questions again; at the end each pair is compared."""
    data = heading("pairs") | {"claims": _CLAIM}
    data["facts"] = {f"f_{p}{i}": False for p in "sr" for i in range(n)}
    alike = " and ".join(f"f_s{i} == f_r{i}" for i in range(n))
    data["scenes"] = _answers(n, "s", "r0") | _answers(n, "r", "end") | {
        "end": _scene("The end.", next=[{"when": alike, "to": "hurt"}, {"to": "calm"}])
    } | _endings()  # fmt: skip
    return data


def layered(n: int, m: int, reach: int = 4) -> dict[str, Any]:
    """n scenes and m flags: each scene answers one flag and reads the one answered `reach` scenes before."""
    data = heading("layered") | {"claims": _CLAIM, "facts": {f"f{k}": False for k in range(m)}}
    parts: dict[str, Any] = {}
    for i in range(n):
        now = f"f{i % m}"
        choices: dict[str, Any] = {"no": {"set": {now: False}}, "yes": {"mark": "~", "set": {now: True}}}
        if i >= reach:
            choices["recall"] = {"mark": "~", "when": f"f{(i - reach) % m}", "set": {now: False}}
        parts[f"s{i}"] = _scene("A scene.", decision=_decision(choices, f"s{i + 1}" if i + 1 < n else "end"))
    fatal = " and ".join(_literals([f"f{i % m}" for i in range(n - reach, n)]))
    parts["end"] = _scene("The end.", next=[{"when": fatal, "to": "hurt"}, {"to": "calm"}])
    return data | {"scenes": parts | _endings()}


def counters(k: int, n: int) -> dict[str, Any]:
    """k counters; along n scenes one after the other goes up by one, or not. All are compared at the end."""
    steps = {f"c{j}": len(range(j, n, k)) for j in range(k)}
    data = heading("counters") | {"claims": _CLAIM}
    data["facts"] = {name: {"range": [0, high], "start": 0} for name, high in steps.items()}
    parts = {
        f"s{i}": _scene("A scene.", decision=_decision(
            {"no": {}, "yes": {"mark": "~", "add": {f"c{i % k}": 1}}}, f"s{i + 1}" if i + 1 < n else "end"))
        for i in range(n)
    }  # fmt: skip
    fatal = " and ".join(f"{name} == {high * (j + 1) // (k + 1)}" for j, (name, high) in enumerate(steps.items()))
    parts["end"] = _scene("The end.", next=[{"when": fatal, "to": "hurt"}, {"to": "calm"}])
    return data | {"scenes": parts | _endings()}


def observers(n: int) -> dict[str, Any]:
    """n answers; one ending with a paragraph for each, and one more paragraph that no play can show."""
    data = heading("observers") | {"facts": {f"f_s{i}": False for i in range(n)} | {"left": False, "right": False}}
    data["scenes"] = _answers(n, "s", "way") | {
        "way": _scene("Two doors.", decision=_decision({"l": {"set": {"left": True}}, "r": {"set": {"right": True}}}, "calm")),
        "calm": _endings()["calm"] | {
            "also": [{"when": f"f_s{i}", "text": "You come back to that."} for i in range(n)]
            + [{"when": "left and right", "text": "You saw both rooms."}]},
    }  # fmt: skip
    return data
