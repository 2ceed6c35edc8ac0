"""Spans: a bar for each fact that lasted, over an axis of years, its name to the left and its dates to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.render.svg.shapes import (
    BAR,
    BAR_TOP,
    BASELINE,
    COLOURS,
    EDGE,
    LINE,
    WIDTH,
    Label,
    box,
    folded,
    line,
    row_height,
    text,
    text_width,
    texts,
    xml,
    years,
)
from malibrief.views.pictures import legend_of

if TYPE_CHECKING:
    from malibrief.views.pictures import Bar, Sign, Spans

_LABELS = 300
"""The widest that labels are."""
_TALL = 25
"""From this many bars on, the axis stands below them too."""
_COLOUR = COLOURS[0]
_SIGNS: dict[Sign, str] = {
    "possible": "pale: possible, day not known",
    "earlier": "◀ began earlier",
    "ongoing": "▶ goes on",
    "open_end": "? ended, day not known",
}
"""The legend; what is certain is drawn as bars are and needs none."""


def draw(picture: Spans, y: float) -> tuple[list[str], float]:
    """Return the bars from `y` down, and how far down they reach."""
    labels = [folded(bar.label, _LABELS) for bar in picture.bars]
    x = EDGE + max(label.width for label in labels) + 14
    right = WIDTH - EDGE - max(text_width(bar.dates) for bar in picture.bars)
    scale = (right - 16 - x) / (picture.stop - picture.start)
    top = y + 44
    rows, bottom = _rows(picture, labels, x, scale, top, right)
    axis = years(picture.start, picture.stop, x, scale, (top, bottom))
    if len(picture.bars) >= _TALL:
        axis += years(picture.start, picture.stop, x, scale, (bottom, bottom), below=True)
    mark = x + (picture.mark - picture.start) * scale
    axis.append(line(mark, top, mark, bottom, "m"))
    y = bottom + (36 if len(picture.bars) >= _TALL else 20)
    legend = folded(_legend(picture), WIDTH - 2 * EDGE).lines
    return [*axis, *rows, *texts(EDGE, y, legend, "s")], y + LINE * (len(legend) - 1) + 4


def _rows(
    picture: Spans, labels: list[Label], x: float, scale: float, top: float, right: float
) -> tuple[list[str], float]:
    rows: list[str] = []
    y = top + 6
    for bar, label in zip(picture.bars, labels, strict=True):
        rows += texts(x - 14, y + BASELINE, label.lines, "e")
        rows += _span(bar, x, y + BAR_TOP, scale, picture.start)
        rows.append(text(right, y + BASELINE, bar.dates, "s"))
        y += row_height(label)
    return rows, y


def _legend(picture: Spans) -> str:
    """Return the legend in words."""
    signs = [_SIGNS[sign] for sign in legend_of(picture) if sign in _SIGNS]
    return "; ".join([f"dashed: {picture.mark_label}", *signs])


def _span(bar: Bar, x: float, y: float, scale: float, start: int) -> list[str]:
    def x_of(year: float) -> float:
        return x + (max(year, start) - start) * scale

    first, last = x_of(bar.first), x_of(bar.last)
    drawn = [f"<g><title>{xml(f'{bar.label}: {bar.dates} ({bar.id})')}</title>"]
    sure_first, sure_last = x_of(bar.sure_first), x_of(bar.sure_last)
    drawn += [box(first, y, last - first, BAR, _COLOUR, pale=True)]
    if bar.sure_last > max(bar.sure_first, start):
        drawn.append(box(sure_first, y, sure_last - sure_first, BAR, _COLOUR))
    if bar.first < start:
        drawn.append(f'<path d="M{x:.1f} {y - 2:.1f}l-9 8l9 8z" fill="{_COLOUR}"/>')
    if bar.ongoing:
        drawn.append(f'<path d="M{last:.1f} {y - 2:.1f}l9 8l-9 8z" fill="{_COLOUR}"/>')
    elif bar.open_end:
        drawn.append(text(last + 3, y + 10, "?", "s"))
    return [*drawn, "</g>"]
