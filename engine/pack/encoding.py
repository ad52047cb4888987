"""In which encoding a file seems to be that is not UTF-8."""

from __future__ import annotations

import codecs


def wide(raw: bytes) -> str:
    """The encoding of a file with two or four bytes a character, by its mark or its zeros; empty for others."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    begin = raw[:64]
    halves = (begin[::2], begin[1::2])
    empty = [not any(half) for half in halves]
    return "UTF-16" if len(begin) >= 8 and any(empty) and not all(empty) else ""


def odd_byte(byte: bytes) -> str:
    """A byte that is not UTF-8, and the character that it is in the most common other encoding."""
    char = byte.decode("cp1252", "ignore")
    guess = f"; in Windows-1252 it is `{char}`" if char.isprintable() and char.strip() else ""
    return f"byte 0x{byte[0]:02x} is not UTF-8{guess}"
