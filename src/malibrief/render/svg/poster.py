"""Draw a poster as SVG: happenings along a vertical line, earliest at the top, a gap between years, milestones bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.render.svg.shapes import (
    COLOURS,
    LINE_HEIGHT,
    MARGIN,
    WIDTH,
    line,
    marker,
    text,
    text_lines,
    text_width,
    wrap,
)

if TYPE_CHECKING:
    from malibrief.views.pictures import Poster


def draw(picture: Poster, y: float) -> tuple[list[str], float]:
    """Return the happenings, drawn from `y` down, and the `y` below them."""
    x = MARGIN + max(text_width(each.date) for each in picture.happenings) + 20
    top = y = y + 30
    rows: list[str] = []
    year = ""
    for date, title, name, milestone in picture.happenings:
        if year and year != date[-4:]:
            y += 10
        year = date[-4:]
        lines = wrap(title, WIDTH - MARGIN - x - 16, bold=milestone).lines
        rows += [text(x - 20, y + 4, date, "s e"), marker("circle", x, y, COLOURS[1 if milestone else 0], name)]
        rows += text_lines(x + 16, y + 4, lines, "g" if milestone else "")
        y += LINE_HEIGHT * len(lines) + 8
    rows.insert(0, line(x, top - 8, x, y - 8))  # below the markers
    if len({each.milestone for each in picture.happenings}) > 1:
        y += 14
        rows.append(text(MARGIN, y, "bold, orange: milestones", "s"))
    return rows, y
