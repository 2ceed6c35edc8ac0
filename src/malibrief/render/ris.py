"""RIS: a record for each source, as reference managers read it; each line a tag of two letters and a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.facts.model import Source

_KINDS = {"press": "NEWS", "academic": "JOUR"}
"""The type of a source of this kind; of others it is a report where it has a symbol, else a web page."""


def cited(sources: Iterable[Source]) -> str:
    """Return a record for each source, in their order, blank lines between; "" for none."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _record(source)) for source in sources)


def _record(source: Source) -> Iterator[tuple[str, str]]:
    yield "TY", _KINDS.get(source.kind, "RPRT" if source.symbol else "ELEC")
    yield "ID", source.id
    # A comma would make a person of it: what stands before it a surname.
    if "," not in source.publisher:
        yield "AU", source.publisher
    yield "TI", source.title
    yield ("T2" if source.kind in _KINDS else "PB"), source.publisher
    if source.date:
        year, month, day = source.date.parts
        yield "PY", str(year)
        # Year, month and day with slashes; what is not known stays empty.
        yield "DA", f"{year}/{f'{month:02d}' if month else ''}/{f'{day:02d}' if day else ''}/"
    if source.symbol:
        yield "M1", source.symbol
    if source.url:
        yield "UR", source.url
    yield "LA", source.lang
    yield "ER", ""
