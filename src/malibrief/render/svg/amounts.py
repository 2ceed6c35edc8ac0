"""Draw amounts as SVG: a bar from zero for each, with its figure; groups in the same unit share a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from malibrief.facts.topics import TOPICS
from malibrief.language import say
from malibrief.render.svg.shapes import (
    BAR_HEIGHT,
    BAR_TOP,
    BASELINE,
    BESIDE_FROM,
    COLOURS,
    LINE_HEIGHT,
    MARGIN,
    box,
    escape_xml,
    legend,
    line,
    row_height,
    text,
    text_above,
    text_lines,
    wrap,
)

if TYPE_CHECKING:
    from malibrief.render.svg.shapes import Label
    from malibrief.views.pictures import Amount, Amounts

_MAX_LABEL_WIDTH = 370
"""The maximum width of a label, in user units; longer ones are wrapped."""
_MAX_FIGURE_WIDTH = 300
"""The maximum width of a figure beside its bar, in user units; longer ones are wrapped."""


def draw(picture: Amounts, y: float, width: float) -> tuple[list[str], float]:
    """Return the groups, drawn from `y` down in a chart of this width, and the `y` below them."""
    colours = _colour_by_kind({amount.kind for group in picture.groups for amount in group.amounts if amount.kind})
    rows: list[str] = []
    if colours:
        rows, y = legend(
            [(picture.kinds.get(kind, kind), colour, "square") for kind, colour in colours.items()], y + 26, width
        )
    for unit in dict.fromkeys(group.unit for group in picture.groups):
        groups = [
            (group.heading, [_row(amount) for amount in group.amounts])
            for group in picture.groups
            if group.unit == unit
        ]
        scale = _Scale([row for _, members in groups for row in members], width)
        for heading, members in groups:
            drawn, y = _group(heading, members, scale, colours, y + 24)
            rows += drawn
    if any(amount.high > amount.low for group in picture.groups for amount in group.amounts):
        rows.append(text(MARGIN, y + 18, say("pale: from the lowest to the highest figure given"), "s"))
        y += 20
    return rows, y


def _colour_by_kind(kinds: set[str]) -> dict[str, str]:
    """Return a colour for each kind of money; a kind has the same colour in every chart."""
    every = TOPICS["funding"].kinds
    return {kind: COLOURS[i % len(COLOURS)] for i, kind in enumerate(every) if kind in kinds}


class _Row(NamedTuple):
    """An amount, with its label and its figure broken into lines."""

    amount: Amount
    label: Label
    figure: Label


def _row(amount: Amount) -> _Row:
    return _Row(amount, wrap(amount.label, _MAX_LABEL_WIDTH), wrap(amount.text, _MAX_FIGURE_WIDTH))


class _Scale:
    """The positions of labels, bars and figures, which all amounts in the same unit share, in a chart of this width."""

    def __init__(self, rows: list[_Row], width: float) -> None:
        self.width = width
        self.beside = width >= BESIDE_FROM
        self.left, self.right = float(MARGIN), width - MARGIN
        if self.beside:
            self.left += max(row.label.width for row in rows) + 12
            self.right -= max(row.figure.width for row in rows) + 12
        self.least = min(0.0, *(row.amount.low for row in rows))
        self.most = max(0.0, *(row.amount.high for row in rows))

    def x_of(self, value: float) -> float:
        return self.left + (value - self.least) / ((self.most - self.least) or 1) * (self.right - self.left)


def _group(heading: str, rows: list[_Row], scale: _Scale, colours: dict[str, str], y: float) -> tuple[list[str], float]:
    lines = wrap(heading, scale.width - 2 * MARGIN, bold=True).lines
    drawn = text_lines(MARGIN, y, lines, "g")
    y += LINE_HEIGHT * (len(lines) - 1) + 6
    top = y
    for row in rows:
        colour = colours.get(row.amount.kind, COLOURS[0])
        some, y = (_beside if scale.beside else _above)(row, scale, colour, y)
        drawn += some
    axis = [line(scale.x_of(0), top, scale.x_of(0), y)] if scale.beside else []
    return [*axis, *drawn], y


def _beside(row: _Row, scale: _Scale, colour: str, y: float) -> tuple[list[str], float]:
    """Return a bar between its label and its figure, and the `y` below them."""
    drawn = text_lines(scale.left - 12, y + BASELINE, row.label.lines, "e")
    drawn += _bar(row.amount, scale, y + BAR_TOP, colour)
    drawn += text_lines(scale.width - MARGIN, y + BASELINE, row.figure.lines, "s e")
    return drawn, y + max(row_height(row.label), row_height(row.figure))


def _above(row: _Row, scale: _Scale, colour: str, y: float) -> tuple[list[str], float]:
    """Return a bar below its label and its figure, and the `y` below them."""
    drawn, y = text_above(row.amount.label, row.amount.text, y, scale.width)
    drawn += [line(scale.x_of(0), y - 2, scale.x_of(0), y + BAR_HEIGHT + 2), *_bar(row.amount, scale, y, colour)]
    return drawn, y + BAR_HEIGHT + 8


def _bar(amount: Amount, scale: _Scale, y: float, colour: str) -> list[str]:
    """Return the bar of an amount: solid from zero to the end of the range nearest to it, pale over the range."""
    said = say("{name}: {text}", name=amount.label, text=f"{amount.text} ({amount.id})")
    drawn = [f"<g><title>{escape_xml(said)}</title>"]
    sure = amount.low if amount.low > 0 else min(amount.high, 0.0)
    ends = sorted((scale.x_of(0), scale.x_of(sure)))
    if sure:
        drawn.append(box(min(ends[0], scale.right - 1), y, ends[1] - ends[0], BAR_HEIGHT, colour))
    if amount.high > amount.low:
        low, high = scale.x_of(amount.low), scale.x_of(amount.high)
        drawn.append(box(min(low, scale.right - 1), y, high - low, BAR_HEIGHT, colour, pale=True))
    return [*drawn, "</g>"]
