"""Provide what formats for people share: values, dates, sources and counts as texts for people, without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.dates import UNKNOWN, PartialDate
from malibrief.facts.topics import SOURCE_KINDS
from malibrief.text import number, plural
from malibrief.views.columns import is_number, plain

if TYPE_CHECKING:
    from malibrief.facts.model import Source
    from malibrief.index.results import FactBaseNote
    from malibrief.views.columns import Cell
    from malibrief.views.listing import Table

_PLURALS = {"person": "people", "funding": "funding records", "series": "series"}
"""The plurals of topics' words that are not made with an "s"."""
NOT_KNOWN = "not known"
"""What stands for the end of what is over, on a day that is not known."""


def cell_text(value: Cell, column: str) -> str:
    """Return what a cell of a listing says: ISO dates, which sort, numbers with separators; "" for nothing."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if value == UNKNOWN:
        return NOT_KNOWN
    if is_number(value) and column != "number":  # a resolution's number is its name
        return number(value)
    return plain(value)


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
    return f"({SOURCE_KINDS[source.kind]}, {source.lang})"


def foot(base: FactBaseNote) -> str:
    """Return the title of the base and how far its facts reach, which every page says at its end."""
    return f"{base.title} · {base.reach_in_words}"


def counted(view: Table) -> str:
    """Return how many facts a listing has, how many of them are disputed, and how many sources they cite."""
    count = len(view.rows)
    irregular = _PLURALS.get(view.word)
    what = f"{number(count)} {irregular}" if irregular and count != 1 else plural(count, view.word)
    disputed = f"{view.disputed} disputed" if view.disputed else ""
    sources = plural(view.cited, "source") if view.cited else ""
    return " · ".join(part for part in (what, disputed, sources) if part)
