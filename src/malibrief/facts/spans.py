"""When each fact stood, as far as is known: the widest span that it can have, and that in which it stood for certain.

An unknown or vague end is bounded by what is known otherwise: a holder of an office has left it when the next one is
there (somebody who only stands in is not the next one), and nobody commands a mission, and no contingent serves in it,
after its end. A start that is not known is not guessed: the first day is the one on which the holder is attested, or
else the end. Where no end is known, `attested` is the last day for which there is evidence: later it is only possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import FOREVER, UNKNOWN
from malibrief.facts.model import LASTING, Mission, Person, attested_of, period_of, stands_in
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.model import AnyFact, Figure, Lasting, Source

_BOUND_TO_MISSIONS = (Person, Mission)
"""What does not outlast the missions that it is about."""


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


def spans(facts: Sequence[AnyFact], updated: int) -> dict[str, Span]:
    """Return the span of every fact that has a date, by id. An unknown end lies no later than the day `updated` (a bound)."""
    found = {fact.id: span for fact in facts if (span := _span(fact, updated))}
    missions = {fact.id: fact for fact in facts if isinstance(fact, Mission)}
    ends = {name: found[name].last for name in missions}
    came: dict[str, set[tuple[int, int]]] = {}
    for fact in facts:
        if isinstance(fact, Person) and fact.id in found and not stands_in(fact):
            came.setdefault(fact.office, set()).add((found[fact.id].first, found[fact.id].sure_first))
    starts = {office: sorted(bounds) for office, bounds in came.items()}
    for fact in facts:
        if not isinstance(fact, LASTING) or fact.id not in found:
            continue
        if fact.end == UNKNOWN:
            found[fact.id] = _bounded(fact, found[fact.id], ends, starts)
        elif isinstance(fact, Person) and found[fact.id].sure_last < found[fact.id].last < FOREVER:
            found[fact.id] = _succeeded(found[fact.id], starts.get(fact.office, []))
        if isinstance(fact, _BOUND_TO_MISSIONS):
            inside = [missions[name] for name in fact.about if name in missions and _is_inside(fact, missions[name])]
            found[fact.id] = _not_before(found[fact.id], inside)
    return found


def _is_inside(fact: Person | Mission, mission: Mission) -> bool:
    """Return whether somebody serves in a mission, or a contingent is a part of it."""
    if isinstance(fact, Mission):
        return "within " in fact.lead
    return fold(fact.organisation).startswith(fold(mission.name))


def _not_before(span: Span, missions: list[Mission]) -> Span:
    """Return the span of somebody or something in a mission: a vague start is not before the mission was decided."""
    decided = [(mission.established or mission.start).first for mission in missions]
    if not decided or span.first == span.sure_first:
        return span
    return msgspec.structs.replace(span, first=min(max(span.first, min(decided)), span.sure_first))


def _succeeded(span: Span, starts: list[tuple[int, int]]) -> Span:
    """Return the span of a holder whose end is known only by its month or year: no later than the next one's first sure day."""
    # No date is vaguer than a year: who came earlier than a year before the end was surely there before it.
    since = max(span.sure_first, span.sure_last - 10000)
    near = starts[_after(starts, since) : _after(starts, span.last)]
    later = [sure for _, sure in near if span.sure_last < sure < span.last]
    return msgspec.structs.replace(span, last=min(later)) if later else span


def _after(starts: list[tuple[int, int]], day: int) -> int:
    """Return the place of the first of these sorted bounds that begins after a day."""
    from bisect import bisect_right

    return bisect_right(starts, (day, FOREVER))


def _span(fact: AnyFact, updated: int) -> Span | None:
    """Return the span by the fact's own dates, None where it has none."""
    period = period_of(fact)
    if period is None:
        return None
    end = period.end
    if end is not None and end == period.start:
        first, last = end.bounds  # of one date, as most facts are
        return Span(first, last, last, first)
    attested = attested_of(fact)
    start = period.start or attested or (end if end != UNKNOWN else None)
    if start is None:
        return None
    if end is None and attested is None:
        first, last = start.bounds
        return Span(first, FOREVER, last, FOREVER)
    if end is None or end == UNKNOWN:
        last = FOREVER if end is None else max(updated, start.last)
        return Span(start.first, last, start.last, max(start.last, attested.first) if attested else start.last)
    return Span(start.first, max(end.last, start.last), start.last, max(end.first, start.first))


def _bounded(fact: Lasting, span: Span, ends: dict[str, int], starts: dict[str, list[tuple[int, int]]]) -> Span:
    """Return the span of something whose end is not known, with the end that it cannot have outlasted.

    `ends` are those of the missions by id, `starts` the first and the first sure days of the holders by office, in order.
    """
    last = span.last
    missions = [ends[target] for target in fact.about if target in ends]
    if missions and isinstance(fact, _BOUND_TO_MISSIONS):
        last = min(last, max(missions))
    if isinstance(fact, Person):
        came = starts.get(fact.office, [])
        place = _after(came, span.sure_first)
        for _, next_there in came[place : place + 1]:
            last = min(last, next_there)
    return Span(span.first, max(last, span.sure_first), span.sure_first, span.sure_last)


def was_known(figure: Figure, sources: Mapping[str, Source], day: int) -> bool:
    """Return whether a value was known on a day: its date was past, or a source had told it within its date, as a plan for the year.

    `sources` has those of a value whose date is not past.
    """
    if figure.date.last <= day:
        return True
    dates = (sources[name].date for name in figure.sources)
    return any(date is not None and figure.date.first <= date.first <= date.last <= day for date in dates)
