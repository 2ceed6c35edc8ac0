"""Listings as pictures, without drawing them: spans on a time axis, amounts beside each other, counts by year, curves.

Which one a listing becomes follows from its facts: what lasts gives spans, money and figures give amounts (one unit or
currency a group, never added up), happenings give counts by year. The renderers draw them with characters or as SVG.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.dates import FOREVER, UNKNOWN, days_in, iso
from malibrief.model import label_of, period_of
from malibrief.query import topic_of
from malibrief.text import money, number, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from malibrief.dates import PartialDate
    from malibrief.query import Entry, Found


class Bar(msgspec.Struct, frozen=True):
    """Something that lasted, from `first` to `last` in years with fractions; certain between `sure_first` and `sure_last`.

    `ongoing`: it has not ended; `open_end`: it has, on a day that is not known.
    """

    label: str
    id: str
    first: float
    last: float
    sure_first: float
    sure_last: float
    told: str
    ongoing: bool = False
    open_end: bool = False


class Spans(msgspec.Struct, frozen=True):
    """Bars over an axis of whole years from `start` to `stop`; `mark` is the day that is marked, in years."""

    title: str
    bars: list[Bar]
    start: int
    stop: int
    mark: float
    mark_told: str
    notes: list[str] = []


class Amount(msgspec.Struct, frozen=True):
    """A number with its label; a disputed one runs from `low` to `high`."""

    label: str
    id: str
    low: float
    high: float
    told: str


class Group(msgspec.Struct, frozen=True):
    """Amounts of one unit, which share a scale with the groups of the same unit."""

    heading: str
    unit: str
    amounts: list[Amount]


class Amounts(msgspec.Struct, frozen=True):
    """Groups of amounts."""

    title: str
    groups: list[Group]
    notes: list[str] = []


class Counts(msgspec.Struct, frozen=True):
    """How many happenings of each kind a year had; years without any are there with zeros."""

    title: str
    kinds: list[str]
    years: list[tuple[int, list[int]]]
    notes: list[str] = []


class Curve(msgspec.Struct, frozen=True):
    """The values of one series over time: (year with fraction, value, what is told of it), in the order of time."""

    label: str
    unit: str
    points: list[tuple[float, float, str]]


class Curves(msgspec.Struct, frozen=True):
    """Curves of one or several units over an axis of whole years."""

    title: str
    curves: list[Curve]
    start: int
    stop: int
    notes: list[str] = []


class Poster(msgspec.Struct, frozen=True):
    """Happenings as a list along a line: (date in words, title, id, whether it is a milestone)."""

    title: str
    happenings: list[tuple[str, str, str, bool]]
    notes: list[str] = []


Picture = Spans | Amounts | Counts | Curves | Poster


MOST_ON_POSTER = 150
"""A timeline of more happenings than these is drawn as counts by year."""


def years_of(day: int) -> float:
    """A bound as years with a fraction: 20130701 -> 2013.5 or so."""
    year, month, dom = day // 10000, day // 100 % 100, day % 100
    passed = sum(days_in(year, m) for m in range(1, month)) + dom - 1
    return year + passed / (337 + days_in(year, 2))


def picture(name: str, found: Sequence[Found], updated: PartialDate, day: int | None = None) -> Picture:
    """The picture of a listing of one topic, in its order; `day` is the day that it is asked for, else `updated` is marked."""
    if name == "funding":
        return _money(found)
    if name == "figures":
        return _figures(found)
    if name == "events" and any(entry.fact.deaths for entry in found):
        return _deaths(found)
    if name in ("missions", "people", "agreements", "sanctions", "resolutions"):
        return _spans(name, found, updated, day)
    return counted(name, [(name, getattr(entry.fact, "date", None)) for entry in found])


def happenings(found: Sequence[Entry]) -> Counts:
    """The picture of a timeline: happenings by year and topic."""
    return counted("happenings", [(topic_of(entry.topic).word, entry.date) for entry in found])


def poster(found: Sequence[Entry], titles: Iterable[str]) -> Poster:
    """A timeline as a list along a line."""
    told = [
        (entry.date.in_words if entry.date else "", title, entry.id, entry.milestone)
        for entry, title in zip(found, titles, strict=True)
    ]
    return Poster("Timeline", told)


def curves(found: Sequence[Found]) -> Picture:
    """Figures over time; those of one date only are amounts."""
    series: dict[str, list[Found]] = {}
    for entry in found:
        series.setdefault(entry.fact.series, []).append(entry)
    lines = [_curve(entries) for entries in series.values()]
    if not any(len(line.points) > 1 for line in lines):
        return _figures(found)
    times = [point[0] for line in lines for point in line.points]
    return Curves("Figures", lines, int(min(times)), int(max(times)) + 1)


def _curve(entries: list[Found]) -> Curve:
    points = [
        (
            (years_of(entry.fact.date.first) + years_of(entry.fact.date.last)) / 2,
            float(entry.fact.value),
            f"{entry.fact.date.in_words}: {number(entry.fact.value)} {entry.fact.unit} ({entry.fact.id})",
        )
        for entry in entries
    ]
    return Curve(label_of(entries[-1].fact), entries[-1].fact.unit, sorted(points))


def _spans(name: str, found: Sequence[Found], updated: PartialDate, day: int | None) -> Spans:
    drawn = [entry for entry in found if entry.span and _until(entry, updated) is not None]
    offices = {entry.fact.office for entry in drawn if entry.topic == "people"}
    bars = [
        _bar(entry, label_of(entry.fact) + (f": {entry.fact.role}" if len(offices) > 1 else ""), updated)
        for entry in drawn
    ]
    mark = years_of(day or updated.last)
    start = _start([bar.first for bar in bars], mark)
    stop = max((int(bar.last) + 1 for bar in bars), default=int(mark) + 1)
    left = len(found) - len(bars)
    notes = [f"{plural(left, 'fact')} without a known time not drawn"] if left else []
    return Spans(
        name.capitalize(), bars, start, max(stop, int(mark) + 1), mark, (iso(day) if day else updated).in_words, notes
    )


def _start(firsts: list[float], mark: float) -> int:
    """The first year of the axis: the earliest start, but that a few old ones do not squeeze all others together."""
    if not firsts:
        return int(mark)
    ordered = sorted(firsts)
    return int(max(ordered[0], ordered[len(ordered) // 4] - 5))


def _until(entry: Found, updated: PartialDate) -> int | None:
    """The last day of a fact's bar; a resolution's is that of its mandate, and without one there is none."""
    if entry.topic == "resolutions":
        return entry.fact.mandate_until.last if entry.fact.mandate_until else None
    assert entry.span is not None
    return max(updated.last, entry.span.sure_first) if entry.span.last == FOREVER else entry.span.last


def _bar(entry: Found, label: str, updated: PartialDate) -> Bar:
    fact, span = entry.fact, entry.span
    assert span is not None
    last = _until(entry, updated) or updated.last
    ongoing = span.last == FOREVER and entry.topic != "resolutions"
    open_end = getattr(fact, "end", None) == UNKNOWN
    sure_last = last if span.sure_last == FOREVER or entry.topic == "resolutions" else span.sure_last
    return Bar(
        label, fact.id, years_of(span.first), years_of(last), years_of(span.sure_first), years_of(sure_last),
        _told(entry), ongoing, open_end,
    )  # fmt: skip


def _told(entry: Found) -> str:
    """The dates of a bar as people write them: "1 Jul 2013 - 31 Dec 2023"."""
    fact = entry.fact
    if entry.topic == "resolutions":
        return f"{fact.date.short} - {fact.mandate_until.short}"
    period = period_of(fact)
    start = period.start.short if period and period.start else "?"
    end = period.end if period else None
    if end is None:
        return f"{start} -"
    return start if end == start else f"{start} - {'?' if end == UNKNOWN else end.short}"


def _money(found: Sequence[Found]) -> Amounts:
    groups: dict[str, list[Amount]] = {}
    for entry in found:
        fact = entry.fact
        if fact.amount is not None:
            told = f"{money(fact.amount, fact.currency)} {fact.kind}"
            groups.setdefault(fact.currency, []).append(Amount(fact.title, fact.id, fact.amount, fact.amount, told))
    left = sum(entry.fact.amount is None for entry in found)
    notes = [f"{plural(left, 'fact')} without an amount not drawn"] if left else []
    if len(groups) > 1:
        notes.append("currencies are drawn apart, each on its own scale, and never added up")
    return Amounts("Funding", [Group(currency, currency, amounts) for currency, amounts in groups.items()], notes)


def _figures(found: Sequence[Found]) -> Amounts:
    groups: dict[str, list[Found]] = {}
    for entry in found:
        groups.setdefault(entry.fact.series, []).append(entry)
    drawn = [
        Group(
            f"{label_of(entries[-1].fact)} ({series})",
            entries[-1].fact.unit,
            [_valued(entry.fact) for entry in entries],
        )
        for series, entries in groups.items()
    ]
    return Amounts("Figures", drawn, _gaps(groups))


def _valued(fact: Any) -> Amount:
    return Amount(fact.date.short, fact.id, fact.value, fact.value, f"{number(fact.value)} {fact.unit}")


def _gaps(groups: dict[str, list[Found]]) -> list[str]:
    """The years within a series of which there is no value; they are said, not filled."""
    notes = []
    for series, entries in groups.items():
        years = {entry.fact.date.first // 10000 for entry in entries}
        missing = [year for year in range(min(years), max(years)) if year not in years]
        if missing:
            notes.append(f"{series}: no value for {', '.join(map(str, missing))}")
    return notes


def _deaths(found: Sequence[Found]) -> Amounts:
    counted = [entry.fact for entry in found if entry.fact.deaths]
    amounts = [
        Amount(f"{fact.date.short}: {fact.title}", fact.id, fact.deaths.min, fact.deaths.max, f"{fact.deaths} deaths")
        for fact in counted
    ]
    left = len(found) - len(counted)
    notes = [f"{plural(left, 'event')} without a count of deaths not drawn"] if left else []
    return Amounts(
        "Deaths in events", [Group("deaths, from the lowest to the highest count", "deaths", amounts)], notes
    )


def counted(name: str, happened: Sequence[tuple[str, PartialDate | None]]) -> Counts:
    """How many of each kind every year had; what has no date is not counted, which is said."""
    dated = [(kind, date) for kind, date in happened if date]
    kinds = list(dict.fromkeys(kind for kind, _ in dated))
    tally: dict[int, list[int]] = {}
    for kind, date in dated:
        tally.setdefault(date.first // 10000, [0] * len(kinds))[kinds.index(kind)] += 1
    years = [(year, tally.get(year, [0] * len(kinds))) for year in range(min(tally), max(tally) + 1)] if tally else []
    undated = len(happened) - len(dated)
    return Counts(name.capitalize() + " by year", kinds, years, [f"{undated} undated not counted"] if undated else [])
