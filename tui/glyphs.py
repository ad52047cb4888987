"""Characters for links and terminals that carry ASCII alone. Every cell keeps its place, so that frames and columns still fit."""

from __future__ import annotations

import locale
import os
import sys
import unicodedata
from functools import lru_cache

VARIABLE = "HOTWASH_ASCII"
"""Environment variable: `0`, `no`, `off` and `false` ask for everything, anything else but empty for ASCII."""
_BY_HAND = {
    "›": ">", "‹": "<", "»": ">", "«": "<", "•": "*", "·": "-", "…": ".", "‥": ".", "—": "-", "–": "-", "―": "-", "‐": "-",
    "‑": "-", "−": "-", "“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": ",", "‛": "'", "′": "'", "″": '"',
    "×": "x", "÷": "/", "°": "o", "¬": "!", "¦": "|", "§": "S", "¶": "P", "©": "c", "®": "r", "ß": "s", "æ": "a", "ø": "o",
    "Æ": "A", "Ø": "O", "œ": "o", "Œ": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "þ": "p", "ð": "d", "←": "<", "→": ">",
    "↑": "^", "↓": "v", "⏎": "<", "↵": "<", "⇥": ">", "⇧": "^", "▲": "^", "△": "^", "▼": "v", "▽": "v", "▶": ">", "►": ">",
    "▷": ">", "◀": "<", "◄": "<", "◁": "<", "●": "*", "○": "o", "◯": "o", "■": "#", "□": "o", "✓": "+", "✔": "+", "✗": "x",
    "✘": "x", "█": "#", "▓": "#", "▒": ":", "░": ".", "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "%",
    "▀": "=", "▔": "-", "▌": "|", "▐": "|", "▎": "|", "▊": "|", "▏": "|", "▕": "|", "▍": "|", "▋": "|", "▉": "|", "⭘": "o",
    "€": "E", "£": "L",
}  # fmt: skip


def wanted() -> bool:
    """Whether the user or the locale says that only ASCII comes through."""
    said = os.environ.get(VARIABLE, "").strip().lower()
    if said:
        return said not in {"0", "no", "off", "false"}
    # On Windows the console takes Unicode whatever the locale says.
    encoding = (sys.stdout.encoding or "") if sys.platform == "win32" else locale.getencoding()
    return encoding.lower().replace("-", "").replace("_", "") not in {"utf8", "cp65001", "utf8sig"}


def to_ascii(text: str) -> str:
    """The text in ASCII, as many cells wide as before."""
    return text if text.isascii() else "".join(map(_narrow, text))


@lru_cache(4096)
def _narrow(char: str) -> str:
    if char.isascii():
        return char
    cells = _cells(char)
    if cells == 0:
        return ""
    found = (
        _BY_HAND.get(char) or _box(char) or unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode() or "?" * cells
    )
    return found[:cells].ljust(cells)


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _box(char: str) -> str:
    """The ASCII of what frames are made of; empty for anything else."""
    if "\u2596" <= char <= "\u259f":
        return "+"
    if not "\u2500" <= char <= "\u257f":
        return ""
    name = unicodedata.name(char)
    if "DIAGONAL" in name:
        return "/" if "UPPER RIGHT TO LOWER LEFT" in name else "\\"
    across = any(word in name for word in ("HORIZONTAL", "LEFT", "RIGHT"))
    along = any(word in name for word in ("VERTICAL", "UP", "DOWN"))
    if across and along:
        return "+"
    return "-" if across else "|"
