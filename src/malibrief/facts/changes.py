"""What one edition of a fact base says that another did not: records that were added, corrected and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.layout import KEYS, place_in
from malibrief.facts.model import Figure, Header, Value
from malibrief.facts.told import label_of
from malibrief.facts.topics import TABLES, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.factbase import FactBase, Placed, Translations
    from malibrief.facts.model import Record

HEADER, FRENCH, SYNONYMS = "factbase", "fr", "synonyms"
"""The tables of a base that are no list of records; the ids of the last two are the values that have French, or synonyms, there."""
KINDS = ("added", "corrected", "withdrawn")
"""What can have become of a record, in the order in which it is told."""


class Edition(msgspec.Struct, frozen=True):
    """What tells one edition of a base from another: its title, its days, and how many facts it has.

    A file that only adds to a base has no title and no days.
    """

    title: str
    updated: PartialDate | None
    covered: PartialDate | None
    facts: int


class Field(msgspec.Struct, frozen=True):
    """A field that has another value; None for none."""

    name: str
    old: Value
    new: Value


class Change(msgspec.Struct, frozen=True):
    """What became of a record: one of `KINDS`, its table, id and title, and its fields that have another value.

    A record whose id has become an alias of a new one was corrected: its `id` is one of the fields.
    """

    kind: str
    table: str
    id: str
    title: str
    fields: list[Field]


def edition_of(base: FactBase) -> Edition:
    """Return what tells a base from its other editions."""
    header = base.header
    if not header.title:
        return Edition("", None, None, len(base.facts))
    return Edition(header.title, header.updated, header.covered or header.updated, len(base.facts))


def changes(old: FactBase, new: FactBase) -> list[Change]:
    """Return what became of the header, of every record, of the French of values and of the synonyms, table by table."""
    headers = [{"": base.header} if base.header.title else {} for base in (old, new)]
    found = list(_of_records(HEADER, headers[0], headers[1], {}))
    series = {place.record.id: label_of(place.record) for base in (old, new) for place in base.series}
    befores, afters = _by_table(old), _by_table(new)
    for table in (*TOPICS, *TABLES):
        found += _of_records(table, befores.get(table, {}), afters.get(table, {}), series)
    found += _of_values(FRENCH, _flat(old.french), _flat(new.french))
    return [*found, *_of_values(SYNONYMS, _synonyms(old), _synonyms(new))]


def _by_table(base: FactBase) -> dict[str, dict[str, Record]]:
    """Return the records of a base by table and id."""
    records: dict[str, dict[str, Record]] = {}
    places: list[Placed[Record]] = [*base.facts, *base.offices, *base.series, *base.sources]
    for place in places:
        records.setdefault(place.topic, {})[place.record.id] = place.record
    return records


def _of_records(
    table: str, old: Mapping[str, Record | Header], new: Mapping[str, Record | Header], series: Mapping[str, str]
) -> Iterator[Change]:
    """Yield what became of the records of one table: those added, corrected and withdrawn, each in the order of their file."""
    renamed = _renamed(old, new)
    for name, record in new.items():
        if name not in old and name not in renamed:
            yield Change("added", table, name, _title(record, series), [])
    for name, record in new.items():
        before = renamed.get(name, name)
        if before in old and (fields := _fields(table, old[before], record)):
            yield Change("corrected", table, name, _title(record, series), fields)
    for name, record in old.items():
        if name not in new and name not in renamed.values():
            yield Change("withdrawn", table, name, _title(record, series), [])


def _renamed(old: Mapping[str, Record | Header], new: Mapping[str, Record | Header]) -> dict[str, str]:
    """Return the former ids of records that have new ones, by these: such an id is kept as an alias."""
    return {
        name: alias
        for name, record in new.items()
        if name not in old
        for alias in getattr(record, "aliases", ())
        if alias in old and alias not in new
    }


def _fields(table: str, old: Record | Header, new: Record | Header) -> list[Field]:
    """Return the fields of a record that have another value, in the order of its keys."""
    before, after = _values(old), _values(new)
    names = sorted({*before, *after}, key=lambda name: (place_in(KEYS[table], name), name))
    fields = (Field(name, before.get(name), after.get(name)) for name in names)
    return [field for field in fields if field.old != field.new]


def _values(record: Record | Header) -> dict[str, Value]:
    """Return the values of a record that say something, each French text as one of its own."""
    values = {name: getattr(record, name) for name in record.__struct_fields__}
    french: dict[str, Value] = values.pop("fr", {})
    return {name: value for name, value in values.items() if value not in ("", [])} | {
        f"fr.{name}": text for name, text in french.items()
    }


def _title(record: Record | Header, series: Mapping[str, str]) -> str:
    """Return the title of a record, for a figure without one that of its series."""
    if isinstance(record, Header):
        return record.title
    if isinstance(record, Figure) and not record.title:
        return series.get(record.series, record.series)
    return label_of(record)


def _flat(french: Translations) -> dict[str, str]:
    """Return the French of values, that of one field's under the field and the value: "tags: north"."""
    flat: dict[str, str] = {}
    for name, text in french.items():
        flat |= {name: text} if isinstance(text, str) else {f"{name}: {value}": each for value, each in text.items()}
    return flat


def _synonyms(base: FactBase) -> dict[str, list[str]]:
    """Return what people type for words of the facts, of all files."""
    every: dict[str, list[str]] = {}
    for _, said, typed in base.placed_synonyms:
        every[said] = [*every.get(said, ()), *typed]
    return every


def _of_values(table: str, old: Mapping[str, Value], new: Mapping[str, Value]) -> Iterator[Change]:
    """Yield what became of the lines of `[fr]` or `[synonyms]`, whose one field is called as their table."""
    names = [*new, *(name for name in old if name not in new)]
    found = [(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)]
    kinds = {name: KINDS[0 if before is None else 2 if after is None else 1] for name, before, after in found}
    for kind in KINDS:
        for name, before, after in found:
            if kinds[name] == kind:
                yield Change(kind, table, name, name, [Field(table, before, after)])
