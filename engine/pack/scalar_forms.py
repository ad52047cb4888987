"""Single words and numbers in the form of the format, from the forms that newcomers give them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from engine.pack.lookalikes import plain
from engine.pack.scalars import OUTCOMES

TRUTH = {"yes": True, "y": True, "on": True, "true": True, "no": False, "n": False, "off": False, "false": False}
_NUMBERS = dict(
    zip(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(11), strict=True)
)
_SHARES = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_OUTCOMES = {
    "safe": ("good", "ok", "okay", "success", "win", "fine", "well", "calm", "happy", "best", "unharmed"),
    "near-miss": ("close call", "close", "nearly", "near", "almost", "lucky"),
    "setback": ("partial", "mixed", "delay", "lost", "medium", "so so"),
    "harm": ("bad", "fail", "failure", "hurt", "injury", "injured", "death", "dead", "fatal", "worst", "lose", "unsafe"),
}


def words(text: str) -> list[str]:
    """The words of a text, in small plain letters."""
    return "".join(c if c.isascii() and c.isalnum() else " " for c in plain(text).lower()).split()


def slug(text: str, kind: str = "") -> str:
    """The text as a name; one that begins with a digit is put behind its `kind`. Empty where none can be made of it."""
    name = "-".join(words(text))
    if name[:1].isdigit():
        name = f"{kind}-{name}" if kind else ""
    return name[:60].rstrip("-")


def outcome(text: str) -> str:
    """The outcome that a text names; empty for none."""
    said = " ".join(words(text))
    for known in OUTCOMES:
        if said == " ".join(words(known)) or said in _OUTCOMES[known]:
            return known
    return ""


def number(value: Any) -> int | None:
    """A whole number, from a number in words, with a unit, of a span or with a part; None where there is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return -int(-value // 1) if abs(value) < 1e9 else None
    text = plain(str(value)).strip().lower()
    if text in _NUMBERS:
        return _NUMBERS[text]
    if clock := re.fullmatch(r"0*(\d{1,3}):(\d\d)", text):
        return int(clock[1]) * 60 + int(clock[2])
    span = re.fullmatch(r"\d{1,6}\s*(?:-|to)\s*(\d{1,6})", text)
    if span:
        return int(span[1])
    match = re.fullmatch(r"(?:v|about|ca\.?|~|\D{0,3})?\s*([-+]?\d{1,9})(?:\.\d+)*\D*", text)
    return int(match[1]) if match else None


def share(value: Any) -> Fraction | None:
    """A share or a weight, from `70%`, `1/3`, `0,5` or a word; None where it is none."""
    if isinstance(value, bool):
        return None
    text = str(value).strip().lower()
    if text in _SHARES:
        return _SHARES[text]
    if text in _NUMBERS:
        return Fraction(_NUMBERS[text])
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    percent = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(?:%|percent)", text)
    if percent:
        return Fraction(percent[1]) / 100
    ratio = re.fullmatch(r"(\d{1,6})\s*(?:in|of|/)\s*(\d{1,6})", text)
    if ratio:
        return Fraction(int(ratio[1]), int(ratio[2])) if int(ratio[2]) else None
    return Fraction(text) if len(text) <= 12 and re.fullmatch(r"\d*\.?\d+", text) else None
