"""Pictures as SVG: one self-contained file, without scripts or fonts from elsewhere, readable on light and dark.

Text is text. Widths of text are estimated from above, so that nothing overlaps whatever font is at hand. Colours are
those of Okabe and Ito, which people who do not see all colours can tell apart; curves differ in their marks too.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from malibrief.pictures import Amounts, Counts, Curves, Poster, Spans
from malibrief.render.paint import wrap
from malibrief.text import clean, number

if TYPE_CHECKING:
    from malibrief.pictures import Amount, Bar, Curve, Picture
    from malibrief.render import Page
    from malibrief.views import FactBaseNote, Table

WIDTH = 960
"""The width of a picture in user units; it scales to where it is put."""
_SIGN = 7.4
"""An upper bound of the width of a sign in text of 12 units."""
_ROW = 22
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d00", "#555555")
_MARKS = ("circle", "square", "diamond", "triangle")
_STYLE = (
    "text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:#1b1b1b}"
    ".h{font-size:16px;font-weight:600}.g{font-weight:600}.s{fill:#5a5a5a}.l{stroke:#c9c9c9}.m{stroke:#b00020;stroke-dasharray:3 3}"
    ".b{fill:#ffffff}.e{text-anchor:end}.c{text-anchor:middle}"
    "@media(prefers-color-scheme:dark){text{fill:#e8e8e8}.s{fill:#a9a9a9}.l{stroke:#4a4a4a}.b{fill:#16181b}}"
)


def table(view: Table, form: str, page: Page) -> str:
    """A listing as its picture, with a title, a description and the source and date of the facts at its foot."""
    return drawn(view.picture(True), view.base)


def drawn(picture: Picture, base: FactBaseNote) -> str:
    """A picture as an SVG document."""
    title = f"{clean(picture.title)}: {clean(base.title)}"
    body, height = _body(picture)
    foot = (
        f"malibrief: {clean(base.title)}, facts up to {base.updated.in_words}; each with its sources: malibrief show ID"
    )
    notes = [line for note in picture.notes for line in wrap(clean(note), int(WIDTH / _SIGN) - 4)]
    rows = [_text(16, 28, clean(picture.title), "h"), *body]
    for line in [*notes, *wrap(foot, int(WIDTH / _SIGN) - 4)]:
        height += 16
        rows.append(_text(16, height, line, "s"))
    height += 14
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
            f'aria-labelledby="title desc">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(_description(picture))}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="b" width="{WIDTH}" height="{height}"/>',
            *rows,
            "</svg>\n",
        ]
    )


def _body(picture: Picture) -> tuple[list[str], int]:
    """The drawing, and how far down it reaches; it begins below the title."""
    if isinstance(picture, Spans):
        return _spans(picture)
    if isinstance(picture, Amounts):
        return _amounts(picture)
    if isinstance(picture, Counts):
        return _counts(picture)
    if isinstance(picture, Curves):
        return _curves(picture)
    return _poster(picture)


def _description(picture: Picture) -> str:
    """What the picture shows, in words, for those who do not see it."""
    if isinstance(picture, Spans):
        return "; ".join(f"{clean(bar.label)}: {bar.told}" for bar in picture.bars)
    if isinstance(picture, Amounts):
        return "; ".join(
            f"{clean(amount.label)}: {amount.told}" for group in picture.groups for amount in group.amounts
        )
    if isinstance(picture, Counts):
        return "; ".join(f"{year}: {sum(counts)}" for year, counts in picture.years)
    if isinstance(picture, Curves):
        return "; ".join(
            f"{clean(curve.label)}: {', '.join(told for _, _, told in curve.points)}" for curve in picture.curves
        )
    return "; ".join(f"{date}: {clean(title)}" for date, title, _, _ in picture.happenings)


def _text(x: float, y: float, text: str, style: str = "") -> str:
    name = f' class="{style}"' if style else ""
    return f'<text x="{x:g}" y="{y:g}"{name}>{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, style: str = "l") -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>'


def _box(x: float, y: float, width: float, height: float, colour: str, more: str = "") -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="{height:g}" fill="{colour}"{more}/>'


def text_width(text: str) -> float:
    """An upper bound of the width of a text of 12 units."""
    return len(text) * _SIGN


def _labels(labels: list[str], most: int) -> tuple[list[list[str]], float]:
    """The labels in lines of at most `most` signs, and the width of the widest."""
    lines = [wrap(clean(label), most) for label in labels]
    return lines, max((text_width(line) for rows in lines for line in rows), default=0)


def _years(start: int, stop: int, x: float, scale: float, top: float, bottom: float) -> list[str]:
    """The axis of years: a line for each that has room, and its name above it."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if step * scale >= 44)
    drawn = []
    for year in range(start, stop + 1):
        if year % step == 0 or stop - start < 2:
            place = x + (year - start) * scale
            drawn += [_line(place, top, place, bottom), _text(place, top - 6, str(year), "s c")]
    return drawn


