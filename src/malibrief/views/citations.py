"""What to cite: the sources of a fact, best first, their numbers on a page, and the document that a fact itself is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from malibrief.facts.model import Office, Report, Resolution, Series, Source, symbol_of, value_of
from malibrief.facts.topics import best_first
from malibrief.language import say, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from malibrief.facts.model import AnyFact, Value
    from malibrief.index.results import AnyFound


MOST_PUBLISHERS = 4
"""How many publishers the foot of a picture names at most."""


class Cited(tuple[Source, ...]):
    """The sources of a fact, best first."""

    __slots__ = ()


def document_url(symbol: str, language: str = "en") -> str:
    """Return the UN's permanent link for a document symbol, in one of its languages: docs.un.org takes the symbol without spaces."""
    return f"https://docs.un.org/{language}/{symbol.replace(' ', '')}"


def cited(ids: Sequence[str], sources: Mapping[str, Source]) -> Cited:
    """Return the sources with these ids, best first. Raises KeyError for an id without a source."""
    return Cited(best_first([sources[name] for name in ids]))


def cites_of(found: AnyFound, sources: Mapping[str, Source]) -> Cited:
    """Return the sources of a fact, best first; a source is its own."""
    return Cited((found.fact,)) if isinstance(found.fact, Source) else cited(found.cites, sources)


def cited_by(found: AnyFound, sources: Mapping[str, Source]) -> Sequence[Source]:
    """Return what to cite for a fact: the document that it is, if any, then its sources, best first. A source cites itself."""
    if isinstance(found.fact, Source):
        return (found.fact,)
    if isinstance(found.fact, Office | Series):
        return ()
    document, cites = _document(found.fact), cited(found.cites, sources)
    if document is None or any(source.symbol == symbol_of(found.fact) for source in cites):
        return cites
    return (document, *cites)


def all_cited(found: Iterable[AnyFound], sources: Mapping[str, Source]) -> list[Source]:
    """Return what to cite for these facts, in their order; what several of them cite comes several times."""
    return [source for entry in found for source in cited_by(entry, sources)]


def cites_by_id(found: Iterable[AnyFound], sources: Mapping[str, Source]) -> Iterator[tuple[str, Sequence[Source]]]:
    """Yield the id of each fact with what to cite for it."""
    return ((entry.fact.id, cited_by(entry, sources)) for entry in found)


def _document(fact: AnyFact) -> Source | None:
    """Return the UN document that a fact is, as a source in the language that is spoken; None for a fact without a symbol.

    A resolution is cited by its number, other documents by their symbol: the titles that facts have are our own words.
    """
    if not isinstance(fact, Resolution | Report) or fact.symbol is None:
        return None
    resolution = fact if isinstance(fact, Resolution) and fact.kind == "resolution" else None
    return Source(
        id=f"un-{fact.id}",
        title=say("Resolution {number} ({year})", number=resolution.number, year=fact.date.parts[0])
        if resolution
        else fact.symbol,
        publisher=say("United Nations Security Council") if isinstance(fact, Resolution) else say("United Nations"),
        lang=spoken(),
        kind="un",
        date=fact.date,
        url=document_url(fact.symbol, spoken()),
        symbol=fact.symbol if resolution else None,
    )


def publisher(source: Source) -> str:
    """Return who published a source, and when: `United Nations, 18 August 2020`."""
    return f"{source.publisher}, {source.date.in_words}" if source.date else source.publisher


def numbered(sources: Iterable[str]) -> dict[str, int]:
    """Return the number by which a page refers to each source: from 1, in the order of their ids here."""
    return {name: n for n, name in enumerate(sources, start=1)}


def publishers(sources: Iterable[Source]) -> str:
    """Name who published sources, for the foot of a picture: `Sources: United Nations, IOM and 12 more`; "" for none.

    A source counts as often as it is cited: the publishers that are cited most come first. `MOST_PUBLISHERS` are named, or all
    where that is one more.
    What their names have in brackets, such as the place of a copy, is left out.
    """
    ranked = [name for name, _ in Counter(source.publisher.partition(" (")[0] for source in sources).most_common()]
    left = len(ranked) - MOST_PUBLISHERS
    if left > 1:
        named = ", ".join(ranked[:MOST_PUBLISHERS])
        return say("Sources: {publishers} and {count} more", publishers=named, count=left)
    return say("Sources: {publishers}", publishers=", ".join(ranked)) if ranked else ""


def source_record(source: Source) -> dict[str, Value]:
    """Return a source as JSON has it; absent fields are null."""
    return {
        name: value_of(source, name)
        for name in ("id", "title", "publisher", "date", "url", "lang", "kind", "symbol", "accessed")
    }
