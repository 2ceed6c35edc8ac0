"""Small records for tests of facts, and the fact base that they make; a source is called by its date ("2003-02"), or "undated"."""

from collections.abc import Mapping
from typing import Any, TypeVar

from malibrief.facts.dates import UNKNOWN, EndDate, PartialDate
from malibrief.facts.factbase import FactBase, Placed, Translations
from malibrief.facts.model import (
    AnyFact,
    Figure,
    Funding,
    Header,
    Mission,
    Office,
    Person,
    Record,
    Series,
    Source,
)
from malibrief.facts.places import Places
from malibrief.facts.spans import Span, horizons_of, spans

_Record = TypeVar("_Record", bound=Record)

UPDATED = 20050630
HEADER = Header(title="T", place="P", schema=2, updated=PartialDate("2005-06-30"))


def when(start: str | None, end: str | None) -> dict[str, Any]:
    """A start and an end as the model has them."""
    return {
        "start": PartialDate.parse(start) if start else None,
        "end": UNKNOWN if end == "unknown" else EndDate.parse(end) if end else None,
    }


def money(start: str | None, end: str | None, **more: Any) -> Funding:
    said: dict[str, Any] = {
        "id": "f",
        "title": "T",
        "sources": ["undated"],
        "donor": "D",
        "recipient": "R",
        "kind": "pledge",
    }
    return Funding(**(said | when(start, end) | more), summary="S")


def person(name: str, start: str | None, end: str | None, office: str = "o", **more: Any) -> Person:
    return Person(
        **({"name": name, "sources": ["undated"], "office": office} | when(start, end) | more), id=name, summary="S"
    )


def mission(name: str, start: str, end: str | None, **more: Any) -> Mission:
    said: dict[str, Any] = {"name": name, "sources": ["undated"], "kind": "french", "lead": "L"}
    return Mission(**(said | when(start, end) | more), id=name, summary="S")


def office(name: str, **more: Any) -> Office:
    said: dict[str, Any] = {"title": f"Title of {name}", "organisation": f"Organisation of {name}", "rank": 1}
    return Office(**(said | more), id=name)


def series(name: str, **more: Any) -> Series:
    said: dict[str, Any] = {
        "title": f"Title of {name}",
        "unit": "people",
        "counts": "stock",
        "by": "B",
        "definition": "D",
    }
    return Series(**(said | more), id=name)


def figure(name: str, **more: Any) -> Figure:
    said: dict[str, Any] = {"sources": ["undated"], "series": "x", "date": PartialDate("2003"), "value": 1}
    return Figure(**(said | more), id=name, summary="S")


def source(name: str) -> Source:
    """The source of this name, which is its date."""
    date = None if name == "undated" else PartialDate.parse(name)
    return Source(id=name, title="T", publisher="P", lang="en", kind="un", date=date)


def base_of(
    *records: AnyFact | Office | Series, serves: Mapping[str, str] | None = None, french: Translations | None = None
) -> FactBase:
    """The base of these facts, with the sources that they cite, and with offices and series for those named by none of the records.

    `serves` has the missions of offices that are made here.
    """
    facts = [record for record in records if not isinstance(record, Office | Series)]
    offices = {record.id: record for record in records if isinstance(record, Office)}
    counted = {record.id: record for record in records if isinstance(record, Series)}
    for fact in facts:
        if isinstance(fact, Person):
            offices.setdefault(fact.office, office(fact.office, serves=(serves or {}).get(fact.office)))
        if isinstance(fact, Figure):
            counted.setdefault(fact.series, series(fact.series))
    cites = dict.fromkeys(name for fact in facts for name in fact.sources)
    return FactBase(
        HEADER,
        [_placed(fact) for fact in facts],
        [_placed(source(name)) for name in cites],
        [_placed(each) for each in offices.values()],
        [_placed(each) for each in counted.values()],
        french or {},
    )


def stood(*records: AnyFact | Office | Series, **base: Any) -> dict[str, Span]:
    """When each of these facts stood, by id."""
    made = base_of(*records, **base)
    return spans(made, horizons_of(made))


def _placed(record: _Record) -> Placed[_Record]:
    return Placed("", record, "facts.toml", 0, Places(""))
