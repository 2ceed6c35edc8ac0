"""Turn a fact base into rows of the index's tables: records, names, values, links, happenings, quantities, words.

Facts are processed in batches, all tables of a batch at once: a large base is many times the size of the processor's cache,
so it is passed over only once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from malibrief.facts.dates import FOREVER, iso
from malibrief.facts.model import (
    Figure,
    Mission,
    Person,
    RecordT,
    Report,
    Resolution,
    Sanction,
    day_of,
    detail_of,
    label_of,
    value_of,
)
from malibrief.facts.spans import spans
from malibrief.facts.topics import (
    ALIAS,
    NAME,
    NAMED,
    NAMED_ALIAS,
    NAMING,
    SOURCES,
    STANDS_FOR,
    SYMBOL,
    TOPICS,
    happenings_of,
    references,
)
from malibrief.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import AnyFact, Record, Source
    from malibrief.facts.spans import Span

    SqlValue = str | bytes | int | float | None
    Row = tuple[SqlValue, ...]
    Values = dict[str, dict[str, defaultdict[str, list[int]]]]

MOST_SHARED = 50
"""At most this many names are shared by the figures of one series; without a limit, the cost would grow with its square."""
AT_ONCE = 500
"""The number of facts in a batch."""
_FIELDS_OF_EVERY_TOPIC = ("tags", "place")
"""The fields whose values can be filtered by in every topic."""
_VALUE_FIELDS = {
    name: (*topic.exact, *topic.words, *_FIELDS_OF_EVERY_TOPIC, *(STANDS_FOR[field] for field in topic.exact if field in STANDS_FOR))
    for name, topic in TOPICS.items()
}  # fmt: skip
_VALUE_FIELDS[SOURCES.name] = SOURCES.filters
"""The fields of each topic whose values are stored for filters and completion; for an office or a series also its full wording."""
_TITLE_IS_NAME = NAMED | {"reports", "resolutions"}
"""The topics whose titles are also names that others cite: facts with a name, and documents."""
_QUANTITY = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?: [mb]illion)?")
_MULTIPLIERS = {"": 1, "million": 1e6, "billion": 1e9}
_AMOUNT_FIELDS = {
    name: [field for field in ("amount", "value", "number", "projects") if field in topic.struct.__struct_fields__]
    for name, topic in TOPICS.items()
}
"""The fields of each topic whose numbers can be searched for."""
_NAME_FIELDS = {
    name: [field for field in NAMING if field in topic.struct.__struct_fields__] for name, topic in TOPICS.items()
}
"""The fields of each topic that are searched as names."""

_encode = msgspec.json.Encoder(enc_hook=str).encode


_Struct = TypeVar("_Struct", bound=msgspec.Struct)


class Numbered(msgspec.Struct, Generic[RecordT], frozen=True):
    """A record with the name of its topic and its number, counted from 1: milestones first, then other facts, then sources."""

    n: int
    topic: str
    record: RecordT


class _Lookups(msgspec.Struct, frozen=True):
    """What each row may need to know of the whole base: spans and numbers by id, shared aliases by series."""

    spans: dict[str, Span]
    numbers: dict[str, int]
    source_numbers: dict[str, int]
    aliases: dict[str, list[str]]


def rows_of(base: FactBase) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield names of tables, each with some of its rows; a table may come several times."""
    base = _clean_base(base)
    spans_by_id = spans([placed.record for placed in base.facts], base.header.updated.last)
    facts = _numbered(base, spans_by_id)
    in_order = sorted((placed.record for placed in base.sources), key=lambda source: source.id)
    sources = [Numbered(n, SOURCES.name, source) for n, source in enumerate(in_order, start=len(facts) + 1)]
    header = base.header
    yield "meta", [("title", header.title), ("place", header.place), ("updated", str(header.updated))]
    newest = max((span.first for span in spans_by_id.values() if span.first <= header.updated.last), default=None)
    yield "meta", [("newest", None if newest is None else str(iso(newest)))]
    yield "meta", [("facts", len(facts)), ("records", len(facts) + len(sources))]
    lookups = _Lookups(spans_by_id, _by_id(facts), _by_id(sources), _series_aliases(facts))
    values: Values = {topic: {field: defaultdict(list) for field in fields} for topic, fields in _VALUE_FIELDS.items()}
    spelt: Counter[str] = Counter()
    for start in range(0, len(facts), AT_ONCE):
        some = facts[start : start + AT_ONCE]
        yield from _batch(some, lookups, spelt)
        _collect(values, some)
    yield "record", [_source(source) for source in sources]
    yield "words", [(source.n, source.record.title, "", source.record.publisher, "") for source in sources]
    _collect(values, sources)
    for topic, fields in values.items():
        for field, numbers_of in fields.items():
            yield "value", [_value(topic, field, text, numbers) for text, numbers in numbers_of.items()]
    yield "spelt", _by_initial(spelt)


