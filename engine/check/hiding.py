"""What comments, settings and options may hide of the findings, and what stands whatever they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.check.rules import RULES, unread_file
from engine.pack.diagnostics import Finding, Severity

FOUNDATIONS = ("HW0", "HW1", "HW203", "HW204", "HW205", "HW206", "HW212")
"""Codes whose errors every later proof rests on: no comment and no setting hides those."""
_ERRORS = frozenset(rule.RULE.code for rule in RULES if rule.RULE.severity is Severity.ERROR)
_NOTES_TOO = frozenset({"HW026"})
"""Codes of errors that are notes, too, where it is said so: those can be hidden."""
PROTECTING = frozenset(rule.RULE.code for rule in RULES if rule.RULE.protects)
"""Codes whose errors protect a person: a comment with a reason hides those, where they stand, and nothing else does."""
_FOUNDED = frozenset(code for code in _ERRORS if code.startswith(FOUNDATIONS)) - _NOTES_TOO


class Powerless(NamedTuple):
    """A code that hides nothing where a setting or an option names it."""

    code: str
    why: str
    mend: str


def stands(finding: Finding) -> bool:
    """Whether neither a comment nor a setting hides it: an error that every later proof rests on."""
    # A file that is not read may be none of the pack's; one that something rests on is, and its key is pointed at.
    sure = finding.code != unread_file.RULE.code or bool(finding.path)
    return finding.severity is Severity.ERROR and finding.code.startswith(FOUNDATIONS) and sure


def needs_reason(finding: Finding) -> bool:
    """Whether a comment with a reason alone hides it: an error that protects a person."""
    return finding.severity is Severity.ERROR and finding.code in PROTECTING


def powerless(codes: Iterable[str]) -> Iterator[Powerless]:
    """Those codes, or beginnings of codes, under which no rule has anything that a setting or an option could hide."""
    for code in codes:
        meant = {rule.RULE.code for rule in RULES if rule.RULE.code.startswith(code)}
        if meant and meant <= _FOUNDED:
            yield Powerless(code, f"{code}: every later proof rests on it", "take it out, and mend what is found")
        elif meant and meant <= _FOUNDED | (PROTECTING & _ERRORS):
            yield Powerless(code, f"{code}: it protects a person",
                            "take it out; a comment with a reason excuses a finding where it stands")  # fmt: skip
