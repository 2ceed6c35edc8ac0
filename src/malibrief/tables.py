"""A fact base as the rows of the index's tables: records, names, values, links, happenings, quantities, words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.dates import FOREVER
from malibrief.matches import NAMING
from malibrief.model import FactBase, Figure, Source, day_of, detail_of, label_of
from malibrief.spans import spans
from malibrief.text import fold, words_of
from malibrief.topics import ALIAS, ID, NAME, NAMED_ALIAS, SOURCE_ID, SOURCES, SYMBOL, TOPICS, happenings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from malibrief.dates import PartialDate
    from malibrief.spans import Span

    Rows = Iterator[tuple[Any, ...]]

_KEPT_OF_ALL = ("tags", "place")
"""The fields of every topic whose values are kept for filters and completion."""
_TELLING = {"people": ("role",), "figures": ("title",)}
"""The fields whose values are kept because they tell what an office or a series is (see `query.TOLD_BY`)."""
_NAMED = frozenset(("missions", "people", "agreements", "sanctions", "reports", "resolutions"))
"""The topics whose facts are called by their title or name."""
_QUANTITY = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?: [mb]illion)?")
_SCALE = {"": 1, "million": 1e6, "billion": 1e9}
_NAME_FIELDS = {
    name: [field for field in NAMING if field in topic.struct.__struct_fields__] for name, topic in TOPICS.items()
}
"""The fields of each topic that name who, where and what."""

_encode = msgspec.json.Encoder(enc_hook=str).encode


def of(base: FactBase) -> Iterator[tuple[str, Rows]]:
    """Each table's name with its rows; a record's number `n` is its place in the order of importance and time."""
    order = {name: position for position, name in enumerate(TOPICS)}
    known = spans([place.record for place in base.facts], base.header.updated.last)
    timed = [(place.topic, place.record, known.get(place.record.id)) for place in base.facts]
    timed.sort(key=lambda entry: (not entry[1].milestone, order[entry[0]], entry[2].first if entry[2] else FOREVER))
    facts = [(n, *entry) for n, entry in enumerate(timed, start=1)]
    cited = sorted((place.record for place in base.sources), key=lambda source: source.id)
    sources = list(enumerate(cited, start=len(facts) + 1))
    numbers = {record.id: n for n, _, record, _ in facts}
    source_numbers = {source.id: n for n, source in sources}
    yield "meta", iter([*_meta(base), ("records", len(facts) + len(sources))])
    yield "record", (_record(*entry) for entry in facts)
    yield "record", (_source(*entry) for entry in sources)
    names = [row for n, topic, record, _ in facts for row in _names(n, topic, record)]
    yield "name", iter(names)
    yield "name", ((source.id.replace("-", " "), SOURCE_ID, n) for n, source in sources)
    yield "word", _spellings([(label_of(record), *record.aliases) for _, _, record, _ in facts])
    records = [(n, topic, record) for n, topic, record, _ in facts]
    values = _values(records + [(n, SOURCES.name, source) for n, source in sources])
    yield "value", ((*key, fold(key[2]), len(held), str(held)) for key, held in values.items())
    yield "link", (row for n, topic, record, _ in facts for row in _links(n, topic, record, numbers, source_numbers))
    happenings = [row for n, topic, record, _ in facts for row in _happenings(n, topic, record)]
    yield "happening", iter(sorted(happenings, key=lambda row: (row[0], row[2])))
    yield "quantity", (row for n, _, record, _ in facts for row in _quantities(n, record))
    series = _series_aliases([record for _, topic, record, _ in facts if topic == "figures"])
    titles = {source.id: source.title for _, source in sources}
    yield "words", (_words(n, topic, record, series, titles) for n, topic, record, _ in facts)
    yield "words", ((n, source.title, "", source.publisher, "", "") for n, source in sources)


def _meta(base: FactBase) -> Rows:
    header = base.header
    yield "title", header.title
    yield "place", header.place
    yield "updated", header.updated


def _record(n: int, topic: str, record: Any, span: Span | None) -> tuple[Any, ...]:
    bounds = (span.first, span.last, span.sure_first, span.sure_last) if span else (None,) * 4
    rest = (" ".join(record.sources), detail_of(record), int(record.milestone), int(record.disputed), _encode(record))
    return n, topic, record.id, label_of(record), _plain(day_of(record)), *bounds, *rest


def _plain(date: PartialDate | None) -> str | None:
    """A date as a plain string, which SQLite's driver takes without looking for an adapter."""
    return None if date is None else str(date)


