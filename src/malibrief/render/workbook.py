"""Write views as a workbook of Excel (Office Open XML): a sheet with the view, one with the sources that it cites, one on the base.

Cells have types: a day is a date, a number a number, a truth TRUE or FALSE; a date that is less precise than a day stays text.
No text is run as a formula or taken for markup. The same view gives the same bytes.

XlsxWriter is imported here only, and need not be installed.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from malibrief.errors import UsageError
from malibrief.facts.dates import PartialDate, iso, split
from malibrief.facts.topics import SOURCES
from malibrief.language import say
from malibrief.text import web_link
from malibrief.views import sheet
from malibrief.views.citations import Cited, source_record
from malibrief.views.columns import field_name, is_number, plain
from malibrief.views.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from malibrief.briefing.report import Brief, Difference
    from malibrief.facts.model import Source
    from malibrief.index.results import FactBaseNote
    from malibrief.render.page import Page
    from malibrief.views.card import Card
    from malibrief.views.columns import Cell
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table

    Parts = Mapping[str, Sheet]
    """Sheets by name, in their order."""

_EARLIEST = 19000301
"""The first day from which all spreadsheets count alike: Excel has a 29 February 1900."""
_LARGEST = 10**15
"""Numbers from here on stay text: a spreadsheet keeps fifteen digits."""
_MOST_SIGNS = 32_767
"""How many characters a cell may have."""
_MOST_LINKS, _LONGEST_LINK = 65_530, 2_079
"""How many links a sheet may have, and of how many characters; what has none is plain text."""
_NARROWEST, _WIDEST, _WIDEST_OF_SOURCES = 8, 60, 24
"""The widths of columns, in characters; longer text is wrapped, but for ids of sources, which are whole in their own sheet."""
_LINE, _TALLEST = 15, 409
"""The heights of a line and, at most, of a row, in points."""
_FILTER_BUTTON = 3
"""The width of the button beside a column's name."""
_UNSEPARATED = ("number", "rank")
"""The columns whose numbers are names, and have no separators between thousands."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS: dict[str, dict[str, object]] = {
    "head": {"bold": True, "bottom": 1},
    "text": {},
    "wrapped": {"text_wrap": True},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "number": {"num_format": "#,##0"},
    "link": {"font_color": "#0563C1", "underline": 1},
}


def table(view: Table, form: str, page: Page) -> bytes:
    """Return a workbook with a row for each fact. A listing of sources has no other sheet of them."""
    sources = _sources(view.sources()) if view.name != SOURCES.name else {}
    remarks = ((say("remark"), each) for each in (view.lead, *view.remarks))
    said = [(say("listing"), say(view.name)), (say("filter"), view.asked), *remarks]
    return _written({say(view.name): sheet.of_table(view), **sources, **_about(view.base, said)}, view.base, page)


def cards(views: list[Card | Dossier], form: str, page: Page) -> bytes:
    """Return a workbook with a row for each field of each fact, of which there is one at least."""
    base = views[0].base
    sources = _sources(source for view in views for source in view.citations)
    return _written({say("facts"): sheet.of_cards(views), **sources, **_about(base, [])}, base, page)


def brief(view: Brief, form: str, page: Page) -> bytes:
    """Return a workbook with a row for each line of a briefing."""
    said = [(say("day"), iso(view.day)), (say("remark"), view.base.beyond(view.day))]
    sources = _sources(view.sources.values())
    return _written({say("brief"): sheet.of_brief(view), **sources, **_about(view.base, said)}, view.base, page)


def diff(view: Difference, form: str, page: Page) -> bytes:
    """Return a workbook with a row for each change between two days."""
    said = [
        (say("from"), iso(view.first)),
        (say("to"), iso(view.second)),
        (say("remark"), view.base.beyond(view.second)),
    ]
    sources = _sources(view.sources.values())
    return _written({say("diff"): sheet.of_diff(view), **sources, **_about(view.base, said)}, view.base, page)


def _sources(sources: Iterable[Source]) -> Parts:
    """Return a sheet with a row for each source, once, in the order in which they first come; none without sources."""
    records = [source_record(source) for source in {source.id: source for source in sources}.values()]
    return {say(SOURCES.name): Sheet(tuple(records[0]), [tuple(each.values()) for each in records])} if records else {}


def _about(base: FactBaseNote, said: Sequence[tuple[str, str]]) -> Parts:
    """Return a sheet on what was asked for, and of which base: without it a file that is passed on is of no known day."""
    known = [(say("fact base"), base.title), (say("covered"), base.covered), (say("updated"), base.updated)]
    rows = [*known, *said]
    return {say("about"): Sheet(("about", "value"), [row for row in rows if row[1]])}


def _written(parts: Parts, base: FactBaseNote, page: Page) -> bytes:
    """Return a workbook of these sheets. Its only time is the day of the base's last edit."""
    data = BytesIO()
    book = _package().Workbook(data, _OPTIONS)
    created = datetime(*split(base.updated.last))
    book.set_properties({"title": _kept(base.title), "comments": base.reach_in_words, "created": created})
    formats = {name: book.add_format({"valign": "top", **style}) for name, style in _FORMATS.items()}
    for name, view in parts.items():
        _fill(book.add_worksheet(name), view, formats, page.header)
    book.close()
    return data.getvalue()


