"""The terminal: aligned columns, the timeline by year, a fact as a card.

Where a table is wider than the window, the id and the sources go onto a line of their own below the fact; where that is
not enough, the columns that the topic calls narrow are left out, first one first, but that the kind goes below too: a
pledge must not look like a payment. What is too wide even so is written as a block a fact. Text is wrapped, never cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.facts.dates import UNKNOWN, PartialDate
from malibrief.render import blocks
from malibrief.render.paint import hyperlink, pad, painter, pretty, remark_lines, wrap
from malibrief.text import number, plural
from malibrief.views.citations import Cited
from malibrief.views.columns import Marked, is_number, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from malibrief.briefing.report import Brief, Difference
    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.card import Card
    from malibrief.views.columns import Cell
    from malibrief.views.listing import Table

GAP = 2
_DATE, _TOPIC = 11, 10
_BESIDE = 76
"""From this width on a hit's title stands beside its date and topic, else below them."""
_BELOW = ("sources", "id")
"""The columns that go below a fact first where there is little room, the last one first."""
_KEPT = "kind"
"""The column that goes below instead of away."""
_FLEXIBLE = {"title": 26, "name": 22, "role": 16, "summary": 30, "sources": 22}
"""The columns of running text, each with the least width in which it reads well."""
_SMALL = 12
"""The least width of any other column that may be broken."""
_READABLE = 60
"""The least width of a timeline's titles beside ids and sources."""
_PLURALS = {"person": "people", "funding": "funding records"}


def table(view: Table, form: str, page: Page) -> str:
    """Return a listing, with a last line that counts the facts and dates the base."""
    paint = painter(page.colour)
    if not view.rows:
        return ""
    foot = [
        *remark_lines(view.remarks, page.width),
        *(paint(line, "aside") for line in wrap(_footer(view), page.width)),
    ]
    if view.name == "search" and {"title", "match_text"} <= set(view.columns):
        return "\n".join([*_hits(view, page), *foot]) + "\n"
    by_year = view.name == "timeline" and {"date", "topic", "title"} <= set(view.columns)
    lines = _timeline(view, page) if by_year else _columns(view, page, paint)
    return "\n".join([*lines, "", *foot]) + "\n"


