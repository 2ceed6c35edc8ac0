"""Decide which columns of a listing stand side by side in a width, and how wide each of them is. All widths are in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GAP = 2
"""The space between two columns."""
_NEVER_LEFT_OUT = "kind"
"""The column that moves below another where narrow ones are left out: a pledge must not look like a payment."""
_MIN_TEXT_WIDTHS = {"title": 26, "name": 14, "role": 16, "summary": 30, "sources": 22}
"""The columns of running text, each with the smallest width in which it reads well."""
_MIN_WIDTH = 12
"""The smallest width of any other column whose values may be wrapped, and of running text where there is no other way."""
_NOT_WRAPPED = ("id", "symbol", "kind", "series", "amount", "url")
"""The columns whose values are never wrapped, however long."""


class Need(NamedTuple):
    """The widths of a column: the smallest that it can have, that in which eight in ten of its values fit, that in which all fit."""

    least: int
    usual: int
    most: int


def need(name: str, widths: Sequence[int], heading: int) -> Need:
    """Return what a column needs for values, and a heading, of these widths."""
    most = max(heading, *widths)
    if name in _NOT_WRAPPED or (most <= _MIN_WIDTH + 4 and name not in _MIN_TEXT_WIDTHS):
        return Need(most, most, most)
    least = min(most, _MIN_TEXT_WIDTHS.get(name, _MIN_WIDTH))
    return Need(least, max(least, heading, sorted(widths)[(len(widths) * 8 - 1) // 10]), most)


def choose_columns(
    columns: Sequence[str], spare: Iterable[str], narrow: Iterable[str], needs: Mapping[str, Need], width: int
) -> tuple[list[str], list[str]]:
    """Return the columns that stand side by side, and those that go below the last of these.

    Those in `spare` are left out, first one first, until most rows are likely to fit into a line; those in `narrow` until
    the others can be read.
    """
    beside = list(columns)
    below: list[str] = []
    for name in spare:
        if _total(needs[each].usual for each in beside) <= width:
            break
        if name in beside:
            beside.remove(name)
    for name in narrow:
        if _total(needs[each].least for each in beside) <= width:
            break
        if name in beside and len(beside) > 1:
            beside.remove(name)
            if name == _NEVER_LEFT_OUT:
                below.append(name)
    return beside, below


def column_widths(names: Sequence[str], needs: Mapping[str, Need], width: int) -> dict[str, int]:
    """Return the width of each column: what it needs at most, or less where that does not fit side by side in `width`.

    Where even the smallest widths are too much, columns of running text are narrowed further, from left to right, down to
    `_MIN_WIDTH`. The result may still be too wide: see `fits`.
    """
    widths = {name: needs[name].least for name in names}
    room = width - _total(widths.values())
    for name in names:
        if room < 0 and name in _MIN_TEXT_WIDTHS:
            taken = min(-room, max(widths[name] - _MIN_WIDTH, 0))
            widths[name] -= taken
            room += taken
    for goal in ({name: needs[name].usual for name in names}, {name: needs[name].most for name in names}):
        room -= _grow(widths, goal, room)
    return widths


def _grow(widths: dict[str, int], goal: Mapping[str, int], room: int) -> int:
    """Widen columns evenly up to their goals while there is room; return how much was taken."""
    left = room
    while left > 0:
        growing = [name for name in widths if widths[name] < goal[name]]
        if not growing:
            break
        step = max(left // len(growing), 1)
        for name in growing[: left if left < len(growing) else None]:
            grown = min(step, goal[name] - widths[name])
            widths[name] += grown
            left -= grown
    return room - left


def fits(widths: Mapping[str, int], width: int) -> bool:
    """Return whether columns of these widths stand side by side within a width."""
    return _total(widths.values()) <= width


def _total(widths: Iterable[int]) -> int:
    """Return the width of columns side by side, with the gaps between them."""
    each = list(widths)
    return sum(each) + GAP * (len(each) - 1)
