"""Draw spans as SVG: a bar over an axis of years for each fact, its name on the left and its dates on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.language import say
from malibrief.render.svg.shapes import (
    BAR_HEIGHT,
    BAR_TOP,
    BASELINE,
    BESIDE_FROM,
    COLOURS,
    LINE_HEIGHT,
    MARGIN,
    box,
    escape_xml,
    labelled_years,
    line,
    row_height,
    text,
    text_above,
    text_lines,
    text_width,
    wrap,
    year_axis,
)
from malibrief.text import joined
from malibrief.views.pictures import legend_of

if TYPE_CHECKING:
    from malibrief.views.pictures import Bar, Sign, Spans

_MAX_LABEL_WIDTH = 300
"""The maximum width of a label, in user units; longer ones are wrapped."""
_SECOND_AXIS_FROM = 25
"""From this many bars on, the axis is repeated below them."""
_BAR_COLOUR = COLOURS[0]
LEGEND: dict[Sign, tuple[str, str]] = {
    "possible": ("", "pale: possible"),
    "earlier": ("◀ ", "began earlier"),
    "no_end": ("▶ ", "no end recorded"),
    "open_end": ("? ", "ended, day not known"),
}
"""How each sign is drawn, and its English legend; solid bars, which are certain, need none."""


def draw(picture: Spans, y: float, width: float) -> tuple[list[str], float]:
    """Return the bars, drawn from `y` down in a chart of this width, and the `y` below them."""
    rows, bottom = (_beside if width >= BESIDE_FROM else _above)(picture, y + 38, width)
    legend = wrap(_legend(picture), width - 2 * MARGIN).lines
    return [*rows, *text_lines(MARGIN, bottom + 20, legend, "s")], bottom + LINE_HEIGHT * (len(legend) - 1) + 24


def _beside(picture: Spans, top: float, width: float) -> tuple[list[str], float]:
    """Return the bars between their names and their dates, upon a common axis, and the `y` below them."""
    labels = [wrap(bar.label, _MAX_LABEL_WIDTH) for bar in picture.bars]
    x = MARGIN + max(label.width for label in labels) + 14
    right = width - MARGIN - max(text_width(bar.dates) for bar in picture.bars)
    scale = (right - 24 - x) / (picture.stop - picture.start)
    rows: list[str] = []
    y = top + 6
    for bar, label in zip(picture.bars, labels, strict=True):
        rows += text_lines(x - 14, y + BASELINE, label.lines, "e")
        rows += _bar(bar, x, y + BAR_TOP, scale, picture.start)
        rows.append(text(right, y + BASELINE, bar.dates, "s"))
        y += row_height(label)
    axis = year_axis(picture.start, picture.stop, x, scale, (top, y))
    mark = x + (picture.mark - picture.start) * scale
    below = len(picture.bars) >= _SECOND_AXIS_FROM
    if below:
        axis += year_axis(picture.start, picture.stop, x, scale, (y, y), below=True)
    return [*axis, line(mark, top, mark, y, "m"), *rows], y + (16 if below else 0)


def _above(picture: Spans, top: float, width: float) -> tuple[list[str], float]:
    """Return the bars below their names and their dates, each upon a piece of the axis, and the `y` below them."""
    x = MARGIN + 10
    scale = (width - MARGIN - 14 - x) / (picture.stop - picture.start)
    places = [x + (year - picture.start) * scale for year in labelled_years(picture.start, picture.stop, scale)]
    mark = x + (picture.mark - picture.start) * scale
    rows = year_axis(picture.start, picture.stop, x, scale, (top, top))
    y = top
    for bar in picture.bars:
        drawn, y = text_above(bar.label, bar.dates, y, width)
        ends = y - 2, y + BAR_HEIGHT + 2
        rows += [
            *drawn,
            *(line(place, ends[0], place, ends[1]) for place in places),
            line(mark, ends[0], mark, ends[1], "m"),
        ]
        rows += _bar(bar, x, y, scale, picture.start)
        y += BAR_HEIGHT + 8
    return rows, y


def _legend(picture: Spans) -> str:
    """Return a sentence that explains the dashed line and the signs that are drawn."""
    signs = (LEGEND[sign] for sign in legend_of(picture) if sign in LEGEND)
    explained = (f"{sign}{say(text)}" for sign, text in signs)
    return joined([say("dashed line: {meaning}", meaning=picture.mark_label), *explained])


def _bar(bar: Bar, x: float, y: float, scale: float, start: int) -> list[str]:
    def x_of(year: float) -> float:
        return x + (max(year, start) - start) * scale

    first, last = x_of(bar.first), x_of(bar.last)
    said = say("{name}: {text}", name=bar.label, text=f"{bar.dates} ({bar.id})")
    drawn = [f"<g><title>{escape_xml(said)}</title>"]
    sure_first, sure_last = x_of(bar.sure_first), x_of(bar.sure_last)
    drawn += [box(first, y, last - first, BAR_HEIGHT, _BAR_COLOUR, pale=True)]
    if bar.sure_last > max(bar.sure_first, start):
        drawn.append(box(sure_first, y, sure_last - sure_first, BAR_HEIGHT, _BAR_COLOUR))
    if bar.first < start:
        drawn.append(f'<path d="M{x:.1f} {y - 2:.1f}l-9 8l9 8z" fill="{_BAR_COLOUR}"/>')
    if bar.no_end:
        drawn.append(f'<path d="M{last:.1f} {y - 2:.1f}l9 8l-9 8z" fill="{_BAR_COLOUR}"/>')
    elif bar.open_end:
        drawn.append(text(last + 3, y + 10, "?", "s"))
    return [*drawn, "</g>"]
