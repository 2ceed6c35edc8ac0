"""Dates as precise as they are known, and periods.

A date is a day, a month or a year; it is never made more precise than its source. Both bounds of a date are included:
"2013-04" runs from 1 to 30 April 2013. Bounds are written as integers, 20130401, which compare in the order of time and
need no calendar library. On which days a fact stood is said in `spans.py`.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from malibrief.language import is_french, say

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT_MOIS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.")
"""The months as French abbreviates them (Lexique des règles typographiques de l'Imprimerie nationale)."""
FOREVER = 99991231
"""The bound after every date: an end that has not come."""
_FORM = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month of the Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]


class PartialDate(str):
    """A day, a month or a year, kept as ISO 8601 text: "2013-04-25", "2013-04" or "2013"."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ISO text of any of the three precisions; ValueError says what is wrong with another."""
        match = re.fullmatch(_FORM, text)
        if not match:
            raise ValueError(say("{text!r} is not a date: write 2013-04-25, 2013-04 or 2013", text=text))
        year, month, day = (int(part or 1) for part in match.groups())
        if year == 0 or not 1 <= month <= 12:
            raise ValueError(say("{text!r} is not a date: there is no such month or year", text=text))
        if not 1 <= day <= days_in(year, month):
            raise ValueError(say("{text!r} is not a date: there is no such day", text=text))
        return cls(text)

    @property
    def parts(self) -> tuple[int, int, int]:
        """Year, month and day as numbers, 0 for what is not known."""
        return int(self[:4]), int(self[5:7] or 0), int(self[8:] or 0)

    @property
    def bounds(self) -> tuple[int, int]:
        """The first and the last day that it can mean."""
        return _bounds(self)

    @property
    def first(self) -> int:
        """The first day that it can mean."""
        return _bounds(self)[0]

    @property
    def last(self) -> int:
        """The last day that it can mean."""
        return _bounds(self)[1]

    @property
    def in_words(self) -> str:
        """`25 April 2013`, `April 2013` or `2013`; in French `1er juillet 2013`."""
        return self._written(MOIS if is_french() else MONTHS)

    @property
    def short(self) -> str:
        """`25 Apr 2013`, `Apr 2013` or `2013`, in French `25 avril 2013`, `févr. 2013`: as people write it in a table."""
        return self._written(_SHORT_MOIS if is_french() else _SHORT_MONTHS)

    def _written(self, months: tuple[str, ...]) -> str:
        year, month, day = self.parts
        if not month:
            return str(year)
        name = months[month - 1]
        if not day:
            return f"{name} {year}"
        if is_french():
            return f"{_ordinal(self)}\N{NO-BREAK SPACE}{name} {year}"
        return f"{day} {name} {year}"

    def __format__(self, form: str) -> str:
        """Write the date in a phrase: `{day:words}` as `in_words`, `{day:short}` as `short`, `{day}` as ISO 8601.

        French phrases give it the word that its precision asks for: `{day:le}` is "le 14 mai 2021", "mai 2021" or "2021", `{day:du}`
        "du 14 mai 2021", "d’avril 2021" or "de 2021", `{day:au}` "au 14 mai 2021", "à mai 2021" or "à 2021", `{day:en}` "le 14 mai
        2021", "en mai 2021" or "en 2021", and after "jusqu’" `{day:jusque}` "au 14 mai 2021", "en mai 2021" or "en 2021";
        `{day:short-le}` and so on for short ones. The day is joined to its month by a no-break space.
        """
        if form in ("words", "short", ""):
            return {"words": self.in_words, "short": self.short}.get(form, str(self))
        length, _, article = form.rpartition("-")
        text = self.short if length else self.in_words
        if self.parts[2]:
            return f"{_ARTICLES[article][0]} {text}"
        before = _ARTICLES[article][1]
        return f"d’{text}" if before == "de" and text[0] in "ao" else f"{before} {text}".lstrip()


_ARTICLES = {"le": ("le", ""), "du": ("du", "de"), "au": ("au", "à"), "en": ("le", "en"), "jusque": ("au", "en")}
"""The French words before a day, and before a month or a year."""


@cache
def _bounds(date: PartialDate) -> tuple[int, int]:
    if len(date) == len("2013-04-25"):
        day = int(date.replace("-", ""))
        return day, day
    year, month, _ = date.parts
    last = month or 12
    return year * 10000 + (month or 1) * 100 + 1, year * 10000 + last * 100 + days_in(year, last)


class EndDate(PartialDate):
    """The end of a period: a date, or `UNKNOWN`."""

    __slots__ = ()


UNKNOWN = EndDate("unknown")
"""The end of a period that is over, on a day that is not known."""


