"""Queries to the index: select facts by a `Filter`, and find the facts and sources related to one.

Unless a function says otherwise, facts are in chronological order, undated ones last.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from malibrief.facts.dates import UNKNOWN, PartialDate, year_of
from malibrief.facts.model import Figure, Office, Person, Sanction, Series, Source, day_of, end_of
from malibrief.facts.spans import Span, was_known
from malibrief.facts.topics import (
    ID,
    IN_TABLES,
    NAME,
    OFFICES,
    SERIES,
    TABLE_ID,
    TABLES,
    TOPICS,
    references,
    topic_of,
)
from malibrief.index.results import Entry, Filter, Found, Resolved, Tables, of_type
from malibrief.index.values import meant, placeholders, values_of
from malibrief.language import is_french
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from malibrief.facts.model import Record
    from malibrief.index.results import AnyFound, FoundFact, Meant
    from malibrief.index.rows import SqlValue
    from malibrief.index.store import Index
    from malibrief.index.values import Synonyms

MOST_ASKED = 10_000
"""At most this many parameters are put into one SQL statement; SQLite allows about 32,000."""

_FOUND = "n, topic, body, horizon, first, last, sure_first, sure_last"
_TOPIC_ORDER = (
    "resolutions", "people", "missions", "agreements", "sanctions", "figures", "funding", "reports", "statements",
)  # fmt: skip
"""The order of the topics among the facts that refer to one; topics not listed here come last."""

_LINKED_BY: dict[str, tuple[str, tuple[str, ...]]] = {
    "sources": ("field = 'sources'", ()),
    "about": ("field NOT IN ('sources', 'office', 'series')", ()),
}
"""SQL conditions, with their parameters, for filters by several kinds of link: `about` means any field that holds a fact's id."""

_Value = TypeVar("_Value")


def _decode_date(wanted: type[PartialDate], text: str) -> PartialDate:
    """Decode a date from the index (a hook for msgspec); it was validated when the base was loaded."""
    return wanted(text)


@cache
def _decoder(topic: str) -> msgspec.json.Decoder[Record]:
    return msgspec.json.Decoder(topic_of(topic).struct, dec_hook=_decode_date)


def _read(index: Index, sql: str, values: Sequence[SqlValue]) -> list[AnyFound]:
    """Run a query for `_FOUND` columns and decode its rows; if one is damaged, rebuild the index and try once more."""

    def read() -> list[AnyFound]:
        return [_found_of_row(*row) for row in index.rows(sql, values)]

    try:
        return read()
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        index.rebuild()
        return read()


def _found_of_row(n: int, topic: str, body: bytes, horizon: str | None, *bounds: int) -> AnyFound:
    """Decode a row of `_FOUND` columns; the bounds are all None without a date."""
    span = None if bounds[0] is None else Span(*bounds)
    return Found(n, topic, _decoder(topic).decode(body), span, PartialDate(horizon) if horizon else None)


def resolved(index: Index, wanted: Filter, synonyms: Synonyms | None = None) -> Resolved:
    """Look up the values and links of a filter in the index; where nothing is called so, words that mean the same."""
    missing: list[tuple[str, str]] = []
    meanings: list[Meant] = []

    def value_numbers(field: str, texts: Iterable[str]) -> Iterator[int]:
        for text in texts:
            if found := meant(index, wanted.topics, field, text, synonyms):
                meanings.append(found)
                yield from found.numbers
            else:
                missing.append((field, text))

    def link_numbers(field: str, texts: Iterable[str]) -> Iterator[int]:
        for text in texts:
            if not (found := link_targets(index, field, text)):
                missing.append((field, text))
            yield from found

    values = tuple(tuple(value_numbers(field, texts)) for field, texts in wanted.values)
    links = tuple((field, tuple(link_numbers(field, keys))) for field, keys in wanted.links)
    return Resolved(wanted, values, links, tuple(missing), tuple(meanings))


