"""A fact base as the rows of the index's tables: records, names, values, links, happenings, quantities, words.

The facts are gone through once, some at a time, so that each is looked at while it is at hand: a large base is many
times larger than the memory that a processor reads fast.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.dates import FOREVER
from malibrief.model import FactBase, Source, day_of, detail_of, label_of
from malibrief.spans import spans
from malibrief.text import fold
from malibrief.topics import ALIAS, NAME, NAMED, NAMED_ALIAS, NAMING, SOURCES, STANDS_FOR, SYMBOL, TOPICS, happenings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.dates import PartialDate
    from malibrief.spans import Span

    Row = tuple[Any, ...]
    Fact = tuple[int, str, Any]
    Kept = dict[str, dict[str, defaultdict[str, list[int]]]]

AT_ONCE = 500
"""So many facts are turned into rows at a time."""
_KEPT_OF_ALL = ("tags", "place")
"""The fields of every topic whose values are kept for filters and completion."""
_KEPT = {
    name: topic.exact
    + topic.words
    + _KEPT_OF_ALL
    + tuple(STANDS_FOR[field] for field in topic.exact if field in STANDS_FOR)
    for name, topic in TOPICS.items()
}
_KEPT[SOURCES.name] = SOURCES.filters
"""The fields of each topic whose values are kept."""
_CALLED_BY_TITLE = NAMED | {"reports", "resolutions"}
"""The topics whose facts are called by what stands over them: a name, or the title of a document, which others cite."""
_QUANTITY = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?: [mb]illion)?")
_SCALE = {"": 1, "million": 1e6, "billion": 1e9}
_AMOUNTS = {
    name: [field for field in ("amount", "value", "number", "projects") if field in topic.struct.__struct_fields__]
    for name, topic in TOPICS.items()
}
"""The fields of each topic that hold a number of the fact's own."""
_NAME_FIELDS = {
    name: [field for field in NAMING if field in topic.struct.__struct_fields__] for name, topic in TOPICS.items()
}
"""The fields of each topic that name who, where and what."""

_encode = msgspec.json.Encoder(enc_hook=str).encode


def of(base: FactBase) -> Iterator[tuple[str, Iterable[Row]]]:
    """Tables' names with some of their rows; a record's number `n` is its place in the order of importance and time."""
    known = spans([place.record for place in base.facts], base.header.updated.last)
    facts = _numbered(base, known)
    sources = sorted((place.record for place in base.sources), key=lambda source: source.id)
    header = base.header
    yield "meta", [("title", header.title), ("place", header.place), ("updated", str(header.updated))]
    yield "meta", [("facts", len(facts)), ("records", len(facts) + len(sources))]
    numbers = {record.id: n for n, _, record in facts}
    source_numbers = {source.id: n for n, source in enumerate(sources, start=len(facts) + 1)}
    series = _series_aliases(facts)
    kept: Kept = {name: {field: defaultdict(list) for field in fields} for name, fields in _KEPT.items()}
    spelt: Counter[str] = Counter()
    for start in range(0, len(facts), AT_ONCE):
        some = facts[start : start + AT_ONCE]
        labels = [label_of(record) for _, _, record in some]
        folded = [fold(label) for label in labels]
        aliases = [[fold(alias) for alias in record.aliases] for _, _, record in some]
        keywords = [fold(" ".join(record.keywords)) for _, _, record in some]
        spelt.update(" ".join(folded + [alias for of_one in aliases for alias in of_one] + keywords).split())
        yield "record", [_record(*fact, label, known.get(fact[2].id)) for fact, label in zip(some, labels, strict=True)]
        yield "name", [row for args in zip(some, folded, aliases, strict=True) for row in _names(*args)]
        yield "link", [row for fact in some for row in _links(*fact, numbers, source_numbers)]
        yield "happening", [row for fact in some for row in _happenings(*fact)]
        yield "quantity", [row for fact in some for row in _quantities(*fact)]
        yield "words", [_words(*fact, label, series) for fact, label in zip(some, labels, strict=True)]
        _keep(kept, some)
    listed = [(n, SOURCES.name, source) for n, source in enumerate(sources, start=len(facts) + 1)]
    yield "record", [_source(n, source) for n, _, source in listed]
    yield "words", [(n, source.title, "", source.publisher, "") for n, _, source in listed]
    _keep(kept, listed)
    for topic, fields in kept.items():
        for field, values in fields.items():
            yield "value", [(topic, field, text, fold(text), len(held), str(held)) for text, held in values.items()]
    yield "spelt", _by_initial(spelt)


def _by_initial(spelt: Counter[str]) -> Iterator[Row]:
    """The words of titles and aliases and how often each occurs, as one JSON object for each first letter."""
    words: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, count in spelt.items():
        words[word[0]][word] = count
    return ((initial, _encode(counts)) for initial, counts in words.items())


