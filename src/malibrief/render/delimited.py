"""Write views as TSV or CSV: a header line, then a line for each fact, or for each field of a card; full text, ISO dates.

TSV follows IANA's text/tab-separated-values: no cell has a tab or a line break, and nothing is quoted. As many readers
take a quotation mark at the start of a cell for the beginning of a quoted one, a cell begins with “ instead. CSV follows
RFC 4180, which quotes.

A pipe gets every other text unchanged. In a file, which a spreadsheet may open, text that a spreadsheet would run as a formula
gets an apostrophe in front, as people type it (https://owasp.org/www-community/attacks/CSV_Injection); numbers do not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from malibrief.views import sheet
from malibrief.views.columns import plain

if TYPE_CHECKING:
    from malibrief.briefing.report import Brief, Difference
    from malibrief.render.page import Page
    from malibrief.views.card import Card
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table
    from malibrief.views.revision import Revision
    from malibrief.views.sheet import Sheet

_BYTE_ORDER_MARK = "\ufeff"
"""What tells a spreadsheet that a file is UTF-8."""
# Patterns are compiled when a file or CSV needs them.
_FORMULA = r"(?:^|(?<=;))(?=\s*[=+\-@＝＋－＠])"
"""The places where a formula can begin: a cell's start, and after a semicolon, which Excel takes for the end of a cell in
locales with a decimal comma."""
_TO_QUOTE = r'[",;\t]'
"""What CSV quotes: also what a spreadsheet may take for the end of a cell, as LibreOffice does with a semicolon."""
_NUMBER = r"[-+]?[0-9.]+(?:e[-+]?[0-9]+)?"


def table(view: Table, form: str, page: Page) -> str:
    """Return a line for each fact, under a header line with the names of the columns."""
    return _lines(sheet.of_table(view), form, page)


def cards(views: list[Card | Dossier], form: str, page: Page) -> str:
    """Return a line for each field of each fact: id, field, value. Sources, related facts and French texts have a line each."""
    return _lines(sheet.of_cards(views), form, page)


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a line for each line of a briefing."""
    return _lines(sheet.of_brief(view), form, page)


def diff(view: Difference, form: str, page: Page) -> str:
    """Return a line for each change."""
    return _lines(sheet.of_diff(view), form, page)


def changes(view: Revision, form: str, page: Page) -> str:
    """Return a line for each field that has another value, and one for each record that was added or withdrawn."""
    return _lines(view.sheet(), form, page)


def _escape_formulas(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula; a number stays one."""
    return cell if re.fullmatch(_NUMBER, cell) else re.sub(_FORMULA, "'", cell)


def _curl(cell: str) -> str:
    """Return a cell that does not begin with a straight quotation mark: that one and the next are written “ and ”."""
    return cell.replace('"', "“", 1).replace('"', "”", 1) if cell.startswith('"') else cell


def _lines(view: Sheet, form: str, page: Page) -> str:
    """Return the rows as TSV or CSV, under a header line if the page has one, behind a byte-order mark likewise."""
    rows = [[plain(value) for value in row] for row in view.rows]
    if page.file:
        rows = [[_escape_formulas(cell) for cell in row] for row in rows]
    if page.header:
        rows = [list(view.columns), *rows]
    text = "".join(map(_tsv_line if form == "tsv" else _csv_line, rows))
    return _BYTE_ORDER_MARK + text if page.bom and text else text


def _tsv_line(row: list[str]) -> str:
    return "\t".join(map(_curl, row)) + "\n"


def _csv_line(row: list[str]) -> str:
    """Return a line of CSV; an empty cell that is alone is quoted, as an empty line is no row."""
    cells = ['"' + cell.replace('"', '""') + '"' if re.search(_TO_QUOTE, cell) else cell for cell in row]
    return ",".join(cells if cells != [""] else ['""']) + "\n"
