"""A fact base as the rows of the index's tables: records, names, values, links, happenings, quantities, words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.dates import FOREVER, Period
from malibrief.model import (
    ALIAS,
    ID,
    NAME,
    NAMED_ALIAS,
    SOURCE_ID,
    SOURCES,
    SYMBOL,
    TOPICS,
    FactBase,
    Topic,
    label_of,
    period_of,
)
from malibrief.text import fold, money, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    Rows = Iterator[tuple[Any, ...]]

VALUES_OF_ALL = ("tags", "place")
"""The fields of every topic whose values are kept for filters and completion."""

_LISTING = {"start": "listed", "end": "listing ends"}
"""What happens to a person or entity where a regime begins or ends."""
_NAMED = frozenset(("missions", "people", "agreements", "sanctions", "reports", "resolutions"))


def of(base: FactBase) -> Iterator[tuple[str, Rows]]:
    """Each table's name with its rows; a record's number `n` is its place in the order of importance and time."""
    facts = sorted(base.facts, key=_importance)
    sources = sorted(base.sources, key=lambda place: place.record.id)
    records = [(n, place.topic, place.record) for n, place in enumerate((*facts, *sources), start=1)]
    numbers = {record.id: n for n, topic, record in records if topic != SOURCES.name}
    source_numbers = {record.id: n for n, topic, record in records if topic == SOURCES.name}
    updated = base.header.updated.last
    yield "meta", _meta(base)
    yield "record", (_record(n, topic, record, updated) for n, topic, record in records)
    yield "name", (row for entry in records for row in _names(*entry))
    values = _values(records)
    yield "value", ((v, *key, fold(key[2]), len(held)) for v, (key, held) in enumerate(values.items(), start=1))
    yield "holds", ((v, n) for v, held in enumerate(values.values(), start=1) for n in held)
    yield "link", (row for n, topic, record in records for row in _links(n, topic, record, numbers, source_numbers))
    yield "happening", iter(sorted(row for n, topic, record in records for row in _happenings(n, topic, record)))
    yield "quantity", (row for n, topic, record in records if topic != SOURCES.name for row in _quantities(n, record))
    yield "words", (_words(*entry) for entry in records)


def _importance(place: Any) -> tuple[bool, int, int]:
    period = period_of(place.record)
    return not place.record.milestone, list(TOPICS).index(place.topic), period.bounds(0)[0] if period else FOREVER


def _meta(base: FactBase) -> Rows:
    header = base.header
    yield "title", header.title
    yield "place", header.place
    yield "updated", header.updated


_encode = msgspec.json.Encoder(enc_hook=str).encode


def _record(n: int, topic: str, record: Any, updated: int) -> tuple[Any, ...]:
    period = Period(record.date, record.date) if topic == SOURCES.name else period_of(record)
    first, last = period.bounds(updated) if period and (period.start or period.end) else (None, None)
    date = getattr(record, "start" if hasattr(record, "start") else "date")
    rest = ("", "", 0, 0)
    if topic != SOURCES.name:
        rest = (" ".join(record.sources), detail_of(topic, record), int(record.milestone), int(record.disputed))
    return n, topic, record.id, label_of(record), date, first, last, *rest, _encode(record).decode()


def detail_of(topic: str, record: Any) -> str:
    """What a line about a fact adds to its title: the value of a figure, the amount of money, a person's role, a symbol."""
    if topic == "figures":
        return f"{number(record.value)} {record.unit}"
    if topic == "funding":
        return record.kind if record.amount is None else f"{record.kind}, {money(record.amount, record.currency)}"
    if topic == "people":
        return str(record.role)
    return getattr(record, "symbol", None) or ""


def _names(n: int, topic: str, record: Any) -> Rows:
    if topic == SOURCES.name:
        yield record.id.replace("-", " "), SOURCE_ID, n
        return
    yield record.id.replace("-", " "), ID, n
    yield fold(label_of(record)), NAME, n
    if getattr(record, "full_name", None):
        yield fold(record.full_name), NAME, n
    alias_rank = NAMED_ALIAS if topic in _NAMED else ALIAS
    for alias in record.aliases:
        yield fold(alias), alias_rank, n
    if getattr(record, "symbol", None):
        symbol = fold(record.symbol)
        yield symbol, SYMBOL, n
        yield re.sub(r" (?:19|20)\d\d$", "", symbol), SYMBOL, n
    if getattr(record, "number", None):
        for form in ("{}", "resolution {}", "unscr {}"):
            yield form.format(record.number), SYMBOL, n
    if getattr(record, "reference", None):
        yield fold(record.reference), NAMED_ALIAS, n


def _values(records: list[tuple[int, str, Any]]) -> dict[tuple[str, str, str], list[int]]:
    values: dict[tuple[str, str, str], list[int]] = {}
    for n, name, record in records:
        topic = SOURCES if name == SOURCES.name else TOPICS[name]
        for field in _valued(topic):
            held = getattr(record, field, None)
            for text in held if isinstance(held, list) else [held]:
                if text is not None:
                    values.setdefault((name, field, str(text)), []).append(n)
    return values


def _valued(topic: Topic) -> tuple[str, ...]:
    return topic.exact + topic.words + (() if topic is SOURCES else VALUES_OF_ALL)


def _links(n: int, topic: str, record: Any, numbers: dict[str, int], source_numbers: dict[str, int]) -> Rows:
    if topic == SOURCES.name:
        return
    for field in TOPICS[topic].ids:
        if getattr(record, field):
            yield numbers[getattr(record, field)], n, field
    for target in record.about:
        yield numbers[target], n, "about"
    for source in record.sources:
        yield source_numbers[source], n, "sources"


def _happenings(n: int, topic: str, record: Any) -> Rows:
    for field, word in TOPICS[topic].happenings if topic != SOURCES.name else ():
        date = getattr(record, field)
        if date and date != "unknown":
            listed = topic == "sanctions" and record.kind in ("person", "entity")
            yield date.first, n, date, _LISTING[field] if listed else word


def _quantities(n: int, record: Any) -> Rows:
    for field in ("amount", "value", "number", "projects"):
        amount = getattr(record, field, None)
        if amount is not None:
            yield float(amount), n


_NAME_FIELDS = (
    "place", "full_name", "lead", "headquarters", "symbol", "number", "author", "parties", "donor", "recipient",
    "role", "organisation", "country", "office", "regime", "reference", "series", "speaker", "kind",
)  # fmt: skip


def _words(n: int, topic: str, record: Any) -> tuple[Any, ...]:
    if topic == SOURCES.name:
        return n, record.title, "", record.publisher, ""
    names = [getattr(record, field, None) for field in _NAME_FIELDS]
    flat = [" ".join(name) if isinstance(name, list) else str(name) for name in names if name]
    return n, label_of(record), " ".join(record.aliases), " ".join([*flat, *record.tags]), record.summary
