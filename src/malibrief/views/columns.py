"""Columns and their cells: which columns a topic has, what a fact has in each, and a fact as JSON has it.

Cells are values (a date, a number, the sources), not strings, so that a terminal may write "18 Aug 2020" where a pipe
gets "2020-08-18".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard, cast

import msgspec

from malibrief.errors import UsageError
from malibrief.facts.model import Value, symbol_of, value_of
from malibrief.facts.nested import Ceilings, Deaths, Votes
from malibrief.facts.told import label_of, told, told_part
from malibrief.facts.topics import TABLES, TOPICS, Topic, topic_of
from malibrief.language import is_french, noun, say
from malibrief.text import asking, fold, nearest
from malibrief.views.citations import Cited, cited, document_url, source_record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from malibrief.facts.model import Record, Source
    from malibrief.index.results import AnyFound

Cell = Value | Cited
"""What a cell of a table holds: the value of a field, or the sources of a fact."""

LABELS = {
    "mandate_until": "mandate until",
    "full_name": "full name",
    "chapter_vii": "chapter VII",
    "url": "link",
    "lang": "language",
    "attested": "last reported",
}
"""The headings of columns whose field's name is not readable enough."""

TAIL = ("summary", "place", "tags", "aliases", "keywords", "about", "milestone", "disputed", "attested", "sources")
"""The fields that all facts share, which come last in an export."""
HORIZON = "horizon"
"""The column with the last date for which there is evidence of a fact that is not known to have ended."""
NESTED: dict[str, type[msgspec.Struct]] = {"deaths": Deaths, "votes": Votes, "ceilings": Ceilings}
"""The fields with parts of their own, each of which is a column too: `votes_for`."""
_DATES = ("date", "start", "end")
"""The fields that come first in an export, after the id."""

_OTHER_DATE = {"date": "start", "start": "date"}
"""The field that says when a fact was or began, where the topic has not the one asked for."""


class Marked(str):
    """A text with those of its words that are to be highlighted."""

    __slots__ = ("words",)

    words: tuple[str, ...]

    def __new__(cls, text: str, words: tuple[str, ...] = ()) -> Marked:
        """Create the text, with its words."""
        marked = super().__new__(cls, text)
        marked.words = words
        return marked


def fields_of(topic: Topic) -> tuple[str, ...]:
    """Return all columns of a topic, in the order of an export; nested values are one column a part: `votes_for`."""
    fields = topic.struct.__struct_fields__
    first = ("id", *(name for name in _DATES if name in fields), topic.label)
    own: list[str] = []
    for name in fields:
        if name in NESTED:
            own += part_names(name)
        elif name not in (*first, *TAIL, "fr"):
            own.append(name)
    if topic.name in TABLES:
        return (*first, *own, *(name for name in TAIL if name in fields))
    link = ("url",) if "symbol" in fields else ()
    horizon = (HORIZON,) if topic.lasting else ()
    return (*first, *own, *TAIL, *horizon, *link)


