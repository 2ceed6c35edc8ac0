"""Rules of severity "error" about what records share: offices, series, the wholes that they are parts of, and their French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from malibrief.facts.factbase import of_type
from malibrief.facts.model import Figure, Person, value_of
from malibrief.facts.rules import Rules, values
from malibrief.facts.topics import COUNTS, PERIODS, RECURRING, TABLES, TOPICS, TRANSLATED
from malibrief.language import say
from malibrief.text import Near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from malibrief.facts.factbase import FactBase, Placed
    from malibrief.facts.model import Record
    from malibrief.facts.rules import Fault

COUNTED_SINCE = ("cumulative", "share")
"""What is counted since a day: a cumulative count, or a share of one."""
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
            hint = Near(office, known, say("add it to [[offices]]"))
            yield place.at(field), say("office {office!r} does not exist", office=office), hint


@rule("unknown-series")
def unknown_series(base: FactBase) -> Iterator[Fault]:
    """Every series of a figure, and every series that another is part of, is a row of [[series]]."""
    known = dict.fromkeys(name for _, _, name in values(base.all_series, "id"))
    for place, field, series in (*values(base.all_facts, "series"), *values(base.all_series, "part_of")):
        if series not in known:
            hint = Near(series, known, say("add it to [[series]]"))
            yield place.at(field), say("series {series!r} does not exist", series=series), hint


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
            message = say("part_of runs in a circle: {named}", named=named)
            yield places[circle[0]].at("part_of"), message, say("take one of them out")


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
            hint = Near(series.counts, COUNTS, _one_of(COUNTS))
            yield place.at("counts"), say("counts {counts!r} is not known", counts=series.counts), hint
        if series.period is not None and series.period not in PERIODS:
            hint = Near(series.period, PERIODS, _one_of(PERIODS))
            yield place.at("period"), say("period {period!r} is not known", period=series.period), hint
        if series.counts == "flow" and series.period is None and "period" not in unsound:
            over = say("period says what it is counted over: {periods}", periods=_one_of(PERIODS))
            yield place, say("a flow has no period"), over
        if series.since is not None and series.counts in COUNTS and series.counts not in COUNTED_SINCE:
            message = say("since goes with a cumulative count or a share, not with {counts!r}", counts=series.counts)
            yield place.at("since"), message, ""


def _one_of(words: Iterable[str]) -> str:
    *most, last = words
    return say(" or ").join((", ".join(most), last))


@rule("series-unit")
def series_unit(base: FactBase) -> Iterator[Fault]:
    """A figure is in the unit of its series."""
    units = {place.record.id: place.record.unit for place in base.series}
    for place in of_type(base.all_facts, Figure):
        unit, wanted = place.record.unit, units.get(place.record.series)
        if unit and wanted and unit != wanted:
            hint = say("leave unit out, or give the figure a series of its own")
            message = say("unit {unit!r} is not that of its series, {wanted!r}", unit=unit, wanted=wanted)
            yield place.at("unit"), message, hint


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
                message = say("fr.{field} is the French of no field", field=field)
                yield place.at(f"fr.{field}"), message, Near(field, known)
            elif field not in place.unsound and (fault := _unlike(place.record, field, text)):
                yield place.at(f"fr.{field}"), fault, ""
    topics = (*TOPICS.values(), *TABLES.values())
    fields = [
        f"{topic.name}.{field}" for topic in topics for field in RECURRING if field in topic.struct.__struct_fields__
    ]
    known = [*RECURRING, *fields]
    for place, table in base.placed_french:
        for key in (key for key, text in table.items() if isinstance(text, dict) and key not in known):
            yield place.at(key), say("{key!r} is no field whose values recur", key=key), Near(key, known)


def _unlike(record: Record, field: str, french: str | list[str]) -> str:
    """Say how the French of a field differs in shape from the field; "" where it does not."""
    value = value_of(record, field)
    if not value:
        filled = field in FILLED.get(type(record), ())
        return "" if filled else say("fr.{field} is French of a {field} that the record does not have", field=field)
    if isinstance(value, list) and isinstance(french, list):
        if len(value) == len(french):
            return ""
        return say("fr.{field} has {count} texts, {field} {wanted}", field=field, count=len(french), wanted=len(value))
    if isinstance(french, list):
        return say("fr.{field} is a list, {field} is not", field=field)
    return say("fr.{field} is one text, {field} is not", field=field) if isinstance(value, list) else ""
