"""Draw charts with characters: spans over years, amounts as bars with their figures, counts by year.

Bars are exact to an eighth of a cell. Uncertain time is drawn light, and an arrow marks what has no end recorded. Names stand beside
their bars if the page is wide enough, otherwise above them; below `MIN_WIDTH` cells the same content is written as text.
Colour never carries meaning that the characters do not.
"""

from __future__ import annotations

from math import ceil
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.language import say
from malibrief.render.paint import pad, painter, remark_lines, wrap
from malibrief.text import fold, number
from malibrief.views.pictures import Amounts, Spans, headed, is_empty, legend_of, year_step

if TYPE_CHECKING:
    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.listing import Table
    from malibrief.views.pictures import Amount, Bar, Counts, Sign, Sketch

MIN_WIDTH, MAX_WIDTH = 40, 250
"""The narrowest and the widest page that is drawn on, in cells: a narrower one gets text, a wider one is not used up."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"
"""A cell filled by nought to eight eighths, from the left."""
FULL, LIGHT, ARROW, EARLIER, MARK = "█", "░", "▶", "◀", "│"
"""The cells of certain and of uncertain time, of an end that is not recorded, of a start before the axis, and of the marked day."""
LEGEND: dict[Sign, tuple[str, str]] = {
    "certain": (FULL, "certain"),
    "possible": (LIGHT, "possible"),
    "earlier": (EARLIER, "began earlier"),
    "no_end": (ARROW, "no end recorded"),
    "open_end": ("?", "ended, day not known"),
}
"""How each sign in a chart of spans is drawn, and its English legend."""
_NAMES_BESIDE_FROM, _DATES_BESIDE_FROM = 72, 96
"""The page widths, in cells, from which names, and then dates too, stand beside the bars of spans."""
_MAX_LABEL_WIDTH = 48
"""The maximum width of an amount's label on a wide page, in cells; longer ones are wrapped to leave room for the bars."""
_YEAR_WIDTH = len("2001-2003")
"""The width of the column of years beside counts, in cells."""
_LONG_GAP = 2
"""Longer runs of years without any happening are drawn as one line."""


def table(view: Table, form: str, page: Page) -> str:
    """Return the chart of a listing under its title, its remarks, and the date of the facts."""
    picture = headed(view.text_chart(), view.name, view.asked)
    foot = f"{view.base.reach} · {say('sources: {options}', options='-f table --sources')}"
    paint = painter(page.colour)
    width = min(page.width, MAX_WIDTH)
    title = [paint(line, "heading") for line in wrap(picture.title, width)]
    lines = [*remark_lines(view.remarks, width), *wrap(foot, width)]
    gap = [] if picture.notes and not view.remarks else [""]
    return "\n".join([*title, "", draw(picture, page).rstrip("\n"), *gap, *lines, ""])


def draw(picture: Sketch, page: Page) -> str:
    """Return a chart as wide as the page, up to `MAX_WIDTH` cells."""
    paint = painter(page.colour)
    width = min(page.width, MAX_WIDTH)
    if is_empty(picture):
        lines = [say("nothing to draw")]
    elif isinstance(picture, Spans):
        lines = _spans(picture, width, paint)
    elif isinstance(picture, Amounts):
        lines = _amounts(picture, width, paint)
    else:
        lines = _counts(picture, width)
    notes = [line for note in picture.notes for line in wrap(note, width)]
    if notes:
        lines += ["", *notes]
    return "".join(line.rstrip() + "\n" for line in lines)


def _spans(picture: Spans, width: int, paint: Paint) -> list[str]:
    """Return an axis, a bar for each fact and a legend; names and dates stand beside the bars, or above on a narrow page."""
    if width < MIN_WIDTH:
        said = (say("{name}: {text}", name=bar.label, text=bar.dates) for bar in picture.bars)
        return [line for text in said for line in wrap(text, width)]
    dates_beside = width >= _DATES_BESIDE_FROM
    dates = max(len(bar.dates) for bar in picture.bars)
    labels = _label_width(picture, dates, width)
    left = labels + 2 if width >= _NAMES_BESIDE_FROM else 0
    room = width - left - (dates + 2 if dates_beside else 0)
    scale = room / (picture.stop - picture.start)
    mark = min(int((picture.mark - picture.start) * scale), room - 1)
    grid = paint("".join(MARK if cell == mark else " " for cell in range(room)), "aside")
    lines = [" " * left + line for line in _axis(picture, room, scale, mark)]
    for bar in picture.bars:
        before, line, after = span_cells(bar, picture.start, scale, room, mark).partition(MARK)
        drawn = before + paint(line, "aside") + after
        if left:
            lines += _beside(bar, drawn, labels, dates_beside, grid)
        else:
            lines += [*_above(bar.label, bar.dates, width), drawn]
    return [*lines, "", *_spans_legend(picture, width)]


