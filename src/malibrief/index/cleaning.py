"""Clean the texts of a fact base on their way into the index, so that they are safe to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from malibrief.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import RecordT

_Struct = TypeVar("_Struct", bound=msgspec.Struct)


def cleaned_base(base: FactBase) -> FactBase:
    """Return a base with its texts cleaned (see `cleaned`); most have nothing to clean, which their bytes tell at once."""
    if not base.suspect:
        return base

    def clean_all(places: Iterable[Placed[RecordT]]) -> list[Placed[RecordT]]:
        return [msgspec.structs.replace(placed, record=cleaned(placed.record)) for placed in places]

    return msgspec.structs.replace(
        base,
        header=cleaned(base.header),
        facts=clean_all(base.facts),
        sources=clean_all(base.sources),
        offices=clean_all(base.offices),
        series=clean_all(base.series),
        french=_cleaned(base.french),
    )


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
    if isinstance(value, dict):
        return {_cleaned(each): _cleaned(text) for each, text in value.items()}
    return cleaned(value) if isinstance(value, msgspec.Struct) else value
