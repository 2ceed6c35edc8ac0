"""The rows of an export's tables: records as cells of text, whole numbers, numbers and truths; None where nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.export.tables import FACTBASE, POSITION, SPAN
from malibrief.facts.dates import FOREVER, UNKNOWN, PartialDate, iso
from malibrief.facts.model import day_of, end_of
from malibrief.facts.nested import Task
from malibrief.facts.topics import topic_of
from malibrief.views.columns import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from malibrief.export.columns import Column
    from malibrief.export.tables import Table
    from malibrief.index.results import AnyFound, FactBaseNote

    Cell = str | int | float | None
    Row = tuple[Cell, ...]


class Whole(msgspec.Struct, frozen=True):
    """A whole base: what it says of itself, its records by topic and table, each in the order of the base, and its licence if known."""

    note: FactBaseNote
    records: Mapping[str, list[AnyFound]]
    licence: str | None = None


def rows(table: Table, whole: Whole) -> list[Row]:
    """Return the rows of a table, in the order of the base."""
    if table.name == FACTBASE:
        return [tuple(_about(whole, column) for column in table.columns)]
    found = (each for topic in table.topics for each in whole.records[topic])
    if table.field:
        return [row for each in found for row in _items(each, table)]
    return [tuple(_cell(each, column) for column in table.columns) for each in found]


def _about(whole: Whole, column: Column) -> Cell:
    """Return what the base says of itself in a column."""
    note = whole.note
    if column.part == "fr":
        return note.fr.get(column.field)
    said = {"title": note.english_title, "place": note.english_place, "licence": whole.licence}
    return _part(said[column.field] if column.field in said else getattr(note, column.field), column)


def _cell(found: AnyFound, column: Column) -> Cell:
    """Return what a record has in a column."""
    fact = found.fact
    field = topic_of(found.topic).label if column.field == "title" else column.field
    if column.part == "fr":
        return _french(found, field)
    if column.field in SPAN:
        return _bound(found, column.field)
    if column.field == "date":
        return _part(day_of(fact), column)
    if column.field == "end":
        return _part(end_of(fact), column)
    return _part(cell(found, field, {}), column)


def _bound(found: AnyFound, name: str) -> str | None:
    """Return a bound of the time at which a fact stood, as a day; None without one, and for an end that has not come."""
    bound = getattr(found.span, name, FOREVER)
    return None if bound == FOREVER else iso(bound)


def _french(found: AnyFound, field: str) -> str | None:
    text = _all_french(found).get(field)
    return text if isinstance(text, str) else None


def _all_french(found: AnyFound) -> Mapping[str, str | list[str]]:
    """Return the French of a record's fields; sources have none."""
    french: Mapping[str, str | list[str]] = getattr(found.fact, "fr", {})
    return french


def _items(found: AnyFound, table: Table) -> Iterator[Row]:
    """Yield a row for each item of a list of a record, with its French where the base has that."""
    french = _all_french(found).get(table.field)
    for place, item in enumerate(_list(found, table.field)):
        told = french[place] if isinstance(french, list) else None
        yield tuple(_of_item(found.fact.id, place, item, told, column) for column in table.columns)


def _list(found: AnyFound, field: str) -> Sequence[str | Task]:
    """Return the items of a list, which may be a part of a value (`votes_opposed`), in the order of the base."""
    if field in found.fact.__struct_fields__:
        items: Sequence[str | Task] = getattr(found.fact, field)
        return items
    part = cell(found, field, {})
    return part if isinstance(part, list) else ()


def _of_item(owner: str, place: int, item: str | Task, french: str | None, column: Column) -> Cell:
    if column.field == "id":
        return owner
    if column.name == POSITION:
        return place + 1
    if column.part == "fr":
        return french
    value = getattr(item, column.field) if isinstance(item, Task) else item if column.required else None
    return _part(value, column)


def _part(value: object, column: Column) -> Cell:
    """Return a value as a cell, or the bound of a date that a column has; an empty text is nothing where nothing is allowed."""
    if column.part in ("first", "last"):
        if not isinstance(value, PartialDate) or value == UNKNOWN:
            return None
        return iso(value.first if column.part == "first" else value.last)
    if isinstance(value, str):
        return str(value) if value or column.required else None
    return value if isinstance(value, bool | int | float) else None
