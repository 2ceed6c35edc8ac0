"""One fact in full, without styling: its fields, its neighbours and its sources."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.model import (
    LASTING,
    STARTING,
    Agreement,
    Funding,
    Office,
    Resolution,
    Sanction,
    Series,
    Source,
    day_of,
    period_of,
    symbol_of,
)
from malibrief.facts.told import detail_of, label_of, text_of, votes_of
from malibrief.facts.told import told as told_value
from malibrief.facts.topics import TOPICS, topic_of
from malibrief.language import is_french, noun, say, spoken
from malibrief.text import money
from malibrief.views.citations import Cited, cited_by, cites_of, document_url
from malibrief.views.columns import TAIL, is_absent, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from malibrief.facts.model import Record, Value
    from malibrief.facts.topics import Topic
    from malibrief.index.results import AnyFound, Entry, FactBaseNote


MEANING, ABOUT, SAME_SERIES, SAME_NAME = "could also mean", "about", "same series", "same name"
"""The headings of what else the name could mean by which a card was asked for, of what a fact is about, of its like."""


_REFERRING = {"offices": "--office", "series": "--series", "sources": "--source"}
"""The option that finds what refers to a row of a table; --about finds what refers to a fact."""


class Card(msgspec.Struct, frozen=True):
    """One fact in full: its fields by name, its neighbours, and its sources, best first.

    `word` is what a fact of its topic is called. `when` is its period in words, "" for a fact with a date; `money` is its
    amount with the currency, "" without one; `link` leads to the document that it is, None for other facts.

    `told` has the fields whose values are others in the language that is spoken than in the record.

    Its neighbours are the facts that it is about (`concerned`), those that are about it (`concerning`, by heading), and
    those of the same name or series (`others`); `also` are what else the name could mean by which it was asked for.

    `citations` are what to cite for it, and `record` is the fact for JSON.
    """

    topic: str
    word: str
    id: str
    title: str
    when: str
    summary: str
    fields: list[tuple[str, Value]]
    link: str | None
    concerned: list[Entry]
    concerning: dict[str, list[Entry]]
    others: list[Entry]
    sources: Cited
    citations: Sequence[Source]
    record: dict[str, object]
    base: FactBaseNote
    money: str = ""
    also: list[Entry] = []
    told: Mapping[str, Value] = {}

    @property
    def neighbours(self) -> list[tuple[str, list[Entry]]]:
        """The neighbours in groups, each with its heading in English; empty groups are left out."""
        of_others = SAME_SERIES if self.topic == "figures" else SAME_NAME
        groups = [(ABOUT, self.concerned), *self.concerning.items(), (of_others, self.others), (MEANING, self.also)]
        return [(heading, entries) for heading, entries in groups if entries]

    def command(self, heading: str) -> str:
        """Return the command that lists a group of neighbours; "" where none lists just these."""
        if heading not in self.concerning or heading not in TOPICS:
            return ""
        return f"malibrief {heading} {_REFERRING.get(self.topic, '--about')} {self.id}"


def card(
    found: AnyFound,
    sources: Mapping[str, Source],
    concerned: list[Entry],
    concerning: dict[str, list[Entry]],
    others: list[Entry],
    base: FactBaseNote,
    also: Iterable[Entry] = (),
) -> Card:
    """Make the card of a fact or source. A neighbour that is linked in both directions is listed once, as about it.

    What it is about (`concerned`), what is about it (`concerning`, by heading), `others` of its name or series, and what its
    name could `also` mean are given.
    """
    topic = topic_of(found.topic)
    fact = found.fact
    symbol = symbol_of(fact)
    neighbours = {entry.n for group in concerning.values() for entry in group}
    record = record_of(found, sources)
    listed = {*neighbours, *(entry.n for entry in concerned), *(entry.n for entry in others)}
    return Card(
        topic=found.topic,
        word=noun(1, topic.word),
        id=fact.id,
        title=label_of(fact),
        when=when_of(found) if isinstance(fact, STARTING) else "",
        summary=text_of(fact, "summary") or text_of(fact, "definition"),
        fields=_fields(found, topic),
        link=document_url(symbol, spoken()) if symbol else None,
        concerned=[entry for entry in concerned if entry.n not in neighbours],
        concerning=concerning,
        others=[entry for entry in others if entry.n not in {*neighbours, *(other.n for other in concerned)}],
        sources=cites_of(found, sources),
        citations=cited_by(found, sources),
        record=record,
        base=base,
        money=_money(fact),
        also=[entry for entry in also if entry.n not in listed],
        told={name: told_value(fact, name) for name in record if name != "sources"} if is_french() else {},
    )


def telling(entries: Sequence[Entry], most: int) -> list[Entry]:
    """Return at most so many neighbours in their order: milestones first, then by rank, then the newest, of one title the newest.

    Those without a rank come after those with one, and those without a date count as the oldest.
    """
    times = {entry.n: (entry.date.last if entry.date else 0, place) for place, entry in enumerate(entries)}
    newest = {entry.title: entry.n for entry in sorted(entries, key=lambda entry: times[entry.n])}

    def weight(entry: Entry) -> tuple[bool, bool, float, tuple[int, int]]:
        return entry.milestone, newest[entry.title] == entry.n, -(entry.rank or inf), times[entry.n]

    kept = {entry.n for entry in sorted(entries, key=weight, reverse=True)[:most]}
    return [entry for entry in entries if entry.n in kept]


def when_of(found: AnyFound) -> str:
    """Return the period of a fact in words, and when it was last reported where its end is not known."""
    period = None if isinstance(found.fact, Office | Series | Source) else period_of(found.fact)
    if period is None or found.horizon is None:
        return period.in_words if period else ""
    return say("{period}, last reported {day:words}", period=period.in_words, day=found.horizon)


def with_period(entry: Entry, found: AnyFound, known: str = "") -> Entry:
    """Return the entry of a fact that stands for some time with its period, in place of a detail that is `known`."""
    detail = entry.detail if entry.detail != known else ""
    return msgspec.structs.replace(entry, detail=", ".join(filter(None, [detail, _short_period(found)])))


def told(found: AnyFound) -> str:
    """Return a fact on one line, with what tells it from others of its name: its role or regime, and its time."""
    fact = found.fact
    detail = text_of(fact, "regime") if isinstance(fact, Sanction) else detail_of(fact)
    day = day_of(fact)
    time = _short_period(found) or (day.short if day else "")
    rest = ", ".join(filter(None, [detail, time]))
    return say("{name}: {text}", name=label_of(fact), text=rest) if rest else label_of(fact)


def _short_period(found: AnyFound) -> str:
    """Return the period of a fact that stands for some time, in short, and when it was last reported; "" of others."""
    period = period_of(found.fact) if isinstance(found.fact, LASTING) else None
    if period is None or found.horizon is None:
        return period.short if period else ""
    return say("{period}, last reported {day:short}", period=period.short, day=found.horizon)


def _money(fact: Record) -> str:
    """Return an amount of money with its currency, "" for other facts and where the amount is not known."""
    if not isinstance(fact, Funding) or fact.amount is None or fact.currency is None:
        return ""
    return money(fact.amount, fact.currency)


def _fields(found: AnyFound, topic: Topic) -> list[tuple[str, Value]]:
    """Return the fields of a fact, by name, without those that have their own place on a card and those that are absent.

    An agreement has the date on which it was last reported among them; what starts has it beside its period. A source has its
    address among its sources, as it is its own. A rank is for the order of briefings alone.
    """
    fact = found.fact
    elsewhere = {"id", topic.label, "summary", "definition", "sources", "about", "keywords", "fr", "url", "rank"}
    if topic.starts:
        elsewhere |= {"start", "end", "attested"}
    own = [name for name in topic.struct.__struct_fields__ if name not in TAIL]
    values = {name: told_value(fact, name) for name in (*own, *TAIL) if name not in elsewhere}
    if isinstance(fact, Resolution) and fact.votes:
        values["votes"] = votes_of(fact)
    if isinstance(fact, Agreement) and found.horizon:
        values["attested"] = found.horizon
    return [(name, value) for name, value in values.items() if not is_absent(value)]
