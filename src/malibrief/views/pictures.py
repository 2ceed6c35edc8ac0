"""Charts before they are drawn: spans on a time axis, amounts side by side, counts by year, curves, posters.

`charts` makes them from listings; renderers draw them with characters or as SVG. Points in time are years with a
fraction: 2013.5 is the middle of 2013.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeVar

import msgspec

from malibrief.facts.dates import days_in, split
from malibrief.language import say


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """Something that lasted, possibly from `first` to `last`, in years, and certainly from `sure_first` to `sure_last`.

    `dates` are its dates in words. It has `no_end` if none is recorded, and an `open_end` if it ended on an unknown day.
    """

    label: str
    id: str
    first: float
    last: float
    sure_first: float
    sure_last: float
    dates: str
    no_end: bool = False
    open_end: bool = False


class Spans(msgspec.Struct, frozen=True):
    """Bars on an axis from the year `start` to the year `stop`; `mark` is a point in time to mark, in years, `mark_label` what it is."""

    title: str
    bars: list[Bar]
    start: int
    stop: int
    mark: float
    mark_label: str
    notes: list[str] = []


class Amount(msgspec.Struct, frozen=True):
    """A number with its label, or a range where it is disputed: from `low` to `high`, which else are the same.

    `text` is the number with its unit. Money has its `kind`, such as "pledge", as the base has it; for others it is "".
    """

    label: str
    id: str
    low: float
    high: float
    text: str
    kind: str = ""


class Group(msgspec.Struct, frozen=True):
    """Amounts of one unit under a heading; all groups of a unit are drawn to the same scale."""

    heading: str
    unit: str
    amounts: list[Amount]


class Amounts(msgspec.Struct, frozen=True):
    """Groups of amounts; `kinds` says what each kind of money in them is called."""

    title: str
    groups: list[Group]
    notes: list[str] = []
    kinds: dict[str, str] = {}


class Counts(msgspec.Struct, frozen=True):
    """The number of happenings of each of the `kinds`, year by year; years without any are included, with zeros."""

    title: str
    kinds: list[str]
    years: list[tuple[int, list[int]]]
    notes: list[str] = []


class Point(NamedTuple):
    """A value at a point in time, in years, a text that says both, and the id of its fact."""

    when: float
    value: float
    text: str
    id: str


class Curve(msgspec.Struct, frozen=True):
    """The values of one series, oldest first."""

    series: str
    label: str
    unit: str
    points: list[Point]


class Curves(msgspec.Struct, frozen=True):
    """Curves of one or several units on an axis from the year `start` to the year `stop`."""

    title: str
    curves: list[Curve]
    start: int
    stop: int
    notes: list[str] = []


class Happening(NamedTuple):
    """A happening on a poster: its date in words, its title, the id of its fact, whether it is a milestone."""

    date: str
    title: str
    id: str
    milestone: bool


class Poster(msgspec.Struct, frozen=True):
    """Happenings listed along a line."""

    title: str
    happenings: list[Happening]
    notes: list[str] = []


Sketch = Spans | Amounts | Counts
"""A chart that can be drawn with characters."""
Picture = Sketch | Curves | Poster
"""A chart that can be drawn as SVG."""

PictureT = TypeVar("PictureT", bound=Picture)

Sign = Literal["certain", "possible", "earlier", "no_end", "open_end"]
"""What a part or an end of a bar means: certain time, possible time, a start before the axis, no end recorded, an unknown end."""

GAP_YEARS = 2.1
"""Values of a curve that are more than this many years apart are not joined by a line."""


def is_empty(picture: Picture) -> bool:
    """Return whether there is nothing to draw."""
    if isinstance(picture, Spans):
        return not picture.bars
    if isinstance(picture, Amounts):
        return not picture.groups
    if isinstance(picture, Counts):
        return not picture.years
    return not (picture.curves if isinstance(picture, Curves) else picture.happenings)


def headed(picture: PictureT, name: str, asked: str) -> PictureT:
    """Return the picture of the listing `name` with what was `asked` for in its title; that of figures names their series."""
    if not asked or name == "figures":
        return picture
    return msgspec.structs.replace(picture, title=say("{name}: {text}", name=picture.title, text=asked))


def ids_in(picture: Picture) -> set[str] | None:
    """Return the ids of the facts that are drawn one by one; None where they are only counted."""
    if isinstance(picture, Spans):
        return {bar.id for bar in picture.bars}
    if isinstance(picture, Amounts):
        return {amount.id for group in picture.groups for amount in group.amounts}
    if isinstance(picture, Curves):
        return {point.id for curve in picture.curves for point in curve.points}
    return {each.id for each in picture.happenings} if isinstance(picture, Poster) else None


def year_step(scale: float, room: float) -> int:
    """Return the step between labelled years (1, 2, 5, 10, 20...) where a year is `scale` wide and a label needs `room`.

    Both are in the same unit, cells or pixels; `scale` is more than 0.
    """
    steps = (factor * 10**zeros for zeros in range(9) for factor in (1, 2, 5))
    step: int = next(step for step in steps if step * scale >= room)
    return step


def legend_of(picture: Spans) -> list[Sign]:
    """Return the signs that the bars use, which a legend has to explain."""
    bars = picture.bars
    used: dict[Sign, bool] = {
        "certain": any(bar.sure_last > bar.sure_first for bar in bars),
        "possible": any(bar.first < bar.sure_first or bar.sure_last < bar.last for bar in bars),
        "earlier": any(bar.first < picture.start for bar in bars),
        "no_end": any(bar.no_end for bar in bars),
        "open_end": any(bar.open_end for bar in bars),
    }
    return [sign for sign, is_used in used.items() if is_used]


def years_of(day: int) -> float:
    """Return the beginning of a day (a bound) as years with a fraction: 20130701 -> about 2013.5."""
    year, month, of_month = split(day)
    passed = sum(days_in(year, before) for before in range(1, month)) + of_month - 1
    return year + passed / _days_of(year)


def end_of(day: int) -> float:
    """Return the end of a day (a bound) as years with a fraction: 20131231 -> 2014.0."""
    year = day // 10000
    return min(round(years_of(day) + 1 / _days_of(year), 9), year + 1)


def _days_of(year: int) -> int:
    """Return how many days a year has."""
    return 337 + days_in(year, 2)
