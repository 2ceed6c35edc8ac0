"""Facts as readers see them: with the title and unit of their series, the role and organisation of their office, and their French.

A base says each of these once: a figure names its series, a person an office, and the `[fr]` table has the French of the
values that recur.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from malibrief.facts.model import AnyFact, Figure, French, Office, Person, Resolution, Series, value_of
from malibrief.facts.topics import RECURRING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from malibrief.facts.factbase import FactBase

CompletedT = TypeVar("CompletedT", bound=AnyFact | Office | Series)


class Shared(msgspec.Struct, frozen=True):
    """What facts are completed with: offices and series by id, and the French of values by field and value.

    `french_of` has the French of the fields that have their own: "missions.kind" has also that of "kind" in any topic.
    """

    offices: Mapping[str, Office]
    series: Mapping[str, Series]
    french: Mapping[str, str]
    french_of: Mapping[str, Mapping[str, str]]


def shared_by(base: FactBase) -> Shared:
    """Return what the facts of a base are completed with."""
    tables = {field: texts for field, texts in base.french.items() if isinstance(texts, dict)}
    return Shared(
        offices={placed.record.id: placed.record for placed in base.offices},
        series={placed.record.id: placed.record for placed in base.series},
        french={value: text for value, text in base.french.items() if isinstance(text, str)},
        french_of={field: {**tables.get(field.rpartition(".")[2], {}), **texts} for field, texts in tables.items()},
    )


def completed(topic: str, record: CompletedT, shared: Shared) -> CompletedT:
    """Return a record with what its series or office says of it, and with its French.

    Its own words come before those of its series or office. Its own French comes before that of its series, that before the
    `[fr]` table, and that before the French of its office. Raises KeyError for an office or series that is not among them.
    """
    of_office: French = {}
    of_series: French = {}
    if isinstance(record, Figure):
        series = shared.series[record.series]
        of_series = {
            field: series.fr[field]
            for field in ("title", "unit")
            if field in series.fr and value_of(record, field) in (None, "", value_of(series, field))
        }
        record = msgspec.structs.replace(record, title=record.title or series.title, unit=record.unit or series.unit)
    elif isinstance(record, Person):
        office = shared.offices[record.office]
        if not (record.role or record.acting) and "title" in office.fr:
            of_office = {"role": office.fr["title"]}
        record = msgspec.structs.replace(
            record, role=role_of(record, office), organisation=record.organisation or office.organisation
        )
    french = of_office | _recurring(topic, record, shared) | of_series | record.fr
    return msgspec.structs.replace(record, fr=french) if french != record.fr else record


def role_of(person: Person, office: Office) -> str:
    """Return a person's own role, or the title of the office; "Acting" comes before that of somebody who only stands in."""
    role = person.role or office.title
    return f"Acting {role}" if person.acting else role


def _recurring(topic: str, record: AnyFact | Office | Series, shared: Shared) -> French:
    """Return the French of those values of a record that the `[fr]` table has; of a list with the others as they are."""
    french: French = {}
    values = {field: value_of(record, field) for field in _recurring_fields(record.__class__)}
    if isinstance(record, Resolution) and record.votes:
        values |= {"votes_abstained": record.votes.abstained, "votes_opposed": record.votes.opposed}
    for field, value in values.items():
        if not value:
            continue
        own = shared.french_of.get(f"{topic}.{field}") or shared.french_of.get(field) or {}
        if isinstance(value, list):
            texts = [own.get(text) or shared.french.get(text, text) for text in value]
            if texts != value:
                french[field] = texts
        elif text := own.get(str(value)) or shared.french.get(str(value)):
            french[field] = text
    return french


@cache
def _recurring_fields(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(field for field in RECURRING if field in struct.__struct_fields__)