def _numbered(base: FactBase, known: dict[str, Span]) -> list[Fact]:
    """The facts in their order, milestones first, each with its number and topic."""
    order = {name: position for position, name in enumerate(TOPICS)}

    def place_of(entry: Any) -> tuple[bool, int, int]:
        span = known.get(entry.record.id)
        return not entry.record.milestone, order[entry.topic], span.first if span else FOREVER

    return [(n, place.topic, place.record) for n, place in enumerate(sorted(base.facts, key=place_of), start=1)]


def _record(n: int, topic: str, record: Any, label: str, span: Span | None) -> Row:
    bounds = (span.first, span.last, span.sure_first, span.sure_last) if span else (None,) * 4
    rest = (" ".join(record.sources), detail_of(record), int(record.milestone), int(record.disputed), _encode(record))
    return n, topic, record.id, label, _plain(day_of(record)), *bounds, *rest


def _plain(date: PartialDate | None) -> str | None:
    """A date as a plain string, which SQLite's driver takes without looking for an adapter."""
    return None if date is None else str(date)


def _source(n: int, source: Source) -> Row:
    bounds = source.date.bounds * 2 if source.date else (None,) * 4
    return n, SOURCES.name, source.id, source.title, _plain(source.date), *bounds, "", "", 0, 0, _encode(source)


def _names(fact: Fact, label: str, aliases: list[str]) -> Iterator[Row]:
    """What a fact is called, folded, each with its rank among names."""
    n, topic, record = fact
    if topic in _CALLED_BY_TITLE:
        yield label, NAME, n
    if aliases:
        rank = NAMED_ALIAS if topic in _CALLED_BY_TITLE else ALIAS
        for alias in aliases:
            yield alias, rank, n
    if topic == "missions":
        if record.full_name:
            yield fold(record.full_name), NAME, n
    elif topic == "sanctions":
        if record.reference:
            yield fold(record.reference), NAMED_ALIAS, n
    elif topic in ("resolutions", "reports"):
        if record.symbol:
            symbol = fold(record.symbol)
            yield symbol, SYMBOL, n
            yield re.sub(r" (?:19|20)\d\d$", "", symbol), SYMBOL, n
        if topic == "resolutions" and record.number:
            for form in ("{}", "resolution {}", "unscr {}"):
                yield form.format(record.number), SYMBOL, n


def _keep(kept: Kept, records: list[Fact]) -> None:
    """Add to the numbers of the facts that have each value of each field."""
    for n, topic, record in records:
        for field, values in kept[topic].items():
            held = getattr(record, field)
            if held.__class__ is list:
                for text in held:
                    values[text].append(n)
            elif held is not None:
                values[str(held)].append(n)


def _links(n: int, topic: str, record: Any, numbers: dict[str, int], source_numbers: dict[str, int]) -> Iterator[Row]:
    for field in TOPICS[topic].ids:
        if getattr(record, field):
            yield numbers[getattr(record, field)], n, field
    for target in record.about:
        yield numbers[target], n, "about"
    for source in record.sources:
        yield source_numbers[source], n, "sources"


def _happenings(n: int, topic: str, record: Any) -> Iterator[Row]:
    for _, date, word in happenings_of(topic, record):
        yield *date.bounds, n, str(date), word


def _quantities(n: int, topic: str, record: Any) -> Iterator[Row]:
    """The fact's own numbers, and the large ones that its summary tells."""
    for field in _AMOUNTS[topic]:
        amount = getattr(record, field)
        if amount is not None:
            yield float(amount), n, 1
    for told in _QUANTITY.findall(record.summary):
        written, _, unit = told.partition(" ")
        if unit or "," in written:
            yield float(written.replace(",", "").rstrip(".")) * _SCALE[unit], n, 0


def _series_aliases(facts: list[Fact]) -> dict[str, list[str]]:
    """The aliases of each series: what one of its figures is called, all are."""
    aliases: dict[str, list[str]] = {}
    for _, topic, record in facts:
        if topic == "figures":
            aliases.setdefault(record.series, []).extend([*record.aliases, *record.keywords])
    return aliases


def _words(n: int, topic: str, record: Any, label: str, series: dict[str, list[str]]) -> Row:
    """The texts to search."""
    names = [
        " ".join(name) if name.__class__ is list else str(name)
        for field in _NAME_FIELDS[topic]
        if (name := getattr(record, field))
    ]
    aliases = series[record.series] if topic == "figures" else record.aliases + record.keywords
    aliases = [*aliases, record.role] if topic == "people" else aliases
    joined = [text.replace("'", "") for text in (label, record.place or "") if "'" in text]
    return (
        n,
        label,
        " ".join([*aliases, *joined]),
        " ".join([*names, *record.tags]),
        record.summary,
    )
