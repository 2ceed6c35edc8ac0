"""CSL-JSON 1.0.2: the list of items that citation programs exchange (https://citationstyles.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from malibrief.facts.model import Source

_KINDS = {"press": "article-newspaper", "academic": "article"}
"""The type of a source of this kind; of others it is a report where it has a symbol, else a web page."""


def cited(sources: Iterable[Source]) -> str:
    """Return a JSON list with an item for each source, in their order."""
    return msgspec.json.format(msgspec.json.encode([_item(source) for source in sources]), indent=2).decode() + "\n"


def _item(source: Source) -> dict[str, object]:
    kind = _KINDS.get(source.kind, "report" if source.symbol else "webpage")
    named_in = "container-title" if kind in ("article-newspaper", "webpage") else "publisher"
    item: dict[str, object] = {
        "id": source.id,
        "type": kind,
        "title": source.title,
        named_in: source.publisher,
        "author": [{"literal": source.publisher}],
        "language": source.lang,
    }
    if source.date:
        item["issued"] = {"date-parts": [[part for part in source.date.parts if part]]}
    if source.symbol:
        item["number"] = source.symbol
    if source.url:
        item["URL"] = source.url
    return item
