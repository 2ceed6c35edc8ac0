"""Pictures drawn with characters: spans over years, bars with their figures, counts by year.

A bar ends within a cell, to an eighth of it; what is not certain is drawn light, an ongoing end as an arrow. Names stand
beside their bars where there is room, else above them. Below `NARROWEST` cells there is no room to draw, and the same is
written as text. Nothing is said by colour alone.
"""

from __future__ import annotations

from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.render.paint import pad, painter, remarked, wrap
from malibrief.text import number
from malibrief.views.pictures import Amounts, Spans, is_empty, legend_of, year_step

if TYPE_CHECKING:
    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.listing import Table
    from malibrief.views.pictures import Amount, Bar, Counts, Sign, Sketch

NARROWEST, WIDEST = 40, 250
_EIGHTHS = " ▏▎▍▌▋▊▉█"
FULL, LIGHT, ARROW, EARLIER, MARK = "█", "░", "▶", "◀", "│"
_SIGNS: dict[Sign, str] = {
    "certain": f"{FULL} certain",
    "possible": f"{LIGHT} possible: the day is not known",
    "earlier": f"{EARLIER} began earlier",
    "ongoing": f"{ARROW} goes on",
    "open_end": "? ended, day not known",
}
"""The legend of spans."""
_BESIDE, _DATES_BESIDE = 72, 96
"""From these widths on names, then dates too, stand beside the bars of spans."""
_LONGEST_LABEL = 48
"""Longer labels of amounts are wrapped in a wide window, so that they have room beside their bars."""
_YEARS = len("2001-2003")
"""The width of the names of years beside counts."""
_LONG_GAP = 2
"""More years in a row than this without any happening are one line."""


def table(view: Table, form: str, page: Page) -> str:
    """Return a listing as its picture."""
    foot = f"{view.base.reach} · ids and sources: -f table"
    paint = painter(page.colour)
    width = min(page.width, WIDEST)
    lines = [*remarked(view.remarks, width), *(paint(line, "aside") for line in wrap(foot, width))]
    return "\n".join([draw(view.text_chart(), page), *lines, ""])


def draw(picture: Sketch, page: Page) -> str:
    """Return a picture in the width of the page."""
    paint = painter(page.colour)
    width = min(page.width, WIDEST)
    if is_empty(picture):
        lines = ["nothing to draw"]
    elif isinstance(picture, Spans):
        lines = _spans(picture, width, paint)
    elif isinstance(picture, Amounts):
        lines = _amounts(picture, width, paint)
    else:
        lines = _counts(picture, width, paint)
    notes = [paint(line, "aside") for note in picture.notes for line in wrap(note, width)]
    if notes:
        lines += ["", *notes]
    return "".join(line.rstrip() + "\n" for line in lines)


def _spans(picture: Spans, width: int, paint: Paint) -> list[str]:
    """Return an axis, and a bar for each fact, its name and dates beside it or, where there is no room, above it."""
    if width < NARROWEST:
        return [line for bar in picture.bars for line in wrap(f"{bar.label}: {bar.dates}", width)]
    dates_beside = width >= _DATES_BESIDE
    dates = max(len(bar.dates) for bar in picture.bars)
    labels = _label_width(picture, dates, width)
    left = labels + 2 if width >= _BESIDE else 0
    room = width - left - (dates + 2 if dates_beside else 0)
    scale = room / (picture.stop - picture.start)
    mark = min(int((picture.mark - picture.start) * scale), room - 1)
    grid = paint("".join(MARK if cell == mark else " " for cell in range(room)), "aside")
    lines = [" " * left + line for line in _axis(picture, room, scale, mark)]
    for bar in picture.bars:
        before, line, after = span_cells(bar, picture.start, scale, room, mark).partition(MARK)
        drawn = paint(before, "number") + paint(line, "aside") + paint(after, "number")
        if left:
            lines += _beside(bar, drawn, labels, dates_beside, grid, paint)
        else:
            lines += [*_above(bar.label, bar.dates, width, paint), drawn]
    return [*lines, "", *_legend(picture, width, paint)]