def _label_width(picture: Spans, dates: int, width: int) -> int:
    """Return the width of the column to the left of the bars: for names, and for dates if they stand below the names."""
    longest = max(cell_len(bar.label) for bar in picture.bars)
    if width >= _DATES_BESIDE_FROM:
        return min(longest, max(width // 3, 34))
    return min(max(longest, dates), width // 3)


def _beside(bar: Bar, drawn: str, labels: int, dates_beside: bool, grid: str) -> list[str]:
    """Return a bar between its name and its dates, or with the dates below the name.

    `grid` is what stands in place of the bar in further lines: the marked day.
    """
    first, *rest = wrap(bar.label, labels)
    line = f"{pad(first, labels)}  {drawn}"
    if dates_beside:
        line += f"  {bar.dates}"
    else:
        rest += wrap(bar.dates, labels)
    return [line, *(f"{pad(piece, labels)}  {grid}" for piece in rest)]


def _above(name: str, dates: str, width: int) -> list[str]:
    """Return a name and dates on one line, or on lines of their own if they do not fit."""
    if cell_len(name) + 2 + cell_len(dates) <= width:
        return [f"{name}  {dates}"]
    return [*wrap(name, width), *wrap(dates, width)]


def _axis(picture: Spans, room: int, scale: float, mark: int) -> list[str]:
    """Return two lines: years at equal distances, and a tick for each year, or only for those if a year is under a cell."""
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
    """Return a bar as `room` cells: full where its time is certain, light where it is possible.

    A year is `scale` cells wide, the first cell begins with the year `start`, and `mark` is the cell of the marked day.
    At least one cell is drawn, however short or early the time.
    """

    def cell_of(year: float) -> float:
        return (max(year, start) - start) * scale

    first, last = cell_of(bar.first), cell_of(bar.last)
    sure = cell_of(bar.sure_first), cell_of(bar.sure_last)
    cells = [_span_cell(cell, (first, last), sure) or (MARK if cell == mark else " ") for cell in range(room)]
    begin, end = min(int(first), room - 1), min(int(last), room - 1)
    if all(cell in (MARK, " ") for cell in cells):
        cells[begin] = LIGHT if sure[1] <= sure[0] and bar.last > bar.first else "▏"
    if bar.first < start:
        cells[0] = EARLIER
    if bar.no_end:
        cells[end] = ARROW
    elif bar.open_end:
        cells[end] = "?"
    return "".join(cells)


def _span_cell(cell: int, whole: tuple[float, float], sure: tuple[float, float]) -> str:
    """Return one cell of a bar from `whole`, its possible time, and `sure`, its certain time, both in cells.

    The cell shows whichever of the two fills more of it, and is filled in part at a certain end; "" outside of the bar.
    """
    within, certain = _overlap(cell, *whole), _overlap(cell, *sure)
    if certain < within / 2 or not certain:
        return LIGHT if within >= 1 / 8 else ""
    if certain >= 7 / 8 or within > certain + 1 / 8:
        return FULL
    if sure[0] > cell:
        return "▐" if certain >= 1 / 4 else "▕"
    return _EIGHTHS[max(round(certain * 8), 1)]


def _overlap(cell: int, first: float, last: float) -> float:
    """Return how much of a cell lies between two points, from 0 to 1."""
    return max(min(cell + 1, last) - max(cell, first), 0.0)


def _spans_legend(picture: Spans, width: int) -> list[str]:
    """Return the legend of the signs that are drawn, and of the marked day."""
    signs = (LEGEND[sign] for sign in legend_of(picture))
    return _legend_lines([f"{MARK} {picture.mark_label}", *(f"{sign} {say(text)}" for sign, text in signs)], width)


def _legend_lines(signs: list[str], width: int) -> list[str]:
    """Lay out the entries of a legend in lines; an entry is broken only if it is wider than a line."""
    lines: list[str] = []
    for sign in signs:
        if lines and cell_len(lines[-1]) + 3 + cell_len(sign) <= width:
            lines[-1] += f"   {sign}"
        else:
            lines += wrap(sign, width)
    return lines


def _amounts(picture: Amounts, width: int, paint: Paint) -> list[str]:
    """Return the groups one below the other; groups in the same unit share a scale."""
    lines: list[str] = []
    for group in picture.groups:
        same = [amount for other in picture.groups if other.unit == group.unit for amount in other.amounts]
        if lines:
            lines.append("")
        lines += [paint(line, "heading") for line in wrap(group.heading, width)]
        labels, figures = _columns(same, width)
        bounds = min(0.0, *(amount.low for amount in same)), max(0.0, *(amount.high for amount in same))
        for amount in group.amounts:
            lines += _amount(amount, labels, figures, bounds, width)
    if any(amount.high > amount.low for group in picture.groups for amount in group.amounts) and width >= MIN_WIDTH:
        legend = [f"{FULL} {say('lowest figure given')}", f"{LIGHT} {say('up to the highest')}"]
        lines += ["", *_legend_lines(legend, width)]
    return lines


def _columns(amounts: list[Amount], width: int) -> tuple[int, int]:
    """Return the widths of labels and figures in cells; 0 for labels that do not fit beside the bars."""
    figures = max(cell_len(amount.text) for amount in amounts)
    labels = max(cell_len(amount.label) for amount in amounts)
    if width >= _DATES_BESIDE_FROM:
        labels = min(labels, _MAX_LABEL_WIDTH)
    is_room = width - labels - figures - 4 >= max(width // 4, 12)
    return labels if is_room else 0, figures


def _amount(amount: Amount, labels: int, figures: int, bounds: tuple[float, float], width: int) -> list[str]:
    """Return a label, its bar and its figure: side by side, or one below the other if the page is too narrow.

    `bounds` is the lowest and the highest value of the scale.
    """
    label = amount.label
    room = width - figures - 2 - (labels + 2 if labels else 0)
    if width < MIN_WIDTH:
        return wrap(say("{name}: {text}", name=label, text=amount.text), width)
    if room < 8:
        return [*wrap(label, width), amount_cells(amount.low, amount.high, bounds, width), *wrap(amount.text, width)]
    bar = amount_cells(amount.low, amount.high, bounds, room) + "  " + pad(amount.text, figures, right=True)
    if not labels:
        return [*wrap(label, width), bar]
    pieces = wrap(label, labels)
    return [f"{pad(pieces[0], labels)}  {bar}", *pieces[1:]]


def amount_cells(low: float, high: float, bounds: tuple[float, float], room: int) -> str:
    """Return a bar as `room` cells: full from zero to the end of the range nearest to it, light over the range.

    `bounds` is the lowest and the highest value of the scale. Negative values extend to the left of zero. A value other
    than zero, however small, is visible.
    """
    least, most = bounds
    extent = (most - least) or 1
    zero = round(-least / extent * room)
    if low < 0:
        return _negative_cells(low / extent * room, high / extent * room, zero, room)
    full = _eighths_bar(low / extent * room) if low else ""
    light = min(round(high / extent * room), room - zero) - len(full) if high > low else 0
    if high > low and not full:
        light = max(light, 1)
    return pad((" " * zero + full + LIGHT * max(light, 0))[:room], room)


def _negative_cells(low: float, high: float, zero: int, room: int) -> str:
    """Return a bar that begins below zero and may end above it, in whole cells; lengths and `zero` are in cells."""
    begin = min(zero + round(low), zero - 1) if zero else 0
    sure = zero + round(min(high, 0.0))
    above = min(round(max(high, 0.0)), room - zero)
    light = max(sure, begin) - begin if high > low else 0
    cells = " " * begin + LIGHT * light + FULL * max(zero - begin - light, 0) + LIGHT * above
    return pad(cells[:room], room)


def _eighths_bar(cells: float) -> str:
    """Return a bar as long as this many cells, to the nearest eighth; at least one eighth."""
    whole = int(cells)
    least = 0 if whole else 1
    return FULL * whole + _EIGHTHS[max(round((cells - whole) * 8), least)].strip()


def _counts(picture: Counts, width: int) -> list[str]:
    """Return a line for each year: a letter for each happening, different for each kind, and the total.

    Where they do not fit, a letter stands for several happenings, which the legend tells.
    """
    if width < MIN_WIDTH:
        years = _named_years(picture.years)
        return [say("{name}: {text}", name=year, text=number(sum(counts))) for year, counts in years]
    letters = _letters(picture.kinds)
    most = max(sum(counts) for _, counts in picture.years)
    room = width - _YEAR_WIDTH - 2 - len(number(most)) - 1
    per_letter = 1 if most <= room else ceil(most / max(room - len(letters), 1))
    lines = []
    for year, counts in _named_years(picture.years):
        drawn = "".join(
            letter * ceil(count / per_letter) for letter, count in zip(letters.values(), counts, strict=True)
        )
        gap = " " if any(counts) else ""
        lines.append(f"{pad(year, _YEAR_WIDTH)}  {drawn}{gap}{number(sum(counts))}")
    legend = [f"{letter} {kind}" for kind, letter in letters.items()]
    legend.append(
        say("each letter is one") if per_letter == 1 else say("each letter is up to {count}", count=number(per_letter))
    )
    return [*lines, "", *_legend_lines(legend, width)]


def _named_years(years: list[tuple[int, list[int]]]) -> list[tuple[str, list[int]]]:
    """Return the years as text: a run of empty years longer than `_LONG_GAP` is one, such as "1951-1959".

    Empty years at the end are left out.
    """
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
    """Return a letter for each kind: the first free one of its name, else any free letter or digit, else "+"."""
    letters: dict[str, str] = {}
    for kind in kinds:
        possible = [letter for letter in fold(kind) + ascii_lowercase + digits if "0" <= letter <= "z"]
        letters[kind] = next((letter for letter in possible if letter not in letters.values()), "+")
    return letters
