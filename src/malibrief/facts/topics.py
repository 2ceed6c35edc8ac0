"""The registry of topics and of the tables beside them: how each is named, shown and filtered, and what its facts add to a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.dates import UNKNOWN, PartialDate
from malibrief.facts.model import (
    Actor,
    Agreement,
    Event,
    Figure,
    Funding,
    Mission,
    Office,
    Person,
    Report,
    Resolution,
    Sanction,
    Series,
    Source,
    Statement,
    day_of,
    value_of,
)
from malibrief.facts.nested import Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from malibrief.facts.model import AnyFact, Record

TAGS = tuple(
    "politics military peacekeeping peace-process sanctions humanitarian development human-rights terrorism elections "
    "coup diplomacy france eu un ecowas au g5-sahel aes russia algeria usa north centre south economy".split()
)


class Topic(msgspec.Struct, frozen=True):
    """How one kind of record is named, shown and filtered.

    `word` is the name of one fact, `row` what a listing counts where that is something else. `columns` are the default ones of
    a listing in a pipe, in order, and `screen` those on a terminal, which may have sources and ids beside them. Of these it
    leaves out the `spare` ones, first one first, where rows would not fit into a line each, and the `narrow` ones where the
    others would be too narrow to read. `words` are the fields whose options match whole words, `exact` those that match whole
    values, `ids` those that hold an id. `happenings` are the fields whose dates go into a timeline, each with the words that
    are put after the fact's title there. `kinds` are the values that the field `kind` may have.
    """

    name: str
    word: str
    struct: type[msgspec.Struct]
    columns: tuple[str, ...]
    screen: tuple[str, ...]
    spare: tuple[str, ...]
    narrow: tuple[str, ...]
    words: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    happenings: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    row: str = ""

    @property
    def label(self) -> str:
        """The field that names a fact of this topic: `title` or `name`."""
        return "name" if "name" in self.struct.__struct_fields__ else "title"

    @property
    def starts(self) -> bool:
        """Whether its facts have a start rather than a date."""
        return "start" in self.struct.__struct_fields__

    @property
    def lasting(self) -> bool:
        """Whether its facts stand for some time: those with a start, and agreements, which are dated by their signature."""
        return self.starts or self.struct is Agreement

    @property
    def filters(self) -> tuple[str, ...]:
        """The topic's own options, beside those that every listing has."""
        return self.exact + self.words + self.ids


_TOPICS = (
    Topic(
        "events", "event", Event,
        columns=("date", "title", "place", "deaths", "sources", "id"),
        screen=("date", "title", "place", "deaths"),
        spare=("place",), narrow=("place", "deaths"),
        happenings=(("date", ""),),
    ),
    Topic(
        "missions", "mission", Mission,
        columns=("start", "end", "name", "kind", "lead", "sources", "id"),
        screen=("start", "end", "name", "lead", "kind"),
        spare=("kind",), narrow=("kind", "lead"),
        exact=("kind",), words=("lead",), ids=("part_of",),
        happenings=(("established", "decided"), ("start", "begins"), ("end", "ends")),
        kinds=(
            "un-peacekeeping", "au-ecowas", "eu-csdp", "french", "coalition", "regional", "private-military",
            "paramilitary", "humanitarian",
        ),
    ),
    Topic(
        "resolutions", "resolution", Resolution,
        columns=("date", "symbol", "title", "mandate_until", "votes", "sources", "id"),
        screen=("date", "symbol", "title", "mandate_until", "votes"),
        spare=("votes", "mandate_until"), narrow=("votes", "mandate_until", "symbol"),
        exact=("kind", "number"), ids=("mission", "regime"),
        happenings=(("date", ""),),
        kinds=("resolution", "presidential-statement", "draft-vetoed", "draft-not-adopted"),
    ),
    Topic(
        "reports", "report", Report,
        columns=("date", "symbol", "title", "author", "sources", "id"),
        screen=("date", "symbol", "title", "author"),
        spare=("author",), narrow=("author", "symbol"),
        words=("author",),
    ),
    Topic(
        "agreements", "agreement", Agreement,
        columns=("date", "end", "name", "place", "sources", "id"),
        screen=("date", "end", "name", "place"),
        spare=("place",), narrow=("place", "end"),
        words=("parties",),
        happenings=(("date", "signed"), ("completed", "signed by its last party"), ("end", "ends")),
    ),
    Topic(
        "funding", "funding", Funding,
        columns=("start", "end", "title", "donor", "recipient", "kind", "amount", "currency", "part_of", "disputed", "sources", "id"),
        screen=("start", "end", "title", "donor", "recipient", "kind", "amount"),
        spare=("recipient", "donor", "end"), narrow=("recipient", "donor", "end", "kind"),
        exact=("kind", "currency", "covers"), words=("donor", "recipient"), ids=("part_of",),
        kinds=(
            "pledge", "commitment", "disbursement", "budget", "appropriation", "cost", "suspension", "appeal", "received",
            "debt-relief", "default", "settlement",
        ),
    ),
    Topic(
        "people", "person", Person,
        columns=("start", "end", "name", "role", "country", "sources", "id"),
        screen=("start", "end", "name", "role", "country"),
        spare=("country",), narrow=("country", "end"),
        row="term", exact=("office",), words=("organisation", "country", "name"),
    ),
    Topic(
        "sanctions", "sanction", Sanction,
        columns=("start", "end", "name", "kind", "regime", "sources", "id"),
        screen=("start", "end", "name", "kind", "regime"),
        spare=("kind",), narrow=("kind", "regime"),
        exact=("kind",), words=("regime",),
        happenings=(("start", "begins"), ("end", "ends")),
        kinds=("person", "entity", "state", "regime"),
    ),
    Topic(
        "figures", "figure", Figure,
        columns=("date", "title", "value", "unit", "series", "sources", "id"),
        screen=("date", "title", "value", "unit", "series"),
        spare=("series",), narrow=("series",),
        exact=("series", "unit"),
    ),
    Topic(
        "statements", "statement", Statement,
        columns=("date", "speaker", "title", "sources", "id"),
        screen=("date", "title", "speaker"),
        spare=("speaker",), narrow=("speaker",),
        words=("speaker",),
        happenings=(("date", ""),),
    ),
    Topic(
        "actors", "actor", Actor,
        columns=("start", "end", "name", "full_name", "kind", "sources", "id"),
        screen=("start", "end", "name", "full_name", "kind"),
        spare=("kind",), narrow=("kind", "end", "full_name"),
        exact=("kind",), words=("led_by",), ids=("part_of",),
        kinds=(
            "armed-movement", "jihadist-group", "self-defence-group", "alliance", "junta", "political-movement",
            "organisation", "state-body", "armed-forces",
        ),
    ),
)  # fmt: skip