def _label_width(picture: Spans, dates: int, width: int) -> int:
    """Return the width of the names to the left of the bars, and of the dates where those stand below the names."""
    longest = max(cell_len(bar.label) for bar in picture.bars)
    if width >= _DATES_BESIDE:
        return min(longest, max(width // 3, 34))
    return min(max(longest, dates), width // 3)


def _beside(bar: Bar, drawn: str, labels: int, dates_beside: bool, grid: str, paint: Paint) -> list[str]:
    """Return a bar between its name and its dates, or with the dates below the name; `grid` is drawn beside further lines."""
    first, *rest = wrap(bar.label, labels)
    line = f"{pad(first, labels)}  {drawn}"
    below = [(piece, "") for piece in rest]
    if dates_beside:
        line += "  " + paint(bar.dates, "date")
    else:
        below += [(piece, "date") for piece in wrap(bar.dates, labels)]
    return [line, *(f"{paint(pad(piece, labels), style)}  {grid}" for piece, style in below)]


def _above(name: str, dates: str, width: int, paint: Paint) -> list[str]:
    """Return a name and dates on one line, or on several where they are too long for one."""
    if cell_len(name) + 2 + cell_len(dates) <= width:
        return [f"{name}  {paint(dates, 'date')}"]
    return [*wrap(name, width), *(paint(piece, "date") for piece in wrap(dates, width))]


def _axis(picture: Spans, room: int, scale: float, mark: int) -> list[str]:
    """Names of years at equal distances, with a tick for each year or for each that is named."""
    names, ticks = [" "] * room, ["─"] * room
    step = year_step(scale, len("2001 "))
    for year in range(picture.start, picture.stop + 1):
        cell = int((year - picture.start) * scale)
        if cell >= room or (scale < 1 and year % step):
            continue
        ticks[cell] = "┬"
        if year % step == 0 and cell + 4 <= room:
            names[cell : cell + 4] = f"{year:<4}"
    ticks[mark] = "▼"
    return ["".join(names), "".join(ticks)]


def span_cells(bar: Bar, start: int, scale: float, room: int, mark: int) -> str:
    """Return a bar in `room` cells, of which a year has `scale`: full where it is certain, light where it is possible."""

    def cell_of(year: float) -> float:
        return (max(year, start) - start) * scale

    first, last = cell_of(bar.first), cell_of(bar.last)
    sure = cell_of(bar.sure_first), cell_of(bar.sure_last)
    cells = [_cell(cell, (first, last), sure) or (MARK if cell == mark else " ") for cell in range(room)]
    begin, end = min(int(first), room - 1), min(int(last), room - 1)
    if all(cell in (MARK, " ") for cell in cells):
        cells[begin] = LIGHT if sure[1] <= sure[0] and bar.last > bar.first else "▏"
    if bar.first < start:
        cells[0] = EARLIER
    if bar.ongoing:
        cells[end] = ARROW
    elif bar.open_end:
        cells[end] = "?"
    return "".join(cells)


def _cell(cell: int, whole: tuple[float, float], sure: tuple[float, float]) -> str:
    """Return one cell of a bar, empty where the bar is not: what prevails in it, and a part of it at a certain end."""
    within, certain = _overlap(cell, *whole), _overlap(cell, *sure)
    if certain < within / 2 or not certain:
        return LIGHT if within >= 1 / 8 else ""
    if certain >= 7 / 8 or within > certain + 1 / 8:
        return FULL
    if sure[0] > cell:
        return "▐" if certain >= 1 / 4 else "▕"
    return _EIGHTHS[max(round(certain * 8), 1)]


def _overlap(cell: int, first: float, last: float) -> float:
    return max(min(cell + 1, last) - max(cell, first), 0.0)


def _legend(picture: Spans, width: int, paint: Paint) -> list[str]:
    """Return what the signs that are drawn stand for."""
    signs = [f"{MARK} {picture.mark_label}", *(_SIGNS[sign] for sign in legend_of(picture))]
    return [paint(line, "aside") for line in _spread(signs, width)]


def _spread(signs: list[str], width: int) -> list[str]:
    """Return the signs of a legend in lines, none of them broken where that can be."""
    lines: list[str] = []
    for sign in signs:
        if lines and cell_len(lines[-1]) + 3 + cell_len(sign) <= width:
            lines[-1] += f"   {sign}"
        else:
            lines += wrap(sign, width)
    return lines


def _amounts(picture: Amounts, width: int, paint: Paint) -> list[str]:
    """Return the groups below each other; those of one unit have one scale."""
    lines: list[str] = []
    for group in picture.groups:
        same = [amount for other in picture.groups if other.unit == group.unit for amount in other.amounts]
        if lines:
            lines.append("")
        lines += [paint(line, "heading") for line in wrap(group.heading, width)]
        labels, figures = _columns(same, width)
        reach = min(0.0, *(amount.low for amount in same)), max(0.0, *(amount.high for amount in same))
        for amount in group.amounts:
            lines += _amount(amount, labels, figures, reach, width, paint)
    if any(amount.high > amount.low for group in picture.groups for amount in group.amounts) and width >= NARROWEST:
        legend = [f"{FULL} the lowest that is said", f"{LIGHT} up to the highest"]
        lines += ["", *(paint(line, "aside") for line in _spread(legend, width))]
    return lines


def _columns(amounts: list[Amount], width: int) -> tuple[int, int]:
    """Return the widths of labels and figures; none for labels where there is no room for them beside the bars."""
    figures = max(cell_len(amount.text) for amount in amounts)
    labels = max(cell_len(amount.label) for amount in amounts)
    if width >= _DATES_BESIDE:
        labels = min(labels, _LONGEST_LABEL)
    is_room = width - labels - figures - 4 >= max(width // 4, 12)
    return labels if is_room else 0, figures


def _amount(
    amount: Amount, labels: int, figures: int, reach: tuple[float, float], width: int, paint: Paint
) -> list[str]:
    """Return a label, its bar and its figure beside each other, or below each other where there is no room."""
    label = amount.label
    room = width - figures - 2 - (labels + 2 if labels else 0)
    if width < NARROWEST:
        return wrap(f"{label}: {amount.text}", width)
    if room < 8:
        return [*wrap(label, width), _drawn(amount, reach, width, paint), *wrap(amount.text, width)]
    bar = _drawn(amount, reach, room, paint) + "  " + pad(amount.text, figures, right=True)
    if not labels:
        return [*wrap(label, width), bar]
    pieces = wrap(label, labels)
    return [f"{pad(pieces[0], labels)}  {bar}", *pieces[1:]]


def _drawn(amount: Amount, reach: tuple[float, float], room: int, paint: Paint) -> str:
    return paint(amount_cells(amount.low, amount.high, reach, room), "number")


def amount_cells(low: float, high: float, reach: tuple[float, float], room: int) -> str:
    """Return a bar from zero to what is sure, light from there over the range, on a scale of `room` cells.

    A negative one goes to the left. What is not zero has at least the thinnest of bars.
    """
    least, most = reach
    extent = (most - least) or 1
    zero = round(-least / extent * room)
    if low < 0:
        return _leftwards(low / extent * room, high / extent * room, zero, room)
    full = _filled(low / extent * room) if low else ""
    light = min(round(high / extent * room), room - zero) - len(full) if high > low else 0
    if high > low and not full:
        light = max(light, 1)
    return pad((" " * zero + full + LIGHT * max(light, 0))[:room], room)


def _leftwards(low: float, high: float, zero: int, room: int) -> str:
    """Return a bar that begins below zero, in whole cells; it may reach above it."""
    begin = min(zero + round(low), zero - 1) if zero else 0
    sure = zero + round(min(high, 0.0))
    above = min(round(max(high, 0.0)), room - zero)
    light = max(sure, begin) - begin if high > low else 0
    cells = " " * begin + LIGHT * light + FULL * max(zero - begin - light, 0) + LIGHT * above
    return pad(cells[:room], room)


def _filled(cells: float) -> str:
    """Return a bar as long as this many cells, to an eighth of one; at least the thinnest."""
    whole = int(cells)
    return FULL * whole + _EIGHTHS[max(round((cells - whole) * 8), int(not whole))].strip()


def _counts(picture: Counts, width: int, paint: Paint) -> list[str]:
    """Draw counts by year: each kind of happening has its letter, which stands for one or several of them."""
    if width < NARROWEST:
        return [f"{year}: {number(sum(counts))}" for year, counts in _without_gaps(picture.years)]
    letters = _letters(picture.kinds)
    most = max(sum(counts) for _, counts in picture.years)
    room = width - _YEARS - 2 - len(number(most)) - 1
    each = 1 if most <= room else -(-most // max(room - len(letters), 1))
    lines = []
    for year, counts in _without_gaps(picture.years):
        drawn = "".join(
            paint(letter * -(-count // each), kind)
            for (kind, letter), count in zip(letters.items(), counts, strict=True)
        )
        total = number(sum(counts))
        lines.append(f"{paint(pad(year, _YEARS), 'date')}  {drawn}{' ' * any(counts)}{total}")
    legend = [f"{letter} {kind}" for kind, letter in letters.items()]
    legend.append("a letter is one" if each == 1 else f"a letter is up to {number(each)}")
    return [*lines, "", *(paint(line, "aside") for line in _spread(legend, width))]


def _without_gaps(years: list[tuple[int, list[int]]]) -> list[tuple[str, list[int]]]:
    """Return the years by name; more empty ones in a row than `_LONG_GAP` are one line, empty ones at the end are none."""
    shown: list[tuple[str, list[int]]] = []
    empty: list[int] = []
    for year, counts in years:
        if not any(counts):
            empty.append(year)
            continue
        names = [f"{empty[0]}-{empty[-1]}"] if len(empty) > _LONG_GAP else [str(other) for other in empty]
        shown += [(name, [0] * len(counts)) for name in names]
        shown.append((str(year), counts))
        empty = []
    return shown


def _letters(kinds: list[str]) -> dict[str, str]:
    """Return a letter for each kind, the first one of it that is free, else any that is."""
    letters: dict[str, str] = {}
    for kind in kinds:
        possible = [letter for letter in kind.casefold() + ascii_lowercase + digits if "0" <= letter <= "z"]
        letters[kind] = next((letter for letter in possible if letter not in letters.values()), "+")
    return letters
