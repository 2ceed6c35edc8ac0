"""The registry of the linter's rules: what a rule is, and how it looks at the fields of many records.

What goes through fields by their names sees values of every type, hence `Any` there; other rules name the attribute.
"""

from __future__ import annotations

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
            subject = "" if isinstance(place.record, Header) else clean(place.record.id or "")
            yield Finding(place.path, place.line, self.name, subject, message, hints.text(hint), self.severity)


RULES: dict[str, Rule] = {}
"""Every rule by its name, in the order of `checks.py`."""


def rule(name: str, severity: str = "error") -> Callable[[Check], Check]:
    """Enter a function into the registry of rules."""

    def register(check: Check) -> Check:
        RULES[name] = Rule(name, severity, check)
        return check

    return register


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
    """Yield every text of these records, each with its record and field; dates are none."""
    for place in places:
        for field in place.record.__struct_fields__:
            for text in _texts_in(getattr(place.record, field)):
                yield place, field, text


def _texts_in(value: object) -> Iterator[str]:
    """Yield the texts of a value: itself, or those of its elements or fields."""
    if value.__class__ is str:
        yield str(value)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _texts_in(getattr(value, field))