def _clean_base(base: FactBase) -> FactBase:
    facts, sources = (
        [msgspec.structs.replace(placed, record=cleaned(placed.record)) for placed in places]
        for places in (base.facts, base.sources)
    )
    return msgspec.structs.replace(base, header=cleaned(base.header), facts=facts, sources=sources)


def cleaned(struct: _Struct) -> _Struct:
    """Return a record, or a part of one, with its texts cleaned (`text.clean`), so that they are safe to print.

    `check` reports whatever this removes, except line breaks and tabs in a summary, which become blanks.
    """
    before = msgspec.structs.astuple(struct)
    after = tuple(_cleaned(value) for value in before)
    return struct if after == before else struct.__class__(**dict(zip(struct.__struct_fields__, after, strict=True)))


def _cleaned(value: object) -> object:
    if value.__class__ is str:
        return clean(str(value))
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return cleaned(value) if isinstance(value, msgspec.Struct) else value


def _batch(
    facts: list[Numbered[AnyFact]], lookups: _Lookups, spelt: Counter[str]
) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows of a batch of facts, and count the words of their titles, aliases and keywords in `spelt`."""
    labels = [label_of(fact.record) for fact in facts]
    folded = [fold(label) for label in labels]
    aliases = [[fold(alias) for alias in fact.record.aliases] for fact in facts]
    keywords = [fold(" ".join(fact.record.keywords)) for fact in facts if fact.record.keywords]
    spelt.update(" ".join(folded + [alias for of_one in aliases for alias in of_one] + keywords).split())
    yield "record", [_record(fact, label, lookups.spans) for fact, label in zip(facts, labels, strict=True)]
    yield "name", [row for called in zip(facts, folded, aliases, strict=True) for row in _names(*called)]
    yield "link", [row for fact in facts for row in _links(fact, lookups)]
    yield "happening", [row for fact in facts for row in _happenings(fact)]
    yield "quantity", [row for fact in facts for row in _quantities(fact)]
    yield "words", [_words(fact, label, lookups.aliases) for fact, label in zip(facts, labels, strict=True)]


def _by_id(records: Sequence[Numbered[Record]]) -> dict[str, int]:
    return {each.record.id: each.n for each in records}


def _value(topic: str, field: str, text: str, numbers: list[int]) -> Row:
    return topic, field, text, fold(text), len(numbers), _encode(numbers).decode()


def _by_initial(spelt: Counter[str]) -> Iterator[Row]:
    """Return (first letter, JSON object of the words with it and their counts) for each letter."""
    words: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, count in spelt.items():
        words[word[0]][word] = count
    return ((initial, _encode(counts)) for initial, counts in words.items())


def _numbered(base: FactBase, spans_by_id: dict[str, Span]) -> list[Numbered[AnyFact]]:
    """Assign numbers to the facts: milestones first, then by topic and date, undated ones last."""
    topics = {name: position for position, name in enumerate(TOPICS)}

    def order_of(placed: Placed[AnyFact]) -> tuple[bool, int, int]:
        span = spans_by_id.get(placed.record.id)
        return not placed.record.milestone, topics[placed.topic], span.first if span else FOREVER

    in_order = sorted(base.facts, key=order_of)
    return [Numbered(n, placed.topic, placed.record) for n, placed in enumerate(in_order, start=1)]


def _record(fact: Numbered[AnyFact], label: str, spans_by_id: dict[str, Span]) -> Row:
    record = fact.record
    span = spans_by_id.get(record.id)
    bounds = (span.first, span.last, span.sure_first, span.sure_last) if span else (None,) * 4
    rest = (" ".join(record.sources), detail_of(record), int(record.milestone), int(record.disputed), _encode(record))
    return fact.n, fact.topic, record.id, label, _text(day_of(record)), *bounds, *rest


def _text(date: PartialDate | None) -> str | None:
    """Return a date as a plain `str`, which sqlite3 stores without looking for an adapter."""
    return None if date is None else str(date)


def _source(numbered: Numbered[Source]) -> Row:
    source = numbered.record
    bounds = source.date.bounds * 2 if source.date else (None,) * 4
    rest = ("", "", 0, 0, _encode(source))
    return numbered.n, numbered.topic, source.id, source.title, _text(source.date), *bounds, *rest


def _names(fact: Numbered[AnyFact], label: str, aliases: list[str]) -> Iterator[Row]:
    """Yield (name, rank, number) for each name of a fact, folded; `label` and `aliases` are folded already."""
    n, topic, record = fact.n, fact.topic, fact.record
    if topic in _TITLE_IS_NAME:
        yield label, NAME, n
    if aliases:
        rank = NAMED_ALIAS if topic in _TITLE_IS_NAME else ALIAS
        for alias in aliases:
            yield alias, rank, n
    if isinstance(record, Mission) and record.full_name:
        yield fold(record.full_name), NAME, n
    elif isinstance(record, Sanction) and record.reference:
        yield fold(record.reference), NAMED_ALIAS, n
    elif isinstance(record, Resolution | Report):
        if record.symbol:
            symbol = fold(record.symbol)
            yield symbol, SYMBOL, n
            yield re.sub(r" (?:19|20)\d\d$", "", symbol), SYMBOL, n
        if isinstance(record, Resolution) and record.number:
            for form in ("{}", "resolution {}", "unscr {}"):
                yield form.format(record.number), SYMBOL, n


def _collect(values: Values, records: Sequence[Numbered[Record]]) -> None:
    """Add these records to `values`: for each topic, field and text, the numbers of the records with that text."""
    for each in records:
        n, record = each.n, each.record
        for field, numbers_of in values[each.topic].items():
            value = value_of(record, field)
            if isinstance(value, list):
                for text in value:
                    numbers_of[text].append(n)
            elif value is not None:
                numbers_of[str(value)].append(n)


def _links(fact: Numbered[AnyFact], lookups: _Lookups) -> Iterator[Row]:
    n, record = fact.n, fact.record
    # The table keeps only the first link to a target: a named field says more than `about`, so it comes first.
    for field, target in references(record):
        yield lookups.numbers[target], n, field
    for source in record.sources:
        yield lookups.source_numbers[source], n, "sources"


def _happenings(fact: Numbered[AnyFact]) -> Iterator[Row]:
    for _, date, word in happenings_of(fact.topic, fact.record):
        yield *date.bounds, fact.n, str(date), word


def _quantities(fact: Numbered[AnyFact]) -> Iterator[Row]:
    """Yield (amount, number of the fact, 1 if it is the fact's own value) for its fields, and for large amounts in its summary."""
    for field in _AMOUNT_FIELDS[fact.topic]:
        amount = value_of(fact.record, field)
        if isinstance(amount, int | float):
            yield float(amount), fact.n, 1
    for written in _QUANTITY.findall(fact.record.summary):
        digits, _, unit = written.partition(" ")
        if unit or "," in digits:
            yield float(digits.replace(",", "").rstrip(".")) * _MULTIPLIERS[unit], fact.n, 0


def _series_aliases(facts: list[Numbered[AnyFact]]) -> dict[str, list[str]]:
    """Return the aliases and keywords of the figures of each series, at most `MOST_SHARED`; all its figures share them."""
    aliases: dict[str, list[str]] = {}
    for fact in facts:
        if isinstance(fact.record, Figure):
            shared = aliases.setdefault(fact.record.series, [])
            shared += [*fact.record.aliases, *fact.record.keywords][: MOST_SHARED - len(shared)]
    return aliases


def _words(fact: Numbered[AnyFact], label: str, series: dict[str, list[str]]) -> Row:
    """Return the searchable texts of a fact: title, aliases, names, summary."""
    record = fact.record
    names = [
        " ".join(name) if isinstance(name, list) else str(name)
        for field in _NAME_FIELDS[fact.topic]
        if (name := value_of(record, field))
    ]
    aliases = record.aliases + record.keywords
    if isinstance(record, Figure):
        shared = series[record.series]
        aliases = shared + [name for name in aliases if name not in shared]
    aliases = [*aliases, record.role] if isinstance(record, Person) else aliases
    joined = [text.replace("'", "") for text in (label, record.place or "") if "'" in text]
    return fact.n, label, " ".join([*aliases, *joined]), " ".join([*names, *record.tags]), record.summary
