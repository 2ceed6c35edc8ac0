"""Write views for a terminal: listings in aligned columns, the timeline by year, search hits; cards and briefings.

A fact has one line as a rule: columns that a topic can spare are left out before its rows would be wrapped, and ids stand at
the right end where there is room: in a table for all rows, in the timeline for each. Text is wrapped, never cut off; the kind
moves below a row rather than away, because a pledge must not look like a payment. A listing that is still too wide is written
as a block for each fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from malibrief.facts.dates import UNKNOWN
from malibrief.facts.nested import Deaths
from malibrief.language import say, spoken
from malibrief.render import blocks
from malibrief.render.layout import GAP, Need, choose_columns, column_widths, fits, need
from malibrief.render.paint import hyperlink, painter, pretty, remark_lines, wrap
from malibrief.render.prose import counted
from malibrief.render.rows import MARKED, UNMARKED, header_lines, row_lines, source_lines, with_id
from malibrief.views.citations import Cited
from malibrief.views.columns import is_number, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from malibrief.briefing.report import Brief, Difference
    from malibrief.render.page import Page
    from malibrief.render.paint import Paint
    from malibrief.views.card import Card
    from malibrief.views.columns import Cell
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table
    from malibrief.views.screen import Screen

_MAX_RULE = 100
"""The maximum width of the heading of a year, in cells."""
_TITLES_BESIDE = 20
"""The smallest width of a timeline's titles beside days and topics, in cells; with less room they stand below these."""
_DAY_WIDTHS = {"en": 6, "fr": 10}
"""The width of a timeline's days in each language, in cells."""
_SUM = "amount"
"""The column of sums of money, which are aligned to the right like numbers."""


def table(view: Table, form: str, page: Page) -> str:
    """Return a listing, its remarks, and a last line with the number and the date of the facts; "" for no facts."""
    if not view.rows:
        return ""
    no_notes: list[str] = []
    if view.answer:
        from malibrief.render import hits

        lines, notes = hits.draw(view.answer(), view.lead, page), no_notes
    else:
        screen = view.screen() if view.screen else _as_asked(view)
        by_year = view.name == "timeline" and view.screen
        lines, notes = _timeline(view, screen, page) if by_year else _columns(view, screen, page)
        lines = [*([*wrap(view.lead, page.width), ""] if view.lead else []), *lines, ""]
    foot = [
        *remark_lines(view.remarks, page.width),
        *(piece for line in (*notes, f"{counted(view)} · {view.base.reach}") for piece in wrap(line, page.width)),
    ]
    return "\n".join([*lines, *foot]) + "\n"


def cards(views: list[Card | Dossier], form: str, page: Page) -> str:
    """Return facts in full, one below the other."""
    from malibrief.render.card import draw

    return "\n".join(draw(view, page) for view in views)


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a briefing, one of a page without Rich's console."""
    if view.short:
        from malibrief.render import onepage

        return onepage.draw(view, page)
    from malibrief.render.report import draw_brief

    return draw_brief(view, page)


def diff(view: Difference, form: str, page: Page) -> str:
    """Return what changed between two days."""
    from malibrief.render.report import draw_diff

    return draw_diff(view, page)


def _as_asked(view: Table) -> Screen:
    """Return the columns that were asked for, all of them."""
    from malibrief.views.screen import Screen

    reported = {row: horizon for (row, _), horizon in view.last_reported.items()}
    return Screen(columns=view.columns, rows=view.rows, reported=reported)


def _columns(view: Table, screen: Screen, page: Page) -> tuple[list[str], list[str]]:
    """Return aligned columns with a header, or a block for each fact where they do not fit; and notes to stand at the foot."""
    cells = [[pretty(value, name) for name, value in zip(screen.columns, row, strict=True)] for row in screen.rows]
    index = {name: i for i, name in enumerate(screen.columns)}
    ends = screen.reported if "end" in index else {}
    # In brackets stands when a fact without a recorded end was last reported.
    names = {name: label(name) for name in index} | ({"end": say("end (reported)")} if ends else {})
    unknown = [row for row in ends if screen.rows[row][index["end"]] == UNKNOWN]
    for row, horizon in ends.items():
        cells[row][index["end"]] = f"? ({horizon.short})" if row in unknown else f"({horizon.short})"
    needs = {
        name: need(name, [cell_len(row[i]) for row in cells], cell_len(names[name]) if page.header else 0)
        for name, i in index.items()
    }
    shown, below = choose_columns(screen.columns, screen.spare, screen.narrow, needs, page.width)
    for name in below:
        needs[shown[-1]] = Need(*map(max, needs[shown[-1]], needs[name]))
        for texts in cells:
            both = (texts[index[shown[-1]]], texts[index[name]])
            texts[index[shown[-1]]] = "\n".join(text for text in both if text)
    widths = column_widths(shown, needs, page.width)
    legend = [say("(a date): when what has no recorded end was last reported")] if ends else []
    legend += [say("“?”: ended, on a day that is not known")] if unknown else []
    notes = [*screen.same, *(legend if "end" in shown else [])]
    cites = view.cites() if page.sources else ()
    if not fits(widths, page.width):
        return _blocks(screen, cites, page), list(screen.same)
    right = {name for name, i in index.items() if name == _SUM or any(_is_count(row[i]) for row in screen.rows)}
    lines = header_lines(names, widths, right, page) if page.header else []
    paint = painter(page.colour)
    for n, (values, texts) in enumerate(zip(screen.rows, cells, strict=True)):
        look = _look(dict(zip(screen.columns, values, strict=True)), page, paint, dim=view.screen is not None)
        lines += row_lines({name: texts[index[name]] for name in shown}, widths, right, look)[0]
        lines += source_lines(cites[n], 4, page) if cites else []
    return lines, notes


