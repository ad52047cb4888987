"""Text from outside, made fit to be shown: nothing in it can move a terminal's cursor, call its functions or hide words."""

from __future__ import annotations

REPLACED = "\ufffd"
"""Stands for such a character where every character must keep its cell."""
_JOINERS = "\u200c\u200d"
"""Zero-width joiner and non-joiner: Persian, Indic scripts and many emoji need them."""


def printable(text: str, instead: str | None = None, keep: str = "\n") -> str:
    r"""The text with every character that is not for the eye replaced.

    Spaces of all widths, joiners of letters, and what prints, stay.

    Args:
        text: from anywhere.
        instead: what stands for such a character; None for its escape, as in `\x1b`.
        keep: characters that stay besides.
    """
    bare = text
    for char in keep:
        bare = bare.replace(char, "")
    if bare.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep or c in _JOINERS else _shown(c, instead) for c in text)


def _shown(char: str, instead: str | None) -> str:
    if char.isspace() and ord(char) >= 0xA0 and char not in "\u2028\u2029":
        return " "
    return repr(char)[1:-1] if instead is None else instead
