"""Counts by year: a column for each year, one part of it for each kind, the sum above it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from malibrief.render.svg.shapes import (
    COLOURS,
    EDGE,
    LINE,
    WIDTH,
    YEAR,
    box,
    folded,
    legend,
    line,
    text,
    text_width,
    texts,
    ticks,
    xml,
)
from malibrief.text import number

if TYPE_CHECKING:
    from malibrief.views.pictures import Counts

_HEIGHT = 260
_LONG_GAP = 5


def draw(picture: Counts, y: float) -> tuple[list[str], float]:
    """Return the columns from `y` down, and how far down they reach."""
    years = _dense(picture.years)
    bottom = y + 28 + _HEIGHT
    scaled = ticks(0, max(sum(counts) for _, counts in years) or 1)
    rows: list[str] = []
    left = EDGE + max(text_width(number(tick)) for tick in scaled) + 8
    for tick in scaled:
        level = bottom - tick / scaled[-1] * _HEIGHT
        rows += [line(left, level, WIDTH - EDGE, level), text(left - 6, level + 4, number(tick), "s e")]
    step = (WIDTH - EDGE - left) / len(years)
    named = ceil(YEAR / step)  # one in this many years is named, so that names do not touch
    for i, (year, counts) in enumerate(years):
        rows += _column(year, counts, picture.kinds, left + i * step, step, bottom, _HEIGHT / scaled[-1])
        if year % named == 0 or named == 1:
            rows.append(text(left + (i + 0.5) * step, bottom + 18, str(year), "s c"))
    signs = [(kind, COLOURS[i % len(COLOURS)], "square") for i, kind in enumerate(picture.kinds)]
    drawn, y = legend(signs, bottom + 42)
    earlier = _earlier(picture, years, y)
    return [*rows, *drawn, *earlier], y + LINE * len(earlier) + 6


def _column(
    year: int, counts: list[int], kinds: list[str], x: float, step: float, bottom: float, scale: float
) -> list[str]:
    """Return one year from the ground up; the ground shows between its parts as a gap of one pixel."""
    named = ", ".join(f"{kind} {count}" for kind, count in zip(kinds, counts, strict=True) if count)
    rows = [f"<g><title>{xml(f'{year}: {sum(counts)} ({named})')}</title>"]
    y = bottom
    for i, count in enumerate(counts):
        height = count * scale
        y -= height
        if count:
            part = max(height - 1, height / 2)
            rows.append(box(x + step * 0.1, y + height - part, step * 0.8, part, COLOURS[i % len(COLOURS)]))
    total = number(sum(counts))
    if any(counts) and text_width(total) <= step:
        rows.append(text(x + step / 2, y - 4, total, "s c"))
    return [*rows, "</g>"]


def _earlier(picture: Counts, years: list[tuple[int, list[int]]], y: float) -> list[str]:
    """Return the years before those that are drawn, in words."""
    left = [f"{year}: {sum(counts)}" for year, counts in picture.years if any(counts) and year < years[0][0]]
    if not left:
        return []
    lines = folded(f"earlier, not drawn: {', '.join(left)}", WIDTH - 2 * EDGE).lines
    return texts(EDGE, y + 20, lines, "s")


def _dense(years: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """Return the years from the last long gap on, so that one old happening does not squeeze all others together."""
    start = empty = 0
    for i, (_, counts) in enumerate(years):
        empty = 0 if any(counts) else empty + 1
        if empty >= _LONG_GAP:
            start = i + 1
    return years[start:]
