"""Sources as they are cited: those of a fact, the best first, their numbers on a page, and the document that a fact is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from malibrief.facts.model import Resolution, Source, document_url
from malibrief.facts.topics import SOURCES, best_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from malibrief.index.results import Found


class Cited(tuple[Source, ...]):
    """The sources of a fact, the best first."""

    __slots__ = ()


def cited(ids: Sequence[str], sources: Mapping[str, Source]) -> Cited:
    """The sources of these ids, the best first."""
    return Cited(best_first([sources[name] for name in ids]))


def cited_by(found: Found, sources: Mapping[str, Source]) -> Sequence[Source]:
    """What to cite for a fact: the document that it is, then its sources, the best first. A source is cited itself."""
    if found.topic == SOURCES.name:
        return (found.fact,)
    document, cites = _document(found.fact), cited(found.cites, sources)
    if document is None or any(source.symbol == found.fact.symbol for source in cites):
        return cites
    return (document, *cites)


def _document(fact: Any) -> Source | None:
    """The document that a fact is, as a source: a resolution, or what else has a symbol, which then is its title.

    The titles of other documents are ours, and are not theirs to be cited by. None for a fact that is no document.
    """
    symbol = getattr(fact, "symbol", None)
    if symbol is None:
        return None
    numbered = isinstance(fact, Resolution) and fact.kind == "resolution"
    return Source(
        id=f"un-{fact.id}",
        title=f"Resolution {fact.number} ({fact.date.parts[0]})" if numbered else symbol,
        publisher="United Nations Security Council" if isinstance(fact, Resolution) else "United Nations",
        lang="en",
        kind="un",
        date=fact.date,
        url=document_url(symbol),
        symbol=symbol if numbered else None,
    )


def numbered(sources: Iterable[str]) -> dict[str, int]:
    """The number of each source, counted from one in their order."""
    return {name: n for n, name in enumerate(sources, start=1)}


def source_record(source: Source) -> dict[str, Any]:
    """A source as JSON has it."""
    return {
        name: getattr(source, name) for name in ("id", "title", "publisher", "date", "url", "lang", "kind", "symbol")
    }
