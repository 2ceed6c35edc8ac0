"""Rules of severity "error" about what records share: offices, series, the wholes that they are parts of, and their French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.factbase import of_type
from malibrief.facts.model import Figure, Person, value_of
from malibrief.facts.rules import Rules, values
from malibrief.facts.topics import COUNTS, PERIODS, RECURRING, TABLES, TOPICS
from malibrief.text import Near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import Record
    from malibrief.facts.rules import Fault

COUNTED_SINCE = ("cumulative", "share")
"""What is counted since a day: a cumulative count, or a share of one."""
TRANSLATED = frozenset(("title", "name", "full_name", "summary", "definition", *RECURRING))
"""The fields that may have French of their own; names of both languages are `aliases`."""
FILLED = {Person: ("role", "organisation"), Figure: ("title", "unit")}
"""The fields that an office or a series says of those that leave them empty."""
_MOST_NAMED = 8
"""How many of the ids of a circle are named."""

rule = Rules("error")


@rule("unknown-office")
def unknown_office(base: FactBase) -> Iterator[Fault]:
    """Every office that a person holds is a row of [[offices]]."""
    known = dict.fromkeys(name for _, _, name in values(base.all_offices, "id"))
    for place, field, office in values(base.all_facts, "office"):
        if office not in known:
            yield place.at(field), f"office {office!r} does not exist", Near(office, known, "add it to [[offices]]")


@rule("unknown-series")
def unknown_series(base: FactBase) -> Iterator[Fault]:
    """Every series of a figure, and every series that another is part of, is a row of [[series]]."""
    known = dict.fromkeys(name for _, _, name in values(base.all_series, "id"))
    for place, field, series in (*values(base.all_facts, "series"), *values(base.all_series, "part_of")):
        if series not in known:
            yield place.at(field), f"series {series!r} does not exist", Near(series, known, "add it to [[series]]")


@rule("part-of-circle")
def part_of_circle(base: FactBase) -> Iterator[Fault]:
    """Nothing is part of itself by way of its wholes (`part_of`); of a fact that names itself see `dangling-about`."""
    for records, alone in ((base.all_facts, False), (base.all_series, True)):
        places: dict[str, Placed[Record]] = {}
        wholes: dict[str, list[str]] = {}
        for place, _, whole in values(records, "part_of"):
            name, listed = place.record.id, whole if isinstance(whole, list) else [whole]
            places[name] = place
            wholes[name] = [each for each in listed if alone or each != name]
        for circle in _circles(wholes):
            named = ", ".join((*circle[:_MOST_NAMED], *(["..."] if len(circle) > _MOST_NAMED else []), circle[0]))
            yield places[circle[0]].at("part_of"), f"part_of runs in a circle: {named}", "take one of them out"


def _circles(wholes: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the circles that a walk along the wholes closes, each from where it was entered and no longer than can be named.

    Every name and every step is gone through once, without recursion: as long as a chain may be.
    """
    done: set[str] = set()
    for first in wholes:
        path, place = [first], {first: 0}
        left = [] if first in done else [iter(wholes[first])]
        while left:
            whole = next(left[-1], None)
            if whole is None:
                left.pop()
                done.add(path[-1])
                del place[path.pop()]
            elif whole in place:
                begin = place[whole]
                yield path[begin : begin + _MOST_NAMED + 1]
            elif whole in wholes and whole not in done:
                place[whole] = len(path)
                path.append(whole)
                left.append(iter(wholes[whole]))


@rule("series-kind")
def series_kind(base: FactBase) -> Iterator[Fault]:
    """A series `counts` one of the list, over a `period` of the list, which a flow has; only a cumulative count or a share has `since`."""
    for place in base.all_series:
        series, unsound = place.record, place.unsound
        if series.counts is not None and series.counts not in COUNTS:
            yield (
                place.at("counts"),
                f"counts {series.counts!r} is not known",
                Near(series.counts, COUNTS, _one_of(COUNTS)),
            )
        if series.period is not None and series.period not in PERIODS:
            hint = Near(series.period, PERIODS, _one_of(PERIODS))
            yield place.at("period"), f"period {series.period!r} is not known", hint
        if series.counts == "flow" and series.period is None and "period" not in unsound:
            yield place, "a flow has no period", f"period says what it is counted over: {_one_of(PERIODS)}"
        if series.since is not None and series.counts in COUNTS and series.counts not in COUNTED_SINCE:
            yield place.at("since"), f"since goes with a cumulative count or a share, not with {series.counts!r}", ""


def _one_of(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"


@rule("series-unit")
def series_unit(base: FactBase) -> Iterator[Fault]:
    """A figure is in the unit of its series."""
    units = {place.record.id: place.record.unit for place in base.series}
    for place in of_type(base.all_facts, Figure):
        unit, wanted = place.record.unit, units.get(place.record.series)
        if unit and wanted and unit != wanted:
            hint = "leave unit out, or give the figure a series of its own"
            yield place.at("unit"), f"unit {unit!r} is not that of its series, {wanted!r}", hint


@rule("french-fields")
def french_fields(base: FactBase) -> Iterator[Fault]:
    """What has French (`fr`) is a field of the record that holds text, with as many texts; a table in [fr] is that of such a field."""
    for place, _, french in values(base.all_records, "fr"):
        if not french:
            continue
        fields = place.record.__struct_fields__
        for field, text in french.items():
            if field not in TRANSLATED or field not in fields:
                known = [name for name in fields if name in TRANSLATED]
                yield place.at(f"fr.{field}"), f"fr.{field} is the French of no field", Near(field, known)
            elif field not in place.unsound and (fault := _unlike(place.record, field, text)):
                yield place.at(f"fr.{field}"), f"fr.{field} {fault}", ""
    topics = (*TOPICS.values(), *TABLES.values())
    fields = [
        f"{topic.name}.{field}" for topic in topics for field in RECURRING if field in topic.struct.__struct_fields__
    ]
    known = [*RECURRING, *fields]
    for place, table in base.placed_french:
        for key in (key for key, text in table.items() if isinstance(text, dict) and key not in known):
            yield place.at(key), f"{key!r} is no field whose values recur", Near(key, known)


def _unlike(record: Record, field: str, french: str | list[str]) -> str:
    """Return how the French of a field differs in shape from the field; "" where it does not."""
    value = value_of(record, field)
    if not value:
        return "" if field in FILLED.get(type(record), ()) else f"is French of a {field} that the record does not have"
    if isinstance(value, list) and isinstance(french, list):
        return "" if len(value) == len(french) else f"has {len(french)} texts, {field} {len(value)}"
    if isinstance(value, list) != isinstance(french, list):
        return f"is {'a list' if isinstance(french, list) else 'one text'}, {field} is not"
    return ""