def select(index: Index, asked: Resolved) -> list[AnyFound]:
    """Return the facts that pass a filter, in chronological order; people who came on the same day by when they left.

    With `as_of`, only the latest figures of each series are returned.
    """
    where, values = condition(asked)
    in_time = "first IS NULL, first, CASE topic WHEN 'people' THEN last END, n"
    facts = _read(index, f"SELECT {_FOUND} FROM record r WHERE {where} ORDER BY {in_time}", values)
    wanted = asked.wanted
    if wanted.begun:
        facts = [found for found in facts if _is_within(day_of(found.fact), wanted)]
    if wanted.ended:
        facts = [found for found in facts if _is_within(end_of(found.fact), wanted)]
    if wanted.as_of is not None:
        return _latest_figures(index, facts, wanted.as_of)
    return facts


def _is_within(date: PartialDate | None, wanted: Filter) -> bool:
    """Return whether a start or an end can lie within a filter's days; of an end on a day that is not known, without days only."""
    if date is None or date == UNKNOWN:
        return date == UNKNOWN and wanted.since is None and wanted.until is None
    return (wanted.since is None or date.last >= wanted.since) and (wanted.until is None or date.first <= wanted.until)


def everything(index: Index) -> list[FoundFact]:
    """Return all facts, without sources, in chronological order, undated ones last."""
    return [cast("FoundFact", found) for found in select(index, Resolved(Filter(tuple(TOPICS))))]


def _latest_figures(index: Index, facts: list[AnyFound], day: int) -> list[AnyFound]:
    """Drop the figures that were not yet known on a day, or are older than the latest of their series; keep all other facts."""
    figures = {found.n: found.fact for found in facts if isinstance(found.fact, Figure)}
    vague = [figure for figure in figures.values() if figure.date.last > day]
    sources = sources_of(index, (cite for figure in vague for cite in figure.sources))
    known = {n: figure for n, figure in figures.items() if was_known(figure, sources, day)}
    latest: dict[str, int] = defaultdict(int)
    for figure in known.values():
        latest[figure.series] = max(latest[figure.series], figure.date.last)
    kept = {n for n, figure in known.items() if figure.date.last == latest[figure.series]}
    return [found for found in facts if found.n in kept or found.n not in figures]


def timeline(index: Index, asked: Resolved) -> list[Entry]:
    """Return the happenings of the facts that pass a filter, oldest first; its days apply to the happening, not to the fact."""
    wanted = asked.wanted
    where, values = condition(on_days(asked))
    bounds = ((wanted.since, "h.last >= ?"), (wanted.until, "h.first <= ?"), (wanted.as_of, "h.first <= ?"))
    for day, bound in bounds:
        if day is not None:
            where += f" AND {bound}"
            values.append(day)
    if wanted.on is not None:
        part = "" if wanted.on[1] > 1231 else " % 10000"
        where += f" AND h.first{part} >= ? AND h.last{part} <= ?"
        values += wanted.on
    rows = index.rows(
        f"SELECT {_entry_columns('h.date')}, word FROM happening h JOIN record r ON r.n = h.n WHERE {where} ORDER BY h.first, h.n, h.rowid",
        values,
    )
    return [_entry(*row) for row in rows]


def on_days(asked: Resolved, since: int | None = None, until: int | None = None) -> Resolved:
    """Return the filter with these days in place of its own; without arguments, for any time."""
    wanted = msgspec.structs.replace(asked.wanted, since=since, until=until, as_of=None, begun=False, ended=False)
    return msgspec.structs.replace(asked, wanted=wanted)


