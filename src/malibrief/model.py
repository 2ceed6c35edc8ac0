"""The topics of the fact base: one struct each, and the registry that says how each is named, shown and filtered.

The structs are strict: a key that a struct does not name is a fault. Dates are `PartialDate`, amounts are whole
units of their currency, lists keep the order of the file. Everything else that the tool knows about a topic
(its columns, its options, the happenings that it adds to a timeline) is read from its `Topic` in `TOPICS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.dates import UNKNOWN, EndDate, PartialDate, Period
from malibrief.text import money, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SCHEMA = 1
"""The `schema` of the fact bases that this version reads."""

TAGS = frozenset(
    "politics military peacekeeping peace-process sanctions humanitarian development human-rights terrorism elections "
    "coup diplomacy france eu un ecowas au g5-sahel aes russia algeria usa north centre south economy".split()
)


class Deaths(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many died, from the lowest to the highest count given."""

    min: int
    max: int

    def __str__(self) -> str:
        return str(self.min) if self.min == self.max else f"{self.min}-{self.max}"


class Votes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"for_": "for"}):
    """A vote of the Security Council; the two lists name states."""

    for_: int
    against: int
    abstain: int
    abstained: list[str] = []
    opposed: list[str] = []

    def __str__(self) -> str:
        return f"{self.for_}-{self.against}-{self.abstain}"


class Ceilings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The largest number of uniformed personnel that a resolution authorises."""

    military: int
    police: int

    def __str__(self) -> str:
        return f"{self.military:,} military, {self.police:,} police"


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every fact has."""

    id: str
    summary: str
    sources: list[str]
    tags: list[str] = []
    aliases: list[str] = []
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
    """What the Security Council decided or voted on; `mission` and `regime` are ids, a mandate's last day is included."""

    kind: str
    date: PartialDate
    number: int | None = None
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
    """Money promised, set aside, paid, asked for or stopped; `amount` in units of `currency` (ISO 4217), or not known."""

    donor: str
    recipient: str
    kind: str
    amount: int | float | None = None
    currency: str | None = None
    start: PartialDate | None = None
    end: EndDate | None = None
    projects: int | None = None


class Person(Named, frozen=True):
    """One term of one person in one office; `attested` is a day of it for which there is evidence where an end is not known."""

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
    value: int | float
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
    schema: int
    updated: PartialDate


class Topic(msgspec.Struct, frozen=True):
    """How one kind of record is named, shown and filtered.

    `columns` are the default ones of a listing, in order; `narrow` those that a narrow terminal drops, first one first;
    `words` the fields whose options match whole words, `exact` those that match whole values, `ids` those that hold an id;
    `happenings` the fields whose dates go into a timeline, each with the words that are put after the fact's title there.
    """

    name: str
    word: str
    struct: type[msgspec.Struct]
    columns: tuple[str, ...]
    narrow: tuple[str, ...]
    words: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    happenings: tuple[tuple[str, str], ...] = ()
    kinds: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """The field that names a fact of this topic: `title` or `name`."""
        return "name" if "name" in self.struct.__struct_fields__ else "title"

    @property
    def lasting(self) -> bool:
        """Whether its facts have a start rather than a date."""
        return "start" in self.struct.__struct_fields__

    @property
    def filters(self) -> tuple[str, ...]:
        """The topic's own options, beside those that every listing has."""
        return self.exact + self.words + self.ids


_TOPICS = (
    Topic(
        "events", "event", Event,
        columns=("date", "title", "place", "deaths", "sources", "id"),
        narrow=("deaths", "place"),
        happenings=(("date", ""),),
    ),
    Topic(
        "missions", "mission", Mission,
        columns=("start", "end", "name", "kind", "lead", "sources", "id"),
        narrow=("kind", "lead"),
        exact=("kind",), words=("lead",),
        happenings=(("established", "decided"), ("start", "begins"), ("end", "ends")),
        kinds=frozenset((
            "un-peacekeeping", "au-ecowas", "eu-csdp", "french", "coalition", "regional", "private-military",
            "paramilitary", "humanitarian",
        )),
    ),
    Topic(
        "resolutions", "resolution", Resolution,
        columns=("date", "symbol", "title", "mandate_until", "votes", "sources", "id"),
        narrow=("votes", "mandate_until", "symbol"),
        exact=("kind", "number"), ids=("mission", "regime"),
        happenings=(("date", ""),),
        kinds=frozenset(("resolution", "presidential-statement", "draft-vetoed", "draft-not-adopted")),
    ),
    Topic(
        "reports", "report", Report,
        columns=("date", "symbol", "title", "author", "sources", "id"),
        narrow=("author", "symbol"),
        words=("author",),
    ),
    Topic(
        "agreements", "agreement", Agreement,
        columns=("date", "end", "name", "place", "sources", "id"),
        narrow=("place", "end"),
        words=("parties",),
        happenings=(("date", "signed"), ("completed", "signed by its last party"), ("end", "ends")),
    ),
    Topic(
        "funding", "funding", Funding,
        columns=("start", "end", "title", "donor", "recipient", "kind", "amount", "currency", "sources", "id"),
        narrow=("recipient", "donor", "end", "kind"),
        exact=("kind", "currency"), words=("donor", "recipient"),
        kinds=frozenset((
            "pledge", "commitment", "disbursement", "budget", "appropriation", "cost", "appeal", "received", "suspension",
            "debt-relief", "default", "settlement",
        )),
    ),
    Topic(
        "people", "person", Person,
        columns=("start", "end", "name", "role", "country", "sources", "id"),
        narrow=("country", "role"),
        exact=("office",), words=("organisation", "country", "name"),
    ),
    Topic(
        "sanctions", "sanction", Sanction,
        columns=("start", "end", "name", "kind", "regime", "sources", "id"),
        narrow=("kind", "regime"),
        exact=("kind",), words=("regime",),
        happenings=(("start", "begins"), ("end", "ends")),
        kinds=frozenset(("person", "entity", "state", "regime")),
    ),
    Topic(
        "figures", "figure", Figure,
        columns=("date", "title", "value", "unit", "series", "sources", "id"),
        narrow=("series",),
        exact=("series", "unit"),
    ),
    Topic(
        "statements", "statement", Statement,
        columns=("date", "speaker", "title", "sources", "id"),
        narrow=("speaker",),
        words=("speaker",),
        happenings=(("date", ""),),
    ),
)  # fmt: skip

