"""Write the rows of a listing for a terminal: cells side by side, the id at the right end, the sources below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.render.layout import GAP
from malibrief.render.paint import hyperlink, pad, painter, wrap
from malibrief.views.citations import publisher

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from malibrief.facts.model import Source
    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.citations import Cited

MARKED, UNMARKED = "★ ", "  "
"""What stands before the title of a milestone in the timeline, and before other titles."""


def row_lines(
    texts: Mapping[str, str],
    widths: Mapping[str, int],
    right: Collection[str],
    look: Callable[[str, str], str],
) -> tuple[list[str], int]:
    """Return one row in as many lines as its longest cell needs, and the width of the last line.

    A line break in a cell stays. `look` paints a piece of the cell of a column, both given to it; columns in `right` are aligned
    to the right.
    """
    wrapped = {name: wrap_cell(text, max(widths[name], 1)) for name, text in texts.items()}
    height = max(map(len, wrapped.values()))
    lines = []
    used = 0
    for i in range(height):
        parts = []
        used = place = 0
        for name, pieces in wrapped.items():
            piece = pieces[i] if i < len(pieces) else ""
            size = cell_len(piece)
            blanks = " " * (widths[name] - size)  # counted before escape sequences are added
            painted = look(name, piece)
            parts.append(blanks + painted if name in right else painted + blanks)
            if piece:
                used = place + (max(widths[name], size) if name in right else size)
            place += widths[name] + GAP
        lines.append((" " * GAP).join(parts).rstrip())
    return lines, used


def wrap_cell(text: str, width: int) -> list[str]:
    """Break a cell into lines; after a milestone's star, or the two spaces in its place, further lines are indented too."""
    if text[: len(MARKED)] not in (MARKED, UNMARKED):
        return [piece for line in text.split("\n") for piece in wrap(line, width)]
    first, *rest = wrap(text[len(MARKED) :], max(width - len(MARKED), 1))
    return [text[: len(MARKED)] + first, *(UNMARKED + line for line in rest)]


def with_id(lines: list[str], used: int, name: str, width: int, paint: Paint) -> list[str]:
    """Return a row with an id at the right end of its last line, of which `used` cells are taken; without it where it does not fit."""
    gap = width - used - cell_len(name)
    if gap < GAP or not name:
        return lines
    return [*lines[:-1], lines[-1] + " " * gap + paint(name, "aside")]


def source_lines(cited: Cited, indent: int, page: Page) -> list[str]:
    """Return sources one below the other, each with its date and its address; [] for none.

    An address that cannot be clicked is written out in one piece, behind the publisher or, where that is too long, below.
    """
    room = max(page.width - indent, 10)
    lines = [line for source in cited for line in _source(source, room, page)]
    return [" " * indent + line for line in lines]


def _source(source: Source, room: int, page: Page) -> list[str]:
    """Return the lines of one source."""
    said = publisher(source)
    if page.links or not source.url:
        return [hyperlink(piece, source.url, page.links) for piece in wrap(said, room)]
    if cell_len(said) + GAP + cell_len(source.url) <= room:
        return [f"{said}{' ' * GAP}{source.url}"]
    return [*wrap(said, room), source.url]


def header_lines(names: Mapping[str, str], widths: Mapping[str, int], right: Collection[str], page: Page) -> list[str]:
    """Return two lines: the headings of the columns, and a rule below each."""
    paint = painter(page.colour)
    gap = " " * GAP
    headings = gap.join(pad(names[name], width, name in right) for name, width in widths.items())
    return [paint(headings.rstrip(), "heading"), paint(gap.join("─" * width for width in widths.values()), "aside")]
