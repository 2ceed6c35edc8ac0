"""What the fact base is made of: a struct for each topic, sources, the header, and what every fact answers of itself.

The structs are strict: a key that a struct does not name is a fault. Dates are `PartialDate`, amounts are whole
units of their currency, lists keep the order of the file.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec

from malibrief.facts.dates import EndDate, PartialDate, Period
from malibrief.text import money, number

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""A whole number of 64 bits, as SQLite holds and JSON's readers take it."""

SCHEMA = 1
"""The `schema` of the fact bases that this version reads."""


class Deaths(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many died, from the lowest to the highest count given."""

    min: Whole
    max: Whole

    def __str__(self) -> str:
        return str(self.min) if self.min == self.max else f"{self.min}-{self.max}"


class Votes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"for_": "for"}):
    """A vote of the Security Council; the two lists name states."""

    for_: Whole
    against: Whole
    abstain: Whole
    abstained: list[str] = []
    opposed: list[str] = []

    def __str__(self) -> str:
        return f"{self.for_}-{self.against}-{self.abstain}"

    @property
    def in_words(self) -> str:
        """As "13 for, 0 against, 2 abstaining (China, Russia)"; states are in it where the fact names them."""
        against, abstaining = (f" ({', '.join(names)})" if names else "" for names in (self.opposed, self.abstained))
        return f"{self.for_} for, {self.against} against{against}, {self.abstain} abstaining{abstaining}"


class Ceilings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The largest number of uniformed personnel that a resolution authorises."""

    military: Whole
    police: Whole

    def __str__(self) -> str:
        return f"{self.military:,} military, {self.police:,} police"


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every fact has: `aliases` are its other names, `keywords` what people type for it that is no name of it."""

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


class Titled(Fact, frozen=True):
    """A fact with a sentence for a title."""

    title: str


class Named(Fact, frozen=True):
    """A fact with a name for a title."""

    name: str


class Event(Titled, frozen=True):
    """Something that happened, on a day or over a few."""

    date: PartialDate
    end: PartialDate | None = None
    deaths: Deaths | None = None


class Mission(Named, frozen=True):
    """A military, police or civilian mission: `established` when decided, `start` when it began to operate.

    Where its end is not known, `attested` is the last day for which there is evidence of it.
    """

    kind: str
    lead: str
    start: PartialDate
    end: EndDate | None = None
    established: PartialDate | None = None
    attested: PartialDate | None = None
    full_name: str | None = None
    headquarters: str | None = None
    tasks: list[str] = []


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
    """A report on Mali, most of them to the Security Council."""

    date: PartialDate
    author: str
    symbol: str | None = None


class Agreement(Named, frozen=True):
    """An agreement; `date` is its first signature, `completed` the last, `end` when it stopped to hold.

    Where its end is not known, `attested` is the last day on which it is known to have held.
    """

    date: PartialDate
    parties: list[str]
    completed: PartialDate | None = None
    end: EndDate | None = None
    attested: PartialDate | None = None
    pillars: list[str] = []


class Funding(Titled, frozen=True):
    """Money promised, set aside, paid, asked for or stopped; `amount` in units of `currency` (ISO 4217) or not known."""

    donor: str
    recipient: str
    kind: str
    amount: Whole | float | None = None
    currency: str | None = None
    start: PartialDate | None = None
    end: EndDate | None = None
    projects: Whole | None = None


class Person(Named, frozen=True):
    """One term of one person in one office; where a bound is not known, `attested` is a day of it that is."""

    role: str
    office: str
    organisation: str
    country: str | None = None
    start: PartialDate | None = None
    end: EndDate | None = None
    attested: PartialDate | None = None


class Sanction(Named, frozen=True):
    """A listing of a person or entity, measures against a state, or a regime itself; `attested` as for missions."""

    kind: str
    regime: str
    start: PartialDate
    end: EndDate | None = None
    attested: PartialDate | None = None
    reference: str | None = None
    measures: list[str] = []


class Figure(Titled, frozen=True):
    """A value of a series on a date, in `unit`."""

    series: str
    date: PartialDate
    value: Whole | float
    unit: str


class Statement(Titled, frozen=True):
    """What somebody said in public."""

    date: PartialDate
    speaker: str
    role: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a fact was read."""

    id: str
    title: str
    publisher: str
    lang: str
    kind: str
    date: PartialDate | None = None
    url: str | None = None
    symbol: str | None = None


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `[factbase]` table: what the base is about, and the day up to which its facts were gathered."""

    title: str
    place: str
    schema: Whole
    updated: PartialDate


def document_url(symbol: str) -> str:
    """Return the UN's permanent link for a document symbol: docs.un.org takes the symbol without spaces."""
    return "https://docs.un.org/en/" + symbol.replace(" ", "")


AnyFact = Event | Mission | Resolution | Report | Agreement | Funding | Person | Sanction | Figure | Statement
Record = AnyFact | Source
Value = bool | int | float | str | list[str] | Deaths | Votes | Ceilings | None
"""What a field of a record can hold; a date is a `str` too."""

RecordT = TypeVar("RecordT", bound=Record, covariant=True)

STARTING = (Mission, Funding, Person, Sanction)
"""What has a start rather than a date."""
LASTING = (*STARTING, Agreement)
"""What stands for some time, and may have an end that is not known."""
Lasting = Mission | Funding | Person | Sanction | Agreement


def value_of(record: Record, field: str) -> Value:
    """Return the value of a field by its name, None where records of this topic have no such field.

    Columns, filters and exports name fields by text; everything else names the attribute, which the type checker knows.
    """
    value: Value = getattr(record, field, None)
    return value


def label_of(record: Record) -> str:
    """Return a record's title or name."""
    return record.name if isinstance(record, Named) else record.title


def stands_in(person: Person) -> bool:
    """Return whether somebody holds an office only for the time being, by the words of the role."""
    return bool({"acting", "interim"} & set(person.role.lower().split()))


def detail_of(fact: Record) -> str:
    """Return what a line about a fact adds to its title: a figure's value, money's kind and amount, a person's role, a symbol.

    "" where there is nothing to add.
    """
    if isinstance(fact, Figure):
        return f"{number(fact.value)} {fact.unit}"
    if isinstance(fact, Funding):
        if fact.amount is None or fact.currency is None:
            return fact.kind
        return f"{fact.kind}, {money(fact.amount, fact.currency)}"
    if isinstance(fact, Person):
        return fact.role
    return symbol_of(fact) or ""


def symbol_of(record: Record) -> str | None:
    """Return the symbol of the document that a record is, None where it is none, or has none."""
    return record.symbol if isinstance(record, Resolution | Report | Source) else None


def day_of(record: Record) -> PartialDate | None:
    """Return the date by which a fact or source is listed: its start or its date, None where that is not known."""
    return record.start if isinstance(record, STARTING) else record.date


def end_of(record: Record) -> PartialDate | None:
    """Return the end of a fact, which may be `UNKNOWN`; None where it has none, or none yet."""
    return record.end if isinstance(record, (*LASTING, Event)) else None


def attested_of(record: Record) -> PartialDate | None:
    """Return the last day on which a fact is known to have stood where its start or end is not known; None for most."""
    return record.attested if isinstance(record, Mission | Person | Sanction | Agreement) else None


def period_of(fact: AnyFact) -> Period | None:
    """Return the time of a fact, None for undated money: what has a `date` lasts to its `end` or, without one, through that date."""
    if isinstance(fact, Funding) and fact.start is None and fact.end is None:
        return None
    if isinstance(fact, LASTING):
        return Period(day_of(fact), fact.end)
    return Period(fact.date, end_of(fact) or fact.date)
