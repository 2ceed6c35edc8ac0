"""Listings without styling: tables of typed cells, and facts as JSON has them. A renderer turns a view into text.

A view holds the same content for every format. Cells are values (a date, a number, the sources), not strings, so that a
terminal may write "18 Aug 2020" where a pipe gets "2020-08-18".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.errors import UsageError
from malibrief.facts.model import (
    Ceilings,
    Deaths,
    Figure,
    Source,
    Value,
    Votes,
    day_of,
    detail_of,
    document_url,
    end_of,
    label_of,
    symbol_of,
    value_of,
)
from malibrief.facts.topics import SOURCES, Topic, topic_of
from malibrief.index.results import FactBaseNote, of_type
from malibrief.text import did_you_mean
from malibrief.views.citations import Cited, cited, cited_by, source_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from malibrief.facts.model import Record
    from malibrief.index.results import AnyFound, Entry
    from malibrief.search.pipeline import Hit
    from malibrief.views.pictures import Picture, Sketch

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


class Table(msgspec.Struct, frozen=True):
    """Facts as rows of typed cells, and, when asked for, as JSON has them and as a picture.

    `picture` is what can be drawn with characters, `drawing` what a file shows: also curves and posters.
    `word` is what one of them is called. `narrow` are the columns to leave out first where there is little room, `needless`
    those that a terminal leaves out because they say the same of every row. `asked` is the filter in words, for a page that
    is read without its command; "" for everything.
    `milestones` says of each row whether it is one, `disputed` how many are; `remarks` say what the rows do not.
    """

    name: str
    word: str
    columns: tuple[str, ...]
    narrow: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    records: Callable[[], list[dict[str, Any]]]
    sources: Callable[[], list[Source]]
    picture: Callable[[], Sketch]
    drawing: Callable[[], Picture]
    base: FactBaseNote
    milestones: tuple[bool, ...] = ()
    disputed: int = 0
    remarks: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()
    asked: str = ""


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
    return _chosen(wanted, known, (*topic.columns, *extra), (*fields, *extra), topic.name)


def _chosen(
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


def cell(found: AnyFound, column: str, sources: Mapping[str, Source]) -> Any:
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


def record_of(found: AnyFound, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return a fact as JSON has it: its topic, every field (absent ones null), the sources expanded, the link of its document."""
    topic = topic_of(found.topic)
    fact = found.fact
    names = ["id", *(name for name in _DATES if name in fact.__struct_fields__), topic.label]
    names += [name for name in fact.__struct_fields__ if name not in (*names, *TAIL)]
    record: dict[str, Any] = {"topic": found.topic} | {name: value_of(fact, name) for name in names}
    if topic is SOURCES:
        return record
    record |= {name: value_of(fact, name) for name in TAIL}
    record["sources"] = [source_record(source) for source in cited(found.cites, sources)]
    if "symbol" in fact.__struct_fields__:
        record["url"] = _link(fact)
    return record


def listing(
    topic: Topic,
    found: list[AnyFound],
    sources: Mapping[str, Source],
    columns: Sequence[str],
    base: FactBaseNote,
    day: int | None = None,
) -> Table:
    """Make the table of facts of one topic.

    As of a `day`, facts that have a start say in the column `standing` whether they stood for certain.
    """
    standing: dict[int, str | None] | None = None
    if day is not None and topic.starts:
        standing = {entry.n: entry.span.covers(day) if entry.span else None for entry in found}
    shown = columns_of(topic, columns, () if standing is None else ("standing",))

    def value(entry: AnyFound, name: str) -> Any:
        return standing[entry.n] if standing is not None and name == "standing" else cell(entry, name, sources)

    def records() -> list[dict[str, Any]]:
        if standing is None:
            return [record_of(entry, sources) for entry in found]
        return [record_of(entry, sources) | {"standing": standing[entry.n]} for entry in found]

    def cites() -> list[Source]:
        return [source for entry in found for source in cited_by(entry, sources)]

    def picture() -> Sketch:
        from malibrief.views import charts

        return charts.picture(topic.name, found, base.updated, day)

    def drawing() -> Picture:
        from malibrief.views import charts

        figures = of_type(found, Figure)
        return charts.curves(figures) if figures else picture()

    rows = [tuple(value(entry, name) for name in shown) for entry in found]
    marks = tuple(bool(value_of(entry.fact, "milestone")) for entry in found)
    disputed = sum(bool(value_of(entry.fact, "disputed")) for entry in found)
    all_certain = standing is not None and not columns and set(standing.values()) == {"certain"}
    return Table(
        topic.name, topic.word, shown, topic.narrow, rows, records, cites, picture, drawing, base, marks, disputed,
        needless=("standing",) if all_certain else (),
    )  # fmt: skip


