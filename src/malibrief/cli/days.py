"""Read days as they are typed on the command line: as people write them, in English and French, and by their distance from today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.errors import UsageError
from malibrief.facts.dates import FOREVER, PartialDate, days_in, iso
from malibrief.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from malibrief.facts.written import Span

    Newest = Callable[[], PartialDate | None]

FORMS = "2021-05-14, 2021-05, 2021, 14/05/2021, 20210514, 14 May 2021, mai 2021, today, yesterday, last month, 3 months ago, latest"
"""How a day may be written, as messages show it."""
_LATE = "{text!r} is not a date: there is no later day"
_NEWEST = {
    **dict.fromkeys(("latest", "newest", "dernier", "derniere", "le dernier", "la derniere", "le plus recent", "la plus recente"), 10),
    **dict.fromkeys(("recent", "recently", "recemment", "dernierement"), 7),
}  # fmt: skip
"""The words that count from the newest date, with how many characters of its date they mean: its day, or its month."""

_DAY_FIRST = r"(\d\d?)([/.-])(\d\d?)\2(\d{4})"
"""A day in numbers with the year last, whose day and month may be the other way round."""
_IN_NUMBERS = rf"{_DAY_FIRST}|\d{{8}}"
"""A day in numbers otherwise than in ISO 8601."""


class TwoDaysError(UsageError):
    """A text can be two days."""


def read(text: str, option: str, today: PartialDate, newest: Newest | None = None) -> PartialDate:
    """Return the day, month or year that a text means; `today` is the date for "today", `newest` looks up that of the newest fact.

    Raises UsageError, which names `option` as the place of the text, if it is not a date, can be two, or is too late to be one.
    """
    words = text.strip()
    if words.casefold() == "today":
        return today
    try:
        date = PartialDate.parse(words)
        if date.last >= FOREVER:
            raise ValueError(say(_LATE, text=text))
        return date
    except ValueError as error:
        if other := _in_words(words, option, today, newest):
            return other
        from malibrief.facts import written

        plain = written.plain(words)
        beyond = written.is_beyond_month(plain) or re.fullmatch(_IN_NUMBERS, plain)
        reason = say("{text!r} is not a date: there is no such day", text=text) if beyond else error
        said = say("{option}: {said}", option=option, said=reason)
        raise UsageError(f"{said}\n{say('    forms: {forms}', forms=say(FORMS))}", _nearest_day(words)) from error


def _in_words(text: str, option: str, today: PartialDate, newest: Newest | None) -> PartialDate | None:
    """Return the day, month or year that a text names otherwise than in ISO 8601, else None. Raises UsageError where it can be two."""
    from malibrief.facts import written

    plain = written.plain(text)
    if plain in _NEWEST and newest and (newest_date := newest()):
        from malibrief.cli import streams

        date = PartialDate(newest_date[: _NEWEST[plain]])
        counted = "{option} {word}: counted from the newest date here, {day:words}"
        streams.note(say(counted, option=option, word=text.casefold(), day=date))
        return date
    if date_counted := written.counted(plain, today):
        return date_counted
    if match := re.fullmatch(_DAY_FIRST, plain):
        one, _, other, year = match.groups()
        readings = [f"{year}-{month:0>2}-{day:0>2}" for day, month in ((one, other), (other, one))]
        return _the_one(text, option, list(dict.fromkeys(filter(_is_date, readings))))
    span = written.span_of(plain)
    first = iso(span[0]) if span else ""
    for date in map(PartialDate, filter(None, (first, first[:7], first[:4]))):
        if (date.first, date.last) == span:
            return date
    return None


def _is_date(text: str) -> bool:
    try:
        return bool(PartialDate.parse(text))
    except ValueError:
        return False


def _the_one(text: str, option: str, readings: Sequence[str]) -> PartialDate | None:
    """Return the only reading of a text, None where there is none. Raises UsageError where there are two."""
    if len(readings) > 1:
        one, other = (PartialDate(each) for each in readings)
        said = "{option}: {text!r} can be {one:words} or {other:words}: write {one} or {other}"
        raise TwoDaysError(say(said, option=option, text=text, one=one, other=other), (text, one))
    return PartialDate(readings[0]) if readings else None


def _nearest_day(text: str) -> tuple[str, str] | None:
    """Return a text that is a day beyond the end of its month, and the last day of that month; None for any other text."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})", text)
    last = days_in(int(match[1]), int(match[2])) if match else 99
    return (text, f"{text[:8]}{last}") if match and int(match[1]) and int(match[3]) > last else None


def happened_on(text: str, option: str, today: PartialDate, newest: Newest | None = None) -> Span:
    """Return the first and the last day that a text means: a day, month, year or range, or a day or month in every year.

    The last is a month and a day without a year: "18 August" is (818, 818). Raises UsageError as `read` does.
    """
    words = text.strip()
    if not _is_date(words):
        from malibrief.facts import written

        plain = written.plain(words)
        every_year = written.days_of_year(plain)
        if len(every_year) > 1:
            one, other = (f"{span[0] // 100:02d}-{span[0] % 100:02d}" for span in every_year)
            said = "{option}: {text!r} can be two days: write {one} or {other}, month first"
            raise TwoDaysError(say(said, option=option, text=text, one=one, other=other), (text, one))
        if every_year:
            return every_year[0]
        span = written.span_of(plain)
        if span and not re.fullmatch(_DAY_FIRST, plain):
            if span[1] < span[0]:
                raise UsageError(say("{option}: {text!r} ends before it begins", option=option, text=text))
            return span
    dates = one_or_two([words], option, today, newest)
    return min(date.first for date in dates), max(date.last for date in dates)


_BETWEEN = ("to", "and", "until", "vs", "-", "et", "au", "à")
"""Words that may stand between two days."""
_BEFORE_TWO = r"^(?:from|between|du|de|entre)\s+|^d['’]"
"""Words that may stand before two days."""


def one_or_two(words: Sequence[str], option: str, today: PartialDate, newest: Newest | None) -> list[PartialDate]:
    """Return the day, or the two days, that the words of a command line mean: "2020 2021", "2020..2021", "last month".

    Raises UsageError where they mean none, or more than two.
    """

    def date_of(text: str) -> PartialDate:
        return read(text, option, today, newest)

    text = " ".join(words)
    if ".." in text:
        return [date_of(part) for part in text.split("..", 1)]
    if len(words) == 2 and (_is_date(words[0]) or _is_date(words[1])):
        return [date_of(word) for word in words]
    parts = re.sub(_BEFORE_TWO, "", text, flags=re.IGNORECASE).split()
    for tries in (_both(words), [[text]], _both(parts)):
        for texts in tries:
            if (dates := _read_all(texts, date_of)) is not None:
                return dates
    return [date_of(word) for word in words] if len(words) == 2 else [date_of(text)]


def _both(words: Sequence[str]) -> list[list[str]]:
    """Return each way to take words as two texts, without a word that may stand between the two."""
    ways = []
    for cut in range(1, len(words)):
        second = words[cut + 1 :] if words[cut].casefold() in _BETWEEN else words[cut:]
        if second:
            ways.append([" ".join(words[:cut]), " ".join(second)])
    return ways


def _read_all(texts: Sequence[str], date_of: Callable[[str], PartialDate]) -> list[PartialDate] | None:
    """Return the days of these texts; None where one of them is no day."""
    try:
        return [date_of(text) for text in texts]
    except UsageError:
        return None
