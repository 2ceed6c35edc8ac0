"""What the keys of a fact base hold: whether they have to be given, the values that they may have, and how those are written.

All of it follows from the structs of `model` and the lists of `topics`, but for the words about a few keys.
"""

from __future__ import annotations

from types import NoneType
from typing import Any, get_args

import msgspec

from malibrief.facts.dates import EndDate, PartialDate
from malibrief.facts.layout import KEYS
from malibrief.facts.model import SCHEMA, Header
from malibrief.facts.topics import COUNTS, IN_TABLES, PERIODS, POINTING, TAGS, TRANSLATED, topic_of
from malibrief.language import say

HEADER = "factbase"
"""The table that says what a base is about."""
WORDS = {
    "id": "lower-case letters, digits and hyphens; it stays for ever",
    "title": "at most 80 characters, in the present tense",
    "summary": "one to three sentences of your own, at most 400 characters",
    "about": "ids of the facts that it concerns",
    "aliases": "its other names",
    "keywords": "what people type for it that is no name of it",
    "attested": "the last day for which there is evidence of it, where its end is not known",
    "milestone": "where a history of one page must name it",
    "rank": "its place in a briefing, from 1",
    "currency": "three letters, as in ISO 4217",
    "lang": "two letters, as in ISO 639-1",
    "accessed": "the day on which you read it",
    "updated": "the day of the last edit",
    "demonyms": "words for what is of the place, in English and French",
    "covered": "the day up to which the base claims to tell what matters",
}
"""What is to be said of keys that their type does not say."""
_PARTS = {
    "deaths": "{ min = 0, max = 0 }",
    "votes": "{ for = 15, against = 0, abstain = 0 }",
    "ceilings": "{ military = 0, police = 0 }",
}
"""Values with parts, as they are written."""


_SAID_ELSEWHERE = {("figures", "unit")}
"""Keys that are never written, because a row of another table says what they would."""


class Key(msgspec.Struct, frozen=True):
    """A key of a table: its name ("fr.title" for a French one), whether it has to be given, and a value without content.

    `hint` says in the language that is spoken what it holds, "" where its name says all; `values` are all that it may have.
    """

    name: str
    required: bool
    empty: str
    hint: str
    values: tuple[str, ...]


def struct_of(table: str) -> type[msgspec.Struct]:
    """Return the struct of the records of a table, or of the header."""
    return Header if table == HEADER else topic_of(table).struct


def keys_of(table: str) -> list[Key]:
    """Return the keys of a table of records, or of the header, in their order."""
    fields = {field.name: field for field in msgspec.structs.fields(struct_of(table))}
    keys = []
    for name in KEYS[table]:
        field = fields.get(name.removeprefix("fr."))
        if field is None or (table, name) in _SAID_ELSEWHERE:
            continue
        if not name.startswith("fr."):
            keys.append(_key(table, field))
        elif "fr" in fields and field.name in TRANSLATED:
            keys.append(Key(name, False, '""', "", ()))
    return keys


def values_of(table: str, name: str) -> tuple[str, ...]:
    """Return the values that a key of a table may have; () where that may be anything of its type."""
    if name == "kind":
        return topic_of(table).kinds
    return {"tags": TAGS, "counts": COUNTS, "period": PERIODS, "covers": ("all-donors",)}.get(name, ())


def is_required(name: str, field: msgspec.structs.FieldInfo) -> bool:
    """Return whether a key has to be given: its struct says so, and every fact has tags, as a rule asks."""
    return field.required or name == "tags"


def _key(table: str, field: msgspec.structs.FieldInfo) -> Key:
    values = values_of(table, field.name)
    kinds = _kinds(field.type)
    listed = any(getattr(kind, "__origin__", None) is list for kind in kinds)
    if field.name == "schema":
        empty = str(SCHEMA)
    elif field.name in _PARTS:
        empty = _PARTS[field.name]
    elif bool in kinds:
        empty = "true"
    elif {int, float} & {getattr(kind, "__origin__", kind) for kind in kinds}:
        empty = "1"
    else:
        empty = '[""]' if listed else '""'
    return Key(field.name, is_required(field.name, field), empty, _hint(table, field.name, kinds, values), values)


def _kinds(kind: Any) -> tuple[Any, ...]:
    """Return the types that a field may have, but None: `int | None` is (int,)."""
    union = type(kind).__name__ in ("UnionType", "_UnionGenericAlias", "Union")
    return tuple(each for each in get_args(kind) if each is not NoneType) if union else (kind,)


def _hint(table: str, name: str, kinds: tuple[Any, ...], values: tuple[str, ...]) -> str:
    """Return what a key holds, in the language that is spoken."""
    if values:
        listed = ", ".join(values)
        return (
            say("one to five of: {values}", values=listed) if name == "tags" else say("one of: {values}", values=listed)
        )
    if (table, name) == ("series", "part_of"):
        return say("an id of {table}", table="[[series]]")
    if name in IN_TABLES and table != IN_TABLES[name]:
        listed = f"[[{IN_TABLES[name]}]]"
        return (
            say("ids of {table}, the best first", table=listed)
            if name == "sources"
            else say("an id of {table}", table=listed)
        )
    if table != HEADER and name in POINTING[struct_of(table)]:
        return say("ids of facts") if name == "part_of" and table == "actors" else say("the id of a fact")
    if name in WORDS and not (name == "title" and table in ("sources", HEADER)):
        return say(WORDS[name])
    if EndDate in kinds:
        return say('a date like those of others, or "unknown"')
    if PartialDate in kinds:
        return say('a day, 2026-01-31, or as text a month or a year: "2026-01", "2026"')
    return ""
