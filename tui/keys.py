"""Keys of a screen, declared once: what binds them, what the foot, the help and the printed crib say, and why one is idle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding, BindingType

_LABELS = {
    "escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", "question_mark": "?", "left_square_bracket": "[",
    "right_square_bracket": "]", "plus": "+", "minus": "-", "slash": "/", "ctrl+b": "Ctrl+B", "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q", "shift+tab": "Shift+Tab", "f11": "F11",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or a few that belong together."""

    binds: Mapping[str, str]
    """Textual's names of keys, with commas between, -> the action; an empty one where the focused widget answers the key."""
    does: str = ""
    """What it does, in the help and on the crib; empty where another row says it."""
    foot: str = ""
    """Its word at the foot of the screen; empty where there is no room for it."""
    label: str = ""
    """What people call it; made from the names where empty."""
    crib: str = ""
    """What the printed crib says, where it says more than the help."""
    first: bool = False
    """Whether it comes first at the foot, so that a narrow screen keeps it."""
    idle: Callable[[Any], str] | None = None
    """Asked of the screen: why the key has nothing to do now; an empty answer where it has."""

    @property
    def called(self) -> str:
        """What people call it, e.g. `q, Esc`."""
        return self.label or ", ".join(label(name) for names in self.binds for name in names.split(","))

    def actions(self) -> Iterator[str]:
        """Names of the actions that it runs."""
        return (action.partition("(")[0] for action in self.binds.values() if action)


HELP = Key({"question_mark": "app.keys"}, foot="Help")
EVERYWHERE = (
    Key({"question_mark": ""}, "this help"),
    Key({"ctrl+p": ""}, "all commands; colours under Theme"),
    Key({"ctrl+q": ""}, "close Hotwash at once"),
)
"""Keys that every screen has. Textual binds them."""


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """The keys as Textual binds them. Of a row the first binding stands at the foot."""
    bound: list[BindingType] = []
    for key in sorted(keys, key=lambda key: not key.first):
        foot = key.foot
        for names, action in key.binds.items():
            if action:
                bound.append(Binding(names, action, foot, show=bool(foot)))
                foot = ""
    return bound


def rows(keys: Iterable[Key]) -> Sequence[tuple[str, str]]:
    """(what people call it, what it does), for the help."""
    return [(key.called, key.does) for key in keys if key.does]


_ON_A_MAC = (
    (("PgUp", "PgDn"), "PgUp and PgDn are Fn with an arrow, in Terminal with Shift too"),
    (("Home", "End"), "Home and End are Fn with Left and Right, in Terminal with Shift too"),
    (("Delete",), "Delete is Fn with the delete key"),
    (("Backspace",), "Backspace is the delete key"),
    (("Ctrl+B", "Ctrl+P", "Ctrl+Q"), "Ctrl is control, not Command"),
    (("Ctrl and +",), "larger letters are Command and +"),
    (("F11",), "the whole screen is control, Command and F"),
)
"""(what people call keys, where they are on the keyboard of a Mac)."""


def on_a_mac(keys: Iterable[Key]) -> str:
    """Where these keys are on the keyboard of a Mac, as far as they are elsewhere or have another name; empty where none is."""
    named = " ".join(key.called for key in keys)
    parts = [where for names, where in _ON_A_MAC if any(name in named for name in names)]
    return f"{'; '.join(parts)}." if parts else ""


def crib(keys: Iterable[Key]) -> str:
    """The keys as a Markdown table, to print."""
    lines = ["| key | what it does |", "|---|---|"]
    lines += [f"| {_typed(key.called)} | {key.crib or key.does} |" for key in (*keys, *EVERYWHERE) if key.does]
    return "\n".join(lines) + "\n"


def why_idle(screen: object, keys: Iterable[Key], action: str) -> str:
    """Why an action has nothing to do now; empty where it has."""
    return next((reason for key in keys if key.idle and action in key.actions() and (reason := key.idle(screen))), "")


def key_named(keys: Iterable[Key], name: str) -> Key | None:
    """The key of this name of Textual's."""
    return next((key for key in keys if any(name in names.split(",") for names in key.binds)), None)


def label(name: str) -> str:
    """What people call a key of this name of Textual's."""
    return _LABELS.get(name, name if len(name) == 1 else name.capitalize())


def _typed(called: str) -> str:
    """Single characters as code, so that they stand out from names of keys."""
    parts = (part.split(" to ") for part in called.split(", "))
    return ", ".join(" to ".join(f"`{key}`" if len(key) == 1 else key for key in part) for part in parts)
