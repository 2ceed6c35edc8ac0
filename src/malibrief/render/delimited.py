"""Write views as TSV or CSV: a header line, then a line for each fact, or for each field of a card; full text, ISO dates.

TSV follows IANA's text/tab-separated-values: no cell has a tab or a line break, and nothing is quoted. A quotation mark is
a character like any other: read it with `csv.QUOTE_NONE` or pandas' `quoting=3`. CSV follows RFC 4180, which quotes.

A pipe gets every text unchanged. In a file, which a spreadsheet may open, text that a spreadsheet would run as a formula
gets an apostrophe in front, as people type it (https://owasp.org/www-community/attacks/CSV_Injection); numbers do not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from malibrief.views.columns import is_absent, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from malibrief.briefing.report import Brief, Difference
    from malibrief.render.page import Page
    from malibrief.views.card import Card
    from malibrief.views.columns import Cell
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table

_FORMULA = re.compile(r"(?:^|(?<=;))(?=\s*[=+\-@＝＋－＠])")
"""The places where a formula can begin: a cell's start, and after a semicolon, which Excel takes for the end of a cell in
locales with a decimal comma."""
_NUMBER = re.compile(r"[-+]?[0-9.]+(?:e[-+]?[0-9]+)?")


def table(view: Table, form: str, page: Page) -> str:
    """Return a line for each fact, under a header line with the names of the columns."""
    return _lines(view.columns, [[plain(value) for value in row] for row in view.rows], form, page)


def cards(views: list[Card | Dossier], form: str, page: Page) -> str:
    """Return a line for each field of each fact: id, field, value. Sources, related facts and French texts have a line each.

    A fact that is shown under a person or place has that too.
    """
    from malibrief.views.dossier import each

    rows = [row for card, dossier in each(views) for row in (*_card_rows(card), *_dossier_rows(card, dossier))]
    return _lines(("id", "field", "value"), rows, form, page)


def _dossier_rows(card: Card, dossier: Dossier | None) -> Iterator[list[str]]:
    if dossier:
        yield [card.id, "under.kind", dossier.word]
        yield [card.id, "under.title", dossier.title]
        yield from ([card.id, "also", entry.id] for entry in dossier.also)


def _card_rows(view: Card) -> Iterator[list[str]]:
    # The sources aside, each field of a record has what a cell can hold.
    for field, value in cast("dict[str, Cell]", view.record).items():
        if field == "sources":
            yield from ([view.id, "source", plain(source.id)] for source in view.sources)
        elif field == "id" or is_absent(value):
            continue
        elif isinstance(value, dict):
            yield from ([view.id, f"{field}.{name}", plain(text)] for name, text in value.items())
        elif field == "about" and isinstance(value, list):
            yield from ([view.id, "about", target] for target in value)
        else:
            yield [view.id, field, plain(value)]
    for topic, entries in view.concerning.items():
        yield from ([view.id, topic, entry.id] for entry in entries)
    yield from ([view.id, "other", entry.id] for entry in view.others)
    yield from ([view.id, "also", entry.id] for entry in view.also)


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a line for each line of a briefing, with its section, whether it is certain, and the id of the line it is under."""
    head = ("section", "standing", "since", "title", "detail", "until", "sources", "id", "under", "reported")
    ids = {line.key: line.id for _, _, lines in view.sections for line in lines}
    rows = []
    for name, _, lines in view.sections:
        for line in lines:
            cells = (
                line.since,
                line.title,
                line.detail,
                line.until,
                list(line.sources),
                line.id,
                ids.get(line.under or ""),
                line.reported,
            )
            rows.append([name, _certainty(line.certain), *map(plain, cells)])
    return _lines(head, rows, form, page)


def diff(view: Difference, form: str, page: Page) -> str:
    """Return a line for each change: its section, whether it began, ended, changed or happened, and what it is."""
    head = ("section", "change", "standing", "date", "title", "detail", "sources", "id")
    rows = []
    for name, _, changes in view.sections:
        for change in changes:
            cells = (change.date, change.title, change.detail, list(change.sources), change.line.id)
            rows.append([name, change.kind, _certainty(change.certain), *map(plain, cells)])
    return _lines(head, rows, form, page)


def _certainty(certain: bool) -> str:
    return "certain" if certain else "possible"


def _escape_formulas(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula; a number stays one."""
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub("'", cell)


def _lines(head: Sequence[str], rows: list[list[str]], form: str, page: Page) -> str:
    """Return the rows as TSV or CSV, under a header line if the page has one."""
    if page.file:
        rows = [[_escape_formulas(cell) for cell in row] for row in rows]
    if page.header:
        rows = [list(head), *rows]
    if form == "tsv":
        return "".join("\t".join(row) + "\n" for row in rows)
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
