"""Days in words, by the calendar of whoever reads them."""

from __future__ import annotations

from datetime import date

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = 7


def coming(day: date, today: date) -> str:
    """When a day comes: `today`, `tomorrow`, its weekday within a week, else its date. One that is past is today's."""
    left = (day - today).days
    if left <= 0:
        return "today"
    if left == 1:
        return "tomorrow"
    return _WEEKDAYS[day.weekday()] if left < _WEEK else day.isoformat()


def gone(day: date, today: date) -> str:
    """How long ago a day was: `yesterday`, `12 days ago`. One that is still to come is today's."""
    past = (today - day).days
    if past <= 0:
        return "today"
    if past == 1:
        return "yesterday"
    for size, word in ((365, "year"), (61, "month"), (21, "week")):
        if past >= size:
            number = past // {"year": 365, "month": 30, "week": 7}[word]
            return f"{number} {word}{'s' * (number > 1)} ago"
    return f"{past} days ago"
