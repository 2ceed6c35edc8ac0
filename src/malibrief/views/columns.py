"""Columns and cells: which columns a topic has, the value of each for a fact, and how a pipe and JSON have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeGuard

import msgspec

from malibrief.errors import UsageError
from malibrief.facts.model import Ceilings, Deaths, Source, Value, Votes, document_url, label_of, symbol_of, value_of
from malibrief.facts.topics import SOURCES, Topic, topic_of
from malibrief.text import did_you_mean
from malibrief.views.citations import Cited, cited, source_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from malibrief.facts.model import Record
    from malibrief.index.results import AnyFound

Cell: TypeAlias = "Value | Cited"
"""What a cell of a table holds: a value, not yet text."""

LABELS = {
    "mandate_until": "mandate until",
    "full_name": "full name",
    "chapter_vii": "chapter VII",
    "url": "link",
    "lang": "language",
}
"""What a column is called where its field's name would not do."""

TAIL = ("summary", "place", "tags", "aliases", "keywords", "about", "milestone", "disputed", "sources")
"""The fields of all facts, which come last in an export."""
_NESTED = {"deaths": Deaths, "votes": Votes, "ceilings": Ceilings}
_DATES = ("date", "start", "end")


class Marked(str):
    """A text with the words of it that are to stand out."""

    __slots__ = ("words",)

    words: tuple[str, ...]

    def __new__(cls, text: str, words: tuple[str, ...] = ()) -> Marked:
        """Return the text, with its words."""
        marked = super().__new__(cls, text)
        marked.words = words
        return marked


def fields_of(topic: Topic) -> tuple[str, ...]:
    """Return every column that a topic has, in the order of the exports; nested values are spread: `votes_for`."""
    fields = topic.struct.__struct_fields__
    first = ("id", *(name for name in _DATES if name in fields), topic.label)
    own: list[str] = []
    for name in fields:
        if name in _NESTED:
            own += [f"{name}_{part.rstrip('_')}" for part in _NESTED[name].__struct_fields__]
        elif name not in (*first, *TAIL):
            own.append(name)
    if topic is SOURCES:
        return (*first, *own)
    link = ("url",) if "symbol" in fields else ()
    return (*first, *own, *TAIL, *link)


def columns_of(topic: Topic, wanted: Sequence[str], extra: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the columns asked for, by default those of the topic, and all fields for `all`.

    Raises UsageError for a column that the topic does not have, with those that it has.
    """
    fields = fields_of(topic)
    nested = [name for name in _NESTED if name in topic.struct.__struct_fields__]
    title = ["title"] if topic.label == "name" else []
    known = dict.fromkeys((*fields, *nested, "topic", *title, *extra))
    return chosen(wanted, known, (*topic.columns, *extra), (*fields, *extra), topic.name)


def chosen(
    wanted: Sequence[str], known: Iterable[str], default: tuple[str, ...], every: Iterable[str], where: str
) -> tuple[str, ...]:
    """Return the columns named in what was typed, commas between them, each once; `default` where there is nothing, `every` for `all`.

    Raises UsageError for a column that is not known, with those that are.
    """
    if not wanted:
        return default
    names = [name.strip().casefold() for text in wanted for name in text.split(",") if name.strip()]
    columns: dict[str, None] = {}
    for name in names:
        if name != "all" and name not in known:
            near = did_you_mean(name, known)
            meant = f"; {near}" if near else ""
            raise UsageError(f"{where} has no column {name!r}{meant}\n    columns: {', '.join(known)}, all")
        columns |= dict.fromkeys(every if name == "all" else [name])
    if not columns:
        raise UsageError(f"--columns: no column of {where} is named\n    columns: {', '.join(known)}, all")
    return tuple(columns)


def cell(found: AnyFound, column: str, sources: Mapping[str, Source]) -> Cell:
    """Return the value of one column of one fact (the sources by their ids), None where the fact does not say it."""
    fact = found.fact
    if column == "sources":
        return cited(found.cites, sources)
    if column == "topic":
        return found.topic
    if column == "title":
        return label_of(fact)
    if column == "url" and found.topic != SOURCES.name:
        return _link(fact)
    if column in fact.__struct_fields__:
        return value_of(fact, column)
    outer, _, inner = column.partition("_")
    nested = value_of(fact, outer)
    if not isinstance(nested, Deaths | Votes | Ceilings):
        return None
    parts: dict[str, Value] = msgspec.structs.asdict(nested)
    return parts["for_" if inner == "for" else inner]


def _link(fact: Record) -> str | None:
    """Return the link of the document that a fact is, None for other facts."""
    symbol = symbol_of(fact)
    return document_url(symbol) if symbol else None


def record_of(found: AnyFound, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return a fact as JSON has it: its topic, every field (absent ones null), the sources expanded, the link of its document."""
    topic = topic_of(found.topic)
    fact = found.fact
    names = ["id", *(name for name in _DATES if name in fact.__struct_fields__), topic.label]
    names += [name for name in fact.__struct_fields__ if name not in (*names, *TAIL)]
    record: dict[str, object] = {"topic": found.topic} | {name: value_of(fact, name) for name in names}
    if topic is SOURCES:
        return record
    record |= {name: value_of(fact, name) for name in TAIL}
    record["sources"] = [source_record(source) for source in cited(found.cites, sources)]
    if "symbol" in fact.__struct_fields__:
        record["url"] = _link(fact)
    return record


def is_absent(value: object) -> bool:
    """Return whether a card passes over a value: one that is missing, an empty list, a mark not set; zero is a value."""
    return value is None or value is False or value == []


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether a cell is a number, which stands to the right; a mark that is set or not is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def label(column: str) -> str:
    """Return what a column is called in a heading."""
    return LABELS.get(column, column.replace("_", " "))


def plain(value: object) -> str:
    """Return a cell as a pipe gets it: ISO dates, bare numbers, lists joined by "; ", sources as their ids."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Cited):
        return "; ".join(source.id for source in value)
    if isinstance(value, list):
        return "; ".join(value)
    return str(value)
