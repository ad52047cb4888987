"""The codes of findings, as people name them: in options, in settings and in comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.check.rules import RULES
from engine.pack.diagnostics import nearest

_NAMES = {rule.RULE.name: rule.RULE.code for rule in RULES}
_CODES = frozenset(_NAMES.values())


class UnknownCode(NamedTuple):
    """A code that no rule has."""

    code: str
    mend: str


def is_code(code: str) -> bool:
    """Whether a rule has this code."""
    return code in _CODES


def unknown(codes: Iterable[str], *, whole: bool = False) -> Iterator[UnknownCode]:
    """Those that are neither a code nor the beginning of one.

    Args:
        codes: in capitals.
        whole: whether the beginning of a code will not do.
    """
    for code in codes:
        if is_code(code) or (not whole and code.startswith("HW") and any(known.startswith(code) for known in _CODES)):
            continue
        yield UnknownCode(code, _mend(code, whole=whole))


def _mend(code: str, *, whole: bool) -> str:
    family = sorted(known for known in _CODES if known.startswith(code)) if code.startswith("HW") and whole else []
    if family:
        return f"a comment names whole codes, such as {family[0]}"
    near = _NAMES.get(code.lower().replace("_", "-")) or nearest(code, sorted(_CODES))
    return f"did you mean {near}? `hotwash explain` lists the codes" if near else "`hotwash explain` lists the codes"
