"""Write a calendar (iCalendar, RFC 5545): an event of whole days for each thing that happened, or that is set to end.

No date is made more precise than it is known: what has only a month or a year is left out or, with `Page.spans`, fills all its
days. An event keeps its UID, by which a calendar that imports it again brings it up to date. The only time in the text is the day
of the base's last edit, so that the same view gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief import __version__
from malibrief.facts.dates import FOREVER, day_after
from malibrief.facts.topics import topic_of
from malibrief.language import noun, spoken
from malibrief.render import footnote
from malibrief.render.prose import heading_of_table
from malibrief.text import printable
from malibrief.views.dated import ahead, dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from malibrief.briefing.report import Brief
    from malibrief.index.results import FactBaseNote
    from malibrief.render.page import Page
    from malibrief.views.dated import Dated, Moment
    from malibrief.views.listing import Table

_MOST_OCTETS = 75
"""The most bytes of UTF-8 that a line may have, without its end."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
"""How a text writes the characters that have a meaning in a calendar."""


def table(view: Table, form: str, page: Page) -> bytes:
    """Return a listing as a calendar; the beginning and the end of what lasts are events of their own."""
    return _calendar(dated(view), heading_of_table(view), view.base, page)


def brief(view: Brief, form: str, page: Page) -> bytes:
    """Return the section `ahead` of a briefing as a calendar: what is set to end, on the day on which it is."""
    return _calendar(ahead(view), view.title, view.base, page)


def _calendar(rows: Sequence[Dated], name: str, base: FactBaseNote, page: Page) -> bytes:
    """Return a calendar of this name. It is text in bytes, as its lines end with CR LF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//malibrief//malibrief {__version__}//EN",
        "CALSCALE:GREGORIAN",
    ]
    lines += [_text("NAME", name), _text("X-WR-CALNAME", name), _text("DESCRIPTION", base.reach_in_words)]
    for row in rows:
        for moment in row.moments:
            if page.spans or not moment.is_vague:
                lines += _event(moment, row, base.updated.first)
    return b"".join(_folded(line) for line in (*lines, "END:VCALENDAR"))


def _event(moment: Moment, row: Dated, edited: int) -> Iterator[str]:
    """Yield the lines of an event; the day on which it ends for a calendar is the first that it does not have."""
    yield from ("BEGIN:VEVENT", f"UID:{moment.name}@malibrief", f"DTSTAMP:{edited:08d}T000000Z")
    yield f"DTSTART;VALUE=DATE:{moment.date.first:08d}"
    last = (moment.end or moment.date).last
    if last < FOREVER:
        yield f"DTEND;VALUE=DATE:{day_after(last):08d}"
    yield _text("SUMMARY", moment.title)
    yield _text("DESCRIPTION", "\n\n".join(filter(None, [row.summary, footnote.cited(row.sources).rstrip()])))
    if row.place:
        yield _text("LOCATION", row.place)
    yield _text("CATEGORIES", noun(1, topic_of(row.topic).word), *row.tags)
    if row.link:
        yield f"URL:{row.link}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _text(name: str, *texts: str) -> str:
    """Return a property that holds texts in the language that is spoken."""
    return f"{name};LANGUAGE={spoken()}:{','.join(text.translate(_ESCAPES) for text in texts)}"


def _folded(line: str) -> bytes:
    """Return a line with its end, folded where it is too long, between characters; what a terminal obeys is left out."""
    data, limit = printable(line).encode(), _MOST_OCTETS
    parts = []
    while len(data) > limit:
        cut = limit
        while data[cut] & 0b1100_0000 == 0b1000_0000:  # within a character
            cut -= 1
        parts.append(data[:cut])
        data, limit = data[cut:], _MOST_OCTETS - 1
    return b"\r\n ".join([*parts, data]) + b"\r\n"
