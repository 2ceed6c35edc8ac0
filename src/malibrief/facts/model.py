"""What the fact base is made of: a struct for each topic, offices, series, sources, the header, and what every fact answers of itself.

The structs are strict: a key that a struct does not name is a fault. Dates are `PartialDate`, amounts are whole
units of their currency, lists keep the order of the file.
"""

from __future__ import annotations

from typing import Literal, TypeVar

import msgspec

from malibrief.facts.dates import EndDate, PartialDate, Period
from malibrief.facts.nested import Ceilings, Deaths, Task, Votes, Whole

SCHEMA = 2
"""The `schema` of the fact bases that this version reads."""


French = dict[str, str | list[str]]
"""The French of a record's fields, by the field's name; what is not in it is the same in French, or has none."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every fact has: `aliases` are its other names, `keywords` what people type for it that is no name of it.

    `attested` is the last day for which there is evidence of a fact whose end is not known.
    """

    id: str
    summary: str
    sources: list[str]
    tags: list[str] = []
    aliases: list[str] = []
    keywords: list[str] = []
    about: list[str] = []
    place: str | None = None
    milestone: bool = False
    disputed: bool = False
    attested: PartialDate | None = None
    fr: French = {}


class Titled(Fact, frozen=True):
    """A fact with a sentence for a title."""

    title: str


class Named(Fact, frozen=True):
    """A fact with a name for a title."""

    name: str


class Event(Titled, frozen=True):
    """Something that happened, on a day or over a few.

    Of a decision, `ends` is the id of the fact to which it sets an end, and `until` that end: the last day of a mandate, of
    sanctions, of a term.
    """

    date: PartialDate
    end: PartialDate | None = None
    ends: str | None = None
    until: PartialDate | None = None
    deaths: Deaths | None = None


class Mission(Named, frozen=True):
    """A military, police or civilian mission: `established` when decided, `start` when it began to operate.

    `part_of` is the mission that a contingent serves in. `rank` is its place in a briefing of one page, from 1; those without
    come last.
    """

    kind: str
    lead: str
    start: PartialDate
    end: EndDate | None = None
    established: PartialDate | None = None
    full_name: str | None = None
    headquarters: str | None = None
    tasks: list[str | Task] = []
    part_of: str | None = None
    rank: Whole | None = None


class Resolution(Titled, frozen=True):
    """What the Security Council decided or voted on; `mission` and `regime` are ids.

    `mandate_until` is the last day of the mandate, which is included.
    """

    kind: str
    date: PartialDate
    number: Whole | None = None
    symbol: str | None = None
    meeting: str | None = None
    chapter_vii: bool | None = None
    votes: Votes | None = None
    mission: str | None = None
    regime: str | None = None
    mandate_until: PartialDate | None = None
    ceilings: Ceilings | None = None


class Report(Titled, frozen=True):
    """A report, most of them to the Security Council."""

    date: PartialDate
    author: str
    symbol: str | None = None


class Agreement(Named, frozen=True):
    """An agreement; `date` is its first signature, `completed` the last, `end` when it stopped to hold."""

    date: PartialDate
    parties: list[str]
    completed: PartialDate | None = None
    end: EndDate | None = None
    pillars: list[str] = []


class Funding(Titled, frozen=True):
    """Money promised, set aside, paid, asked for or stopped; `amount` in units of `currency` (ISO 4217) or not known.

    `part_of` is the sum that it is contained in; `covers` says that it is what all donors gave together.
    """

    donor: str
    recipient: str
    kind: str
    amount: Whole | float | None = None
    currency: str | None = None
    start: PartialDate | None = None
    end: EndDate | None = None
    projects: Whole | None = None
    part_of: str | None = None
    covers: Literal["all-donors"] | None = None


class Person(Named, frozen=True):
    """One term of one person in one office; where a bound is not known, `attested` is a day of it that is.

    `acting` holders only stand in. `role` and `organisation` are those of the office unless the person has others; "" in a
    base, filled by `completed`.
    """

    office: str
    role: str = ""
    organisation: str = ""
    acting: bool = False
    country: str | None = None
    start: PartialDate | None = None
    end: EndDate | None = None


class Sanction(Named, frozen=True):
    """A listing of a person or entity, measures against a state, or a regime itself, which may be `worldwide`."""

    kind: str
    regime: str
    start: PartialDate
    end: EndDate | None = None
    reference: str | None = None
    measures: list[str] = []
    worldwide: bool = False


