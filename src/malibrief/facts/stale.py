"""What a maintainer should look at again, for a day: ends that nobody has looked for, series that are behind, mandates about to lapse.

None of it is a fault: the base says what its sources say. How overdue each is, in days beyond what is to be expected, gives the
order.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from malibrief.errors import Finding
from malibrief.facts.dates import iso, split
from malibrief.facts.doubts import mandates
from malibrief.facts.factbase import of_type
from malibrief.facts.model import Figure, end_of
from malibrief.facts.spans import horizons_of, spans
from malibrief.language import say
from malibrief.text import age

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import Record
    from malibrief.facts.spans import Span

RULE = "stale"
"""The name under which these are listed."""
_YEAR = 365
_PERIODS = {"year": _YEAR, "half-year": 182, "quarter": 91, "month": 30, "week": 7}
"""How many days the periods of series have."""
_NOTICE = 60
"""How many days before its last one a mandate is told of."""


class _Overdue(NamedTuple):
    """Something to look at: how many days overdue it is, less than 0 for what is about to be, and the record at which to look."""

    days: int
    place: Placed[Record]
    message: str
    hint: str


def stale(base: FactBase, day: int) -> list[Finding]:
    """Return what is to be looked at on a day, the most overdue first. The base must be one without errors."""
    horizons = horizons_of(base)
    stood = spans(base, horizons)
    found = [*_open_ends(base, horizons, stood, day), *_late_series(base, stood, day), *_lapsing_mandates(base, day)]
    found.sort(key=lambda each: -each.days)
    return [
        Finding(place.path, place.line, RULE, place.record.id, message, hint, RULE) for _, place, message, hint in found
    ]


def _open_ends(
    base: FactBase, horizons: Mapping[str, PartialDate], stood: Mapping[str, Span], day: int
) -> Iterator[_Overdue]:
    """Yield what has no end and was last reported over a year before; not what ended with its mission, or for the next holder."""
    for place in base.facts:
        fact, horizon = place.record, horizons.get(place.record.id)
        if horizon is None or end_of(fact) is not None or fact.id not in stood or stood[fact.id].last <= day:
            continue
        days = _days(horizon.last, day) - _YEAR
        if days > 0:
            message = say("no end is recorded, and it was last reported {then}", then=_ago(horizon, day))
            hint = say(
                "give its end, or move `attested` on" if fact.attested else "give its end, or cite a newer source"
            )
            yield _Overdue(days, place, message, hint)


def _late_series(base: FactBase, stood: Mapping[str, Span], day: int) -> Iterator[_Overdue]:
    """Yield the series without a value for twice their rhythm, which is at least a year for all but flows.

    The rhythm is the time that mostly lies between its values, or its period where that is longer. One value has none, and
    nobody counts on when the fact that is counted has ended.
    """
    dates: dict[str, dict[PartialDate, str]] = {}
    for figure in of_type(base.facts, Figure):
        dates.setdefault(figure.record.series, {})[figure.record.date] = figure.record.id
    for place in base.series:
        series = place.record
        counted = dates.get(series.id, {})
        ended = any(_has_ended(stood, name, day) for name in (series.of, series.strength_of))
        if ended or len(counted) < 2:
            continue
        *_, newest = sorted_dates = sorted(counted, key=lambda each: each.last)
        gap = median(_days(one.last, other.last) for one, other in pairwise(sorted_dates))
        allowed = 2 * max(gap, _PERIODS.get(series.period or "", 0))
        if series.counts != "flow":
            allowed = max(allowed, _YEAR)
        days = _days(newest.last, day) - int(allowed)
        if days > 0:
            message = say("its last value, {figure!r}, is of {then}", figure=counted[newest], then=_ago(newest, day))
            yield _Overdue(days, place, message, say("add newer values"))


def _has_ended(stood: Mapping[str, Span], name: str | None, day: int) -> bool:
    return name is not None and name in stood and stood[name].last <= day


def _lapsing_mandates(base: FactBase, day: int) -> Iterator[_Overdue]:
    """Yield the missions and regimes without an end whose last mandate ran out, or does so within the notice."""
    facts = {place.record.id: place for place in base.facts}
    for target, decided in mandates(base).items():
        last, place = decided[-1].record, facts[target]
        until = last.mandate_until
        if until is None or end_of(place.record) is not None:
            continue
        days = _days(until.last, day)
        if days > -_NOTICE:
            message = say(
                "its mandate ran out on {until} ({resolution})"
                if days > 0
                else "its mandate runs out on {until} ({resolution})",
                until=until,
                resolution=last.id,
            )
            yield _Overdue(days, place, message, say("record the renewal, or give its end"))


def _days(before: int, after: int) -> int:
    """Return how many days lie between two bounds."""
    return date(*split(after)).toordinal() - date(*split(before)).toordinal()


def _ago(then: PartialDate, day: int) -> str:
    """Return a date and, from a month on, how long before a day that was: "Feb 2020, 6 years before 28 Nov 2026"."""
    before = age(then.last, day)
    if not before:
        return then.short
    return say("{then:short}, {before} {day:short}", then=then, before=before, day=iso(day))
