"""Draw counts by year as SVG: a stacked column for each year, a segment for each kind, the total on top."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from malibrief.language import say
from malibrief.render.svg.shapes import (
    COLOURS,
    LINE_HEIGHT,
    MARGIN,
    YEAR_WIDTH,
    box,
    escape_xml,
    legend,
    line,
    text,
    text_lines,
    text_width,
    ticks,
    wrap,
)
from malibrief.text import number

if TYPE_CHECKING:
    from malibrief.views.pictures import Counts

_HEIGHT = 260
"""The height of the plot, in user units."""
_LONG_GAP = 5
"""Years before a gap of at least this many years without any happening are listed in words instead of drawn."""


def draw(picture: Counts, y: float, width: float) -> tuple[list[str], float]:
    """Return the columns, drawn from `y` down in a chart of this width, and the `y` below them."""
    years = _without_early_gaps(picture.years)
    bottom = y + 28 + _HEIGHT
    tick_values = ticks(0, max(sum(counts) for _, counts in years) or 1)
    rows: list[str] = []
    left = MARGIN + max(text_width(number(tick)) for tick in tick_values) + 8
    for tick in tick_values:
        level = bottom - tick / tick_values[-1] * _HEIGHT
        rows += [line(left, level, width - MARGIN, level), text(left - 6, level + 4, number(tick), "s e")]
    step = (width - MARGIN - left) / len(years)
    label_every = ceil(YEAR_WIDTH / step)  # so that the numbers of years do not touch
    for i, (year, counts) in enumerate(years):
        rows += _column(year, counts, picture.kinds, left + i * step, step, bottom, _HEIGHT / tick_values[-1])
        if year % label_every == 0 or label_every == 1:
            rows.append(text(left + (i + 0.5) * step, bottom + 18, str(year), "s c"))
    signs = [(kind, COLOURS[i % len(COLOURS)], "square") for i, kind in enumerate(picture.kinds)]
    drawn, y = legend(signs, bottom + 42, width)
    earlier = _earlier(picture, years, y, width)
    return [*rows, *drawn, *earlier], y + LINE_HEIGHT * len(earlier) + 6


def _column(
    year: int, counts: list[int], kinds: list[str], x: float, step: float, bottom: float, scale: float
) -> list[str]:
    """Return the column of one year, drawn upwards from `bottom`, with a gap of one unit between its segments."""
    breakdown = ", ".join(f"{kind} {count}" for kind, count in zip(kinds, counts, strict=True) if count)
    said = say("{name}: {text}", name=str(year), text=f"{sum(counts)} ({breakdown})")
    rows = [f"<g><title>{escape_xml(said)}</title>"]
    y = bottom
    for i, count in enumerate(counts):
        height = count * scale
        y -= height
        if count:
            visible = max(height - 1, height / 2)
            rows.append(box(x + step * 0.1, y + height - visible, step * 0.8, visible, COLOURS[i % len(COLOURS)]))
    total = number(sum(counts))
    if any(counts) and text_width(total) <= step:
        rows.append(text(x + step / 2, y - 4, total, "s c"))
    return [*rows, "</g>"]


def _earlier(picture: Counts, years: list[tuple[int, list[int]]], y: float, width: float) -> list[str]:
    """Return a note that lists the years before those that are drawn, [] if there are none."""
    omitted = [
        say("{name}: {text}", name=str(year), text=str(sum(counts)))
        for year, counts in picture.years
        if any(counts) and year < years[0][0]
    ]
    if not omitted:
        return []
    said = say("earlier, not drawn: {years}", years=", ".join(omitted))
    lines = wrap(said, width - 2 * MARGIN).lines
    return text_lines(MARGIN, y + 20, lines, "s")


def _without_early_gaps(years: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """Return the years after the last long gap, so that one early happening does not squeeze all the others together."""
    start = empty = 0
    for i, (_, counts) in enumerate(years):
        empty = 0 if any(counts) else empty + 1
        if empty >= _LONG_GAP:
            start = i + 1
    return years[start:]
