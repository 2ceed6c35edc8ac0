"""Charts of figures: a curve for each series or, in a text and where no series has two values, amounts."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.told import detail_of, label_of, text_of
from malibrief.language import say
from malibrief.text import joined
from malibrief.views.pictures import GAP_YEARS, Amount, Amounts, Curve, Curves, Group, Point, end_of, years_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.model import Figure
    from malibrief.index.results import Found

MOST_CURVES, MOST_UNITS = 8, 6
"""How many curves of one unit, and how many units, are drawn at most, so that they can be told apart."""


def curves(facts: Sequence[Found[Figure]], titles: Mapping[str, str]) -> Curves | Amounts:
    """Return the curves of figures over time, a curve a series; amounts where no series has two values.

    `titles` has those of series, by id; one without takes that of its last figure.
    """
    by_series = _by_series(facts)
    lines = [_curve(figures, titles) for figures in by_series.values()]
    if not any(len(line.points) > 1 for line in lines):
        return amounts(facts, titles)
    drawn = _readable(lines)
    times = [point.when for line in drawn for point in line.points]
    labels = joined(line.label for line in drawn)
    title = labels if len(drawn) == 1 or (len(drawn) <= 3 and len(labels) <= 120) else say("figures").capitalize()
    own_titles = [note for line in drawn for note in _notes_on_titles(line.label, by_series[line.series])]
    return Curves(title, drawn, int(min(times)), ceil(max(times)), [*_notes_on_curves(lines, drawn), *own_titles])


def _curve(figures: list[Figure], titles: Mapping[str, str]) -> Curve:
    """Return the curve of one series."""
    title = _title(figures, titles)
    return Curve(figures[-1].series, title, text_of(figures[-1], "unit"), sorted(map(_point, figures)))


def _title(figures: list[Figure], titles: Mapping[str, str]) -> str:
    """Return the title of a series, given its figures."""
    return titles.get(figures[-1].series, label_of(figures[-1]))


def _notes_on_titles(title: str, figures: list[Figure]) -> list[str]:
    """Return a note for each figure of a series of this title that has a title of its own: it counts something else."""
    return [
        say("{name}: {text}", name=figure.date.short, text=label_of(figure))
        for figure in figures
        if label_of(figure) != title
    ]


def _point(figure: Figure) -> Point:
    """Return a figure as a point in the middle of its day, month or year."""
    when = (years_of(figure.date.first) + end_of(figure.date.last)) / 2
    said = say("{name}: {text}", name=figure.date.in_words, text=detail_of(figure))
    return Point(when, float(figure.value), said, figure.id)


def _readable(lines: list[Curve]) -> list[Curve]:
    """Return the curves to draw, in their order: of at most MOST_UNITS units at most MOST_CURVES each, those with most values."""
    units: dict[str, list[Curve]] = {}
    for line in sorted(lines, key=lambda line: -len(line.points)):
        units.setdefault(line.unit, []).append(line)
    fullest = sorted(units.values(), key=lambda same: -sum(len(line.points) for line in same))[:MOST_UNITS]
    kept = {line.series for same in fullest for line in same[:MOST_CURVES]}
    return [line for line in lines if line.series in kept]


def _notes_on_curves(lines: list[Curve], drawn: list[Curve]) -> list[str]:
    """Return the notes on curves: whether they have gaps, and which of all `lines` are not drawn."""
    has_gaps = any(after.when - before.when > GAP_YEARS for line in drawn for before, after in pairwise(line.points))
    notes = [say("values more than two years apart are not joined")] if has_gaps else []
    omitted = len(lines) - len(drawn)
    if omitted:
        said = say(
            "{omitted} of {count} series not drawn (at most {curves} of a unit and {units} units, those with the most values); "
            "choose some with --series, malibrief series lists them",
            omitted=omitted,
            count=len(lines),
            curves=MOST_CURVES,
            units=MOST_UNITS,
        )
        notes.append(said)
    return notes


def amounts(facts: Sequence[Found[Figure]], titles: Mapping[str, str]) -> Amounts:
    """Return the values of figures, a group for each series; one series alone gives the chart its title."""
    series = [(_title(figures, titles), figures) for figures in _by_series(facts).values()]
    groups = [
        Group(title, text_of(some[-1], "unit"), [_amount_of(figure) for figure in some]) for title, some in series
    ]
    notes = [*_notes_on_gaps(series), *(note for each in series for note in _notes_on_titles(*each))]
    if len(groups) == 1:
        alone = msgspec.structs.replace(groups[0], heading=groups[0].unit)
        return Amounts(groups[0].heading, [alone], notes)
    return Amounts(say("figures").capitalize(), groups, notes)


def _by_series(facts: Sequence[Found[Figure]]) -> dict[str, list[Figure]]:
    """Return the figures of each series, by its name, in their order."""
    series: dict[str, list[Figure]] = {}
    for found in facts:
        series.setdefault(found.fact.series, []).append(found.fact)
    return series


def _amount_of(figure: Figure) -> Amount:
    """Return the value of a figure, with its date as its label."""
    return Amount(figure.date.short, figure.id, figure.value, figure.value, detail_of(figure))


def _notes_on_gaps(series: Sequence[tuple[str, list[Figure]]]) -> list[str]:
    """Return a note for each series, given as its title and figures, that has no value for some years in between."""
    notes = []
    for title, figures in series:
        years = {figure.date.first // 10000 for figure in figures}
        missing = [year for year in range(min(years), max(years)) if year not in years]
        if missing:
            notes.append(say("{title}: no value for {years}", title=title, years=", ".join(map(str, missing))))
    return notes
