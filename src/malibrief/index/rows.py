"""Turn a fact base into rows of the index's tables: records, names, values, links, happenings, quantities, words.

Facts are cleaned and completed first (`facts.completed`), so that what is read from the index needs no other table.

Facts are processed in batches, all tables of a batch at once: a large base is many times the size of the processor's cache,
so it is passed over only once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.completed import completed, shared_by
from malibrief.facts.model import (
    Actor,
    Figure,
    Mission,
    Person,
    Report,
    Resolution,
    Sanction,
    day_of,
    value_of,
)
from malibrief.facts.spans import horizons_of, spans
from malibrief.facts.told import detail_of, label_of
from malibrief.facts.topics import (
    ALIAS,
    IN_TABLES,
    NAME,
    NAMED,
    NAMED_ALIAS,
    NAMING,
    OFFICES,
    SERIES,
    SHARED,
    SOURCES,
    SYMBOL,
    TABLE_TITLE,
    TABLES,
    TOPICS,
    happenings_of,
    references,
    titles_in_table,
)
from malibrief.index.cleaning import cleaned_base
from malibrief.index.numbered import Numbered, facts_numbered, numbers_by_id, tables_numbered
from malibrief.index.traits import rank_of, traits_of
from malibrief.index.vocabulary import vocabulary_rows
from malibrief.index.wordings import Wordings
from malibrief.language import speaking
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from malibrief.facts.completed import Shared
    from malibrief.facts.dates import PartialDate
    from malibrief.facts.factbase import FactBase
    from malibrief.facts.model import AnyFact, Office, Record, Series, Source
    from malibrief.facts.spans import Span

    SqlValue = str | bytes | int | float | None
    Row = tuple[SqlValue, ...]

AT_ONCE = 500
"""The number of facts in a batch."""
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

_FRENCH_NAMES = frozenset((*NAMING, "tags"))
"""The fields whose French is searched as names."""
_TABLE_FIELDS = {
    name: [field for field in IN_TABLES if field in topic.struct.__struct_fields__]
    for name, topic in (TOPICS | TABLES).items()
}
"""The fields of each topic or table that name rows of a table."""

_encode = msgspec.json.Encoder(enc_hook=str).encode


class _Lookups(msgspec.Struct, frozen=True):
    """What each row may need to know of the whole base: spans and horizons of facts, what facts are completed with, numbers by id.

    `numbers` has those of the facts, and by the name of each table beside the topics those of its rows.
    """

    spans: dict[str, Span]
    horizons: dict[str, PartialDate]
    shared: Shared
    numbers: dict[str, int]
    table_numbers: dict[str, dict[str, int]]


def rows_of(base: FactBase) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield names of tables, each with some of its rows; a table may come several times."""
    base = cleaned_base(base)
    horizons = horizons_of(base)
    spans_by_id = spans(base, horizons)
    shared = shared_by(base)
    facts = facts_numbered(base, spans_by_id)
    beside = tables_numbered(base, shared, len(facts))
    yield "meta", _meta(base, spans_by_id)
    yield "vocabulary", vocabulary_rows(base)
    yield "meta", [("facts", len(facts)), ("records", len(facts) + sum(map(len, beside.values())))]
    numbers = {name: numbers_by_id(records) for name, records in beside.items()}
    lookups = _Lookups(spans_by_id, horizons, shared, numbers_by_id(facts), numbers)
    values = Wordings()
    spelt: Counter[str] = Counter()
    for start in range(0, len(facts), AT_ONCE):
        some = [
            Numbered(fact.n, fact.topic, completed(fact.topic, fact.record, shared))
            for fact in facts[start : start + AT_ONCE]
        ]
        yield from _batch(some, lookups, spelt)
        values.add(some)
    owners: list[Office | Series] = [*shared.offices.values(), *shared.series.values()]
    spelt.update(word for owner in owners for word in _spelt_words(owner))
    for records in beside.values():
        yield "record", [_table_record(each) for each in records]
        yield "link", [row for each in records for row in _links(each, lookups)]
        values.add(records)
    owned = [*beside[OFFICES.name], *beside[SERIES.name]]
    yield "name", [row for each in owned for row in _names_beside(each)]
    yield (
        "words",
        [(each.n, each.record.title, "", "", each.record.publisher, *[""] * 4) for each in beside[SOURCES.name]],
    )
    for some_values in values.rows(shared):
        yield "value", some_values
    yield "spelt", _by_initial(spelt)


