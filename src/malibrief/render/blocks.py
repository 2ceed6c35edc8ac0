"""A listing that is wider than the window: a block a fact, a line a field; what a fact does not say is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.render.paint import hyperlink, pad, painter, wrap
from malibrief.views.citations import Cited
from malibrief.views.columns import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.render.page import Page
    from malibrief.views.columns import Cell

_GAP = 2
_ROOM = 24
"""With less room than this beside the names of the fields, values stand below them."""


def draw(columns: Sequence[str], rows: list[tuple[Cell, ...]], cells: list[list[str]], page: Page) -> list[str]:
    """Return the facts one below the other."""
    names = [label(column) for column in columns]
    widest = max(map(cell_len, names))
    beside = page.width - widest - _GAP >= _ROOM
    lines: list[str] = []
    for row, texts in zip(rows, cells, strict=True):
        if lines:
            lines.append("")
        for name, value, text in zip(names, row, texts, strict=True):
            if text:
                lines += _field(name, value, text, widest if beside else 0, page)
    return lines


def _field(name: str, value: Cell, text: str, widest: int, page: Page) -> list[str]:
    paint = painter(page.colour)
    url = value[0].url if isinstance(value, Cited) and value else None
    indent = widest + _GAP if widest else _GAP
    pieces = [hyperlink(piece, url, page.links) for piece in wrap(text, max(page.width - indent, 1))]
    if not widest:
        return [*(paint(piece, "aside") for piece in wrap(name, page.width)), *(" " * indent + each for each in pieces)]
    first, *rest = pieces
    return [paint(pad(name, widest), "aside") + " " * _GAP + first, *(" " * indent + piece for piece in rest)]