def columns_of(topic: Topic, wanted: Sequence[str], extra: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the columns that the user asked for; by default those of the topic and `extra`, and every field for `all`.

    Raises UsageError, which lists the topic's columns, for a column that it does not have.
    """
    fields = fields_of(topic)
    nested = [name for name in NESTED if name in topic.struct.__struct_fields__]
    title = ["title"] if topic.label == "name" else []
    known = dict.fromkeys((*fields, *nested, "topic", *title, *extra))
    return choose(wanted, known, (*topic.columns, *extra), (*fields, *extra), topic.name)


def choose(
    wanted: Sequence[str], known: Collection[str], default: tuple[str, ...], every: Iterable[str], where: str
) -> tuple[str, ...]:
    """Return the columns named in `wanted`, texts as typed that may name several with commas between them, each column once.

    `default` where nothing is wanted; `all` stands for `every`. `where` names the listing in messages.
    Raises UsageError, which lists the `known` columns, for a column that is not among them, and where no column is named.
    """
    if not wanted:
        return default
    names = [name.strip().casefold() for text in wanted for name in text.split(",") if name.strip()]
    columns: dict[str, None] = {}
    for name in names:
        if name != "all" and name not in known:
            headed = [column for column in known if fold(name) == fold(label(column))]
            said = asking(
                say("{where} has no column {name!r}", where=where, name=name), (headed or [name])[0], headed or known
            )
            said += f"\n{say('    columns: {names}, all', names=', '.join(known))}"
            meant = headed or ([_OTHER_DATE[name]] if _OTHER_DATE.get(name) in known else nearest(name, known))
            raise UsageError(said, (name, meant[0]) if meant else None)
        columns |= dict.fromkeys(every if name == "all" else [name])
    if not columns:
        said = "--columns: no column of {where} is named\n    columns: {names}, all"
        raise UsageError(say(said, where=where, names=", ".join(known)))
    return tuple(columns)


def cell(found: AnyFound, column: str, sources: Mapping[str, Source]) -> Cell:
    """Return what a fact has in a column, in the language that is spoken, None where it has nothing there.

    `sources` are looked up by id.
    """
    fact = found.fact
    if column == "sources":
        return cited(found.cites, sources)
    if column == "topic":
        return say(found.topic)
    if column == HORIZON:
        return found.horizon
    if column == "title":
        return label_of(fact)
    if column == "url" and found.topic in TOPICS:
        return _link(fact)
    if column in fact.__struct_fields__:
        return told(fact, column)
    outer, _, _ = column.partition("_")
    return told_part(fact, column, cast("Value", parts_of(outer, value_of(fact, outer)).get(column)))


def part_names(column: str, numbers: bool = False) -> tuple[str, ...]:
    """Return the columns of the parts of a nested value, or only of its `numbers`, which come first; none for other columns."""
    struct = NESTED.get(column)
    if struct is None:
        return ()
    lists = len(struct.__struct_defaults__) if numbers else 0
    names = struct.__struct_encode_fields__
    return tuple(f"{column}_{name}" for name in names[: len(names) - lists])


def parts_of(column: str, value: Cell) -> dict[str, Cell]:
    """Return the parts of a nested value by the names of their columns: `{"deaths_min": 6, "deaths_max": 7}`; none for others."""
    if not isinstance(value, Deaths | Votes | Ceilings):
        return {}
    return dict(zip(part_names(column), msgspec.structs.astuple(value), strict=True))


def _link(fact: Record) -> str | None:
    """Return the link to the document that a fact is, None for other facts."""
    symbol = symbol_of(fact)
    return document_url(symbol) if symbol else None


def record_of(found: AnyFound, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return a fact as JSON has it: its topic, every field (null where absent), its sources in full, the link to its document."""
    topic = topic_of(found.topic)
    fact = found.fact
    fields = fact.__struct_fields__
    first = ["id", *(name for name in _DATES if name in fields), topic.label]
    own = [name for name in fields if name not in (*first, *TAIL, "fr")]
    names = [*first, *own, *(name for name in ("fr", *TAIL) if name in fields)]
    record: dict[str, object] = {"topic": found.topic} | {name: value_of(fact, name) for name in names}
    if topic.name in TABLES:
        return record
    record["sources"] = [source_record(source) for source in cited(found.cites, sources)]
    if topic.lasting:
        record[HORIZON] = found.horizon
    if "symbol" in fields:
        record["url"] = _link(fact)
    return record


def is_absent(value: Cell) -> bool:
    """Return whether a card leaves out a value: None, False or an empty list. Zero is shown."""
    return value is None or value is False or value == []


def is_number(value: Cell) -> TypeGuard[int | float]:
    """Return whether a cell is a number, which is aligned to the right; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def label(column: str) -> str:
    """Return the heading of a column in the language that is spoken: "mandate until" for `mandate_until`."""
    return noun(1, column) if column == "series" else say(english_label(column))


def english_label(column: str) -> str:
    """Return the English heading of a column."""
    return LABELS.get(column, column.replace("_", " "))


def field_name(column: str) -> str:
    """Return the name of a column as programs know it; where French is spoken, its heading."""
    return label(column.removeprefix("fr.")) if is_french() else column


def standing_in_words(standing: str | None) -> str | None:
    """Return whether a fact stood on a day in the language that is spoken; None where its time is not known."""
    return standing and say(standing)


def plain(value: Cell) -> str:
    """Return a cell as a pipe gets it: ISO dates, bare numbers, lists joined by "; ", sources as their ids, "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Cited):
        return "; ".join(source.id for source in value)
    if isinstance(value, list):
        return "; ".join(value)
    return str(value)
