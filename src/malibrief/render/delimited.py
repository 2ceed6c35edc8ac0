"""TSV and CSV: one fact a line under a header line, full text, ISO dates; the fields of a card one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.views import is_absent, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from malibrief.briefs import Brief, Difference
    from malibrief.cards import Card
    from malibrief.render import Page
    from malibrief.views import Table


def table(view: Table, form: str, page: Page) -> str:
    """A header line with the columns' names, then a line a fact."""
    return _lines([list(view.columns)] * page.header + [[plain(value) for value in row] for row in view.rows], form)


def cards(views: list[Card], form: str, page: Page) -> str:
    """A line for each field of each fact: its id, the field, the value; one value a line for sources and neighbours."""
    rows = [["id", "field", "value"]] * page.header + [row for view in views for row in _card_rows(view)]
    return _lines(rows, form)


def _card_rows(view: Card) -> Iterator[list[str]]:
    for field, value in view.record.items():
        if field == "sources":
            yield from ([view.id, "source", plain(source.id)] for source in view.sources)
        elif field == "id" or is_absent(value):
            continue
        elif field == "about":
            yield from ([view.id, "about", target] for target in value)
        else:
            yield [view.id, field, plain(value)]
    for topic, entries in view.concerning.items():
        yield from ([view.id, topic, entry.id] for entry in entries)


def brief(view: Brief, form: str, page: Page) -> str:
    """A line for each line of the briefing, with its section, and "~" where it is not certain."""
    head = [["section", "certain", "since", "title", "detail", "until", "sources", "id"]] * page.header
    rows = [
        [name, "" if line.certain else "~", plain(line.since), plain(line.title), plain(line.detail), plain(line.until),
         "; ".join(line.sources), line.id]
        for name, _, lines in view.sections for line in lines
    ]  # fmt: skip
    return _lines(head + rows, form)


def diff(view: Difference, form: str, page: Page) -> str:
    """A line for each change: its section, whether it began, ended or changed, and what."""
    head = [["section", "change", "date", "title", "detail", "sources", "id"]] * page.header
    rows = [
        [name, change.kind, plain(change.date), plain(change.title), plain(change.told), "; ".join(change.line.sources), change.line.id]
        for name, _, changes in view.sections for change in changes
    ]  # fmt: skip
    return _lines(head + rows, form)


def _lines(rows: Iterable[Sequence[str]], form: str) -> str:
    if form == "tsv":
        return "".join("\t".join(row) + "\n" for row in rows)
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
