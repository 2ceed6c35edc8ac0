"""Draw a poster as SVG: happenings along a vertical line, earliest at the top, with a gap between years.

Milestones are bold where there are other happenings too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.language import say
from malibrief.render.svg.shapes import (
    COLOURS,
    LINE_HEIGHT,
    MARGIN,
    line,
    marker,
    text,
    text_lines,
    text_width,
    wrap,
)

if TYPE_CHECKING:
    from malibrief.views.pictures import Poster


def draw(picture: Poster, y: float, width: float) -> tuple[list[str], float]:
    """Return the happenings, drawn from `y` down in a chart of this width, and the `y` below them."""
    x = MARGIN + max(text_width(each.date) for each in picture.happenings) + 20
    top = y = y + 30
    rows: list[str] = []
    year = ""
    is_mixed = len({each.milestone for each in picture.happenings}) > 1
    for date, title, name, milestone in picture.happenings:
        bold = milestone and is_mixed
        if year and year != date[-4:]:
            y += 10
        year = date[-4:]
        lines = wrap(title, width - MARGIN - x - 16, bold=bold).lines
        rows += [text(x - 20, y + 4, date, "s e"), marker("circle", x, y, COLOURS[1 if milestone else 0], name)]
        rows += text_lines(x + 16, y + 4, lines, "g" if bold else "")
        y += LINE_HEIGHT * len(lines) + 8
    rows.insert(0, line(x, top - 8, x, y - 8))  # below the markers
    if is_mixed:
        y += 14
        rows.append(text(MARGIN, y, say("bold, orange: milestones"), "s"))
    return rows, y
