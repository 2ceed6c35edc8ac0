"""Fact bases written out for tests: the smallest sound record of every table, with what a test says of it."""

import json
import re

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FACT: dict[str, object] = {"summary": "S", "tags": ["un"], "sources": ["s"]}
_SMALLEST: dict[str, dict[str, object]] = {
    "events": {"date": "2001-03-05", "title": "T", **_FACT},
    "missions": {"name": "M", "kind": "french", "lead": "L", "start": "2001-03-05", **_FACT},
    "resolutions": {"kind": "resolution", "date": "2001-03-05", "title": "T", **_FACT},
    "funding": {
        "donor": "D", "recipient": "R", "kind": "pledge", "amount": 5, "currency": "EUR", "start": "2001-03-05", "title": "T", **_FACT,
    },
    "people": {"name": "N", "office": "office-1", "start": "2001-03-05", **_FACT},
    "sanctions": {"name": "N", "kind": "state", "regime": "R", "start": "2001-03-05", **_FACT},
    "figures": {"series": "series-1", "date": "2001-03-05", "value": 1, **_FACT},
    "agreements": {"name": "A", "date": "2001-03-05", "parties": ["A"], **_FACT},
    "statements": {"date": "2001-03-05", "title": "T", "speaker": "N", **_FACT},
    "actors": {"name": "N", "kind": "armed-movement", **_FACT},
    "offices": {"title": "T", "organisation": "O", "rank": 1},
    "series": {"title": "T", "unit": "people", "counts": "stock", "by": "B", "definition": "D"},
    "sources": {"title": "T", "publisher": "P", "lang": "en", "kind": "un"},
}  # fmt: skip


def record(table: str, key: str, **fields: object) -> str:
    """The smallest sound record of a table as TOML, with the key for its id and with these fields; None leaves one out."""
    written = {"id": key, **_SMALLEST[table], **fields}
    return f"[[{table}]]\n" + "".join(
        f"{field} = {_value(value)}\n" for field, value in written.items() if value is not None
    )


def _value(value: object) -> str:
    """A value as TOML; a text that is a day becomes a date."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)
