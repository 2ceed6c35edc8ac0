"""Questions to the index: a `Filter` to facts in a stated order, a key to the one fact it names, a fact to its neighbours.

Facts come back typed. Without another wish they are in the order of time, undated ones last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.dates import PartialDate
from malibrief.errors import NotFound
from malibrief.model import ID, SOURCE_ID, SOURCES, TOPICS, Source, Topic
from malibrief.spans import Span
from malibrief.text import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from malibrief.index import Index


MOST_ASKED = 10_000
"""So many values are asked for in one question; SQLite takes some 32,000."""


class Filter(msgspec.Struct, frozen=True):
    """Which facts are wanted. Days are bounds such as 20210514; several values of one field mean "any of"."""

    topics: tuple[str, ...]
    since: int | None = None
    until: int | None = None
    as_of: int | None = None
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    links: tuple[tuple[str, tuple[str, ...]], ...] = ()
    milestones: bool = False
    disputed: bool = False


class Found(msgspec.Struct, frozen=True):
    """A fact (or source) that answers a question, with its number in the index, its topic's name and when it stood."""

    n: int
    topic: str
    fact: Any
    span: Span | None = None


class Entry(msgspec.Struct, frozen=True):
    """One line about a fact: enough for a timeline, a list of neighbours or of candidates."""

    n: int
    topic: str
    id: str
    title: str
    date: PartialDate | None
    sources: tuple[str, ...] = ()
    detail: str = ""
    milestone: bool = False
    word: str = ""


def topic_of(name: str) -> Topic:
    """The topic of this name; `sources` counts as one here."""
    return SOURCES if name == SOURCES.name else TOPICS[name]


def _revive(wanted: type[PartialDate], text: str) -> PartialDate:
    return wanted(text)