def timeline(
    found: list[Entry],
    sources: Mapping[str, Source],
    columns: Sequence[str],
    base: FactBaseNote,
    facts: Callable[[], list[AnyFound]],
) -> Table:
    """Make the table of happenings, oldest first; `facts` gives their facts, for JSON, which has every field of them."""
    values: dict[str, Callable[[Entry], Any]] = {
        "date": lambda entry: entry.date,
        "topic": lambda entry: topic_of(entry.topic).word,
        "title": happening_title,
        "sources": lambda entry: cited(entry.sources, sources),
        "id": lambda entry: entry.id,
        "milestone": lambda entry: entry.milestone,
    }
    shown = _chosen(columns, values, ("date", "topic", "title", "sources", "id"), values, "the timeline")

    def records() -> list[dict[str, Any]]:
        by_number = {fact.n: fact for fact in facts()}
        return [_happening_record(entry, by_number[entry.n], sources) for entry in found]

    def picture() -> Sketch:
        from malibrief.views import charts

        return charts.happenings(found)

    def drawing() -> Picture:
        from malibrief.views import charts

        few = len(found) <= charts.MOST_ON_POSTER
        return charts.poster(found, map(happening_title, found)) if few else picture()

    rows = [tuple(values[name](entry) for name in shown) for entry in found]
    marks = tuple(entry.milestone for entry in found)

    def cites() -> list[Source]:
        return [source for fact in facts() for source in cited_by(fact, sources)]

    return Table("timeline", "happening", shown, (), rows, records, cites, picture, drawing, base, marks)


def hits(found: list[Hit], sources: Mapping[str, Source], columns: Sequence[str], base: FactBaseNote) -> Table:
    """Make the table of what a search found, the best first, each with the field, the text and the kind of its match."""
    values: dict[str, Callable[[Hit], Any]] = {
        "date": lambda hit: day_of(hit.found.fact),
        "end": lambda hit: end_of(hit.found.fact),
        "topic": lambda hit: topic_of(hit.found.topic).word,
        "title": lambda hit: label_of(hit.found.fact),
        "detail": lambda hit: detail_of(hit.found.fact) or None,
        "match_field": lambda hit: hit.match.field,
        "match_text": lambda hit: Marked(hit.match.text, hit.match.words),
        "match_kind": lambda hit: hit.match.kind,
        "sources": lambda hit: cited(hit.found.cites, sources),
        "id": lambda hit: hit.found.fact.id,
        "summary": lambda hit: value_of(hit.found.fact, "summary"),
    }
    default = tuple(name for name in values if name != "summary")
    shown = _chosen(columns, values, default, values, "the search")

    def records() -> list[dict[str, Any]]:
        return [_hit_record(hit, sources) for hit in found]

    def picture() -> Sketch:
        from malibrief.views import charts

        dates = [(topic_of(hit.found.topic).word, day_of(hit.found.fact)) for hit in found]
        return charts.counts_by_year("hits", dates)

    rows = [tuple(values[name](hit) for name in shown) for hit in found]
    marks = tuple(bool(value_of(hit.found.fact, "milestone")) for hit in found)

    def cites() -> list[Source]:
        return [source for hit in found for source in cited_by(hit.found, sources)]

    return Table("search", "hit", shown, (), rows, records, cites, picture, picture, base, marks)


def _hit_record(hit: Hit, sources: Mapping[str, Source]) -> dict[str, Any]:
    match = hit.match
    return record_of(hit.found, sources) | {"match": {"field": match.field, "text": match.text, "kind": match.kind}}


def happening_title(entry: Entry) -> str:
    """`MINUSMA: begins`; where nothing needs to be added, the fact's own title."""
    return f"{entry.title}: {entry.word}" if entry.word else entry.title


def _happening_record(entry: Entry, found: AnyFound, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return the fact as JSON has it, with the date and the title of the happening in front."""
    happening = {"topic": entry.topic, "id": entry.id, "date": entry.date, "title": happening_title(entry)}
    return happening | record_of(found, sources) | happening


def is_absent(value: Any) -> bool:
    """Return whether a card passes over a value: one that is missing, an empty list, a mark not set; zero is a value."""
    return value is None or value is False or value == []


def is_number(value: Any) -> bool:
    """Return whether a cell is a number, which stands to the right; a mark that is set or not is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def label(column: str) -> str:
    """Return what a column is called in a heading."""
    return LABELS.get(column, column.replace("_", " "))


def plain(value: Any) -> str:
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
