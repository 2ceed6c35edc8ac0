"""One fact in full, without styling: its fields, its neighbours and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from malibrief.facts.model import (
    STARTING,
    Funding,
    Resolution,
    Source,
    document_url,
    label_of,
    period_of,
    symbol_of,
    value_of,
)
from malibrief.facts.topics import topic_of
from malibrief.text import money
from malibrief.views.citations import Cited, cited, cited_by
from malibrief.views.columns import TAIL, is_absent, label, record_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from malibrief.facts.model import Record, Value
    from malibrief.facts.topics import Topic
    from malibrief.index.results import AnyFound, Entry, FactBaseNote


class Card(msgspec.Struct, frozen=True):
    """One fact in full: its fields by label, its neighbours, and its sources, the best first.

    It is about what is `concerned`; what is `concerning` is about it; `others` have the same name or are of the same series.

    `when` is its period in words, "" for what has a date, `money` its amount with the currency, "" without one; `link` is that
    of its document, and `record` the fact for JSON.
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

    @property
    def neighbours(self) -> list[tuple[str, list[Entry]]]:
        """The neighbours in groups, each with its heading; groups without any are left out."""
        of_others = "same series" if self.topic == "figures" else "same name"
        groups = [("about", self.concerned), *self.concerning.items(), (of_others, self.others)]
        return [(heading, entries) for heading, entries in groups if entries]


def card(
    found: AnyFound,
    sources: Mapping[str, Source],
    concerned: list[Entry],
    concerning: dict[str, list[Entry]],
    others: list[Entry],
    base: FactBaseNote,
) -> Card:
    """Make the card of a fact or source. A fact linked in both directions is listed once."""
    topic = topic_of(found.topic)
    fact = found.fact
    period = period_of(fact) if isinstance(fact, STARTING) else None
    symbol = symbol_of(fact)
    neighbours = {entry.n for group in concerning.values() for entry in group}
    return Card(
        topic=found.topic,
        word=topic.word,
        id=fact.id,
        title=label_of(fact),
        when=period.in_words if period else "",
        summary="" if isinstance(fact, Source) else fact.summary,
        fields=_fields(fact, topic),
        link=document_url(symbol) if symbol else None,
        concerned=[entry for entry in concerned if entry.n not in neighbours],
        concerning=concerning,
        others=[entry for entry in others if entry.n not in {*neighbours, *(other.n for other in concerned)}],
        sources=Cited((fact,)) if isinstance(fact, Source) else cited(fact.sources, sources),
        citations=cited_by(found, sources),
        record=record_of(found, sources),
        base=base,
        money=_money(fact),
    )


def _money(fact: Record) -> str:
    """Return an amount with its currency, "" for what is no money or has no amount."""
    if not isinstance(fact, Funding) or fact.amount is None or fact.currency is None:
        return ""
    return money(fact.amount, fact.currency)


def _fields(fact: Record, topic: Topic) -> list[tuple[str, Value]]:
    """Return what a card says beside its title, its time, its summary, its neighbours and its sources, by label."""
    elsewhere = {"id", topic.label, "summary", "sources", "about", "keywords"}
    if topic.starts:
        elsewhere |= {"start", "end"}
    own = [name for name in topic.struct.__struct_fields__ if name not in TAIL]
    values = {name: value_of(fact, name) for name in (*own, *TAIL) if name not in elsewhere}
    if isinstance(fact, Resolution) and fact.votes:
        values["votes"] = fact.votes.in_words
    return [(label(name), value) for name, value in values.items() if not is_absent(value)]