def _spans(picture: Spans) -> tuple[list[str], int]:
    labels, left = _labels([bar.label for bar in picture.bars], 44)
    right = max((text_width(bar.told) for bar in picture.bars), default=0)
    x, top = 16 + left + 12, 72
    room = WIDTH - x - right - 28
    scale = room / (picture.stop - picture.start)
    rows: list[str] = []
    y = top + 6
    for bar, lines in zip(picture.bars, labels, strict=True):
        height = max(len(lines) * 15 + 7, _ROW)
        rows += [_text(x - 12, y + 14 + 15 * i, line, "e") for i, line in enumerate(lines)]
        rows += _span(bar, x, y + 4, scale, picture.start)
        rows.append(_text(x + room + 12, y + 14, bar.told, "s"))
        y += height
    mark = x + (picture.mark - picture.start) * scale
    axis = [*_years(picture.start, picture.stop, x, scale, top, y), _line(mark, top, mark, y, "m")]
    legend = (
        f"red line: {picture.mark_told}; pale: possible, the day is not known; arrow: goes on; ?: ended, day not known"
    )
    return [*axis, *rows, _text(16, y + 22, legend, "s")], y + 26


def _span(bar: Bar, x: float, y: float, scale: float, start: int) -> list[str]:
    def place(year: float) -> float:
        return x + (year - start) * scale

    name = f"<title>{escape(f'{clean(bar.label)}: {bar.told} ({bar.id})')}</title>"
    first, last = place(max(bar.first, start)), place(bar.last)
    drawn = ["<g>" + name, _box(first, y, last - first, 12, _COLOURS[0], ' fill-opacity="0.35"')]
    drawn += [f'<path d="M{first:.1f} {y - 2:g}l-7 8l7 8z" fill="{_COLOURS[0]}"/>'] * (bar.first < start)
    if bar.sure_last > bar.sure_first:
        sure = place(max(bar.sure_first, start))
        drawn.append(_box(sure, y, place(bar.sure_last) - sure, 12, _COLOURS[0]))
    if bar.ongoing:
        drawn.append(f'<path d="M{last:.1f} {y - 2:g}l9 8l-9 8z" fill="{_COLOURS[0]}"/>')
    elif bar.open_end:
        drawn.append(_text(last + 2, y + 10, "?", "s"))
    return [*drawn, "</g>"]