def _package() -> Any:
    """Return XlsxWriter. Raises UsageError, which says how to get it, where it is not installed."""
    try:
        import xlsxwriter
    except ImportError as error:
        said = "--format xlsx: the package XlsxWriter is not installed\n    hint: pip install 'malibrief[xlsx]', or use csv"
        raise UsageError(say(said)) from error
    return xlsxwriter


def _fill(page: Any, view: Sheet, formats: Mapping[str, Any], header: bool) -> None:
    """Write the rows, under a header that stays in sight and has a filter for each column, in columns of sensible widths."""
    last = len(view.rows) - (not header)
    if header:
        for column, title in enumerate(view.columns):
            page.write_string(0, column, field_name(title), formats["head"])
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last, len(view.columns) - 1)
        page.repeat_rows(0)
    widths = _widths(view, header)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    links = 0
    for n, row in enumerate(view.rows, start=int(header)):
        if (height := _height(row, widths)) > _LINE:
            page.set_row(n, height)
        leading = _links(view.columns, row)
        for column, (name, cell) in enumerate(zip(view.columns, row, strict=True)):
            link = leading.get(name) if links < _MOST_LINKS else None
            links += link is not None
            _write(page, (n, column), name, cell, link, formats)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # "2013" is a year that is not known more precisely
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _links(columns: Sequence[str], row: Sequence[Cell]) -> dict[str, str]:
    """Return the addresses that cells of a row lead to, by column: sources to the best of them, a title to the row's `url`."""
    cells = dict(zip(columns, row, strict=True))
    links = {name: next(_addresses(cell), None) for name, cell in cells.items() if isinstance(cell, Cited)}
    if isinstance(cells.get("url"), str):
        address = web_link(str(cells["url"]))
        links |= dict.fromkeys((name for name in ("url", "title", "name") if cells.get(name)), address)
    return {name: link for name, link in links.items() if link and len(link) <= _LONGEST_LINK}


def _addresses(sources: Cited) -> Iterator[str]:
    return (link for source in sources if (link := web_link(source.url)))


def _write(
    page: Any, place: tuple[int, int], name: str, cell: Cell, link: str | None, formats: Mapping[str, Any]
) -> None:
    """Write a cell at a place, with its type; nothing for None."""
    text = _kept(plain(cell))
    if link:
        page.write_url(*place, link, formats["link"], text)
    elif isinstance(cell, bool):
        page.write_boolean(*place, cell, formats["text"])
    elif is_number(cell) and abs(cell) < _LARGEST:
        separated = isinstance(cell, int) and name not in _UNSEPARATED
        page.write_number(*place, cell, formats["number" if separated else "text"])
    elif isinstance(cell, PartialDate) and _is_day(cell):
        page.write_datetime(*place, datetime(*cell.parts), formats["date"])
    elif text:
        page.write_string(*place, text, formats["wrapped" if _wraps(cell) else "text"])


def _is_day(date: PartialDate) -> bool:
    """Return whether a date is a day that every spreadsheet knows; a month, a year and an unknown end are none."""
    return len(date) == len("2013-04-25") and date.first >= _EARLIEST


def _kept(text: str) -> str:
    """Return a text as a cell can hold it: cut where it is too long, and with a blank behind what XlsxWriter takes for markup."""
    if len(text) > _MOST_SIGNS:
        return f"{text[: _MOST_SIGNS - 1]}…"
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _widths(view: Sheet, header: bool) -> list[int]:
    """Return the width of each column: that of its longest text within limits, numbers with their separators."""
    widths = [max(len(field_name(name)) + _FILTER_BUTTON if header else 0, _NARROWEST) for name in view.columns]
    for row in view.rows:
        for column, cell in enumerate(row):
            most = _WIDEST_OF_SOURCES if isinstance(cell, Cited) else _WIDEST
            text = f"{cell:,}" if is_number(cell) else plain(cell)
            widths[column] = max(widths[column], min(len(text) + 1, most))
    return widths


def _wraps(cell: Cell) -> bool:
    """Return whether a cell is wrapped where it is too long for its column."""
    return not isinstance(cell, Cited) and len(plain(cell)) >= _WIDEST


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return the height of a row, as not every spreadsheet makes room for wrapped text by itself.

    Widths are counted in digits, and most letters are narrower: a line has some six for every five.
    """
    lines = [len(wrap(plain(cell), width * 6 // 5)) for cell, width in zip(row, widths, strict=True) if _wraps(cell)]
    return min(max(lines, default=1) * _LINE, _TALLEST)
