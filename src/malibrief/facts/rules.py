"""The registry of the linter's rules: what a rule is, and how it looks at the fields of many records.

What goes through fields by their names sees values of every type, hence `Any` there; other rules name the attribute.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.errors import Finding
from malibrief.facts.model import Header
from malibrief.text import Hints, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import Record
    from malibrief.text import Near

    Fault = tuple[Placed[Record | Header], str, str | Near]
    Check = Callable[[FactBase], Iterator[Fault]]


class Rule(msgspec.Struct, frozen=True):
    """A rule's name, its severity, and the function that yields (place, message, hint)."""

    name: str
    severity: str
    check: Check

    def findings(self, base: FactBase) -> Iterator[Finding]:
        """Yield what it finds; near spellings are sought for the first faults only."""
        hints = Hints()
        for place, message, hint in self.check(base):
            subject = place.topic if isinstance(place.record, Header) else clean(place.record.id or "")
            yield Finding(place.path, place.line, self.name, subject, message, hints.text(hint), self.severity)


class Rules:
    """A decorator that enters functions as rules of one severity, under their names and in their order."""

    def __init__(self, severity: str) -> None:
        """Begin with no rule."""
        self.severity = severity
        self.by_name: dict[str, Rule] = {}

    def __call__(self, name: str) -> Callable[[Check], Check]:
        """Return what enters a function under this name."""

        def enter(check: Check) -> Check:
            self.by_name[name] = Rule(name, self.severity, check)
            return check

        return enter


def values(places: Iterable[Placed[Any]], *fields: str) -> Iterator[tuple[Placed[Any], str, Any]]:
    """Yield the values of these fields, each with its record and field; of records that have neither field nor value, nothing."""
    held: dict[type[msgspec.Struct], list[str]] = {}
    for place in places:
        struct = type(place.record)
        if struct not in held:
            held[struct] = [field for field in fields if field in struct.__struct_fields__]
        for field in held[struct]:
            value = getattr(place.record, field)
            if value is not None:
                yield place, field, value


def texts(places: Iterable[Placed[Any]]) -> Iterator[tuple[Placed[Any], str, str]]:
    """Yield every text of these records, each with its record and field ("fr.title" for a French one); dates are none."""
    for place in places:
        for field in place.record.__struct_fields__:
            for name, text in _texts_in(field, getattr(place.record, field)):
                yield place, name, text


def recurring_texts(base: FactBase) -> Iterator[tuple[Placed[Any], str, str]]:
    """Yield every text of the `[fr]` tables, each with its table and the value, "tags.north" in the table of one field."""
    for place, table in base.placed_french:
        for value, text in table.items():
            yield from ((place, name, each) for name, each in _texts_in(value, text))


def _texts_in(field: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the texts of a value with their fields: itself, or those of its elements, fields or keys."""
    if value.__class__ is str:
        yield field, str(value)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(field, each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts_in(f"{field}.{key}", each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            for _, text in _texts_in(field, getattr(value, name)):
                yield field, text


def titles(places: Iterable[Placed[Any]], *fields: str) -> Iterator[tuple[Placed[Any], str, str]]:
    """Yield the texts of these fields and the French ones ("fr.title"), each with its record and field."""
    listed = list(places)
    yield from values(listed, *fields)
    for place, _, french in values(listed, "fr"):
        for field in fields:
            if isinstance(french.get(field), str):
                yield place, f"fr.{field}", french[field]


def repeated(listed: list[Any]) -> list[str]:
    """Return what a list of hashable values holds more than once, as text."""
    if len(set(listed)) == len(listed):
        return []
    return [str(value) for value, count in Counter(listed).items() if count > 1]
