"""What people see of a listing on a terminal: fewer columns than a pipe gets, in an order to read, with ids and sources beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.model import Funding
from malibrief.facts.topics import TOPICS
from malibrief.language import say
from malibrief.text import money
from malibrief.views.columns import cell, label, plain, standing_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Source
    from malibrief.facts.topics import Topic
    from malibrief.index.results import AnyFound
    from malibrief.views.columns import Cell


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """The columns and rows of a listing as people see them.

    `spare` columns are left out, first one first, where rows would not fit into a line each; `narrow` ones where the others
    would be too narrow to read. `reported` is, by the number of a row from 0, when a fact without an end was last reported.
    `same` says what is the same in every row and has no column therefore.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    spare: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    reported: Mapping[int, PartialDate] = {}
    same: tuple[str, ...] = ()


def screen_of(
    topic: Topic, found: Sequence[AnyFound], sources: Mapping[str, Source], standing: Mapping[int, str | None]
) -> Screen:
    """Return facts of one topic as people see them, in the order of `found`, of which there is one at least.

    `standing` says of each, by its number in the index, whether it stood on the day asked for; it has a column where not
    all are certain.
    """
    cited = ("sources",) if topic.name in TOPICS else ()
    doubtful = ("standing",) if any(each != "certain" for each in standing.values()) else ()
    names = (*topic.screen, *doubtful, *cited, "id")
    columns: dict[str, list[Cell]] = {
        name: [
            standing_in_words(standing[entry.n]) if name == "standing" else _seen(entry, name, sources)
            for entry in found
        ]
        for name in names
    }
    same = [name for name in topic.words if name in columns and len(found) > 1 and _is_one(columns[name])]
    shown = tuple(name for name in names if name not in same)
    return Screen(
        columns=shown,
        rows=list(zip(*(columns[name] for name in shown), strict=True)),
        spare=("sources", "id", *topic.spare),
        narrow=topic.narrow,
        reported={row: entry.horizon for row, entry in enumerate(found) if entry.horizon},
        same=tuple(say("{name}: {text}", name=label(name), text=plain(columns[name][0])) for name in same),
    )


def _is_one(values: Sequence[Cell]) -> bool:
    """Return whether all of these values are the same, and none is missing."""
    return values[0] not in (None, []) and all(value == values[0] for value in values)


def _seen(found: AnyFound, column: str, sources: Mapping[str, Source]) -> Cell:
    """Return what people see of a fact in a column: an amount with its currency, the end of a sum only where it differs."""
    fact = found.fact
    if isinstance(fact, Funding):
        if column == "amount" and fact.amount is not None and fact.currency is not None:
            return money(fact.amount, fact.currency)
        if column == "end" and fact.end == fact.start:
            return None
    return cell(found, column, sources)
