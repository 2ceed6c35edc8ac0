"""The poster: happenings along a line from the top down, a gap where a year begins, milestones bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.render.svg.shapes import COLOURS, EDGE, LINE, WIDTH, folded, line, mark, text, text_width, texts

if TYPE_CHECKING:
    from malibrief.views.pictures import Poster


def draw(picture: Poster, y: float) -> tuple[list[str], float]:
    """Return the happenings from `y` down, and how far down they reach."""
    x = EDGE + max(text_width(each.date) for each in picture.happenings) + 20
    top = y = y + 30
    rows: list[str] = []
    year = ""
    for date, title, name, milestone in picture.happenings:
        y += 10 * bool(year and year != date[-4:])
        year = date[-4:]
        lines = folded(title, WIDTH - EDGE - x - 16, bold=milestone).lines
        rows += [text(x - 20, y + 4, date, "s e"), mark("circle", x, y, COLOURS[1 if milestone else 0], name)]
        rows += texts(x + 16, y + 4, lines, "g" if milestone else "")
        y += LINE * len(lines) + 8
    both = len({each.milestone for each in picture.happenings}) > 1
    if both:
        rows.append(text(EDGE, y + 14, "bold, orange: milestones", "s"))
    return [line(x, top - 8, x, y - 8), *rows], y + 14 * both