def cards(views: list[Card], form: str, page: Page) -> str:
    """Facts in full."""
    from malibrief.render.card import draw

    return "\n".join(draw(view, page) for view in views)


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a briefing."""
    from malibrief.render.pages import draw_brief

    return draw_brief(view, page)


def diff(view: Difference, form: str, page: Page) -> str:
    """Return what changed between two days."""
    from malibrief.render.pages import draw_diff

    return draw_diff(view, page)


def _footer(view: Table) -> str:
    """Return how many facts there are, how many of them are disputed, and how recent they are."""
    count = len(view.rows)
    irregular = _PLURALS.get(view.word)
    what = f"{number(count)} {irregular}" if irregular and count != 1 else plural(count, view.word)
    disputed = f" · {view.disputed} disputed" if view.disputed else ""
    return f"{what}{disputed} · {view.base.reach}"


def _columns(view: Table, page: Page, paint: Paint) -> list[str]:
    """Aligned columns under their names; what does not fit side by side stands below each row, or all in blocks."""
    cells = [[pretty(value, name) for name, value in zip(view.columns, row, strict=True)] for row in view.rows]
    _say_ongoing(view, cells)
    places = {name: i for i, name in enumerate(view.columns)}
    natural = {
        name: max([cell_len(label(name)) * page.header, *(cell_len(row[i]) for row in cells)])
        for name, i in places.items()
    }
    shown, below = _fit(view, natural, page.width)
    widths = _share(shown, natural, page.width)
    if not _is_within(widths, page.width):
        return blocks.draw(view.columns, view.rows, cells, page)
    right = {name for name, i in places.items() if any(is_number(row[i]) for row in view.rows)}
    lines = _head(widths, right, paint) if page.header else []
    for row, texts in zip(view.rows, cells, strict=True):
        beside = {name: texts[places[name]] for name in shown}
        lines += _row(beside, {name: row[places[name]] for name in shown}, widths, right, page)
        lines += _aside([(row[places[name]], texts[places[name]]) for name in reversed(below)], 4, page, paint)
    return lines


def _head(widths: dict[str, int], right: set[str], paint: Paint) -> list[str]:
    """Return the names of the columns, and a rule below each."""
    gap = " " * GAP
    names = gap.join(pad(label(name), width, name in right) for name, width in widths.items())
    return [paint(names.rstrip(), "heading"), paint(gap.join("─" * width for width in widths.values()), "aside")]


def _say_ongoing(view: Table, cells: list[list[str]]) -> None:
    """Write "ongoing" where something has started and has no end; a pipe has an empty field there."""
    if {"start", "end"} <= set(view.columns):
        start, end = view.columns.index("start"), view.columns.index("end")
        for row, texts in zip(view.rows, cells, strict=True):
            if row[end] is None and row[start] is not None:
                texts[end] = "ongoing"


def _fit(view: Table, natural: dict[str, int], width: int) -> tuple[list[str], list[str]]:
    """Return the columns that are shown side by side, and those that go below: as few changes as the width allows."""
    shown = [name for name in view.columns if name not in view.needless]
    below = [name for name in _BELOW if name in shown]
    if _least(shown, natural) <= width or len(shown) == len(below):
        return shown, []
    shown = [name for name in shown if name not in below]
    for name in view.narrow:
        if _least(shown, natural) <= width:
            break
        if name in shown and len(shown) > 1:
            shown.remove(name)
            if name == _KEPT:
                below.insert(1, name)
    return shown, below


def _least(names: Sequence[str], natural: dict[str, int]) -> int:
    """Return the least width in which these columns stand side by side."""
    return sum(min(natural[name], _floor(name, natural[name])) for name in names) + GAP * (len(names) - 1)


def _floor(name: str, natural: int) -> int:
    """Return the least width that a column can do with: dates, ids and short values are never broken."""
    if name in _FLEXIBLE:
        return _FLEXIBLE[name]
    return natural if natural <= _SMALL + 4 or name in ("id", "symbol", "kind", "series") else _SMALL


def _share(names: Sequence[str], natural: dict[str, int], width: int) -> dict[str, int]:
    """Return the columns' widths: each its own, or the room shared out so that the longest give way, texts first."""
    least = {name: min(natural[name], _floor(name, natural[name])) for name in names}
    room = width - GAP * (len(names) - 1) - sum(least.values())
    for name in names:
        if room < 0 and name in _FLEXIBLE:
            given = min(-room, max(least[name] - _SMALL, 0))
            least[name] -= given
            room += given
    widths = dict(least)
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