TOPICS: dict[str, Topic] = {topic.name: topic for topic in _TOPICS}
"""The eleven topics, in the order of the documentation."""

SOURCE_KINDS = {
    "un": "UN",
    "government": "government",
    "regional": "regional body",
    "academic": "academic",
    "ngo": "NGO",
    "press": "press",
}
"""What a source's kind is called, the weightiest first: primary sources before studies, agencies and press."""

SOURCES = Topic(
    "sources", "source", Source,
    columns=("date", "publisher", "title", "kind", "lang", "url", "id"),
    screen=("date", "publisher", "title", "kind", "lang", "url"),
    spare=("url", "lang", "kind"), narrow=("url", "lang", "kind", "publisher"),
    exact=("kind", "lang"), words=("publisher",),
    kinds=tuple(SOURCE_KINDS),
)  # fmt: skip
OFFICES = Topic(
    "offices", "office", Office,
    columns=("title", "organisation", "serves", "rank", "id"),
    screen=("title", "organisation", "serves", "rank"),
    spare=("rank", "serves"), narrow=("rank", "serves", "organisation"),
    exact=("state", "deputy"), words=("organisation",), ids=("serves",),
)  # fmt: skip
SERIES = Topic(
    "series", "series", Series,
    columns=("title", "unit", "counts", "period", "by", "of", "id"),
    screen=("title", "unit", "counts", "period", "by", "of"),
    spare=("of", "by", "period"), narrow=("of", "period", "by", "counts"),
    exact=("unit", "counts", "period"), words=("by",), ids=("of", "strength_of"),
)  # fmt: skip
TABLES: dict[str, Topic] = {topic.name: topic for topic in (OFFICES, SERIES, SOURCES)}
"""The tables beside the topics: listed and filtered like one, but their rows are not facts, and their ids are a space of their own."""
FACTS = "facts"
"""What the facts of all topics are called together; an id is that of one of them."""
POINTING: dict[type[msgspec.Struct], tuple[str, ...]] = {
    topic.struct: topic.ids for topic in (*_TOPICS, *TABLES.values())
} | {Actor: ("part_of", "became"), Event: ("ends",)}
"""The fields that hold ids of facts, beside `about`."""
IN_TABLES = {"office": OFFICES.name, "series": SERIES.name, "sources": SOURCES.name}
"""The fields of facts that hold ids of a table beside the topics, each with the table's name."""

