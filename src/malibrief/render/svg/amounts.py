"""Amounts: a bar for each, from zero, with its figure; groups of one unit share a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.render.svg.shapes import (
    COLOURS,
    EDGE,
    WIDTH,
    box,
    folded,
    legend,
    line,
    row_height,
    text,
    texts,
    xml,
)
from malibrief.topics import TOPICS

if TYPE_CHECKING:
    from malibrief.pictures import Amount, Amounts
    from malibrief.render.svg.shapes import Label

_LABELS = 370
"""The widest that labels are."""
_RIGHT = 300
"""The widest that figures are beside their bars; longer ones stand in several lines."""


def draw(picture: Amounts, y: float) -> tuple[list[str], float]:
    """The groups from `y` down, and how far down they reach."""
    colours = _coloured({amount.kind for group in picture.groups for amount in group.amounts if amount.kind})
    rows: list[str] = []
    if colours:
        rows, y = legend([(kind, colour, "square") for kind, colour in colours.items()], y + 26)
    for unit in dict.fromkeys(group.unit for group in picture.groups):
        scale = _Scale([amount for group in picture.groups if group.unit == unit for amount in group.amounts])
        for group in picture.groups:
            if group.unit == unit:
                drawn, y = _group(group.heading, group.amounts, scale, colours, y + 24)
                rows += drawn
    if any(amount.high > amount.low for group in picture.groups for amount in group.amounts):
        rows.append(text(EDGE, y + 18, "pale: from the lowest to the highest that is said", "s"))
        y += 20
    return rows, y


def _coloured(kinds: set[str]) -> dict[str, str]:
    """A colour for each kind of money, the same in every picture."""
    known = TOPICS["funding"].kinds
    return {kind: COLOURS[i % len(COLOURS)] for i, kind in enumerate(known) if kind in kinds}


class _Scale:
    """Where labels end, figures begin and values lie, the same for all amounts of a unit."""

    def __init__(self, amounts: list[Amount]) -> None:
        self.labels = {id(amount): folded(amount.label, _LABELS) for amount in amounts}
        self.figures = {id(amount): folded(amount.text, _RIGHT) for amount in amounts}
        self.left = EDGE + max(label.width for label in self.labels.values()) + 12
        self.right = WIDTH - EDGE - max(figure.width for figure in self.figures.values()) - 12
        self.least = min(0.0, *(amount.low for amount in amounts))
        self.most = max(0.0, *(amount.high for amount in amounts))

    def place(self, value: float) -> float:
        return self.left + (value - self.least) / ((self.most - self.least) or 1) * (self.right - self.left)

    def height(self, amount: Amount) -> int:
        return max(row_height(label) for label in self.both(amount))

    def both(self, amount: Amount) -> tuple[Label, Label]:
        return self.labels[id(amount)], self.figures[id(amount)]


def _group(
    heading: str, amounts: list[Amount], scale: _Scale, colours: dict[str, str], y: float
) -> tuple[list[str], float]:
    lines = folded(heading, WIDTH - 2 * EDGE, bold=True).lines
    rows = texts(EDGE, y, lines, "g")
    y += 15 * (len(lines) - 1) + 6
    top = y
    for amount in amounts:
        label, figure = scale.both(amount)
        rows += texts(scale.left - 12, y + 14, label.lines, "e")
        rows += _bar(amount, scale, y + 4, colours.get(amount.kind, COLOURS[0]))
        rows += texts(WIDTH - EDGE, y + 14, figure.lines, "s e")
        y += scale.height(amount)
    return [line(scale.place(0), top, scale.place(0), y), *rows], y


def _bar(amount: Amount, scale: _Scale, y: float, colour: str) -> list[str]:
    """Filled from zero to what is sure, pale over the range."""
    drawn = [f"<g><title>{xml(f'{amount.label}: {amount.text} ({amount.id})')}</title>"]
    sure = amount.low if amount.low > 0 else min(amount.high, 0.0)
    ends = sorted((scale.place(0), scale.place(sure)))
    if sure:
        drawn.append(box(min(ends[0], scale.right - 1), y, ends[1] - ends[0], 12, colour))
    if amount.high > amount.low:
        low, high = scale.place(amount.low), scale.place(amount.high)
        drawn.append(box(min(low, scale.right - 1), y, high - low, 12, colour, pale=True))
    return [*drawn, "</g>"]
