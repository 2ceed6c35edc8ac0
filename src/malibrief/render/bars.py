"""Pictures drawn with characters: spans over years, bars with their figures, counts by year.

A bar ends within a cell, to an eighth of it; what is not certain is drawn light, an ongoing end as an arrow. Below
`NARROWEST` cells there is no room to draw, and the same is written as text. Nothing is said by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.pictures import Amounts, Counts, Spans
from malibrief.render.paint import pad, painter, wrap
from malibrief.text import clean

if TYPE_CHECKING:
    from malibrief.pictures import Amount, Bar, Picture
    from malibrief.render import Page
    from malibrief.render.paint import Paint
    from malibrief.views import Table

NARROWEST, WIDEST = 40, 250
_EIGHTHS = " ▏▎▍▌▋▊▉█"
FULL, LIGHT, ARROW, EARLIER, MARK = "█", "░", "▶", "◀", "│"


def table(view: Table, form: str, page: Page) -> str:
    """A listing as its picture."""
    return (
        draw(view.picture(False), page)
        + f"\n{painter(page.colour)(f'facts up to {view.base.updated.short}', 'aside')}\n"
    )


def draw(picture: Picture, page: Page) -> str:
    """A picture in the width of the page."""
    paint = painter(page.colour)
    width = min(page.width, WIDEST)
    if isinstance(picture, Spans):
        lines = _spans(picture, width, paint)
    elif isinstance(picture, Amounts):
        lines = _amounts(picture, width, paint)
    elif isinstance(picture, Counts):
        lines = _counts(picture, width, paint)
    else:
        raise TypeError(picture)
    notes = [paint(line, "aside") for note in picture.notes for line in wrap(note, width)]
    return "".join(line.rstrip() + "\n" for line in [*lines, *([""] if notes else []), *notes])


def _spans(picture: Spans, width: int, paint: Paint) -> list[str]:
    if not picture.bars:
        return ["nothing to draw"]
    if width < NARROWEST:
        return [line for bar in picture.bars for line in wrap(f"{clean(bar.label)}: {bar.told}", width)]
    dates = max(len(bar.told) for bar in picture.bars)
    beside = width >= 96
    labels = min(max(cell_len(clean(bar.label)) for bar in picture.bars), 34 if beside else width // 3)
    room = width - labels - 2 - (dates + 2 if beside else 0)
    scale = room / (picture.stop - picture.start)
    mark = min(int((picture.mark - picture.start) * scale), room - 1)
    lines = [" " * (labels + 2) + line for line in _axis(picture, room, scale, mark)]
    for bar in picture.bars:
        pieces = wrap(clean(bar.label), labels)
        drawn = span_cells(bar, picture.start, scale, room, mark)
        end = "  " + paint(bar.told, "date") if beside else ""
        lines.append(pad(pieces[0], labels) + "  " + paint(drawn, "number") + end)
        rest = [*pieces[1:], *([] if beside else [bar.told])]
        grid = "".join(MARK if cell == mark else " " for cell in range(room))
        lines += [pad(piece, labels) + "  " + paint(grid, "aside") for piece in rest if cell_len(piece) <= labels]
        lines += [paint(piece, "date") for piece in rest if cell_len(piece) > labels]
    return [*lines, "", *_legend(picture, width, paint)]


def _axis(picture: Spans, room: int, scale: float, mark: int) -> list[str]:
    """The years that there is room for, and a tick a year."""
    names, ticks = [" "] * room, [" "] * room
    free = 0
    for year in range(picture.start, picture.stop + 1):
        cell = int((year - picture.start) * scale)
        if cell >= room:
            break
        ticks[cell] = "┬"
        if cell >= free and cell + 4 <= room:
            names[cell : cell + 4] = str(year)
            free = cell + 6
    ticks = ["─" if tick == " " else tick for tick in ticks]
    ticks[mark] = "▼"
    return ["".join(names), "".join(ticks)]


def span_cells(bar: Bar, start: int, scale: float, room: int, mark: int) -> str:
    """A bar in `room` cells, of which a year has `scale`: full where it is certain, light where it is possible."""
    cells = []
    first, last = (bar.first - start) * scale, (bar.last - start) * scale
    sure_first, sure_last = (bar.sure_first - start) * scale, (bar.sure_last - start) * scale
    for cell in range(room):
        within = _overlap(cell, first, last)
        certain = _overlap(cell, sure_first, sure_last)
        if certain >= 7 / 8 or (certain and _overlap(cell, first, last) > certain + 0.25 and certain > 0.5):
            cells.append(FULL)
        elif certain:
            cells.append(_partial(cell, sure_first, certain) if within <= certain + 0.25 else LIGHT)
        elif within:
            cells.append(LIGHT)
        else:
            cells.append(MARK if cell == mark else " ")
    ends = min(max(int(last), int(first), 0), room - 1)
    if not any(cell in (FULL, LIGHT, *_EIGHTHS[1:], "▐") for cell in cells):
        cells[max(min(int(first), room - 1), 0)] = "▏"
    if bar.first < start:
        cells[0] = EARLIER
    if bar.ongoing:
        cells[ends] = ARROW
    elif bar.open_end:
        cells[ends] = "?"
    return "".join(cells)


def _overlap(cell: int, first: float, last: float) -> float:
    return max(min(cell + 1, last) - max(cell, first), 0.0)


def _partial(cell: int, first: float, covered: float) -> str:
    """A cell that is covered in part: from its left to an eighth, from its right to a half."""
    if first > cell:
        return "▐" if covered >= 0.25 else "▕"
    return _EIGHTHS[max(round(covered * 8), 1)]


def _legend(picture: Spans, width: int, paint: Paint) -> list[str]:
    marks = [f"{MARK} {picture.mark_told}", f"{FULL} certain"]
    bars = picture.bars
    if any(bar.first < bar.sure_first or bar.sure_last < bar.last for bar in bars):
        marks.append(f"{LIGHT} possible: the day is not known")
    if any(bar.first < picture.start for bar in bars):
        marks.append(f"{EARLIER} began earlier")
    if any(bar.ongoing for bar in bars):
        marks.append(f"{ARROW} goes on")
    if any(bar.open_end for bar in bars):
        marks.append("? ended, day not known")
    return [paint(line, "aside") for line in wrap("   ".join(marks), width)]


def _amounts(picture: Amounts, width: int, paint: Paint) -> list[str]:
    if not picture.groups:
        return ["nothing to draw"]
    lines: list[str] = []
    units = dict.fromkeys(group.unit for group in picture.groups)
    tops = {
        unit: _reach([amount for group in picture.groups if group.unit == unit for amount in group.amounts])
        for unit in units
    }
    for group in picture.groups:
        lines += [""] * bool(lines) + [paint(line, "heading") for line in wrap(clean(group.heading), width)]
        for amount in group.amounts:
            lines += _amount(amount, *_columns(group.amounts, width), tops[group.unit], width, paint)
    return lines


def _reach(amounts: list[Amount]) -> tuple[float, float]:
    """The lowest and the highest value on a scale, which holds zero."""
    return min(0.0, *(amount.low for amount in amounts)), max(0.0, *(amount.high for amount in amounts))


def _columns(amounts: list[Amount], width: int) -> tuple[int, int]:
    """The widths of labels and figures."""
    figures = max(cell_len(amount.told) for amount in amounts)
    labels = min(max(cell_len(clean(amount.label)) for amount in amounts), max(width // 3, 12))
    return labels, figures


def _amount(
    amount: Amount, labels: int, figures: int, reach: tuple[float, float], width: int, paint: Paint
) -> list[str]:
    pieces = wrap(clean(amount.label), labels)
    room = width - labels - figures - 4
    if width < NARROWEST or room < 8:
        told = f"{clean(amount.label)}: {amount.told}"
        return wrap(told, width)
    bar = amount_cells(amount.low, amount.high, reach, room)
    lines = [pad(pieces[0], labels) + "  " + paint(bar, "number") + "  " + pad(amount.told, figures, right=True)]
    return lines + [pad(piece, labels) for piece in pieces[1:]]


def amount_cells(low: float, high: float, reach: tuple[float, float], room: int) -> str:
    """A bar from zero to `low`, light from there to `high`, on a scale of `room` cells; a negative one goes to the left."""
    least, most = reach
    scale = room / ((most - least) or 1)
    zero = -least * scale
    if high <= 0 and low < 0:
        start = round(zero + low * scale)
        return " " * start + FULL * max(round(zero) - start, 1) + " " * (room - max(round(zero), start + 1))
    cells = int(zero) * " " + _filled(low * scale)
    light = round(zero + high * scale) - len(cells)
    return pad((cells + LIGHT * max(light, 0))[:room], room)


def _filled(cells: float) -> str:
    whole = int(cells)
    rest = round((cells - whole) * 8)
    return FULL * whole + (_EIGHTHS[rest] if rest else "")


def _counts(picture: Counts, width: int, paint: Paint) -> list[str]:
    """A letter for so many happenings of a kind, each kind with its own."""
    if not picture.years:
        return ["nothing to draw"]
    letters = _letters(picture.kinds)
    most = max(sum(counts) for _, counts in picture.years)
    room = max(width - 17, 10)
    each = max(-(-most // room), 1)
    lines = []
    for year, counts in _without_gaps(picture.years):
        drawn = "".join(
            paint(letter * round(count / each), kind)
            for (kind, letter), count in zip(letters.items(), counts, strict=True)
        )
        lines.append(f"{paint(pad(year, 9), 'date')}  {drawn} {sum(counts)}")
    legend = "   ".join(f"{letter} {kind}" for kind, letter in letters.items())
    unit = "one" if each == 1 else f"about {each}"
    return [*lines, "", *(paint(line, "aside") for line in wrap(f"{legend}   a letter is {unit}", width))]


def _without_gaps(years: list[tuple[int, list[int]]]) -> list[tuple[str, list[int]]]:
    """The years by name; more than two empty ones in a row are one line."""
    shown: list[tuple[str, list[int]]] = []
    empty: list[int] = []
    for year, counts in [*years, (0, [1])]:
        if not any(counts):
            empty.append(year)
            continue
        names = [f"{empty[0]}-{empty[-1]}"] if len(empty) > 2 else [str(other) for other in empty]
        shown += [(name, [0] * len(years[0][1])) for name in names]
        shown.append((str(year), counts))
        empty = []
    return shown[:-1]


def _letters(kinds: list[str]) -> dict[str, str]:
    """A letter for each kind, the first one of it that is free."""
    letters: dict[str, str] = {}
    for kind in kinds:
        letters[kind] = next((sign for sign in kind if sign not in letters.values()), "#")
    return letters
