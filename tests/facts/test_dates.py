"""Dates as precise as they are known, and periods."""

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malibrief.facts.dates import (
    UNKNOWN,
    EndDate,
    PartialDate,
    Period,
    day_after,
    days_in,
    iso,
    range_in_words,
    year_of,
)

days = st.dates(min_value=datetime.date(1, 1, 1), max_value=datetime.date(9999, 12, 30)).map(
    lambda day: PartialDate(day)
)
months = days.map(lambda day: PartialDate(day[:7]))
years = days.map(lambda day: PartialDate(day[:4]))
dates = st.one_of(days, months, years)


def period(start: str | None, end: str | None) -> Period:
    return Period(
        PartialDate.parse(start) if start else None,
        UNKNOWN if end == "unknown" else EndDate.parse(end) if end else None,
    )


@pytest.mark.parametrize("text", ["2013-04-25", "2013-04", "2013", "0001", "9999-12-31", "2000-02-29", "2024-02-29"])
def test_a_day_a_month_and_a_year_are_dates_and_stay_as_they_are_written(text: str) -> None:
    assert PartialDate.parse(text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("25.4.2013", "'25.4.2013' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("2013-4", "'2013-4' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("13-04-25", "'13-04-25' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("2013-04-25T10:00", "'2013-04-25T10:00' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("2013-04-25\n", "'2013-04-25\\n' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("２０１３", "'２０１３' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("unknown", "'unknown' is not a date: write 2013-04-25, 2013-04 or 2013"),
        ("0000", "'0000' is not a date: there is no such month or year"),
        ("2013-13", "'2013-13' is not a date: there is no such month or year"),
        ("2013-00-01", "'2013-00-01' is not a date: there is no such month or year"),
        ("2013-04-31", "'2013-04-31' is not a date: there is no such day"),
        ("2013-04-00", "'2013-04-00' is not a date: there is no such day"),
        ("2013-02-29", "'2013-02-29' is not a date: there is no such day"),
        ("1900-02-29", "'1900-02-29' is not a date: there is no such day"),
    ],
)
def test_what_is_not_a_date_is_named_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="is not a date") as caught:
        PartialDate.parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2013-04-25", 20130425, 20130425),
        ("2013-04", 20130401, 20130430),
        ("2013", 20130101, 20131231),
        ("2012-02", 20120201, 20120229),
        ("2100-02", 21000201, 21000228),
    ],
)
def test_a_date_runs_from_the_first_to_the_last_day_that_it_can_mean(text: str, first: int, last: int) -> None:
    date = PartialDate.parse(text)
    assert (date.first, date.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "words", "short"),
    [
        ("2013-04-05", "5 April 2013", "5 Apr 2013"),
        ("2013-04", "April 2013", "Apr 2013"),
        ("2013", "2013", "2013"),
        ("0987", "987", "987"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(text: str, words: str, short: str) -> None:
    date = PartialDate.parse(text)
    assert (date.in_words, date.short) == (words, short)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_the_months_are_those_of_the_calendar(year: int, month: int) -> None:
    assert days_in(year, month) == calendar.monthrange(year, month)[1]


@given(dates)
def test_whatever_is_parsed_is_a_span_of_real_days(date: PartialDate) -> None:
    assert PartialDate.parse(date) == date
    first, last = iso(date.first), iso(date.last)
    assert datetime.date.fromisoformat(first) <= datetime.date.fromisoformat(last)
    assert first.startswith(date)
    assert last.startswith(date)
    assert year_of(date.first) == year_of(date.last) == date.parts[0]


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (20130425, 20130426),
        (20130131, 20130201),
        (20130430, 20130501),
        (20130228, 20130301),
        (20120228, 20120229),
        (20120229, 20120301),
        (19000228, 19000301),
        (20131130, 20131201),
        (20131231, 20140101),
    ],
)
def test_the_day_after_the_last_of_a_month_is_the_first_of_the_next(day: int, following: int) -> None:
    assert day_after(day) == following


@given(days)
def test_the_day_after_is_that_of_the_calendar(day: PartialDate) -> None:
    assert iso(day_after(day.first)) == str(datetime.date.fromisoformat(day) + datetime.timedelta(days=1))


@given(days, days)
def test_the_bounds_of_days_compare_in_the_order_of_time(one: PartialDate, other: PartialDate) -> None:
    assert (one.first < other.first) == (datetime.date.fromisoformat(one) < datetime.date.fromisoformat(other))


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert date.first > 0


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2013-07-01", "2023-12-31", "from 1 July 2013 to 31 December 2023"),
        ("2013-07", None, "since July 2013"),
        ("2013", "unknown", "since 2013, ended (day not known)"),
        (None, "2014-01", "start not known, ended January 2014"),
        (None, None, "start not known"),
        ("2002-05-06", "2002-05-06", "6 May 2002"),
        ("2022-03-27", "2022-03-31", "from 27 to 31 March 2022"),
        ("2026-04-25", "2026-04-26", "25 and 26 April 2026"),
    ],
)
def test_a_period_in_words_says_what_is_not_known(start: str | None, end: str | None, words: str) -> None:
    assert period(start, end).in_words == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2001-07-01", "2004-06", "1 Jul 2001 – Jun 2004"),
        ("2001", None, "since 2001"),
        (None, None, "start not known"),
        (None, "2004-06-30", "? – 30 Jun 2004"),
        ("2001-05", "unknown", "May 2001 – ?"),
        ("2002-05-06", "2002-05-06", "6 May 2002"),
    ],
)
def test_a_period_in_short_is_as_people_write_it(start: str | None, end: str | None, words: str) -> None:
    assert period(start, end).short == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-04-25", "2026-04-26", "25 and 26 April 2026"),
        ("2022-03-27", "2022-03-31", "27 to 31 March 2022"),
        ("2022-03-30", "2022-04-02", "30 March to 2 April 2022"),
        ("2022-03-31", "2022-04-01", "31 March to 1 April 2022"),
        ("2021-12-31", "2022-01-01", "31 December 2021 to 1 January 2022"),
        ("2022-03", "2022-05", "March to May 2022"),
        ("2022-03-30", "2022-05", "30 March 2022 to May 2022"),
        ("2012", "2014", "2012 to 2014"),
    ],
)
def test_a_range_says_the_month_and_the_year_once(first: str, last: str, words: str) -> None:
    assert range_in_words(PartialDate(first), PartialDate(last)) == words