def _meta(base: FactBase, spans_by_id: Mapping[str, Span]) -> Iterable[Row]:
    """Return what the base says of itself, with its French, and the date of its newest fact, as precise as it is known."""
    header = base.header
    dated = (
        (span.first, day_of(placed.record))
        for placed in base.facts
        if (span := spans_by_id.get(placed.record.id)) and span.first <= base.updated(placed).last
    )
    _, newest = max(dated, default=(0, None), key=lambda pair: pair[0])
    french = {value: text for value, text in base.french.items() if isinstance(text, str)}
    return [
        ("title", header.title),
        ("place", header.place),
        ("title_fr", french.get(header.title)),
        ("place_fr", french.get(header.place)),
        ("updated", str(header.updated)),
        ("covered", str(header.covered or header.updated)),
        ("newest", _text(newest)),
    ]


def _batch(
    facts: list[Numbered[AnyFact]], lookups: _Lookups, spelt: Counter[str]
) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows of a batch of facts, and count the words of their titles, aliases and keywords in `spelt`."""
    labels = [label_of(fact.record) for fact in facts]
    texts = labels + [
        text for fact in facts for text in (*fact.record.aliases, *fact.record.keywords, *_french_label(fact))
    ]
    # ASCII is folded in one piece, in a fraction of the time that each text by itself would take.
    spelt.update(fold(" ".join(text for text in texts if text.isascii())).split())
    spelt.update(word for text in texts if not text.isascii() for word in fold(text).split())
    yield "record", [_record(fact, label, lookups) for fact, label in zip(facts, labels, strict=True)]
    yield "name", [row for fact, label in zip(facts, labels, strict=True) for row in _names(fact, label)]
    yield "link", [row for fact in facts for row in _links(fact, lookups)]
    yield "happening", [row for fact in facts for row in _happenings(fact)]
    yield "quantity", [row for fact in facts for row in _quantities(fact)]
    yield "words", [_words(fact, label, lookups.shared) for fact, label in zip(facts, labels, strict=True)]


def _french_label(fact: Numbered[AnyFact]) -> list[str]:
    """Return the French title or name of a fact, in a list; nothing where it has none of its own."""
    return _texts(fact.record.fr.get(TOPICS[fact.topic].label))


def _texts(value: object) -> list[str]:
    """Return the texts of a value: of a list each, of a text itself, none of None."""
    if value is None:
        return []
    return value if isinstance(value, list) else [str(value)]


def _spelt_words(owner: Office | Series) -> list[str]:
    """Return the words, folded, that are typed for an office or a series."""
    return fold(" ".join([owner.title, *owner.aliases, *owner.keywords, *_texts(owner.fr.get("title"))])).split()


def _by_initial(spelt: Counter[str]) -> Iterator[Row]:
    """Return (first letter, JSON object of the words with it and their counts) for each letter."""
    words: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, count in spelt.items():
        words[word[0]][word] = count
    return ((initial, _encode(counts)) for initial, counts in words.items())


def _record(fact: Numbered[AnyFact], label: str, lookups: _Lookups) -> Row:
    record = fact.record
    span = lookups.spans.get(record.id)
    bounds = (span.first, span.last, span.sure_first, span.sure_last) if span else (None,) * 4
    horizon = _text(lookups.horizons.get(record.id))
    traits = " ".join(traits_of(record, lookups.shared))
    rest = (
        " ".join(record.sources),
        detail_of(record),
        int(record.milestone),
        int(record.disputed),
        traits,
        fold(_french_head(fact)),
        _encode(record),
        *_in_french(record),
        rank_of(record, lookups.shared),
    )
    return fact.n, fact.topic, record.id, label, _text(day_of(record)), *bounds, horizon, *rest


def _in_french(record: Record) -> tuple[str, str]:
    """Return the title of a record and what a line adds to it, as French entries have them."""
    with speaking("fr"):
        return label_of(record), detail_of(record)


def _text(date: PartialDate | None) -> str | None:
    """Return a date as a plain `str`, which sqlite3 stores without looking for an adapter."""
    return None if date is None else str(date)


def _table_record(numbered: Numbered[Office | Series | Source]) -> Row:
    record = numbered.record
    date = day_of(record)
    bounds = date.bounds * 2 if date else (None,) * 4
    rest = (None, "", "", 0, 0, "", "", _encode(record), *_in_french(record), None)
    return numbered.n, numbered.topic, record.id, record.title, _text(date), *bounds, *rest


def _names_beside(numbered: Numbered[Office | Series]) -> Iterator[Row]:
    """Yield (name, rank, number) for the titles, in both languages, and the aliases of an office or series."""
    record = numbered.record
    for text in titles_in_table(record):
        yield fold(text), TABLE_TITLE, numbered.n
    for text in record.aliases:
        yield fold(text), SHARED, numbered.n


def _names(fact: Numbered[AnyFact], label: str) -> Iterator[Row]:
    """Yield (name, rank, number) for each name of a fact, folded; those of its series or office stand with these."""
    n, topic, record = fact.n, fact.topic, fact.record
    if topic in _TITLE_IS_NAME:
        yield fold(label), NAME, n
    rank = NAMED_ALIAS if topic in _TITLE_IS_NAME else ALIAS
    for alias in record.aliases:
        yield fold(alias), rank, n
    for text in _french_label(fact) if topic in _TITLE_IS_NAME else ():
        yield fold(text), NAMED_ALIAS, n
    if isinstance(record, (Mission, Actor)) and record.full_name:
        yield fold(record.full_name), NAME, n
    elif isinstance(record, Sanction) and record.reference:
        yield fold(record.reference), NAMED_ALIAS, n
    elif isinstance(record, (Resolution, Report)):
        if record.symbol:
            symbol = fold(record.symbol)
            yield symbol, SYMBOL, n
            yield re.sub(r" (?:19|20)\d\d$", "", symbol), SYMBOL, n
        if isinstance(record, Resolution) and record.number:
            for form in ("{}", "resolution {}", "unscr {}"):
                yield form.format(record.number), SYMBOL, n


def _links(fact: Numbered[Record], lookups: _Lookups) -> Iterator[Row]:
    n, record = fact.n, fact.record
    for field, target in references(record):
        yield lookups.numbers[target], n, field
    for field in _TABLE_FIELDS[fact.topic]:
        numbers = lookups.table_numbers[IN_TABLES[field]]
        for target in _texts(value_of(record, field)):
            yield numbers[target], n, field


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


def _words(fact: Numbered[AnyFact], label: str, shared: Shared) -> Row:
    """Return the searchable texts of a fact: title, aliases, keywords, names, summary; then title, names and summary in French.

    Those of a figure's series and of a person's office are among its aliases and keywords.
    """
    record, french = fact.record, fact.record.fr
    names = [text for field in _NAME_FIELDS[fact.topic] for text in _texts(getattr(record, field))]
    names_in_french = [text for field, value in french.items() if field in _FRENCH_NAMES for text in _texts(value)]
    aliases, keywords = list(record.aliases), list(record.keywords)
    if isinstance(record, Figure):
        series = shared.series[record.series]
        aliases += series.aliases
        keywords += series.keywords
    elif isinstance(record, Person):
        office = shared.offices[record.office]
        aliases += [record.role, *office.aliases]
        keywords += office.keywords
    joined = [text.replace("'", "") for text in (label, record.place or "") if "'" in text]
    called = label, " ".join([*aliases, *joined]), " ".join(keywords)
    told = " ".join([*names, *record.tags]), record.summary
    return (
        fact.n,
        *called,
        *told,
        _french_head(fact),
        " ".join(names_in_french),
        " ".join(_texts(french.get("summary"))),
    )


def _french_head(fact: Numbered[AnyFact]) -> str:
    """Return the French of what a fact is called: its title or name, or a person's role; "" where it has none."""
    french = fact.record.fr
    return " ".join(_texts(french.get("role" if isinstance(fact.record, Person) else TOPICS[fact.topic].label)))
