"""What pictures are, not yet drawn: spans on a time axis, amounts beside each other, counts by year, curves, posters.

`charts` makes them from listings; the renderers draw them with characters or as SVG.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from malibrief.facts.dates import days_in, split


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """Something that lasted, from `first` to `last` in years with fractions; for certain from `sure_first` to `sure_last`.

    `dates` are its dates in words. `ongoing`: it has not ended; `open_end`: it has, on a day that is not known.
    """

    label: str
    id: str
    first: float
    last: float
    sure_first: float
    sure_last: float
    dates: str
    ongoing: bool = False
    open_end: bool = False


class Spans(msgspec.Struct, frozen=True):
    """Bars over an axis of whole years from `start` to `stop`; `mark` is the day that is marked, in years."""

    title: str
    bars: list[Bar]
    start: int
    stop: int
    mark: float
    mark_label: str
    notes: list[str] = []


class Amount(msgspec.Struct, frozen=True):
    """A number with its label; a disputed one runs from `low` to `high`. Money has its `kind`: pledge, disbursement.

    `text` is the number with its unit.
    """

    label: str
    id: str
    low: float
    high: float
    text: str
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


class Point(NamedTuple):
    """A value at a point in time, in years with a fraction, and what both are in words."""

    when: float
    value: float
    text: str


class Curve(msgspec.Struct, frozen=True):
    """The values of one series, in the order of time."""

    series: str
    label: str
    unit: str
    points: list[Point]


class Curves(msgspec.Struct, frozen=True):
    """Curves of one or several units over an axis of whole years."""

    title: str
    curves: list[Curve]
    start: int
    stop: int
    notes: list[str] = []


class Happening(NamedTuple):
    """A happening as a poster has it: its date in words, its title, the id of its fact, whether it is a milestone."""

    date: str
    title: str
    id: str
    milestone: bool


class Poster(msgspec.Struct, frozen=True):
    """Happenings as a list along a line."""

    title: str
    happenings: list[Happening]
    notes: list[str] = []


Sketch = Spans | Amounts | Counts
"""What can be drawn with characters."""
Picture = Sketch | Curves | Poster

Sign = Literal["certain", "possible", "earlier", "ongoing", "open_end"]
"""What a part or an end of a bar stands for: time for certain, possible time, a start before the axis, and the two ends of `Bar`."""

GAP_YEARS = 2.1
"""Values that lie further apart than this are not joined by a line."""


def is_empty(picture: Picture) -> bool:
    """Return whether there is nothing to draw."""
    return not any(getattr(picture, name, ()) for name in ("bars", "groups", "years", "curves", "happenings"))


def year_step(scale: float, room: float) -> int:
    """Return the step between named years where a year is `scale` wide and a name needs `room`: 1, 2, 5, 10, 20..."""
    steps = (factor * 10**zeros for zeros in range(9) for factor in (1, 2, 5))
    step: int = next(step for step in steps if step * scale >= room)
    return step


def legend_of(picture: Spans) -> list[Sign]:
    """Return what has to be explained of the bars that are drawn."""
    bars = picture.bars
    there: dict[Sign, bool] = {
        "certain": any(bar.sure_last > bar.sure_first for bar in bars),
        "possible": any(bar.first < bar.sure_first or bar.sure_last < bar.last for bar in bars),
        "earlier": any(bar.first < picture.start for bar in bars),
        "ongoing": any(bar.ongoing for bar in bars),
        "open_end": any(bar.open_end for bar in bars),
    }
    return [sign for sign, is_there in there.items() if is_there]


def years_of(day: int) -> float:
    """Return the beginning of a day as years with a fraction: 20130701 -> 2013.5 or so."""
    year, month, of_month = split(day)
    passed = sum(days_in(year, before) for before in range(1, month)) + of_month - 1
    return year + passed / _days_of(year)


def end_of(day: int) -> float:
    """Return the end of a day as years with a fraction: 20131231 -> 2014.0."""
    year = day // 10000
    return min(round(years_of(day) + 1 / _days_of(year), 9), year + 1)


def _days_of(year: int) -> int:
    return 337 + days_in(year, 2)
