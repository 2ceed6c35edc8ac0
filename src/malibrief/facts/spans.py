"""When each fact stood, as far as is known: the widest span that it can have, and that in which it stood for certain.

An unknown or vague end is bounded by what is known otherwise: a holder of an office has left it when the next one is
there (somebody who only stands in is not the next one), and nobody commands a mission, and no contingent serves in it,
after its end. A start that is not known is not guessed: the first day is the one on which the holder is attested, or
else the end. What is not known to have ended stood for certain up to its horizon, the last day for which there is evidence:
later it is only possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import FOREVER, UNKNOWN, day_after
from malibrief.facts.model import LASTING, Mission, Person, day_of, period_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.factbase import FactBase
    from malibrief.facts.model import AnyFact, Figure, Lasting, Source


class Span(msgspec.Struct, frozen=True):
    """Bounds of days: it began between `first` and `sure_first`, and was over between `sure_last` and `last`."""

    first: int
    last: int
    sure_first: int
    sure_last: int

    def covers(self, day: int) -> str | None:
        """Return whether the fact stood on a day: "certain", "possible" where a bound is too vague to tell, or None.

        What ended on a day no longer stood on it, so that an office has one holder on the day of a handover; what began
        and ended on one day stood on it.
        """
        if not (self.first <= day < self.last or day == self.first):
            return None
        return "certain" if self.sure_first <= day < self.sure_last or day == self.sure_first else "possible"


def horizons_of(base: FactBase) -> dict[str, PartialDate]:
    """Return the horizon of every fact that has one, by id."""
    sources = {placed.record.id: placed.record for placed in base.sources}
    found = ((placed.record.id, horizon_of(placed.record, sources)) for placed in base.facts)
    return {name: horizon for name, horizon in found if horizon is not None}


def horizon_of(fact: AnyFact, sources: Mapping[str, Source]) -> PartialDate | None:
    """Return the last day, month or year for which there is evidence that a fact stood; None for one with a known end, or undated money.

    That is `attested`, or for a fact with no end the newest date of its sources (by the first day that a date can mean, the
    more precise of two that begin together), but never before its start. None where neither is known.
    """
    if not isinstance(fact, LASTING) or fact.end not in (None, UNKNOWN) or period_of(fact) is None:
        return None
    if fact.attested is not None or fact.end == UNKNOWN:
        return fact.attested
    told = [date for name in fact.sources if (date := sources[name].date) is not None]
    start = day_of(fact)
    return max(told + ([start] if start else []), key=lambda date: (date.first, -date.last), default=None)


def spans(base: FactBase, horizons: Mapping[str, PartialDate]) -> dict[str, Span]:
    """Return the span of every fact that has a date, by id. An unknown end lies no later than the last edit of its file."""
    facts = [placed.record for placed in base.facts]
    found = {
        placed.record.id: span
        for placed in base.facts
        if (span := _span(placed.record, horizons.get(placed.record.id), base.updated(placed).last))
    }
    missions = {fact.id: fact for fact in facts if isinstance(fact, Mission)}
    serves = {placed.record.id: placed.record.serves for placed in base.offices}
    ends = _mission_ends(missions, found)
    starts = _starts_by_office(facts, found)
    for fact in facts:
        if not isinstance(fact, LASTING) or fact.id not in found:
            continue
        inside = missions.get(_mission_of(fact, serves) or "")
        if fact.end in (None, UNKNOWN):
            found[fact.id] = _bounded(fact, found[fact.id], ends.get(inside.id) if inside else None, starts)
        elif isinstance(fact, Person) and found[fact.id].sure_last < found[fact.id].last < FOREVER:
            found[fact.id] = _succeeded(found[fact.id], starts.get(fact.office, []))
        if inside is not None:
            found[fact.id] = _not_before(found[fact.id], inside)
    return found


def _mission_of(fact: Lasting, serves: Mapping[str, str | None]) -> str | None:
    """Return the id of the mission that somebody serves in, by the office, or that a contingent is a part of."""
    if isinstance(fact, Person):
        return serves[fact.office]
    return fact.part_of if isinstance(fact, Mission) else None


def _mission_ends(missions: Mapping[str, Mission], found: Mapping[str, Span]) -> dict[str, int]:
    """Return the last day on which each mission may have stood, by its id: if its end is not known, that of what it is part of."""
    ends: dict[str, int] = {}
    for name in missions:
        chain: dict[str, None] = {}
        outer: str | None = name
        while outer and outer in missions and outer not in ends and outer not in chain:
            chain[outer] = None
            outer = missions[outer].part_of if missions[outer].end in (None, UNKNOWN) else None
        last = ends.get(outer or "", FOREVER)
        for each in reversed(chain):
            ends[each] = last = min(last, found[each].last)
    return ends


def _starts_by_office(facts: Sequence[AnyFact], found: Mapping[str, Span]) -> dict[str, list[tuple[int, int]]]:
    """Return the first and the first sure days of the holders of each office, in order; of those who stand in nothing."""
    came: dict[str, set[tuple[int, int]]] = {}
    for fact in facts:
        if isinstance(fact, Person) and fact.id in found and not fact.acting:
            came.setdefault(fact.office, set()).add((found[fact.id].first, found[fact.id].sure_first))
    return {office: sorted(bounds) for office, bounds in came.items()}


def _not_before(span: Span, mission: Mission) -> Span:
    """Return the span of somebody or something in a mission: a vague start is not before the mission was decided."""
    if span.first == span.sure_first:
        return span
    decided = (mission.established or mission.start).first
    first = min(max(span.first, decided), span.sure_first)
    return msgspec.structs.replace(span, first=first, sure_last=max(span.sure_last, first))


def _succeeded(span: Span, starts: list[tuple[int, int]]) -> Span:
    """Return the span of a holder whose end is known only by its month or year: no later than the next one's first sure day."""
    # No date is vaguer than a year: who came earlier than a year before the end was surely there before it.
    since = max(span.sure_first, span.sure_last - 10000)
    near = starts[_after(starts, since) : _after(starts, span.last)]
    later = [sure for _, sure in near if span.sure_last <= sure < span.last]
    return msgspec.structs.replace(span, last=min(later)) if later else span