def condition(asked: Resolved) -> tuple[str, list[SqlValue]]:
    """Return a filter as an SQL condition on the table `record r`, and the condition's parameters."""
    wanted = asked.wanted
    parts = [f"r.topic IN ({placeholders(wanted.topics)})"]
    values: list[SqlValue] = list(wanted.topics)
    if wanted.since is not None:
        parts.append("r.last >= ?")
        values.append(wanted.since)
    if wanted.until is not None:
        parts.append("r.first <= ?")
        values.append(wanted.until)
    if wanted.as_of is not None:
        lasting = [name for name in wanted.topics if topic_of(name).lasting]
        # As in `Span.covers`: a fact that ended on the day no longer counts, one that lasted for that day alone does.
        parts.append(f"r.first <= ? AND (r.last > ? OR r.first = ? OR r.topic NOT IN ({placeholders(lasting)}))")
        values += [wanted.as_of, wanted.as_of, wanted.as_of, *lasting]
    if wanted.milestones:
        parts.append("r.milestone")
    if wanted.disputed:
        parts.append("r.disputed")
    for held in asked.values:
        having = f"SELECT each.value FROM value, json_each(held) each WHERE value.rowid IN ({placeholders(held)})"
        parts.append(f"r.n IN ({having})")
        values += held
    for field, named in asked.links:
        by, fields = _LINKED_BY.get(field, ("field = ?", (field,)))
        parts.append(f"r.n IN (SELECT n FROM link WHERE target IN ({placeholders(named)}) AND {by})")
        values += [*named, *fields]
    return " AND ".join(parts), values


def link_targets(index: Index, field: str, key: str) -> list[int]:
    """Return the numbers of the facts that a key names most strongly, or for the field `sources` of the sources."""
    sql = "SELECT called.n, rank, topic FROM called JOIN record USING (n) WHERE folded = ? ORDER BY rank, called.n"
    rows = index.rows(sql, (fold(key),))
    wanted = IN_TABLES.get(field)
    named = [(n, rank) for n, rank, topic in rows if (topic == wanted if wanted else topic in TOPICS)]
    return [n for n, rank in named if rank == named[0][1]]


def get(index: Index, numbers: Sequence[int]) -> list[AnyFound]:
    """Return the facts with these numbers, in the order given."""
    facts: dict[int, AnyFound] = {}
    for some in _chunks(numbers):
        sql = f"SELECT {_FOUND} FROM record WHERE n IN ({placeholders(some)})"
        facts.update((found.n, found) for found in _read(index, sql, some))
    return [facts[n] for n in numbers]


