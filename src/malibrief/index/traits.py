"""What ranking needs to know of a fact beside its texts: its rank and its traits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.model import Actor, Figure, Funding, Mission, Person, Resolution
from malibrief.facts.topics import A_PART, ADOPTED, COUNTING_ALL, LED, STANDING_BY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from malibrief.facts.completed import Shared
    from malibrief.facts.model import AnyFact


def rank_of(record: AnyFact, shared: Shared) -> int | None:
    """Return the rank of a mission, of an office that serves one, or of a figure's series; None for what has none."""
    if isinstance(record, Person):
        office = shared.offices[record.office]
        return office.rank if office.serves else None
    if isinstance(record, Figure):
        return shared.series[record.series].rank
    return record.rank if isinstance(record, Mission) else None


def traits_of(record: AnyFact, shared: Shared) -> Iterator[str]:
    """Yield what ranking needs to know of a fact beside its texts, a word each: see `STANDING_BY` and those beside it."""
    if isinstance(record, Resolution):
        if record.kind == "resolution":
            yield ADOPTED
    elif isinstance(record, Person):
        if record.acting or shared.offices[record.office].deputy:
            yield STANDING_BY
    elif isinstance(record, Figure):
        if shared.series[record.series].counts == "cumulative":
            yield COUNTING_ALL
    elif isinstance(record, Funding):
        if record.covers:
            yield COUNTING_ALL
        if record.part_of:
            yield A_PART
    elif isinstance(record, Actor) and record.led_by:
        yield LED