@cache
def _decoder(topic: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(topic_of(topic).struct, dec_hook=_revive)


def _read(index: Index, sql: str, values: Sequence[Any]) -> list[Found]:
    """The facts of rows of `_FOUND`; where one of them is damaged the index is made again, once."""

    def read() -> list[Found]:
        return [_found(*row) for row in index.rows(sql, values)]

    try:
        return read()
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        index.renew()
        return read()


_FOUND = "n, topic, body, first, last, sure_first, sure_last"


def _found(n: int, topic: str, body: bytes, *bounds: int | None) -> Found:
    span = None if bounds[0] is None else Span(*bounds)  # type: ignore[arg-type]  # all or none are known
    return Found(n, topic, _decoder(topic).decode(body), span)


def select(index: Index, wanted: Filter) -> list[Found]:
    """The facts that pass the filter, in the order of time. As of a day, a series of figures gives its latest value."""
    where, values = condition(index, wanted)
    found = _read(index, f"SELECT {_FOUND} FROM record r WHERE {where} ORDER BY first IS NULL, first, n", values)
    if wanted.as_of is not None:
        return _latest_figures(found, wanted.as_of)
    return found


def _latest_figures(found: list[Found], day: int) -> list[Found]:
    """Of each series only the values of its latest date that is wholly past; other facts as they are."""
    latest: dict[str, int] = defaultdict(int)
    figures = [entry for entry in found if entry.topic == "figures" and entry.fact.date.last <= day]
    for entry in figures:
        latest[entry.fact.series] = max(latest[entry.fact.series], entry.fact.date.last)
    kept = {entry.n for entry in figures if entry.fact.date.last == latest[entry.fact.series]}
    return [entry for entry in found if entry.topic != "figures" or entry.n in kept]


def timeline(index: Index, wanted: Filter) -> list[Entry]:
    """The happenings of the facts that pass the filter, oldest first; `since` and `until` are about the happening."""
    where, values = condition(index, msgspec.structs.replace(wanted, since=None, until=None, as_of=None))
    bounds = ((wanted.since, "h.last >= ?"), (wanted.until, "h.first <= ?"), (wanted.as_of, "h.first <= ?"))
    for day, bound in bounds:
        if day is not None:
            where += f" AND {bound}"
            values.append(day)
    rows = index.rows(
        f"SELECT r.n, topic, id, title, h.date, sources, detail, milestone, word FROM happening h JOIN record r ON r.n = h.n "
        f"WHERE {where} ORDER BY h.first, h.rowid",
        values,
    )
    return [_entry(*row) for row in rows]


def condition(index: Index, wanted: Filter) -> tuple[str, list[Any]]:
    """The filter as a condition on the table `record r`, with its values."""
    parts = [f"r.topic IN ({_marks(wanted.topics)})"]
    values: list[Any] = list(wanted.topics)
    if wanted.since is not None:
        parts.append("r.last >= ?")
        values.append(wanted.since)
    if wanted.until is not None:
        parts.append("r.first <= ?")
        values.append(wanted.until)
    if wanted.as_of is not None:
        lasting = [name for name in wanted.topics if topic_of(name).lasting or name == "agreements"]
        # As in `Span.covers`: what ended on the day no longer stands, what is of that day alone does.
        parts.append(f"r.first <= ? AND (r.last > ? OR r.first = ? OR r.topic NOT IN ({_marks(lasting)}))")
        values += [wanted.as_of, wanted.as_of, wanted.as_of, *lasting]
    parts += ["r.milestone"] * wanted.milestones + ["r.disputed"] * wanted.disputed
    for field, texts in wanted.values:
        held = [v for text in texts for v in _matching_values(index, wanted.topics, field, text)]
        parts.append(
            f"r.n IN (SELECT each.value FROM value, json_each(held) each WHERE value.rowid IN ({_marks(held)}))"
        )
        values += held
    for field, keys in wanted.links:
        targets = [n for key in keys for n in _targets(index, field, key)]
        condition = (
            "field = 'sources'" if field == "sources" else "field != 'sources'" if field == "about" else "field = ?"
        )
        parts.append(f"r.n IN (SELECT n FROM link WHERE target IN ({_marks(targets)}) AND {condition})")
        values += [*targets, *([] if field in ("sources", "about") else [field])]
    return " AND ".join(parts), values


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _values_of(index: Index, topics: Iterable[str], field: str) -> list[tuple[int, str, str, int]]:
    names = tuple(topics)
    sql = f"SELECT rowid, text, folded, facts FROM value WHERE field = ? AND topic IN ({_marks(names)}) ORDER BY facts DESC, text"
    return index.rows(sql, (field, *names))


_TOLD_BY = {"office": "role", "series": "title"}
"""The fields whose words tell what a short name stands for: an office's role, a series' title."""


def _matching_values(index: Index, topics: Iterable[str], field: str, text: str) -> list[int]:
    """The values that a user's text means.

    The same words; in a field of free words those words in a row, or its initials. An office or a series may also be
    given by words of its short name, or of what it stands for.
    """
    wanted = fold(text)
    known = _values_of(index, topics, field)
    same = [v for v, _, folded, _ in known if folded == wanted]
    if not wanted:
        return same
    if field == "place" or any(field in topic_of(name).words for name in topics):
        return [v for v, value, folded, _ in known if _holds(folded, wanted) or wanted in initials(value)]
    if same or field not in _TOLD_BY:
        return same
    short = [v for v, _, folded, _ in known if _holds(folded, wanted)]
    return short or [v for v, _, folded, _ in _values_of(index, topics, _TOLD_BY[field]) if _holds(folded, wanted)]


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def initials(text: str) -> set[str]:
    """What a name may be shortened to: its capitals, or its words but for the small ones.

    "European Union" -> "eu", "Agence française de développement" -> "a" and "afd".
    """
    words = text.split()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    telling = "".join(word[0] for word in words if word[0].isupper() or len(word) > 3)
    return {fold(capitals), fold(telling)}


def _targets(index: Index, field: str, key: str) -> list[int]:
    """The facts (or sources) that a key names, for a filter by link: all of those with the strongest name."""
    rows = index.rows(
        "SELECT name.n, rank, topic FROM name JOIN record USING (n) WHERE folded = ? ORDER BY rank, name.n",
        (fold(key),),
    )
    rows = [row for row in rows if (row[2] == SOURCES.name) == (field == "sources")]
    return [row[0] for row in rows if row[1] == rows[0][1]]


_NAMED_BY = {"sources": (SOURCES.name,), "mission": ("missions",), "regime": ("sanctions",)}
"""The topics of what a field names by its id; a field that is not here may name any fact."""


class Unmatched(msgspec.Struct, frozen=True):
    """A value of an option that no fact has: what is spelt nearly so, some of what there is, and fields that have it."""

    field: str
    text: str
    near: list[str]
    some: list[str]
    elsewhere: list[str]


def unmatched(index: Index, wanted: Filter) -> list[Unmatched]:
    """The filter's values that can match nothing."""
    missing = []
    for field, texts in wanted.values:
        for text in texts:
            if not _matching_values(index, wanted.topics, field, text):
                missing.append(_unmatched(index, wanted.topics, field, text))
    for field, keys in wanted.links:
        for key in keys:
            if not _targets(index, field, key):
                near = near_names(index, key, _NAMED_BY.get(field, tuple(TOPICS)))
                missing.append(Unmatched(field, key, near, [], []))
    return missing


def _unmatched(index: Index, topics: tuple[str, ...], field: str, text: str) -> Unmatched:
    known = list(dict.fromkeys(value for _, value, _, _ in _values_of(index, topics, field)))
    acronyms = {short: value for value in reversed(known) for short in initials(value)}
    near = nearest(text, known) or [acronyms[other] for other in nearest(text, acronyms)]
    sql = f"SELECT DISTINCT field FROM value WHERE folded = ? AND topic IN ({_marks(topics)})"
    elsewhere = [row[0] for row in index.rows(sql, (fold(text), *topics)) if row[0] not in _TOLD_BY.values()]
    return Unmatched(field, text, near, known[:8], elsewhere)


def resolve(index: Index, key: str, near: Callable[[Index, str], list[str]] | None = None) -> int:
    """The number of the one fact (or source) that a key names: an id, symbol, number, name or alias, the strongest first.

    Raises NotFound when nothing has that name, with the ids that `near` finds, or when several have it equally, with all of them.
    """
    folded = fold(re.sub(r"(?<=\d)[,\u202f\u00a0](?=\d{3}\b)", "", key))
    rows = index.rows("SELECT n, rank FROM name WHERE folded = ? ORDER BY rank, n", (folded,)) if folded else []
    if not rows:
        ids = (near or near_names)(index, key)
        advice = f"\n    nearest: {', '.join(ids)}\n    try: malibrief show {ids[0]}" if ids else ""
        raise NotFound(
            f"nothing here is called {key!r}{advice}\n    or: malibrief search {' '.join(folded.split()[:6]) or 'WORDS'}"
        )
    strongest = [n for n, rank in rows if rank == rows[0][1]]
    if len(strongest) > 1:
        lines = "\n".join(f"    {entry.id}  {entry.title}" for entry in entries(index, strongest))
        raise NotFound(f"{key!r} can mean {len(strongest)} facts; give the id of one:\n{lines}")
    return int(strongest[0])


def near_names(index: Index, key: str, topics: tuple[str, ...] = tuple(TOPICS)) -> list[str]:
    """Up to five ids whose names are near a key: those that begin with it, hold it, or are spelt much like it."""
    folded = fold(key)
    if not folded:
        return []
    select_ids = f"SELECT DISTINCT id FROM name JOIN record USING (n) WHERE topic IN ({_marks(topics)}) AND"
    # A name or an alias tells more than a part of an id.
    order = f"ORDER BY rank IN ({ID}, {SOURCE_ID}), rank, length(folded), name.n LIMIT 5"
    after = folded + "\U0010ffff"
    begins = index.rows(f"{select_ids} folded >= ? AND folded < ? {order}", (*topics, folded, after))
    within = index.rows(f"{select_ids} instr(folded, ?) {order}", (*topics, folded)) if len(begins) < 5 else []
    found = [row[0] for row in begins + within]
    if not found:
        sql = (
            "SELECT folded, id FROM name JOIN record USING (n) "
            f"WHERE topic IN ({_marks(topics)}) AND folded >= ? AND folded < ? LIMIT 20000"
        )
        spelt = dict(index.rows(sql, (*topics, folded[0], folded[0] + "\U0010ffff")))
        found = [spelt[name] for name in nearest(folded, spelt, 5, 0.7)]
    return list(dict.fromkeys(found))[:5]


def get(index: Index, numbers: Sequence[int]) -> list[Found]:
    """The facts of these numbers, in the order given."""
    parts = (numbers[start : start + MOST_ASKED] for start in range(0, len(numbers), MOST_ASKED))
    found = [
        entry
        for some in parts
        for entry in _read(index, f"SELECT {_FOUND} FROM record WHERE n IN ({_marks(some)})", some)
    ]
    by_number = {entry.n: entry for entry in found}
    return [by_number[n] for n in numbers]


def entries(index: Index, numbers: Sequence[int]) -> list[Entry]:
    """One line about each of these facts, in the order given."""
    rows = index.rows(f"SELECT {_ENTRY} FROM record r WHERE n IN ({_marks(numbers)})", numbers)
    by_number = {row[0]: _entry(*row) for row in rows}
    return [by_number[n] for n in numbers]


_ENTRY = "r.n, topic, id, title, date, sources, detail, milestone"


def _entry(n: int, topic: str, name: str, title: str, date: str | None, sources: str, *rest: Any) -> Entry:
    detail, milestone, *word = rest
    when = PartialDate(date) if date else None
    return Entry(n, topic, name, title, when, tuple(sources.split()), detail, bool(milestone), *word)


def concerned(index: Index, found: Found) -> list[Entry]:
    """The facts that this one is about, the most important first."""
    fields = topic_of(found.topic).ids
    ids = {*getattr(found.fact, "about", ()), *(getattr(found.fact, field) for field in fields)} - {None}
    folded = [name.replace("-", " ") for name in ids]
    sql = f"SELECT {_ENTRY} FROM name JOIN record r USING (n) WHERE rank = {ID} AND folded IN ({_marks(folded)}) ORDER BY r.n"
    return [_entry(*row) for row in index.rows(sql, folded)]


_NEIGHBOURS = (
    "resolutions",
    "people",
    "missions",
    "agreements",
    "sanctions",
    "figures",
    "funding",
    "reports",
    "statements",
)


def concerning(index: Index, n: int) -> dict[str, list[Entry]]:
    """The facts that are about this one (for a source: that cite it), by topic, events last, each in the order of time."""
    sql = f"SELECT {_ENTRY} FROM link JOIN record r ON r.n = link.n WHERE target = ? ORDER BY first, r.n"
    neighbours: dict[str, list[Entry]] = defaultdict(list)
    for row in index.rows(sql, (n,)):
        neighbours[row[1]].append(_entry(*row))
    return {name: neighbours[name] for name in (*_NEIGHBOURS, *TOPICS) if name in neighbours}


def sources_of(index: Index, ids: Iterable[str]) -> dict[str, Source]:
    """The sources of these ids."""
    wanted = list(dict.fromkeys(ids))
    sources: dict[str, Source] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        found = _read(
            index,
            f"SELECT {_FOUND} FROM record WHERE n IN (SELECT n FROM name WHERE rank = {SOURCE_ID} AND folded IN ({_marks(some)}))",
            [name.replace("-", " ") for name in some],
        )
        sources.update({entry.fact.id: entry.fact for entry in found})
    return sources


def counts(index: Index) -> dict[str, int]:
    """How many records each topic has, sources last."""
    found = dict(index.rows("SELECT topic, count(*) FROM record GROUP BY topic"))
    return {name: found.get(name, 0) for name in (*TOPICS, SOURCES.name)}


def years(index: Index) -> tuple[int, int]:
    """The first and the last year of which there is a happening; (0, 0) where there is none."""
    first, last = index.rows("SELECT min(first), max(first) FROM happening")[0]
    return (first or 0) // 10000, (last or 0) // 10000


def ids_from(index: Index, beginning: str, most: int, sources: bool = False) -> list[str]:
    """The ids (or those of sources) that begin so, in the order of the alphabet."""
    folded = beginning.casefold().replace("-", " ")
    sql = "SELECT id FROM name JOIN record USING (n) WHERE rank = ? AND folded >= ? AND folded < ? ORDER BY folded LIMIT ?"
    return [row[0] for row in index.rows(sql, (SOURCE_ID if sources else ID, folded, folded + "\U0010ffff", most))]


def values_from(index: Index, topics: Iterable[str], field: str, beginning: str, most: int) -> list[str]:
    """The values of a field that begin so, those of most facts first."""
    wanted = fold(beginning)
    values = (text for _, text, folded, _ in _values_of(index, topics, field) if folded.startswith(wanted))
    return list(dict.fromkeys(values))[:most]
