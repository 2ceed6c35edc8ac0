"""Pictures as SVG: one self-contained file, without scripts or fonts from elsewhere, readable on light and dark.

Text is text, and never overlaps. A title and a description say the same in words; the foot says of what date it is and
where the sources are. One module a picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.render.svg import amounts, counts, curves, poster, spans
from malibrief.render.svg.shapes import EDGE, STYLE, TITLE, TITLE_LINE, WIDTH, folded, text, xml
from malibrief.views.pictures import Amounts, Counts, Curves, Spans, is_empty

if TYPE_CHECKING:
    from malibrief.index.results import FactBaseNote
    from malibrief.render.page import Page
    from malibrief.views.listing import Table
    from malibrief.views.pictures import Picture

_ROOM = WIDTH - 2 * EDGE
_TOP = 28
"""The baseline of the title's first line."""


def table(view: Table, form: str, page: Page) -> str:
    """Return a listing as its picture, with a title, a description and the source and date of the facts at its foot."""
    asked = [f"shown: {view.asked}"] if view.asked else []
    return drawn(view.svg_chart(), view.base, (*asked, *view.remarks))


def drawn(picture: Picture, base: FactBaseNote, remarks: tuple[str, ...] = ()) -> str:
    """Return a picture as an SVG document."""
    titles = folded(picture.title, _ROOM, TITLE, bold=True).lines
    rows = [text(EDGE, _TOP + TITLE_LINE * i, title, "h") for i, title in enumerate(titles)]
    body, height = _body(picture, _TOP + TITLE_LINE * (len(titles) - 1))
    rows += body
    foot = f"malibrief: {base.title}, {base.reach_in_words}; each with its sources: malibrief show ID"
    for note in [*remarks, *picture.notes, foot]:
        for line in folded(note, _ROOM).lines:
            height += 16
            rows.append(text(EDGE, height, line, "s"))
    return "\n".join([*_head(picture, base, height + 14), *rows, "</svg>\n"])


def _head(picture: Picture, base: FactBaseNote, height: float) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}" '
        f'role="img" aria-labelledby="title desc">',
        f'<title id="title">{xml(picture.title)}: {xml(base.title)}</title>',
        f'<desc id="desc">{xml(described(picture))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="b" width="{WIDTH}" height="{height:.0f}"/>',
    ]


def _body(picture: Picture, y: float) -> tuple[list[str], float]:
    """Return the drawing below the title, whose baseline is `y`, and how far down it reaches."""
    if is_empty(picture):
        return [text(EDGE, y + 28, "nothing to draw", "s")], y + 34
    if isinstance(picture, Spans):
        return spans.draw(picture, y)
    if isinstance(picture, Amounts):
        return amounts.draw(picture, y)
    if isinstance(picture, Counts):
        return counts.draw(picture, y)
    if isinstance(picture, Curves):
        return curves.draw(picture, y)
    return poster.draw(picture, y)


def described(picture: Picture) -> str:
    """Return what the picture shows, in words, for those who do not see it."""
    if isinstance(picture, Spans):
        return "; ".join(f"{bar.label}: {bar.dates}" for bar in picture.bars)
    if isinstance(picture, Amounts):
        groups = [
            f"{group.heading}: " + "; ".join(f"{each.label}: {each.text}" for each in group.amounts)
            for group in picture.groups
        ]
        return ". ".join(groups)
    if isinstance(picture, Counts):
        return "; ".join(
            f"{year}: {sum(numbers)}"
            + "".join(f", {kind} {count}" for kind, count in zip(picture.kinds, numbers, strict=True) if count)
            for year, numbers in picture.years
        )
    if isinstance(picture, Curves):
        return "; ".join(
            f"{curve.label}: {', '.join(point.text for point in curve.points)}" for curve in picture.curves
        )
    return "; ".join(f"{each.date}: {each.title}" for each in picture.happenings)