def _after(starts: list[tuple[int, int]], day: int) -> int:
    """Return the place of the first of these sorted bounds that begins after a day."""
    from bisect import bisect_right

    return bisect_right(starts, (day, FOREVER))


def _span(fact: AnyFact, horizon: PartialDate | None, updated: int) -> Span | None:
    """Return the span by the fact's own dates and its horizon, None where it has no date."""
    period = period_of(fact)
    if period is None:
        return None
    end = period.end
    if end is not None and end == period.start:
        first, last = end.bounds  # of one date, as most facts are
        return Span(first, last, last, first)
    start = period.start or fact.attested or (end if end != UNKNOWN else None)
    if start is None:
        return None
    if end is not None and end != UNKNOWN:
        return Span(start.first, max(end.last, start.last), start.last, max(end.first, start.first))
    # It stood on the last day of which there is evidence: the first on which that is not sure is the next.
    sure_last = max(start.last, day_after(horizon.first)) if horizon else start.last
    return Span(start.first, FOREVER if end is None else max(updated, start.last), start.last, sure_last)


def _bounded(fact: Lasting, span: Span, mission_end: int | None, starts: dict[str, list[tuple[int, int]]]) -> Span:
    """Return the span of something whose end is not known, with the end that it cannot have outlasted.

    `mission_end` is that of the mission that it serves in, `starts` the first and the first sure days of the holders by office, in
    order.
    """
    last = span.last if mission_end is None else min(span.last, mission_end)
    if isinstance(fact, Person) and not fact.acting:
        came = starts.get(fact.office, [])
        # Whoever came after the last day of which there is evidence is the next one.
        place = _after(came, max(span.sure_first, span.sure_last - 1))
        for _, next_there in came[place : place + 1]:
            last = min(last, next_there)
    return msgspec.structs.replace(
        span, last=max(last, span.sure_first), sure_last=min(span.sure_last, max(last, span.sure_first))
    )


def was_known(figure: Figure, sources: Mapping[str, Source], day: int) -> bool:
    """Return whether a value was known on a day: its date was past, or a source had told it within its date, as a plan for the year.

    `sources` has those of a value whose date is not past.
    """
    if figure.date.last <= day:
        return True
    dates = (sources[name].date for name in figure.sources)
    return any(date is not None and figure.date.first <= date.first <= date.last <= day for date in dates)
