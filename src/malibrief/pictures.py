"""Listings as pictures, without drawing them: spans on a time axis, amounts beside each other, counts by year, curves.

Which one a listing becomes follows from its facts: what lasts gives spans, money and figures give amounts (one unit or
currency a group, never added up), happenings give counts by year. The renderers draw them with characters or as SVG.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil
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
    """A number with its label; a disputed one runs from `low` to `high`. Money has its `kind`: pledge, disbursement."""

    label: str
    id: str
    low: float
    high: float
    told: str
    kind: str = ""


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

    series: str
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
MOST_CURVES, MOST_UNITS = 8, 6
"""How many curves of one unit can be told apart, and how many units one picture has; what is left out is said."""
GAP_YEARS = 2.1
"""Values that lie further apart than this are not joined by a line."""


def is_empty(picture: Picture) -> bool:
    """Whether there is nothing to draw."""
    return not any(getattr(picture, name, ()) for name in ("bars", "groups", "years", "curves", "happenings"))


def years_of(day: int) -> float:
    """A bound as years with a fraction: 20130701 -> 2013.5 or so."""
    year, month, dom = day // 10000, day // 100 % 100, day % 100
    passed = sum(days_in(year, m) for m in range(1, month)) + dom - 1
    return year + passed / (337 + days_in(year, 2))


def end_of(day: int) -> float:
    """The end of a day as years with a fraction: 20131231 -> 2014.0."""
    year = day // 10000
    return min(round(years_of(day) + 1 / (337 + days_in(year, 2)), 9), year + 1)


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
    dates = (entry.date.in_words if entry.date else "" for entry in found)
    told = [(date, title, entry.id, entry.milestone) for date, entry, title in zip(dates, found, titles, strict=True)]
    return Poster("Milestones" if all(entry.milestone for entry in found) else "Timeline", told)


def curves(found: Sequence[Found]) -> Picture:
    """Figures over time; those of one date only are amounts."""
    series: dict[str, list[Found]] = {}
    for entry in found:
        series.setdefault(entry.fact.series, []).append(entry)
    lines = [_curve(entries) for entries in series.values()]
    if not any(len(line.points) > 1 for line in lines):
        return _figures(found)
    drawn = _readable(lines)
    times = [point[0] for line in drawn for point in line.points]
    labels = "; ".join(line.label for line in drawn)
    title = labels if len(drawn) <= 3 and len(labels) <= 120 else "Figures"
    return Curves(title, drawn, int(min(times)), ceil(max(times)), _of_curves(lines, drawn))


def _curve(entries: list[Found]) -> Curve:
    last = entries[-1].fact
    points = sorted(_point(entry.fact) for entry in entries)
    return Curve(last.series, label_of(last), last.unit, points)


def _point(fact: Any) -> tuple[float, float, str]:
    when = (years_of(fact.date.first) + end_of(fact.date.last)) / 2
    return when, float(fact.value), f"{fact.date.in_words}: {number(fact.value)} {fact.unit} ({fact.id})"


def _readable(lines: list[Curve]) -> list[Curve]:
    """As many curves as can be told apart, those with the most values first, in their old order."""
    units: dict[str, list[Curve]] = {}
    for line in sorted(lines, key=lambda line: -len(line.points)):
        units.setdefault(line.unit, []).append(line)
    fullest = sorted(units.values(), key=lambda same: -sum(len(line.points) for line in same))[:MOST_UNITS]
    kept = {line.series for same in fullest for line in same[:MOST_CURVES]}
    return [line for line in lines if line.series in kept]


def _of_curves(lines: list[Curve], drawn: list[Curve]) -> list[str]:
    """What a reader of curves must know: where they are not joined, and which are left out."""
    apart = any(after[0] - before[0] > GAP_YEARS for line in drawn for before, after in pairwise(line.points))
    notes = ["values more than two years apart are not joined"] if apart else []
    left = [line.series for line in lines if line not in drawn]
    if left:
        names = ", ".join(left[:12]) + (f" and {len(left) - 12} more" if len(left) > 12 else "")
        limits = f"at most {MOST_CURVES} of a unit and {MOST_UNITS} units, those with the most values"
        notes.append(f"{len(left)} of {len(lines)} series not drawn ({limits}); choose with --series: {names}")
    return notes


def _spans(name: str, found: Sequence[Found], updated: PartialDate, day: int | None) -> Spans:
    drawn = [entry for entry in found if entry.span and _until(entry, updated) is not None]
    several = len({entry.fact.office for entry in drawn if entry.topic == "people"}) > 1
    labels = [label_of(entry.fact) + (f": {entry.fact.role}" if several else "") for entry in drawn]
    bars = [_bar(entry, label, updated) for entry, label in zip(drawn, labels, strict=True)]
    mark = years_of(day or updated.last)
    start = _start([bar.first for bar in bars], mark)
    stop = max((ceil(bar.last) for bar in bars), default=int(mark) + 1)
    left = len(found) - len(bars)
    what = "a mandate's end" if name == "resolutions" else "a known time"
    notes = [f"{plural(left, 'fact')} without {what} not drawn"] if left else []
    title = "Mandates of resolutions" if name == "resolutions" else name.capitalize()
    told = (iso(day) if day else updated).in_words
    return Spans(title, bars, start, max(stop, int(mark) + 1), mark, told, notes)


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
    if entry.span.last == FOREVER:
        return max(updated.last, entry.span.sure_first)
    end = getattr(entry.fact, "end", None)
    return entry.span.last if end in (None, UNKNOWN) else max(min(entry.span.last, end.last), entry.span.first)


def _bar(entry: Found, label: str, updated: PartialDate) -> Bar:
    fact, span = entry.fact, entry.span
    assert span is not None
    last = _until(entry, updated) or updated.last
    ongoing = span.last == FOREVER and entry.topic != "resolutions"
    open_end = getattr(fact, "end", None) == UNKNOWN
    sure_last = last if span.sure_last == FOREVER or entry.topic == "resolutions" else span.sure_last
    end = years_of if ongoing or (sure_last <= span.sure_first and last > span.first) else end_of
    return Bar(
        label, fact.id, years_of(span.first), (years_of if ongoing else end_of)(last),
        years_of(span.sure_first), end(min(sure_last, last)), _told(entry), ongoing, open_end,
    )  # fmt: skip


def _told(entry: Found) -> str:
    """The dates of a bar as people write them: "1 Jul 2013 – 31 Dec 2023", "since 15 Jan 2015"."""
    fact = entry.fact
    period = period_of(fact)
    start, end = (period.start, period.end) if period else (None, None)
    if entry.topic == "resolutions":
        start, end = fact.date, fact.mandate_until
    if end is None:
        return f"since {start.short}" if start else "start not known"
    if end == start:
        return start.short
    return f"{start.short if start else '?'} – {'?' if end == UNKNOWN else end.short}"


def _money(found: Sequence[Found]) -> Amounts:
    groups: dict[str, list[Amount]] = {}
    for entry in found:
        fact = entry.fact
        if fact.amount is not None:
            told = f"{money(fact.amount, fact.currency)} {fact.kind}"
            label = f"{fact.start.short} · {fact.title}" if fact.start else fact.title
            drawn = Amount(label, fact.id, fact.amount, fact.amount, told, fact.kind)
            groups.setdefault(fact.currency, []).append(drawn)
    left = sum(entry.fact.amount is None for entry in found)
    notes = [f"{plural(left, 'fact')} without an amount not drawn"] if left else []
    if len(groups) > 1:
        notes.append("currencies are drawn apart, each on its own scale, and never added up")
    return Amounts("Funding", [Group(currency, currency, amounts) for currency, amounts in groups.items()], notes)


def _figures(found: Sequence[Found]) -> Amounts:
    groups: dict[str, list[Found]] = {}
    for entry in found:
        groups.setdefault(entry.fact.series, []).append(entry)
    lasts = {series: entries[-1].fact for series, entries in groups.items()}
    drawn = [
        Group(f"{label_of(last)} ({name})", last.unit, [_valued(entry.fact) for entry in groups[name]])
        for name, last in lasts.items()
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
    told = [f"{fact.deaths} death{'s' * (fact.deaths.max != 1)}" for fact in counted]
    amounts = [
        Amount(f"{fact.date.short} · {fact.title}", fact.id, fact.deaths.min, fact.deaths.max, deaths)
        for fact, deaths in zip(counted, told, strict=True)
    ]
    left = len(found) - len(counted)
    notes = [f"{plural(left, 'event')} without a count of deaths not drawn"] if left else []
    group = Group("deaths, from the lowest to the highest count", "deaths", amounts)
    return Amounts("Deaths in events", [group], notes)


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