def _amounts(picture: Amounts) -> tuple[list[str], int]:
    y = 44
    rows: list[str] = []
    for group in picture.groups:
        same = [amount for other in picture.groups if other.unit == group.unit for amount in other.amounts]
        least, most = min(0.0, *(amount.low for amount in same)), max(0.0, *(amount.high for amount in same))
        labels, left = _labels([amount.label for amount in group.amounts], 52)
        right = max(text_width(amount.told) for amount in group.amounts)
        x = 16 + left + 12
        scale = max(WIDTH - x - right - 28, 60) / ((most - least) or 1)
        for line in wrap(clean(group.heading), int(WIDTH / _SIGN) - 4):
            rows.append(_text(16, y + 14, line, "g"))
            y += 20
        for amount, lines in zip(group.amounts, labels, strict=True):
            rows += [_text(x - 12, y + 14 + 15 * i, line, "e") for i, line in enumerate(lines)]
            rows += _amount(amount, x - least * scale, y + 4, scale)
            rows.append(_text(WIDTH - 16, y + 14, amount.told, "s e"))
            y += max(len(lines) * 15 + 7, _ROW)
        y += 10
    return rows, y


def _amount(amount: Amount, zero: float, y: float, scale: float) -> list[str]:
    name = f"<title>{escape(f'{clean(amount.label)}: {amount.told} ({amount.id})')}</title>"
    low, high = sorted((0.0, amount.low)) if amount.low < 0 else (0.0, amount.low)
    drawn = ["<g>" + name, _box(zero + low * scale, y, (high - low) * scale, 12, _COLOURS[1 if amount.low < 0 else 0])]
    if amount.high > amount.low >= 0:
        drawn.append(
            _box(
                zero + amount.low * scale,
                y,
                (amount.high - amount.low) * scale,
                12,
                _COLOURS[0],
                ' fill-opacity="0.35"',
            )
        )
    return [*drawn, "</g>"]


def _counts(picture: Counts) -> tuple[list[str], int]:
    top, height = 56, 260
    years = _dense(picture.years)
    scaled = ticks(0, max((sum(counts) for _, counts in years), default=1) or 1)
    most = scaled[-1]
    step = (WIDTH - 80) / max(len(years), 1)
    rows: list[str] = []
    for tick in scaled:
        y = top + height - tick / most * height
        rows += [_line(56, y, WIDTH - 16, y), _text(50, y + 4, number(tick), "s e")]
    for i, (year, counts) in enumerate(years):
        x, y = 60 + i * step, float(top + height)
        rows.append(f"<g><title>{year}: {sum(counts)}</title>")
        for kind, count in enumerate(counts):
            y -= count / most * height
            rows += [_box(x + step * 0.1, y, step * 0.8, round(count / most * height, 1), _COLOURS[kind % 8])] * bool(
                count
            )
        rows.append("</g>")
        if step >= 40 or i % (int(40 / step) + 1) == 0:
            rows.append(_text(x + step / 2, top + height + 18, str(year), "s c"))
    y = top + height + 40
    legend, bottom = _legend([(kind, _COLOURS[i % 8], "square") for i, kind in enumerate(picture.kinds)], y)
    left = [
        f"{year}: {sum(counts)}" for year, counts in picture.years if any(counts) and (not years or year < years[0][0])
    ]
    rows += [_text(16, bottom + 14, f"earlier, not drawn: {', '.join(left)}", "s")] * bool(left)
    return [*rows, *legend], bottom + 18 * bool(left)


def _dense(years: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """The years from the last long gap on, so that one old happening does not squeeze all others together."""
    start = empty = 0
    for i, (_, counts) in enumerate(years):
        empty = 0 if any(counts) else empty + 1
        if empty >= 5:
            start = i + 1
    return years[start:]


def _legend(entries: list[tuple[str, str, str]], y: int) -> tuple[list[str], int]:
    """The names beside their colours and marks, in as many rows as they need."""
    rows: list[str] = []
    x = 16.0
    for name, colour, mark in entries:
        label = clean(name)
        width = text_width(label) + 34
        if x > 16 and x + width > WIDTH - 16:
            x, y = 16.0, y + 20
        rows += [_mark(mark, x + 6, y - 4, colour), _text(x + 18, y, label)]
        x += width
    return rows, y + 6


def _mark(mark: str, x: float, y: float, colour: str, name: str = "") -> str:
    title = f"<title>{escape(name)}</title>" if name else ""
    if mark == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}">{title}</circle>'
    shapes = {"square": "m-4-4h8v8h-8z", "diamond": "m0-5l5 5l-5 5l-5-5z", "triangle": "m0-5l5 9h-10z"}
    return f'<path d="M{x:.1f} {y:.1f}{shapes[mark]}" fill="{colour}">{title}</path>'