TOPICS: dict[str, Topic] = {topic.name: topic for topic in _TOPICS}
"""The ten topics, in the order of the documentation."""

SOURCES = Topic(
    "sources", "source", Source,
    columns=("date", "publisher", "title", "kind", "lang", "url", "id"),
    narrow=("url", "lang", "kind", "publisher"),
    exact=("kind", "lang"), words=("publisher",),
    kinds=frozenset(("un", "government", "regional", "ngo", "press", "academic")),
)  # fmt: skip

STANDING = {
    "un": "UN",
    "government": "government",
    "regional": "regional body",
    "academic": "academic",
    "ngo": "NGO",
    "press": "press",
}
"""What a source's kind is called, the weightiest first: primary sources before studies, agencies and press."""


ID, SYMBOL, NAME, NAMED_ALIAS, ALIAS, SOURCE_ID = range(6)
"""What a key is to the fact that it names, the strongest first; NAMED_ALIAS is an alias of something that has a name."""


def best_first(sources: Iterable[Source]) -> list[Source]:
    """The sources by standing; those of one standing stay in the order of the fact."""
    ranks = list(STANDING)
    return sorted(sources, key=lambda source: ranks.index(source.kind))


def document_url(symbol: str) -> str:
    """The UN's permanent link for a document symbol: docs.un.org takes the symbol without spaces."""
    return "https://docs.un.org/en/" + symbol.replace(" ", "")


def label_of(fact: Any) -> str:
    """A fact's title or name."""
    return str(fact.title if hasattr(fact, "title") else fact.name)


def stands_in(person: Person) -> bool:
    """Whether somebody holds an office only for the time being, by the words of the role."""
    return bool({"acting", "interim"} & set(person.role.lower().split()))


def detail_of(fact: Any) -> str:
    """What a line about a fact adds to its title: the value of a figure, the amount of money, a person's role, a symbol."""
    if isinstance(fact, Figure):
        return f"{number(fact.value)} {fact.unit}"
    if isinstance(fact, Funding):
        known = fact.amount is not None and fact.currency is not None
        return f"{fact.kind}, {money(fact.amount or 0, fact.currency or '')}" if known else fact.kind
    if isinstance(fact, Person):
        return fact.role
    return getattr(fact, "symbol", None) or ""


def day_of(fact: Any) -> PartialDate | None:
    """The date by which a fact or source is listed: its start or its date, None where neither is known."""
    return getattr(fact, "start", None) or getattr(fact, "date", None)


def period_of(fact: Any) -> Period | None:
    """The time of a fact, None for undated money: a point lasts to its `end` or, without one, through its own date."""
    if isinstance(fact, Funding) and fact.start is None and fact.end is None:
        return None
    if hasattr(fact, "start"):
        return Period(fact.start, fact.end)
    if isinstance(fact, Agreement):
        return Period(fact.date, fact.end)
    return Period(fact.date, getattr(fact, "end", None) or fact.date)


def happenings_of(topic: str, fact: Any) -> Iterator[tuple[str, PartialDate, str]]:
    """What a fact adds to a timeline: the field, its date, and the words after the title. Unknown days add nothing."""
    for field, word in TOPICS[topic].happenings:
        date = getattr(fact, field)
        # What is decided on the day on which it begins is told once.
        if date is None or date == UNKNOWN or (field == "established" and date == fact.start):
            continue
        listed = topic == "sanctions" and fact.kind in ("person", "entity")
        yield field, date, _LISTING[field] if listed else word


_LISTING = {"start": "listed", "end": "listing ends"}
"""What happens to a person or entity where a regime begins or ends."""


class FactBase(msgspec.Struct, frozen=True):
    """Everything read from the files: the header, each fact with the topic, file and line that it stands at."""

    header: Header
    facts: list[Placed]
    sources: list[Placed]


class Placed(msgspec.Struct, frozen=True):
    """A fact or source with its topic's name, its file, and its place among the records of its topic there."""

    topic: str
    record: Any
    path: str
    position: int
    lines: Callable[[str], list[int]]

    @property
    def line(self) -> int:
        """The line of its table header; 0 where the file has none. Lines are counted when the first is asked for."""
        return self.lines(self.topic)[self.position]