def split(bound: int) -> tuple[int, int, int]:
    """Year, month and day of a bound: 20130401 -> (2013, 4, 1)."""
    return bound // 10000, bound // 100 % 100, bound % 100


def year_of(bound: int) -> int:
    """Return the year of a bound: 20130401 -> 2013."""
    return bound // 10000


def iso(bound: int) -> PartialDate:
    """Return the day of a bound: 20130401 -> "2013-04-01"."""
    year, month, day = split(bound)
    return PartialDate(f"{year:04d}-{month:02d}-{day:02d}")


def day_after(bound: int) -> int:
    """Return the bound of the next day: 20131231 -> 20140101."""
    year, month, day = split(bound)
    if day < days_in(year, month):
        return bound + 1
    return year * 10000 + (month + 1) * 100 + 1 if month < 12 else (year + 1) * 10000 + 101


def time_in_words(first: int, last: int) -> str:
    """Return the time between two bounds, both included, as people write it: `2012 to 2014`, `May 2021`."""
    if first % 10000 == 101 and last % 10000 == 1231:
        years = [str(year_of(bound)) for bound in (first, last)]
        if not year_of(first):
            return say("{year} or earlier", year=years[1])
        if last == FOREVER:
            return say("{year} or later", year=years[0])
        return years[0] if years[0] == years[1] else say("{first} to {last}", first=years[0], last=years[1])
    if first // 100 == last // 100 and (first % 100, last % 100) == (1, days_in(*split(first)[:2])):
        return PartialDate(iso(first)[:7]).in_words
    return iso(first).in_words if first == last else range_in_words(iso(first), iso(last))


def range_in_words(first: PartialDate, last: PartialDate) -> str:
    """Return a range as people write it: `27 to 31 March 2022`, `30 March to 2 April 2022`, `2012 to 2014`.

    In French `du 27 au 31 mars 2022`. A day and the next one of a month are `25 and 26 April 2026`, `les 25 et 26 avril 2026`.
    """
    if are_neighbours(first, last):
        return say("{day} and {last:words}", day=_ordinal(first), last=last)
    return say("{start} to {last:words}", start=start_in_words(first, last), last=last)


def are_neighbours(first: PartialDate, last: PartialDate) -> bool:
    """Return whether two dates are a day and the next one, of one month."""
    return bool(first.parts[2] and last.parts[2]) and first[:7] == last[:7] and first.last + 1 == last.first


def start_in_words(first: PartialDate, last: PartialDate) -> str:
    """Return the start of a range without the month and the year that its end says: `27` of 27 to 31 March; in French `du 27`."""
    start = f"{first:du}" if is_french() else first.in_words
    year, month, day = first.parts
    if not month or len(first) != len(last) or year != last.parts[0]:
        return start
    start = start.removesuffix(f" {year}")
    name = (MOIS if is_french() else MONTHS)[month - 1]
    return start[: -len(name) - 1] if day and first[:7] == last[:7] else start


def _ordinal(day: PartialDate) -> str:
    """Return the number of a day in its month; the first of one is in French `1er`."""
    number = day.parts[2]
    return "1er" if number == 1 and is_french() else str(number)


class Period(msgspec.Struct, frozen=True):
    """From a start to an end, either of which may not be known.

    `start` None: not known. `end` None: it has not ended; `UNKNOWN`: it has, on a day that is not known.
    """

    start: PartialDate | None
    end: PartialDate | None

    @property
    def in_words(self) -> str:
        """`from 1 July 2013 to 31 December 2023`, `since 15 January 2015`; what is not known is said."""
        if self.start is None:
            if self.end is None:
                return say("start not known")
            if self.end == UNKNOWN:
                return say("start not known, ended (day not known)")
            return say("start not known, ended {end:words}", end=self.end)
        if self.end is None:
            return say("since {start:words}", start=self.start)
        if self.end == UNKNOWN:
            return say("since {start:words}, ended (day not known)", start=self.start)
        if self.start == self.end:
            return self.end.in_words
        if are_neighbours(self.start, self.end):
            return range_in_words(self.start, self.end)
        return say("from {start} to {end:words}", start=start_in_words(self.start, self.end), end=self.end)

    @property
    def short(self) -> str:
        """`1 Jul 2013 – 31 Dec 2023` or `since 15 Jan 2015`: as people write it in a table."""
        if self.end is None:
            return say("since {start:short}", start=self.start) if self.start else say("start not known")
        if self.start == self.end:
            return self.end.short
        return f"{self.start.short if self.start else '?'} – {'?' if self.end == UNKNOWN else self.end.short}"
