"""Write views for a terminal: listings in aligned columns, the timeline by year, search hits; cards and briefings with Rich.

Where a listing is wider than the window, ids and sources move to a line below each fact. If that is not enough, the columns
that the topic lists as `narrow` are left out one by one; the kind moves below instead, because a pledge must not look like a
payment. A listing that is still too wide is written as a block for each fact. Text is wrapped, never cut off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.facts.dates import PartialDate
from malibrief.render import blocks
from malibrief.render.layout import BELOW, GAP, choose_columns, column_widths, fits
from malibrief.render.paint import hyperlink, pad, painter, pretty, remark_lines, wrap
from malibrief.views.citations import Cited
from malibrief.views.columns import is_number, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.briefing.report import Brief, Difference
    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.card import Card
    from malibrief.views.columns import Cell
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table

_READABLE = 60
"""The smallest width of a timeline's titles, in cells, that leaves ids and sources beside them."""
_MAX_RULE = 100
"""The maximum width of the heading of a year, in cells."""
_REPORTED = "last reported"
"""What stands before a date in the place of an end that is not recorded."""


def table(view: Table, form: str, page: Page) -> str:
    """Return a listing, its remarks, and a last line with the number and the date of the facts; "" for no facts."""
    paint = painter(page.colour)
    if not view.rows:
        return ""
    foot = [
        *remark_lines(view.remarks, page.width),
        *(paint(line, "aside") for line in wrap(f"{view.counted} · {view.base.reach}", page.width)),
    ]
    if view.answer:
        from malibrief.render import hits

        return "\n".join([*hits.draw(view.answer(), view.lead, page), *foot]) + "\n"
    by_year = view.name == "timeline" and {"date", "topic", "title"} <= set(view.columns)
    lines = _timeline(view, page) if by_year else _columns(view, page, paint)
    lead = [*wrap(view.lead, page.width), ""] if view.lead else []
    return "\n".join([*lead, *lines, "", *foot]) + "\n"


def cards(views: list[Card | Dossier], form: str, page: Page) -> str:
    """Return facts in full, one below the other."""
    from malibrief.render.card import draw

    return "\n".join(draw(view, page) for view in views)


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a briefing."""
    from malibrief.render.report import draw_brief

    return draw_brief(view, page)


def diff(view: Difference, form: str, page: Page) -> str:
    """Return what changed between two days."""
    from malibrief.render.report import draw_diff

    return draw_diff(view, page)


def _columns(view: Table, page: Page, paint: Paint) -> list[str]:
    """Return aligned columns with a header; what does not fit side by side stands below each row, or all in blocks."""
    cells = [[pretty(value, name) for name, value in zip(view.columns, row, strict=True)] for row in view.rows]
    for (row, column), horizon in view.last_reported.items():
        cells[row][column] = f"{_REPORTED} {horizon.short}"
    index = {name: i for i, name in enumerate(view.columns)}
    natural = {
        name: max([cell_len(label(name)) if page.header else 0, *(cell_len(row[i]) for row in cells)])
        for name, i in index.items()
    }
    shown, below = choose_columns(view, natural, page.width)
    widths = column_widths(shown, natural, page.width)
    if not fits(widths, page.width):
        return blocks.draw(view.columns, view.rows, cells, page)
    right = {name for name, i in index.items() if any(is_number(row[i]) for row in view.rows)}
    lines = _header(widths, right, paint) if page.header else []
    for values, texts in zip(view.rows, cells, strict=True):
        beside = {name: texts[index[name]] for name in shown}
        lines += _row(beside, {name: values[index[name]] for name in shown}, widths, right, page)
        lines += _lines_below([(values[index[name]], texts[index[name]]) for name in reversed(below)], 4, page, paint)
    return lines


def _header(widths: dict[str, int], right: set[str], paint: Paint) -> list[str]:
    """Return two lines: the names of the columns, and a rule below each."""
    gap = " " * GAP
    names = gap.join(pad(label(name), width, name in right) for name, width in widths.items())
    return [paint(names.rstrip(), "heading"), paint(gap.join("─" * width for width in widths.values()), "aside")]


def _row(
    texts: dict[str, str], values: dict[str, Cell], widths: dict[str, int], right: set[str], page: Page
) -> list[str]:
    """Return one row in as many lines as its longest cell needs.

    `values` decide how the cells' `texts` are painted; columns in `right` are aligned to the right.
    """
    paint = painter(page.colour)
    wrapped = {name: _wrap_cell(text, max(widths[name], 1)) for name, text in texts.items()}
    lines = []
    for i in range(max(map(len, wrapped.values()))):
        parts = []
        for name, pieces in wrapped.items():
            piece = pieces[i] if i < len(pieces) else ""
            blanks = " " * (widths[name] - cell_len(piece))  # counted before escape sequences are added
            painted = _paint_cell(name, values[name], piece, page, paint)
            parts.append(blanks + painted if name in right else painted + blanks)
        lines.append((" " * GAP).join(parts).rstrip())
    return lines


def _wrap_cell(text: str, width: int) -> list[str]:
    """Break a cell into lines, but no date; after a milestone's star, or the two spaces in its place, further lines are indented too."""
    if text.startswith(f"{_REPORTED} ") and cell_len(text) > width:
        return [*wrap(_REPORTED, width), *wrap(text.removeprefix(f"{_REPORTED} "), width)]
    if text[:2] not in ("★ ", "  "):
        return wrap(text, width)
    first, *rest = wrap(text[2:], max(width - 2, 1))
    return [text[:2] + first, *("  " + line for line in rest)]


