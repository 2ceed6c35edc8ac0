"""One fact in full, without styling: its fields, its neighbours and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from malibrief.model import document_url, label_of, period_of
from malibrief.query import topic_of
from malibrief.topics import SOURCES
from malibrief.views import TAIL, Cited, cited, is_absent, label, record_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from malibrief.model import Source
    from malibrief.query import Entry, Found
    from malibrief.views import FactBaseNote


class Card(msgspec.Struct, frozen=True):
    """One fact in full: its fields, what it is about, what is about it, and its sources, the best first."""

    topic: str
    word: str
    id: str
    title: str
    when: str
    summary: str
    fields: list[tuple[str, Any]]
    link: str | None
    concerned: list[Entry]
    concerning: dict[str, list[Entry]]
    sources: Cited
    record: dict[str, Any]
    base: FactBaseNote


def card(
    found: Found,
    sources: Mapping[str, Source],
    concerned: list[Entry],
    concerning: dict[str, list[Entry]],
    base: FactBaseNote,
) -> Card:
    """One fact (or source) in full. What is both about it and its concern is named once, among the former."""
    topic = topic_of(found.topic)
    fact = found.fact
    aside = {"id", topic.label, "summary", "sources", "about", *(("start", "end") if topic.lasting else ())}
    fields = [
        (label(name), value)
        for name in (*(field for field in topic.struct.__struct_fields__ if field not in TAIL), *TAIL)
        if name not in aside and not is_absent(value := getattr(fact, name, None))
    ]
    period = period_of(fact) if topic is not SOURCES else None
    when = period.in_words if period and topic.lasting else ""
    symbol = getattr(fact, "symbol", None)
    link = document_url(symbol) if symbol else None
    summary = getattr(fact, "summary", "")
    told = {entry.n for group in concerning.values() for entry in group}
    concerned = [entry for entry in concerned if entry.n not in told]
    cites = cited(fact.sources, sources) if topic is not SOURCES else Cited((fact,))
    return Card(
        found.topic, topic.word, fact.id, label_of(fact), when, summary, fields, link, concerned, concerning, cites,
        record_of(found, sources), base,
    )  # fmt: skip
