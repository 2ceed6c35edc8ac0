"""Amounts: a bar for each, from zero, with its figure; groups of one unit share a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from malibrief.facts.topics import TOPICS
from malibrief.render.svg.shapes import (
    BAR,
    BAR_TOP,
    BASELINE,
    COLOURS,
    EDGE,
    LINE,
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

if TYPE_CHECKING:
    from malibrief.render.svg.shapes import Label
    from malibrief.views.pictures import Amount, Amounts

_LABELS = 370
"""The widest that labels are."""
_RIGHT = 300
"""The widest that figures are beside their bars; longer ones stand in several lines."""


def draw(picture: Amounts, y: float) -> tuple[list[str], float]:
    """Return the groups from `y` down, and how far down they reach."""
    colours = _coloured({amount.kind for group in picture.groups for amount in group.amounts if amount.kind})
    rows: list[str] = []
    if colours:
        rows, y = legend([(kind, colour, "square") for kind, colour in colours.items()], y + 26)
    for unit in dict.fromkeys(group.unit for group in picture.groups):
        groups = [
            (group.heading, [_row(amount) for amount in group.amounts])
            for group in picture.groups
            if group.unit == unit
        ]
        scale = _Scale([row for _, some in groups for row in some])
        for heading, some in groups:
            drawn, y = _group(heading, some, scale, colours, y + 24)
            rows += drawn
    if any(amount.high > amount.low for group in picture.groups for amount in group.amounts):
        rows.append(text(EDGE, y + 18, "pale: from the lowest to the highest that is said", "s"))
        y += 20
    return rows, y


def _coloured(kinds: set[str]) -> dict[str, str]:
    """Return a colour for each kind of money, the same in every picture."""
    known = TOPICS["funding"].kinds
    return {kind: COLOURS[i % len(COLOURS)] for i, kind in enumerate(known) if kind in kinds}


class _Row(NamedTuple):
    """An amount, with its label and its figure in lines."""

    amount: Amount
    label: Label
    figure: Label


def _row(amount: Amount) -> _Row:
    return _Row(amount, folded(amount.label, _LABELS), folded(amount.text, _RIGHT))


class _Scale:
    """Where labels end, figures begin and values lie, the same for all amounts of a unit."""

    def __init__(self, rows: list[_Row]) -> None:
        self.left = EDGE + max(row.label.width for row in rows) + 12
        self.right = WIDTH - EDGE - max(row.figure.width for row in rows) - 12
        self.least = min(0.0, *(row.amount.low for row in rows))
        self.most = max(0.0, *(row.amount.high for row in rows))

    def x_of(self, value: float) -> float:
        return self.left + (value - self.least) / ((self.most - self.least) or 1) * (self.right - self.left)


def _group(heading: str, rows: list[_Row], scale: _Scale, colours: dict[str, str], y: float) -> tuple[list[str], float]:
    lines = folded(heading, WIDTH - 2 * EDGE, bold=True).lines
    drawn = texts(EDGE, y, lines, "g")
    y += LINE * (len(lines) - 1) + 6
    top = y
    for amount, label, figure in rows:
        drawn += texts(scale.left - 12, y + BASELINE, label.lines, "e")
        drawn += _bar(amount, scale, y + BAR_TOP, colours.get(amount.kind, COLOURS[0]))
        drawn += texts(WIDTH - EDGE, y + BASELINE, figure.lines, "s e")
        y += max(row_height(label), row_height(figure))
    return [line(scale.x_of(0), top, scale.x_of(0), y), *drawn], y


def _bar(amount: Amount, scale: _Scale, y: float, colour: str) -> list[str]:
    """Draw an amount, filled from zero to what is sure, pale over the range."""
    drawn = [f"<g><title>{xml(f'{amount.label}: {amount.text} ({amount.id})')}</title>"]
    sure = amount.low if amount.low > 0 else min(amount.high, 0.0)
    ends = sorted((scale.x_of(0), scale.x_of(sure)))
    if sure:
        drawn.append(box(min(ends[0], scale.right - 1), y, ends[1] - ends[0], BAR, colour))
    if amount.high > amount.low:
        low, high = scale.x_of(amount.low), scale.x_of(amount.high)
        drawn.append(box(min(low, scale.right - 1), y, high - low, BAR, colour, pale=True))
    return [*drawn, "</g>"]