class Figure(Titled, frozen=True, kw_only=True):
    """A value of a series on a date.

    The title is that of the series unless the figure has another, the unit always; both are "" in a base where the series says
    them, filled by `completed`.
    """

    series: str
    date: PartialDate
    value: Whole | float
    title: str = ""
    unit: str = ""


class Statement(Titled, frozen=True):
    """What somebody said in public."""

    date: PartialDate
    speaker: str
    role: str | None = None


class Actor(Named, frozen=True):
    """A movement, group, alliance, junta, organisation or state body.

    `led_by` are names of persons; `part_of` are the actors that it belongs or belonged to, `became` the one that followed it.
    """

    kind: str
    start: PartialDate | None = None
    end: EndDate | None = None
    full_name: str | None = None
    led_by: list[str] = []
    part_of: list[str] = []
    became: str | None = None


class Office(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What persons hold, one after the other.

    `rank` is its place in a briefing, from 1; `state` says that it is an office of the State, `deputy` that of somebody's
    deputy; `serves` is the mission that it belongs to.
    """

    id: str
    title: str
    organisation: str
    rank: Whole
    state: bool = False
    deputy: bool = False
    serves: str | None = None
    aliases: list[str] = []
    keywords: list[str] = []
    fr: French = {}


class Series(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What figures are values of: its unit, what its numbers are (`counts`: `topics.COUNTS`), who counts, and how that is defined.

    A flow is of a `period` (year, month, week...), a cumulative count `since` a date. `of` is the fact that it measures,
    `strength_of` the mission whose strength it is, `part_of` the series that contains it. `rank` is its place among the
    figures of a briefing, from 1; those without come last.
    """

    id: str
    title: str
    unit: str
    counts: str
    by: str
    definition: str
    period: str | None = None
    since: PartialDate | None = None
    of: str | None = None
    strength_of: str | None = None
    part_of: str | None = None
    rank: Whole | None = None
    aliases: list[str] = []
    keywords: list[str] = []
    fr: French = {}


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a fact was read, and the day on which it was (`accessed`)."""

    id: str
    title: str
    publisher: str
    lang: str
    kind: str
    date: PartialDate | None = None
    url: str | None = None
    symbol: str | None = None
    accessed: PartialDate | None = None


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `[factbase]` table: what the base is about, the day of its last edit, and the day up to which it claims to tell what matters.

    `demonyms` are the words for what is of the place: "Ardan". Without `covered` it claims that up to the last edit.
    """

    title: str
    place: str
    schema: Whole
    updated: PartialDate
    covered: PartialDate | None = None
    demonyms: list[str] = []


AnyFact = Event | Mission | Resolution | Report | Agreement | Funding | Person | Sanction | Figure | Statement | Actor
Record = AnyFact | Office | Series | Source
Value = bool | int | float | str | list[str] | French | Deaths | Votes | Ceilings | None
"""What a field of a record can hold; a date is a `str` too."""

RecordT = TypeVar("RecordT", bound=Record, covariant=True)

STARTING = (Mission, Funding, Person, Sanction, Actor)
"""What has a start rather than a date."""
LASTING = (*STARTING, Agreement)
"""What stands for some time, and may have an end that is not known."""
Lasting = Mission | Funding | Person | Sanction | Actor | Agreement
UNDATED = (Office, Series)
"""What has no time."""


def value_of(record: Record, field: str) -> Value:
    """Return the value of a field by its name, None where records of this topic have no such field.

    Columns, filters and exports name fields by text; everything else names the attribute, which the type checker knows.
    """
    if field == "tasks" and isinstance(record, Mission):
        return [str(task) for task in record.tasks]
    value: Value = getattr(record, field, None)
    return value


def symbol_of(record: Record) -> str | None:
    """Return the symbol of the document that a record is, None where it is none, or has none."""
    return record.symbol if isinstance(record, (Resolution, Report, Source)) else None


def day_of(record: Record) -> PartialDate | None:
    """Return the date by which a fact or source is listed: its start or its date, None where that is not known."""
    if isinstance(record, UNDATED):
        return None
    return record.start if isinstance(record, STARTING) else record.date


def end_of(record: Record) -> PartialDate | None:
    """Return the end of a fact, which may be `UNKNOWN`; None where it has none, or none yet."""
    return record.end if isinstance(record, (*LASTING, Event)) else None


def period_of(fact: AnyFact) -> Period | None:
    """Return the time of a fact, None for undated money: what has a `date` lasts to its `end` or, without one, through that date."""
    if isinstance(fact, Funding) and fact.start is None and fact.end is None:
        return None
    if isinstance(fact, LASTING):
        return Period(day_of(fact), fact.end)
    return Period(fact.date, end_of(fact) or fact.date)
