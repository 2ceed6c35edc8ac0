"""JSON and JSON Lines: every field of every fact, sources expanded, dates as ISO text.

`format_version` follows semantic versioning: within 1.x keys are only added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from malibrief.render import Page
    from malibrief.views import Card, FactBaseNote, Table

FORMAT_VERSION = "1.0"

_encode = msgspec.json.Encoder(enc_hook=str).encode


def table(view: Table, form: str, page: Page) -> str:
    """`{"format_version": ..., "factbase": ..., "facts": [...]}`, or a fact a line."""
    return _text(view.records, view.base, form)


def cards(views: list[Card], form: str, page: Page) -> str:
    """The same as a listing's, each fact with `concerning`: the facts that are about it."""
    records = [view.record | {"concerning": _neighbours(view)} for view in views]
    return _text(records, views[0].base, form) if views else ""


def _neighbours(view: Card) -> list[dict[str, Any]]:
    entries = [entry for group in view.concerning.values() for entry in group]
    return [{"topic": entry.topic, "id": entry.id, "date": entry.date, "title": entry.title} for entry in entries]


def _text(records: list[dict[str, Any]], base: FactBaseNote, form: str) -> str:
    if form == "jsonl":
        return "".join(_encode(record).decode() + "\n" for record in records)
    document = {"format_version": FORMAT_VERSION, "factbase": base, "facts": records}
    return msgspec.json.format(_encode(document), indent=2).decode() + "\n"
