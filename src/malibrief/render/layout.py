"""Decide which columns of a listing stand side by side in a width, and how wide each of them is. All widths are in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.views.listing import Table

GAP = 2
"""The space between two columns."""
BELOW = ("sources", "id")
"""The columns that are the first to move below a row where width is short, in reverse of their order there."""
_NEVER_LEFT_OUT = ("kind", "url")
"""Columns that move below a row where others are left out: a pledge must not look like a payment, no address be lost."""
_MIN_TEXT_WIDTHS = {"title": 26, "name": 22, "role": 16, "summary": 30, "sources": 22}
"""The columns of running text, each with the smallest width in which it reads well."""
_MIN_WIDTH = 12
"""The smallest width of any other column whose values may be wrapped, and of running text where there is no other way."""
_NOT_WRAPPED = ("id", "symbol", "kind", "series", "url")
"""The columns whose values are never wrapped, however long."""


def choose_columns(view: Table, natural: dict[str, int], width: int) -> tuple[list[str], list[str]]:
    """Return the columns that stand side by side, and those that go below each row, the last one first.

    `natural` is the width of each column without wrapping. As few columns as possible are moved below or left out.
    """
    beside = [name for name in view.columns if name not in view.needless]
    below = [name for name in BELOW if name in beside]
    if _min_total(beside, natural) <= width or len(beside) == len(below):
        return beside, []
    beside = [name for name in beside if name not in below]
    for name in view.narrow:
        if _min_total(beside, natural) <= width:
            break
        if name in beside and len(beside) > 1:
            beside.remove(name)
            if name in _NEVER_LEFT_OUT:
                below.insert(1, name)
    return beside, below


def _min_total(names: Sequence[str], natural: dict[str, int]) -> int:
    """Return the smallest width in which these columns stand side by side."""
    return sum(_min_width(name, natural[name]) for name in names) + GAP * (len(names) - 1)


def _min_width(name: str, natural: int) -> int:
    """Return the smallest width of a column; one whose values are short or are not wrapped keeps its natural width."""
    if name in _MIN_TEXT_WIDTHS:
        return min(natural, _MIN_TEXT_WIDTHS[name])
    return natural if natural <= _MIN_WIDTH + 4 or name in _NOT_WRAPPED else _MIN_WIDTH


def column_widths(names: Sequence[str], natural: dict[str, int], width: int) -> dict[str, int]:
    """Return the width of each column: its natural one, or less where these do not fit side by side in `width`.

    Where even the smallest widths are too much, columns of running text are narrowed further, from left to right, down to
    `_MIN_WIDTH`. The result may still be too wide: see `fits`.
    """
    widths = {name: _min_width(name, natural[name]) for name in names}
    room = width - GAP * (len(names) - 1) - sum(widths.values())
    for name in names:
        if room < 0 and name in _MIN_TEXT_WIDTHS:
            taken = min(-room, max(widths[name] - _MIN_WIDTH, 0))
            widths[name] -= taken
            room += taken
    while room > 0:
        growing = [name for name in names if widths[name] < natural[name]]
        if not growing:
            break
        step = max(room // len(growing), 1)
        for name in growing[: room if room < len(growing) else None]:
            grown = min(step, natural[name] - widths[name])
            widths[name] += grown
            room -= grown
    return widths


def fits(widths: dict[str, int], width: int) -> bool:
    """Return whether columns of these widths stand side by side within a width."""
    return sum(widths.values()) + GAP * (len(widths) - 1) <= width
