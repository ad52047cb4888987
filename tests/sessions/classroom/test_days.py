"""Days as people type them: each is one day, or it is said what is expected."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.classroom.days import EXPECTED, day
from tests.laws import compared, law

FORMS = (
    "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0.year}-{0.month}-{0.day}", "{0.day} {1} {0.year}", "{1} {0.day}, {0.year}", "{2} {0.day} {0.year}",
    "{0.day}. {1} {0.year}", "{0.day}-{2}-{0.year}", "  {1}  {0.day} ,{0.year} ", "{0.day}th of {1} {0.year}",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@law(examples=200, read=1)
@given(wanted=st.dates(date(1950, 1, 1), date(2199, 12, 31)), form=st.sampled_from(FORMS), upper=st.booleans())
def test_every_form_of_a_day_is_that_day(wanted: date, form: str, upper: bool) -> None:
    month = MONTHS[wanted.month - 1]
    typed = form.format(wanted, month, month[:3])
    assert day(typed.upper() if upper else typed) == wanted
    compared("read")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("3/31/2027", "2027-03-31"), ("31.3.2027", "2027-03-31"), ("4/4/2027", "2027-04-04"), ("Sept 9 2027", "2027-09-09")],
)
def test_numbers_are_read_where_they_can_be_one_day_alone(typed: str, wanted: str) -> None:
    assert day(typed).isoformat() == wanted


@pytest.mark.parametrize(
    "typed",
    ["", "tomorrow", "1 March", "March 2027", "20270301", "30 February 2027", "2027-13-01", "3/1/27", "31/31/2027", "1 Ma 2027", "0 May 2027",
     "1 March 2027 or so", "\u0661 March 2027", "1 March 0000"],
)  # fmt: skip
def test_what_is_no_day_is_told_with_what_is_expected(typed: str) -> None:
    with pytest.raises(ValueError, match="is no date") as told:
        day(typed)
    assert f"“{typed}”" in str(told.value)
    assert EXPECTED in str(told.value)


@pytest.mark.parametrize("typed", ["3/1/2027", "01.02.2027", "12-11-2027"])
def test_what_could_be_two_days_is_not_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match="can be two days"):
        day(typed)
