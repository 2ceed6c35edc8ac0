"""Cite sources as CSL-JSON 1.0.2, a list of items that reference managers exchange (https://citationstyles.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.facts.dates import PartialDate
    from malibrief.facts.model import Source

_TYPES = {"press": "article-newspaper", "academic": "article"}
"""The item type for a kind of source; any other source is a report if it has a symbol, else a web page."""


def cited(sources: Iterable[Source]) -> str:
    """Return a JSON list with an item for each source, in their order; an empty list for none."""
    return msgspec.json.format(msgspec.json.encode([_item(source) for source in sources]), indent=2).decode() + "\n"


def _item(source: Source) -> dict[str, object]:
    kind = _TYPES.get(source.kind, "report" if source.symbol else "webpage")
    publisher_key = "container-title" if kind in ("article-newspaper", "webpage") else "publisher"
    item: dict[str, object] = {
        "id": source.id,
        "type": kind,
        "title": source.title,
        publisher_key: source.publisher,
        "author": [{"literal": source.publisher}],
        "language": source.lang,
    }
    if source.date:
        item["issued"] = _date(source.date)
    if source.symbol:
        item["number"] = source.symbol
    if source.url:
        item["URL"] = source.url
        if source.accessed:
            item["accessed"] = _date(source.accessed)
    return item


def _date(date: PartialDate) -> dict[str, list[list[int]]]:
    """Return a date with the parts of it that are known."""
    return {"date-parts": [[part for part in date.parts if part]]}
