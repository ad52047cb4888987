"""What a lesson is about, in words that do not tell the lesson: before an exercise is played, they stand in its place."""

from __future__ import annotations

_WORDS = {
    "core": "the basics", "active": "attacks", "contact": "contacts", "prevention": "targeted violence", "scene": "scenes",
    "recognition": "recognizing each other", "crisis": "people in crisis",
}  # fmt: skip
"""Group of the catalogue -> words, where its name alone says too little."""


def theme(group: str) -> str:
    """The theme of a lesson's group, e.g. `custody`."""
    return _WORDS.get(group, group.replace("-", " "))
