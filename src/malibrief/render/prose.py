"""Provide what formats for people share: values, dates, sources and counts as texts for people, without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.dates import UNKNOWN, PartialDate
from malibrief.facts.topics import SOURCE_KINDS
from malibrief.language import is_french, say
from malibrief.text import joined, number, plural
from malibrief.views.columns import is_number, plain

if TYPE_CHECKING:
    from malibrief.facts.model import Source
    from malibrief.index.results import Entry, FactBaseNote
    from malibrief.views.columns import Cell
    from malibrief.views.listing import Table

_PLURALS = {"funding": "funding records", "series": "series"}
"""The English plurals of topics' words that are not made with an "s"."""


def cell_text(value: Cell, column: str) -> str:
    """Return what a cell of a listing says: ISO dates, which sort, numbers with separators; "" for nothing."""
    if value is None or value is False:
        return ""
    if value is True:
        return say("yes")
    if value == UNKNOWN:
        return say("not known")
    if is_number(value) and column != "number":  # a resolution's number is its name
        return number(value)
    return joined(value) if isinstance(value, list) else plain(value)


def field_text(value: Cell, column: str) -> str:
    """Return what a field of a card says: as in a listing, but with dates in words."""
    if isinstance(value, PartialDate) and value != UNKNOWN:
        return value.in_words
    return cell_text(value, column)


def day_text(date: PartialDate | None, before: str = "", after: str = "") -> str:
    """Return a date in words between these two signs; "" where there is none or it is not known."""
    return f"{before}{date.in_words}{after}" if date and date != UNKNOWN else ""


def kind_text(source: Source) -> str:
    """Return of what kind a source is, and in which language: `(press, fr)`."""
    return f"({say(SOURCE_KINDS[source.kind])}, {source.lang})"


def said_of(name: str, text: str) -> str:
    """Return a text after what it is said of, `name: text`; alone where that is ""."""
    return say("{name}: {text}", name=name, text=text) if name else text


def dated(date: PartialDate | None, text: str) -> str:
    """Return a text after its date; alone where there is none or it is not known."""
    return say("{day:words}: {text}", day=date, text=text) if date and date != UNKNOWN else text


def worded(word: str, text: str) -> str:
    """Return a hit after the word of its topic."""
    return say("{word}: {text}", word=word, text=text)


def and_more(source: str, count: int) -> str:
    """Return a source and how many more there are."""
    return say("{source} and {more}", source=source, more=plural(count, "more source")) if count else source


def titled(entry: Entry) -> str:
    """Return the title of a related fact with what a line adds to it."""
    return said_of(entry.title, entry.detail) if entry.detail else entry.title


def heading_of_table(view: Table) -> str:
    """Return the heading of a listing: the place, what is listed, and the filter."""
    listed = say(view.name)
    return said_of(view.base.place, f"{listed}, {view.asked}" if view.asked else listed)


def last_reported(day: PartialDate) -> str:
    """Return what stands for an end that is not recorded: when it was last reported."""
    return say("last reported {day}", day=day)


def foot(base: FactBaseNote) -> str:
    """Return the title of the base and how far its facts reach, which every page says at its end."""
    return f"{base.title} · {base.reach_in_words}"


def counted(view: Table, linked: int | None = None) -> str:
    """Return how many facts a listing has, how many of them are disputed, and how many sources they cite.

    Where only some of the sources are `linked`, it says how many.
    """
    count = len(view.rows)
    irregular = None if is_french() else _PLURALS.get(view.word)
    what = f"{number(count)} {irregular}" if irregular and count != 1 else plural(count, view.word)
    one = view.disputed == 1
    disputed = say("1 disputed") if one else say("{count} disputed", count=number(view.disputed or 0))
    sources = plural(view.cited, "source") if view.cited else ""
    if linked is not None and linked < view.cited:
        sources = say("{count} of {total} sources", count=number(linked), total=number(view.cited))
    return " · ".join(part for part in (what, disputed if view.disputed else "", sources) if part)