def _paint_cell(name: str, value: Cell, text: str, page: Page, paint: Paint) -> str:
    """Return a cell's text in the style of its column or of its value; sources become a link to the first of them."""
    if isinstance(value, Cited):
        return hyperlink(paint(text, "source"), value[0].url if value else None, page.links)
    if isinstance(value, PartialDate) or name in ("end", "start"):
        return paint(text, "date")
    if is_number(value):
        return paint(text, "number")
    if name == "topic":
        return paint(text, str(value))
    if name == "title" and value is True:
        return paint(text, "milestone")
    return paint(text, "aside") if name == "id" else text


def _lines_below(values: list[tuple[Cell, str]], indent: int, page: Page, paint: Paint) -> list[str]:
    """Return what stands below a row (id, kind, sources), each a value and its text: on one line, or more if it is too long."""
    room = max(page.width - indent, 10)
    lines: list[str] = []
    used = room
    for value, text in values:
        for i, piece in enumerate(wrap(text, room) if text else []):
            painted = _paint_cell("id", value, piece, page, paint)
            if i == 0 and used + GAP + cell_len(piece) <= room:
                lines[-1] += " " * GAP + painted
                used += GAP + cell_len(piece)
            else:
                lines.append(" " * indent + painted)
                used = cell_len(piece)
    return lines


def _timeline(view: Table, page: Page) -> list[str]:
    """Return happenings under a heading for each year, milestones with a star."""
    index = {name: i for i, name in enumerate(view.columns)}
    shown = [name for name in ("date", "topic", "title", *reversed(BELOW)) if name in index]
    texts = [{name: pretty(row[index[name]]) for name in shown} for row in view.rows]
    layout = _timeline_layout(shown, texts, page.width)
    below = [name for name in shown if not any(name in widths for widths in layout)]
    beside = [width + GAP for name, width in layout[0].items() if name in ("date", "topic")]
    indent = 2 + (sum(beside) if "title" in layout[0] else 0)
    paint = painter(page.colour)
    lines: list[str] = []
    year = ""
    for row, words, mark in zip(view.rows, texts, view.milestones, strict=True):
        before, year = year, str(row[index["date"]])[:4]
        if year != before:
            if lines:
                lines.append("")
            lines.append(paint(f"{year} " + "─" * (min(page.width, _MAX_RULE) - 5), "heading"))
        words["date"] = words["date"].removesuffix(f" {year}")
        words["title"] = ("★ " if mark else "  ") + words["title"]
        values: dict[str, Cell] = {name: row[index[name]] for name in shown} | {"title": mark}
        for widths in layout:
            lines += _row({name: words[name] for name in widths}, values, widths, {"date"}, page)
        lines += _lines_below([(values[name], words[name]) for name in below], indent, page, paint)
    return lines


def _timeline_layout(shown: Sequence[str], texts: Sequence[dict[str, str]], width: int) -> list[dict[str, int]]:
    """Return the lines of a happening, each as the columns that stand side by side in it and their widths.

    In a wide window that is one line with ids and sources, else one without them; columns in no line go below. In a very
    narrow window titles have a line of their own.
    """
    natural = {name: max(cell_len(row[name]) for row in texts) for name in shown}
    natural |= {"date": 6, "title": natural["title"] + 2}
    widths = column_widths(shown, natural, width)
    if widths["title"] >= min(natural["title"], _READABLE) and fits(widths, width):
        return [widths]
    widths = column_widths([name for name in shown if name not in BELOW], natural, width)
    if fits(widths, width):
        return [widths]
    return [{name: natural[name] for name in widths if name != "title"}, {"title": width}]