def _source(n: int, source: Source) -> tuple[Any, ...]:
    bounds = (source.date.first, source.date.last) * 2 if source.date else (None,) * 4
    return n, SOURCES.name, source.id, source.title, _plain(source.date), *bounds, "", "", 0, 0, _encode(source)


def _names(n: int, topic: str, record: Any) -> Rows:
    """What a fact is called, folded, each with its rank among names."""
    yield record.id.replace("-", " "), ID, n
    if topic in _NAMED:
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


def _spellings(texts: list[tuple[str, ...]]) -> Rows:
    """The words of titles, names and aliases, folded, and how often each occurs."""
    words: Counter[str] = Counter()
    written = words_of("\n".join(["\n".join(some) for some in texts]))
    for word, count in Counter(written).items():
        words[word if word.isascii() else fold(word)] += count
    return iter(words.items())


def _values(records: list[tuple[int, str, Any]]) -> dict[tuple[str, str, str], list[int]]:
    """The facts that have each value of each field: (topic, field, value) to their numbers."""
    fields = {name: topic.exact + topic.words + _KEPT_OF_ALL + _TELLING.get(name, ()) for name, topic in TOPICS.items()}
    fields[SOURCES.name] = SOURCES.exact + SOURCES.words
    values: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, topic, record in records:
        for field in fields[topic]:
            held = getattr(record, field)
            if held.__class__ is list:
                for text in held:
                    values[topic, field, text].append(n)
            elif held is not None:
                values[topic, field, str(held)].append(n)
    return values


def _links(n: int, topic: str, record: Any, numbers: dict[str, int], source_numbers: dict[str, int]) -> Rows:
    for field in TOPICS[topic].ids:
        if getattr(record, field):
            yield numbers[getattr(record, field)], n, field
    for target in record.about:
        yield numbers[target], n, "about"
    for source in record.sources:
        yield source_numbers[source], n, "sources"


def _happenings(n: int, topic: str, record: Any) -> Rows:
    for _, date, word in happenings_of(topic, record):
        yield date.first, date.last, n, str(date), word


def _quantities(n: int, record: Any) -> Rows:
    """The fact's own numbers, and the large ones that its summary tells."""
    for field in ("amount", "value", "number", "projects"):
        amount = getattr(record, field, None)
        if amount is not None:
            yield float(amount), n, 1
    for told in _QUANTITY.findall(record.summary):
        written, _, unit = told.partition(" ")
        if unit or "," in written:
            yield float(written.replace(",", "").rstrip(".")) * _SCALE[unit], n, 0


def _series_aliases(figures: list[Figure]) -> dict[str, list[str]]:
    """The aliases of each series: what one of its figures is called, all are."""
    aliases: dict[str, list[str]] = {}
    for figure in figures:
        aliases.setdefault(figure.series, []).extend(figure.aliases)
    return aliases


def _words(n: int, topic: str, record: Any, series: dict[str, list[str]], titles: dict[str, str]) -> tuple[Any, ...]:
    """The texts to search: among them the titles of a fact's sources, which say it in other words and languages."""
    names = [getattr(record, field) for field in _NAME_FIELDS[topic]]
    flat = [" ".join(name) if isinstance(name, list) else str(name) for name in names if name]
    aliases = series[record.series] if topic == "figures" else record.aliases
    aliases = [*aliases, record.role] if topic == "people" else aliases
    joined = [text.replace("'", "") for text in (label_of(record), record.place or "") if "'" in text]
    return (
        n,
        label_of(record),
        " ".join([*aliases, *joined]),
        " ".join([*flat, *record.tags]),
        record.summary,
        " ".join(map(titles.__getitem__, record.sources)),
    )