def _blocks(screen: Screen, cites: Sequence[Cited], page: Page) -> list[str]:
    """Return a block for each fact, with room to say in full when a fact without an end was last reported."""
    cells = [[pretty(value, name) for name, value in zip(screen.columns, row, strict=True)] for row in screen.rows]
    if "end" in screen.columns:
        end = screen.columns.index("end")
        for row, horizon in screen.reported.items():
            reported = say("last reported {day:short}", day=horizon)
            cells[row][end] = f"{cells[row][end]}, {reported}" if screen.rows[row][end] == UNKNOWN else reported
    return blocks.draw(screen.columns, screen.rows, cells, cites, page)


def _is_count(value: Cell) -> bool:
    return is_number(value) or isinstance(value, Deaths)


def _look(values: Mapping[str, Cell], page: Page, paint: Paint, dim: bool) -> Callable[[str, str], str]:
    """Return a function that paints a piece of a cell: ids are dim where they are beside what was asked for, sources are links."""

    def look(name: str, piece: str) -> str:
        value = values[name]
        if isinstance(value, Cited):
            return hyperlink(piece, value[0].url if value else None, page.links)
        if name == "title" and value is True:
            return paint(piece, "milestone")
        return paint(piece, "aside") if dim and name == "id" else piece

    return look


def _timeline(view: Table, screen: Screen, page: Page) -> tuple[list[str], list[str]]:
    """Return happenings under a heading for each year, milestones with a star; there are no notes."""
    index = {name: i for i, name in enumerate(screen.columns)}
    texts = [{name: pretty(row[i]) for name, i in index.items()} for row in screen.rows]
    years = [str(row[index["date"]])[:4] for row in screen.rows]
    for words, year, mark in zip(texts, years, view.milestones, strict=True):
        words["date"] = words["date"].removesuffix(f" {year}")
        words["title"] = (MARKED if mark else UNMARKED) + words["title"]
    needs = {name: need(name, [cell_len(words[name]) for words in texts], 0) for name in index}
    day = _DAY_WIDTHS[spoken()]
    needs["date"] = Need(day, day, day)
    layout = _timeline_layout(screen, needs, page.width)
    paint = painter(page.colour)
    indent = sum(width + GAP for name, width in layout[0].items() if name in ("date", "topic")) + len(MARKED)
    cites = view.cites() if page.sources else ()
    lines: list[str] = []
    for n, words in enumerate(texts):
        if not n or years[n] != years[n - 1]:
            rule = "─" * (min(page.width, _MAX_RULE) - len(years[n]) - 1)
            lines.append(f"{paint(years[n], 'heading')} {paint(rule, 'aside')}")
        values = dict(zip(screen.columns, screen.rows[n], strict=True)) | {"title": view.milestones[n]}
        look = _look(values, page, paint, dim=True)
        for widths in layout:
            row, used = row_lines({name: words[name] for name in widths}, widths, {"date"}, look)
            shows = "id" not in widths and widths is layout[-1]
            lines += with_id(row, used, words["id"], page.width, paint) if shows else row
        lines += source_lines(cites[n], indent, page) if cites else []
    return lines, []


def _timeline_layout(screen: Screen, needs: Mapping[str, Need], width: int) -> list[dict[str, int]]:
    """Return the lines of a happening, each as the columns that stand side by side in it and their widths.

    That is one line, without sources and ids where these would not fit; in a very narrow window titles have a line of their own.
    """
    shown, _ = choose_columns(screen.columns, screen.spare, (), needs, width)
    widths = column_widths(shown, needs, width)
    if widths["title"] >= min(needs["title"].most, _TITLES_BESIDE) and fits(widths, width):
        return [widths]
    return [{name: needs[name].most for name in ("date", "topic")}, {"title": width}]