def _chunks(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """Split values into parts of at most `MOST_ASKED`."""
    return (values[start : start + MOST_ASKED] for start in range(0, len(values), MOST_ASKED))


def entries(index: Index, numbers: Sequence[int]) -> list[Entry]:
    """Return the entries of the facts with these numbers, in the order given."""
    rows = index.rows(f"SELECT {_entry_columns()} FROM record r WHERE n IN ({placeholders(numbers)})", numbers)
    by_number = {row[0]: _entry(*row) for row in rows}
    return [by_number[n] for n in numbers]


def _entry_columns(date: str = "date") -> str:
    """Return the columns of the table `record r` that make an entry, in the language that is spoken."""
    title, detail = ("title_fr", "detail_fr") if is_french() else ("title", "detail")
    return f"r.n, topic, id, {title}, {date}, sources, {detail}, milestone, ranked"


def _entry(
    n: int,
    topic: str,
    name: str,
    title: str,
    date: str | None,
    sources: str,
    detail: str,
    milestone: int,
    rank: int | None,
    word: str = "",
) -> Entry:
    """Build an entry from a row of `_entry_columns`, and for a happening its word."""
    when = PartialDate(date) if date else None
    return Entry(n, topic, name, title, when, tuple(sources.split()), detail, bool(milestone), rank, word)


def referenced_by(index: Index, found: AnyFound) -> list[Entry]:
    """Return the facts that a fact refers to, in the order of their numbers: milestones first."""
    folded = [name.replace("-", " ") for name in dict.fromkeys(target for _, target in references(found.fact))]
    where = f"rank = {ID} AND folded IN ({placeholders(folded)})"
    rows = index.rows(
        f"SELECT {_entry_columns()} FROM called JOIN record r USING (n) WHERE {where} ORDER BY r.n", folded
    )
    return [_entry(*row) for row in rows]


def referring_to(index: Index, n: int) -> dict[str, list[Entry]]:
    """Return the facts that refer to a fact or cite a source, by topic, each list in chronological order; events come last."""
    referring = "SELECT n FROM link WHERE target = ?"
    sql = f"SELECT {_entry_columns()} FROM record r WHERE n IN ({referring}) AND topic NOT IN (?, ?) ORDER BY first, n"
    neighbours: dict[str, list[Entry]] = defaultdict(list)
    for row in index.rows(sql, (n, OFFICES.name, SERIES.name)):
        neighbours[row[1]].append(_entry(*row))
    return {name: neighbours[name] for name in (*_TOPIC_ORDER, *TOPICS) if name in neighbours}


NEIGHBOURING_VALUES = 3
"""How many earlier and how many later values of its series are returned with a figure."""


def siblings_of(index: Index, found: AnyFound) -> list[Entry]:
    """Return, in chronological order, other terms and listings under the same name, or the neighbouring values of a series.

    Empty for facts other than people, sanctions and figures.
    """
    if isinstance(found.fact, Figure):
        of_series = (
            "SELECT each.value FROM value, json_each(held) each WHERE folded = ? AND field = 'series' AND text = ?"
        )
        sql = f"SELECT {_entry_columns()} FROM record r WHERE n IN ({of_series}) ORDER BY first, n"
        values = [_entry(*row) for row in index.rows(sql, (fold(found.fact.series), found.fact.series))]
        place = [entry.n for entry in values].index(found.n)
        return [
            *values[max(place - NEIGHBOURING_VALUES, 0) : place],
            *values[place + 1 : place + 1 + NEIGHBOURING_VALUES],
        ]
    if not isinstance(found.fact, Person | Sanction):
        return []
    sql = f"SELECT {_entry_columns()} FROM called JOIN record r USING (n) WHERE folded = ? AND rank = {NAME} AND n != ? ORDER BY first, n"
    return [_entry(*row) for row in index.rows(sql, (fold(found.fact.name), found.n))]


def sources_of(index: Index, ids: Iterable[str]) -> dict[str, Source]:
    """Return the sources with these ids, by id."""
    folded = [name.replace("-", " ") for name in dict.fromkeys(ids)]
    sources: dict[str, Source] = {}
    for some in _chunks(folded):
        named = f"SELECT n FROM called WHERE rank = {TABLE_ID} AND folded IN ({placeholders(some)})"
        cited = _read(index, f"SELECT {_FOUND} FROM record WHERE n IN ({named})", some)
        sources.update((found.fact.id, found.fact) for found in cited if isinstance(found.fact, Source))
    return sources


def tables_of(index: Index, facts: Iterable[FoundFact]) -> Tables:
    """Return the sources that these facts cite, and all offices and series."""
    found = select(index, Resolved(Filter((OFFICES.name, SERIES.name))))
    return Tables(
        sources=sources_of(index, (cite for fact in facts for cite in fact.cites)),
        offices={each.fact.id: each.fact for each in of_type(found, Office)},
        series={each.fact.id: each.fact for each in of_type(found, Series)},
    )


def counts(index: Index) -> dict[str, int]:
    """Return the number of facts in each topic, then of the rows of each table beside them."""
    by_topic = dict(index.rows("SELECT topic, count(*) FROM record GROUP BY topic"))
    return {name: by_topic.get(name, 0) for name in (*TOPICS, *TABLES)}


def years(index: Index) -> tuple[int, int]:
    """Return the first and the last year with a happening; (0, 0) if there are none."""
    first, last = index.rows("SELECT min(first), max(first) FROM happening")[0]
    return year_of(first or 0), year_of(last or 0)


def values_starting_with(index: Index, topics: Iterable[str], field: str, prefix: str, most: int) -> list[str]:
    """Return up to `most` values of a field with this prefix, in any case and with or without accents, commonest first."""
    wanted = fold(prefix)
    values = (text for _, text, folded, _ in values_of(index, topics, field) if folded.startswith(wanted))
    return list(dict.fromkeys(values))[:most]
