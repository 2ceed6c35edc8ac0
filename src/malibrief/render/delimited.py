"""TSV and CSV: one fact a line under a header line, full text, ISO dates; the fields of a card one a line.

TSV is IANA's (text/tab-separated-values): no cell has a tab or a line break, and nothing is quoted, so that a quotation
mark is a letter like any other: `csv.QUOTE_NONE`, pandas `quoting=3`. CSV is RFC 4180's, for readers that take quotes.

A pipe gets each text to the letter. In a file, which a spreadsheet may open, a text that it would run as a formula has an
apostrophe before it, as people type it there (https://owasp.org/www-community/attacks/CSV_Injection); numbers have none.
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
    from malibrief.views.listing import Table

_FORMULA = re.compile(r"(?:^|(?<=;))(?=\s*[=+\-@＝＋－＠])")
"""Where a formula can begin: with a cell, or after a semicolon, at which Excel parts cells where commas are decimal."""
_NUMBER = re.compile(r"[-+]?[0-9.]+(?:e[-+]?[0-9]+)?")


def table(view: Table, form: str, page: Page) -> str:
    """Return a header line with the columns' names, then a line a fact."""
    return _lines(view.columns, [[plain(value) for value in row] for row in view.rows], form, page)


def cards(views: list[Card], form: str, page: Page) -> str:
    """Return a line for each field of each fact: its id, the field, the value; one value a line for sources and neighbours."""
    return _lines(("id", "field", "value"), [row for view in views for row in _card_rows(view)], form, page)


def _card_rows(view: Card) -> Iterator[list[str]]:
    # The sources aside, each field of a record has what a cell can hold.
    for field, value in cast("dict[str, Cell]", view.record).items():
        if field == "sources":
            yield from ([view.id, "source", plain(source.id)] for source in view.sources)
        elif field == "id" or is_absent(value):
            continue
        elif field == "about" and isinstance(value, list):
            yield from ([view.id, "about", target] for target in value)
        else:
            yield [view.id, field, plain(value)]
    for topic, entries in view.concerning.items():
        yield from ([view.id, topic, entry.id] for entry in entries)
    yield from ([view.id, "other", entry.id] for entry in view.others)


def brief(view: Brief, form: str, page: Page) -> str:
    """Return a line for each line of the briefing, with its section, how surely it stood, and the line that it belongs to."""
    head = ("section", "standing", "since", "title", "detail", "until", "sources", "id", "under")
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
            )
            rows.append([name, _standing(line.certain), *map(plain, cells)])
    return _lines(head, rows, form, page)


def diff(view: Difference, form: str, page: Page) -> str:
    """Return a line for each change: its section, whether it began, ended or changed, and what."""
    head = ("section", "change", "standing", "date", "title", "detail", "sources", "id")
    rows = []
    for name, _, changes in view.sections:
        for change in changes:
            cells = (change.date, change.title, change.detail, list(change.sources), change.line.id)
            rows.append([name, change.kind, _standing(change.certain), *map(plain, cells)])
    return _lines(head, rows, form, page)


def _standing(certain: bool) -> str:
    return "certain" if certain else "possible"


def _as_text(cell: str) -> str:
    """Return a cell that a spreadsheet takes for a text, or for a number where it is one."""
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub("'", cell)


def _lines(head: Sequence[str], rows: list[list[str]], form: str, page: Page) -> str:
    """Return the rows as TSV or CSV, under the header line that the page asks for."""
    if page.file:
        rows = [[_as_text(cell) for cell in row] for row in rows]
    if page.header:
        rows = [list(head), *rows]
    if form == "tsv":
        return "".join("\t".join(row) + "\n" for row in rows)
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
