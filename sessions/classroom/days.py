"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date

EXPECTED = "write it as 2027-03-01, or as 1 March 2027"
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(?P<first>\d{1,2})[-/. ]+(?P<second>\d{1,2})[-/. ]+(?P<year>\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[-./ ]*(?:of )?(?P<month>[a-z]{3,9})[-./, ]*(?P<year>\d{4})", re.ASCII)
_MONTH_DAY = re.compile(r"(?P<month>[a-z]{3,9})[-./ ]*(?P<day>\d{1,2})(?:st|nd|rd|th)?[-./, ]+(?P<year>\d{4})", re.ASCII)
_TWELVE, _SEPTEMBER = 12, 9


def day(typed: str) -> date:
    """The day that somebody typed: `2027-03-01`, `1 March 2027`, `Mar 1, 2027`, `3/31/2027`.

    Raises:
        ValueError: it is no day, or could be two; the message says so, and what is expected.
    """
    text = " ".join(typed.casefold().split())
    named = _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text)
    if named and (month := _month(named["month"])):
        return _built(typed, named["year"], month, named["day"])
    if match := _YEAR_FIRST.fullmatch(text):
        return _built(typed, match["year"], int(match["month"]), match["day"])
    if match := _NUMBERS.fullmatch(text):
        return _of_numbers(typed, int(match["first"]), int(match["second"]), match["year"])
    raise ValueError(f"“{typed}” is no date; {EXPECTED}.")


def _month(name: str) -> int:
    """The number of a month that is named by its beginning; 0 for none."""
    return next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(name) or (name == "sept" and at == _SEPTEMBER)), 0)


def _of_numbers(typed: str, first: int, second: int, year: str) -> date:
    """A day whose month stands first or second: told by which of them can be one."""
    if first != second and max(first, second) <= _TWELVE:
        raise ValueError(f"“{typed}” can be two days; {EXPECTED}.")
    month, number = (second, first) if first > _TWELVE else (first, second)
    return _built(typed, year, month, str(number))


def _built(typed: str, year: str, month: int, number: str) -> date:
    try:
        return date(int(year), month, int(number))
    except ValueError:
        raise ValueError(f"“{typed}” is no date: there is no such day; {EXPECTED}.") from None
