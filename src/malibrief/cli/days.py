"""Read days as they are typed on the command line."""

from __future__ import annotations

from malibrief.errors import UsageError
from malibrief.facts.dates import FOREVER, PartialDate, iso


def read(text: str, option: str, today: PartialDate) -> PartialDate:
    """Return the day, month or year that a text means, also in words; `today` is the date for "today".

    Raises UsageError, which names `option` as the place of the text, if it is not a date or too late to be one.
    """
    if text.strip().casefold() == "today":
        return today
    try:
        date = PartialDate.parse(text.strip())
        if date.last >= FOREVER:
            raise ValueError(f"{text!r} is not a date: there is no later day")
        return date
    except ValueError as error:
        if date_in_words := _in_words(text):
            return date_in_words
        raise UsageError(f"{option}: {error}\n    hint: a day, a month, a year, or today") from error


def _in_words(text: str) -> PartialDate | None:
    """Return the day, month or year that a text names in English or French words ("14 May 2021", "mai 2021"), else None."""
    from malibrief.facts import written

    spans, rest = written.times(written.plain(text))
    if len(spans) != 1 or rest.strip():
        return None
    first = iso(spans[0][0])
    for date in (first, PartialDate(first[:7]), PartialDate(first[:4])):
        if (date.first, date.last) == spans[0]:
            return date
    return None
