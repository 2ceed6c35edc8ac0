"""Write a listing that is wider than the window: a block for each fact, a line for each field that has a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.render.paint import hyperlink, pad, wrap
from malibrief.render.rows import source_lines
from malibrief.views.citations import Cited
from malibrief.views.columns import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.render.page import Page
    from malibrief.views.columns import Cell

_GAP = 2
"""The space between a field's name and its value, in cells."""
_MIN_VALUE_WIDTH = 24
"""The smallest width of a value beside the name of its field, in cells; with less room, values stand below the names."""


def draw(
    columns: Sequence[str], rows: Sequence[tuple[Cell, ...]], cells: list[list[str]], cites: Sequence[Cited], page: Page
) -> list[str]:
    """Return a block for each fact, blank lines between; `cells` holds the texts of `rows`, `cites` their sources to stand below."""
    names = [label(column) for column in columns]
    widest = max(map(cell_len, names))
    beside = page.width - widest - _GAP >= _MIN_VALUE_WIDTH
    lines: list[str] = []
    for n, (row, texts) in enumerate(zip(rows, cells, strict=True)):
        if lines:
            lines.append("")
        for name, value, text in zip(names, row, texts, strict=True):
            if text:
                lines += _field(name, value, text, widest if beside else 0, page)
        lines += source_lines(cites[n], _GAP, page) if cites else []
    return lines


def _field(name: str, value: Cell, text: str, widest: int, page: Page) -> list[str]:
    """Return a field's name and its text beside it; `widest` is the width of the names, 0 to put the text below the name.

    An address that is longer than the room beside the name stands below it too.
    """
    url = value[0].url if isinstance(value, Cited) and value else None
    room = max(page.width - widest - _GAP, 1)
    texts = wrap(text, room)
    if any(cell_len(piece) > room for piece in texts):
        widest = 0
    indent = widest + _GAP
    pieces = [hyperlink(piece, url, page.links) for piece in texts]
    if not widest:
        return [*wrap(name, page.width), *(" " * indent + each for each in pieces)]
    first, *rest = pieces
    return [pad(name, widest) + " " * _GAP + first, *(" " * indent + piece for piece in rest)]
