"""Gather the values that filters know, each with its other wordings: its French, and the names of an office or a series."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.model import Source, value_of
from malibrief.facts.topics import EVERYWHERE, STANDS_FOR, TABLES, TOPICS
from malibrief.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from malibrief.facts.completed import Shared
    from malibrief.facts.model import Office, Record, Series
    from malibrief.index.numbered import Numbered

    ValueRow = tuple[str, str, str, str, int, str, str]

_FIELDS = {
    name: (*topic.exact, *topic.words, *EVERYWHERE, *(STANDS_FOR[field] for field in topic.exact if field in STANDS_FOR))
    for name, topic in TOPICS.items()
}  # fmt: skip
_FIELDS |= {name: (*table.exact, *table.words) for name, table in TABLES.items()}
"""The fields of each topic whose values are stored for filters and completion; for an office or a series also its full wording."""

_encode = msgspec.json.Encoder().encode


class _Held(msgspec.Struct):
    """The values of one field of a topic: the numbers of the records that have each, and the French of each."""

    field: str
    numbers: defaultdict[str, list[int]]
    french: dict[str, dict[str, None]]


class Wordings:
    """The values of all fields that have a filter, with the numbers of the records that have each, and its other wordings."""

    def __init__(self) -> None:
        """Begin without values."""
        self._held = {
            topic: [_Held(field, defaultdict(list), {}) for field in fields] for topic, fields in _FIELDS.items()
        }

    def add(self, records: Sequence[Numbered[Record]]) -> None:
        """Add the values of these records, which are completed."""
        for each in records:
            n, record = each.n, each.record
            french = {} if isinstance(record, Source) else record.fr
            for held in self._held[each.topic]:
                value = value_of(record, held.field)
                if value is None:
                    continue
                texts = _texts(value)
                for text in texts:
                    held.numbers[text].append(n)
                if held.field in french:
                    for text, wording in zip(texts, _texts(french[held.field]), strict=False):
                        held.french.setdefault(text, {})[wording] = None

    def rows(self, shared: Shared) -> Iterator[list[ValueRow]]:
        """Yield the rows of the table `value`, those of one topic and field at once."""
        names = {
            "office": {name: _names(office) for name, office in shared.offices.items()},
            "series": {name: _names(series) for name, series in shared.series.items()},
        }
        for topic, fields in self._held.items():
            for held in fields:
                named = names.get(held.field, {})
                yield [
                    (topic, held.field, text, fold(text), len(numbers), _encode(numbers).decode(), "\n".join(also))
                    for text, numbers in held.numbers.items()
                    for also in [dict.fromkeys((*named.get(text, ()), *held.french.get(text, ())))]
                ]


def _texts(value: object) -> list[str]:
    """Return the values of a field: of a list each, of None none."""
    if value.__class__ is str:
        return [value]
    if isinstance(value, list):
        return value
    if value is None:
        return []
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def _names(owner: Office | Series) -> Iterable[str]:
    """Return all that an office or a series is called, and what describes it."""
    return owner.title, *_texts(owner.fr.get("title")), *owner.aliases, *owner.keywords