COUNTS = ("stock", "flow", "cumulative", "ceiling", "plan", "share", "index", "price", "estimate")
"""What the numbers of a series can be: how many there are, or came in a `period`, or came `since` a day, and so on."""
PERIODS = ("year", "half-year", "quarter", "month", "week")
"""The periods of flows."""

RECURRING = (
    "place", "kind", "lead", "headquarters", "tasks", "author", "parties", "pillars", "donor", "recipient", "role",
    "organisation", "country", "regime", "measures", "unit", "speaker", "tags", "led_by", "by",
)  # fmt: skip
"""The fields whose values recur, so that one table of a base says their French."""
TRANSLATED = frozenset(("title", "name", "full_name", "summary", "definition", *RECURRING))
"""The fields that may have French of their own; names of both languages are `aliases`."""

NAMING = (
    "place", "full_name", "lead", "headquarters", "symbol", "number", "author", "parties", "donor", "recipient",
    "role", "organisation", "country", "office", "regime", "reference", "series", "speaker", "kind", "led_by", "measures",
)  # fmt: skip
"""The fields that are searched as names, of one topic or another."""

EVERYWHERE = ("tags", "place")
"""The fields by whose values the facts of every topic can be filtered."""

STANDS_FOR = {"office": "role", "series": "title"}
"""The field whose words say what a short name stands for: an office's role, a series' title."""

NAMED = frozenset(topic.name for topic in TOPICS.values() if topic.label == "name")
"""The topics of what has a name of its own, rather than a title."""

ID, SYMBOL, NAME, NAMED_ALIAS, ALIAS, TABLE_ID, TABLE_TITLE, SHARED = range(8)
"""Ranks of names, the strongest first; NAMED_ALIAS is an alias of a fact that has a name rather than a title.

TABLE_ID is the id of an office, a series or a source: a fact of the same id comes before it. TABLE_TITLE is the title of an office or
series, SHARED an alias of one, which all its holders or values share.
"""

STANDING_BY, COUNTING_ALL, A_PART, LED, ADOPTED = "standing-by", "counting-all", "a-part", "led", "adopted"
"""Traits of facts: a deputy or somebody who only stands in; a number that counts all there was, in all time or from all donors;
a sum that is a part of another; an actor whose leaders are told; a resolution that the Council adopted."""

LISTING = {"start": "listed", "end": "listing ends"}
"""The words for a person or entity where those for a regime are "begins" and "ends"."""


def topic_of(name: str) -> Topic:
    """Return the topic or table of this name."""
    return TOPICS.get(name) or TABLES[name]


def names_in_table(record: Record) -> list[str]:
    """Return the names of an office or a series: its titles, and its aliases; of others none."""
    return [*titles_in_table(record), *(record.aliases if isinstance(record, (Office, Series)) else ())]


def titles_in_table(record: Record) -> list[str]:
    """Return the titles of an office or a series in both languages; of others none."""
    if not isinstance(record, (Office, Series)):
        return []
    return [record.title, *([str(record.fr["title"])] if "title" in record.fr else [])]


def references(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the ids of the facts at which a record points, each with the field that does so."""
    for field in POINTING[record.__class__]:
        target = value_of(record, field)
        if target is not None:
            for each in target if isinstance(target, list) else (str(target),):
                yield field, each
    if not isinstance(record, (Office, Series, Source)):
        for each in record.about:
            yield "about", each
    if isinstance(record, Mission):
        for task in record.tasks:
            if isinstance(task, Task) and task.mission:
                yield "tasks", task.mission


def table_meant(struct: type[msgspec.Struct], field: str) -> str:
    """Return what a field of records of this type holds ids of: `FACTS`, or a table beside the topics; "" for what is no id."""
    if field in POINTING.get(struct, ()) or field == "about" or (struct is Task and field == "mission"):
        return FACTS
    if struct is Series:
        return SERIES.name if field == "part_of" else ""
    return IN_TABLES.get(field, "")


def best_first(sources: Iterable[Source]) -> list[Source]:
    """Return the sources by the weight of their kind; those of one kind stay in the order of the fact."""
    ranks = list(SOURCE_KINDS)
    return sorted(sources, key=lambda source: ranks.index(source.kind))


def happenings_of(topic: str, fact: AnyFact) -> Iterator[tuple[str, PartialDate, str]]:
    """Yield what a fact adds to a timeline: the field, its date, and the words after the title. Unknown days add nothing."""
    listed = isinstance(fact, Sanction) and fact.kind in ("person", "entity")
    for field, word in TOPICS[topic].happenings:
        date = value_of(fact, field)
        # Decided and begun on the same day: list it once.
        if not isinstance(date, PartialDate) or date == UNKNOWN or (field == "established" and date == day_of(fact)):
            continue
        yield field, date, LISTING[field] if listed else word
