"""What an author may have meant by a condition that cannot be read: the same in the words of the format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.pack.conditions import ConditionError, parse
from engine.pack.lookalikes import plain

_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")
_SIGNS = {"\u2260": "!=", "\u2264": "<=", "\u2265": ">=", "\u2227": " and ", "\u2228": " or ", "\u00ac": "not ", "\u2208": " in "}
_WRAPPED = re.compile(r"^\s*(?:\{\{(.*)\}\}|\$\{(.*)\}|\{(.*)\}|<<(.*)>>|\[(.*)\]|if\s+(.*))\s*$", re.DOTALL)
_WORDS: tuple[tuple[str, str], ...] = (
    (r"<>|=!|!==|/=", " != "), (r"&&?", " and "), (r"\|\|?", " or "), (r"!(?!=)", " not "), (r"===", " == "),
    (r"=<", " <= "), (r"=>", " >= "), (r"(?<![=!<>])=(?!=)", " == "), (r"\bAND\b|\bAnd\b", "and"), (r"\bOR\b|\bOr\b", "or"),
    (r"\bNOT\b|\bNot\b", "not"), (r"\bIN\b|\bIn\b", "in"), (r"\bTrue\b|\bTRUE\b", "true"), (r"\bFalse\b|\bFALSE\b", "false"),
    (r"\bis\s+not\b|\bisn't\b|\bnot\s+equals?(?:\s+to)?\b", "!="), (r"\bis\b|\bequals?(?:\s+to)?\b|\beq\b", "=="),
    (r"\b(?:Chose|CHOSE|chosen|choice)\s*(?=\()", "chose"), (r"\b(?:Visited|VISITED|visit)\s*(?=\()", "visited"),
    (r"\b(chose|visited)\s*\(\s*([a-z][\w.-]*)\s*\)", r"\1('\2')"),
    (r"\b(chose|visited)\s*\[\s*([a-z][\w.-]*)\s*\]", r"\1('\2')"),
    (r"\b(chose|visited)\s+([a-z][\w-]*(?:\.[a-z][\w-]*)?)(?=\s|$)", r"\1('\2')"), (r"\bfacts\.(?=[a-z])", ""),
    (r"(?<=[a-z0-9])-(?=[a-z])", "_"), (r"\$(?=[a-z])", ""),
)  # fmt: skip


def rewritten(text: str) -> str | None:
    """The condition as it may have been meant, such that it can be read; None where that cannot be told."""
    for guess in _guesses(text):
        if guess != text and readable(guess):
            return guess
    return None


def _guesses(text: str) -> Iterator[str]:
    """What may have been meant, the nearest to the text first."""
    straight = plain("".join(_SIGNS.get(c, c) for c in text))
    wrapped = _WRAPPED.match(straight)
    bare = next((part for part in wrapped.groups() if part is not None), straight) if wrapped else straight
    bare = re.sub(r"\s+#.*$|[;:,.]\s*$|\bthen\s*$", "", bare)
    yield straight
    yield bare.strip()
    said = _said(bare)
    yield said
    yield re.sub(r"^(?:and|or)\s+|\s+(?:and|or|not|==|!=)$", "", said)
    yield _said(_closed(bare))
    yield re.sub(r"\(\s*['\"]([\w-]+)['\"]\s*,\s*['\"]([\w-]+)['\"]\s*\)", r"('\1.\2')", said)
    yield re.sub(r"\b([a-z_][a-z0-9_]*)\s*:\s*([a-z][\w-]*)", r"\1 == '\2'", said)
    yield " and ".join(part.strip() for part in said.split(","))


def _said(text: str) -> str:
    """Signs and words of other languages in those of the format; what stands in quotes is left alone."""
    parts = _QUOTED.split(text)
    for number in range(0, len(parts), 2):
        for pattern, word in _WORDS:
            parts[number] = re.sub(pattern, word, parts[number])
    return re.sub(r"\(\s+", "(", " ".join("".join(parts).split())).replace(" )", ")")


def _closed(text: str) -> str:
    """The text with what was opened closed."""
    text = text.rstrip()
    for mark in "'\"":
        if text.count(mark) % 2:
            opened = text.rindex(mark)
            word = re.match(r"[\w.-]*", text[opened + 1 :])
            end = opened + 1 + (len(word[0]) if word else 0)
            text = text[:end] + mark + text[end:]
    for left, right in ("()", "[]"):
        text += right * (text.count(left) - text.count(right))
        while text.count(right) > text.count(left) and text.endswith(right):
            text = text[:-1].rstrip()
    return text


def readable(text: str) -> bool:
    """Whether the text is a condition."""
    try:
        parse(text)
    except ConditionError:
        return False
    return True
