"""Write a chart as an SVG document: self-contained, without scripts or external fonts, readable on light and dark.

Text stays text and never overlaps. A title and a description hold the same content in words for screen readers; the
last line gives the date of the facts and says how to get their sources. Each kind of chart has a module of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.language import is_french, say
from malibrief.render.svg import amounts, counts, curves, poster, spans
from malibrief.render.svg.shapes import (
    FONT_SIZE,
    FONTS,
    INK,
    MARGIN,
    PAPER,
    STYLE,
    TITLE_LINE_HEIGHT,
    TITLE_SIZE,
    WIDTH,
    escape_xml,
    text,
    wrap,
)
from malibrief.text import fold, joined
from malibrief.views.pictures import Amounts, Counts, Curves, Spans, headed, is_empty

if TYPE_CHECKING:
    from malibrief.index.results import FactBaseNote
    from malibrief.render.page import Page
    from malibrief.views.listing import Table
    from malibrief.views.pictures import Picture

_FIRST_BASELINE = 28
"""The baseline of the first line of the title, in user units."""
EMPTY = "nothing to draw"
"""What stands in place of a chart without content, in English."""


def table(view: Table, form: str, page: Page) -> str:
    """Return the chart of a listing as an SVG document, with the remarks of the listing below it.

    Its title says the filter; a note does where the title names series.
    """
    picture = headed(view.svg_chart(), view.name, view.asked)
    asked = [say("shown: {filter}", filter=view.asked)] if view.asked and view.name == "figures" else []
    return svg_document(picture, view.base, (*asked, *view.remarks))


def svg_document(
    picture: Picture, base: FactBaseNote, remarks: tuple[str, ...] = (), width: int = WIDTH, name: str = ""
) -> str:
    """Return a chart as an SVG document, with a note on the date and the sources of the facts as its last line.

    It is as wide as `WIDTH` or `NARROW`. A page that holds several gives each a `name`, which tells their ids apart.
    """
    foot = say(
        "malibrief: {title}, {reach}; for sources: malibrief show ID", title=base.title, reach=base.reach_in_words
    )
    return _drawn(picture, base, picture.title, [*remarks, *picture.notes, foot], width, name)


def embedded(picture: Picture, base: FactBaseNote, page: str, width: int, name: str) -> str:
    """Return a chart as `svg_document` does for a page with the title `page`, which says the date of its facts itself.

    The chart has a title of its own where that says more than the page's.
    """
    said = set(fold(picture.title).split()) <= set(fold(page).split())
    return _drawn(picture, base, "" if said else picture.title, picture.notes, width, name)


def _drawn(picture: Picture, base: FactBaseNote, title: str, notes: list[str], width: int, name: str) -> str:
    """Return a chart as SVG, below its title unless that is "", and above its notes."""
    room = width - 2 * MARGIN
    titles = wrap(title, room, TITLE_SIZE, bold=True).lines if title else []
    rows = [text(MARGIN, _FIRST_BASELINE + TITLE_LINE_HEIGHT * i, line, "h") for i, line in enumerate(titles)]
    body, height = _body(picture, _FIRST_BASELINE + TITLE_LINE_HEIGHT * (len(titles) - 1), width)
    rows += body
    for note in notes:
        for line in wrap(note, room).lines:
            height += 16
            rows.append(text(MARGIN, height, line, "s"))
    return "\n".join([*_head(picture, base, (width, height + 14), name), *rows, "</svg>\n"])


def _head(picture: Picture, base: FactBaseNote, size: tuple[float, float], name: str) -> list[str]:
    width, height = (f"{length:.0f}" for length in size)
    language = ' lang="fr" xml:lang="fr"' if is_french() else ""
    title = say("{name}: {text}", name=picture.title, text=base.title)
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONTS}" font-size="{FONT_SIZE}" fill="{INK}"{language} role="img" aria-labelledby="{name}title {name}desc">',
        f'<title id="{name}title">{escape_xml(title)}</title>',
        f'<desc id="{name}desc">{escape_xml(in_words(picture))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="b" width="{width}" height="{height}" fill="{PAPER}"/>',
    ]


def _body(picture: Picture, y: float, width: float) -> tuple[list[str], float]:
    """Return the chart of this width without its title, whose last baseline is `y`, and the `y` below it."""
    if is_empty(picture):
        return [text(MARGIN, y + 28, say(EMPTY), "s")], y + 34
    if isinstance(picture, Spans):
        return spans.draw(picture, y, width)
    if isinstance(picture, Amounts):
        return amounts.draw(picture, y, width)
    if isinstance(picture, Counts):
        return counts.draw(picture, y, width)
    if isinstance(picture, Curves):
        return curves.draw(picture, y, width)
    return poster.draw(picture, y, width)


def in_words(picture: Picture) -> str:
    """Return the content of a chart in words, for readers who cannot see it."""
    if is_empty(picture):
        return say(EMPTY)
    if isinstance(picture, Spans):
        return joined(_said(bar.label, bar.dates) for bar in picture.bars)
    if isinstance(picture, Amounts):
        groups = [
            _said(group.heading, joined(_said(each.label, each.text) for each in group.amounts))
            for group in picture.groups
        ]
        return ". ".join(groups)
    if isinstance(picture, Counts):
        return joined(
            _said(str(year), str(sum(numbers)))
            + "".join(f", {kind} {count}" for kind, count in zip(picture.kinds, numbers, strict=True) if count)
            for year, numbers in picture.years
        )
    if isinstance(picture, Curves):
        return joined(_said(curve.label, ", ".join(point.text for point in curve.points)) for curve in picture.curves)
    return joined(_said(each.date, each.title) for each in picture.happenings)


def _said(name: str, text: str) -> str:
    """Return a text after what it is said of."""
    return say("{name}: {text}", name=name, text=text)
