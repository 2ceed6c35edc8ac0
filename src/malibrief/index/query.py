"""Questions to the index: a `Filter` to facts in a stated order, a fact to its neighbours and its sources.

Facts come back typed. By default they are in the order of time, undated ones last.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from malibrief.facts.dates import PartialDate, year_of
from malibrief.facts.model import Figure, Person, Sanction, Source
from malibrief.facts.spans import Span, was_known
from malibrief.facts.topics import ID, NAME, SOURCE_ID, SOURCES, STANDS_FOR, TOPICS, references, topic_of
from malibrief.index.results import Entry, Filter, Found, Resolved
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from malibrief.facts.model import AnyFact
    from malibrief.index.results import AnyFound, FoundFact
    from malibrief.index.store import Index, SQLValue

MOST_ASKED = 10_000
"""At most this many values are asked for in one question; SQLite takes some 32,000."""

_FOUND = "n, topic, body, first, last, sure_first, sure_last"
_ENTRY = "r.n, topic, id, title, date, sources, detail, milestone"
_NEIGHBOURS = (
    "resolutions", "people", "missions", "agreements", "sanctions", "figures", "funding", "reports", "statements",
)  # fmt: skip
"""The order of the topics of what is about a fact; those that are not here come last."""

_LINKED_BY: dict[str, tuple[str, tuple[str, ...]]] = {
    "sources": ("field = 'sources'", ()),
    "about": ("field != 'sources'", ()),
}
"""The links by which a filter finds facts, with their values: `about` are those of every field that holds a fact's id."""

_Value = TypeVar("_Value")


def _revive(wanted: type[PartialDate], text: str) -> PartialDate:
    """Return a date from its text in the index, which was checked when it was read (msgspec's hook)."""
    return wanted(text)


@cache
def _decoder(topic: str) -> msgspec.json.Decoder[AnyFact | Source]:
    return msgspec.json.Decoder(topic_of(topic).struct, dec_hook=_revive)


def _read(index: Index, sql: str, values: Sequence[SQLValue]) -> list[AnyFound]:
    """Return the facts of rows of `_FOUND`; where one of them is damaged the index is made again, once."""

    def read() -> list[AnyFound]:
        return [_found(*row) for row in index.rows(sql, values)]

    try:
        return read()
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        index.renew()
        return read()


def _found(n: int, topic: str, body: bytes, *bounds: int) -> AnyFound:
    """Return the fact of a row of `_FOUND`; its bounds are all known, or none is."""
    span = None if bounds[0] is None else Span(*bounds)
    return Found(n, topic, _decoder(topic).decode(body), span)


def resolved(index: Index, wanted: Filter) -> Resolved:
    """Look up what the values and links of a filter mean."""
    missing: list[tuple[str, str]] = []

    def all_of(field: str, texts: Iterable[str], meant: Callable[[str], list[int]]) -> tuple[int, ...]:
        numbers = {text: meant(text) for text in texts}
        missing.extend((field, text) for text, found in numbers.items() if not found)
        return tuple(n for found in numbers.values() for n in found)

    values = tuple(
        all_of(field, texts, partial(matching_values, index, wanted.topics, field)) for field, texts in wanted.values
    )
    links = tuple((field, all_of(field, keys, partial(targets, index, field))) for field, keys in wanted.links)
    return Resolved(wanted, values, links, tuple(missing))


def select(index: Index, asked: Resolved) -> list[AnyFound]:
    """Return the facts that pass the filter, in the order of time; ties among people: earliest leaver first.

    As of a day, a series of figures gives its latest value.
    """
    where, values = condition(asked)
    in_time = "first IS NULL, first, CASE topic WHEN 'people' THEN last END, n"
    facts = _read(index, f"SELECT {_FOUND} FROM record r WHERE {where} ORDER BY {in_time}", values)
    if asked.wanted.as_of is not None:
        return _latest_figures(index, facts, asked.wanted.as_of)
    return facts


def everything(index: Index) -> list[FoundFact]:
    """Return all facts in the order of time, undated ones last."""
    return [cast("FoundFact", found) for found in select(index, Resolved(Filter(tuple(TOPICS))))]


def _latest_figures(index: Index, facts: list[AnyFound], day: int) -> list[AnyFound]:
    """Keep of each series only the values of its latest date that was known on a day, and all other facts."""
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
    """Return the happenings of the facts that pass the filter, oldest first; `since` and `until` are about the happening."""
    wanted = asked.wanted
    where, values = condition(on_days(asked))
    bounds = ((wanted.since, "h.last >= ?"), (wanted.until, "h.first <= ?"), (wanted.as_of, "h.first <= ?"))
    for day, bound in bounds:
        if day is not None:
            where += f" AND {bound}"
            values.append(day)
    rows = index.rows(
        "SELECT r.n, topic, id, title, h.date, sources, detail, milestone, word "
        f"FROM happening h JOIN record r ON r.n = h.n WHERE {where} ORDER BY h.first, h.n, h.rowid",
        values,
    )
    return [_entry(*row) for row in rows]


