"""Days as they are typed on the command line."""

from __future__ import annotations

from malibrief.errors import UsageError
from malibrief.facts.dates import FOREVER, PartialDate, iso


def read(text: str, option: str, today: PartialDate) -> PartialDate:
    """Read a day, month or year from the command line; UsageError says what it may look like.

    `option` is the name of the option or argument that has it, `today` what "today" stands for.
    """
    if text.strip().casefold() == "today":
        return today
    try:
        date = PartialDate.parse(text.strip())
        if date.last >= FOREVER:
            raise ValueError(f"{text!r} is not a date: there is no later day")
        return date
    except ValueError as error:
        if meant := _meant(text):
            return meant
        raise UsageError(f"{option}: {error}\n    hint: a day, a month, a year, or today") from error


def _meant(text: str) -> PartialDate | None:
    """Return the one day, month or year that a text names in words, as search reads it: "14 May 2021", "mai 2021"."""
    from malibrief.facts import written

    spans, rest = written.times(written.plain(text))
    if len(spans) != 1 or rest.strip():
        return None
    first = iso(spans[0][0])
    for date in (first, PartialDate(first[:7]), PartialDate(first[:4])):
        if (date.first, date.last) == spans[0]:
            return date
    return None
