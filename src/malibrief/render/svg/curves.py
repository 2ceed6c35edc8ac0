"""Curves: a panel for each unit, points joined where they are near in time; each curve has its colour and its mark."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from malibrief.pictures import GAP_YEARS
from malibrief.render.svg.shapes import (
    EDGE,
    WIDTH,
    folded,
    legend,
    line,
    look,
    mark,
    text,
    text_width,
    texts,
    ticks,
    years,
)
from malibrief.text import number

if TYPE_CHECKING:
    from malibrief.pictures import Curve, Curves

_HEIGHT = 240


def draw(picture: Curves, y: float) -> tuple[list[str], float]:
    """The panels from `y` down, and how far down they reach."""
    rows: list[str] = []
    for unit in dict.fromkeys(curve.unit for curve in picture.curves):
        drawn, y = _panel(picture, [curve for curve in picture.curves if curve.unit == unit], unit, y)
        rows += drawn
    return rows, y


def _panel(picture: Curves, curves: list[Curve], unit: str, y: float) -> tuple[list[str], float]:
    values = [value for curve in curves for _, value, _ in curve.points]
    bottom_value = min(0.0, *values)
    scaled = [tick for tick in ticks(bottom_value, max(0.0, *values) or 1.0) if tick >= bottom_value]
    heading = folded(unit, WIDTH - 2 * EDGE, bold=True).lines
    top = y + 26 + 15 * len(heading)
    x = EDGE + max(text_width(number(tick)) for tick in scaled) + 8
    scale = (WIDTH - x - 2 * EDGE) / (picture.stop - picture.start)

    def place(value: float) -> float:
        return top + _HEIGHT - (value - bottom_value) / (scaled[-1] - bottom_value) * _HEIGHT

    rows = texts(EDGE, y + 26, heading, "g")
    rows += years(picture.start, picture.stop, x, scale, (top, top + _HEIGHT), below=True)
    for tick in scaled:
        rows += [line(x, place(tick), WIDTH - 2 * EDGE, place(tick)), text(x - 6, place(tick) + 4, number(tick), "s e")]
    for i, curve in enumerate(curves):
        rows += _curve(curve, i, [(x + (at - picture.start) * scale, place(value)) for at, value, _ in curve.points])
    entries = [(curve.label, *look(i)) for i, curve in enumerate(curves)]
    drawn, y = legend(entries, top + _HEIGHT + 42)
    return [*rows, *drawn], y + 12


def _curve(curve: Curve, i: int, places: list[tuple[float, float]]) -> list[str]:
    colour, form = look(i)
    times = [at for at, _, _ in curve.points]
    rows = [
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="2"/>'
        for (before, after), ((x1, y1), (x2, y2)) in zip(pairwise(times), pairwise(places), strict=True)
        if after - before <= GAP_YEARS
    ]
    named = [f"{curve.label}, {words}" for _, _, words in curve.points]
    return rows + [mark(form, x, y, colour, name) for (x, y), name in zip(places, named, strict=True)]