def on_days(asked: Resolved, since: int | None = None, until: int | None = None) -> Resolved:
    """Return a filter with these days instead of its own, by default at any time."""
    wanted = msgspec.structs.replace(asked.wanted, since=since, until=until, as_of=None)
    return msgspec.structs.replace(asked, wanted=wanted)


def condition(asked: Resolved) -> tuple[str, list[SQLValue]]:
    """Return a filter as a condition on the table `record r`, with its values."""
    wanted = asked.wanted
    parts = [f"r.topic IN ({marks(wanted.topics)})"]
    values: list[SQLValue] = [*wanted.topics]
    if wanted.since is not None:
        parts.append("r.last >= ?")
        values.append(wanted.since)
    if wanted.until is not None:
        parts.append("r.first <= ?")
        values.append(wanted.until)
    if wanted.as_of is not None:
        lasting = [name for name in wanted.topics if topic_of(name).lasting]
        # As in `Span.covers`: what ended on the day no longer stands, what is of that day alone does.
        parts.append(f"r.first <= ? AND (r.last > ? OR r.first = ? OR r.topic NOT IN ({marks(lasting)}))")
        values += [wanted.as_of, wanted.as_of, wanted.as_of, *lasting]
    if wanted.milestones:
        parts.append("r.milestone")
    if wanted.disputed:
        parts.append("r.disputed")
    for held in asked.values:
        having = f"SELECT each.value FROM value, json_each(held) each WHERE value.rowid IN ({marks(held)})"
        parts.append(f"r.n IN ({having})")
        values += held
    for field, named in asked.links:
        by, fields = _LINKED_BY.get(field, ("field = ?", (field,)))
        parts.append(f"r.n IN (SELECT n FROM link WHERE target IN ({marks(named)}) AND {by})")
        values += [*named, *fields]
    return " AND ".join(parts), values


BESIDE = 3
"""At most this many values of a series before and after one are named beside it."""


def marks(values: Collection[object]) -> str:
    """Return a question mark for each value, as SQL wants them."""
    return ",".join("?" * len(values))


def values_of(index: Index, topics: Iterable[str], field: str) -> list[tuple[int, str, str, int]]:
    """Return the values of a field in some topics, those of most facts first: number, text, folded text, count of facts."""
    names = tuple(topics)
    where = f"field = ? AND topic IN ({marks(names)})"
    sql = f"SELECT rowid, text, folded, facts FROM value WHERE {where} ORDER BY facts DESC, text"
    return index.rows(sql, (field, *names))


def matching_values(index: Index, topics: Iterable[str], field: str, text: str) -> list[int]:
    """Return the numbers of the values that a user's text means, none where it means nothing.

    The same words; in a field of free words those words in a row, or its initials. An office or a series may also be
    given by words of its short name, or of what it stands for.
    """
    wanted = fold(text)
    known = values_of(index, topics, field)
    same = [v for v, _, folded, _ in known if folded == wanted]
    if not wanted:
        return same
    if field == "place" or any(field in topic_of(name).words for name in topics):
        return [v for v, value, folded, _ in known if _holds(folded, wanted) or wanted in initials(value)]
    if same or field not in STANDS_FOR:
        return same
    short = [v for v, _, folded, _ in known if _holds(folded, wanted)]
    if short:
        return short
    return [v for v, _, folded, _ in values_of(index, topics, STANDS_FOR[field]) if _holds(folded, wanted)]


def _holds(text: str, words: str) -> bool:
    """Return whether a folded text has these words in a row."""
    return f" {words} " in f" {text} "


def initials(text: str) -> set[str]:
    """Return what a name may be shortened to: its capitals, or its words but for the small ones.

    "European Union" -> "eu", "Agence française de développement" -> "a" and "afd".
    """
    words = text.split()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    telling = "".join(word[0] for word in words if word[0].isupper() or len(word) > 3)
    return {fold(capitals), fold(telling)}


def targets(index: Index, field: str, key: str) -> list[int]:
    """Return the numbers of the facts (or sources) that a key names, for a filter by link: all with the strongest name."""
    sql = "SELECT called.n, rank, topic FROM called JOIN record USING (n) WHERE folded = ? ORDER BY rank, called.n"
    rows = index.rows(sql, (fold(key),))
    named = [(n, rank) for n, rank, topic in rows if (topic == SOURCES.name) == (field == "sources")]
    return [n for n, rank in named if rank == named[0][1]]


def get(index: Index, numbers: Sequence[int]) -> list[AnyFound]:
    """Return the facts of these numbers, in the order given."""
    facts: dict[int, AnyFound] = {}
    for some in _in_parts(numbers):
        sql = f"SELECT {_FOUND} FROM record WHERE n IN ({marks(some)})"
        facts.update((found.n, found) for found in _read(index, sql, some))
    return [facts[n] for n in numbers]


