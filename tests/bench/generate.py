"""Made-up scenarios of a given size, for measuring."""

from __future__ import annotations

import json
from typing import Any

TEXT = (
    "The street is wet and the light above the door is out. Somebody is talking behind the window, and stops as you "
    "come up the steps. You have been told that he is alone. Nobody has seen him since.\n\n"
    "Your partner is parking the car. On the radio another unit asks for the address, twice, and nobody answers it. "
    "A dog barks behind the house, and then it does not.\n\n"
    "There is a gap of a hand's breadth between the curtains."
)
CHOICES = {
    "wait": ("Wait at the corner until your partner is here, and agree on who talks and who watches.", "+"),
    "listen": ("Go up to the door without a word and listen for a while to who is talking inside.", "~"),
    "knock": ("Knock at once and call out who you are, so that all of it is over before it gets any later.", "-"),
}


def heading(id_: str) -> dict[str, Any]:
    """What every scenario has, but for facts and scenes."""
    return {
        "hotwash": 1, "id": id_, "version": 1, "title": "Made up", "summary": "Nothing of it happened.", "you": "An officer.",
        "setting": "A street in the evening.", "minutes": {"solo": 15, "class": 55}, "topics": ["test"], "invented": True,
        "objectives": [{"text": "Wait for backup", "lessons": ["slow-down"]}], "start": "s0",
    }  # fmt: skip


def _scene(text: str, next_: str) -> dict[str, Any]:
    choices = {
        name: {"text": words, "marks": [f"{mark}slow-down"], "why": "It is what the situation as known then asks for, or not."}
        for name, (words, mark) in CHOICES.items()
    }
    return {
        "invented": True, "text": text, "notes": "Ask what is known and what was only told before you show the options.",
        "decision": {"prompt": "What do you do now?", "tests": ["slow-down"], "next": next_, "choices": choices,
                     "discuss": ["What do you know, and what were you only told?"]},
    }  # fmt: skip


def _ending(outcome: str) -> dict[str, Any]:
    return {"invented": True, "text": "It is over.", "ending": {"outcome": outcome, "title": "Over"}}


def long(scenes: int = 1000) -> dict[str, Any]:
    """A file of many scenes in a row: about 1.3 MB for 1,000."""
    data = heading("long")
    data["scenes"] = {f"s{n}": _scene(TEXT, f"s{n + 1}") for n in range(scenes - 1)} | {f"s{scenes - 1}": _ending("safe")}
    return data


_CHAPTER = 120
"""Scenes after which the minutes begin anew, and what was done is not asked for any more."""


def typical(scenes: int = _CHAPTER, flags: int | None = None) -> dict[str, Any]:
    """A large scenario as people write them: a flag is read a few scenes after it is set, minutes add up and are read now
    and then, some choices are drawn, and a few flags of the last chapter are still read at the ending.

    States grow with the scenes: about 30 for each. What is kept from beginning to end would double them, each.

    Args:
        scenes: how many; a chapter has 120.
        flags: how many; a third of the scenes where it is not given.
    """
    flags = scenes // 3 if flags is None else flags
    data = heading("typical")
    data["facts"] = {f"f{k}": False for k in range(flags)} | {"minutes": {"range": [0, 20], "start": 0}}
    parts: dict[str, Any] = {}
    for n in range(scenes - 2):
        scene = _scene(TEXT, f"s{n + 1}")
        choices = scene["decision"]["choices"]
        k = n * flags // (scenes - 2)
        if n * flags % (scenes - 2) < flags:
            choices["wait"]["set"] = {f"f{k}": True}
        if n >= 3:
            scene["also"] = [{"when": f"f{max(0, k - 1)}", "text": "Your partner remembers."}]
            choices["listen"]["when"] = f"not f{max(0, k - 1)}"
        if n % 6 == 5:
            choices["wait"]["add"] = {"minutes": 1}
        if n % 20 == 19:
            choices["knock"]["next"] = [{"when": "minutes > 9", "to": f"s{n + 1}"}, {"to": f"s{min(n + 2, scenes - 2)}"}]
        if n % 15 == 14:
            choices["knock"]["next"] = [{"odds": 3, "to": f"s{n + 1}"}, {"odds": 1, "to": "hurt"}]
        if n % _CHAPTER == _CHAPTER - 2:
            for choice in choices.values():
                choice.pop("add", None)
                choice.setdefault("set", {})["minutes"] = 0
        parts[f"s{n}"] = scene
    last = range(max(0, flags - _CHAPTER // 3), flags, 5)
    parts[f"s{scenes - 2}"] = _ending("safe") | {
        "also": [{"when": f"f{k} and minutes < {5 + k % 9}", "text": "You come back to that."} for k in last]
    }
    parts["hurt"] = _ending("harm")
    return data | {"scenes": parts}


def as_yaml(data: dict[str, Any]) -> str:
    """The scenario as an author would write it."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None))  # fmt: skip
    return yaml.dump(json.loads(json.dumps(data)), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)
