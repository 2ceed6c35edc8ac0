"""Views as sheets: rows of typed cells under named columns, as scripts and spreadsheets read them.

A value with parts (deaths, votes, ceilings) has a column for each part that is a number, so that "6-7" is `deaths_min` 6 and
`deaths_max` 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from malibrief.language import noun, say
from malibrief.views.citations import Cited
from malibrief.views.columns import NESTED, is_absent, part_names, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from malibrief.briefing.report import Brief, Difference
    from malibrief.views.card import Card
    from malibrief.views.columns import Cell
    from malibrief.views.dossier import Dossier
    from malibrief.views.listing import Table


class Sheet(msgspec.Struct, frozen=True):
    """Rows of cells, each with a cell for each of the `columns`."""

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def of_table(view: Table) -> Sheet:
    """Return a row for each fact of a listing, in its order; a column that comes twice, as itself and as a part, is kept once."""
    names = [(name, part) for name in view.columns for part in (part_names(name, numbers=True) or (name,))]
    columns = tuple(dict.fromkeys(part for _, part in names))
    if columns == view.columns:
        return Sheet(columns, view.rows)
    rows = []
    for row in view.rows:
        values = dict(zip(view.columns, row, strict=True))
        cells = {
            part: parts_of(name, values[name]).get(part) if name in NESTED else values[name] for name, part in names
        }
        rows.append(tuple(cells[name] for name in columns))
    return Sheet(columns, rows)


def of_cards(views: list[Card | Dossier]) -> Sheet:
    """Return a row for each field of each fact: id, field, value. Sources, related facts and French texts have a row each.

    A fact that is shown under a person or place has that too.
    """
    from malibrief.views.dossier import each

    rows = [row for card, dossier in each(views) for row in (*_card_rows(card), *_dossier_rows(card, dossier))]
    return Sheet(("id", "field", "value"), rows)


def _dossier_rows(card: Card, dossier: Dossier | None) -> Iterator[tuple[Cell, ...]]:
    if dossier:
        yield card.id, "under.kind", noun(1, dossier.word)
        yield card.id, "under.title", dossier.title
        yield from ((card.id, "also", entry.id) for entry in dossier.also)


def _card_rows(view: Card) -> Iterator[tuple[Cell, ...]]:
    # The sources aside, each field of a record has what a cell can hold.
    for field, own in cast("dict[str, Cell]", view.record).items():
        value = view.told.get(field) or own
        if field == "sources":
            yield from ((view.id, "source", Cited((source,))) for source in view.sources)
        elif field == "id" or is_absent(value):
            continue
        elif field in NESTED:
            parts = {name: view.told.get(name, part) for name, part in parts_of(field, value).items()}
            yield from ((view.id, name, part) for name, part in parts.items() if not is_absent(part))
        elif isinstance(value, dict):
            yield from ((view.id, f"{field}.{name}", text) for name, text in value.items())
        elif field == "about" and isinstance(value, list):
            yield from ((view.id, "about", target) for target in value)
        else:
            yield view.id, field, value
    for topic, entries in view.concerning.items():
        yield from ((view.id, topic, entry.id) for entry in entries)
    yield from ((view.id, "other", entry.id) for entry in view.others)
    yield from ((view.id, "also", entry.id) for entry in view.also)


def of_brief(view: Brief) -> Sheet:
    """Return a row for each line of a briefing, with its section, whether it is certain, and the id of the line it is under."""
    columns = ("section", "standing", "since", "title", "detail", "until", "sources", "id", "under", "reported")
    ids = {line.key: line.id for _, _, lines in view.sections for line in lines}
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            _certainty(line.certain),
            line.since,
            line.title,
            line.detail,
            line.until,
            _cited(line.sources, view),
            line.id,
            ids.get(line.under or ""),
            line.reported,
        )
        for name, _, lines in view.sections
        for line in lines
    ]
    return Sheet(columns, rows)


def of_diff(view: Difference) -> Sheet:
    """Return a row for each change: its section, whether it began, ended, changed or happened, and what it is."""
    columns = ("section", "change", "standing", "date", "title", "detail", "sources", "id")
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            change.word,
            _certainty(change.certain),
            change.date,
            change.title,
            change.detail,
            _cited(change.sources, view),
            change.line.id,
        )
        for name, _, changes in view.sections
        for change in changes
    ]
    return Sheet(columns, rows)


def _certainty(certain: bool) -> str:
    return say("certain") if certain else say("possible")


def _cited(ids: Sequence[str], view: Brief | Difference) -> Cited:
    """Return the sources of a line, in their order."""
    return Cited(view.sources[name] for name in ids)