def ticks(least: float, most: float) -> list[float]:
    """Some four to ten round values, the first at or below `least`, the last at or above `most`."""
    size = most - least or 1
    step = 10 ** floor(log10(size / 4))
    step = next(step * factor for factor in (1, 2, 5, 10) if size / (step * factor) <= 8)
    first, last = floor(least / step), ceil(most / step)
    values = [round(n * step, 10) for n in range(first, last + 1)]
    return [int(value) if value == int(value) else value for value in values]


GAP_YEARS = 2.1
"""Values that lie further apart than this are not joined by a line."""


def _curves(picture: Curves) -> tuple[list[str], int]:
    """A panel for each unit; a curve's points are joined where they are near in time."""
    y = 40
    rows: list[str] = []
    for unit in dict.fromkeys(curve.unit for curve in picture.curves):
        drawn, y = _panel(picture, [curve for curve in picture.curves if curve.unit == unit], unit, y)
        rows += drawn
        y += 12
    return rows, y


def _panel(picture: Curves, curves: list[Curve], unit: str, y: int) -> tuple[list[str], int]:
    values = [value for curve in curves for _, value, _ in curve.points]
    scaled = ticks(min(0.0, *values), max(0.0, *values) or 1.0)
    least, most = scaled[0], scaled[-1]
    names = [number(tick) for tick in scaled]
    x, top, height = 16 + max(map(text_width, names)) + 8, y + 48, 240
    scale = (WIDTH - x - 24) / (picture.stop - picture.start)

    def place(value: float) -> float:
        return top + height - (value - least) / (most - least) * height

    rows = [_text(16, y + 16, unit, "g"), *_years(picture.start, picture.stop, x, scale, top, top + height)]
    for tick, name in zip(scaled, names, strict=True):
        rows += [_line(x, place(tick), WIDTH - 24, place(tick)), _text(x - 6, place(tick) + 4, name, "s e")]
    entries = []
    for i, curve in enumerate(curves):
        colour, mark = _COLOURS[i % 8], _MARKS[i // 2 % 4]
        points = [(x + (time - picture.start) * scale, place(value), time, told) for time, value, told in curve.points]
        for (x1, y1, before, _), (x2, y2, after, _) in pairwise(points):
            if after - before <= GAP_YEARS:
                rows.append(
                    f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke={quoteattr(colour)} stroke-width="2"/>'
                )
        rows += [_mark(mark, px, py, colour, f"{clean(curve.label)}, {told}") for px, py, _, told in points]
        entries.append((curve.label, colour, mark))
    legend, bottom = _legend(entries, top + height + 24)
    return [*rows, *legend], bottom


def _poster(picture: Poster) -> tuple[list[str], int]:
    """The happenings along a line, from the top down."""
    dates = max((text_width(date) for date, _, _, _ in picture.happenings), default=0)
    x, y = 16 + dates + 20, 56
    rows: list[str] = []
    for date, title, name, milestone in picture.happenings:
        lines = wrap(clean(title), int((WIDTH - x - 40) / _SIGN))
        rows += [_text(x - 20, y + 4, date, "s e"), _mark("circle", x, y, _COLOURS[1 if milestone else 0], name)]
        rows += [_text(x + 16, y + 4 + 16 * i, line, "g" if milestone else "") for i, line in enumerate(lines)]
        y += 16 * len(lines) + 8
    return [_line(x, 48, x, y - 8), *rows], y
