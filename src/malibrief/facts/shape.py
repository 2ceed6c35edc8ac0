"""The shape of records: which of a table's fields have the right type, and what is wrong with the others.

Tables come as tomli gives them and msgspec takes them: `Any` until they are converted.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any, NamedTuple

import msgspec

from malibrief.facts import complaints
from malibrief.facts.dates import UNKNOWN, EndDate, PartialDate
from malibrief.language import say
from malibrief.text import Near

_FIELD = re.compile(r" - at `\$\.?([^`]*)`\Z")

UNSOUND = (msgspec.ValidationError, ValueError, OverflowError)
"""What `convert` raises for a value of the wrong type."""


class Fault(NamedTuple):
    """A fault of one table: the rule, the field whose line tells where it is ("" for the table's), message and hint."""

    rule: str
    field: str
    message: str
    hint: str | Near = ""


def convert(value: object, wanted: Any) -> Any:
    """Return a value of TOML as one of the type that is wanted. Raises one of `UNSOUND` where it is none."""
    return msgspec.convert(value, wanted, dec_hook=_date)


def parted(table: dict[str, Any], struct: type[msgspec.Struct]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the fields of one table that are sound, and every fault of the others."""
    fields = _fields(struct)
    faults = [
        Fault("unknown-key", key, say("unknown key {key!r}", key=key), Near(key, fields))
        for key in table
        if key not in fields
    ]
    sound: dict[str, Any] = {}
    for name, field in fields.items():
        if name not in table:
            if field.required:
                faults.append(Fault("missing-key", "", say("{name!r} is missing", name=name)))
            continue
        try:
            sound[name] = convert(table[name], field.type)
        except UNSOUND as error:
            reason = str(error)
            inner = _FIELD.search(reason)
            place = f"{name}.{inner[1]}" if inner else name
            complaint = complaints.told(_FIELD.sub("", reason))
            faults.append(Fault("type", name, say("{place}: {complaint}", place=place, complaint=complaint)))
    return sound, faults


def partial(table: dict[str, Any], sound: dict[str, Any], struct: type[msgspec.Struct]) -> tuple[Any, frozenset[str]]:
    """Return a record of the sound fields of a faulty table, and the names of its faulty and missing fields.

    Of those, the fields that have to be given are None in it, the others have their defaults.
    """
    required = {name for name, field in _fields(struct).items() if field.required}
    unsound = (required | (table.keys() & _fields(struct).keys())) - sound.keys()
    return struct(**(dict.fromkeys(required) | sound)), frozenset(unsound)


@cache
def _fields(struct: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(struct)}


def _date(wanted: type[PartialDate], value: object) -> object:
    """Return a TOML day, or the text of a month or year, as a `PartialDate` (msgspec's hook for types that it does not know).

    ValueError says what is wrong with any other value.
    """
    if wanted is EndDate and value == UNKNOWN:
        return UNKNOWN
    if isinstance(value, datetime.datetime):
        raise ValueError(say("a date without a time of day is wanted"))
    if isinstance(value, (datetime.date, str)):
        return _dated(wanted, value)
    raise ValueError(say('{value} is not a date: write 2013-04-25, "2013-04" or "2013"', value=_written(value)))


def _written(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # an integer of more digits than Python writes
        return say("such a number")


@cache
def _dated(wanted: type[PartialDate], value: datetime.date | str) -> PartialDate:
    """Return a date from its day or its text: one object for each date, which many facts share."""
    return wanted.parse(value) if isinstance(value, str) else wanted(value)
