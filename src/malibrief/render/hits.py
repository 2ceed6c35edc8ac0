"""Draw a search's answer for a terminal: the best hit in a few lines, then a line for each of the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.language import spoken
from malibrief.render.paint import hyperlink, pad, painter, pretty, wrap
from malibrief.render.rows import source_lines, with_id
from malibrief.views.citations import publisher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.answer import Answered, Line

_GAP = 2
"""The space between two parts of a line, in cells."""
_WIDTHS = {"en": (11, 10), "fr": (15, 11)}
"""The widths of a hit's date and topic in each language, in cells."""
_BESIDE_FROM = 76
"""The page width, in cells, from which a hit's title stands beside its date and topic; below them on a narrower page."""
_MAX_WIDTH = 100
"""The maximum width of running text, in cells."""


def draw(view: Answered, lead: str, page: Page) -> list[str]:
    """Return the lines of an answer, after a sentence about it if there is one, and an empty line at the end."""
    paint = painter(page.colour)
    width = min(page.width, _MAX_WIDTH)
    lines = [paint(piece, "heading") for piece in wrap(lead, width)] if lead else []
    lines += [_marked(piece, view.title.words, paint, "milestone") for piece in wrap(view.title, width)]
    lines += [piece for piece in wrap(view.told, width) if piece]
    lines += [_marked(piece, view.summary.words, paint, "") for piece in wrap(view.summary, width) if piece]
    lines += _reference(view, width, page)
    lines += [piece for piece in wrap(view.elsewhere, width) if piece]
    if page.sources:
        lines += source_lines(view.cites[0], _GAP, page)
    if view.others:
        lines.append("")
    edge = max([cell_len(other.text) + _GAP + cell_len(other.id) for other in view.others], default=0)
    for other, cites in zip(view.others, view.cites[1:], strict=True):
        lines += _line(other, edge, page, paint)
        if page.sources:
            lines += source_lines(cites, _GAP, page)
    return [*lines, ""]


def _reference(view: Answered, width: int, page: Page) -> list[str]:
    """Return the id of the best hit, and its best source with date, address and how many more there are.

    The address is on the same line where it fits, else on one of its own and in one piece, however long.
    """
    gap = " " * _GAP
    url = view.source.url
    more = f" +{view.more}" if view.more else ""
    head = f"{view.word}{gap}{view.id}"
    said = f"{publisher(view.source)}{more}"
    beside = cell_len(head) + _GAP + cell_len(said) < width
    parts = [f"{head}{gap}{said}"] if beside else wrap(head, width)
    if not beside:
        parts += wrap(said, width)
    if not url:
        return parts
    link = hyperlink(url, url, page.links)
    if beside and cell_len(head) + cell_len(said) + cell_len(url) + 2 * _GAP <= width:
        return [f"{parts[0]}{gap}{link}"]
    return [*parts, link]


def _line(hit: Line, edge: int, page: Page, paint: Paint) -> list[str]:
    """Return a hit on one line, or more if it is too long: date, topic, title, and the id at the right end, or below.

    `edge` is the width of the widest hit behind its topic, where ids end.
    """
    beside = page.width >= _BESIDE_FROM
    date_width, word_width = _WIDTHS[spoken()]
    indent = date_width + word_width + 2 * _GAP if beside else _GAP
    room = max(page.width - indent, 10)
    date, gap = pretty(hit.date), " " * _GAP
    pieces = wrap(hit.text, room)
    texts = [_marked(piece, hit.text.words, paint, "") for piece in pieces]
    beside_id = with_id(texts, cell_len(pieces[-1]), hit.id, min(edge, room), paint)
    below = [paint(pad(piece, min(edge, room), right=True), "aside") for piece in wrap(hit.id, room)]
    texts = [*texts, *below] if beside_id is texts else beside_id
    if not beside:
        return [date + gap + hit.word, *(" " * indent + text for text in texts)]
    head = pad(date, date_width, right=True) + gap + pad(hit.word, word_width) + gap
    return [head + texts[0], *(" " * indent + text for text in texts[1:])]


def _marked(text: str, words: Sequence[str], paint: Paint, style: str) -> str:
    """Return the text in a style, with the matched words underlined, so that they stand out without colour too."""
    if not words:
        return paint(text, style)
    marked = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return "".join(paint(part, "match" if i % 2 else style) for i, part in enumerate(re.split(f"({marked})", text)))
