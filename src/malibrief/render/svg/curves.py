"""Draw curves as SVG: a panel for each unit, each curve with its own colour and marker.

Points that lie far apart in time are not joined.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from malibrief.render.svg.shapes import (
    LINE_HEIGHT,
    MARGIN,
    colour_and_marker,
    legend,
    line,
    marker,
    text,
    text_lines,
    text_width,
    ticks,
    wrap,
    year_axis,
)
from malibrief.text import number
from malibrief.views.pictures import GAP_YEARS

if TYPE_CHECKING:
    from malibrief.views.pictures import Curve, Curves

_HEIGHT = 240
"""The height of a panel without its heading and legend, in user units."""


def draw(picture: Curves, y: float, width: float) -> tuple[list[str], float]:
    """Return the panels, drawn from `y` down in a chart of this width, and the `y` below them."""
    rows: list[str] = []
    for unit in dict.fromkeys(curve.unit for curve in picture.curves):
        drawn, y = _panel(picture, [curve for curve in picture.curves if curve.unit == unit], unit, y, width)
        rows += drawn
    return rows, y


def _panel(picture: Curves, curves: list[Curve], unit: str, y: float, width: float) -> tuple[list[str], float]:
    values = [point.value for curve in curves for point in curve.points]
    bottom_value = min(0.0, *values)
    tick_values = [tick for tick in ticks(bottom_value, max(0.0, *values) or 1.0) if tick >= bottom_value]
    heading = wrap(unit, width - 2 * MARGIN, bold=True).lines
    top = y + 26 + LINE_HEIGHT * len(heading)
    left = MARGIN + max(text_width(number(tick)) for tick in tick_values) + 8
    scale = (width - left - 2 * MARGIN) / (picture.stop - picture.start)

    def x_of(when: float) -> float:
        return left + (when - picture.start) * scale

    def y_of(value: float) -> float:
        return top + _HEIGHT - (value - bottom_value) / (tick_values[-1] - bottom_value) * _HEIGHT

    rows = text_lines(MARGIN, y + 26, heading, "g")
    rows += year_axis(picture.start, picture.stop, left, scale, (top, top + _HEIGHT), below=True)
    for tick in tick_values:
        level = y_of(tick)
        rows += [line(left, level, width - 2 * MARGIN, level), text(left - 6, level + 4, number(tick), "s e")]
    for i, curve in enumerate(curves):
        rows += _curve(curve, i, [(x_of(point.when), y_of(point.value)) for point in curve.points])
    if len(picture.curves) == 1:  # the title names it
        return rows, top + _HEIGHT + 28
    signs = [(curve.label, *colour_and_marker(i)) for i, curve in enumerate(curves)]
    drawn, y = legend(signs, top + _HEIGHT + 42, width)
    return [*rows, *drawn], y + 12


def _curve(curve: Curve, i: int, positions: list[tuple[float, float]]) -> list[str]:
    colour, shape = colour_and_marker(i)
    rows = [
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="2"/>'
        for (before, after), ((x1, y1), (x2, y2)) in zip(pairwise(curve.points), pairwise(positions), strict=True)
        if after.when - before.when <= GAP_YEARS
    ]
    return rows + [
        marker(shape, x, y, colour, f"{curve.label}, {point.text} ({point.id})")
        for point, (x, y) in zip(curve.points, positions, strict=True)
    ]