def _in_parts(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """Return the values in parts that one question can ask for."""
    return (values[start : start + MOST_ASKED] for start in range(0, len(values), MOST_ASKED))


def entries(index: Index, numbers: Sequence[int]) -> list[Entry]:
    """Return one line about each of these facts, in the order given."""
    rows = index.rows(f"SELECT {_ENTRY} FROM record r WHERE n IN ({marks(numbers)})", numbers)
    by_number = {row[0]: _entry(*row) for row in rows}
    return [by_number[n] for n in numbers]


def _entry(
    n: int,
    topic: str,
    name: str,
    title: str,
    date: str | None,
    sources: str,
    detail: str,
    milestone: int,
    word: str = "",
) -> Entry:
    """Return the entry of a row of `_ENTRY`, with the word of a happening."""
    when = PartialDate(date) if date else None
    return Entry(n, topic, name, title, when, tuple(sources.split()), detail, bool(milestone), word)


def concerned(index: Index, found: AnyFound) -> list[Entry]:
    """Return the facts that this one is about, the most important first."""
    folded = [name.replace("-", " ") for name in dict.fromkeys(target for _, target in references(found.fact))]
    where = f"rank = {ID} AND folded IN ({marks(folded)})"
    rows = index.rows(f"SELECT {_ENTRY} FROM called JOIN record r USING (n) WHERE {where} ORDER BY r.n", folded)
    return [_entry(*row) for row in rows]


def concerning(index: Index, n: int) -> dict[str, list[Entry]]:
    """Return the facts that are about this one (for a source: that cite it), by topic, each in the order of time; events last."""
    sql = f"SELECT {_ENTRY} FROM link JOIN record r ON r.n = link.n WHERE target = ? ORDER BY first, r.n"
    neighbours: dict[str, list[Entry]] = defaultdict(list)
    for row in index.rows(sql, (n,)):
        neighbours[row[1]].append(_entry(*row))
    return {name: neighbours[name] for name in (*_NEIGHBOURS, *TOPICS) if name in neighbours}


def others(index: Index, found: AnyFound) -> list[Entry]:
    """Return other facts with the same name: the terms and listings of a person. Of a figure the values of its series beside it.

    In the order of time; nothing for facts that have neither a name of their own nor a series.
    """
    if isinstance(found.fact, Figure):
        of_series = (
            "SELECT each.value FROM value, json_each(held) each WHERE folded = ? AND field = 'series' AND text = ?"
        )
        sql = f"SELECT {_ENTRY} FROM record r WHERE n IN ({of_series}) ORDER BY first, n"
        values = [_entry(*row) for row in index.rows(sql, (fold(found.fact.series), found.fact.series))]
        place = [entry.n for entry in values].index(found.n)
        return [*values[max(place - BESIDE, 0) : place], *values[place + 1 : place + 1 + BESIDE]]
    if not isinstance(found.fact, Person | Sanction):
        return []
    sql = f"SELECT {_ENTRY} FROM called JOIN record r USING (n) WHERE folded = ? AND rank = {NAME} AND n != ? ORDER BY first, n"
    return [_entry(*row) for row in index.rows(sql, (fold(found.fact.name), found.n))]


def sources_of(index: Index, ids: Iterable[str]) -> dict[str, Source]:
    """Return the sources of these ids, by id."""
    folded = [name.replace("-", " ") for name in dict.fromkeys(ids)]
    sources: dict[str, Source] = {}
    for some in _in_parts(folded):
        named = f"SELECT n FROM called WHERE rank = {SOURCE_ID} AND folded IN ({marks(some)})"
        cited = _read(index, f"SELECT {_FOUND} FROM record WHERE n IN ({named})", some)
        sources.update((found.fact.id, found.fact) for found in cited if isinstance(found.fact, Source))
    return sources


def counts(index: Index) -> dict[str, int]:
    """Return how many records each topic has, sources last."""
    by_topic = dict(index.rows("SELECT topic, count(*) FROM record GROUP BY topic"))
    return {name: by_topic.get(name, 0) for name in (*TOPICS, SOURCES.name)}


def years(index: Index) -> tuple[int, int]:
    """Return the first and the last year of which there is a happening; (0, 0) where there is none."""
    first, last = index.rows("SELECT min(first), max(first) FROM happening")[0]
    return year_of(first or 0), year_of(last or 0)


def values_from(index: Index, topics: Iterable[str], field: str, beginning: str, most: int) -> list[str]:
    """Return up to `most` values of a field that begin so, those of most facts first."""
    wanted = fold(beginning)
    values = (text for _, text, folded, _ in values_of(index, topics, field) if folded.startswith(wanted))
    return list(dict.fromkeys(values))[:most]