def _row(
    texts: dict[str, str], values: dict[str, Cell], widths: dict[str, int], right: set[str], page: Page
) -> list[str]:
    """Return one row in as many lines as its longest cell needs; `values` say how the cells' texts are painted."""
    paint = painter(page.colour)
    wrapped = {name: _wrapped(text, max(widths[name], 1)) for name, text in texts.items()}
    lines = []
    for i in range(max(map(len, wrapped.values()))):
        parts = []
        for name, pieces in wrapped.items():
            piece = pieces[i] if i < len(pieces) else ""
            blanks = " " * (widths[name] - cell_len(piece))  # counted before the signs of colour and links are added
            painted = _painted(name, values[name], piece, page, paint)
            parts.append(blanks + painted if name in right else painted + blanks)
        lines.append((" " * GAP).join(parts).rstrip())
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of a cell; what follows a mark or its place ("★ ", "  ") is indented by it."""
    if text[:2] not in ("★ ", "  "):
        return wrap(text, width)
    first, *rest = wrap(text[2:], max(width - 2, 1))
    return [text[:2] + first, *("  " + line for line in rest)]


def _painted(name: str, value: Cell, text: str, page: Page, paint: Paint) -> str:
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


def _aside(values: list[tuple[Cell, str]], indent: int, page: Page, paint: Paint) -> list[str]:
    """Return the id, the kind and the sources on a line of their own, or on several where they are too long for one."""
    room = max(page.width - indent, 10)
    lines: list[str] = []
    used = room
    for value, text in values:
        for i, piece in enumerate(wrap(text, room) if text else []):
            painted = _painted("id", value, piece, page, paint)
            if i == 0 and used + GAP + cell_len(piece) <= room:
                lines[-1] += " " * GAP + painted
                used += GAP + cell_len(piece)
            else:
                lines.append(" " * indent + painted)
                used = cell_len(piece)
    return lines


def _timeline(view: Table, page: Page) -> list[str]:
    """Happenings under their years."""
    places = {name: i for i, name in enumerate(view.columns)}
    shown = [name for name in ("date", "topic", "title", *reversed(_BELOW)) if name in places]
    texts = [{name: pretty(row[places[name]]) for name in shown} for row in view.rows]
    stacked = _stacked(shown, texts, page.width)
    below = [name for name in shown if not any(name in widths for widths in stacked)]
    beside = [width + GAP for name, width in stacked[0].items() if name in ("date", "topic")]
    indent = 2 + (sum(beside) if "title" in stacked[0] else 0)
    paint = painter(page.colour)
    lines: list[str] = []
    year = ""
    for row, words, mark in zip(view.rows, texts, view.milestones, strict=True):
        date = str(row[places["date"]])
        if date[:4] != year:
            year = date[:4]
            if lines:
                lines.append("")
            lines.append(paint(f"{year} " + "─" * (min(page.width, 100) - 5), "heading"))
        words["date"] = words["date"].removesuffix(f" {year}")
        words["title"] = ("★ " if mark else "  ") + words["title"]
        values = {name: row[places[name]] for name in shown} | {"title": mark}
        for widths in stacked:
            lines += _row({name: words[name] for name in widths}, values, widths, {"date"}, page)
        lines += _aside([(values[name], words[name]) for name in below], indent, page, paint)
    return lines


def _stacked(shown: Sequence[str], texts: Sequence[dict[str, str]], width: int) -> list[dict[str, int]]:
    """Return what stands side by side in a timeline, with its widths, line below line.

    Where the window is wide, ids and sources stand beside the titles; what is in no line is left to stand below. In the
    narrowest the titles have a line of their own.
    """
    natural = {name: max(cell_len(row[name]) for row in texts) for name in shown}
    natural |= {"date": 6, "title": natural["title"] + 2}
    widths = _share(shown, natural, width)
    if widths["title"] >= min(natural["title"], _READABLE) and _is_within(widths, width):
        return [widths]
    widths = _share([name for name in shown if name not in _BELOW], natural, width)
    if _is_within(widths, width):
        return [widths]
    return [{name: natural[name] for name in widths if name != "title"}, {"title": width}]


def _is_within(widths: dict[str, int], width: int) -> bool:
    """Return whether columns of these widths stand side by side within a width."""
    return sum(widths.values()) + GAP * (len(widths) - 1) <= width


def _hits(view: Table, page: Page) -> list[str]:
    """Return what was found, each with its date, topic and title, where it matched if not in the title, its id and sources."""
    paint = painter(page.colour)
    places = {name: i for i, name in enumerate(view.columns)}
    beside = page.width >= _BESIDE
    indent = _DATE + _TOPIC + 2 * GAP if beside else GAP
    room = max(page.width - indent, 10)
    lines: list[str] = []
    for row in view.rows:
        values = {name: row[place] for name, place in places.items()}
        match, in_title = values["match_text"], values.get("match_field") == "title"
        assert isinstance(match, Marked), "a search has this column"
        title = str(values["title"]) + (f": {values['detail']}" if values.get("detail") else "")
        title += _until(values.get("end"), values.get("date"))
        date, word = pretty(values.get("date")), str(values.get("topic", ""))
        head = paint(pad(date, _DATE, right=True), "date") + " " * GAP + paint(pad(word, _TOPIC), word) + " " * GAP
        if not beside:
            lines.append(paint(date, "date") + " " * GAP + paint(word, word))
            head = " " * indent
        words = match.words if in_title else ()
        first, *rest = (_stand_out(piece, words, paint, "milestone") for piece in wrap(title, room))
        lines += [head + first, *(" " * indent + piece for piece in rest)]
        if not in_title and match:
            where = f"{label(str(values.get('match_field', '')))}: {match}"
            lines += [" " * indent + _stand_out(piece, match.words, paint, "") for piece in wrap(where, room)]
        below = [(values[name], pretty(values[name])) for name in reversed(_BELOW) if name in values]
        lines += _aside(below, indent, page, paint)
    return [*lines, ""]


def _until(end: Cell, start: Cell) -> str:
    """Say when something ended; "" for what has not, or was of one day."""
    if not isinstance(end, PartialDate) or end == start:
        return ""
    return " · ended" if end == UNKNOWN else f" · ended {end.short}"


def _stand_out(text: str, words: Sequence[str], paint: Paint, style: str) -> str:
    """Return the text in a style, its matched words marked (underlined, so that colour is not needed)."""
    if not words:
        return paint(text, style)
    marked = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return "".join(paint(part, "match" if i % 2 else style) for i, part in enumerate(re.split(f"({marked})", text)))
