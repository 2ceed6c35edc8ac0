"""Number the records of a fact base, in the order in which the index has them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Generic

import msgspec

from malibrief.facts.completed import completed
from malibrief.facts.dates import FOREVER
from malibrief.facts.model import RecordT
from malibrief.facts.topics import OFFICES, SERIES, SOURCES, TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.completed import Shared
    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import AnyFact, Record
    from malibrief.facts.spans import Span


class Numbered(msgspec.Struct, Generic[RecordT], frozen=True):
    """A record with the name of its topic and its number, counted from 1: milestones first, then other facts, then sources."""

    n: int
    topic: str
    record: RecordT


def facts_numbered(base: FactBase, spans_by_id: Mapping[str, Span]) -> list[Numbered[AnyFact]]:
    """Assign numbers to the facts: milestones first, then by topic and date, undated ones last."""
    topics = {name: position for position, name in enumerate(TOPICS)}

    def order_of(placed: Placed[AnyFact]) -> tuple[bool, int, int]:
        span = spans_by_id.get(placed.record.id)
        return not placed.record.milestone, topics[placed.topic], span.first if span else FOREVER

    in_order = sorted(base.facts, key=order_of)
    return [Numbered(n, placed.topic, placed.record) for n, placed in enumerate(in_order, start=1)]


def tables_numbered(base: FactBase, shared: Shared, after: int) -> dict[str, list[Numbered[Any]]]:
    """Assign numbers to the rows of each table beside the topics, from the one `after` on: offices and series by rank."""
    offices = sorted(shared.offices.values(), key=lambda office: (office.rank, office.id))
    series = sorted(shared.series.values(), key=lambda each: (each.rank is None, each.rank or 0, each.id))
    records: dict[str, list[Any]] = {
        OFFICES.name: [completed(OFFICES.name, office, shared) for office in offices],
        SERIES.name: [completed(SERIES.name, each, shared) for each in series],
        SOURCES.name: sorted((placed.record for placed in base.sources), key=lambda source: source.id),
    }
    n = itertools.count(after + 1)
    return {name: [Numbered(next(n), name, record) for record in rows] for name, rows in records.items()}


def numbers_by_id(records: Sequence[Numbered[Record]]) -> dict[str, int]:
    """Return the numbers of these records by their ids."""
    return {each.record.id: each.n for each in records}
