"""A search's hits as an answer: what the best one says in a few lines, then a line for each of the others.

What is told of a fact is what questions ask for: a day, a count, a value, an office and its time, a sum and its kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import UNKNOWN
from malibrief.facts.model import (
    STARTING,
    Actor,
    Agreement,
    Event,
    Figure,
    Funding,
    Mission,
    Person,
    Report,
    Resolution,
    Sanction,
    Source,
    Statement,
    day_of,
    end_of,
    value_of,
)
from malibrief.facts.told import detail_of, label_of
from malibrief.facts.topics import SOURCES, topic_of
from malibrief.text import number
from malibrief.views.card import when_of
from malibrief.views.citations import cites_of
from malibrief.views.columns import Marked, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Record
    from malibrief.facts.nested import Deaths
    from malibrief.index.results import AnyFound
    from malibrief.search.pipeline import Hit
    from malibrief.views.citations import Cited

_NOT_NAMES = ("aliases", "keywords")
"""The fields whose match is not seen in what is told."""
_FEW_PARTIES = 3
"""More parties to an agreement than these are left to its card."""


class Line(msgspec.Struct, frozen=True):
    """A hit in one line: its date, the word of its topic, its title with what tells it apart, its id."""

    date: PartialDate | None
    word: str
    text: Marked
    id: str


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What the best hit says, and the other hits.

    `told` is what questions ask for; `source` is the best source and `more` how many others there are; `elsewhere` is the name
    or keyword that matched, where none of these texts has it. `cites` are the sources of each hit, the best hit first.
    """

    title: Marked
    word: str
    told: str
    summary: Marked
    source: Source
    more: int
    id: str
    elsewhere: str
    others: list[Line]
    cites: list[Cited]


def answered(hits: Sequence[Hit], sources: Mapping[str, Source]) -> Answered:
    """Return the hits, of which there is one at least, as an answer."""
    best = hits[0]
    fact, match = best.found.fact, best.match
    return Answered(
        title=Marked(label_of(fact), match.words if match.field == "title" else ()),
        word=topic_of(best.found.topic).word,
        told=told(best.found),
        summary=Marked(str(value_of(fact, "summary") or ""), match.words if match.field == "summary" else ()),
        source=best_source(best.found, sources),
        more=max(len(best.found.cites) - 1, 0),
        id=fact.id,
        elsewhere=f"{label(match.field)}: {match.text}" if match.field in _NOT_NAMES else "",
        others=[_line(hit) for hit in hits[1:]],
        cites=[cites_of(hit.found, sources) for hit in hits],
    )


def told(found: AnyFound) -> str:
    """Return what questions about a fact ask for: `15,209 personnel · May 2016`."""
    lasting = isinstance(found.fact, STARTING) and not isinstance(found.fact, Funding)
    when = when_of(found) if lasting else _dates(found.fact)
    return " · ".join(part for part in (*_told(found.fact), when) if part)


def best_source(found: AnyFound, sources: Mapping[str, Source]) -> Source:
    """Return the best source of a fact; that of a source is itself."""
    return cites_of(found, sources)[0]


def source_line(source: Source) -> str:
    """Return a source with its date and address: `United Nations, 18 August 2020: https://...`."""
    link = f": {source.url}" if source.url else ""
    return f"{publisher(source)}{link}"


def publisher(source: Source) -> str:
    """Return who published a source, and when: `United Nations, 18 August 2020`."""
    return f"{source.publisher}, {source.date.in_words}" if source.date else source.publisher


def _told(fact: Record) -> tuple[str | None, ...]:
    """Return what a fact says beside its title and its time, the weightiest first."""
    if isinstance(fact, Event):
        return (_deaths(fact.deaths), fact.place)
    if isinstance(fact, Figure):
        return (detail_of(fact),)
    if isinstance(fact, Person):
        return (fact.role, fact.organisation if fact.organisation not in fact.role else "")
    if isinstance(fact, Funding):
        return (detail_of(fact), f"{fact.donor} to {fact.recipient}")
    if isinstance(fact, Mission):
        return (fact.kind, f"led by {fact.lead}")
    if isinstance(fact, Resolution):
        until = f"mandate until {fact.mandate_until.in_words}" if fact.mandate_until else ""
        return (fact.symbol, until, f"votes {fact.votes}" if fact.votes else "")
    return _told_of_words(fact)


def _told_of_words(fact: Record) -> tuple[str | None, ...]:
    """Return what a fact without numbers says beside its title and its time, the weightiest first."""
    if isinstance(fact, Actor):
        return (detail_of(fact), fact.kind, f"led by {', '.join(fact.led_by)}" if fact.led_by else "")
    if isinstance(fact, Sanction):
        return (fact.kind, fact.regime, fact.reference if fact.reference and fact.reference not in fact.regime else "")
    if isinstance(fact, Statement):
        return (fact.speaker, fact.role)
    if isinstance(fact, Report):
        return (fact.symbol, fact.author)
    if isinstance(fact, Agreement):
        return (", ".join(fact.parties) if len(fact.parties) <= _FEW_PARTIES else f"{len(fact.parties)} parties",)
    return ()


def _deaths(deaths: Deaths | None) -> str:
    """Return a count of deaths in words; "" where none is given."""
    if deaths is None:
        return ""
    if deaths.max == 0:
        return "no deaths"
    least = f"{number(deaths.min)} to " if deaths.min != deaths.max else ""
    return f"{least}{number(deaths.max)} {'death' if deaths.max == 1 else 'deaths'}"


def _dates(fact: Record) -> str:
    """Return the date of a fact in words, and its end if it has another; "" for what has no date."""
    start, end = day_of(fact), end_of(fact)
    if start is None:
        return ""
    if isinstance(fact, Agreement):
        return f"{start.in_words}{_ended(fact, True)}"
    return f"{start.in_words} to {end.in_words}" if end not in (None, UNKNOWN, start) else start.in_words


def _ended(fact: Record, in_words: bool = False) -> str:
    """Return a note of when something ended; "" for what is not known to have ended, or began and ended on one date."""
    end = end_of(fact)
    if end is None or end == day_of(fact):
        return ""
    if end == UNKNOWN:
        return " · ended (day not known)" if in_words else " · ended"
    return f" · ended {end.in_words if in_words else end.short}"


def _line(hit: Hit) -> Line:
    """Return a hit in one line."""
    fact = hit.found.fact
    parts = [label_of(fact), detail_of(fact) if hit.found.topic != SOURCES.name else ""]
    text = ": ".join(part for part in parts if part)
    apart = _apart(fact)
    text += (f" · {apart}" if apart and apart not in text else "") + _ended(fact)
    words = hit.match.words if hit.match.field == "title" else ()
    return Line(day_of(fact), topic_of(hit.found.topic).word, Marked(text, words), fact.id)


def _apart(fact: Record) -> str:
    """Return what tells a fact apart from another of the same title; "" where its date and detail do."""
    if isinstance(fact, Sanction):
        return fact.regime
    if isinstance(fact, Mission):
        return fact.lead
    if isinstance(fact, Actor):
        return fact.kind
    if isinstance(fact, Statement):
        return fact.speaker
    return fact.place or "" if isinstance(fact, Event) else ""
