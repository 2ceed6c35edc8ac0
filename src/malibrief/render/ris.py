"""Cite sources as RIS, which reference managers read: a record for each source, with a two-letter tag on each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Source

_TYPES = {"press": "NEWS", "academic": "JOUR"}
"""The record type for a kind of source; any other source is a report if it has a symbol, else a web page."""


def cited(sources: Iterable[Source]) -> str:
    """Return a record for each source, in their order, blank lines between; "" for none."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _record(source)) for source in sources)


def _date(date: PartialDate) -> str:
    """Return year, month and day with slashes between; an unknown month or day is left empty."""
    year, month, day = date.parts
    return f"{year}/{f'{month:02d}' if month else ''}/{f'{day:02d}' if day else ''}/"


def _record(source: Source) -> Iterator[tuple[str, str]]:
    kind = _TYPES.get(source.kind, "RPRT" if source.symbol else "ELEC")
    yield "TY", kind
    yield "ID", source.id
    # A name with a comma would be read as a person's: the surname before the comma.
    if "," not in source.publisher:
        yield "AU", source.publisher
    yield "TI", source.title
    # Of what is no report, Zotero drops PB, and takes T2 for the site or the paper.
    yield ("PB" if kind == "RPRT" else "T2"), source.publisher
    if source.date:
        yield "PY", str(source.date.parts[0])
        yield "DA", _date(source.date)
    if source.symbol:
        yield ("SN" if kind == "RPRT" else "M1"), source.symbol  # a report's number, which M1 is not to Zotero
    if source.url:
        yield "UR", source.url
        if source.accessed:
            yield "Y2", _date(source.accessed)
    yield "LA", source.lang
    yield "ER", ""
